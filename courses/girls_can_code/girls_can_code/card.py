"""The badge of « Ma carte pixel »: her name, her words and a small creature that no other name has."""

import hashlib
from dataclasses import dataclass
from textwrap import wrap

from girls_can_code import letters
from girls_can_code.advice import gesture, shown, spaced, text
from girls_can_code.colours import colour, mixed, name_of
from girls_can_code.drawing import pixels, rectangle, svg

COLUMNS, SIZE = 128, 4  # pixels of the badge from left to right, and what each measures on the screen
MARGIN, CREATURE, GAP = 6, 27, 5
LINE_LETTERS = (COLUMNS - 2 * MARGIN) // (letters.WIDTH + 1)
LINE_ROWS = letters.ABOVE + letters.HEIGHT + letters.BELOW
MAX_LINES = 8
MAX_DRAWN = 24  # columns and rows of her own drawing
EXAMPLE = 'montrer_badge("Inès", "turquoise", "nuit")'
Squares = list[tuple[int, int]]


@dataclass(frozen=True)
class Badge:
    """A badge. A notebook draws it (SVG); elsewhere it reads as text.

    Attributes:
        prenom: the name, as she wrote it.
        texte: the words under the name.
        couleur: ``#rrggbb`` of what is written.
        fond: ``#rrggbb`` of what is behind.
        dessin: rows of her own drawing; none for the creature made from the name.
    """

    prenom: str
    texte: str
    couleur: str
    fond: str
    dessin: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"[badge] {self.prenom}" + (f"\n{self.texte}" if self.texte else "")

    def _repr_svg_(self) -> str:
        lines = _lines(self.texte)
        rows = 2 * MARGIN + CREATURE + (GAP + LINE_ROWS * len(lines) if lines else 0)
        picture = _drawn(self.dessin) if self.dessin else creature(self.prenom)
        words = [
            square
            for number, line in enumerate(lines)
            for square in letters.line_squares(line, MARGIN, MARGIN + CREATURE + GAP + LINE_ROWS * number)
        ]
        soft = mixed(self.fond, self.couleur, 0.16)
        corner = rectangle(
            (MARGIN - 2) * SIZE, (MARGIN - 2) * SIZE, (CREATURE + 4) * SIZE, (CREATURE + 4) * SIZE, soft
        )
        return svg(
            COLUMNS * SIZE,
            rows * SIZE,
            self._label(),
            rectangle(0, 0, COLUMNS * SIZE, rows * SIZE, self.fond, 16)
            + corner
            + pixels(picture, SIZE, self.couleur)
            + pixels(_name(self.prenom), SIZE, self.couleur)
            + pixels(words, SIZE, self.couleur),
        )

    def _label(self) -> str:
        said = f"Badge en pixels, {name_of(self.couleur)} sur fond {name_of(self.fond)} : {self.prenom}"
        return spaced(f"{said}. {self.texte}" if self.texte else said)


@gesture(EXAMPLE)
def montrer_badge(
    prenom: str, couleur: object = "corail", fond: object = "nuit", texte: str = "", dessin: str = ""
) -> Badge:
    """Dessine un badge en pixels.

    prenom : ton prénom ou ton surnom, entre guillemets.
    couleur, fond : un nom de couleur, "#1fb5ad" ou (rouge, vert, bleu).
    texte : ce qui est écrit en dessous (si tu veux).
    dessin : ton dessin à toi, ligne par ligne, avec # pour un pixel plein et . pour un vide (si tu veux).
    """
    name = text(prenom, "montrer_badge", EXAMPLE)
    words = text(texte, "texte", 'montrer_badge("Inès", "turquoise", "nuit", "Bonjour !")')
    drawing = text(dessin, "dessin", 'montrer_badge("Inès", dessin="#.#")')
    if not name.strip():
        raise ValueError(spaced("Le prénom du badge est vide : écris-le entre les guillemets."))
    front, back = colour(couleur), colour(fond)
    if front == back:
        raise ValueError(
            spaced(
                f"La couleur et le fond sont pareils : {shown(couleur)}. On ne verrait rien. Changes-en un."
            )
        )
    return Badge(name, words, front, back, _rows(drawing))


def creature(name: str) -> Squares:
    """(column, row) of a small creature: the same name gives the same one, with two eyes and one axis."""
    bits = hashlib.sha256(name.strip().casefold().encode()).digest()
    full = {
        (x, y) for y in range(9) for x in range(5) if bits[5 * (y % 6) + x] >> (y // 6) & (1 if x < 2 else 3)
    }
    full |= {(x, y) for x in range(1, 5) for y in (3, 4, 5)} | {(4, 2), (4, 6)}
    full -= {(2, 4)}
    full -= {(0, y) for y in (0, 8) if bits[30] & 1}
    both = full | {(8 - x, y) for x, y in full}
    scale = CREATURE // 9
    return [
        (MARGIN + scale * x + dx, MARGIN + scale * y + dy)
        for x, y in sorted(both)
        for dx in range(scale)
        for dy in range(scale)
    ]


def _name(name: str) -> Squares:
    """The name beside the creature, as large as there is room for."""
    left = MARGIN + CREATURE + GAP + 1
    wide = COLUMNS - MARGIN - left
    written = " ".join(letters.written(name).split())
    scale = next((big for big in (3, 2) if len(written) * 6 * big - big <= wide), 1)
    room = (wide + 1) // 6
    written = written if scale > 1 or len(written) <= room else written[: room - 1] + "."
    top = MARGIN + (CREATURE - scale * LINE_ROWS) // 2
    return letters.line_squares(written, left, top, scale)


def _lines(words: str) -> list[str]:
    folded = []
    for line in letters.written(words).splitlines():
        folded += [line] if len(line) <= LINE_LETTERS else wrap(line, LINE_LETTERS)
    return folded if len(folded) <= MAX_LINES else [*folded[: MAX_LINES - 1], "..."]


def _rows(drawing: str) -> tuple[str, ...]:
    rows = [row.rstrip() for row in drawing.splitlines()]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MAX_DRAWN or any(len(row) > MAX_DRAWN for row in rows):
        raise ValueError(
            spaced(
                f"Ton dessin est trop grand : {MAX_DRAWN} lignes de {MAX_DRAWN} signes au plus. Le tien a "
                f"{len(rows)} lignes, et la plus longue a {max(map(len, rows))} signes."
            )
        )
    return tuple(rows)


def _drawn(rows: tuple[str, ...]) -> Squares:
    """Her own drawing in the middle of the creature's place; blanks and points are empty."""
    wide, high = max(map(len, rows)), len(rows)
    scale = max(1, CREATURE // max(wide, high))
    left, top = MARGIN + (CREATURE - scale * wide) // 2, MARGIN + (CREATURE - scale * high) // 2
    return [
        (left + scale * x + dx, top + scale * y + dy)
        for y, row in enumerate(rows)
        for x, sign in enumerate(row)
        if sign not in " ."
        for dx in range(scale)
        for dy in range(scale)
    ]

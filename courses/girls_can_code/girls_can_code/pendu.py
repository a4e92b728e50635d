"""The flower of « Le mot caché »: it loses a petal with each letter that is not in the word."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from girls_can_code.advice import gesture, number, shown, spaced
from girls_can_code.drawing import rectangle, short, svg

PETALS = 8
HIDDEN = "_"
WIDTH, MIN_HEIGHT = 560, 264
TILES, TILE, TILES_MAX = 9, 33, 36  # tiles in a row, pixels from one to the next, tiles that are drawn
LINE_LETTERS = 30  # of the line of letters that were tried, at 16 px
EXAMPLE = 'fleur(2, "p_sc_ne", ["p", "a"])'

SKY, CARD, INK, SOFT = "#e4f2f1", "#fffdf6", "#1d2433", "#4a4f5c"  # on CARD: INK 15, SOFT 8
PETAL, PETAL_EDGE, HEART, LEAF, STEM = "#f4a62a", "#b8690f", "#7a4a2b", "#3f8f4f", "#2f6f3e"
POT, POT_EDGE, SILL = "#b5533c", "#8f3f2c", "#c9a679"
X, Y, POT_TOP = 118, 88, 196  # the middle of the flower, and where it comes out of its pot


@dataclass(frozen=True)
class Fleur:
    """A moment of the game. A notebook draws it (SVG); elsewhere it reads as text.

    Attributes:
        petales: from 0 to 8.
        masque: the word as far as it is known, ``_`` for a letter that is hidden.
        lettres: the letters that were tried, in their order.
    """

    petales: int
    masque: str = ""
    lettres: tuple[str, ...] = ()

    @property
    def gagne(self) -> bool:
        """Whether there is a word, all of it is known, and a petal is left."""
        return bool(self.masque) and HIDDEN not in self.masque and self.petales > 0

    def __repr__(self) -> str:
        tried = f" · lettres : {', '.join(self.lettres)}" if self.lettres else ""
        word = f" {self.masque}" if self.masque else ""
        return f"[fleur, {self.petales} sur {PETALS}]{word}{tried}"

    def _repr_svg_(self) -> str:
        tiles = self.masque[:TILES_MAX]
        rows = max(1, -(-len(tiles) // TILES))
        height = max(MIN_HEIGHT, 160 + 46 * rows)
        body = (
            rectangle(0, 0, WIDTH, height, CARD, 14)
            + f'<path d="M0 14a14 14 0 0 1 14 -14h222v{height}h-222a14 14 0 0 1 -14 -14z" fill="{SKY}"/>'
            + f'<path d="M0 238h236v{height - 238}h-222a14 14 0 0 1 -14 -14z" fill="{SILL}"/>'
            + self._plant()
            + _words(260, 42, 20, INK, self._title(), bold=True)
            + "".join(
                _tile(letter, 260 + TILE * (place % TILES), 62 + 46 * (place // TILES))
                for place, letter in enumerate(tiles)
            )
            + _words(260, 90 + 46 * rows, 16, SOFT, self._tried())
            + _words(260, 118 + 46 * rows, 16, SOFT, self._left())
        )
        return svg(WIDTH, height, self._label(), body)

    def _title(self) -> str:
        if self.gagne:
            return "Mot trouvé, bravo !"
        return "La fleur s'endort" if self.petales == 0 else "Le mot caché"

    def _tried(self) -> str:
        if not self.lettres:
            return "Aucune lettre essayée"
        letters = " ".join(self.lettres)
        return "Lettres : " + (
            letters if len(letters) <= LINE_LETTERS else "… " + letters[2 - LINE_LETTERS :]
        )

    def _left(self) -> str:
        if self.petales == 0:
            return "Elle refleurira à la prochaine partie."
        return f"{self.petales} pétale{'s' if self.petales > 1 else ''} sur {PETALS}"

    def _label(self) -> str:
        many = {0: "sans pétale", 1: "avec 1 pétale"}.get(self.petales, f"avec {self.petales} pétales")
        said = [f"Une fleur {many} sur {PETALS}"]
        if self.masque:
            read = ", ".join({HIDDEN: "case cachée", " ": "espace"}.get(one, one) for one in self.masque)
            said.append(f"Mot : {read}" if not self.gagne else f"Mot trouvé : {self.masque}")
        if self.lettres:
            said.append(f"Lettres essayées : {', '.join(self.lettres)}")
        return spaced(". ".join(said))

    def _plant(self) -> str:
        petals = "".join(_petal(X, Y, 45 * place) for place in range(self.petales))
        # Fallen petals lie on the sill, left and right of the pot, in this order.
        fallen = "".join(
            f'<ellipse cx="{cx}" cy="{cy}" rx="15" ry="7" fill="{PETAL}" stroke="{PETAL_EDGE}" '
            f'transform="rotate({turn} {cx} {cy})"/>'
            for cx, cy, turn in (
                (40, 246, 12),
                (196, 249, -16),
                (66, 251, -10),
                (172, 244, 20),
                (22, 252, -24),
                (216, 245, 8),
                (54, 242, 30),
                (186, 254, 0),
            )[: PETALS - self.petales]
        )
        return (
            f'<path d="M{X} {POT_TOP}V{Y}" stroke="{STEM}" stroke-width="7"/>'
            f'<path d="M{X} 168q-34 2 -46 -22q34 -6 46 22zM{X} 180q32 0 44 -24q-34 -2 -44 24z" '
            f'fill="{LEAF}"/>'
            f"{petals}{self._face()}"
            f'<path d="M{X - 40} {POT_TOP + 12}h80l-10 40h-60z" fill="{POT}"/>'
            f"{rectangle(X - 46, POT_TOP - 2, 92, 16, POT_EDGE, 4)}"
            f"{fallen}{_butterfly(196, 44) + _butterfly(34, 64) if self.gagne else ''}"
        )

    def _face(self) -> str:
        head = f'<circle cx="{X}" cy="{Y}" r="27" fill="{HEART}"/>'
        line = 'fill="none" stroke="#fff6de" stroke-width="3" stroke-linecap="round"'
        if self.petales == 0:
            return (
                f'{head}<path d="M{X - 14} {Y - 5}q5 5 10 0M{X + 4} {Y - 5}q5 5 10 0M{X - 5} {Y + 11}h10" '
                f"{line}/>"
            )
        eyes = "".join(f'<circle cx="{X + side}" cy="{Y - 5}" r="3.5" fill="#fff6de"/>' for side in (-9, 9))
        mouth = "q10 10 20 0" if self.gagne or self.petales > 3 else "q10 3 20 0"
        return f'{head}{eyes}<path d="M{X - 10} {Y + 7}{mouth}" {line}/>'


@gesture(EXAMPLE)
def fleur(erreurs: int, masque: str = "", lettres: Iterable[str] = ()) -> Fleur:
    """Dessine la fleur du jeu : elle perd un pétale à chaque erreur.

    erreurs : combien d'erreurs, de 0 à 8.
    masque : le mot avec ses cases cachées (si tu veux).
    lettres : la liste des lettres essayées (si tu veux).
    Exemple : fleur(2, "p_sc_ne", ["p", "a"])
    """
    count = number(erreurs, "fleur", EXAMPLE)
    if count < 0 or count != int(count):
        raise ValueError(spaced(f"fleur compte les erreurs : 0, 1, 2… Elle a reçu {shown(erreurs)}."))
    if not isinstance(masque, str):
        said = (
            "Ta fonction masque se termine-t-elle par return ?"
            if masque is None
            else "Mets-le entre guillemets."
        )
        raise TypeError(spaced(f"Pour le mot, fleur attend un texte, et a reçu {shown(masque)}. {said}"))
    try:
        tried = tuple(map(str, lettres))
    except TypeError:
        raise TypeError(
            spaced(f'Pour les lettres, fleur attend une liste comme ["a", "e"], et a reçu {shown(lettres)}.')
        ) from None
    return Fleur(max(0, PETALS - int(count)), masque, tried)


def _petal(x: float, y: float, turn: float) -> str:
    return (
        f'<ellipse cx="{short(x)}" cy="{short(y - 45)}" rx="17" ry="29" fill="{PETAL}" stroke="{PETAL_EDGE}" '
        f'stroke-width="1.5" transform="rotate({short(turn)} {short(x)} {short(y)})"/>'
    )


def _tile(letter: str, x: float, y: float) -> str:
    if letter == " ":
        return ""
    if letter == HIDDEN:
        return rectangle(x, y, TILE - 5, 38, "#d9d4c7", 5) + rectangle(x + 6, y + 29, TILE - 17, 3, SOFT)
    return (
        rectangle(x, y, TILE - 5, 38, "#0b5c6b", 5)
        + f'<text x="{short(x + (TILE - 5) / 2)}" y="{short(y + 27)}" font-size="22" font-weight="bold" '
        f'fill="#ffffff" text-anchor="middle">{escape(letter)}</text>'
    )


def _butterfly(x: float, y: float) -> str:
    return (
        f'<g transform="translate({short(x)} {short(y)})">'
        '<path d="M0 0q-6 -16 -15 -9q-4 9 15 9q-14 2 -10 10q7 6 10 -10'
        'q3 16 10 10q4 -8 -10 -10q19 0 15 -9q-9 -7 -15 9z" fill="#7b3fc4"/>'
        f'<path d="M0 -4v10" stroke="{INK}" stroke-width="2.5" stroke-linecap="round"/></g>'
    )


def _words(x: float, y: float, size: int, fill: str, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{short(x)}" y="{short(y)}" font-size="{size}"{weight} fill="{fill}">'
        f"{escape(spaced(text))}</text>"
    )

"""The certificate at the end of the path: her first name alone, her project, what she can do now."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap

from girls_can_code.advice import gesture, shown, spaced, text
from girls_can_code.colours import colour, contrast, mixed, name_of
from girls_can_code.drawing import pixels, rectangle, short, svg

WIDTH, HEIGHT = 842, 595  # A4 on its side, in points
MIDDLE = WIDTH / 2
STITCH = 7  # of the woven border, which is 4 stitches wide
PALEST = 1.5  # contrast of the border with the paper; nothing is read in this colour
NAME_LETTERS, PROJECT_LETTERS, SKILL_LETTERS, SKILLS_MAX = 30, 60, 24, 6
PROJECT_LINE = 44
FILE = "certificat.svg"
EXAMPLE = 'certificat("Inès", "La course des péniches", ["les boucles", "les fonctions"])'

CREAM, INK, SOFT, GOLD = "#fffaf0", "#1d2433", "#4a4f5c", "#e0a91b"  # on CREAM: INK 15, SOFT 8


@dataclass(frozen=True)
class Certificat:
    """A certificate. A notebook draws it (SVG, one page of paper); elsewhere it reads as text."""

    prenom: str
    projet: str
    appris: tuple[str, ...]
    couleur: str

    def __repr__(self) -> str:
        return f"[certificat] {self._told()}"

    def enregistrer(self) -> str:
        """Range le certificat dans certificat.svg, à côté de ton cahier. Ouvre-le pour l'imprimer."""
        Path(FILE).write_text(self._repr_svg_(), encoding="utf-8")
        return f"C'est fait. Ouvre {FILE} dans la liste des fichiers, puis imprime."

    def _told(self) -> str:
        learnt = f" Elle sait maintenant : {', '.join(self.appris)}." if self.appris else ""
        return spaced(
            f"Certificat Girls Can Code, décerné à {self.prenom} pour son projet « {self.projet} ».{learnt}"
        )

    def _repr_svg_(self) -> str:
        name_size = min(62, 1000 / max(len(self.prenom), 1))
        project = wrap(f"« {self.projet} »", PROJECT_LINE)
        y = 280 + 30 * len(project)
        parts = [
            rectangle(0, 0, WIDTH, HEIGHT, CREAM),
            _border(self.prenom, self.couleur),
            _centred(92, 20, SOFT, "Girls Can Code", spread=6),
            _centred(140, 46, INK, "Certificat", bold=True, spread=2),
            _centred(172, 18, SOFT, "décerné à"),
            _centred(232, name_size, INK, self.prenom, bold=True),
            f'<path d="M{MIDDLE - 150} 250q150 14 300 0" fill="none" stroke="{self.couleur}" '
            'stroke-width="4" stroke-linecap="round"/>',
            _centred(282, 18, SOFT, "qui a imaginé, programmé et présenté son projet"),
            *(_centred(314 + 30 * row, 24, INK, line, bold=True) for row, line in enumerate(project)),
        ]
        if self.appris:
            parts.append(_centred(y + 44, 18, SOFT, "Elle sait maintenant"))
            parts.append(_skills(self.appris, y + 58, self.couleur))
        parts += [_line(120, "Fait le"), _line(WIDTH - 320, "Signature"), _medal(self.couleur)]
        return svg(WIDTH, HEIGHT, self._told(), "".join(parts))


@gesture(EXAMPLE)
def certificat(
    prenom: str, projet: str, appris: Iterable[str] = (), couleur: object = "turquoise"
) -> Certificat:
    """Dessine ton certificat, à imprimer.

    prenom : ton prénom seul. Ton nom de famille reste à toi.
    projet : le nom de ton projet.
    appris : la liste de ce que tu sais faire, six choses au plus.
    couleur : ta couleur, pour le tour et la médaille.
    Exemple : certificat("Inès", "La course des péniches", ["les boucles", "les fonctions"])
    """
    name = text(prenom, "certificat", EXAMPLE).strip()
    title = text(projet, "certificat", EXAMPLE).strip()
    if not name or not title:
        missing = "Le prénom" if not name else "Le nom du projet"
        raise ValueError(spaced(f"{missing} est vide. Écris-le entre les guillemets. Exemple : {EXAMPLE}"))
    if len(name.split()) > 1:
        raise ValueError(
            spaced(
                f"Le certificat porte ton prénom seul, et a reçu {name!r}. Ton nom de famille reste à toi. "
                "Un prénom composé ? Mets un trait d'union, comme Lou-Anne."
            )
        )
    for what, written, most in (("prénom", name, NAME_LETTERS), ("nom du projet", title, PROJECT_LETTERS)):
        if len(written) > most:
            raise ValueError(
                spaced(f"Le {what} a {len(written)} signes : il ne tient pas ici. Garde {most} signes.")
            )
    main = colour(couleur)
    if contrast(main, CREAM) < PALEST:
        raise ValueError(
            spaced(f"La couleur {name_of(main)} est trop pâle : on ne verrait rien. Choisis-en une autre.")
        )
    return Certificat(name, title, _learnt(appris), main)


def _learnt(appris: object) -> tuple[str, ...]:
    if isinstance(appris, str) or not isinstance(appris, list | tuple):
        raise TypeError(
            spaced(
                'Ce que tu sais faire est une liste de textes, comme ["les boucles", "les fonctions"]. '
                f"Tu as donné {shown(appris)}."
            )
        )
    if len(appris) > SKILLS_MAX:
        raise ValueError(
            spaced(
                f"Il y a {len(appris)} choses que tu sais faire. Bravo ! Garde les {SKILLS_MAX} plus belles."
            )
        )
    for one in appris:
        if not isinstance(one, str) or not one.strip() or len(one) > SKILL_LETTERS:
            raise ValueError(
                spaced(
                    f"Ce que tu sais faire s'écrit en peu de mots : 1 à {SKILL_LETTERS} signes. "
                    f"Tu as donné {shown(one)}."
                )
            )
    return tuple(one.strip() for one in appris)


def _border(name: str, main: str) -> str:
    """A woven border: the motif comes from her name, so that no other name has quite the same."""
    bits = hashlib.sha256(name.casefold().encode()).digest()
    columns, rows = WIDTH // STITCH, HEIGHT // STITCH
    left, top = (WIDTH - columns * STITCH) / 2, (HEIGHT - rows * STITCH) / 2
    dark: set[tuple[int, int]] = set()
    light: set[tuple[int, int]] = set()
    for column in range(2, columns - 2):
        for row in range(2, rows - 2):
            depth = min(column, row, columns - 1 - column, rows - 1 - row) - 2
            if depth > 3:
                continue
            along = min(column, columns - 1 - column) + min(row, rows - 1 - row)
            woven = bits[along % 8] >> depth & 1
            (dark if woven or (depth in (0, 3) and along % 2) else light).add((column, row))
    return (
        f'<g transform="translate({short(left)} {short(top)})">'
        f"{pixels(light, STITCH, mixed(main, CREAM, 0.72))}{pixels(dark, STITCH, main)}</g>"
    )


def _skills(skills: tuple[str, ...], y: float, main: str) -> str:
    """Rounded labels, in rows that are centred."""
    rows: list[list[str]] = [[]]
    for skill in skills:
        if rows[-1] and sum(map(_wide, [*rows[-1], skill])) > WIDTH - 142:
            rows.append([])
        rows[-1].append(skill)
    drawn = []
    for number, row in enumerate(rows):
        x = MIDDLE - (sum(map(_wide, row)) - 10) / 2
        for skill in row:
            width = _wide(skill) - 10
            drawn.append(
                rectangle(x, y + 34 * number, width, 27, mixed(main, CREAM, 0.8), 13.5)
                + f'<text x="{short(x + width / 2)}" y="{short(y + 34 * number + 19)}" font-size="15" '
                f'fill="{INK}" text-anchor="middle">{escape(spaced(skill))}</text>'
            )
            x += width + 10
    return "".join(drawn)


def _wide(skill: str) -> float:
    return 8 * len(skill) + 36


def _line(x: float, said: str) -> str:
    return (
        f'<path d="M{short(x)} 520h200" stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="2 4"/>'
        f'<text x="{short(x)}" y="512" font-size="15" fill="{SOFT}">{said}</text>'
    )


def _medal(main: str) -> str:
    star = "M0 -17l5 11l12 1l-9 8l3 12l-11 -7l-11 7l3 -12l-9 -8l12 -1z"
    return (
        f'<g transform="translate({short(MIDDLE)} 496)">'
        f'<path d="M-20 18l-8 34l16 -8l8 12l4 -26l4 26l8 -12l16 8l-8 -34z" fill="{main}"/>'
        f'<circle r="32" fill="{GOLD}" stroke="{INK}" stroke-width="1.5"/>'
        f'<circle r="25" fill="none" stroke="{CREAM}" stroke-width="2"/><path d="{star}" fill="{CREAM}"/></g>'
    )


def _centred(y: float, size: float, fill: str, said: str, *, bold: bool = False, spread: int = 0) -> str:
    weight = ' font-weight="bold"' if bold else ""
    wide = f' letter-spacing="{spread}"' if spread else ""
    return (
        f'<text x="{short(MIDDLE)}" y="{short(y)}" font-size="{short(size)}"{weight}{wide} fill="{fill}" '
        f'text-anchor="middle">{escape(spaced(said))}</text>'
    )

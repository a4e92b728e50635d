"""The wheel of « Message codé »: two rings of letters, the inner one turned by the key."""

import math
from dataclasses import dataclass

from girls_can_code.advice import gesture, shown, spaced
from girls_can_code.drawing import short, svg

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
SIZE, MIDDLE = 420, 210
OUTER, BETWEEN, INNER = 202, 154, 106  # radii of the rings' edges
EXAMPLE = "roue(3)"

# White on NIGHT 13, INK on CREAM 16, INK on GOLD 9 (WCAG 2.1 asks for 4.5).
NIGHT, CREAM, GOLD, INK, WOOD = "#12325c", "#fff8e7", "#ffd23f", "#1d2433", "#c9a679"


@dataclass(frozen=True)
class Roue:
    """A wheel. A notebook draws it (SVG); elsewhere it reads as text. ``cle`` is any whole number."""

    cle: int

    def devient(self, place: int) -> str:
        """What the letter at ``place`` (0 for a) becomes."""
        return ALPHABET[(place + self.cle) % 26]

    def __repr__(self) -> str:
        return f"[roue, clé {self.cle}]\n{' '.join(ALPHABET)}\n{' '.join(map(self.devient, range(26)))}"

    def _repr_svg_(self) -> str:
        said = ", ".join(f"{letter} devient {self.devient(place)}" for place, letter in enumerate(ALPHABET))
        middle = f'cx="{MIDDLE}" cy="{MIDDLE}"'
        lines = "".join(_line(place) for place in range(26))
        outer = "".join(
            _letter(letter, place, (OUTER + BETWEEN) / 2, INK if place == 0 else "#ffffff")
            for place, letter in enumerate(ALPHABET)
        )
        inner = "".join(
            _letter(self.devient(place), place, (BETWEEN + INNER) / 2, INK) for place in range(26)
        )
        body = (
            f'<circle {middle} r="{OUTER}" fill="{NIGHT}"/>'
            f'<path d="{_sector(OUTER, BETWEEN)}" fill="{GOLD}"/>'
            f'<circle {middle} r="{BETWEEN}" fill="{CREAM}"/>'
            f'<path d="{_sector(BETWEEN, INNER)}" fill="{GOLD}"/>'
            f'{lines}<circle {middle} r="{INNER}" fill="{WOOD}" stroke="{NIGHT}" stroke-width="2"/>'
            f'<circle {middle} r="{INNER - 12}" fill="{CREAM}"/>{outer}{inner}'
            f"{_words(MIDDLE - 14, 30, f'clé {self.cle}' if abs(self.cle) < 10**6 else 'clé géante')}"
            f"{_words(MIDDLE + 22, 20, f'a devient {self.devient(0)}')}"
        )
        return svg(SIZE, SIZE, spaced(f"Roue de code, clé {self.cle} : {said}"), body)


@gesture(EXAMPLE)
def roue(cle: int) -> Roue:
    """Dessine la roue du code : dehors, l'alphabet ; dedans, les lettres codées.

    cle : de combien de places on tourne.
    Exemple : roue(3)
    """
    if isinstance(cle, bool) or not isinstance(cle, int):
        said = "Enlève les guillemets." if isinstance(cle, str) and cle.strip().lstrip("-").isdigit() else ""
        raise TypeError(
            spaced(f"roue attend un nombre entier, comme roue(3), et a reçu {shown(cle)}. {said}")
        )
    return Roue(cle)


def _at(place: float, radius: float) -> str:
    angle = math.radians(360 * place / 26 - 90)
    return f"{short(MIDDLE + radius * math.cos(angle))} {short(MIDDLE + radius * math.sin(angle))}"


def _letter(letter: str, place: int, radius: float, fill: str) -> str:
    x, y = _at(place, radius).split()
    return (
        f'<text x="{x}" y="{y}" dy="8" font-size="23" font-weight="bold" fill="{fill}" text-anchor="middle" '
        f'transform="rotate({short(360 * place / 26)} {x} {y})">{letter}</text>'
    )


def _line(place: int) -> str:
    return (
        f'<path d="M{_at(place + 0.5, OUTER)}L{_at(place + 0.5, INNER)}" stroke="#7b8aa5" stroke-width="1" '
        'fill="none"/>'
    )


def _sector(outer: float, inner: float) -> str:
    """The place of the letter a, between two radii."""
    return (
        f"M{_at(-0.5, outer)}A{short(outer)} {short(outer)} 0 0 1 {_at(0.5, outer)}"
        f"L{_at(0.5, inner)}A{short(inner)} {short(inner)} 0 0 0 {_at(-0.5, inner)}z"
    )


def _words(y: float, size: int, text: str) -> str:
    return (
        f'<text x="{MIDDLE}" y="{short(y + size / 3)}" font-size="{size}" font-weight="bold" fill="{INK}" '
        f'text-anchor="middle">{text}</text>'
    )

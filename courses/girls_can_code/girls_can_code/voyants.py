"""Lamps of « Ma boîte à outils »: a learner tries her function and sees, call by call, what it gives."""

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from girls_can_code.advice import gesture, shown, spaced

State = Literal["vert", "éteint", "pas fait"]

WIDTH = 560
ROW = 62
LETTERS = 46  # of a line, at 15 px
EXAMPLE = "essai(tour, 3, 5, attendu=16)"

# Contrasts with PANEL: INK 14.7, SOFT 7.6 (WCAG 2.1 asks for 4.5).
BOX, PANEL, INK, SOFT = "#a63d40", "#fff8e7", "#1d2433", "#4a4f5c"
LIT, OFF, UNDONE = "#1f8a4c", "#d9d4c7", "#f5f1e4"

_NOTHING: Any = object()


@dataclass(frozen=True)
class Essai:
    """One call of her function: ``call`` as she would type it, ``words`` that tell what came."""

    call: str
    words: str
    state: State

    def __repr__(self) -> str:
        return f"[voyant {self.state}] {self.call} : {self.words}"

    def _repr_svg_(self) -> str:
        return Voyants((self,))._repr_svg_()


@dataclass(frozen=True)
class Voyants:
    """A box with one lamp for each call. A notebook draws it (SVG); elsewhere it reads as text."""

    essais: tuple[Essai, ...]

    @property
    def summary(self) -> str:
        green = sum(essai.state == "vert" for essai in self.essais)
        many = "voyant vert" if green < 2 else "voyants verts"
        return f"{green} {many} sur {len(self.essais)}"

    def __repr__(self) -> str:
        return "\n".join([self.summary, *map(repr, self.essais)])

    def _repr_svg_(self) -> str:
        height = 104 + ROW * len(self.essais)
        told = ". ".join([self.summary, *(f"{e.call} : {e.words} (voyant {e.state})" for e in self.essais)])
        middle = WIDTH // 2
        rows = "".join(_row(essai, 78 + ROW * number) for number, essai in enumerate(self.essais))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(told)}" font-family="sans-serif">'
            f'<path d="M{middle - 70} 32v-12a12 12 0 0 1 12 -12h116a12 12 0 0 1 12 12v12" fill="none" '
            f'stroke="{INK}" stroke-width="9"/>'
            f'<rect x="4" y="28" width="{WIDTH - 8}" height="{height - 32}" rx="16" fill="{BOX}"/>'
            f'<rect x="16" y="68" width="{WIDTH - 32}" height="{height - 84}" rx="10" fill="{PANEL}"/>'
            '<text x="28" y="55" font-size="18" font-weight="bold" fill="#ffffff">'
            f"{escape(self.summary)}</text>"
            f'<rect x="{WIDTH - 92}" y="40" width="64" height="16" rx="8" fill="#ffffff" fill-opacity=".25"/>'
            f"{rows}</svg>"
        )


@gesture(EXAMPLE)
def essai(outil: Callable[..., Any], *valeurs: Any, attendu: Any = _NOTHING) -> Essai:
    """Essaie un outil : ``essai(tour, 3, 5, attendu=16)`` lance ``tour(3, 5)`` et regarde s'il donne 16.

    Args:
        outil: le nom de la fonction, sans parenthèses.
        valeurs: ce qu'on donne à la fonction.
        attendu: ce qu'elle doit donner.

    Returns:
        Un essai. Donne-le à ``voyants`` pour le voir avec les autres.

    Raises:
        TypeError: ce qui est donné n'est pas une fonction, ou ``attendu`` manque.
    """
    if not callable(outil):
        raise TypeError(
            spaced(
                f"essai attend d'abord le nom d'un outil, et a reçu {shown(outil)}. "
                f"Écris le nom sans parenthèses, puis les valeurs : {EXAMPLE}"
            )
        )
    if attendu is _NOTHING:
        raise TypeError(
            spaced(f"essai ne sait pas quoi attendre. Ajoute attendu= et la bonne réponse : {EXAMPLE}")
        )
    name = getattr(outil, "__name__", "outil")
    call = f"{name}({', '.join(map(_told, valeurs))})"
    screen = io.StringIO()
    try:
        with contextlib.redirect_stdout(screen):
            given = outil(*valeurs)
    except NotImplementedError:
        return Essai(call, "pas encore fait", "pas fait")
    except Exception:  # whatever her function does, the other lamps must still be seen
        return Essai(call, "s'arrête sur une erreur. Lance-le seul pour la lire", "éteint")
    printed = screen.getvalue().strip()
    if given is None and attendu is not None:
        words = f"montre {printed} à l'écran, mais ne donne rien" if printed else "ne donne rien : None"
        return Essai(call, words, "éteint")
    if _same(given, attendu):
        return Essai(call, f"donne {given!r}", "vert")
    return Essai(call, f"donne {given!r}, on attend {attendu!r}", "éteint")


def voyants(*essais: Essai) -> Voyants:
    """Montre des essais avec des voyants : vert si l'outil donne ce qu'on attend, éteint sinon.

    Args:
        essais: un ou plusieurs ``essai(outil, valeurs, attendu=…)``.

    Raises:
        TypeError: ce qui est donné n'est pas un essai.
        ValueError: il n'y a aucun essai.
    """
    if not essais:
        raise ValueError(spaced(f"voyants n'a rien reçu. Donne-lui au moins un essai : voyants({EXAMPLE})"))
    for one in essais:
        if not isinstance(one, Essai):
            raise TypeError(
                spaced(f"voyants attend des essais, et a reçu {shown(one)}. Exemple : voyants({EXAMPLE})")
            )
    return Voyants(essais)


def _told(value: Any) -> str:
    """A value as she would type it: a function by its name."""
    return str(getattr(value, "__name__", "outil")) if callable(value) else repr(value)


def _same(given: Any, expected: Any) -> bool:
    try:
        return bool(given == expected)
    except Exception:  # an odd __eq__ of hers
        return False


def _row(essai: Essai, top: int) -> str:
    middle = top + ROW // 2
    return (
        f"{_lamp(essai.state, middle)}"
        f'<text x="84" y="{middle - 5}" font-size="16" font-weight="bold" font-family="monospace" '
        f'fill="{INK}">{escape(_short(essai.call))}</text>'
        f'<text x="84" y="{middle + 17}" font-size="15" fill="{SOFT}">'
        f"{escape(_short(essai.words, LETTERS + 12))}</text>"
    )


def _lamp(state: State, y: int) -> str:
    """A lamp tells by its sign too: not everybody sees green."""
    if state == "vert":
        return (
            f'<circle cx="50" cy="{y}" r="23" fill="{LIT}" fill-opacity=".18"/>'
            f'<circle cx="50" cy="{y}" r="17" fill="{LIT}" stroke="{INK}" stroke-width="2"/>'
            f'<path d="M41 {y}l7 7 12 -13" fill="none" stroke="#ffffff" stroke-width="4" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )
    if state == "éteint":
        return (
            f'<circle cx="50" cy="{y}" r="17" fill="{OFF}" stroke="{INK}" stroke-width="2"/>'
            f'<path d="M44 {y - 6}l12 12M56 {y - 6}l-12 12" stroke="{INK}" stroke-width="3" '
            'stroke-linecap="round"/>'
        )
    return (
        f'<circle cx="50" cy="{y}" r="17" fill="{UNDONE}" stroke="{SOFT}" stroke-width="2" '
        'stroke-dasharray="4 4"/>'
        + "".join(f'<circle cx="{x}" cy="{y}" r="2.2" fill="{SOFT}"/>' for x in (43, 50, 57))
    )


def _short(text: str, letters: int = LETTERS) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"

"""The plan of « Ma démo »: two minutes, line by line, with a stopwatch that runs in the drawing itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from girls_can_code.advice import gesture, shown, spaced, text
from girls_can_code.drawing import rectangle, short, svg

WANTED, MARGIN = 120, 20  # seconds
WORDS_A_SECOND = 2  # calm and loud; adults who talk to each other say about 2.5
WIDTH, LEFT, BAR = 640, 24, 592
LINE_LETTERS, MAX_LINES, MAX_SECONDS = 66, 12, 3600
EXAMPLE = 'chrono([("Bonjour, je suis Maya.", 10), ("Voici mon jeu.", 15)])'

# On PAPER: INK 15, SOFT 8 (WCAG 2.1 asks for 4.5).
PAPER, INK, SOFT, GOOD, NOT_YET = "#fffdf6", "#1d2433", "#4a4f5c", "#1c7a44", "#a5422f"
BARS = (("#bfe3e0", "#1b7f79"), ("#f8d9b5", "#c26a12"), ("#ddd3f3", "#6a4bb0"))  # before, and while it runs


@dataclass(frozen=True)
class Chrono:
    """A plan on its time line. A notebook draws it, and it starts to run; elsewhere it reads as text.

    Attributes:
        lignes: (what she says, seconds).
    """

    lignes: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """Seconds."""
        return sum(seconds for _, seconds in self.lignes)

    @property
    def verdict(self) -> str:
        total = short(self.total)
        if self.total < WANTED - MARGIN:
            return f"{total} secondes : encore {short(WANTED - self.total)} pour faire 2 minutes"
        if self.total > WANTED + MARGIN:
            return f"{total} secondes : {short(self.total - WANTED)} de trop pour 2 minutes"
        return f"{total} secondes : parfait pour 2 minutes"

    def __repr__(self) -> str:
        return "\n".join([self.verdict, *(f"{short(seconds)} s  {said}" for said, seconds in self.lignes)])

    def _repr_svg_(self) -> str:
        body, y, start = [], 76.0, 0.0
        for number, (said, seconds) in enumerate(self.lignes[:MAX_LINES]):
            folded = wrap(said, LINE_LETTERS) or [""]
            lines = folded if len(folded) <= 2 else [folded[0], folded[1] + " …"]
            for place, line in enumerate(lines):
                body.append(_words(LEFT, y + 16 + 21 * place, 16, INK, line))
            y += 21 * len(lines) + 8
            body.append(_bar(y, start, seconds, BARS[number % len(BARS)]))
            y += 34
            start += seconds
        height = y + 16
        good = abs(self.total - WANTED) <= MARGIN
        told = ". ".join(f"{short(seconds)} secondes : {said}" for said, seconds in self.lignes)
        return svg(
            WIDTH,
            height,
            spaced(f"Plan de la démo, {self.verdict}. {told}"),
            rectangle(0, 0, WIDTH, height, PAPER, 14)
            + _words(LEFT, 34, 20, INK, "Ma démo, ligne par ligne", bold=True)
            + _words(LEFT, 60, 16, GOOD if good else NOT_YET, self.verdict, bold=True)
            + "".join(body),
        )


@gesture(EXAMPLE)
def chrono(plan: Iterable[tuple[str, float]]) -> Chrono:
    """Montre ton plan, et lance le chrono : chaque barre se remplit pendant le temps de sa ligne.

    plan : une liste de couples (ce que je dis, secondes).
    Exemple : chrono([("Bonjour, je suis Maya.", 10), ("Voici mon jeu.", 15)])
    """
    if not isinstance(plan, list | tuple) or not plan:
        raise TypeError(
            spaced(f"chrono attend une liste de lignes, et a reçu {shown(plan)}. Exemple : {EXAMPLE}")
        )
    return Chrono(tuple(_line(line, number) for number, line in enumerate(plan, 1)))


@gesture('temps_pour_dire("Bonjour, je suis Maya.")')
def temps_pour_dire(texte: str) -> int:
    """Donne le nombre de secondes pour dire un texte, calmement : deux mots par seconde.

    Exemple : temps_pour_dire("Bonjour, je suis Maya.") donne 2.
    """
    said = text(texte, "temps_pour_dire", 'temps_pour_dire("Bonjour !")')
    words = sum(map(_word, said.split()))
    return -(-words // WORDS_A_SECOND)


def _word(one: str) -> bool:
    return any(letter.isalnum() for letter in one)


def _line(line: object, number: int) -> tuple[str, float]:
    if not isinstance(line, list | tuple) or len(line) != 2:
        raise TypeError(
            spaced(
                f"La ligne {number} du plan est {shown(line)}. Il faut deux choses, entre parenthèses : "
                '("ce que je dis", 15).'
            )
        )
    said, seconds = line
    if not isinstance(said, str):
        raise TypeError(
            spaced(f"Dans la ligne {number} du plan, {shown(said)} doit être un texte, entre guillemets.")
        )
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TypeError(
            spaced(
                f"Dans la ligne {number} du plan, {shown(seconds)} doit être un nombre de secondes, "
                "sans guillemets."
            )
        )
    if not 0 < seconds <= MAX_SECONDS:
        raise ValueError(
            spaced(f"Dans la ligne {number} du plan, {shown(seconds)} secondes ne va pas. Essaie 15.")
        )
    return said, float(seconds)


def _bar(y: float, start: float, seconds: float, colours: tuple[str, str]) -> str:
    """A bar as long as its share of a minute, which fills while its line is said."""
    width = max(70.0, min(BAR, BAR * seconds / 60))
    return (
        rectangle(LEFT, y, width, 20, colours[0], 6)
        + f'<rect x="{LEFT}" y="{short(y)}" width="0" height="20" rx="6" fill="{colours[1]}" '
        'fill-opacity=".55">'
        f'<animate attributeName="width" from="0" to="{short(width)}" begin="{short(start)}s" '
        f'dur="{short(seconds)}s" fill="freeze"/></rect>'
        + _words(LEFT + 10, y + 15, 14, INK, f"{short(seconds)} s", bold=True)
    )


def _words(x: float, y: float, size: int, fill: str, said: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{short(x)}" y="{short(y)}" font-size="{size}"{weight} fill="{fill}">'
        f"{escape(spaced(said))}</text>"
    )

"""A game of questions played by a script, for tests: answers are ready, and no game lasts for ever."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from girls_can_code.advice import spaced

TOO_MANY_GUESSES = 105
TOO_MANY_QUESTIONS, TOO_MANY_LINES = 8, 60  # after the last answer; without a question in between


class _Over(Exception):
    """Ends a game that would not end."""


@dataclass(frozen=True)
class Searched:
    """What a robot did.

    Attributes:
        gave: what her function gave back.
        asked: the numbers that it asked for, in order; ``TOO_MANY_GUESSES`` at most.
        problem: why it did not come to its end, in French; empty where it did.
    """

    gave: object
    asked: list[object]
    problem: str


@dataclass(frozen=True)
class Played:
    """What a game did.

    Attributes:
        gave: what her function gave back.
        asked: how many times it asked.
        said: what it printed, one line after the other.
        problem: why it did not come to its end, in French; empty where it did.
    """

    gave: object
    asked: int
    said: str
    problem: str


def play(game: Callable[[], object], answers: Sequence[str]) -> Played:
    """Runs a game that asks with ``input`` and shows with ``print``.

    Args:
        game: calls her function.
        answers: what is typed, in order; the last one is typed again where she goes on asking.
    """
    asked, lines, since = 0, [], 0
    problem = ""

    def answer(*invite: object) -> str:
        nonlocal asked, since, problem
        asked, since = asked + 1, 0
        if asked > len(answers) + TOO_MANY_QUESTIONS:
            problem = spaced(
                f"elle pose encore des questions après la bonne réponse, {answers[-1]}. "
                "Ta boucle compare-t-elle deux nombres ? input donne un texte : int(…) en fait un nombre."
            )
            raise _Over
        return answers[min(asked, len(answers)) - 1]

    def show(*values: object, sep: str = " ", end: str = "\n", **more: object) -> None:
        nonlocal since, problem
        since += 1
        lines.append(sep.join(map(str, values)) + end)
        if since > TOO_MANY_LINES:
            problem = spaced(
                "elle tourne sans fin. Dans la boucle, redemandes-tu un nouvel essai avec input ? "
                "Sinon, rien ne change jamais."
            )
            raise _Over

    gave = None
    try:
        with patch("builtins.input", answer), patch("builtins.print", show):
            gave = game()
    except Exception:
        if not problem:
            raise
    return Played(gave, asked, "".join(lines), problem)


def search(robot: Callable[[Callable[[int], str]], object], secret: int) -> Searched:
    """Lets a robot look for a number: it may ask « plus grand », « plus petit » or « trouvé »."""
    asked: list[object] = []
    problem = ""

    def answer(number: int) -> str:
        nonlocal problem
        asked.append(number)
        if len(asked) >= TOO_MANY_GUESSES:
            problem = spaced(
                f"il ne s'arrête plus. Il demande {', '.join(map(str, asked[:4]))}… "
                "Sa question change-t-elle selon la réponse ? Et s'arrête-t-il à « trouvé » ?"
            )
            raise _Over
        if isinstance(number, str) or number != int(number):
            problem = spaced(
                f"il demande l'arbre {number!r} : ce n'est pas un numéro entier. "
                "Pour couper sans virgule, écris //."
            )
            raise _Over
        if number == secret:
            return "trouvé"
        return "plus grand" if secret > number else "plus petit"

    gave = None
    try:
        gave = robot(answer)
    except Exception:
        if not problem:
            raise
    return Searched(gave, asked, problem)

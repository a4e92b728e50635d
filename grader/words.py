"""Python's errors in French, for someone who meets them for the first time: what, where, what to try."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from grader.sayings import RULES
from grader.sayings.french import clipped, french
from grader.sayings.trouble import Trouble

__all__ = ["NOT_YET", "TO_ANSWER", "UNANSWERED", "Place", "explain", "french"]

UNANSWERED = "Tu n'as pas encore répondu ici."
TO_ANSWER = " Efface la ligne `raise NotImplementedError`, et écris ton programme à la place."
NOT_YET = "Ce n'est pas encore le résultat attendu."
# Only French sentences hold no-break spaces: what learners import speaks to her already.
_FOR_HER = re.compile("[\u00a0\u202f]")
# Flask too checks by ``assert``; in an exercise that is the author's sentence for her.
_OF_FLASK = re.compile("View function mapping is overwriting")


@dataclass(frozen=True)
class Place:
    """A line of the learner's own: its number in its cell or file, from 1, and what is written there."""

    line: int
    code: str
    file: str = ""


def explain(
    name: str,
    message: str,
    place: Place | None = None,
    known: Collection[str] = (),
    texts: Collection[str] = (),
    modules: Collection[str] = (),
) -> str:
    """What a learner reads of an error: three short sentences at most.

    Args:
        name: class of the error, e.g. ``NameError``.
        message: the error's own text.
        place: where in her work it happened, if that is known.
        known: names that she or the exercise defined, for "did you mean".
        texts: what is between quotes there, for keys and columns.
        modules: what is imported there.
    """
    if name == "AssertionError" and not _OF_FLASK.match(message):
        return message[:1000] or french(NOT_YET)
    if name == "NotImplementedError":
        return UNANSWERED + TO_ANSWER
    code = place.code.strip() if place is not None else ""
    told = _explained(Trouble(name, message, code, known, texts, modules))
    if not told.endswith((".", "?", "!", "…", ":", "`")):
        told += "."
    if place is not None and code:
        told += at(place.line, code, place.file)
    return told


def at(line: int, code: str, file: str = "") -> str:
    """Where to look, with a blank before it."""
    said = f"Dans {clipped(file)}, regarde" if file else "Regarde"
    return french(f" {said} la ligne {line} :") + f" `{clipped(code.strip(), 120)}`"


def _explained(trouble: Trouble) -> str:
    if _FOR_HER.search(trouble.message):
        return trouble.message[:1000]
    for rule in RULES:
        if told := rule.told(trouble):
            return told
    said = french(f"Python s'est arrêté sur une erreur ({trouble.name}) :")
    return f"{said} {clipped(trouble.message, 300)}"

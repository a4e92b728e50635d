"""A cell that stops too early, which notebooks call « incomplete input » and nothing more."""

import re
from collections.abc import Mapping

from grader.sayings.french import french
from grader.sayings.trouble import Rule, Trouble, rule

_PAIRS: Mapping[str, str] = {")": "(", "]": "[", "}": "{"}
_TEXTS = re.compile(r"([\"']).*?\1|#.*")


def left_open(code: str) -> str:
    """The bracket of a line that nothing closes; empty where there is none."""
    waiting: list[str] = []
    for letter in _TEXTS.sub("", code):
        if letter in _PAIRS.values():
            waiting.append(letter)
        elif letter in _PAIRS and waiting and waiting[-1] == _PAIRS[letter]:
            waiting.pop()
    return waiting[0] if waiting else ""


def _unfinished(found: re.Match[str], trouble: Trouble) -> str:
    if '"""' in trouble.code or "'''" in trouble.code:
        return french('Ton long texte n\'est jamais refermé : il manque """ à la fin.')
    if bracket := left_open(trouble.code):
        return french(
            f"Le « {bracket} » n'est jamais refermé. Compte ceux que tu ouvres, et ceux que tu fermes."
        )
    if trouble.code.endswith(":"):
        return french("Après les deux-points, il manque la suite : au moins une ligne, décalée à droite.")
    return ""


RULES: tuple[Rule, ...] = (rule("SyntaxError _IncompleteInputError", r"incomplete input", _unfinished),)

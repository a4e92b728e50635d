"""French as it is spaced, and Python's types as a learner would call them."""

import re
from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "int": "un nombre entier",
    "float": "un nombre à virgule",
    "float64": "un nombre à virgule",
    "int64": "un nombre entier",
    "complex": "un nombre complexe",
    "str": "un texte",
    "list": "une liste",
    "dict": "un dictionnaire",
    "tuple": "un tuple",
    "set": "un ensemble",
    "bool": "un vrai/faux",
    "NoneType": "rien (None)",
    "range": "un range",
    "function": "une fonction",
    "method": "une fonction",
    "builtin_function_or_method": "une fonction de Python",
    "type": "une fonction de Python",
    "module": "un module",
    "ndarray": "un tableau numpy",
    "DataFrame": "un tableau (DataFrame)",
    "Series": "une colonne (Series)",
    "Timestamp": "une date",
    "pygame.surface.Surface": "une surface",
}
NUMBERS = frozenset({"int", "float", "float64", "int64", "complex", "bool"})
# What is written without its parentheses, where its value was meant.
FUNCTIONS = frozenset({"function", "method", "builtin_function_or_method", "type", "method_descriptor"})


def french(text: str) -> str:
    """French spacing: no line may begin with a mark, nor a quotation mark stand alone."""
    text = re.sub(r" ([;!?])(?!=)", "\u202f\\1", text)
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")


def called(kind: str) -> str:
    """The type as she would say it; a class of hers keeps its name."""
    return TYPES.get(kind, f"un objet {kind}")


def clipped(text: str, length: int = 60) -> str:
    """The beginning of something of hers, on one line, with no mark that would end it on the page."""
    flat = " ".join(text.replace("`", "'").split())
    return flat if len(flat) <= length else f"{flat[: length - 1]}…"

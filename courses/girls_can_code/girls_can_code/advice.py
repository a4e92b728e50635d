"""Words for a beginner's slips with what she imports: what happened, why, what to do."""

import inspect
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

LARGEST = 10_000  # farther than this, nothing can be seen in a drawing


def spaced(text: str) -> str:
    """French spacing. Texts with no-break spaces are shown to learners as they are, when work is graded."""
    text = re.sub(r" ([;!?])(?!=)", "\u202f\\1", text)
    text = re.sub(r" ([:»%€])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")


def plain(name: str) -> str:
    """A name without accents, capitals, blanks and marks: two ways to write one word are equal."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def nearest(name: str, known: Iterable[str], meant: Mapping[str, str] | None = None) -> str:
    """The known name that she may have meant; empty where none is near.

    Args:
        name: what she wrote.
        known: what there is.
        meant: other words for the same things, such as English ones.
    """
    ways = {plain(word): word for word in known}
    ways = {**{plain(other): word for other, word in (meant or {}).items()}, **ways}
    close = get_close_matches(plain(name), ways, n=1, cutoff=0.6)
    return ways[close[0]] if close else ""


def unknown(name: str, owner: str, known: Iterable[str], meant: Mapping[str, str] | None = None) -> str:
    """What is said of a name that ``owner`` (« la tortue ») does not have."""
    words = sorted(known)
    close = nearest(name, words, meant)
    said = f"« {name} » n'existe pas dans {owner}."
    if close:
        return spaced(f"{said} Voulais-tu écrire : {close} ?")
    return spaced(f"{said} Voici ce qui existe : {', '.join(words)}.")


def shown(value: object) -> str:
    """Her value as she would call it, short."""
    if value is None:
        return "None, c'est-à-dire rien"
    text = repr(value)
    text = text if len(text) <= 40 else f"{text[:39]}…"
    return f"le texte {text}" if isinstance(value, str) else text


class Guided:
    """Objects that answer a misspelt name with the right one."""

    _owner = "cet objet"
    _meant: Mapping[str, str] = {}

    def __getattr__(self, name: str) -> object:
        """Only reached for names that there are not.

        Raises:
            AttributeError: always (message in French, with the nearest name).
        """
        if name.startswith("_"):
            raise AttributeError(name)
        known = [one for one in dir(type(self)) if not one.startswith("_")]
        raise AttributeError(unknown(name, self._owner, known, self._meant))

    def __setattr__(self, name: str, value: object) -> None:
        """Keeps ``t.couleur = "rouge"`` from hiding the function.

        Raises:
            AttributeError: for every name that does not begin with ``_`` (message in French).
        """
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        elif inspect.isfunction(getattr(type(self), name, None)):
            raise AttributeError(
                spaced(
                    f"« {name} » est une fonction : mets des parenthèses, sans le signe =. {name}({value!r})"
                )
            )
        elif hasattr(type(self), name):
            raise AttributeError(spaced(f"« {name} » se lit, mais ne se change pas avec le signe =."))
        else:
            getattr(self, name)


def gesture(example: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function that tells in French which values it wants, when some are missing or too many.

    Args:
        example: a right call, as she would write it.
    """

    def with_words(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        wanted = [name for name in signature.parameters if name != "self"]
        of_object = len(wanted) < len(signature.parameters)
        expected = _expected(signature, wanted)
        name = getattr(function, "__name__", "")

        @wraps(function)
        def called(*given: P.args, **named: P.kwargs) -> R:
            try:
                signature.bind(*given, **named)
            except TypeError:
                strange = next((word for word in named if word not in wanted), "")
                if strange:
                    raise TypeError(
                        unknown(strange, f"les réglages de {name}", wanted) + spaced(f" Exemple : {example}")
                    ) from None
                count = len(given) + len(named) - of_object
                received = "n'a rien reçu" if count == 0 else f"en a reçu {count}"
                raise TypeError(
                    spaced(
                        f"{name} attend {expected} entre ses parenthèses, et {received}. Exemple : {example}"
                    )
                ) from None
            return function(*given, **named)

        return called

    return with_words


def _expected(signature: inspect.Signature, wanted: list[str]) -> str:
    """« une valeur (pas) », « au moins une valeur (prenom) »."""
    needed = [name for name in wanted if signature.parameters[name].default is inspect.Parameter.empty]
    if not needed:
        return f"au plus {_counted(wanted)}" if wanted else "aucune valeur"
    return _counted(needed) if needed == wanted else f"au moins {_counted(needed)}"


def _counted(names: list[str]) -> str:
    count = "une valeur" if len(names) == 1 else f"{len(names)} valeurs"
    return f"{count} ({', '.join(names)})"


def number(value: object, name: str, example: str) -> float:
    """A number she gave to ``name``, as a finite float of at most ``LARGEST``.

    Raises:
        TypeError: not a number (message in French; a number between quotes is told apart).
        ValueError: too large (message in French).
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        said = f"{name} attend un nombre, et a reçu {shown(value)}."
        if value is None:
            said += " Une fonction a-t-elle oublié son return ?"
        elif isinstance(value, str) and re.fullmatch(r"\s*-?\d+([.,]\d+)?\s*", value):
            said += " Enlève les guillemets."
        raise TypeError(spaced(f"{said} Exemple : {example}"))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(
            spaced(f"{name} a reçu {shown(value)} : c'est trop grand pour un dessin. Exemple : {example}")
        )
    return float(value)


def text(value: object, name: str, example: str) -> str:
    """A text she gave to ``name``.

    Raises:
        TypeError: not a text (message in French; a forgotten ``return`` is told apart).
    """
    if isinstance(value, str):
        return value
    said = f"{name} attend un texte, et a reçu {shown(value)}."
    if value is None:
        said += " Ta fonction se termine-t-elle par return ? print montre, mais ne donne rien."
    else:
        said += " Mets des guillemets autour."
    raise TypeError(spaced(f"{said} Exemple : {example}"))

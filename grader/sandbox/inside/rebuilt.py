"""Her errors as errors of the tests' process, with names and families; none is an order to Python."""

import builtins
import importlib
import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

from .codec import CodecError, decode
from .told import End, Told, asked

ANCESTORS_MAX = 50
_NAME = re.compile(r"[^\W\d]\w{0,79}")
_REFERENCE = re.compile(r"[^\W\d][\w.]{0,120}:([^\W\d][\w.]{0,120})?")
# Those that end loops, generators or programs, wherever they come from.
_CONTROL = (StopIteration, StopAsyncIteration)
# Test tools' errors are orders too: skip this test, this was expected, stop.
_LIBRARIES = frozenset(
    (
        *(
            "json",
            "decimal",
            "statistics",
            "re",
            "csv",
            "struct",
            "zipfile",
            "sqlite3",
            "dataclasses",
            "xml",
            "queue",
        ),
        *(
            "configparser",
            "copy",
            "binascii",
            "urllib",
            "socket",
            "subprocess",
            "numpy",
            "pandas",
            "sklearn",
            "scipy",
        ),
    )
)


def identifier(told: Any) -> str:
    return told if type(told) is str and _NAME.fullmatch(told) else "Objet"


class Errors:
    """Makes the classes of her errors, each once."""

    def __init__(self, client: End) -> None:
        self._client = client
        self._made: dict[int, type[Exception]] = {}

    def kind(self, told: Any) -> type[Exception]:
        """The class here for one of hers, of its ancestors.

        Raises:
            CodecError: for what ``describe`` cannot have told.
        """
        if type(told) is not list or not 0 < len(told) <= ANCESTORS_MAX:
            raise CodecError("not the ancestors of an error")
        if not all(type(one) is dict for one in told):
            raise CodecError("not the ancestors of an error")
        found = [(one, _known(one)) for one in told]
        bases = _youngest([kind for _, kind in found if kind is not None])
        if "n" not in told[0]:
            if found[0][1] is not None:
                return found[0][1]
            return type(identifier(told[0].get("name", told[0].get("builtin"))), bases, {})
        for one in reversed(told):
            if "n" in one:
                bases = (self._own(one, bases),)
        return bases[0]

    def _own(self, told: dict[str, Any], bases: tuple[type[Exception], ...]) -> type[Exception]:
        number = told["n"]
        if type(number) is not int:
            raise CodecError("not a number of a class")
        if number not in self._made:
            body = {"__str__": _message, "__getattr__": _attribute, "__module__": "__main__"}
            try:
                self._made[number] = type(identifier(told.get("name")), bases, body)
            except TypeError:  # bases that Python cannot lay out together
                self._made[number] = type(identifier(told.get("name")), bases[:1], body)
        return self._made[number]

    def number(self, kind: type) -> int | None:
        """Hers for a class made here."""
        return next((number for number, one in self._made.items() if one is kind), None)

    def error(self, told: Any, path: str, text: str) -> Exception:
        """An error that was raised by what the test did at ``path``."""
        if type(told) is not dict or type(told.get("message")) is not str or type(told.get("n")) is not int:
            raise CodecError("not an error")
        kind = self.kind(told.get("mro"))
        made = _filled(kind, _arguments(told))
        made.__dict__["_message"] = told["message"]
        if "_told" not in made.__dict__ and any(one is kind for one in self._made.values()):
            made.__dict__["_told"] = Told(
                self._client, told["n"], f"{path}!", text, "object", identifier(kind.__name__), 0
            )
        return made


def _known(told: dict[str, Any]) -> type[Exception] | None:
    """A builtin or library's class that may be raised here as it is."""
    if type(told.get("builtin")) is str:
        kind: Any = getattr(builtins, told["builtin"], None)
    elif type(told.get("ref")) is str and _REFERENCE.fullmatch(told["ref"]):
        module, _, name = told["ref"].partition(":")
        kind = getattr(sys.modules.get(module), name, None)
        home = getattr(kind, "__module__", None)
        if type(home) is not str or home.partition(".")[0] not in _LIBRARIES or "testing" in home:
            return None
    else:
        return None
    fit = isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, _CONTROL)
    return kind if fit else None


def _youngest(kinds: list[type[Exception]]) -> tuple[type[Exception], ...]:
    young = [
        one
        for at, one in enumerate(kinds)
        if one not in kinds[:at] and not any(other is not one and issubclass(other, one) for other in kinds)
    ]
    return tuple(young) or (RuntimeError,)


def _arguments(told: dict[str, Any]) -> tuple[Any, ...]:
    given = told.get("args")
    try:
        return tuple(decode(one) for one in given) if type(given) is list else (told["message"],)
    except CodecError:
        return (told["message"],)  # not plain


def _filled(kind: type[Exception], given: tuple[Any, ...]) -> Exception:
    if kind.__module__ == "builtins":
        try:
            return kind(*given)
        except TypeError:
            pass  # not the arguments that it was made of
    made = kind.__new__(kind, *given)
    made.args = given
    return made


def _message(self: Any) -> str:
    message: str = self.__dict__.get("_message") or Exception.__str__(self)
    return message


def _attribute(self: Any, name: str) -> Any:
    if name.startswith("_") or not asked(name) or "_told" not in self.__dict__:
        raise AttributeError(name)
    told: Told = self.__dict__["_told"]
    return told.client.attribute(told, name)


def library(reference: str) -> Any:
    """What a library has under ``module:name``; None where it has not, or where it is no library.

    Files beside the notebook are none: hers may differ from the author's. Importing runs a library's code, so
    this is only for what the author's own run told.
    """
    if type(reference) is not str or not _REFERENCE.fullmatch(reference):
        return None
    module, _, name = reference.partition(":")
    root = module.partition(".")[0]
    if root == "__main__":
        return None
    try:
        spec = importlib.util.find_spec(root)
        if spec is None or Path(spec.origin or "").parent in (Path.cwd(), Path.cwd() / root):
            return None
        found: Any = importlib.import_module(module)
        for part in name.split(".") if name else ():
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError):
        return None
    return found

"""What a test does to her objects, as questions to her process."""

import types
from collections.abc import Iterator
from typing import Any

from . import operations
from .compared import shown
from .conversation import Conversation
from .proxies import Proxy, told_of
from .rebuilt import library
from .told import Told
from .unexpected import Unexpected

ELEMENTS_MAX = 1_000_000
TEXT_MAX = 60
_SYMBOLS = {
    **operations.BINARY, **operations.COMPARISONS, **operations.INPLACE,
    "getitem": "[]", "next": "[]", "reversed": "[]", "enter": " with",
}  # fmt: skip
# What decides nothing by itself: any of her objects may be asked, whatever the solution's was asked.
_FREE = frozenset(("getitem", "setitem", "delitem", "next", "iter", "enter", "exit", "hash", "reversed"))


class Asking(Conversation):
    def used(self, told: Told) -> None:
        """More than the plain value of one of her kinds of numbers or texts was asked for."""
        if told.base is not None and self._allowed is None:
            self.seen.add(told.path)

    def attribute(self, told: Told, name: str) -> Any:
        self.used(told)
        path, text = f"{told.path}.{name}", f"{told.text}.{name}"
        return self._value(self._say({"op": "attr", "h": told.number, "name": name}, path, text), path, text)

    def set_attribute(self, told: Told, name: str, value: Any) -> None:
        message = {"op": "setattr", "h": told.number, "name": name}
        self._say({**message, "v": self._given(value, told.path, told.text)}, told.path, told.text)

    def delete_attribute(self, told: Told, name: str) -> None:
        self._say({"op": "delattr", "h": told.number, "name": name}, told.path, told.text)

    def called(self, told: Told, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        path, text = f"{told.path}()", _call_text(told.text, given, named)
        message = {"op": "call", "h": told.number, "a": [self._given(one, path, text) for one in given]}
        message["k"] = {name: self._given(one, path, text) for name, one in named.items()}
        return self._value(self._say(message, path, text), path, text)

    def operated(self, told: Told, name: str, given: tuple[Any, ...]) -> Any:
        symbol = _SYMBOLS.get(name, f" {name}")
        if name not in _FREE:
            done = f"{told.path} {symbol.strip()} …"
            if self._allowed is None:
                self.seen.add(done)
            elif done not in self._allowed:
                raise self.refused(told)
        path, text = f"{told.path}{symbol}", f"{told.text}{symbol}"
        message = {"op": "operator", "name": name, "a": [self._given(one, path, text) for one in given]}
        value = self._value(self._say(message, path, text, ends=name == "next"), path, text)
        if name == "hash" and type(value) is not int:
            raise self._lied("a hash that is no number")
        return value

    def compared(self, told: Told, name: str, one: Any, other: Any) -> Any:
        """Her own == counts between two objects of hers; against plain data, only what of hers is plain."""
        other_told = told_of(other)
        if other_told is not None and isinstance(other, (Proxy, Unexpected)):
            return (
                NotImplemented if isinstance(other, Unexpected) else self.operated(told, name, (one, other))
            )
        if told.base is None or isinstance(other, type):
            return NotImplemented
        plain = self._value(self._say({"op": "base", "h": told.number}), told.path, told.text)
        if type(plain) is not told.base:
            raise self._lied("another type than before")
        return plain == other if name == "eq" else plain != other

    def walked(self, told: Told) -> Iterator[Any]:
        path, text = f"{told.path}[]", f"{told.text}[…]"
        message = {"op": "operator", "name": "iter", "a": [{"~": "h", "v": {"h": told.number}}]}
        said = self._say(message, path, text)
        payload = said.get("v") if type(said) is dict and said.get("~") == "h" else None
        if type(payload) is not dict or type(payload.get("n")) is not int:
            raise self._lied("not an iterator")
        step = {"op": "operator", "name": "next", "a": [{"~": "h", "v": {"h": payload["n"]}}]}
        while True:
            self._elements += 1
            if self._elements > ELEMENTS_MAX:
                words = f"`{told.text}` donne plus d'un million d'éléments"
                self._note("RuntimeError", words)
                raise RuntimeError(words)
            try:
                value = self._say(dict(step), path, text, ends=True)
            except StopIteration:
                return
            yield self._value(value, path, text)

    def awaited(self, told: Told) -> Any:
        path, text = f"{told.path} await", f"await {told.text}"
        return self._value(self._say({"op": "await", "h": told.number}, path, text), path, text)

    def is_kind(self, told: Told, other: Any, *, instance: bool) -> bool:
        other_told = told_of(other)
        if other_told is None or isinstance(other, Unexpected):
            return False
        self.used(other_told)
        op = "isinstance" if instance else "issubclass"
        return self._say({"op": op, "h": told.number, "o": other_told.number}, told.path, told.text) is True

    def shown(self, told: Told, name: str, given: tuple[Any, ...] = ()) -> str:
        arguments = [{"~": "h", "v": {"h": told.number}}, *given]
        value = self._say({"op": "operator", "name": name, "a": arguments}, told.path, told.text)
        if type(value) is not str:
            raise self._lied("not a text")
        return value

    def named(self, told: Told) -> list[str]:
        value = self._say({"op": "dir", "h": told.number}, told.path, told.text)
        if type(value) is not list or not all(type(one) is str for one in value):
            raise self._lied("not names")
        return value

    def library_class(self, told: Told) -> Any:
        """The class of a library that her object is of, where the author's was too."""
        mark = f"{told.path}:{told.of}"
        if not told.of or not (self._allowed is None or mark in self._allowed):
            return None
        found = library(told.of)
        if not isinstance(found, type) or found is types.ModuleType or issubclass(found, BaseException):
            return None
        self.seen.add(mark)
        return found

    def signature(self, told: Told) -> Any:
        value = self._say({"op": "signature", "h": told.number}, told.path, told.text)
        try:
            return self._patches.signature(value, lambda one: self._value(one, f"{told.path}=", told.text))
        except (TypeError, ValueError, KeyError):
            raise self._lied("not a signature") from None

    def staged(self, told: dict[str, Any]) -> Any:
        """JSON of what a program of hers answers; who asked (``grader.stage``) believes none of it."""
        return self._say({"op": "stage", "told": told})

    def source(self, told: Told) -> str:
        value = self._say({"op": "source", "h": told.number}, told.path, told.text)
        if type(value) is not str:
            raise self._lied("not a text")
        return value


def _call_text(text: str, given: tuple[Any, ...], named: dict[str, Any]) -> str:
    # A proxy's repr would be a question of its own, in the middle of another.
    parts = [shown(one) if told_of(one) is None else "…" for one in given]
    parts += [f"{name}={shown(one) if told_of(one) is None else '…'}" for name, one in named.items()]
    whole = f"{text}({', '.join(parts)})"
    return whole if len(whole) <= TEXT_MAX else f"{text}(…)"

"""Plain values as JSON and back: all that the learner's process and the tests' process tell each other.

Plain JSON stands for itself (None, bool, str, small int, finite float, list); everything else is an object
with a tag under ``"~"``. Decoding builds values of the types below and of no other, and runs no code of the
other side. Types are exact: what is of a subclass is told as a *handle*, with its value as of the base class.
"""

import contextlib
import math
from collections.abc import Callable
from typing import Any

from . import arrays, plain
from .errors import CodecError
from .plain import TAG

__all__ = ["MISSING", "CodecError", "decode", "encode"]

DEPTH_MAX = 60
NODES_MAX = 3_000_000
MISSING: Any = object()
"""Stands for no value where None is one."""

Handle = Callable[[Any], Any]
Opaque = Callable[[Any, Any, int], Any]


def encode(value: Any, handle: Handle | None = None) -> Any:
    """A value as JSON.

    Args:
        handle: names a value that is not plain; what it returns must be JSON.

    Raises:
        CodecError: deeper than 60 levels (a cycle is), or not plain and ``handle`` is None.
    """
    return _Encoder(handle).tell(value, 0)


def decode(told: Any, opaque: Opaque | None = None) -> Any:
    """The value that JSON from the other process stands for.

    Args:
        opaque: makes what stands for a handle, of its name, its plain base value (or MISSING), and its depth.

    Raises:
        CodecError: for anything that ``encode`` cannot have said.
    """
    return _Decoder(opaque).read(told, 0)


# -- out --------------------------------------------------------------------------------------------


class _Encoder:
    def __init__(self, handle: Handle | None) -> None:
        self.handle = handle
        self.nodes = 0

    def tell(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if -plain.SAFE_INT < value < plain.SAFE_INT else {TAG: "i", "v": hex(value)}
        if kind is float:
            return value if math.isfinite(value) else {TAG: "f", "v": repr(value)}
        if kind is type and value in plain.TYPE_NAMES:
            return {TAG: "y", "v": plain.TYPE_NAMES[value]}
        self.nodes += 1
        if depth >= DEPTH_MAX or self.nodes > NODES_MAX:
            raise CodecError("too deep or too big to be told")
        write = plain.WRITERS.get(kind)
        if write is not None:
            return write(value, lambda one: self.tell(one, depth + 1))
        told = arrays.tell(value, lambda one: self.tell(one, depth + 1))
        if told is not None:
            return told
        if self.handle is None:
            raise CodecError(f"not plain: {kind.__name__}")
        return self._handle(value, depth)

    def _handle(self, value: Any, depth: int) -> Any:
        assert self.handle is not None  # noqa: S101 - for the type checker
        told = {TAG: "h", "v": self.handle(value)}
        base = base_value(value)
        if base is not MISSING:
            with contextlib.suppress(CodecError):  # it is more than its base value then
                told["as"] = self.tell(base, depth + 1)
        return told


_BASES: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    bytearray: lambda value: bytearray.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    list: lambda value: list.__getitem__(value, slice(None)),
    dict: lambda value: dict(dict.items(value)),
    set: lambda value: set().union(value),
    frozenset: lambda value: frozenset().union(value),
}


def base_value(value: Any) -> Any:
    """The value as of the built-in class that its own derives from, by that class's methods; or MISSING."""
    for base in type.mro(type(value)):
        if base in _BASES and base is not type(value):
            return _BASES[base](value)
    return arrays.base_value(value, MISSING)


# -- in ---------------------------------------------------------------------------------------------


class _Decoder:
    def __init__(self, opaque: Opaque | None) -> None:
        self.opaque = opaque

    def read(self, told: Any, depth: int) -> Any:
        kind = type(told)
        if told is None or kind is bool or kind is str or kind is int or kind is float:
            return told
        if depth > DEPTH_MAX + 4:
            raise CodecError("too deep")
        if kind is list:
            return plain.read_every(told, lambda one: self.read(one, depth + 1))
        if kind is not dict or type(told.get(TAG)) is not str:
            raise CodecError("neither plain nor tagged")
        if told[TAG] == "h":
            return self._handle(told, depth)
        read = plain.READERS.get(told[TAG]) or arrays.READERS.get(told[TAG])
        if read is None:
            raise CodecError("an unknown tag")
        try:
            return read(told, lambda one: self.read(one, depth + 1))
        except CodecError:
            raise
        except Exception as error:  # pandas and numpy refuse with many a class
            raise CodecError(f"{told[TAG]}: {type(error).__name__}") from None

    def _handle(self, told: dict[str, Any], depth: int) -> Any:
        if self.opaque is None:
            raise CodecError("a handle where none may be")
        base = self.read(told["as"], depth + 1) if "as" in told else MISSING
        return self.opaque(told.get("v"), base, depth)

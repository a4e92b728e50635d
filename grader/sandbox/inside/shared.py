"""Lists, dictionaries and arrays that both processes hold: what one changes, the other sees."""

import collections
import functools
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .errors import CodecError

Encode = Callable[[Any], Any]

SMALL_CHARACTERS = 50_000  # of JSON; bigger ones are looked at only by the call that is given them
_KINDS = (
    *(list, dict, set, bytearray, collections.deque),
    *(collections.OrderedDict, collections.Counter, collections.defaultdict),
)


class _One:
    __slots__ = ("big", "last", "origin", "value")

    def __init__(self, value: Any, last: str, origin: Any) -> None:
        self.value, self.last, self.origin = value, last, origin
        self.big = len(last) > SMALL_CHARACTERS or _is_table(value)


class Shared:
    """One side's table; ``first`` and every second number after it are given out here, the others there."""

    def __init__(self, first: int) -> None:
        self._next = first
        self._ones: dict[int, _One] = {}
        self._numbers: dict[int, int] = {}

    def tell(self, value: Any, encode: Encode, origin: Any = None) -> Any:
        """JSON of an argument or a result; one that can be changed in place gets a number."""
        told = encode(value)
        if not _can_change(value) or (type(told) is dict and told.get("~") == "h"):
            return told
        text = json.dumps(told)
        number = self._numbers.get(id(value))
        if number is None:
            number, self._next = self._next, self._next + 2
            self._keep(number, _One(value, text, origin))
        else:
            self._ones[number].last = text
        return {"~": "m", "n": number, "v": told}

    def hear(self, told: Any, decode: Encode, encode: Encode, origin: Any = None) -> Any:
        """What ``tell`` told; the same object where it is known here.

        Raises:
            CodecError: for anything that it cannot have told.
        """
        if type(told) is not dict or told.get("~") != "m":
            return decode(told)
        number = told.get("n")
        if type(number) is not int:
            raise CodecError("not a number of a shared value")
        if number in self._ones:
            self._absorb(number, told.get("v"), decode, encode)
            return self._ones[number].value
        if number % 2 == self._next % 2:
            raise CodecError("a shared value that was never shared")
        value = decode(told.get("v"))
        if not _can_change(value):
            raise CodecError("a shared value that cannot be")
        self._keep(number, _One(value, json.dumps(encode(value)), origin))
        return value

    def changes(self, encode: Encode, given: tuple[Any, ...] = ()) -> list[Any]:
        """[number, JSON] of each that changed since both sides last agreed; big ones only where ``given``."""
        changed = []
        given_ids = {id(value) for value in given}
        for number, one in list(self._ones.items()):
            if one.big and id(one.value) not in given_ids:
                continue
            told = encode(one.value)
            text = json.dumps(told)
            if text != one.last:
                one.last = text
                changed.append([number, told])
        return changed

    def absorb(self, told: Any, decode: Callable[[Any, Any], Any], encode: Encode) -> None:
        """Takes over the other side's ``changes``; ``decode`` is given the origin too."""
        if type(told) is not list:
            raise CodecError("not changes")
        for pair in told:
            if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not int:
                raise CodecError("not changes")
            number, value = pair
            if number in self._ones:
                self._absorb(
                    number, value, functools.partial(_with, decode, self._ones[number].origin), encode
                )

    def unused(self) -> list[int]:
        """Numbers of what nobody but this table holds any more; forgotten here, and to be forgotten there."""
        # The table's own reference, the one of the loop, and the argument of getrefcount.
        gone = [number for number, one in self._ones.items() if sys.getrefcount(one.value) <= 2]
        self.forget(gone)
        return gone

    def forget(self, numbers: Any) -> None:
        for number in numbers:
            one = self._ones.pop(number, None)
            if one is not None:
                self._numbers.pop(id(one.value), None)

    def values(self) -> Iterator[Any]:
        return (one.value for one in self._ones.values())

    def _keep(self, number: int, one: _One) -> None:
        self._ones[number] = one
        self._numbers[id(one.value)] = number

    def _absorb(self, number: int, told: Any, decode: Encode, encode: Encode) -> None:
        one = self._ones[number]
        if json.dumps(told) == one.last:
            return
        fresh = decode(told)
        if type(fresh) is not type(one.value):
            raise CodecError("a shared value that changed its type")
        update(one.value, fresh)
        one.last = json.dumps(encode(one.value))


def _can_change(value: Any) -> bool:
    return type(value) in _KINDS or _is_array(value) or _is_table(value)


def _with(decode: Callable[[Any, Any], Any], origin: Any, told: Any) -> Any:
    return decode(told, origin)


def _is_array(value: Any) -> bool:
    numpy: Any = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray


def _is_table(value: Any) -> bool:
    pandas: Any = sys.modules.get("pandas")
    return pandas is not None and type(value) in (pandas.DataFrame, pandas.Series)


def update(old: Any, fresh: Any) -> None:
    """Gives ``old`` the content of ``fresh``, of the same type; its elements stay the same if they can.

    Raises:
        CodecError: an array cannot take another shape.
    """
    kind = type(old)
    if kind is list or kind is collections.deque:
        if len(old) == len(fresh):
            for at, one in enumerate(fresh):
                old[at] = _merged(old[at], one)
        elif kind is list:
            old[:] = fresh
        else:
            old.clear()
            old.extend(fresh)
    elif isinstance(old, dict):
        merged = {key: _merged(old[key], one) if key in old else one for key, one in dict.items(fresh)}
        dict.clear(old)
        dict.update(old, merged)
    elif kind is set:
        old.clear()
        old.update(fresh)
    elif kind is bytearray:
        old[:] = fresh
    elif _is_array(old):
        if old.shape != fresh.shape or old.dtype != fresh.dtype:
            raise CodecError("an array that changed its shape")
        old[...] = fresh
    else:
        old._update_inplace(fresh)


def _merged(old: Any, fresh: Any) -> Any:
    """``old`` with the new content where that can be, else ``fresh``."""
    if type(old) is not type(fresh) or not (type(old) in _KINDS or _is_array(old)):
        return fresh
    if _is_array(old) and (old.shape != fresh.shape or old.dtype != fresh.dtype):
        return fresh
    update(old, fresh)
    return old

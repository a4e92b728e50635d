"""The types of Python's own that cross between the two processes, each with its JSON; see ``codec``."""

import base64
import collections
import datetime
import decimal
import fractions
import math
import pathlib
import re
from collections.abc import Callable
from typing import Any

from .errors import CodecError

TAG = "~"
SAFE_INT = 2**53  # beyond it, a reader of JSON may round
_AS_THEY_ARE = frozenset((str, bool, type(None)))
_SCALARS = frozenset((str, bool, int, float, type(None)))
Deeper = Callable[[Any], Any]


def every(values: Any, deeper: Deeper) -> list[Any]:
    """Each value told; where all are JSON already, which thousands of numbers often are, at one look."""
    kinds = set(map(type, values))
    if kinds <= _AS_THEY_ARE:
        return list(values)
    if kinds == {int} and min(values) > -SAFE_INT and max(values) < SAFE_INT:
        return list(values)
    if kinds == {float} and all(map(math.isfinite, values)):
        return list(values)
    return [deeper(one) for one in values]


def _many(tag: str) -> Callable[[Any, Deeper], Any]:
    return lambda value, deeper: {TAG: tag, "v": every(value, deeper)}


def _pairs(value: Any, deeper: Deeper) -> list[Any]:
    keys, values = every(value.keys(), deeper), every(value.values(), deeper)
    return [[key, one] for key, one in zip(keys, values, strict=True)]


def _factory(value: Any, deeper: Deeper) -> Any:
    name = getattr(value.default_factory, "__name__", None)
    known = name if name in _TYPES and _TYPES[name] is value.default_factory else None
    return {TAG: "dd", "f": known, "v": _pairs(value, deeper)}


def _time(value: Any, deeper: Deeper) -> Any:
    return {TAG: "T", "k": type(value).__name__, "v": value.isoformat()}


def _path(value: pathlib.PurePath, deeper: Deeper) -> Any:
    return {TAG: "P", "v": str(value)}


_TYPES: dict[str, type] = {
    one.__name__: one
    for one in (
        *(
            bool,
            int,
            float,
            complex,
            str,
            bytes,
            bytearray,
            list,
            tuple,
            dict,
            set,
            frozenset,
            range,
            slice,
            type(None),
        ),
        *(object, type, datetime.date, datetime.datetime, decimal.Decimal, fractions.Fraction),
    )
}
TYPE_NAMES = {one: name for name, one in _TYPES.items()}


WRITERS: dict[type, Callable[[Any, Deeper], Any]] = {
    list: every,
    tuple: _many("t"),
    set: _many("s"),
    frozenset: _many("fs"),
    dict: lambda value, deeper: {TAG: "d", "v": _pairs(value, deeper)},
    collections.OrderedDict: lambda value, deeper: {TAG: "od", "v": _pairs(value, deeper)},
    collections.Counter: lambda value, deeper: {TAG: "ct", "v": _pairs(value, deeper)},
    collections.defaultdict: _factory,
    collections.deque: lambda value, deeper: {
        TAG: "dq",
        "m": value.maxlen,
        "v": every(value, deeper),
    },
    type({}.keys()): _many("ks"),
    type({}.values()): _many("vs"),
    type({}.items()): _many("is"),
    bytes: lambda value, deeper: {TAG: "b", "v": base64.b64encode(value).decode()},
    bytearray: lambda value, deeper: {TAG: "ba", "v": base64.b64encode(value).decode()},
    complex: lambda value, deeper: {TAG: "c", "v": [deeper(value.real), deeper(value.imag)]},
    range: lambda value, deeper: {TAG: "r", "v": [deeper(n) for n in (value.start, value.stop, value.step)]},
    slice: lambda value, deeper: {TAG: "sl", "v": [deeper(n) for n in (value.start, value.stop, value.step)]},
    type(...): lambda value, deeper: {TAG: "E", "v": 0},
    type(NotImplemented): lambda value, deeper: {TAG: "E", "v": 1},
    fractions.Fraction: lambda value, deeper: {TAG: "F", "v": [hex(value.numerator), hex(value.denominator)]},
    decimal.Decimal: lambda value, deeper: {TAG: "D", "v": str(value)},
    datetime.date: _time,
    datetime.datetime: _time,
    datetime.time: _time,
    datetime.timedelta: lambda value, deeper: {
        TAG: "td",
        "v": [value.days, value.seconds, value.microseconds],
    },
    pathlib.PosixPath: _path,
    pathlib.PurePosixPath: _path,
}


# -- in ---------------------------------------------------------------------------------------------


def read_every(told: list[Any], deeper: Deeper) -> list[Any]:
    """The other end of ``every``."""
    return list(told) if _SCALARS.issuperset(map(type, told)) else [deeper(one) for one in told]


def _list(told: dict[str, Any], length: int | None = None) -> list[Any]:
    value = told.get("v")
    if type(value) is not list or (length is not None and len(value) != length):
        raise CodecError("not the list it should be")
    return value


def _text(told: dict[str, Any], pattern: str = r"[\s\S]*") -> str:
    value = told.get("v")
    if type(value) is not str or not re.fullmatch(pattern, value):
        raise CodecError("not the text it should be")
    return value


def _read_pairs(told: dict[str, Any], deeper: Deeper) -> list[tuple[Any, Any]]:
    pairs = _list(told)
    if not all(type(pair) is list and len(pair) == 2 for pair in pairs):
        raise CodecError("not pairs")
    return [(deeper(key), deeper(one)) for key, one in pairs]


def _several(make: Callable[[list[Any]], Any]) -> Callable[[dict[str, Any], Deeper], Any]:
    return lambda told, deeper: make(read_every(_list(told), deeper))


def _bytes(told: dict[str, Any]) -> bytes:
    return base64.b64decode(_text(told), validate=True)


def _int(text: Any) -> int:
    if type(text) is not str or not re.fullmatch(r"-?0x[0-9a-f]+", text):
        raise CodecError("not a number")
    return int(text, 16)


def _numbers(told: dict[str, Any], deeper: Deeper, length: int, kinds: tuple[type, ...]) -> list[Any]:
    numbers = [deeper(one) for one in _list(told, length)]
    if not all(type(one) in kinds for one in numbers):
        raise CodecError("not numbers")
    return numbers


def _range(told: dict[str, Any], deeper: Deeper) -> range:
    made = range(*_numbers(told, deeper, 3, (int,)))
    len(made)  # OverflowError: nothing could walk through it
    return made


def _read_time(told: dict[str, Any], deeper: Deeper) -> Any:
    kinds: dict[str, Any] = {"date": datetime.date, "datetime": datetime.datetime, "time": datetime.time}
    return kinds[told["k"]].fromisoformat(_text(told, r"[-0-9T:.+]{1,40}"))


def _read_counter(told: dict[str, Any], deeper: Deeper) -> Any:
    made: collections.Counter[Any] = collections.Counter()
    dict.update(made, _read_pairs(told, deeper))
    return made


def _read_factory(told: dict[str, Any], deeper: Deeper) -> Any:
    name = told.get("f")
    return collections.defaultdict(None if name is None else _TYPES[name], _read_pairs(told, deeper))


def _read_deque(told: dict[str, Any], deeper: Deeper) -> Any:
    longest = told.get("m")
    if longest is not None and (type(longest) is not int or longest < 0):
        raise CodecError("not a length")
    return collections.deque(read_every(_list(told), deeper), longest)


def _read_fraction(told: dict[str, Any], deeper: Deeper) -> fractions.Fraction:
    above, below = _list(told, 2)
    return fractions.Fraction(_int(above), _int(below))


def _read_items(told: dict[str, Any], deeper: Deeper) -> Any:
    pairs = [deeper(one) for one in _list(told)]
    if not all(type(pair) is tuple and len(pair) == 2 for pair in pairs):
        raise CodecError("not pairs")
    return dict(pairs).items()


_DECIMAL = r"[+-]?((\d{1,100000}(\.\d{0,100000})?|\.\d{1,100000})(E[+-]?\d{1,18})?|Infinity|s?NaN\d*)"

READERS: dict[str, Callable[[dict[str, Any], Deeper], Any]] = {
    "i": lambda told, deeper: _int(told.get("v")),
    "f": lambda told, deeper: float(_text(told, "-?inf|nan")),
    "t": _several(tuple),
    "s": _several(set),
    "fs": _several(frozenset),
    "d": lambda told, deeper: dict(_read_pairs(told, deeper)),
    "od": lambda told, deeper: collections.OrderedDict(_read_pairs(told, deeper)),
    "ct": _read_counter,
    "dd": _read_factory,
    "dq": _read_deque,
    "ks": _several(lambda keys: dict.fromkeys(keys).keys()),
    "vs": _several(lambda values: dict(enumerate(values)).values()),
    "is": _read_items,
    "b": lambda told, deeper: _bytes(told),
    "ba": lambda told, deeper: bytearray(_bytes(told)),
    "c": lambda told, deeper: complex(*_numbers(told, deeper, 2, (int, float))),
    "r": _range,
    "sl": _several(lambda ends: slice(*ends)),
    "E": lambda told, deeper: NotImplemented if told.get("v") else ...,
    "F": _read_fraction,
    "D": lambda told, deeper: decimal.Decimal(_text(told, _DECIMAL)),
    "T": _read_time,
    "td": lambda told, deeper: datetime.timedelta(*_numbers(told, deeper, 3, (int,))),
    "P": lambda told, deeper: pathlib.PurePosixPath(_text(told)),
    "y": lambda told, deeper: _TYPES[_text(told)],
}

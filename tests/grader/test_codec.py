"""What the processes of a sealed test tell each other arrives as it was, and nothing else can be told."""

import collections
import contextlib
import datetime
import decimal
import fractions
import json
import math
import pathlib
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.inside import arrays, plain
from grader.sandbox.inside.codec import MISSING, CodecError, decode, encode

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.text(),
    st.binary(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
HASHABLE = st.recursive(
    SCALARS, lambda some: st.tuples(some, some) | st.frozensets(some, max_size=3), max_leaves=4
)
VALUES = st.recursive(
    SCALARS,
    lambda some: st.one_of(
        st.lists(some, max_size=4),
        st.tuples(some, some),
        st.sets(HASHABLE, max_size=3),
        st.dictionaries(HASHABLE, some, max_size=3),
        st.builds(bytearray, st.binary()),
        st.builds(collections.deque, st.lists(some, max_size=3)),
    ),
    max_leaves=12,
)


def crossed(value: Any) -> Any:
    """As it arrives: only JSON crosses."""
    return decode(json.loads(json.dumps(encode(value))))


def kinds(value: Any) -> Any:
    """Types all the way down; those of dictionaries and sets in no order."""
    if isinstance(value, dict):
        return dict, sorted(map(repr, map(kinds, value.items())))
    if isinstance(value, (set, frozenset)):
        return type(value), sorted(map(repr, map(kinds, value)))
    if isinstance(value, (list, tuple, collections.deque)):
        return type(value), [kinds(one) for one in value]
    return type(value)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_plain_values_arrive_as_they_were(value: Any) -> None:
    assert crossed(value) == value
    assert kinds(crossed(value)) == kinds(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda some: st.one_of(
        st.lists(some, max_size=4),
        st.dictionaries(st.sampled_from(["~", "v", "d", "s", "i", "c", "n", "k", "as"]), some, max_size=6),
        st.fixed_dictionaries(
            {
                "~": st.sampled_from([*sorted(plain.READERS | arrays.READERS), "h"]),
                "v": some,
            },
            optional={
                "d": st.sampled_from(["<f8", "<U2", "|O", "b1"]),
                "s": some,
                "i": some,
                "c": some,
                "n": some,
            },
        ),
    ),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json_is_a_value_or_one_kind_of_error(told: Any) -> None:
    with contextlib.suppress(CodecError):
        decode(told)


ODD = [
    float("inf"),
    -0.0,
    2**80,
    "\ud800",
    {"~": "h", "v": 1},
    range(2, 9, 3),
    slice(1, None, 2),
    ...,
    int,
    decimal.Decimal("1.50"),
    decimal.Decimal("-Infinity"),
    fractions.Fraction(1, 3),
    datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.UTC),
    collections.Counter("abca"),
    collections.OrderedDict(b=1, a=2),
    collections.deque([1, 2], 2),
    collections.defaultdict(list, a=[1]),
    {1: "a"}.keys(),
    {1: "a"}.items(),
    pathlib.PurePosixPath("a/b"),
    np.float64(2.5),
    np.bool_(True),
    np.str_("é"),
    np.str_(""),
    np.datetime64("2026-03-01"),
]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_less_usual_values_arrive_as_they_were(value: Any) -> None:
    assert type(crossed(value)) is type(value)
    assert repr(crossed(value)) == repr(value)


def test_not_a_number_stays_none() -> None:
    assert math.isnan(crossed(float("nan")))
    assert list(crossed({1: "a"}.values())) == ["a"]
    assert crossed(pd.NaT) is pd.NaT
    assert crossed(pd.NA) is pd.NA


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.array(["a", "longer"]),
        np.array([True, False]),
        np.array(3),
        np.zeros((0, 3)),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.array([1, "a", None], dtype=object),
        np.array(["2026-03-01"], dtype="M8[D]"),
    ],
    ids=lambda array: str(array.dtype),
)
def test_arrays_arrive_as_they_were(array: Any) -> None:
    arrived = crossed(array)
    np.testing.assert_array_equal(arrived, array)
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    assert arrived.flags.writeable


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": [1, 2], "b": ["u", None], "c": [[1], (2,)]}),
        pd.DataFrame(
            {"k": pd.Categorical(["x", "y", "x"], ordered=True), "when": pd.date_range("2026", periods=3)}
        ),
        pd.DataFrame({"n": pd.array([1, None], "Int64"), "s": pd.array(["a", None], "string")}),
        pd.DataFrame({"t": pd.date_range("2026", periods=2, tz="Europe/Paris")}, index=["a", "b"]),
        pd.DataFrame({"a": [1, 1, 2], "v": [1.0, 2.0, 3.0]}).groupby("a").agg(["sum", "mean"]),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
    ],
    ids=lambda frame: "-".join(map(str, frame.columns)) or "empty",
)
def test_tables_arrive_as_they_were(frame: Any) -> None:
    pd.testing.assert_frame_equal(crossed(frame), frame)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(2, 9, 3, name="r"),
        pd.Index(["a", "b"]),
        pd.date_range("2026", periods=3, freq="D"),
        pd.MultiIndex.from_product([[1, 2], ["a", "b"]], names=["x", None]),
        pd.CategoricalIndex(["a", "b"]),
        pd.timedelta_range("1D", periods=2),
    ],
    ids=lambda index: type(index).__name__,
)
def test_series_and_their_index_arrive_as_they_were(index: Any) -> None:
    series = pd.Series(range(len(index)), index=index, name=("a", 1))
    pd.testing.assert_series_equal(crossed(series), series)
    assert type(crossed(index)) is type(index)


def test_moments_arrive_as_they_were() -> None:
    for moment in (pd.Timestamp("2026-03-01", tz="Europe/Paris"), pd.Timestamp("2026"), pd.Timedelta("1D")):
        assert crossed(moment) == moment


# -- what is not plain ------------------------------------------------------------------------------


def told(value: Any) -> Any:
    """As it arrives where a handle stands for what is not plain: (its name, its base value)."""
    there = json.loads(json.dumps(encode(value, lambda one: type(one).__name__)))
    return decode(there, lambda name, plain, depth: (name, plain, depth))


def test_an_object_is_told_by_its_handle_and_how_deep_it_was() -> None:
    class Pile:
        pass

    assert told([1, (Pile(),)]) == [1, (("Pile", MISSING, 2),)]


class LiarText(str):
    def __eq__(self, other: object) -> bool:
        return True

    def __str__(self) -> str:
        return "9"

    __hash__ = str.__hash__


class LiarNumber(float):
    def __float__(self) -> float:
        return 9.0


class LiarList(list[Any]):
    def __iter__(self) -> Any:
        return iter([9])

    def __getitem__(self, at: Any) -> Any:
        return 9


class LiarDict(dict[Any, Any]):
    def items(self) -> Any:
        return {9: 9}.items()


class Point(NamedTuple):
    x: int
    y: int


class Grid(np.ndarray[Any, Any]):
    def __new__(cls, shape: tuple[int, ...]) -> "Grid":
        return np.zeros(shape).view(cls)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (LiarText("x"), "x"),
        (LiarNumber(1.5), 1.5),
        (LiarList([1, 2]), [1, 2]),
        (LiarDict(a=1), {"a": 1}),
        (Point(1, 2), (1, 2)),
        (Grid((2,)), np.zeros(2)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_has_the_value_of_its_base_class_whatever_it_says(value: Any, plain: Any) -> None:
    name, base, _ = told(value)
    assert name == type(value).__name__
    assert type(base) is type(plain)
    assert np.array_equal(base, plain) if isinstance(plain, np.ndarray) else base == plain


def test_a_handle_is_refused_where_none_may_be() -> None:
    with pytest.raises(CodecError):
        encode([object()])
    with pytest.raises(CodecError):
        decode({"~": "h", "v": 1})


def cycle() -> Any:
    made: list[Any] = [1]
    made.append(made)
    return made


def test_a_cycle_and_what_is_too_deep_are_refused() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    for value in (cycle(), deep):
        with pytest.raises(CodecError):
            encode(value)
    with pytest.raises(CodecError):
        decode(deep)


LIES: dict[str, Any] = {
    "no tag": {"v": 1},
    "unknown tag": {"~": "exec", "v": "1"},
    "a tag that is no text": {"~": ["d"], "v": []},
    "a key that cannot be one": {"~": "d", "v": [[[1], 2]]},
    "an element that cannot be one": {"~": "s", "v": [[1]]},
    "not pairs": {"~": "d", "v": [[1, 2, 3]]},
    "not base 64": {"~": "b", "v": "é"},
    "zero below": {"~": "F", "v": ["0x1", "0x0"]},
    "a number that is code": {"~": "i", "v": "__import__('os')"},
    "a float that is a word": {"~": "f", "v": "1_0"},
    "a decimal that is a word": {"~": "D", "v": "abc"},
    "a date that is none": {"~": "T", "k": "date", "v": "2026-99-99"},
    "a kind of date": {"~": "T", "k": "fromtimestamp", "v": "2026-01-01"},
    "a step of zero": {"~": "r", "v": [1, 2, 0]},
    "an endless range": {"~": "r", "v": [0, {"~": "i", "v": "0x" + "f" * 30}, 1]},
    "a range of texts": {"~": "r", "v": ["1", 2, 3]},
    "a class": {"~": "y", "v": "eval"},
    "objects by address": {"~": "n", "d": "|O", "s": [1], "v": "AAAAAAAAAAA="},
    "records": {"~": "n", "d": "i4,O", "s": [1], "v": "AAAAAAAAAAA="},
    "a huge shape": {"~": "n", "d": "<f8", "s": [1 << 40], "v": ""},
    "a huge shape of nothing": {"~": "n", "d": "<U0", "s": [1 << 40], "v": ""},
    "a shape below zero": {"~": "n", "d": "<f8", "s": [-1], "v": "AAAAAAAAAAA="},
    "no such letter": {"~": "n", "d": "<U1", "s": [1], "v": "//////8="[:8]},
    "more than one number": {"~": "ng", "d": "|u1", "s": [2], "v": "AAA="},
    "a column of a table": {"~": "p", "i": [1], "c": [1], "v": []},
    "a zone that is a path": {"~": "pt", "u": "ns", "z": "../../etc/passwd", "v": 1},
    "a kind of column": {"~": "pa", "v": {"k": "object", "v": ["x"]}},
    "codes beyond the categories": {
        "~": "pa",
        "v": {
            "k": "category",
            "c": {"~": "pr", "n": None, "v": [0, 1, 1]},
            "v": {"~": "n", "d": "|i1", "s": [1], "v": "BQ=="},
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_encoding_never_says_is_refused(lie: str) -> None:
    with pytest.raises(CodecError):
        decode(LIES[lie])


def test_truth_values_are_one_or_zero() -> None:
    assert decode({"~": "n", "d": "|b1", "s": [1], "v": "Ag=="}).tobytes() == b"\x01"

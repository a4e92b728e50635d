"""What the assertions of a rewritten test compare, kept where they fail."""

import operator
import reprlib
from collections.abc import Callable
from typing import Any

from .proxies import proxies_class, told_of
from .unexpected import Unexpected

NAME = "__campus_compared__"
SHOWN_CHARACTERS = 200
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Recorder:
    """Stands in a test for the comparisons of its assertions: each gives what they would give.

    Attributes:
        comparison: of the assertion that failed last, ``line``, ``asked``, ``obtained`` and ``expected``.
            ``expected`` begins with its sign where it is not equality (``"> 3"``, ``"in [1, 2]"``).
    """

    def __init__(self) -> None:
        self.comparison: dict[str, Any] | None = None

    def compare(self, line: int, asked: str, symbol: str, left: Any, right: Any) -> bool:
        if symbol in ("is", "is not"):
            outcome = self.same(left, right) is (symbol == "is")
        elif symbol in ("in", "not in"):
            outcome = operator.contains(right, left) is (symbol == "in")
        else:
            outcome = bool(_OPERATORS[symbol](left, right))
        sign = "" if symbol in ("==", "is") else f"{symbol} "
        return outcome or self._failed(line, asked, left, sign, right)

    def near(
        self, line: int, asked: str, symbol: str, distance: Any, left: Any, right: Any, most: Any
    ) -> bool:
        outcome = bool(_OPERATORS[symbol](distance(left - right), most))
        return outcome or self._failed(line, asked, left, "", right)

    def alike(
        self, line: int, asked: str, function: Any, left: Any, right: Any, /, *given: Any, **named: Any
    ) -> bool:
        return bool(function(left, right, *given, **named)) or self._failed(line, asked, left, "", right)

    def checked(
        self, line: int, asked: str, function: Any, left: Any, right: Any, /, *given: Any, **named: Any
    ) -> Any:
        try:
            return function(left, right, *given, **named)
        except AssertionError:
            self._failed(line, asked, left, "", right)
            raise

    def true(self, line: int, asked: str, value: Any) -> bool:
        return bool(value) or self._failed(line, asked, value)

    def false(self, line: int, asked: str, value: Any) -> bool:
        return not value or self._failed(line, asked, value)

    def same(self, one: Any, other: Any) -> bool:
        """``is``, where two proxies of one object are the same."""
        told, other_told = told_of(one), told_of(other)
        if told is not None and other_told is not None:
            told.client.used(told)
            told.client.used(other_told)
            return told.number == other_told.number
        if proxies_class(one) or proxies_class(other):
            return bool(one == other)
        return one is other

    def identity(self, function: Any, value: Any) -> Any:
        told = told_of(value)
        return function(value) if told is None or type(value) is Unexpected else -told.number

    def _failed(self, line: int, asked: str, obtained: Any, sign: str = "", *expected: Any) -> bool:
        self.comparison = {
            "line": line,
            "asked": asked[:SHOWN_CHARACTERS],
            "obtained": shown(obtained),
            "expected": sign + shown(expected[0]) if expected else "",
        }
        return False


MANY = 1000  # elements; a whole repr of more would cost more than the test


def shown(value: Any) -> str:
    """A value's repr, 200 characters at most, whatever it is."""
    try:
        many = isinstance(value, (list, tuple, dict, set, frozenset, str, bytes)) and len(value) > MANY
        text = reprlib.repr(value) if many else repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"

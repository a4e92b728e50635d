"""``vector.elementwise()``: calculations that are done number by number."""

import math
import operator
from collections.abc import Callable
from typing import Any

from ._numbers import is_real
from ._vector import Numbers, Vector


class VectorElementwiseProxy:
    """A vector whose operations take each of its numbers for itself."""

    __slots__ = ("vector",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, vector: Vector) -> None:
        self.vector = vector

    def _other(self, other: Any) -> Numbers | None:
        if isinstance(other, VectorElementwiseProxy):
            other = other.vector
        if isinstance(other, int | float) or is_real(other):
            return (float(other),) * self.vector._size
        return self.vector._like(other)

    def _joined(self, other: Any, how: Callable[[Any, Any], Any], turned: bool = False) -> Any:
        found = self._other(other)
        if found is None:
            return NotImplemented
        pairs = zip(self.vector._all(), found, strict=True)
        if how is _divide and not turned and is_real(other):
            return self.vector / other
        try:
            return self.vector._made(how(two, one) if turned else how(one, two) for one, two in pairs)
        except ZeroDivisionError:
            raise ZeroDivisionError("division by zero") from None

    def _compared(self, other: Any, how: Callable[[Any, Any], bool]) -> Any:
        found = self._other(other)
        if found is None:
            return NotImplemented
        return all(how(one, two) for one, two in zip(self.vector._all(), found, strict=True))

    def __abs__(self) -> Any:
        return self.vector._made(abs(one) for one in self.vector._all())

    def __neg__(self) -> Any:
        return -self.vector

    def __pos__(self) -> Any:
        return +self.vector

    def __bool__(self) -> bool:
        return bool(self.vector)

    def __eq__(self, other: object) -> Any:
        return self._compared(other, operator.eq)

    def __ne__(self, other: object) -> Any:
        return self._compared(other, operator.ne)

    def __lt__(self, other: object) -> Any:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> Any:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> Any:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> Any:
        return self._compared(other, operator.ge)


def _divide(one: float, two: float) -> float:
    return one / two


def _floor(one: float, two: float) -> float:
    return one / two // 1.0


def _rest(one: float, two: float) -> float:
    rest = math.fmod(one, two) if two else one % two
    return rest + two if rest and (rest < 0) != (two < 0) else rest


def _power(base: float, exponent: float) -> float:
    if base < 0 and exponent != int(exponent):
        raise ValueError("negative number cannot be raised to a fractional power")
    result: float = base**exponent
    return result


def _attach(name: str, how: Callable[[Any, Any], Any]) -> None:
    def straight(self: VectorElementwiseProxy, other: Any) -> Any:
        return self._joined(other, how)

    def turned(self: VectorElementwiseProxy, other: Any) -> Any:
        return self._joined(other, how, True)

    setattr(VectorElementwiseProxy, f"__{name}__", straight)
    setattr(VectorElementwiseProxy, f"__r{name}__", turned)


for _name, _how in {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": _divide,
    "floordiv": _floor, "mod": _rest, "pow": _power,
}.items():  # fmt: skip
    _attach(_name, _how)
VectorElementwiseProxy.__module__ = "pygame.math"

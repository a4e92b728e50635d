"""Lengths, distances and ways between vectors: what a game steers by."""

import math
from typing import Any, Self

from ._elementwise import VectorElementwiseProxy
from ._numbers import is_real, real
from ._vector import Numbers, Vector

_EXPECTED = "Expected Vector as argument 1"


def product(one: Numbers, other: Numbers) -> float:
    # Not sum(): since Python 3.12 it is more precise than C's additions are.
    total = 0.0
    for a, b in zip(one, other, strict=True):
        total += a * b
    return total


class Measured(Vector):
    """A vector that is measured, mixed and moved."""

    __slots__ = ()

    def length(self) -> float:
        return math.sqrt(self.length_squared())

    magnitude = length

    def length_squared(self) -> float:
        numbers = self._all()
        return product(numbers, numbers)

    magnitude_squared = length_squared

    def normalize(self) -> Self:
        length = self.length()
        if length == 0:
            raise ValueError("Can't normalize Vector of length zero")
        return self._made(one / length for one in self._all())

    def normalize_ip(self) -> None:
        self._put(self.normalize()._all())

    def is_normalized(self) -> bool:
        return abs(self.length_squared() - 1) < self.epsilon

    def scale_to_length(self, value: Any, /) -> None:
        wanted, length = real(value), self.length()
        if length < self.epsilon:
            raise ValueError("Cannot scale a vector with zero length")
        self._put(tuple(one * (wanted / length) for one in self._all()))

    def dot(self, other: Any, /) -> float:
        return product(self._all(), self._expected(other, "Cannot perform dot product with this type."))

    def distance_squared_to(self, other: Any, /) -> float:
        away = tuple(two - one for one, two in zip(self._all(), self._measured(other), strict=True))
        return product(away, away)

    def distance_to(self, other: Any, /) -> float:
        return math.sqrt(self.distance_squared_to(other))

    def _measured(self, other: Any) -> Numbers:
        found = self._like(other)
        if found is not None:
            return found
        if not hasattr(type(other), "__getitem__"):
            raise TypeError("A sequence was expected")
        if len(other) != self._size:
            raise ValueError("Vector and sequence must be the same size")
        return tuple(real(one) for one in other)

    def lerp(self, *arguments: Any) -> Self:
        other, share = self._mixed("Vector.lerp", arguments)
        if not 0 <= share <= 1:
            raise ValueError("Argument 2 must be in range [0, 1]")
        return self._between(other, share)

    def _between(self, other: Numbers, share: float) -> Self:
        return self._made(
            one * (1 - share) + two * share for one, two in zip(self._all(), other, strict=True)
        )

    def _mixed(self, name: str, arguments: tuple[Any, ...]) -> tuple[Numbers, float]:
        if len(arguments) != 2:
            raise TypeError(f"{name}() takes exactly 2 arguments ({len(arguments)} given)")
        other, share = arguments
        if not is_real(share):
            real(share)
        return self._expected(other, _EXPECTED), float(share)

    def smoothstep(self, *arguments: Any) -> Self:
        other, share = self._mixed("Vector.smoothstep", arguments)
        share = min(1.0, max(0.0, share))
        return self._between(other, share * share * (3 - 2 * share))

    def slerp(self, *arguments: Any) -> Self:
        other, share = self._mixed("Vector.slerp", arguments)
        if not -1 <= share <= 1:
            raise ValueError("Argument 2 must be in range [-1, 1].")
        mine = self._all()
        length, far = self.length(), math.sqrt(product(other, other))
        if length < self.epsilon or far < self.epsilon:
            raise ValueError("can't use slerp with Zero-Vector")
        angle = math.acos(min(1.0, max(-1.0, product(mine, other) / (length * far))))
        if share < 0:
            angle, share = angle - 2 * math.pi, -share
        if math.sin(angle) == 0 or abs(angle) < self.epsilon or abs(abs(angle) - 2 * math.pi) < self.epsilon:
            if abs(abs(angle) - math.pi) < self.epsilon:
                raise ValueError("SLERP with 180 degrees is undefined.")
            return self._between(other, share)
        if abs(abs(angle) - math.pi) < self.epsilon:
            raise ValueError("SLERP with 180 degrees is undefined.")
        factor = ((far - length) * share + length) / math.sin(angle)
        here, there = math.sin(angle * (1 - share)) / length, math.sin(angle * share) / far
        return self._made((one * here + two * there) * factor for one, two in zip(mine, other, strict=True))

    def elementwise(self) -> VectorElementwiseProxy:
        return VectorElementwiseProxy(self)

    def move_towards(self, *arguments: Any) -> Self:
        target, step = self._mixed("move_towards", arguments)
        away = tuple(two - one for one, two in zip(self._all(), target, strict=True))
        distance = math.sqrt(product(away, away))
        if distance <= step or distance == 0:
            return self._made(target)
        return self._made(one + part * (step / distance) for one, part in zip(self._all(), away, strict=True))

    def move_towards_ip(self, *arguments: Any) -> None:
        self._put(self.move_towards(*arguments)._all())

    def clamp_magnitude(self, *lengths: Any) -> Self:
        if len(lengths) not in (1, 2):
            raise TypeError("Vector clamp function must take one or two floats")
        numbers = [real(one) for one in lengths]
        low, high = (0.0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
        if low > high:
            raise ValueError("Argument min_length cannot exceed max_length")
        if high < 0 or low < 0:
            raise ValueError("Arguments to Vector clamp must be non-negative")
        length = self.length()
        if length == 0:
            if low > 0:
                raise ValueError("Cannot clamp a vector with zero length with a min_length greater than 0")
            return self.copy()
        share = 1.0
        if length > high:
            share = high / length
        if length < low:
            share = low / length
        return self._made(one * share for one in self._all())

    def clamp_magnitude_ip(self, *lengths: Any) -> None:
        self._put(self.clamp_magnitude(*lengths)._all())

    def reflect(self, normal: Any, /) -> Self:
        found = self._like(normal)
        if found is None:
            raise ValueError("Sequence has the wrong length.")
        square = product(found, found)
        if square < self.epsilon:
            raise ValueError("Normal must not be of length zero.")
        if square != 1:
            length = math.sqrt(square)
            found = tuple(one / length for one in found)
        along = product(self._all(), found)
        return self._made(one - 2 * two * along for one, two in zip(self._all(), found, strict=True))

    def reflect_ip(self, normal: Any, /) -> None:
        self._put(self.reflect(normal)._all())

    def project(self, other: Any, /) -> Self:
        found = self._expected(other, _EXPECTED)
        square = product(found, found)
        if square < self.epsilon:
            raise ValueError("Cannot project onto a vector with zero length")
        along = product(self._all(), found) / square
        return self._made(one * along for one in found)

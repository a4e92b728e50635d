"""Vector2: a place, a speed or a direction on the screen."""

import math
import re
import warnings
from collections.abc import Callable
from typing import Any, Self

from ._boxlike import is_sequence
from ._measures import Measured
from ._numbers import is_real, real
from ._turning import turn
from ._vector import Numbers, Vector

_WRONG = "Vector2 must be set with 2 real numbers, a sequence of 2 real numbers, or another Vector2 instance"
_PLAIN = frozenset((int, float))
_SAID = re.compile(r"Vector2\(([^,]+),([^,]+)\)")


class Vector2(Measured):
    """Two numbers, x and y."""

    __slots__ = ("_x", "_y")
    _size = 2
    _names = "xy"
    _x: float
    _y: float

    def __new__(cls, *_arguments: Any, **_named: Any) -> Self:
        made = object.__new__(cls)
        made._x = made._y = 0.0
        return made

    def __init__(self, *arguments: Any, **named: Any) -> None:
        if (
            len(arguments) == 2
            and not named
            and type(arguments[0]) in _PLAIN
            and type(arguments[1]) in _PLAIN
        ):
            self._x, self._y = float(arguments[0]), float(arguments[1])
        else:
            self._set("Vector2", arguments, named)

    def update(self, *arguments: Any, **named: Any) -> None:
        self._set("update", arguments, named)

    def _set(self, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        if len(arguments) + len(named) > 2:
            count = len(arguments) + len(named)
            raise TypeError(f"{name}() takes at most 2 arguments ({count} given)")
        for one in named:
            if one not in ("x", "y"):
                raise TypeError(f"'{one}' is an invalid keyword argument for {name}()")
        x = arguments[0] if arguments else named.get("x")
        y = arguments[1] if len(arguments) == 2 else named.get("y")
        self._put(_pair(x, y, bool(arguments)))

    def _all(self) -> Numbers:
        return self._x, self._y

    def _put(self, numbers: Numbers) -> None:
        self._x, self._y = numbers

    # The arithmetic of games, without the detours of the general case.
    def __add__(self, other: Any) -> Any:
        return _plus(self, other, 1.0) if isinstance(other, Vector2) else super().__add__(other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return _plus(self, other, -1.0) if isinstance(other, Vector2) else super().__sub__(other)

    def __mul__(self, other: Any) -> Any:
        if type(other) in _PLAIN:
            return _quick(self, self._x * other, self._y * other)
        return super().__mul__(other)

    __rmul__ = __mul__

    def __iadd__(self, other: Any) -> Any:
        if isinstance(other, Vector2):
            self._x += other._x
            self._y += other._y
            return self
        return super().__iadd__(other)

    def length(self) -> float:
        return math.sqrt(self._x * self._x + self._y * self._y)

    magnitude = length

    def normalize(self) -> Any:
        length = math.sqrt(self._x * self._x + self._y * self._y)
        return _quick(self, self._x / length, self._y / length) if length else super().normalize()

    def distance_to(self, other: Any, /) -> float:
        if isinstance(other, Vector2):
            x, y = other._x - self._x, other._y - self._y
            return math.sqrt(x * x + y * y)
        return super().distance_to(other)

    @property
    def angle(self) -> float:
        """Degrees, from the x axis."""
        return math.degrees(self.angle_rad)

    @property
    def angle_rad(self) -> float:
        return math.atan2(self._y, self._x)

    def rotate(self, angle: Any, /) -> Self:
        return self.rotate_rad(math.radians(real(angle)))

    def rotate_rad(self, angle: Any, /) -> Self:
        cosine, sine = turn(real(angle))
        x, y = self._x, self._y
        return self._made((cosine * x - sine * y, sine * x + cosine * y))

    def rotate_ip(self, angle: Any, /) -> None:
        self._put(self.rotate(angle)._all())

    def rotate_rad_ip(self, angle: Any, /) -> None:
        self._put(self.rotate_rad(angle)._all())

    def rotate_ip_rad(self, angle: Any, /) -> None:
        old, new = "vector2_rotate_ip_rad()", "vector2_rotate_rad_ip()"
        said = f"{new} now has all the functionality of {old}, so {old} will be deprecated in pygame 2.1.1"
        warnings.warn(said, DeprecationWarning, stacklevel=2)
        self.rotate_rad_ip(angle)

    def cross(self, other: Any, /) -> float:
        x, y = self._expected(other, "Incompatible vector argument: cannot calculate cross product")
        return self._x * y - self._y * x

    def angle_to(self, other: Any, /) -> float:
        """Degrees; negative the other way round."""
        x, y = self._expected(other, "Incompatible vector argument: cannot calculate angle to")
        return math.degrees(math.atan2(y, x) - math.atan2(self._y, self._x))

    def as_polar(self) -> tuple[float, float]:
        return self.length(), self.angle

    def from_polar(self, polar: Any, /) -> None:
        """Takes a length and degrees."""
        if not is_sequence(polar):
            kind = type(polar).__name__
            raise TypeError(f"Vector2.from_polar() argument 1 must be 2-item sequence, not {kind}")
        if len(polar) != 2:
            words = f"must be sequence of length 2, not {len(polar)}"
            raise TypeError(f"Vector2.from_polar() argument 1 {words}")
        length, angle = real(polar[0]), math.radians(real(polar[1]))
        self._put((length * math.cos(angle), length * math.sin(angle)))


def _quick(like: Vector2, x: float, y: float) -> Vector2:
    made: Vector2 = object.__new__(type(like))
    made._x, made._y = x, y
    return made


def _plus(one: Vector2, other: Vector2, sign: float) -> Vector2:
    return _quick(one, one._x + sign * other._x, one._y + sign * other._y)


def _pair(x: Any, y: Any, given: bool) -> Numbers:
    wrong = ValueError(_WRONG)
    if isinstance(x, Vector) or (x is not None and is_sequence(x)):
        if isinstance(x, str):
            return _said(x)
        if len(x) != 2 or not (is_real(x[0]) and is_real(x[1])):
            raise wrong
        return float(x[0]), float(x[1])
    if x is None:
        if given or not (y is None or is_real(y)):
            raise wrong
        return 0.0, float(y or 0)
    if not is_real(x) or not (y is None or is_real(y)):
        raise wrong
    return float(x), float(x if y is None else y)


def _said(text: str) -> Numbers:
    found = _SAID.fullmatch(text.strip())
    try:
        if found:
            return float(found[1]), float(found[2])
    except ValueError:
        pass
    raise ValueError(_WRONG)


def _set_x(self: Vector2, value: Any) -> None:
    self._x = real(value)


def _set_y(self: Vector2, value: Any) -> None:
    self._y = real(value)


def _delete(name: str) -> Callable[[Any], None]:
    def remove(self: Any) -> None:
        raise TypeError(f"Cannot delete the {name} attribute")

    return remove


Vector2.x = property(lambda self: self._x, _set_x, _delete("x"))  # type: ignore[attr-defined]
Vector2.y = property(lambda self: self._y, _set_y, _delete("y"))  # type: ignore[attr-defined]
Vector2.__module__ = "pygame.math"

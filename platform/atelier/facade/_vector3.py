"""Vector3: three numbers, for those who calculate in space."""

import math
import re
import warnings
from typing import Any, Self

from ._boxlike import is_sequence
from ._measures import Measured, product
from ._numbers import is_real, real
from ._turning import quarter
from ._vector import Numbers

_WRONG = "Vector3 must be set with 3 real numbers, a sequence of 3 real numbers, or another Vector3 instance"
_SAID = re.compile(r"Vector3\(([^,]+),([^,]+),([^,]+)\)")
# The two numbers that change when one turns around an axis.
_AROUND = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


class Vector3(Measured):
    """Three numbers, x, y and z."""

    __slots__ = ("_x", "_y", "_z")
    _size = 3
    _names = "xyz"
    _x: float
    _y: float
    _z: float

    def __new__(cls, *_arguments: Any, **_named: Any) -> Self:
        made = object.__new__(cls)
        made._x = made._y = made._z = 0.0
        return made

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._set("Vector3", arguments, named)

    def update(self, *arguments: Any, **named: Any) -> None:
        self._set("update", arguments, named)

    def _set(self, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        if len(arguments) + len(named) > 3:
            count = len(arguments) + len(named)
            raise TypeError(f"{name}() takes at most 3 arguments ({count} given)")
        for one in named:
            if one not in ("x", "y", "z"):
                raise TypeError(f"'{one}' is an invalid keyword argument for {name}()")
        values = dict(zip("xyz", arguments, strict=False)) | named
        self._put(_three(values.get("x"), values.get("y"), values.get("z"), bool(arguments)))

    def _all(self) -> Numbers:
        return self._x, self._y, self._z

    def _put(self, numbers: Numbers) -> None:
        self._x, self._y, self._z = numbers

    def cross(self, other: Any, /) -> Self:
        a, b, c = self._all()
        x, y, z = self._expected(other, "Incompatible vector argument: cannot calculate cross product")
        return self._made((b * z - c * y, c * x - a * z, a * y - b * x))

    def angle_to(self, other: Any, /) -> float:
        """Degrees, from 0 to 180."""
        found = self._expected(other, "Incompatible vector argument: cannot calculate angle to")
        lengths = self.length_squared() * product(found, found)
        if lengths == 0:
            raise ValueError("angle to zero vector is undefined.")
        return math.degrees(math.acos(min(1.0, max(-1.0, product(self._all(), found) / math.sqrt(lengths)))))

    def rotate(self, *arguments: Any) -> Self:
        angle, axis = self._turned("rotate", arguments)
        return self._around(math.radians(angle), axis)

    def rotate_rad(self, *arguments: Any) -> Self:
        angle, axis = self._turned("rotate_rad", arguments)
        return self._around(angle, axis)

    def _turned(self, name: str, arguments: tuple[Any, ...]) -> tuple[float, Numbers]:
        if len(arguments) != 2:
            raise TypeError(f"{name}() takes exactly 2 arguments ({len(arguments)} given)")
        return real(arguments[0]), self._expected(arguments[1], "axis must be a 3D Vector")

    def _around(self, angle: float, axis: Numbers) -> Self:
        square = product(axis, axis)
        if square < self.epsilon:
            raise ValueError("Rotation Axis is to close to Zero")
        length = math.sqrt(square) if abs(square - 1) > self.epsilon else 1.0
        a, b, c = (one / length for one in axis)
        x, y, z = self._all()
        cosine, sine = quarter(angle) or (math.cos(angle), math.sin(angle))
        rest = 1 - cosine
        return self._made(
            (
                x * (cosine + a * a * rest) + y * (a * b * rest - c * sine) + z * (a * c * rest + b * sine),
                x * (a * b * rest + c * sine) + y * (cosine + b * b * rest) + z * (b * c * rest - a * sine),
                x * (a * c * rest - b * sine) + y * (b * c * rest + a * sine) + z * (cosine + c * c * rest),
            )
        )

    def rotate_ip(self, *arguments: Any) -> None:
        self._put(self.rotate(*arguments)._all())

    def rotate_rad_ip(self, *arguments: Any) -> None:
        self._put(self.rotate_rad(*arguments)._all())

    def _about(self, axis: str, angle: float) -> Self:
        cosine, sine = math.cos(angle), math.sin(angle)
        numbers = list(self._all())
        one, two = _AROUND[axis]
        first, second = numbers[one], numbers[two]
        numbers[one], numbers[two] = first * cosine - second * sine, first * sine + second * cosine
        return self._made(numbers)

    def as_spherical(self) -> tuple[float, float, float]:
        """Length, degrees from the z axis, degrees around it."""
        length = self.length()
        if length == 0:
            return 0.0, 0.0, 0.0
        return length, math.degrees(math.acos(self._z / length)), math.degrees(math.atan2(self._y, self._x))

    def from_spherical(self, spherical: Any, /) -> None:
        if not is_sequence(spherical) or len(spherical) != 3:
            raise TypeError("Vector3.from_spherical() argument 1 must be sequence of length 3")
        length = real(spherical[0])
        theta, phi = (math.radians(real(one)) for one in spherical[1:])
        self._put(
            (
                length * math.sin(theta) * math.cos(phi),
                length * math.sin(theta) * math.sin(phi),
                length * math.cos(theta),
            )
        )


def _three(x: Any, y: Any, z: Any, given: bool) -> Numbers:
    wrong = ValueError(_WRONG)
    if isinstance(x, str):
        found = _SAID.fullmatch(x.strip())
        try:
            return tuple(float(one) for one in found.groups()) if found else _fail(wrong)
        except ValueError:
            raise wrong from None
    if x is not None and is_sequence(x):
        if y is not None or z is not None or len(x) != 3 or not all(is_real(one) for one in x):
            raise wrong
        return tuple(float(one) for one in x)
    if x is None and y is None and z is None and not given:
        return 0.0, 0.0, 0.0
    if y is None and z is None and is_real(x):
        return (float(x),) * 3
    if not all(is_real(one) for one in (x, y, z)):
        raise wrong
    return float(x), float(y), float(z)


def _fail(wrong: Exception) -> Numbers:
    raise wrong


def _coordinate(name: str) -> property:
    reads: dict[str, Any] = {
        "_x": lambda self: self._x,
        "_y": lambda self: self._y,
        "_z": lambda self: self._z,
    }

    def write(self: Any, value: Any) -> None:
        setattr(self, name, real(value))

    def remove(self: Any) -> None:
        raise TypeError(f"Cannot delete the {name[1:]} attribute")

    return property(reads[name], write, remove)


def _turn_methods(axis: str) -> dict[str, Any]:
    def turned(self: Any, angle: Any, /) -> Any:
        return self._about(axis, math.radians(real(angle)))

    def turned_rad(self: Any, angle: Any, /) -> Any:
        return self._about(axis, real(angle))

    def turn_ip(self: Any, angle: Any, /) -> None:
        self._put(turned(self, angle)._all())

    def turn_rad_ip(self: Any, angle: Any, /) -> None:
        self._put(turned_rad(self, angle)._all())

    name = f"rotate_{axis}"
    return {name: turned, f"{name}_rad": turned_rad, f"{name}_ip": turn_ip, f"{name}_rad_ip": turn_rad_ip}


def _deprecated(name: str) -> Any:
    old, new = f"{name}_ip_rad", f"{name}_rad_ip"

    def turn(self: Any, *arguments: Any) -> None:
        said = f"vector3_{new}() now has all the functionality of vector3_{old}(), so vector3_{old}()"
        warnings.warn(f"{said} will be deprecated in pygame 2.1.1", DeprecationWarning, stacklevel=2)
        getattr(self, new)(*arguments)

    return turn


for _axis in "xyz":
    setattr(Vector3, _axis, _coordinate(f"_{_axis}"))
    for _name, _method in _turn_methods(_axis).items():
        setattr(Vector3, _name, _method)
for _name in ("rotate", "rotate_x", "rotate_y", "rotate_z"):
    setattr(Vector3, f"{_name}_ip_rad", _deprecated(_name))
Vector3.__module__ = "pygame.math"

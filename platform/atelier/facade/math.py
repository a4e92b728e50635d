"""pygame.math: Vector2 and Vector3, and mixing, clamping and remapping of numbers."""

import warnings
from typing import Any

from ._elementwise import VectorElementwiseProxy
from ._numbers import is_real
from ._vector2 import Vector2
from ._vector3 import Vector3

__all__ = [
    "Vector2", "Vector3", "VectorElementwiseProxy", "clamp", "disable_swizzling", "enable_swizzling",
    "invlerp", "lerp", "remap", "smoothstep",
]  # fmt: skip


def clamp(*arguments: Any) -> Any:
    """The first number, kept between the second and the third."""
    if len(arguments) != 3:
        raise TypeError("clamp requires 3 arguments")
    value, low, high = arguments
    if not all(is_real(one) for one in arguments):
        raise TypeError("clamp requires 3 numeric arguments")
    return low if value < low else high if value > high else value


def _numbers(name: str, arguments: tuple[Any, ...], titles: tuple[str, ...], counts: str) -> list[float]:
    if len(arguments) not in {int(word) for word in counts.split() if word.isdigit()}:
        raise TypeError(f"{name} requires {counts} arguments")
    for value, title in zip(arguments, titles, strict=False):
        if not is_real(value):
            raise TypeError(f"The argument '{title}' must be a real number")
    try:
        return [float(value) for value in arguments]
    except OverflowError:
        raise TypeError("invalid argument values passed to function") from None


def lerp(*arguments: Any) -> float:
    """Between two numbers; the share is kept from 0 to 1, unless the fourth argument is false."""
    low, high, share, *rest = _numbers("lerp", arguments, ("min", "max", "value"), "3 or 4")
    if not rest or rest[0]:
        share = min(1.0, max(0.0, share))
    return low + (high - low) * share


def invlerp(*arguments: Any) -> float:
    """At which share of the way from one number to another the third one lies."""
    low, high, value = _numbers("invlerp", arguments, ("min", "max", "value"), "3")
    if high - low == 0:
        raise ValueError("the result of b - a needs to be different from zero")
    return (value - low) / (high - low)


def smoothstep(*arguments: Any) -> float:
    """As ``lerp``, but slow at both ends."""
    low, high, share = _numbers("smoothstep", arguments, ("min", "max", "value"), "3")
    share = min(1.0, max(0.0, share))
    share = share * share * (3 - 2 * share)
    return low * (1 - share) + high * share


def remap(*arguments: Any) -> float:
    """A number of one range, where it lies in another."""
    titles = ("i_min", "i_max", "o_min", "o_max", "value")
    i_min, i_max, o_min, o_max, value = _numbers("remap", arguments, titles, "5")
    if i_max - i_min == 0:
        raise ValueError("the result of i_max - i_min needs to be different from zero")
    return o_min + (value - i_min) / (i_max - i_min) * (o_max - o_min)


def _deprecated(name: str) -> None:
    said = f"pygame.math.{name}() is deprecated, and its functionality is removed. "
    warnings.warn(
        said + "This function will be removed in a later version.", DeprecationWarning, stacklevel=3
    )


def enable_swizzling() -> None:
    _deprecated("enable_swizzling")


def disable_swizzling() -> None:
    _deprecated("disable_swizzling")

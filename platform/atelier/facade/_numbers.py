"""Numbers as C takes them: whole ones of 32 bits, floats of 32 bits, anything that is a real number."""

import struct
from operator import index
from typing import Any

LOWEST = -(2**31)
_single = struct.Struct("f")


def whole(value: Any) -> int:
    """A coordinate of a Rect: C's conversion to a 32-bit integer, towards zero.

    Raises:
        TypeError: where it is no number.
    """
    if type(value) is int and LOWEST <= value < -LOWEST:
        return value
    if isinstance(value, float):
        try:
            number = int(value)
        except (OverflowError, ValueError):
            return LOWEST
        return number if LOWEST <= number < -LOWEST else LOWEST
    number = index(value)
    return number if LOWEST <= number < -LOWEST else (number - LOWEST) % 2**32 + LOWEST


def single(value: Any) -> float:
    """A coordinate of an FRect, rounded to the 32 bits that SDL keeps.

    Raises:
        TypeError: where it is no number.
    """
    if isinstance(value, str | bytes | bytearray):
        raise TypeError("must be real number")
    try:
        return float(_single.unpack(_single.pack(value))[0])
    except struct.error as wrong:
        raise TypeError(str(wrong)) from None
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def is_real(value: object) -> bool:
    """Whether Python would take it for a real number."""
    return hasattr(type(value), "__float__") or hasattr(type(value), "__index__")


def real(value: Any) -> float:
    """
    Raises:
        TypeError: it is no number; in Python's words.
    """
    if not is_real(value):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return float(value)

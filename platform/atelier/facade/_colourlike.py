"""What pygame takes for a colour, other than a Color: a name, #rrggbb, three or four numbers, one number."""

import re
from functools import lru_cache
from operator import index
from typing import Any

from ._boxlike import is_sequence
from .colordict import THECOLORS

Rgba = tuple[int, int, int, int]
_RANGE = "invalid color component (must be in range [0, 255])"

_SEQUENCE = (
    "invalid color (color sequence must have size 3 or 4, "
    "and each element must be an integer in the range [0, 255])"
)
_HEX = re.compile(r"(?:#|0x)([0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?)")


@lru_cache(maxsize=4096)
def _named(text: str) -> Rgba:
    found = _HEX.fullmatch(text)
    if found:
        red, green, blue, *alpha = bytes.fromhex(found[1])
        return red, green, blue, alpha[0] if alpha else 255
    known = THECOLORS.get(text) or THECOLORS.get(text.lower().replace(" ", ""))
    if known is None:
        raise ValueError("invalid color name")
    return known[0], known[1], known[2], known[3]


def _numbered(number: int) -> Rgba:
    if not 0 <= number <= 0xFFFFFFFF:
        raise ValueError("invalid color argument (integer out of acceptable range)")
    return number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255


def listed(values: Any) -> Rgba:
    if len(values) not in (3, 4):
        raise ValueError(_SEQUENCE)
    found = []
    for value in values:
        try:
            number = int(value) if isinstance(value, float) else index(value)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(_SEQUENCE) from None
        if not 0 <= number <= 255:
            raise ValueError(_SEQUENCE)
        found.append(number)
    return found[0], found[1], found[2], found[3] if len(found) == 4 else 255


def component(value: Any) -> int:
    """One of a colour's four numbers; errors in pygame's words."""
    if not isinstance(value, int):
        raise TypeError(f"color component must be a number, not '{type(value).__name__}'")
    if not 0 <= value <= 255:
        raise ValueError(_RANGE)
    return int(value)


def hexed(text: Any) -> Rgba:
    """
    Raises:
        TypeError, ValueError: it is no text, or none of the form #rrggbb or #rrggbbaa.
    """
    if not isinstance(text, str):
        raise TypeError("hex color must be a string")
    if not _HEX.fullmatch(text):
        raise ValueError("invalid hex string")
    return _named(text)


def plain(value: Any) -> Rgba:
    """Red, green, blue and opacity (0 to 255).

    Raises:
        ValueError: a name, numbers or a length that no colour has; in pygame's words.
        TypeError: something else altogether.
    """
    if isinstance(value, str):
        return _named(value)
    if isinstance(value, int):
        return _numbered(value)
    if is_sequence(value):
        return listed(value)
    raise TypeError(f"unable to interpret object of type '{type(value).__name__}' as a color")


@lru_cache(maxsize=4096)
def cached(value: Any) -> int:
    """0xAABBGGRR of a colour that can be a key: a name, a tuple, a number."""
    red, green, blue, alpha = plain(value)
    return red | green << 8 | blue << 16 | alpha << 24

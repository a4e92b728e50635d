"""What surfaces, drawing and transforms share: reading a place or a rectangle, giving one back."""

from dataclasses import dataclass
from operator import index
from typing import Any

from ._boxlike import box, pair
from .rect import Rect

_new = object.__new__


@dataclass
class Screen:
    """The one surface that the page shows, once it is made, and the page's title.

    Attributes:
        shown_ms: when it was last shown, on the host's clock; None before.
    """

    surface: Any = None
    title: str = "pygame window"
    icon_title: str = "pygame window"
    shown_ms: float | None = None


screen = Screen()


def rect(x: int, y: int, width: int, height: int) -> Rect:
    """A Rect of numbers known to be whole, without the detours."""
    made: Rect = _new(Rect)
    made._x, made._y, made._w, made._h = x, y, width, height
    return made


def told(text: str) -> Rect:
    """A Rect out of the four numbers that the raster tells."""
    x, y, width, height = map(int, text.split())
    return rect(x, y, width, height)


def place(dest: Any) -> tuple[int, int]:
    """Where a blit goes: a point, or a rectangle's corner.

    Raises:
        TypeError: in pygame's words.
    """
    found = box(dest) or pair(dest)
    if found is None:
        raise TypeError("invalid destination position for blit")
    return found[0], found[1]


def point(value: Any) -> tuple[int, int]:
    """
    Raises:
        TypeError: it is no pair of numbers.
    """
    found = pair(value)
    if found is None:
        raise TypeError("position must be a sequence of two numbers")
    return found


def integer(value: Any) -> int:
    """What C's "i" takes: whole numbers, not floats."""
    return value if type(value) is int else index(value)


def need_surface(value: Any, position: int = 1) -> None:
    """
    Raises:
        TypeError: in pygame's words.
    """
    if not hasattr(value, "_raster"):
        kind = type(value).__name__
        raise TypeError(f"argument {position} must be pygame.surface.Surface, not {kind}")

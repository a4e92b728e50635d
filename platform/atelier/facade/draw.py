"""Shapes drawn onto surfaces, pixel for pixel as by pygame-ce; each tells the rectangle that it changed."""

import warnings
from typing import Any

import campus_raster as raster

from ._boxlike import box, pair
from ._numbers import single
from ._surfaces import integer, need_surface, told
from .color import packed
from .rect import Rect

__all__ = [
    "aacircle",
    "aaline",
    "aalines",
    "arc",
    "circle",
    "ellipse",
    "flood_fill",
    "line",
    "lines",
    "polygon",
    "rect",
]


def _area(value: Any) -> tuple[int, int, int, int]:
    found = box(value)
    if found is None:
        raise TypeError("rect argument is invalid")
    return found


def _end(value: Any, name: str) -> tuple[int, int]:
    found = pair(value)
    if found is None:
        raise TypeError(f"invalid {name} argument")
    return found


def _points(points: Any, least: int, few: str, number: Any = None) -> list[Any]:
    """The points one after the other: x, y, x, y..."""
    if not hasattr(points, "__len__") or not hasattr(points, "__getitem__"):
        raise TypeError("points argument must be a sequence of number pairs")
    if len(points) < least:
        raise ValueError(few)
    flat: list[Any] = []
    for value in points:
        found = pair(value) if number is None else pair(value, number)
        if found is None:
            raise TypeError("points must be number pairs")
        flat.extend(found)
    return flat


_TWO = "points argument must contain 2 or more points"
_THREE = "points argument must contain more than 2 points"


def rect(
    surface: Any,
    color: Any,
    rect: Any,
    width: Any = 0,
    border_radius: Any = -1,
    border_top_left_radius: Any = -1,
    border_top_right_radius: Any = -1,
    border_bottom_left_radius: Any = -1,
    border_bottom_right_radius: Any = -1,
) -> Rect:
    """A rectangle, filled or ``width`` pixels wide inwards, with square or round corners."""
    need_surface(surface)
    area = _area(rect)
    radii = (
        border_radius, border_top_left_radius, border_top_right_radius, border_bottom_left_radius,
        border_bottom_right_radius,
    )  # fmt: skip
    thickness = integer(width)
    if all(integer(radius) <= 0 for radius in radii):
        return told(raster.rectangle(surface._raster, packed(color), *area, thickness))
    return told(raster.rounded(surface._raster, packed(color), *area, thickness, *radii))


def line(surface: Any, color: Any, start_pos: Any, end_pos: Any, width: Any = 1) -> Rect:
    need_surface(surface)
    colour = packed(color)
    start, end = _end(start_pos, "start_pos"), _end(end_pos, "end_pos")
    return told(raster.line(surface._raster, colour, *start, *end, integer(width)))


def lines(surface: Any, color: Any, closed: Any, points: Any, width: Any = 1) -> Rect:
    """A chain of lines; ``closed`` joins the last point to the first."""
    need_surface(surface)
    colour = packed(color)
    flat = _points(points, 2, _TWO)
    return told(raster.lines(surface._raster, colour, integer(width), bool(closed), *flat))


def polygon(surface: Any, color: Any, points: Any, width: Any = 0) -> Rect:
    need_surface(surface)
    colour = packed(color)
    thickness = integer(width)
    flat = _points(points, 3, _THREE)
    if thickness:
        return told(raster.lines(surface._raster, colour, thickness, True, *flat))
    return told(raster.polygon(surface._raster, colour, *flat))


def _circle(
    draw: Any, surface: Any, color: Any, center: Any, radius: Any, width: Any, quarters: tuple[Any, ...]
) -> Rect:
    need_surface(surface)
    colour = packed(color)
    middle = pair(center)
    if middle is None:
        raise TypeError("center argument must be a pair of numbers")
    if not isinstance(radius, int | float):
        raise TypeError("radius argument must be a number")
    wanted = sum(1 << place for place, quarter in enumerate(quarters) if integer(quarter))
    return told(draw(surface._raster, colour, *middle, int(radius), integer(width), wanted))


def circle(
    surface: Any, color: Any, center: Any, radius: Any, width: Any = 0, draw_top_right: Any = False,
    draw_top_left: Any = False, draw_bottom_left: Any = False, draw_bottom_right: Any = False,
) -> Rect:  # fmt: skip
    quarters = (draw_top_right, draw_top_left, draw_bottom_left, draw_bottom_right)
    return _circle(raster.circle, surface, color, center, radius, width, quarters)


def aacircle(
    surface: Any, color: Any, center: Any, radius: Any, width: Any = 0, draw_top_right: Any = False,
    draw_top_left: Any = False, draw_bottom_left: Any = False, draw_bottom_right: Any = False,
) -> Rect:  # fmt: skip
    """A circle with a soft edge."""
    quarters = (draw_top_right, draw_top_left, draw_bottom_left, draw_bottom_right)
    return _circle(raster.smoothCircle, surface, color, center, radius, width, quarters)


def ellipse(surface: Any, color: Any, rect: Any, width: Any = 0) -> Rect:
    need_surface(surface)
    colour = packed(color)
    return told(raster.ellipse(surface._raster, colour, *_area(rect), integer(width)))


def arc(surface: Any, color: Any, rect: Any, start_angle: Any, stop_angle: Any, width: Any = 1) -> Rect:
    """A part of an ellipse's outline, anticlockwise; angles in radians."""
    need_surface(surface)
    for angle in (start_angle, stop_angle):
        if not isinstance(angle, int | float):
            raise TypeError(f"must be real number, not {type(angle).__name__}")
    colour = packed(color)
    return told(raster.arc(surface._raster, colour, *_area(rect), start_angle, stop_angle, integer(width)))


def aaline(surface: Any, color: Any, start_pos: Any, end_pos: Any, width: Any = 1, blend: Any = None) -> Rect:
    """A line with soft edges."""
    need_surface(surface)
    _no_blend(blend)
    colour = packed(color)
    start, end = pair(start_pos, single), pair(end_pos, single)
    if start is None or end is None:
        raise TypeError(f"invalid {'start_pos' if start is None else 'end_pos'} argument")
    return told(raster.smoothLine(surface._raster, colour, *start, *end, integer(width)))


def aalines(surface: Any, color: Any, closed: Any, points: Any, blend: Any = None) -> Rect:
    need_surface(surface)
    _no_blend(blend)
    flat = _points(points, 2, _TWO, single)
    return told(raster.smoothLines(surface._raster, packed(color), bool(closed), *flat))


def _no_blend(blend: Any) -> None:
    if blend is not None:
        warnings.warn(
            "blend argument is deprecated and has no functionality and "
            "will be completely removed in a future version of pygame-ce",
            DeprecationWarning,
            stacklevel=3,
        )


def flood_fill(surface: Any, color: Any, start_pos: Any) -> Rect:
    """Fills all that touches a pixel and has its colour."""
    need_surface(surface)
    x, y = _end(start_pos, "start_pos")
    return told(raster.flood(surface._raster, packed(color), x, y))

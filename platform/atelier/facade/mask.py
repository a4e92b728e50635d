"""Masks: which pixels of a sprite count, for collisions that are exact to the pixel."""

from math import atan2, degrees
from typing import Any

import campus_raster as raster

from ._boxlike import box, pair
from ._surfaces import integer, need_surface, rect
from .color import packed
from .constants import SRCALPHA
from .rect import Rect
from .surface import Surface

__all__ = ["Mask", "MaskType", "from_surface", "from_threshold"]


def _two(value: Any, name: str) -> tuple[int, int]:
    found = pair(value)
    if found is None:
        raise TypeError(f"{name} must be two numbers")
    return found


class Mask:
    """A bit for each pixel."""

    __slots__ = ("__weakref__", "_bits", "_h", "_w")

    def __init__(self, size: Any, fill: Any = False) -> None:
        width, height = _two(size, "size")
        if width < 0 or height < 0:
            raise ValueError("cannot create mask with negative size")
        self._take(raster.mask(width, height))
        if fill:
            self.fill()

    def _take(self, bits: Any) -> None:
        self._bits = bits
        self._w, self._h = bits.width, bits.height

    @classmethod
    def _of(cls, bits: Any) -> "Mask":
        made = object.__new__(Mask)
        made._take(bits)
        return made

    def __repr__(self) -> str:
        return f"<Mask({self._w}x{self._h})>"

    def copy(self) -> Any:
        made = object.__new__(type(self))
        made._take(raster.maskCopy(self._bits))
        return made

    __copy__ = copy

    def get_size(self) -> tuple[int, int]:
        return self._w, self._h

    def get_rect(self, *wrong: Any, **sides: Any) -> Rect:
        if wrong:
            raise TypeError("get_rect only supports keyword arguments")
        made = rect(0, 0, self._w, self._h)
        for name, value in sides.items():
            setattr(made, name, value)
        return made

    def _place(self, pos: Any) -> int:
        x, y = _two(pos, "pos")
        if not (0 <= x < self._w and 0 <= y < self._h):
            raise IndexError(f"{x}, {y} is out of bounds")
        return int(y * self._w + x)

    def get_at(self, pos: Any) -> int:
        return int(raster.bit(self._bits, self._place(pos)))

    def set_at(self, pos: Any, value: Any = 1) -> None:
        raster.setBit(self._bits, self._place(pos), 1 if integer(value) else 0)

    def _other(self, other: Any, offset: Any) -> tuple[Any, int, int]:
        if not isinstance(other, Mask):
            raise TypeError(f"argument 1 must be pygame.mask.Mask, not {type(other).__name__}")
        return other._bits, *_two(offset, "offset")

    def overlap(self, other: Any, offset: Any) -> tuple[int, int] | None:
        """A pixel that is set in both, ``other`` lying at ``offset``; None where there is none."""
        found = raster.overlap(self._bits, *self._other(other, offset))
        if not found:
            return None
        x, y = found.split()
        return int(x), int(y)

    def overlap_area(self, other: Any, offset: Any) -> int:
        return int(raster.overlapArea(self._bits, *self._other(other, offset)))

    def overlap_mask(self, other: Any, offset: Any) -> "Mask":
        return self._of(raster.overlapMask(self._bits, *self._other(other, offset)))

    def draw(self, other: Any, offset: Any) -> None:
        raster.stamp(self._bits, *self._other(other, offset), 1)

    def erase(self, other: Any, offset: Any) -> None:
        raster.stamp(self._bits, *self._other(other, offset), 0)

    def fill(self) -> None:
        raster.setAll(self._bits, 1)

    def clear(self) -> None:
        raster.setAll(self._bits, 0)

    def invert(self) -> None:
        raster.setAll(self._bits, 2)

    def count(self) -> int:
        return int(raster.count(self._bits))

    def scale(self, scale: Any) -> "Mask":
        width, height = _two(scale, "scale")
        if width < 0 or height < 0:
            raise ValueError("cannot scale mask to negative size")
        return self._of(raster.scaleMask(self._bits, width, height))

    def centroid(self) -> tuple[int, int]:
        count, x, y, *_ = raster.moments(self._bits)
        return (int(x) // int(count), int(y) // int(count)) if count else (0, 0)

    def angle(self) -> float:
        """The direction it is longest in, in degrees from -90 to 90; 0 where it is empty."""
        count, *sums = map(int, raster.moments(self._bits))
        if not count:
            return 0.0
        # As in pygame, everything is a whole number.
        across, down, xx, yy, xy = (value // count for value in sums)
        top = 2 * (xy - across * down)
        bottom = (xx - across * across) - (yy - down * down)
        return -degrees(atan2(top, bottom)) / 2

    def outline(self, every: Any = 1) -> list[tuple[int, int]]:
        """The points around the first shape, clockwise."""
        flat = [int(number) for number in raster.outline(self._bits, integer(every))]
        return list(zip(flat[::2], flat[1::2], strict=True))

    def convolve(self, other: Any, output: Any = None, offset: Any = (0, 0)) -> "Mask":
        bits, x, y = self._other(other, offset)
        if output is None:
            output = Mask((max(0, self._w + other._w - 1), max(0, self._h + other._h - 1)))
        raster.convolve(self._bits, bits, output._bits, x, y)
        return output  # type: ignore[no-any-return]

    def connected_component(self, pos: Any = None) -> "Mask":
        """The shape at a pixel; without one, the largest."""
        if pos is None:
            return self._of(raster.component(self._bits, -1, -1))
        place = self._place(pos)
        return self._of(raster.component(self._bits, place % self._w, place // self._w))

    def connected_components(self, minimum: Any = 0) -> list["Mask"]:
        return [self._of(bits) for bits in raster.components(self._bits, integer(minimum))]

    def get_bounding_rects(self) -> list[Rect]:
        flat = [int(number) for number in raster.boxes(self._bits)]
        return [rect(*flat[place : place + 4]) for place in range(0, len(flat), 4)]

    def to_surface(
        self,
        surface: Any = None,
        setsurface: Any = None,
        unsetsurface: Any = None,
        setcolor: Any = (255, 255, 255, 255),
        unsetcolor: Any = (0, 0, 0, 255),
        dest: Any = (0, 0),
        area: Any = None,
    ) -> Any:
        """Paints set and unset pixels onto a surface, each with a colour or with another surface's pixels."""
        for name, value in (("surface", surface), ("setsurface", setsurface), ("unsetsurface", unsetsurface)):
            if value is not None and not isinstance(value, Surface):
                raise TypeError(f"invalid {name} argument")
        if surface is None:
            surface = Surface((self._w, self._h), SRCALPHA)
        corner = box(dest) or pair(dest)
        if corner is None:
            raise TypeError("invalid dest argument")
        part = (0, 0, self._w, self._h) if area is None else box(area)
        if part is None:
            raise TypeError("invalid area argument")
        paints = []
        for source, colour in ((setsurface, setcolor), (unsetsurface, unsetcolor)):
            paints.append(None if source is None else source._raster)
            paints.append(-1 if colour is None else packed(colour))
        raster.paintMask(self._bits, surface._raster, *paints, corner[0], corner[1], *part)
        return surface


Mask.__module__ = "pygame.mask"
MaskType = Mask


def from_surface(surface: Any, threshold: Any = 127) -> Mask:
    """Set where the surface is more opaque than that, or is not of its colour key."""
    need_surface(surface)
    return Mask._of(raster.maskOf(surface._raster, integer(threshold)))


def from_threshold(
    surface: Any,
    color: Any,
    threshold: Any = (0, 0, 0, 255),
    othersurface: Any = None,
    palette_colors: Any = 1,
) -> Mask:
    need_surface(surface)
    other = None if othersurface is None else othersurface._raster
    return Mask._of(raster.maskNear(surface._raster, packed(color), packed(threshold), other))

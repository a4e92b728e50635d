"""Surface: an image in memory, drawn on and copied, with pygame-ce's interface over the raster's pixels."""

from collections.abc import Iterable
from typing import Any, Self

import campus_raster as raster

from ._boxlike import box, box_of, pair
from ._kinds import DEPTHS, Kinds
from ._queue import Queue
from ._session import error
from ._surfaces import integer, place, point, rect, told
from .color import Color, packed
from .constants import SRCALPHA
from .rect import FRect, Rect

__all__ = ["Surface", "SurfaceType"]

_BLENDS = frozenset((*range(1, 10), 16, 17, 18))
_SDL2 = 18
_SIZE = "size needs to be (number width, number height)"
_blit = raster.blit
_blit_part = raster.blitPart
_fill = raster.fill


class Surface(Kinds):
    """Pixels with 8 bits of red, green, blue, and of opacity where it was made with SRCALPHA."""

    __slots__ = (
        "__weakref__",
        "_clip",
        "_depth",
        "_display",
        "_h",
        "_key",
        "_offset",
        "_opacity",
        "_parent",
        "_raster",
        "_w",
    )

    def __init__(self, size: Any, flags: Any = 0, depth: Any = 0, masks: Any = None) -> None:
        found = pair(size)
        if found is None:
            raise ValueError(_SIZE)
        model = depth if isinstance(depth, Surface) else None
        flags = integer(flags)
        if model is None:
            depth = integer(depth) or 32
            if depth not in DEPTHS:
                raise ValueError("nonstandard bit depth given")
        width, height = found
        if width < 0 or height < 0:
            raise error("Invalid resolution for Surface")
        alpha = bool(flags & SRCALPHA) or (bool(masks) and len(masks) > 3 and bool(masks[3]))
        if model is not None:
            alpha, depth = model._raster.alpha, model._depth
        self._take(raster.create(width, height, alpha), depth)
        if model is not None and not flags & SRCALPHA:
            self._said(None, None)

    def _take(self, made: Any, depth: int = 32) -> None:
        """Becomes the surface of these pixels."""
        self._raster = made
        self._w, self._h = made.width, made.height
        self._depth = depth
        self._clip: tuple[int, int, int, int] | None = None
        self._key: int | None = None
        # None: not blended at all.
        self._opacity: int | None = 255 if made.alpha else None
        self._parent: Surface | None = None
        self._offset = (0, 0)
        self._display = 0

    @classmethod
    def _of(cls, made: Any, depth: int = 32) -> Self:
        surface = object.__new__(cls)
        surface._take(made, depth)
        return surface

    def _like(self, made: Any) -> Any:
        """Other pixels that are copied onto others as these are."""
        surface = object.__new__(type(self))
        surface._take(made, self._depth)
        surface._said(self._key, self._opacity if made.alpha else self._faded)
        return surface

    def _said(self, key: int | None, opacity: int | None) -> None:
        self._key, self._opacity = key, opacity
        raster.mark(
            self._raster,
            -1 if key is None else key & 0xFFFFFF,
            255 if opacity is None else opacity,
            opacity is not None,
        )

    def __repr__(self) -> str:
        said = f"{self._w}x{self._h}x{self._depth}"
        if self._key is not None:
            said += f", colorkey={self.get_colorkey()}"
        if self._opacity is not None:
            said += f", global_alpha={self._opacity}"
        return f"<Surface({said})>"

    def blit(self, source: Any, dest: Any = (0, 0), area: Any = None, special_flags: Any = 0) -> Rect:
        """Copies a surface, or the part of it that ``area`` says, and gives back where it came to lie."""
        if not isinstance(source, Surface):
            raise TypeError(f"argument 1 must be pygame.surface.Surface, not {type(source).__name__}")
        if type(dest) is Rect:
            x, y = dest._x, dest._y
        elif type(dest) is tuple and len(dest) == 2 and type(dest[0]) is int and type(dest[1]) is int:
            x, y = dest
        else:
            x, y = place(dest)
        if area is None and not special_flags:
            answer = _blit(self._raster, source._raster, x, y)
            return told(answer) if answer else rect(x, y, source._w, source._h)
        return self._blit_part(source, x, y, area, special_flags)

    def _blit_part(self, source: "Surface", x: int, y: int, area: Any, special_flags: Any) -> Rect:
        part = (0, 0, source._w, source._h)
        if area is not None:
            found = box(area)
            if found is None:
                raise TypeError("Invalid rectstyle argument")
            part = found
        flags = integer(special_flags)
        if flags and flags not in _BLENDS:
            raise error("Invalid argument passed to blit.")
        answer = _blit_part(self._raster, source._raster, x, y, *part, 0 if flags == _SDL2 else flags)
        return told(answer) if answer else rect(x, y, part[2], part[3])

    def blits(self, blit_sequence: Any, doreturn: Any = 1) -> list[Rect] | None:
        """Many blits, each a tuple of ``blit``'s arguments."""
        wrong = "blit_sequence should be iterator of (Surface, dest)"
        if not isinstance(blit_sequence, Iterable):
            raise ValueError(wrong)
        queue = Queue(self._raster)
        for item in blit_sequence:
            if not isinstance(item, (tuple, list)) or not 2 <= len(item) <= 4:
                raise ValueError(wrong)
            if not isinstance(item[0], Surface):
                raise TypeError("Source objects must be a surface")
            if len(item) == 2 or (item[2] is None and (len(item) == 3 or not item[3])):
                queue.add(item[0], item[1])
            else:
                queue.draw()
                queue.drawn.append(self.blit(*item))
        queue.draw()
        return queue.drawn if doreturn else None

    def fblits(self, blit_sequence: Any, special_flags: Any = 0) -> None:
        """Many whole surfaces at once, as quickly as can be."""
        if not isinstance(blit_sequence, Iterable):
            raise ValueError("blit_sequence should be iterator of (Surface, dest)")
        queue = Queue(self._raster)
        for item in blit_sequence:
            if not isinstance(item, tuple) or len(item) != 2:
                raise ValueError("Blit_sequence item should be a tuple of (Surface, dest)")
            if not isinstance(item[0], Surface):
                raise TypeError("Source objects must be a Surface")
            if special_flags:
                self.blit(item[0], item[1], None, special_flags)
            else:
                queue.add(item[0], item[1])
        queue.draw()

    def fill(self, color: Any, rect: Any = None, special_flags: Any = 0) -> Rect:
        """Fills a rectangle, or all that the clip leaves."""
        colour = packed(color)
        if rect is None:
            area = (0, 0, self._w, self._h)
        else:
            found = box(rect)
            if found is None:
                raise ValueError("invalid rectstyle object")
            area = found
        if special_flags and integer(special_flags) not in _BLENDS:
            raise error("invalid blend flag for this operation")
        return told(_fill(self._raster, colour, *area, special_flags))

    def scroll(self, dx: Any = 0, dy: Any = 0, scroll_flag: Any = 0, /) -> None:
        """Moves all that is in the clip; what comes in was there, is nothing (ERASE) or went out (REPEAT)."""
        flag = integer(scroll_flag)
        if flag not in (0, 2, 4):
            raise ValueError("Scroll flag can only be 0, SCROLL_ERASE or SCROLL_REPEAT")
        raster.scroll(self._raster, integer(dx), integer(dy), flag)

    def get_at(self, x_y: Any, /) -> Color:
        x, y = point(x_y)
        if not (0 <= x < self._w and 0 <= y < self._h):
            raise IndexError("pixel index out of range")
        pixel = raster.get(self._raster, x, y)
        return Color(pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255, pixel >> 24)

    def set_at(self, *arguments: Any) -> None:
        if len(arguments) != 2:
            raise TypeError(f"set_at takes exactly 2 arguments ({len(arguments)} given)")
        x, y = point(arguments[0])
        raster.set(self._raster, x, y, packed(arguments[1]))

    def set_clip(self, rect: Any, /) -> None:
        found = (0, 0, self._w, self._h) if rect is None else box(rect)
        if found is None:
            raise ValueError("invalid rectstyle object")
        self._clip = tuple(map(int, raster.clip(self._raster, *found).split()))  # type: ignore[assignment]

    def get_clip(self) -> Rect:
        return rect(*(self._clip or (0, 0, self._w, self._h)))

    def subsurface(self, *area: Any) -> Any:
        """A part of this surface, which shares its pixels."""
        try:
            x, y, width, height = box_of(area)
        except TypeError:
            raise ValueError("invalid rectstyle argument") from None
        if x < 0 or y < 0 or x + width > self._w or y + height > self._h or width < 0 or height < 0:
            raise ValueError("subsurface rectangle outside surface area")
        part = object.__new__(type(self))
        part._take(raster.part(self._raster, x, y, width, height), self._depth)
        part._said(
            self._key, (255 if self._opacity is None else self._opacity) if self._raster.alpha else None
        )
        part._parent, part._offset = self, (x, y)
        return part

    def get_parent(self) -> "Surface | None":
        return self._parent

    def get_abs_parent(self) -> "Surface":
        return self if self._parent is None else self._parent.get_abs_parent()

    def get_offset(self) -> tuple[int, int]:
        return self._offset

    def get_abs_offset(self) -> tuple[int, int]:
        if self._parent is None:
            return 0, 0
        x, y = self._parent.get_abs_offset()
        return x + self._offset[0], y + self._offset[1]

    def get_rect(self, *wrong: Any, **sides: Any) -> Rect:
        """Where it would lie: at 0, 0, or where a side or corner is given."""
        if wrong:
            raise TypeError("get_rect only accepts keyword arguments")
        made = rect(0, 0, self._w, self._h)
        for name, value in sides.items():
            setattr(made, name, value)
        return made

    def get_frect(self, *wrong: Any, **sides: Any) -> FRect:
        if wrong:
            raise TypeError("get_frect only accepts keyword arguments")
        made = FRect(0, 0, self._w, self._h)
        for name, value in sides.items():
            setattr(made, name, value)
        return made

    def get_bounding_rect(self, min_alpha: Any = 1) -> Rect:
        """The smallest rectangle with all pixels that are opaque enough, and not the colour key."""
        return told(raster.bounds(self._raster, integer(min_alpha)))


Surface.__module__ = "pygame.surface"
SurfaceType = Surface

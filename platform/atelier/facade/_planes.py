"""What a surface says of itself: its size, its format, its transparency; the quiet half of ``Surface``."""

from typing import Any, NoReturn

import campus_raster as raster

from ._session import error
from ._surfaces import integer, point
from .color import Color, packed
from .constants import SRCALPHA, SRCCOLORKEY

_RGB = (0xFF0000, 0xFF00, 0xFF)
_ALPHA = 0xFF000000


def _swapped(colour: int) -> int:
    """0xAABBGGRR as SDL's 0xAARRGGBB, and back."""
    return colour & 0xFF00FF00 | (colour & 0xFF) << 16 | colour >> 16 & 0xFF


class Planes:
    """Needs the attributes of ``Surface``."""

    __slots__ = ()
    _raster: Any
    _w: int
    _h: int
    _depth: int
    _key: int | None
    _opacity: int | None
    _display: int

    def _said(self, key: int | None, opacity: int | None) -> None:
        raise NotImplementedError

    @property
    def width(self) -> int:
        return self._w

    @property
    def height(self) -> int:
        return self._h

    @property
    def size(self) -> tuple[int, int]:
        return self._w, self._h

    def get_width(self) -> int:
        return self._w

    def get_height(self) -> int:
        return self._h

    def get_size(self) -> tuple[int, int]:
        return self._w, self._h

    def get_flags(self) -> int:
        flags = self._display
        if self._opacity is not None:
            flags |= SRCALPHA
        if self._key is not None:
            flags |= SRCCOLORKEY
        return flags

    def get_bitsize(self) -> int:
        return self._depth

    def get_bytesize(self) -> int:
        return (self._depth + 7) // 8

    def get_pitch(self) -> int:
        return int(self._raster.pitch * self.get_bytesize() + 3) // 4 * 4

    def get_masks(self) -> tuple[int, int, int, int]:
        return *_RGB, _ALPHA if self._raster.alpha else 0

    def get_shifts(self) -> tuple[int, int, int, int]:
        return 16, 8, 0, 24 if self._raster.alpha else 0

    def get_losses(self) -> tuple[int, int, int, int]:
        return 0, 0, 0, 0 if self._raster.alpha else 8

    def set_masks(self, color: Any, /) -> NoReturn:
        raise TypeError("The surface masks are read-only in SDL2")

    def set_shifts(self, color: Any, /) -> NoReturn:
        raise TypeError("The surface shifts are read-only in SDL2")

    def get_blendmode(self) -> int:
        return int(self._opacity is not None)

    def set_alpha(self, value: Any = None, flags: Any = 0, /) -> None:
        """Its opacity as a whole, 0 to 255; None: it is copied as it is."""
        if value is None:
            self._said(self._key, None)
            return
        if not isinstance(value, int | float):
            raise TypeError("invalid alpha argument")
        self._said(self._key, max(0, min(255, int(value))))

    def get_alpha(self) -> int | None:
        return self._opacity

    def set_colorkey(self, color: Any = None, flags: Any = 0, /) -> None:
        """The colour that is not copied; None for none."""
        if color is None:
            self._said(None, self._opacity)
            return
        colour = _swapped(color) if isinstance(color, int) else packed(color)
        # A colour key makes SDL blend a surface whose pixels have an opacity.
        self._said(colour | _ALPHA, self._opacity)

    def get_colorkey(self) -> tuple[int, int, int, int] | None:
        if self._key is None:
            return None
        return self._key & 255, self._key >> 8 & 255, self._key >> 16 & 255, 255

    def map_rgb(self, color: Any, /) -> int:
        colour = _swapped(packed(color))
        return colour if self._raster.alpha else colour & 0xFFFFFF

    def unmap_rgb(self, mapped_int: Any, /) -> Color:
        pixel = integer(mapped_int)
        alpha = pixel >> 24 & 255 if self._raster.alpha else 255
        return Color(pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255, alpha)

    def get_at_mapped(self, x_y: Any, /) -> int:
        x, y = point(x_y)
        if not (0 <= x < self._w and 0 <= y < self._h):
            raise IndexError("pixel index out of range")
        pixel = _swapped(raster.get(self._raster, x, y))
        return pixel if self._raster.alpha else pixel & 0xFFFFFF

    def lock(self) -> None:
        pass

    def unlock(self) -> None:
        pass

    def mustlock(self) -> bool:
        return False

    def get_locked(self) -> bool:
        return False

    def get_locks(self) -> tuple[Any, ...]:
        return ()

    def get_palette(self) -> NoReturn:
        raise error("Surface has no palette to get\n")

    def get_palette_at(self, index: Any, /) -> NoReturn:
        raise error("Surface has no palette to set\n")

    def set_palette(self, palette: Any, /) -> NoReturn:
        raise error("Surface colors are not indexed\n")

    def set_palette_at(self, index: Any, color: Any, /) -> NoReturn:
        raise error("Surface colors are not indexed\n")

    def premul_alpha(self) -> Any:
        """A copy whose colours are multiplied by their opacity, for BLEND_PREMULTIPLIED."""
        made = self.copy()  # type: ignore[attr-defined]
        made.premul_alpha_ip()
        return made

    def premul_alpha_ip(self) -> Any:
        if not self._raster.alpha:
            raise ValueError("source surface to be alpha pre-multiplied must have alpha channel")
        raster.premultiply(self._raster)
        return self

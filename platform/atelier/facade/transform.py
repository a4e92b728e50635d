"""Surfaces made anew out of others: another size, turned, mirrored, blurred, in other colours."""

from typing import Any

import campus_raster as raster
from pyodide.ffi import to_js

from ._boxlike import box, pair
from ._numbers import single
from ._surfaces import integer, need_surface
from .color import packed

__all__ = [
    "average_color",
    "average_surfaces",
    "box_blur",
    "chop",
    "flip",
    "gaussian_blur",
    "get_smoothscale_backend",
    "grayscale",
    "hsl",
    "invert",
    "laplacian",
    "pixelate",
    "rotate",
    "rotozoom",
    "scale",
    "scale2x",
    "scale_by",
    "set_smoothscale_backend",
    "smoothscale",
    "smoothscale_by",
    "solid_overlay",
    "threshold",
]

_SMALLEST = 0.001
_SAME_SIZE = "Destination surface must be the same size as source surface."


def _given(surface: Any, made: Any, dest: Any, wrong: str) -> Any:
    """The result as a surface of its own, or inside the one that was handed in."""
    if dest is None:
        return surface._like(made)
    need_surface(dest, 2)
    if dest.get_size() != (made.width, made.height):
        raise ValueError(wrong)
    raster.replace(dest._raster, made)
    return dest


def _size(size: Any) -> tuple[int, int]:
    found = pair(size)
    if found is None:
        raise TypeError("size must be two numbers")
    return _positive(*found)


def _positive(width: int, height: int) -> tuple[int, int]:
    if width < 0 or height < 0:
        raise ValueError("Cannot scale to negative size")
    return width, height


def _times(surface: Any, factor: Any) -> tuple[int, int]:
    need_surface(surface)
    if isinstance(factor, int | float):
        across = down = float(factor)
    else:
        found = pair(factor, float)
        if found is None:
            raise TypeError("factor should be either one number or a sequence of two numbers.")
        across, down = found
    return _positive(int(surface._w * across), int(surface._h * down))


def _real(value: Any) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return single(value)


_GIVEN_SIZE = "Destination surface not the given width or height."


def scale(surface: Any, size: Any, dest_surface: Any = None) -> Any:
    """Each pixel is the nearest one of the source."""
    need_surface(surface)
    return _given(surface, raster.scale(surface._raster, *_size(size)), dest_surface, _GIVEN_SIZE)


def scale_by(surface: Any, factor: Any, dest_surface: Any = None) -> Any:
    return _given(surface, raster.scale(surface._raster, *_times(surface, factor)), dest_surface, _GIVEN_SIZE)


def smoothscale(surface: Any, size: Any, dest_surface: Any = None) -> Any:
    """Each pixel is a mean of those it covers."""
    need_surface(surface)
    size = _size(size)
    _smoothable(surface)
    return _given(surface, raster.smoothScale(surface._raster, *size), dest_surface, _GIVEN_SIZE)


def smoothscale_by(surface: Any, factor: Any, dest_surface: Any = None) -> Any:
    size = _times(surface, factor)
    _smoothable(surface)
    return _given(surface, raster.smoothScale(surface._raster, *size), dest_surface, _GIVEN_SIZE)


def _smoothable(surface: Any) -> None:
    if surface._depth < 24:
        raise ValueError("Only 24-bit or 32-bit surfaces can be smoothly scaled")


def scale2x(surface: Any, dest_surface: Any = None) -> Any:
    need_surface(surface)
    return _given(
        surface, raster.scale2x(surface._raster), dest_surface, "Destination surface not 2x bigger."
    )


def get_smoothscale_backend() -> str:
    return "SSE2"


def set_smoothscale_backend(backend: Any) -> None:
    if backend not in ("GENERIC", "SSE2", "NEON"):
        raise ValueError(f"Unknown backend type {backend}")


def flip(surface: Any, flip_x: Any, flip_y: Any) -> Any:
    need_surface(surface)
    return surface._like(raster.flip(surface._raster, bool(integer(flip_x)), bool(integer(flip_y))))


def rotate(surface: Any, angle: Any) -> Any:
    """Turned anticlockwise by an angle in degrees; large enough for all of it."""
    need_surface(surface)
    return surface._like(raster.rotate(surface._raster, _real(angle)))


def rotozoom(surface: Any, angle: Any, scale: Any) -> Any:
    """Turned and made larger or smaller, smoothly."""
    need_surface(surface)
    angle, zoom = _real(angle), _real(scale)
    if zoom and zoom < _SMALLEST:
        zoom = _SMALLEST
    made = surface._like(raster.rotozoom(surface._raster, angle, zoom))
    made._said(surface._key, 255 if surface._raster.alpha else None)
    return made


def grayscale(surface: Any, dest_surface: Any = None) -> Any:
    need_surface(surface)
    return _given(surface, raster.grayscale(surface._raster), dest_surface, _SAME_SIZE)


def invert(surface: Any, dest_surface: Any = None) -> Any:
    need_surface(surface)
    return _given(surface, raster.invert(surface._raster), dest_surface, _SAME_SIZE)


def laplacian(surface: Any, dest_surface: Any = None) -> Any:
    """Edges."""
    need_surface(surface)
    return _given(surface, raster.laplacian(surface._raster), dest_surface, _SAME_SIZE)


def box_blur(surface: Any, radius: Any, repeat_edge_pixels: Any = True, dest_surface: Any = None) -> Any:
    return _blurred(raster.boxBlur, surface, radius, repeat_edge_pixels, dest_surface)


def gaussian_blur(surface: Any, radius: Any, repeat_edge_pixels: Any = True, dest_surface: Any = None) -> Any:
    return _blurred(raster.gaussianBlur, surface, radius, repeat_edge_pixels, dest_surface)


def _blurred(blur: Any, surface: Any, radius: Any, repeat: Any, dest: Any) -> Any:
    need_surface(surface)
    radius = integer(radius)
    if radius < 0:
        raise ValueError("The radius should not be less than zero.")
    return _given(surface, blur(surface._raster, radius, bool(repeat)), dest, _SAME_SIZE)


def solid_overlay(surface: Any, color: Any, dest_surface: Any = None, keep_alpha: Any = False) -> Any:
    """One colour over all that is not transparent."""
    need_surface(surface)
    try:
        colour = packed(color)
    except TypeError:
        raise TypeError("invalid color argument") from None
    return _given(
        surface, raster.overlay(surface._raster, colour, bool(keep_alpha)), dest_surface, _SAME_SIZE
    )


def hsl(
    surface: Any, hue: Any = 0, saturation: Any = 0, lightness: Any = 0, dest_surface: Any = None
) -> Any:  # fmt: skip
    """Hue turned by degrees, saturation and lightness moved by -1 to 1."""
    need_surface(surface)
    moved = {"saturation": _real(saturation), "lightness": _real(lightness)}
    for name, value in moved.items():
        if not -1 <= value <= 1:
            raise ValueError(f"{name} value must be between -1 and 1, got {value}")
    made = raster.hsl(surface._raster, _real(hue), moved["saturation"], moved["lightness"])
    return _given(surface, made, dest_surface, _SAME_SIZE)


def pixelate(surface: Any, pixel_size: Any, dest_surface: Any = None) -> Any:
    need_surface(surface)
    size = integer(pixel_size)
    if size < 1:
        raise ValueError("pixel_size must be greater than 0")
    return _given(surface, raster.pixelate(surface._raster, size), dest_surface, _SAME_SIZE)


def _inside(surface: Any, rect: Any) -> tuple[int, int, int, int]:
    found = box(rect)
    if found is None:
        raise TypeError("Rect argument is invalid")
    x, y, width, height = found
    right, bottom = min(surface._w, x + width), min(surface._h, y + height)
    x, y = max(0, x), max(0, y)
    return x, y, max(0, right - x), max(0, bottom - y)


def chop(surface: Any, rect: Any) -> Any:
    """Without the rows and columns of a rectangle."""
    need_surface(surface)
    x, y, width, height = _inside(surface, rect)
    # Nothing is cut where the rectangle lies outside.
    return surface._like(raster.chop(surface._raster, min(x, surface._w), min(y, surface._h), width, height))


def average_color(surface: Any, rect: Any = None, consider_alpha: Any = False) -> tuple[int, int, int, int]:
    need_surface(surface)
    area = (0, 0, surface._w, surface._h) if rect is None else _inside(surface, rect)
    colour = raster.average(surface._raster, *area, bool(consider_alpha))
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255, colour >> 24 if surface._raster.alpha else 0


def average_surfaces(surfaces: Any, dest_surface: Any = None, palette_colors: Any = 1) -> Any:
    if not hasattr(surfaces, "__getitem__"):
        raise TypeError("Argument must be a sequence of surface objects.")
    if not len(surfaces):
        raise TypeError("Needs to be given at least one surface.")
    if not all(hasattr(one, "_raster") for one in surfaces):
        raise TypeError("Needs to be a surface object.")
    first = surfaces[0]
    same = [one._raster for one in surfaces if one.get_size() == first.get_size()]
    return _given(first, raster.mean(to_js(same)), dest_surface, _SAME_SIZE)


def threshold(
    dest_surface: Any, surface: Any, search_color: Any, threshold: Any = (0, 0, 0, 0),
    set_color: Any = (0, 0, 0, 0), set_behavior: Any = 1, search_surf: Any = None, inverse_set: Any = False,
) -> int:  # fmt: skip
    """How many pixels are near a colour; those are painted onto another surface where it asks for that."""
    if dest_surface is None and set_behavior:
        raise TypeError("argument 1 must be pygame.Surface, or None with set_behavior=1")
    need_surface(surface, 2)
    wanted = 0 if search_color is None else packed(search_color)
    colour = 0 if set_color is None else packed(set_color)
    search = None if search_surf is None else search_surf._raster
    target = None if dest_surface is None else dest_surface._raster
    return int(
        raster.threshold(
            target,
            surface._raster,
            wanted,
            packed(threshold),
            colour,
            integer(set_behavior),
            search,
            bool(inverse_set),
        )
    )

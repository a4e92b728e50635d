"""Images read from files and written to them, and pixels as bytes."""

import os
import struct
import zlib
from pathlib import Path
from typing import Any, NoReturn

import campus_raster as raster
from pyodide.ffi import to_js

from ._boxlike import pair
from ._files import read
from ._session import error
from ._surfaces import need_surface
from .surface import Surface

__all__ = [
    "frombuffer",
    "frombytes",
    "fromstring",
    "get_extended",
    "get_sdl_image_version",
    "load",
    "load_animation",
    "load_basic",
    "load_extended",
    "load_sized_svg",
    "save",
    "save_extended",
    "tobytes",
    "tostring",
]

_SIZES = {"P": 1, "RGB": 3, "BGR": 3, "BGRA": 4, "RGBX": 4, "RGBA": 4, "ARGB": 4, "ABGR": 4}
_WRITTEN = ("RGB", "RGBX", "RGBA", "ARGB", "BGRA", "ABGR", "RGBA_PREMULT", "ARGB_PREMULT")


def load(file: Any, namehint: Any = "", /) -> Surface:
    """An image as a new surface: PNG and BMP; what else the browser knows where it is a file of the game.

    Raises:
        FileNotFoundError, pygame.error: there is no such file, or no image in it.
    """
    data, path = read(file)
    found = raster.readImage(to_js(data))
    if found is not None:
        return Surface._of(found.surface, found.depth)
    decoded = raster.decoded(path) if path else None
    if decoded is None:
        raise error("Unsupported image format")
    return Surface._of(decoded, 32 if decoded.alpha else 24)


load_extended = load


def load_basic(file: Any, /) -> Surface:
    data, _ = read(file)
    found = raster.readImage(to_js(data)) if data[:2] == b"BM" else None
    if found is None:
        raise error("File is not a Windows BMP file")
    return Surface._of(found.surface, found.depth)


def load_sized_svg(file: Any, size: Any) -> Surface:
    surface = load(file)
    found = pair(size)
    if found is None:
        raise TypeError("size must be two numbers")
    return surface._like(raster.smoothScale(surface._raster, *found))  # type: ignore[no-any-return]


def load_animation(file: Any, namehint: Any = "") -> NoReturn:
    raise error("Animated images are not supported in a page: load each picture")


def save(surface: Any, file: Any, namehint: Any = "") -> None:
    """Writes a PNG or a BMP, as the file's name ends; BMP where it says nothing.

    Raises:
        pygame.error: the file cannot be written, or is of a kind that a page cannot make.
    """
    need_surface(surface)
    named = os.fspath(file) if isinstance(file, str | bytes | os.PathLike) else str(namehint)
    name = os.fsdecode(named).lower()
    if name.endswith((".jpg", ".jpeg", ".tga")):
        raise error("A page can save PNG and BMP images only")
    data = _png(surface) if name.endswith("png") else bytes(raster.writeBmp(surface._raster).to_bytes())
    if hasattr(file, "write"):
        file.write(data)
        return
    try:
        Path(os.fsdecode(file)).write_bytes(data)
    except OSError as wrong:
        raise error(f"Couldn't open {os.fsdecode(file)}: {wrong.strerror}") from None


save_extended = save


def _png(surface: Any) -> bytes:
    alpha = surface._raster.alpha
    rows = bytes(raster.toBytes(surface._raster, "RGBA" if alpha else "RGB", False).to_bytes())
    pitch = surface._w * (4 if alpha else 3)
    filtered = b"".join(b"\0" + rows[place : place + pitch] for place in range(0, len(rows), pitch or 1))
    header = struct.pack(">IIBBBBB", surface._w, surface._h, 8, 6 if alpha else 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def tobytes(surface: Any, format: Any, flipped: Any = False, pitch: Any = -1) -> bytes:
    """Its pixels, row after row, in an order such as "RGBA"."""
    need_surface(surface)
    if format == "P":
        raise ValueError('Can only create "P" format data with 8bit Surfaces')
    if format not in _WRITTEN:
        raise ValueError("Unrecognized type of format")
    return bytes(raster.toBytes(surface._raster, format, bool(flipped)).to_bytes())


tostring = tobytes


def _made(data: Any, size: Any, format: Any, flipped: Any, wrong: str) -> Surface:
    found = pair(size)
    if found is None:
        raise TypeError("size must be two numbers")
    width, height = found
    if width <= 0 or height <= 0:
        raise ValueError("Resolution must be nonzero positive values")
    if format not in _SIZES or format == "P":
        raise ValueError("Unrecognized type of format")
    if len(data) != width * height * _SIZES[format]:
        raise ValueError(wrong)
    made = raster.fromBytes(to_js(bytes(data)), width, height, format, bool(flipped))
    return Surface._of(made, 24 if _SIZES[format] == 3 else 32)


def frombytes(bytes: Any, size: Any, format: Any, flipped: Any = False, pitch: Any = -1) -> Surface:
    if not isinstance(bytes, _BYTES):
        raise TypeError(f"argument 1 must be bytes, not {type(bytes).__name__}")
    return _made(bytes, size, format, flipped, "Bytes length does not equal format and resolution size")


_BYTES = bytes


fromstring = frombytes


def frombuffer(buffer: Any, size: Any, format: Any, pitch: Any = -1) -> Surface:
    """Here a copy: later changes of the buffer do not show."""
    data = memoryview(buffer).tobytes()
    return _made(data, size, format, False, "Buffer length does not equal format and resolution size")


def get_extended() -> bool:
    return True


def get_sdl_image_version(linked: Any = True) -> tuple[int, int, int]:
    return 2, 8, 12

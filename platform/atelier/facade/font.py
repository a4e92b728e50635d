"""Fonts and texts: TrueType files of the game, and pygame's own font for every other name."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import campus_raster as raster
from pyodide.ffi import to_js

from ._files import read
from ._session import error, session
from ._surfaces import integer
from .color import packed
from .surface import Surface

__all__ = [
    "UCS4",
    "Font",
    "FontType",
    "SysFont",
    "get_default_font",
    "get_fonts",
    "get_init",
    "get_sdl_ttf_version",
    "init",
    "match_font",
    "quit",
]

UCS4 = 1
_DEFAULT = "freesansbold.ttf"
# pygame draws its own font smaller than asked for.
_DEFAULT_SHARE = 0.6875
_ALIGNS = (0, 1, 2)


def init() -> None:
    session.font = True


def quit() -> None:
    session.font = False


def get_init() -> bool:
    return session.font


def _need_font() -> None:
    if not session.font:
        raise error("font not initialized")


def get_default_font() -> str:
    return _DEFAULT


def get_sdl_ttf_version(linked: Any = True) -> tuple[int, int, int]:
    return 2, 24, 0


@lru_cache(maxsize=1)
def _default_face() -> Any:
    boxes = Path(__file__).with_name("freesansbold.boxes")
    measured = to_js(boxes.read_bytes()) if boxes.exists() else None
    return raster.openFace(to_js(Path(__file__).with_name(_DEFAULT).read_bytes()), measured)


def _face(file: Any) -> Any:
    if file is None or (isinstance(file, str) and file == _DEFAULT and not Path(file).exists()):
        return _default_face()
    data, _ = read(file)
    face = raster.openFace(to_js(data), None)
    if face is None:
        raise error("Couldn't load font file")
    return face


class Font:
    """A font at a size, in points of one pixel."""

    def __init__(self, filename: Any = None, size: Any = 20) -> None:
        _need_font()
        points = integer(size)
        if filename is None:
            points = int(points * _DEFAULT_SHARE)
        self._face = _face(filename)
        self._points = max(1, points)
        self._bold = self._italic = self._underline = self._strike = False
        self._align = 0
        self._outline = 0
        self._line: int | None = None
        self._set()

    def _set(self) -> None:
        self._font = raster.openFont(self._face, self._points, self._bold, self._italic)

    @property
    def name(self) -> str:
        return str(raster.faceNames(self._face).split("\n")[0])

    @property
    def style_name(self) -> str:
        return str(raster.faceNames(self._face).split("\n")[1])

    @property
    def bold(self) -> bool:
        return self._bold

    @bold.setter
    def bold(self, value: Any) -> None:
        self._bold = bool(value)
        self._set()

    @property
    def italic(self) -> bool:
        return self._italic

    @italic.setter
    def italic(self, value: Any) -> None:
        self._italic = bool(value)
        self._set()

    @property
    def underline(self) -> bool:
        return self._underline

    @underline.setter
    def underline(self, value: Any) -> None:
        self._underline = bool(value)

    @property
    def strikethrough(self) -> bool:
        return self._strike

    @strikethrough.setter
    def strikethrough(self, value: Any) -> None:
        self._strike = bool(value)

    @property
    def align(self) -> int:
        return self._align

    @align.setter
    def align(self, value: Any) -> None:
        if integer(value) not in _ALIGNS:
            raise error("font align must be FONT_LEFT, FONT_CENTER, or FONT_RIGHT")
        self._align = integer(value)

    @property
    def outline(self) -> int:
        return self._outline

    @outline.setter
    def outline(self, value: Any) -> None:
        self._outline = integer(value)

    @property
    def point_size(self) -> int:
        return self._points

    @point_size.setter
    def point_size(self, value: Any) -> None:
        self.set_point_size(value)

    def render(
        self, text: Any, antialias: Any, color: Any, bgcolor: Any = None, wraplength: Any = 0
    ) -> Surface:  # fmt: skip
        """A new surface with the text: of the background's colour, or transparent without one."""
        _need_font()
        colour = packed(color)
        background = -1 if bgcolor is None else packed(bgcolor)
        if text is None:
            text = ""
        text = _text(text)
        if "\0" in text:
            raise ValueError("A null character was found in the text")
        if not text:
            return Surface((0, self.get_height()))
        made = raster.renderText(
            self._font, text, integer(wraplength), self.get_linesize(), bool(antialias), colour, background,
            self._underline, self._strike, self._align,
        )  # fmt: skip
        surface = Surface._of(made, 32 if made.alpha else 8)
        if made.key >= 0:
            surface._said(made.key | 0xFF000000, None)
        return surface

    def size(self, text: Any, /) -> tuple[int, int]:
        _need_font()
        text = _text(text)
        return int(raster.widthOf(self._font, text)), int(raster.heightOf(self._font, text))

    def metrics(self, text: Any, /) -> list[tuple[int, int, int, int, int] | None]:
        """For each letter: left, right, bottom, top and how far it moves on; None where the font has none."""
        found: list[tuple[int, int, int, int, int] | None] = []
        for letter in _text(text):
            told = raster.metrics(self._font, ord(letter))
            found.append(tuple(map(int, told.split())) if told else None)  # type: ignore[arg-type]
        return found

    def get_linesize(self) -> int:
        return int(self._font.lineSize) if self._line is None else self._line

    def set_linesize(self, linesize: Any, /) -> None:
        if integer(linesize) < 0:
            raise ValueError("linesize must be >= 0")
        self._line = integer(linesize)

    def get_height(self) -> int:
        return int(self._font.height)

    def get_ascent(self) -> int:
        return int(self._font.ascent)

    def get_descent(self) -> int:
        return int(self._font.descent)

    def get_point_size(self) -> int:
        return self._points

    def set_point_size(self, val: Any, /) -> None:
        if integer(val) <= 0:
            raise ValueError("point_size cannot be equal to, or less than 0")
        self._points = integer(val)
        self._set()

    def get_bold(self) -> bool:
        return self._bold

    def set_bold(self, value: Any, /) -> None:
        self.bold = value

    def get_italic(self) -> bool:
        return self._italic

    def set_italic(self, value: Any, /) -> None:
        self.italic = value

    def get_underline(self) -> bool:
        return self._underline

    def set_underline(self, value: Any, /) -> None:
        self.underline = value

    def get_strikethrough(self) -> bool:
        return self._strike

    def set_strikethrough(self, value: Any, /) -> None:
        self.strikethrough = value

    def set_script(self, script_code: Any, /) -> None:
        pass

    def set_direction(self, direction: Any) -> None:
        pass


Font.__module__ = "pygame.font"
FontType = Font


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if not isinstance(value, str):
        raise TypeError("text must be a unicode or bytes")
    return value


def get_fonts() -> list[str]:
    """The names that ``SysFont`` knows; a page sees none of the machine's fonts."""
    return ["freesansbold"]


def match_font(name: Any, bold: Any = False, italic: Any = False) -> str | None:
    """The file of a font; None: there is only pygame's own."""
    return None


def SysFont(  # noqa: N802 -- pygame's own name
    name: Any, size: Any, bold: Any = False, italic: Any = False, constructor: Any = None
) -> Font:
    """pygame's own font, whatever the name: a page sees none of the machine's. It is bold already."""
    if constructor is not None:
        return constructor(None, size, bool(bold), bool(italic))  # type: ignore[no-any-return]
    font = Font(
        None if name is None else _DEFAULT, integer(size) if name is None else _like_system(integer(size))
    )
    font.italic = bool(italic)
    return font


def _like_system(size: int) -> int:
    """The size at which pygame's font is about as wide as Arial."""
    return max(1, round(size * 0.9))

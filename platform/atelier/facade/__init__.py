"""pygame for the browser: pygame-ce's interface over our own raster and the page, for programs as they are.

What it leaves out says so when it is used. Nothing here is pygame-ce's code but what the build takes from
the installed package (see NOTICE.txt).
"""

import importlib as _importlib
import sys as _sys
from typing import Any as _Any

from . import _host
from . import constants as constants
from ._missing import MissingModule as _MissingModule
from ._missing import missing as _missing
from ._session import error as error
from ._session import session as _state
from .constants import *  # noqa: F403
from .version import SDL as SDL
from .version import rev as rev
from .version import ver as ver
from .version import vernum as vernum

__version__ = ver
_host.take_over()


def _module(name: str, *wanted: str) -> None:
    """Imports a module of this package and what of it stands in ``pygame`` itself."""
    module = _importlib.import_module(f".{name}", __name__)
    globals().update({name: module, **{one: getattr(module, one) for one in wanted}})


_module("rect", "Rect", "FRect")
_module("color", "Color")
_module("math", "Vector2", "Vector3")
_module("surface", "Surface", "SurfaceType")
_module("display")
_module("draw")
_module("event", "Event")
_module("_inputs")
_module("key")
_module("mouse")
_module("cursors", "Cursor")
_module("time", "Clock")
_module("image")
_module("transform")
_module("mask", "Mask")
_module("sprite")
_module("font", "Font")
_module("mixer", "Sound", "Channel")
_module("mixer_music")
_module("joystick", "Joystick")
_module("colordict")
_module("locals")
_module("version")

_NO_ARRAYS = "there is no numpy in the browser"
_NO_PAGE = "a page in the browser cannot do that"
for _name, _why in {
    "surfarray": _NO_ARRAYS, "sndarray": _NO_ARRAYS, "pixelcopy": _NO_ARRAYS, "scrap": _NO_PAGE,
    "camera": _NO_PAGE, "midi": _NO_PAGE, "freetype": "use pygame.font", "gfxdraw": "use pygame.draw",
    "system": _NO_PAGE,
}.items():  # fmt: skip
    globals().setdefault(_name, _MissingModule(_name, _why))
BufferProxy = _missing("BufferProxy", _NO_ARRAYS)
PixelArray = globals().get("PixelArray") or _missing("PixelArray", "use Surface.get_at and set_at")
Window = _missing("Window", "there is one screen: use pygame.display")
_PARTS = ("display", "font", "mixer", "joystick")


def init() -> tuple[int, int]:
    """Switches on every part; how many worked, and how many did not."""
    if _state.began_ms is None or not _state.whole:
        _state.began_ms = _host.now_ms()
    _state.whole = True
    for name in _PARTS:
        globals()[name].init()
    return 5, 0


def quit() -> None:
    for left in reversed(_state.at_quit):
        left()
    _state.at_quit.clear()
    for name in reversed(_PARTS):
        globals()[name].quit()
    for name in ("time", "event"):
        globals()[name].reset()
    _state.whole = False
    _state.began_ms = None


def get_init() -> bool:
    return _state.whole


def register_quit(callable: _Any, /) -> None:
    _state.at_quit.append(callable)


def get_error() -> str:
    return _state.said


def set_error(message: str, /) -> None:
    _state.said = str(message)


def get_sdl_version(linked: bool = True) -> tuple[int, int, int]:
    return SDL[0], SDL[1], SDL[2]


def get_sdl_byteorder() -> int:
    return int(constants.LIL_ENDIAN)


def encode_string(obj: _Any = None, encoding: str = "unicode_escape", errors: str = "backslashreplace", etype: _Any = None) -> _Any:  # fmt: skip # noqa: E501
    return obj.encode(encoding, errors) if isinstance(obj, str) else obj


def encode_file_path(obj: _Any = None, etype: _Any = None) -> _Any:
    return encode_string(obj, _sys.getfilesystemencoding())


def print_debug_info(filename: _Any = None) -> None:
    _sys.stdout.write(f"pygame for the browser, as pygame-ce {ver}; Python {_sys.version}\n")

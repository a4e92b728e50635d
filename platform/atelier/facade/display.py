"""The screen: one surface that the page shows each time it is told to."""

import sys
from dataclasses import dataclass
from typing import Any

import campus_raster as raster

from . import _host
from ._boxlike import box, pair
from ._session import error, need_video, session
from ._surfaces import integer, need_surface, screen
from .constants import DOUBLEBUF, FULLSCREEN, NOFRAME, OPENGL, RESIZABLE, SCALED, SHOWN
from .surface import Surface

__all__ = [
    "Info",
    "flip",
    "get_active",
    "get_allow_screensaver",
    "get_caption",
    "get_current_refresh_rate",
    "get_desktop_refresh_rates",
    "get_desktop_sizes",
    "get_driver",
    "get_init",
    "get_num_displays",
    "get_surface",
    "get_window_position",
    "get_window_size",
    "get_wm_info",
    "iconify",
    "init",
    "is_fullscreen",
    "is_vsync",
    "list_modes",
    "message_box",
    "mode_ok",
    "quit",
    "set_allow_screensaver",
    "set_caption",
    "set_gamma",
    "set_gamma_ramp",
    "set_icon",
    "set_mode",
    "set_palette",
    "set_window_position",
    "toggle_fullscreen",
    "update",
]

# What a program is told that the machine's screen measures: what set_mode() without a size takes.
_DESKTOP = (1024, 768)
_RATE_HZ = 60
_FRAME_MS = 1000 / _RATE_HZ
_KNOWN_FLAGS = DOUBLEBUF | FULLSCREEN | NOFRAME | OPENGL | RESIZABLE | SCALED
_LARGEST = 8192


def init() -> None:
    session.video = True


def quit() -> None:
    session.video = False
    screen.surface = None
    raster.show(None)


def get_init() -> bool:
    return session.video


def set_mode(size: Any = (0, 0), flags: Any = 0, depth: Any = 0, display: Any = 0, vsync: Any = 0) -> Surface:
    """Makes the screen, black, of this size; the same Surface object every time.

    Raises:
        pygame.error: the size is negative, or too large for a page.
    """
    found = pair(size) if size is not None else (0, 0)
    if found is None:
        raise TypeError("size must be two numbers")
    flags = integer(flags)
    if not session.video:
        init()
    if found[0] < 0 or found[1] < 0:
        raise error("Cannot set negative sized display mode")
    width, height = found[0] or _DESKTOP[0], found[1] or _DESKTOP[1]
    if max(width, height) > _LARGEST:
        raise error("Couldn't create window: the page is too small")
    surface: Surface = screen.surface or Surface((0, 0))
    surface._take(raster.create(width, height, False))
    surface._display = SHOWN | flags & _KNOWN_FLAGS
    raster.show(surface._raster)
    _host.resize(width, height)
    screen.surface = surface
    return surface


def get_surface() -> Surface | None:
    found: Surface | None = screen.surface
    return found


def flip() -> None:
    """Shows what was drawn. A program that has not waited since the last time waits here, as with vsync."""
    _shown()
    _host.present()
    last = screen.shown_ms
    if last is not None and _host.yielded_ms() <= last:
        _host.wait(_FRAME_MS - (_host.now_ms() - last))
    else:
        _host.maybe_yield(_FRAME_MS)
    screen.shown_ms = _host.now_ms()


def update(*rectangles: Any) -> None:
    """As ``flip``; with rectangles there may be several in one frame, so that none waits for the next."""
    if not rectangles or rectangles == (None,):
        flip()
        return
    _shown()
    if len(rectangles) == 1:
        _check(rectangles[0])
    _host.present()
    _host.maybe_yield(_FRAME_MS)


def _check(value: Any) -> None:
    if box(value) is not None:
        return
    if not hasattr(value, "__iter__"):
        raise ValueError("update requires a rectstyle or an iterable of rectstyles")
    for one in value.values() if isinstance(value, dict) else value:
        if one is not None and box(one) is None:
            raise ValueError("update_rects requires a single list of rects")


def _shown() -> None:
    need_video()
    if screen.surface is None:
        raise error("Display mode not set")


def set_caption(title: Any, icontitle: Any = None, /) -> None:
    if not isinstance(title, str):
        raise TypeError(f"argument 1 must be str, not {type(title).__name__}")
    screen.title, screen.icon_title = title, title if icontitle is None else icontitle
    _host.caption(title)


def get_caption() -> tuple[str, str] | tuple[()]:
    return screen.title, screen.icon_title


def set_icon(surface: Any, /) -> None:
    need_surface(surface)
    if not session.video:
        init()


def get_driver() -> str:
    need_video()
    return "emscripten"


@dataclass(frozen=True)
class _VidInfo:
    """What ``Info`` tells of the screen."""

    current_w: int
    current_h: int
    hw: int = 0
    wm: int = 1
    video_mem: int = 0
    bitsize: int = 32
    bytesize: int = 4
    masks: tuple[int, int, int, int] = (0xFF0000, 0xFF00, 0xFF, 0)
    shifts: tuple[int, int, int, int] = (16, 8, 0, 0)
    losses: tuple[int, int, int, int] = (0, 0, 0, 8)
    blit_hw: int = 0
    blit_hw_CC: int = 0  # noqa: N815 -- pygame's own names
    blit_hw_A: int = 0  # noqa: N815
    blit_sw: int = 0
    blit_sw_CC: int = 0  # noqa: N815
    blit_sw_A: int = 0  # noqa: N815
    pixel_format: str = "PIXELFORMAT_RGB888"


def Info() -> _VidInfo:  # noqa: N802 -- pygame's own name
    need_video()
    width, height = _DESKTOP if screen.surface is None else screen.surface.size
    return _VidInfo(width, height)


def get_wm_info() -> dict[str, Any]:
    need_video()
    return {}


def get_desktop_sizes() -> list[tuple[int, int]]:
    need_video()
    return [_DESKTOP]


def list_modes(depth: Any = 0, flags: Any = FULLSCREEN, display: Any = 0) -> list[tuple[int, int]]:
    need_video()
    return [_DESKTOP]


def mode_ok(size: Any, flags: Any = 0, depth: Any = 0, display: Any = 0) -> int:
    need_video()
    if pair(size) is None:
        raise TypeError("size must be two numbers")
    return 32


def get_num_displays() -> int:
    return 1


def get_window_size() -> tuple[int, int]:
    need_video()
    if screen.surface is None:
        raise error("No open window")
    return screen.surface._w, screen.surface._h


def get_window_position() -> tuple[int, int]:
    _shown()
    return 0, 0


def set_window_position(position: Any) -> None:
    _shown()


def get_active() -> bool:
    return session.video and screen.surface is not None


def iconify() -> bool:
    _shown()
    return False


def toggle_fullscreen() -> int:
    _shown()
    return 0


def is_fullscreen() -> bool:
    return bool(screen.surface is not None and screen.surface._display & FULLSCREEN)


def is_vsync() -> bool:
    return True


def get_current_refresh_rate() -> int:
    _shown()
    return _RATE_HZ


def get_desktop_refresh_rates() -> list[int]:
    need_video()
    return [_RATE_HZ]


def get_allow_screensaver() -> bool:
    need_video()
    return False


def set_allow_screensaver(value: Any = True) -> None:
    need_video()


def set_gamma(red: Any, green: Any = None, blue: Any = None, /) -> bool:
    return False


def set_gamma_ramp(red: Any, green: Any, blue: Any, /) -> bool:
    return False


def set_palette(palette: Any = None, /) -> None:
    raise error("Display mode is not colormapped")


def gl_get_attribute(flag: Any, /) -> int:
    raise error("No OpenGL in a page: use pygame.draw and blit")


def gl_set_attribute(flag: Any, value: Any, /) -> None:
    need_video()


def message_box(title: Any, message: Any = None, *_rest: Any, **_named: Any) -> int:
    """A page may not open a box: the text is printed."""
    sys.stdout.write(f"{title}\n{message or ''}\n")
    return 0

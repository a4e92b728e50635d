"""The mouse: where it points, what is pressed, what it looks like."""

from operator import index
from typing import Any

from . import _host
from ._boxlike import pair
from ._inputs import inputs
from ._session import need_video

_PATIENCE_MS = 8


class _Pointer:
    """What of the pointer is this program's choice."""

    def __init__(self) -> None:
        self.cursor: tuple[Any, ...] = ()
        self.visible = True
        self.relative = False


_pointer = _Pointer()


def get_pos(desktop: Any = False) -> tuple[int, int]:
    _look()
    return inputs.place


def get_rel() -> tuple[int, int]:
    _look()
    moved, inputs.moved = inputs.moved, (0, 0)
    return moved


def get_pressed(num_buttons: Any = 3, desktop: Any = False) -> tuple[bool, ...]:
    count = index(num_buttons)
    if count not in (3, 5):
        raise ValueError("Number of buttons needs to be 3 or 5.")
    _look()
    return tuple(inputs.buttons[:count])


def get_just_pressed() -> tuple[bool, ...]:
    need_video()
    return tuple(button in inputs.clicked for button in range(1, 6))


def get_just_released() -> tuple[bool, ...]:
    need_video()
    return tuple(button in inputs.unclicked for button in range(1, 6))


def _look() -> None:
    need_video()
    _host.maybe_yield(_PATIENCE_MS)


def set_pos(*place: Any) -> None:
    """Says where the pointer is; a page cannot move the real one, which decides again when it moves."""
    need_video()
    found = pair(place[0] if len(place) == 1 else place)
    if found is None:
        raise TypeError("invalid position argument for set_pos")
    inputs.hear({"t": "mm", "x": found[0], "y": found[1]})


def set_visible(value: Any, /) -> bool:
    need_video()
    before, _pointer.visible = _pointer.visible, bool(index(value))
    _host.cursor(_pointer.visible)
    return before


def get_visible() -> bool:
    need_video()
    return _pointer.visible


def get_focused() -> bool:
    need_video()
    return inputs.focused


# pygame's own cursors.py makes `set_cursor` and `get_cursor` of these two.
def _set_cursor(**made: Any) -> None:
    need_video()
    ((_, _pointer.cursor),) = made.items()


def _get_cursor() -> tuple[Any, ...]:
    need_video()
    return _pointer.cursor


def set_system_cursor(cursor: Any, /) -> None:
    _set_cursor(system=(index(cursor),))


def get_relative_mode() -> bool:
    need_video()
    return _pointer.relative


def set_relative_mode(enable: Any, /) -> None:
    """Hides the pointer; a page cannot keep it from leaving, as a window can."""
    need_video()
    _pointer.relative = bool(enable)
    _host.cursor(_pointer.visible and not _pointer.relative)

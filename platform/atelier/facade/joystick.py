"""Game controllers: none, as far as a program in a page is concerned."""

from operator import index
from typing import Any

from ._session import error, session

__all__ = ["Joystick", "JoystickType", "get_count", "get_init", "init", "quit"]


def init() -> None:
    session.joystick = True


def quit() -> None:
    session.joystick = False


def get_init() -> bool:
    return session.joystick


def get_count() -> int:
    _need()
    return 0


def _need() -> None:
    if not session.joystick:
        raise error("joystick system not initialized")


class JoystickType:
    """A controller.

    Raises:
        error: always; there are none.
    """

    def __init__(self, *arguments: Any) -> None:
        if len(arguments) != 1:
            raise TypeError(f"function takes exactly 1 argument ({len(arguments)} given)")
        index(arguments[0])
        _need()
        raise error("Invalid joystick device number")


Joystick = JoystickType

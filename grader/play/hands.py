"""Keys and mouse of a player who follows a script: what a game reads of them."""

from collections.abc import Callable, Sequence
from typing import Any

import pygame

from grader.stage.program import put

BUTTONS = {"left": 1, "middle": 2, "right": 3}
_MODS = {
    "left shift": pygame.KMOD_LSHIFT,
    "right shift": pygame.KMOD_RSHIFT,
    "left ctrl": pygame.KMOD_LCTRL,
    "right ctrl": pygame.KMOD_RCTRL,
    "left alt": pygame.KMOD_LALT,
}
_TYPED = {"space": " ", "return": "\r", "tab": "\t", "backspace": "\b"}


class Pressed(Sequence[bool]):
    """As pygame.key.get_pressed gives it: asked by the number of a key."""

    def __init__(self, keys: frozenset[int]) -> None:
        self._keys = keys

    def __getitem__(self, key: Any) -> Any:
        return int(key) in self._keys

    def __len__(self) -> int:
        return 512


class Hands:
    """What is pressed, once the game looked: as on a real machine, nothing is heard before it asks.

    Args:
        script: steps ``[picture, what, ...]``, by picture: ``["kd", name]``, ``["ku", name]``,
            ``["mm", x, y]``, ``["md", button]``, ``["mu", button]``, ``["quit"]``.
        idle: called where the game waits for something that is not to come yet.
    """

    def __init__(self, script: Sequence[Sequence[Any]], idle: Callable[[], None]) -> None:
        self._script = list(script)
        self._idle = idle
        self._at = 1
        self._keys: set[int] = set()
        self._new: set[int] = set()
        self._gone: set[int] = set()
        self._buttons: set[int] = set()
        self._mods = 0
        self._place = (0, 0)
        self._asked = (0, 0)
        self._moved_to = (0, 0)

    def reach(self, picture: int) -> None:
        """The game makes this picture now, from 1."""
        self._at = picture

    def patch(self) -> None:
        event, real = pygame.event, {name: getattr(pygame.event, name) for name in ("get", "poll", "pump")}

        def get(*given: Any, **named: Any) -> Any:
            self._hear()
            return real["get"](*given, **named)

        def poll() -> Any:
            self._hear()
            return real["poll"]()

        def pump() -> None:
            self._hear()
            real["pump"]()

        def wait(timeout: int = 0) -> Any:
            tries = 0
            while True:
                found = poll()
                if found.type != pygame.NOEVENT or (timeout and tries * 16 > timeout):
                    return found
                tries += 1
                self._idle()

        def buttons(num_buttons: int = 3, **named: Any) -> tuple[bool, ...]:
            return tuple(number in self._buttons for number in range(1, num_buttons + 1))

        put(event, get=get, poll=poll, pump=pump, wait=wait)
        put(
            pygame.key,
            get_pressed=lambda: Pressed(frozenset(self._keys)),
            get_just_pressed=lambda: Pressed(frozenset(self._new)),
            get_just_released=lambda: Pressed(frozenset(self._gone)),
            get_mods=lambda: self._mods,
            get_focused=lambda: True,
        )
        put(
            pygame.mouse,
            get_focused=lambda: True,
            get_pos=lambda *given, **named: self._place,
            get_pressed=buttons,
            get_rel=self._moved,
            set_pos=self._put,
        )

    def _hear(self) -> None:
        self._new, self._gone = set(), set()
        while self._script and self._script[0][0] <= self._at:
            _, what, *told = self._script.pop(0)
            getattr(self, f"_{what}")(*told)

    def _kd(self, name: str) -> None:
        code = pygame.key.key_code(name)
        self._mods |= _MODS.get(name, 0)
        self._keys.add(code)
        self._new.add(code)
        typed = _TYPED.get(name, name if len(name) == 1 else "")
        told: dict[str, Any] = {"key": code, "mod": self._mods, "scancode": 0, "window": None}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, unicode=typed, **told))
        if typed.isprintable() and typed:
            pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=typed))

    def _ku(self, name: str) -> None:
        code = pygame.key.key_code(name)
        self._mods &= ~_MODS.get(name, 0)
        self._keys.discard(code)
        self._gone.add(code)
        told: dict[str, Any] = {"key": code, "mod": self._mods, "scancode": 0, "window": None}
        pygame.event.post(pygame.event.Event(pygame.KEYUP, unicode="", **told))

    def _mm(self, x: int, y: int) -> None:
        rel = (x - self._place[0], y - self._place[1])
        self._place = (x, y)
        held = tuple(int(number in self._buttons) for number in (1, 2, 3))
        pygame.event.post(
            pygame.event.Event(pygame.MOUSEMOTION, pos=(x, y), rel=rel, buttons=held, touch=False)
        )

    def _md(self, button: str) -> None:
        self._buttons.add(BUTTONS[button])
        self._click(pygame.MOUSEBUTTONDOWN, button)

    def _mu(self, button: str) -> None:
        self._buttons.discard(BUTTONS[button])
        self._click(pygame.MOUSEBUTTONUP, button)

    def _click(self, kind: int, button: str) -> None:
        told: dict[str, Any] = {"pos": self._place, "button": BUTTONS[button], "touch": False}
        pygame.event.post(pygame.event.Event(kind, **told))

    def _quit(self) -> None:
        pygame.event.post(pygame.event.Event(pygame.QUIT))

    def _moved(self) -> tuple[int, int]:
        before, self._asked = self._asked, self._place
        return self._place[0] - before[0], self._place[1] - before[1]

    def _put(self, *place: Any) -> None:
        x, y = place if len(place) == 2 else place[0]
        self._place = (int(x), int(y))

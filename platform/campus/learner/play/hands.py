"""Keys and mouse as the browser tells them: pygame's dummy driver has none, so this is what a game reads."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pygame

from campus.learner.play.keyboard import key_of, text_of

Told = dict[str, Any]


class Pressed(Sequence[bool]):
    """As pygame.key.get_pressed gives it: asked by the number of a key."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._keys = frozenset(keys)

    def __getitem__(self, key: Any) -> Any:
        return int(key) in self._keys

    def __len__(self) -> int:
        return 512


class Hands:
    """What is pressed; another thread hears it, the game sees it when it asks for events."""

    def __init__(self) -> None:
        self._heard: list[Told] = []
        self._keys: set[int] = set()
        self._new: set[int] = set()
        self._gone: set[int] = set()
        self._buttons: set[int] = set()
        self._mods = 0
        self._place = self._asked = (0, 0)

    def hear(self, told: Told) -> None:
        """Kept until the game looks; from any thread."""
        self._heard.append(told)

    def patch(self) -> None:
        for name in ("get", "poll", "pump", "wait", "peek"):
            self._patch_event(name)
        key: Any = pygame.key
        mouse: Any = pygame.mouse
        key.get_pressed = lambda: Pressed(self._keys)
        key.get_just_pressed = lambda: Pressed(self._new)
        key.get_just_released = lambda: Pressed(self._gone)
        key.get_mods = lambda: self._mods
        key.get_focused = mouse.get_focused = lambda: True
        mouse.get_pos = lambda *given, **named: self._place
        mouse.get_pressed = lambda num_buttons=3, **named: tuple(
            number in self._buttons for number in range(1, num_buttons + 1)
        )
        mouse.get_rel = self._moved

    def _patch_event(self, name: str) -> None:
        real: Callable[..., Any] = getattr(pygame.event, name)
        if name != "wait":

            def asked(*given: Any, **named: Any) -> Any:
                self._take()
                return real(*given, **named)

            setattr(pygame.event, name, asked)
            return
        poll = pygame.event.poll

        def wait(timeout: int = 0) -> Any:
            until = pygame.time.get_ticks() + timeout if timeout else None
            while (found := poll()).type == pygame.NOEVENT:
                if until is not None and pygame.time.get_ticks() >= until:
                    break
                pygame.time.wait(10)
            return found

        pygame.event.wait = wait

    def _take(self) -> None:
        self._new, self._gone = set(), set()
        heard, self._heard = self._heard, []
        for told in heard:
            doing = getattr(self, f"_{told.get('t')}", None)
            if doing is not None:
                doing(told)

    def _kd(self, told: Told) -> None:
        code, key = str(told.get("code")), str(told.get("key"))
        number, self._mods = key_of(code, key), int(told.get("mod", 0))
        if told.get("rep") and not pygame.key.get_repeat()[0]:
            return
        if number not in self._keys:
            self._new.add(number)
        self._keys.add(number)
        self._post(pygame.KEYDOWN, key=number, mod=self._mods, unicode=text_of(key), scancode=0)
        if len(key) == 1:
            self._post(pygame.TEXTINPUT, text=key)

    def _ku(self, told: Told) -> None:
        number, self._mods = key_of(str(told.get("code")), str(told.get("key"))), int(told.get("mod", 0))
        self._keys.discard(number)
        self._gone.add(number)
        self._post(pygame.KEYUP, key=number, mod=self._mods, unicode="", scancode=0)

    def _mm(self, told: Told) -> None:
        at = (int(told["x"]), int(told["y"]))
        rel = (at[0] - self._place[0], at[1] - self._place[1])
        self._place = at
        held = tuple(int(number in self._buttons) for number in (1, 2, 3))
        self._post(pygame.MOUSEMOTION, pos=at, rel=rel, buttons=held, touch=False)

    def _md(self, told: Told) -> None:
        self._buttons.add(int(told["b"]))
        self._post(pygame.MOUSEBUTTONDOWN, pos=self._at(told), button=int(told["b"]), touch=False)

    def _mu(self, told: Told) -> None:
        self._buttons.discard(int(told["b"]))
        self._post(pygame.MOUSEBUTTONUP, pos=self._at(told), button=int(told["b"]), touch=False)

    def _mw(self, told: Told) -> None:
        x, y = int(told["x"]), int(told["y"])
        self._post(pygame.MOUSEWHEEL, x=x, y=y, flipped=False, touch=False)

    def _blur(self, told: Told) -> None:
        for number in sorted(self._keys):
            self._post(pygame.KEYUP, key=number, mod=0, unicode="", scancode=0)
        self._keys.clear()
        self._mods = 0

    def _quit(self, told: Told) -> None:
        self._post(pygame.QUIT)

    def _at(self, told: Told) -> tuple[int, int]:
        self._place = (int(told["x"]), int(told["y"]))
        return self._place

    def _post(self, kind: int, **told: Any) -> None:
        pygame.event.post(pygame.event.Event(kind, told))

    def _moved(self) -> tuple[int, int]:
        before, self._asked = self._asked, self._place
        return self._place[0] - before[0], self._place[1] - before[1]

"""Lets an operator's official wheel of pygame-ce wait, stop and ask as our own pygame for browsers does."""

import builtins
import functools
import time
from collections.abc import Callable
from typing import Any, cast

import campus_host
import pygame
from pyodide.ffi import run_sync


def wait(ms: float) -> None:
    """Lets the browser draw and hear, for that long at least.

    Raises:
        KeyboardInterrupt: she pressed *Arrêter*.
    """
    run_sync(campus_host.sleep(max(0.0, ms)))
    if campus_host.stopped():
        raise KeyboardInterrupt


class Clock:
    """pygame's clock, with waits that the browser can live with."""

    def __init__(self) -> None:
        self._last = campus_host.now()
        self._frames: list[float] = []
        self._spent = self._worked = 0.0

    def tick(self, framerate: float = 0) -> int:
        self._worked = campus_host.now() - self._last
        wait(1000 / framerate - self._worked if framerate else 0)
        now = campus_host.now()
        self._spent = now - self._last
        self._last = now
        self._frames = [*self._frames[-9:], self._spent]
        return round(self._spent)

    tick_busy_loop = tick

    def get_time(self) -> int:
        return round(self._spent)

    def get_rawtime(self) -> int:
        return round(self._worked)

    def get_fps(self) -> float:
        total = sum(self._frames)
        return 1000 * len(self._frames) / total if len(self._frames) == 10 and total else 0.0


def _then_yields(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def yielding(*args: Any, **named: Any) -> Any:
        result = function(*args, **named)
        wait(0)
        return result

    return yielding


def _waited(ms: float) -> int:
    before = campus_host.now()
    wait(ms)
    return int(campus_host.now() - before)


def _asked(prompt: object = "", /) -> str:
    answer = run_sync(campus_host.ask(str(prompt)))
    if answer is None:
        raise KeyboardInterrupt
    return str(answer)


def _slept(seconds: float, /) -> None:
    wait(seconds * 1000)


def _take_over(pygame: Any) -> None:
    pygame.time.Clock = Clock
    pygame.time.wait = pygame.time.delay = _waited
    if hasattr(pygame, "display"):
        pygame.display.flip = _then_yields(pygame.display.flip)
        pygame.display.update = _then_yields(pygame.display.update)
    time.sleep = cast("Any", _slept)
    builtins.input = _asked


_take_over(pygame)

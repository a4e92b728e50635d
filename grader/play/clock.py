"""Time as a game sees it while it is graded: it moves with the pictures, and never by itself."""

import datetime
import time
from collections.abc import Callable
from typing import Any, Self

import pygame

from grader.stage.program import put

PICTURE_MS = 1000 / 60
SOONEST_MS = 1.0


class Clock:
    """The time of a program's world, in milliseconds since it began.

    Args:
        fps: pictures a second that this imagined machine can make; a program that asks for more gets these.
    """

    def __init__(self, fps: float = 60.0) -> None:
        self.now_ms = 0.0
        self.slowest_ms = 1000 / fps
        self._shown_ms = 0.0
        self._timers: dict[int, _Timer] = {}

    def pass_ms(self, milliseconds: float) -> None:
        # Twelve sixtieths of a second are 200 ms, whatever floats would make of them.
        self.now_ms = round(self.now_ms + max(milliseconds, 0.0), 6)
        for timer in list(self._timers.values()):
            timer.ring(self.now_ms)

    def picture(self) -> None:
        """A picture was shown; where the program itself lets no time pass, the machine takes some."""
        if self.now_ms <= self._shown_ms:
            self.pass_ms(self.slowest_ms)
        self._shown_ms = self.now_ms

    def wait_for_picture(self) -> None:
        self.pass_ms(self.slowest_ms)

    def patch(self) -> None:
        """Puts this time in the place of Python's and pygame's."""
        base = 1_700_000_000.0  # a day like any other

        def sleep(seconds: float) -> None:
            if seconds < 0:
                raise ValueError("sleep length must be non-negative")
            self.pass_ms(seconds * 1000)

        seconds = {"time": base, "monotonic": 0.0, "perf_counter": 0.0, "process_time": 0.0}
        for name, start in seconds.items():
            setattr(time, name, self._reading(start))
            setattr(time, f"{name}_ns", self._reading_ns(start))
        put(time, sleep=sleep)
        self._patch_calendar()
        put(pygame.time, get_ticks=lambda: int(self.now_ms), wait=self._wait, delay=self._wait)
        put(pygame.time, set_timer=self._set_timer, Clock=self._clock_class())

    def _patch_calendar(self) -> None:
        for name in ("localtime", "gmtime", "ctime"):
            put(time, **{name: _of_now(getattr(time, name))})
        strftime = time.strftime
        put(time, strftime=lambda form, when=None: strftime(form, when or time.localtime()))

        class Datetime(datetime.datetime):
            """datetime.datetime, in the time of this world."""

            @classmethod
            def now(cls, tz: datetime.tzinfo | None = None) -> Self:
                return cls.fromtimestamp(time.time(), tz)

            @classmethod
            def utcnow(cls) -> Self:
                return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

            @classmethod
            def today(cls) -> Self:
                return cls.now()

        Datetime.__name__ = Datetime.__qualname__ = "datetime"
        put(datetime, datetime=Datetime)

    def _reading(self, start: float) -> Callable[[], float]:
        return lambda: start + self.now_ms / 1000

    def _reading_ns(self, start: float) -> Callable[[], int]:
        return lambda: int(start * 1e9) + int(self.now_ms * 1e6)

    def _wait(self, milliseconds: int) -> int:
        self.pass_ms(int(milliseconds))
        return int(milliseconds)

    def _set_timer(self, event: Any, millis: int, loops: int = 0) -> None:
        kind = event if isinstance(event, int) else event.type
        self._timers.pop(kind, None)
        if millis > 0:
            made = pygame.event.Event(event) if isinstance(event, int) else event
            self._timers[kind] = _Timer(made, float(millis), int(loops), self.now_ms)

    def _clock_class(self) -> type:
        world = self

        class Clock:
            """pygame.time.Clock, in the time of this world."""

            def __init__(self) -> None:
                self._last = world.now_ms
                self._passed = 0
                self._history: list[float] = []

            def tick(self, framerate: float = 0) -> int:
                wanted = 1000 / framerate if framerate > 0 else 0.0
                longest = max(wanted, world.slowest_ms)
                world.pass_ms(self._last + longest - world.now_ms)
                before, self._last = self._last, world.now_ms
                self._passed = int(self._last) - int(before)
                self._history = [*self._history[-9:], self._last - before]
                return self._passed

            tick_busy_loop = tick

            def get_time(self) -> int:
                return self._passed

            def get_rawtime(self) -> int:
                return min(self._passed, int(SOONEST_MS))

            def get_fps(self) -> float:
                if len(self._history) < 10:
                    return 0.0
                return 1000 * len(self._history) / max(sum(self._history), SOONEST_MS)

        return Clock


def _of_now(real: Callable[[float], Any]) -> Callable[..., Any]:
    return lambda seconds=None: real(time.time() if seconds is None else seconds)


class _Timer:
    """One of ``pygame.time.set_timer``."""

    def __init__(self, event: Any, every_ms: float, loops: int, now_ms: float) -> None:
        self.event = event
        self.every_ms = every_ms
        self.left = loops or -1
        self.next_ms = now_ms + every_ms

    def ring(self, now_ms: float) -> None:
        # Long sleeps ring a few times, not thousands.
        rings = 0
        while self.next_ms <= now_ms and self.left:
            self.next_ms += self.every_ms
            rings += 1
            if rings <= 50:
                pygame.event.post(self.event)
                self.left -= 1 if self.left > 0 else 0

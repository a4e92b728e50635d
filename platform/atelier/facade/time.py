"""Clocks, waits and timers: a frame lasts as long as asked for, to a fraction of a millisecond."""

from collections import deque
from dataclasses import dataclass
from operator import index
from typing import Any

from . import _host
from ._numbers import real
from ._session import error, session
from .constants import NUMEVENTS
from .event import Event, regularly, repeat

__all__ = ["Clock", "delay", "get_ticks", "set_timer", "wait"]

_FRAMES = 10
# A clock that is late by more than that starts anew, instead of hurrying through the frames it missed.
_LATE_MS = 100.0


def get_ticks() -> int:
    """Milliseconds since ``pygame.init()``; 0 before it."""
    return 0 if session.began_ms is None else int(_host.now_ms() - session.began_ms)


def wait(milliseconds: Any, /) -> int:
    return _paused("wait", milliseconds)


def delay(milliseconds: Any, /) -> int:
    return _paused("delay", milliseconds)


def _paused(name: str, milliseconds: Any) -> int:
    if not isinstance(milliseconds, int):
        raise TypeError(f"{name} requires one integer argument")
    began = _host.now_ms()
    _host.wait(max(0, milliseconds))
    return round(_host.now_ms() - began) if milliseconds > 0 else 0


@dataclass
class _Timer:
    """An event that comes again and again.

    Attributes:
        left: how often it still comes; None for ever.
    """

    event: Event
    every_ms: int
    due_ms: float
    left: int | None


class _Timers:
    def __init__(self) -> None:
        self.running: dict[int, _Timer] = {}
        regularly(self.look)

    def look(self, now: float) -> None:
        for kind, timer in list(self.running.items()):
            while timer.due_ms <= now and timer.left != 0:
                repeat(timer.event)
                timer.due_ms += timer.every_ms
                if timer.left is not None:
                    timer.left -= 1
            if timer.left == 0:
                del self.running[kind]


_timers = _Timers()


def set_timer(event: Any, millis: Any, loops: Any = 0) -> None:
    """Posts an event every so many milliseconds, ``loops`` times or for ever; 0 milliseconds ends it."""
    if isinstance(event, Event):
        made = event
    elif isinstance(event, int):
        if not 0 <= event < NUMEVENTS:
            raise ValueError("event type out of range")
        made = Event(event)
    else:
        raise TypeError("first argument must be an event type or event object")
    every, often = index(millis), index(loops)
    if not session.whole:
        raise error("pygame is not initialized")
    _timers.running.pop(made.type, None)
    if every > 0:
        left = often if often > 0 else None
        _timers.running[made.type] = _Timer(made, every, _host.now_ms() + every, left)


def reset() -> None:
    """Ends every timer, as ``pygame.quit()`` does."""
    _timers.running.clear()


class Clock:
    """Measures frames, and makes them last as long as asked for."""

    __slots__ = ("_due", "_last", "_raw", "_spans", "_time")

    def __init__(self, *arguments: Any) -> None:
        if arguments:
            raise TypeError(f"function takes at most 0 arguments ({len(arguments)} given)")
        self._last = _host.now_ms()
        self._due: float | None = None
        self._time = self._raw = 0
        self._spans: deque[float] = deque(maxlen=_FRAMES)

    def tick(self, *framerate: Any) -> int:
        """Waits for the end of the frame, and gives its length in milliseconds."""
        if len(framerate) > 1:
            raise TypeError(f"function takes at most 1 argument ({len(framerate)} given)")
        rate = real(framerate[0]) if framerate else 0.0
        now = _host.now_ms()
        self._raw = int(now - self._last)
        if rate > 0:
            _host.wait(self._end(now, 1000 / rate) - now)
        else:
            self._due = None
            _host.maybe_yield(8)
        return self._ended(_host.now_ms())

    tick_busy_loop = tick

    def _end(self, now: float, frame_ms: float) -> float:
        """When this frame ends: where the last one should have ended, and one frame more."""
        due = (self._last if self._due is None else self._due) + frame_ms
        if not now - _LATE_MS < due < now + 2 * frame_ms:
            due = max(now, self._last + frame_ms)
        self._due = due
        return max(now, due)

    def _ended(self, now: float) -> int:
        # Rounded against the same origin, so that the sum of all frames is the time that has passed.
        origin = session.began_ms or 0.0
        self._time = round(now - origin) - round(self._last - origin)
        self._spans.append(now - self._last)
        self._last = now
        return self._time

    def get_time(self) -> int:
        return self._time

    def get_rawtime(self) -> int:
        return self._raw

    def get_fps(self) -> float:
        """Frames a second, over the last ten; 0 before there were ten."""
        total = sum(self._spans)
        return 1000 * _FRAMES / total if len(self._spans) == _FRAMES and total else 0.0

    def __repr__(self) -> str:
        return f"<Clock(fps={self.get_fps():.2f})>"

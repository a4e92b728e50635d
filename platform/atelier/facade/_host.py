"""The one door to what runs the program: waiting without freezing the page, input, frames, sounds."""

import builtins
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import campus_host
from pyodide.ffi import run_sync, to_js

# A program that neither waits nor shows a frame lets the page breathe after so many looks at the queue.
_LOOKS = 256
_MOST_HEARD = 10_000
_DEAF_MS = 5_000
_DEAF = (
    "Ton programme ne lit jamais les événements : les touches, la souris et la croix ne lui arrivent pas.\n"
    "Ajoute dans ta boucle :\n\n    for event in pygame.event.get():\n        if event.type == pygame.QUIT:\n"
    "            en_cours = False\n"
)

Heard = dict[str, Any]


class _Bridge:
    """What has come from the page and was not looked at yet, and when the page was last let in."""

    __slots__ = ("at_end_of_sound", "heard", "looks", "silent_since_ms", "yielded_ms")

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.at_end_of_sound: Callable[[int], None] | None = None
        self.looks = 0
        # Frames are shown, and nobody has asked for input since; None where that is said already.
        self.silent_since_ms: float | None = float("inf")
        self.yielded_ms = campus_host.now()

    def back(self) -> None:
        self.looks = 0
        self.yielded_ms = campus_host.now()

    def take(self, told: str) -> None:
        for heard in json.loads(told):
            if heard["t"] != "se":
                self.heard.append(heard)
            elif self.at_end_of_sound is not None:
                self.at_end_of_sound(heard["ch"])
        del self.heard[_MOST_HEARD:]

    def shown(self) -> None:
        if self.silent_since_ms is None:
            return
        now = campus_host.now()
        self.silent_since_ms = min(self.silent_since_ms, now)
        if now - self.silent_since_ms > _DEAF_MS:
            self.silent_since_ms = None
            sys.stderr.write(_DEAF)


_bridge = _Bridge()


def heard() -> list[Heard]:
    """What has come since the last time, as ``campus_host.poll`` describes it.

    As with SDL, keys and clicks reach a program when it looks at its events, never in between.
    """
    if _bridge.silent_since_ms is not None:
        _bridge.silent_since_ms = float("inf")
    if not _bridge.heard:
        return []
    taken, _bridge.heard = _bridge.heard, []
    return taken


def listen_for_ends(listener: Callable[[int], None]) -> None:
    """Gives the number of each channel whose sound has ended to this function, at once."""
    _bridge.at_end_of_sound = listener


def now_ms() -> float:
    """Milliseconds of a clock that never goes back; only differences matter."""
    return float(campus_host.now())


def pump() -> None:
    """Takes in what has come; ``heard`` gives it.

    Raises:
        KeyboardInterrupt: the program was stopped.
    """
    told = campus_host.poll()
    if told:
        _bridge.take(told)
    if campus_host.stopped():
        raise KeyboardInterrupt


def wait(ms: float) -> None:
    """Waits while the page shows frames and hears keys."""
    run_sync(campus_host.sleep(max(0.0, ms)))
    _bridge.back()
    pump()


def maybe_yield(limit_ms: float) -> None:
    """Lets the page in if it has not been for that long; hears in any case."""
    _bridge.looks += 1
    if _bridge.looks >= _LOOKS or campus_host.now() - _bridge.yielded_ms >= limit_ms:
        wait(0)
    else:
        pump()


def yielded_ms() -> float:
    """When the page was let in for the last time, on the clock of ``now_ms``."""
    return float(_bridge.yielded_ms)


def run(promise: Any) -> Any:
    """Waits for a promise of JavaScript's, and gives its value."""
    value = run_sync(promise)
    _bridge.back()
    pump()
    return value


def present() -> None:
    """Shows the screen as it is now."""
    campus_host.present()
    _bridge.shown()


def resize(width: int, height: int) -> None:
    campus_host.resize(width, height)


def caption(text: str) -> None:
    campus_host.caption(text)


def cursor(visible: bool) -> None:
    campus_host.cursor(visible)


def sound_load(sound: int, data: bytes) -> None:
    campus_host.soundLoad(sound, to_js(data))


def sound_length(sound: int) -> float:
    """Seconds; waits until the page has decoded the sound."""
    return float(run(campus_host.soundLength(sound)))


def sound_play(sound: int, channel: int, loops: int, volume: float, max_ms: int, fade_ms: int) -> None:
    campus_host.soundPlay(sound, channel, loops, volume, max_ms, fade_ms)


def sound_stop(channel: int, fade_ms: int = 0) -> None:
    campus_host.soundStop(channel, fade_ms)


def sound_volume(channel: int, volume: float) -> None:
    campus_host.soundVolume(channel, volume)


def sound_pause(channel: int) -> None:
    campus_host.soundPause(channel)


def sound_resume(channel: int) -> None:
    campus_host.soundResume(channel)


def _sleep(seconds: float, /) -> None:
    if not isinstance(seconds, int | float) and not hasattr(type(seconds), "__float__"):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    wait(float(seconds) * 1000)


def _input(prompt: object = "", /) -> str:
    answer = run_sync(campus_host.ask(str(prompt)))
    _bridge.back()
    if answer is None:
        raise KeyboardInterrupt
    pump()
    return str(answer)


def take_over() -> None:
    """Makes ``time.sleep`` and ``input`` wait without freezing the page."""
    _sleep.__name__ = _sleep.__qualname__ = "sleep"
    _input.__name__ = _input.__qualname__ = "input"
    time.sleep = _sleep  # type: ignore[assignment]
    builtins.input = _input

"""What happens in a workshop, told to the open pages as it happens."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

WAITING_MAX = 200  # a page that reads slower than this is told to load itself anew
END = ""
"""In the place of a message: this page hears nothing more."""


@dataclass(eq=False)
class Listener:
    """One open page: the channels it may hear, and what waits for it."""

    channels: frozenset[str]
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(WAITING_MAX))

    def offer(self, message: str) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            message = _message("reload", {})
        self.queue.put_nowait(message)


class Live:
    """Passes events from the threads that answer requests to the pages that listen.

    Nothing is kept here: the database is the truth, an event only says that it is worth asking again. A page
    that was away asks for everything when it comes back, so an event that was missed does no harm.
    Channels are ``workshop:<id>`` (everybody of it), ``team:<id>``, ``lead:<id>`` (a workshop's facilitators)
    and ``seat:<id>``, where nothing is said: a page that hears it says that its pupil is there.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._lock = threading.Lock()

    def publish(self, channel: str, kind: str, **data: object) -> None:
        """Tells the pages on a channel; from any thread, never waits.

        Args:
            kind: becomes the DOM event ``live:<kind>`` in the page.
            data: small and JSON; becomes its ``detail``.
        """
        message = _message(kind, data)
        with self._lock:
            hearing = list(self._listeners.get(channel, ()))
        for listener in hearing:
            if not listener.loop.is_closed():
                listener.loop.call_soon_threadsafe(listener.offer, message)

    def end(self, channel: str) -> None:
        """Nobody hears that channel any more, nor the others that its pages hear; from any thread."""
        with self._lock:
            hearing = list(self._listeners.get(channel, ()))
        for listener in hearing:
            if not listener.loop.is_closed():
                listener.loop.call_soon_threadsafe(listener.offer, END)

    @contextmanager
    def listen(self, *channels: str) -> Iterator[Listener]:
        """A listener for as long as the block runs; inside a running event loop."""
        listener = Listener(frozenset(channels), asyncio.get_running_loop())
        with self._lock:
            for channel in listener.channels:
                self._listeners.setdefault(channel, set()).add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                for channel in listener.channels:
                    self._listeners[channel].discard(listener)
                    if not self._listeners[channel]:
                        del self._listeners[channel]

    def listening(self, channel: str) -> int:
        """How many pages hear a channel."""
        with self._lock:
            return len(self._listeners.get(channel, ()))


def _message(kind: str, data: dict[str, object]) -> str:
    return f"data: {json.dumps({'kind': kind, **data}, separators=(',', ':'))}\n\n"

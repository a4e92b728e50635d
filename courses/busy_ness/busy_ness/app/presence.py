"""Presence: who has a page of the workshop open now."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from busy_ness.app.live import Listener, Live

GONE_SECONDS = 4  # going from one page to the next is not leaving


@contextmanager
def seen(live: Live, channels: tuple[str, ...]) -> Iterator[Listener]:
    """A listener; while there is one on a seat's channel, her team and her facilitators see her there."""
    with live.listen(*channels) as listener:
        for seat in _seats(channels):
            if live.listening(seat) == 1:
                _tell(live, channels, seat, here=True)
        try:
            yield listener
        finally:
            for seat in _seats(channels):
                asyncio.get_running_loop().call_later(GONE_SECONDS, _tell_gone, live, channels, seat)


def _tell_gone(live: Live, channels: tuple[str, ...], seat: str) -> None:
    if not live.listening(seat):
        _tell(live, channels, seat, here=False)


def _tell(live: Live, channels: tuple[str, ...], seat: str, here: bool) -> None:
    for channel in channels:
        kind, _, number = channel.partition(":")
        hearing = {"team": channel, "workshop": f"lead:{number}"}.get(kind)
        if hearing is not None:
            live.publish(hearing, "seat", seat=int(seat.partition(":")[2]), here=here)


def _seats(channels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(channel for channel in channels if channel.startswith("seat:"))

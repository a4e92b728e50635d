"""Turns at what takes long: a class that prints together leaves threads to those who write."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Turns:
    """A few at a time, a few who wait; whoever comes then is told so at once.

    Args:
        at_once: how many work.
        waiting: how many more may wait, each in a thread of the pages.
    """

    def __init__(self, at_once: int = 2, waiting: int = 1) -> None:
        self._room = BoundedSemaphore(at_once + waiting)
        self._turn = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self, patience_seconds: float) -> Iterator[bool]:
        """Whether the turn came."""
        if not self._room.acquire(blocking=False):
            yield False
            return
        try:
            mine = self._turn.acquire(timeout=patience_seconds)
            try:
                yield mine
            finally:
                if mine:
                    self._turn.release()
        finally:
            self._room.release()

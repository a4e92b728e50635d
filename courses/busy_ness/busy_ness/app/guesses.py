"""Guesses: whoever tries codes one after the other waits longer and longer."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

FREE = 5  # mistakes that cost nothing
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 15 * 60
FORGOTTEN_SECONDS = 60 * 60
KEYS_MAX = 10_000


@dataclass(frozen=True)
class _Count:
    tries: int
    last: float
    until: float


class Guesses:
    """Counts tries by key (an address, an account…); in memory, since one process serves a workshop.

    Args:
        now: seconds on a clock that never goes back.
        free: tries before the first wait.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, free: int = FREE) -> None:
        self._now = now
        self._free = free
        self._counts: dict[str, _Count] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, *keys: str) -> int:
        """Counts one try for each key; 0 where it may go on, else how long to wait (nothing is counted).

        The try is counted before it is known to be right, so that many at once do not slip through.
        """
        now = self._now()
        with self._lock:
            waits = [self._counts[key].until - now for key in keys if key in self._counts]
            if waits and max(waits) > 0:
                return int(max(waits)) + 1
            for key in keys:
                self._counts[key] = self._one_more(self._counts.get(key), now)
            if len(self._counts) > KEYS_MAX:
                self._counts = {k: c for k, c in self._counts.items() if now - c.last < FORGOTTEN_SECONDS}
        return 0

    def undo(self, *keys: str) -> None:
        """That one was right: it does not count, those before it do."""
        now = self._now()
        with self._lock:
            for key in keys:
                count = self._counts.get(key)
                if count is not None:
                    self._counts[key] = _Count(count.tries - 1, count.last, now)

    def forgive(self, *keys: str) -> None:
        """She proved who she is: the count starts anew."""
        with self._lock:
            for key in keys:
                self._counts.pop(key, None)

    def _one_more(self, count: _Count | None, now: float) -> _Count:
        tries = 1 if count is None or now - count.last > FORGOTTEN_SECONDS else count.tries + 1
        paid = tries - self._free
        wait = min(FIRST_WAIT_SECONDS * 2 ** min(paid, 10), LONGEST_WAIT_SECONDS) if paid >= 0 else 0
        return _Count(tries, now, now + wait)

"""Ends a worker that hangs, so that another takes up what it had in hand."""

import faulthandler
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from grader.manifest import Course

MARGIN_SECONDS = 90
"""For what is around a run: a warm process that starts, a database that comes back."""


class Watchdog:
    """While something is under way, it must end in time; else every thread's stack is written and we exit.

    Args:
        seconds: since the last beginning or end of anything.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._under_way = 0

    @contextmanager
    def watching(self) -> Iterator[None]:
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._under_way += more
            if self._under_way:
                # Again is anew. Nothing else in a worker uses this, the one timer of its process.
                faulthandler.dump_traceback_later(self.seconds, exit=True)
            else:
                faulthandler.cancel_dump_traceback_later()


def patience_seconds(courses: Mapping[str, Course]) -> float:
    """As long as the longest exercise may take, notebook by notebook, and the margin."""
    every = [exercise for course in courses.values() for exercise in course.exercises]
    return MARGIN_SECONDS + max((len(one.scripts) * one.limits.wall_seconds for one in every), default=0)

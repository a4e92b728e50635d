"""How long a page is waited for: its processor time counts, so a busy machine makes no page a frozen one."""

import time
from collections.abc import Callable

from grader.browser.pipe import Late, Pipe, children

QUIET_SECONDS = 0.8
BUSY_SECONDS = 1.5
STEP_SECONDS = 0.2


class Patience:
    """For one thing that a page does.

    Args:
        process: Chromium's own; its children are the pages.
        seconds: by the clock, at most.
    """

    def __init__(self, process: int, seconds: float) -> None:
        self._process = process
        self._begun = time.monotonic()
        self._end = self._begun + seconds
        self._before: float | None = None

    def wait(self, pipe: Pipe, done: Callable[[], bool]) -> None:
        """Raises Late where it has computed for too long, or the clock has run out."""
        while True:
            try:
                return pipe.wait(done, min(self._end, time.monotonic() + STEP_SECONDS))
            except Late:
                if time.monotonic() >= self._end or self._busy():
                    raise

    def _busy(self) -> bool:
        if time.monotonic() < self._begun + QUIET_SECONDS:
            return False
        spent = sum(children(self._process).values())
        if self._before is None:
            self._before = spent
        return spent - self._before > BUSY_SECONDS

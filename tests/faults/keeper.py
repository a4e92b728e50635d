"""Starts processes again as soon as they end, as supervisord does for a campus."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

Start = Callable[[], subprocess.Popen[bytes]]
LOOK_SECONDS = 0.05
PAUSE_SECONDS = 0.5
STOP_SECONDS = 60


class Kept:
    """One process and those that took its place."""

    def __init__(self, name: str, start: Start) -> None:
        self.name = name
        self._start = start
        self._started_at = time.monotonic()
        self.process = start()
        self.pids = [self.process.pid]

    def look(self) -> None:
        # What ends at once, because its database is gone say, is not started a hundred times a second.
        if self.process.poll() is not None and time.monotonic() - self._started_at > PAUSE_SECONDS:
            self._started_at = time.monotonic()
            self.process = self._start()
            self.pids.append(self.process.pid)


class Keeper:
    """Keeps its processes alive until the end of its ``with``, then stops them politely."""

    def __init__(self, kept: list[Kept]) -> None:
        self.kept = kept
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Again is once."""
        self._over.set()
        self._thread.join()
        for one in self.kept:
            one.process.send_signal(signal.SIGTERM)
        for one in self.kept:
            try:
                one.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()

    def named(self, name: str) -> list[Kept]:
        return [one for one in self.kept if one.name == name]

    def _keep(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            for one in self.kept:
                one.look()

"""Whoever kills what a campus needs, again and again, at moments that nobody foresees."""

import contextlib
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import psutil
import psycopg

from benchmarks.bench import Postgres
from tests.faults.keeper import Keeper

# A strike falls some tenths of a second after its turn came: anywhere in a walk.
LATE_SECONDS_MAX = 0.4
LOOK_SECONDS = 0.2


class Enemy:
    """Strikes in the background during its ``with``.

    Args:
        strikes: how often each of "worker", "sandbox", "service", "connection", "backend" and "database".
        progress: how far the work is, from 0 to 1; strikes are spread over it, so that there are as many on
            a slow machine as on a quick one.
    """

    def __init__(
        self,
        keeper: Keeper,
        postgres: Postgres,
        strikes: Mapping[str, int],
        progress: Callable[[], float],
        seed: int,
    ) -> None:
        self._keeper = keeper
        self._postgres = postgres
        self._progress = progress
        self._random = random.Random(seed)
        turns = [(self._random.random(), kind) for kind, times in strikes.items() for _ in range(times)]
        self._turns = sorted(turns, reverse=True)
        self.done: Counter[str] = Counter()
        self.seen: set[psutil.Process] = set()
        self._over = threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        if error is None and self._failed is not None:
            raise self._failed

    def _run(self) -> None:
        try:
            self._fight()
        except BaseException as error:  # raised again where the ``with`` ends
            self._failed = error

    def _fight(self) -> None:
        while self._turns and not self._over.wait(LOOK_SECONDS):
            reached = self._progress()
            while self._turns and self._turns[-1][0] <= reached and not self._over.is_set():
                _, kind = self._turns.pop()
                time.sleep(self._random.uniform(0, LATE_SECONDS_MAX))
                if self._strike(kind):
                    self.done[kind] += 1

    def _strike(self, kind: str) -> bool:
        """False where there was nothing to strike at that moment."""
        if kind in ("worker", "service"):
            process = self._random.choice(self._keeper.named(kind)).process
            return process.poll() is None and self._kill(process.pid)
        if kind == "sandbox":
            return self._kill_sandboxed()
        if kind == "connection":
            return self._end_connection(lambda db, pid: db.execute("select pg_terminate_backend(%s)", [pid]))
        if kind == "backend":
            # PostgreSQL then ends all others and recovers.
            return self._end_connection(lambda _, pid: os.kill(pid, signal.SIGKILL))
        self._postgres.kill()
        time.sleep(self._random.uniform(0, LATE_SECONDS_MAX))
        self._postgres.start()
        return True

    def _kill_sandboxed(self) -> bool:
        """bubblewrap, the warm process in it, or a fork with a learner's code: any of them."""
        inside: list[psutil.Process] = []
        for worker in self._keeper.named("worker"):
            with contextlib.suppress(psutil.Error):
                inside += psutil.Process(worker.process.pid).children(recursive=True)
        self.seen.update(inside)
        return bool(inside) and self._kill(self._random.choice(inside).pid)

    def _end_connection(self, end: Callable[[psycopg.Connection, int], object]) -> bool:
        mine = "select pid from pg_stat_activity where backend_type = 'client backend'"
        with contextlib.suppress(psycopg.Error, ProcessLookupError):
            with psycopg.connect(self._postgres.address, autocommit=True, connect_timeout=5) as db:
                rows = db.execute(f"{mine} and pid <> pg_backend_pid()".encode()).fetchall()
                if rows:
                    end(db, self._random.choice(rows)[0])
            return bool(rows)
        return False

    @staticmethod
    def _kill(pid: int) -> bool:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

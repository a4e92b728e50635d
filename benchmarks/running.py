"""A real campus for benchmarks and end-to-end tests: started by `campus demo`, stopped with nothing left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from campus import demo
from campus.ports import is_free
from campus.settings import load
from campus.wiring import Campus

START_SECONDS = 300

OPEN = "The campus is open"


@dataclass
class Running:
    """A campus in a process of its own.

    Attributes:
        campus: the same settings and database, for looking behind the scenes.
        process: ``campus demo`` itself, the ancestor of all its processes.
        said: what it has printed when it was open.
    """

    campus: Campus
    process: subprocess.Popen[str]
    started_seconds: float
    said: str

    @property
    def url(self) -> str:
        return self.campus.settings.public_url

    def words(self, name: str) -> str:
        """The three words of somebody of the demonstration."""
        return demo.card(self.campus, name).words

    def pids(self, *marks: str) -> list[int]:
        """Processes of this campus whose command line holds every mark."""
        found = []
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                line = " ".join(process.cmdline())
            except psutil.Error:
                continue
            if all(mark in line for mark in marks):
                found.append(process.pid)
        return found

    def wait_for(self, *marks: str) -> list[int]:
        """Those, as soon as there is one: a campus is open before its workers are there."""
        until = time.monotonic() + START_SECONDS
        while not (pids := self.pids(*marks)):
            if time.monotonic() > until:
                raise AssertionError(f"no process of the campus matches {marks}")
            time.sleep(0.05)
        return pids

    def kill(self, *marks: str) -> None:
        """SIGKILL to each of those."""
        for pid in self.wait_for(*marks):
            os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    """A port whose hundred-and-twentieth follower is free too: the campus uses both neighbourhoods."""
    for port in range(9000 + os.getpid() % 500 * 20, 32000, 20):
        if all(is_free("127.0.0.1", one) for one in (port, *range(port + 100, port + 114))):
            return port
    raise RuntimeError("no free ports")


@contextmanager
def running_campus(
    folder: Path, port: int | None = None, log: Path | None = None, settings: str = ""
) -> Iterator[Running]:
    """Starts ``campus demo`` with its data in ``folder``, waits until it is open, stops it at the end.

    Args:
        settings: more lines for the end of its ``campus.toml``, which ends in ``[hub]``; with them it is
            ``campus start`` that is started, with the demonstration's people.
    """
    chosen = port or free_port()
    command = ["demo", "--folder", str(folder), "--port", str(chosen)]
    if settings:
        toml = demo.write_settings(folder, chosen, confined=True)
        with toml.open("a", encoding="utf-8") as more:
            more.write(settings)
        command = ["--config", str(toml), "start"]
    output = log or folder.parent / f"{folder.name}.log"
    started = time.monotonic()
    with output.open("a+", encoding="utf-8") as file:
        before = file.seek(0, os.SEEK_END)
        process = subprocess.Popen(
            [sys.executable, "-m", "campus", *command],
            stdout=file,
            stderr=file,
            text=True,
        )
        try:
            said = _wait_until_open(process, output, before)
            seconds = time.monotonic() - started
            campus = Campus.of(load(folder / "campus.toml"))
            demo.make_cohort(campus)  # there already, in a demonstration
            yield Running(campus, process, seconds, said)
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """What Ctrl-C does; kills what would remain, and says so."""
    if process.poll() is not None:
        return
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(90)
    except subprocess.TimeoutExpired:
        process.kill()
    _, alive = psutil.wait_procs(below, timeout=5)
    for left in alive:
        with suppress(psutil.NoSuchProcess):
            left.kill()
    if alive:
        raise AssertionError(f"the campus left {len(alive)} processes behind")


def _wait_until_open(process: subprocess.Popen[str], output: Path, before: int) -> str:
    """What this start has printed, once its last line is there; earlier starts wrote ``before`` bytes."""
    until = time.monotonic() + START_SECONDS
    while True:
        said = output.read_bytes()[before:].decode()
        if OPEN in said:
            return said
        if process.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the campus did not start:\n{said[-4000:]}")
        time.sleep(0.05)

"""Starts learners' programs, each in a process of its own, and passes questions and answers on."""

import contextlib
import importlib
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from grader.stage.memory import Account, Memory, asked, key_of
from grader.stage.process import end, settle
from grader.stage.warm import Warm
from grader.stage.wire import Lost, receive, send

Told = dict[str, Any]

PARTS: Mapping[str, str] = {
    "play": "grader.play.part",
    "visit": "grader.visit.part",
    "browser": "grader.browser.part",
}
LASTING = "browser"
"""It takes long to start, and keeps nothing of a page for the next: one serves a whole submission."""
OPEN_MAX = 8
SECONDS_MAX = 60.0
FILES_MAX = 2000
TEXT_BYTES_MAX = 1 << 20


@dataclass(frozen=True)
class _Opening:
    """A game that a test opened, and what it tells; its process may be gone, or was never needed."""

    told: Told
    account: Account


@dataclass(frozen=True)
class _Program:
    """One that runs: its process id, our end of its socket, and the copy of her files that is its own."""

    part: str
    process: int
    channel: socket.socket
    folder: Path

    def close(self) -> None:
        """Ends it and, where the system lets us, what it started."""
        self.channel.close()
        end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


class Host:
    """The programs that run now, by number.

    Args:
        forks: a program begins as a fork of this process, with all that is imported here; for a process
            that runs nothing else. Else it is a fork of a Python that runs nothing else.
    """

    def __init__(self, *, forks: bool = False) -> None:
        self._forks = forks
        self._programs: dict[int, _Program] = {}
        self._openings: dict[int, _Opening] = {}
        self._memory = Memory()
        self._last = 0
        self._warm: Warm | None = None

    def serve(self, told: Told) -> Told:
        """Does what a test asks for: ``open``, ``ask``, ``close``, ``read`` or ``names``."""
        do: Callable[[Told], Told] = {
            "open": self._open,
            "ask": self._ask,
            "close": self._close,
            "read": _read,
            "names": _names,
        }[told["do"]]
        try:
            return do(told)
        except OSError:  # no room for a copy of her files, or for one process more
            return {"lost": "gone"}

    def close(self) -> None:
        """Ends all of them."""
        while self._programs:
            self._programs.popitem()[1].close()
        self._cool()

    def rest(self) -> None:
        """Ends what the next test does not ask."""
        self._openings.clear()
        self._end(self._numbers(lasting=False))

    def _numbers(self, *, lasting: bool) -> list[int]:
        return [number for number, one in self._programs.items() if (one.part == LASTING) == lasting]

    def _end(self, numbers: list[int]) -> None:
        for number in numbers:
            self._programs.pop(number).close()

    def _open(self, told: Told) -> Told:
        self._last += 1
        number, key = self._last, key_of(told["part"], told["request"], Path.cwd())
        account = self._memory.find(key)
        if account is None:
            heard = self._start(number, told)
            if "reply" not in heard:
                return {"number": number, **heard}
            account = self._memory.begin(key, heard["reply"])
        if key:
            self._openings[number] = _Opening(told, account)
        return {"number": number, "reply": account.first}

    def _start(self, number: int, told: Told) -> Told:
        """A process of its own; what it tells first."""
        self._end(self._numbers(lasting=True) if told["part"] == LASTING else [])
        self._end(self._numbers(lasting=False)[: max(0, len(self._programs) - OPEN_MAX + 1)])
        folder = copied(Path.cwd())
        start = self._fork if self._forks else self._spawn
        program = self._programs[number] = start(folder, told["part"])
        request = {**told["request"], "home": str(Path.cwd())}
        send(program.channel, {"part": told["part"], "request": request})
        return self._heard(number, told)

    def _ask(self, told: Told) -> Told:
        number, opening = told["number"], self._openings.get(told["number"])
        known = opening.account.answers.get(asked(told["question"])) if opening is not None else None
        if known is not None:
            return {"reply": known}
        if number not in self._programs and opening is not None:
            self._start(number, opening.told)
        program = self._programs.get(number)
        if program is None:
            return {"lost": "gone"}
        try:
            program.channel.settimeout(min(float(told["seconds"]), SECONDS_MAX))
            send(program.channel, told["question"])
        except OSError:
            self._close(told)
            return {"lost": "gone"}
        heard = self._heard(number, told)
        if opening is not None and "reply" in heard:
            self._memory.note(opening.account, told["question"], heard["reply"])
        return heard

    def _heard(self, number: int, told: Told) -> Told:
        end = time.monotonic() + min(float(told["seconds"]), SECONDS_MAX)
        try:
            return {"reply": receive(self._programs[number].channel, end)}
        except Lost as lost:
            self._close({"number": number})
            return {"lost": lost.why}
        except BaseException:  # interrupted: nobody waits for it any more
            self._close({"number": number})
            raise

    def _close(self, told: Told) -> Told:
        self._openings.pop(told["number"], None)
        program = self._programs.pop(told["number"], None)
        if program is not None:
            program.close()
        return {}

    def _fork(self, folder: Path, part: str) -> _Program:
        ours, theirs = socket.socketpair()
        number = os.fork()
        if number == 0:
            begin(theirs, folder)
        theirs.close()
        return _Program(part, number, ours, folder)

    def _spawn(self, folder: Path, part: str) -> _Program:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._warm = self._warm or Warm()
                number = self._warm.fork(theirs, PARTS[part], folder)
            except OSError:
                self._cool()
                raise
        return _Program(part, number, ours, folder)

    def _cool(self) -> None:
        if self._warm is not None:
            self._warm.close()
            self._warm = None


def begin(channel: socket.socket, folder: Path) -> NoReturn:
    """What a new process does: lets go of everything else, then plays the part that it is told."""
    try:
        with contextlib.suppress(OSError):
            os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        settle(channel, folder)
        told = receive(channel, time.monotonic() + SECONDS_MAX)
        importlib.import_module(PARTS[told["part"]]).perform(channel, told["request"], folder)
    except BaseException:  # whatever it is, whoever waits hears that this process is gone
        os._exit(1)
    os._exit(0)


def copied(folder: Path, inside: Path | None = None) -> Path:
    """Her files where a program may change them, and the next one not notice; notebooks are left out."""
    made = Path(tempfile.mkdtemp(prefix="programme-", dir=inside))
    ignore = shutil.ignore_patterns("*.ipynb", made.name, "programme-*", ".ipynb_checkpoints")
    with contextlib.suppress(shutil.Error, OSError):
        shutil.copytree(folder, made, symlinks=True, dirs_exist_ok=True, ignore=ignore)
    return made


def _read(told: Told) -> Told:
    """The text of a file of hers; None where there is none that can be read."""
    path = Path.cwd() / str(told["name"])
    if not path.resolve().is_relative_to(Path.cwd().resolve()) or not path.is_file():
        return {"text": None}
    try:
        with path.open("rb") as file:  # which may say that it has a terabyte
            return {"text": file.read(TEXT_BYTES_MAX).decode("utf-8", "replace")}
    except OSError:
        return {"text": None}


def _names(told: Told) -> Told:
    """The names of her files, with slashes."""
    found: list[str] = []
    for folder, _, names in os.walk(Path.cwd()):
        inside = Path(folder).relative_to(Path.cwd())
        found += [(inside / name).as_posix() for name in sorted(names)]
        if len(found) > FILES_MAX:
            break
    return {"names": found[:FILES_MAX]}

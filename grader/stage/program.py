"""A learner's file run as Python runs it, in a process of its own: what it prints, where it stops."""

import builtins
import io
import linecache
import os
import random
import shutil
import socket
import sys
import time
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from grader.stage.wire import Lost, receive, send

PRINTED_MAX = 20_000
NAMES_MAX = 300
MESSAGE_MAX = 1000
IDLE_SECONDS = 300.0  # whoever asked has forgotten it


class Printed(io.TextIOBase):
    """Keeps the first letters of what is printed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = PRINTED_MAX

    def write(self, text: str) -> int:
        kept = str(text)[: self._room]
        self._room -= len(kept)
        if kept:
            self._parts.append(kept)
        return len(text)

    def writable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return "".join(self._parts)


class Program:
    """Her file, ``name`` in ``folder``; ``run`` is for once."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.printed = Printed()
        self.space: dict[str, Any] = {}

    def seat(self, seed: int, answers: Iterable[str]) -> None:
        """Makes this process's Python hers; nothing is random, and nobody sits at the keyboard."""
        sys.stdout = sys.stderr = self.printed
        sys.argv = [self.name]
        sys.path.insert(0, str(self.folder))
        sys.settrace(None)
        random.seed(seed)
        _keep_seeded(seed)
        waiting = list(answers)

        def ask(prompt: object = "", /) -> str:
            self.printed.write(str(prompt))
            if not waiting:
                raise EOFError("EOF when reading a line")
            return waiting.pop(0)

        builtins.input = ask
        builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]

    def run(self) -> dict[str, Any] | None:
        """Runs it to its end; what stopped it, or None where it came to its end or ended itself."""
        path = self.folder / self.name
        module = types.ModuleType("__main__")
        module.__file__ = str(path)
        sys.modules["__main__"] = module
        self.space = module.__dict__
        try:
            exec(compile(path.read_bytes(), str(path), "exec"), self.space)  # noqa: S102 - what this is for
        except SystemExit:
            return None
        except BaseException as error:
            return self.trouble(error)
        return None

    def trouble(self, error: BaseException) -> dict[str, Any]:
        """An error as plain data, with the last line of hers that it went through."""
        if isinstance(error, SyntaxError) and error.filename:
            place = self._place(error.filename, error.lineno or 0)
        else:
            place = self._place("", 0)
            trace = error.__traceback__
            while trace is not None:
                place = self._place(trace.tb_frame.f_code.co_filename, trace.tb_lineno) or place
                trace = trace.tb_next
        try:
            message = str(error.msg if isinstance(error, SyntaxError) else error)
        except BaseException as other:  # her own class may not even know how to be shown
            message = type(other).__name__
        return {"name": type(error).__name__, "message": message[:MESSAGE_MAX], **place, **self._names()}

    def standing(self, frame: types.FrameType | None) -> dict[str, Any]:
        """Where her program is now: the innermost line of hers."""
        place: dict[str, Any] = {}
        while frame is not None and not place:
            place = self._place(frame.f_code.co_filename, frame.f_lineno)
            frame = frame.f_back
        return {"name": "", "message": "", **(place or self._place("", 0)), **self._names()}

    def _place(self, file: str, line: int) -> dict[str, Any]:
        """Nothing where the file is none of hers, once there is a file."""
        if not file:
            return {"file": self.name, "line": 0, "code": ""}
        real = os.path.realpath(file)
        root = os.path.realpath(self.folder)
        if not real.startswith(root + os.sep):
            return {}
        code = linecache.getline(file, line).strip()
        return {"file": os.path.relpath(real, root), "line": line, "code": code[:200]}

    def _names(self) -> dict[str, Any]:
        names = [str(name)[:60] for name in list(self.space) if not str(name).startswith("__")]
        return {"names": names[:NAMES_MAX]}


def _keep_seeded(seed: int) -> None:
    """``random.seed()`` of hers, with nothing, is this seed again: what it would ask is not there to ask."""
    real = random.seed

    def again(a: Any = None, version: int = 2) -> None:
        real(seed if a is None else a, version)

    random.seed = again
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(seed)
    _draw_alike(random.Random(seed))  # noqa: S311


def _draw_alike(chance: random.Random) -> None:
    """What would ask the machine for chance (``Random()``, ``uuid4``, numpy, secrets) gets this one's."""
    seeded = random.Random.seed

    def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
        seeded(self, chance.getrandbits(64) if a is None else a, version)

    put(random.Random, seed=seed)
    put(os, urandom=chance.randbytes)
    put(random, _urandom=chance.randbytes)


def put(place: Any, **named: Any) -> None:
    """Puts these in the place of a library's own, in a process that is hers."""
    for name, value in named.items():
        setattr(place, name, value)


def answer(
    channel: socket.socket,
    first: dict[str, Any],
    ask: Callable[[dict[str, Any]], dict[str, Any]],
    folder: Path,
) -> NoReturn:
    """Tells ``first``, then answers questions until nobody asks; her code never goes on.

    Args:
        folder: the program's own, removed in the end: whoever made it may be gone.
    """
    try:
        send(channel, first)
        while True:
            send(channel, ask(receive(channel, time.monotonic() + IDLE_SECONDS)))
    except (OSError, Lost, MemoryError):
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

"""Chromium started and spoken to over two pipes, in its DevTools protocol: no port, no network."""

import contextlib
import fcntl
import json
import os
import select
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.browser import chromium

Told = dict[str, Any]
Hear = Callable[[str, Told], None]

MESSAGE_BYTES_MAX = 64 << 20
_ERRORS_KEPT = 2000


class Gone(Exception):
    """Chromium ended, or never started; what it said last."""


class Late(Exception):
    """No answer in time."""


class Refused(Exception):
    """Chromium does not do what it was asked, e.g. because the page is another one by now."""


class Pipe:
    """One Chromium.

    Args:
        folder: for its profile and all that it writes.
    """

    def __init__(self, program: Path, folder: Path) -> None:
        self._hears: dict[str, Hear] = {}
        self._expected: dict[int, Callable[[Told], object]] = {}
        self._last = 0
        self._came = bytearray()
        self._said = folder / "said"
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        os.set_blocking(self._in, False)
        # Where they have to be, others may be now.
        high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in (theirs_in, theirs_out)]
        said = os.open(self._said, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        places = [(os.POSIX_SPAWN_DUP2, high[0], 3), (os.POSIX_SPAWN_DUP2, high[1], 4)]
        environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        try:
            self.process = os.posix_spawn(
                str(program),
                chromium.command(program, folder / "profile"),
                environment,
                file_actions=[*places, (os.POSIX_SPAWN_DUP2, said, 2)],
            )
        except OSError as error:
            raise Gone(str(error)) from error
        finally:
            for one in (theirs_in, theirs_out, *high, said):
                os.close(one)

    @property
    def number(self) -> int:
        """The file descriptor that can be read when Chromium has something to say."""
        return self._in

    def hear(self, session: str, hear: Hear) -> None:
        """Events of a session go there; those of the whole browser are the session ""."""
        self._hears[session] = hear

    def forget(self, session: str) -> None:
        self._hears.pop(session, None)

    def tell(self, method: str, told: Mapping[str, Any] | None = None, session: str = "") -> int:
        """Sends a command of which the answer does not matter; its number."""
        self._last += 1
        message: Told = {"id": self._last, "method": method, "params": dict(told or {})}
        if session:
            message["sessionId"] = session
        left = memoryview(json.dumps(message).encode() + b"\0")
        try:
            while left:
                left = left[os.write(self._out, left) :]
        except OSError:
            raise self._gone() from None
        return self._last

    def ask(
        self, method: str, told: Mapping[str, Any] | None = None, session: str = "", *, end: float
    ) -> Told:
        """The answer, before ``end`` (``time.monotonic``); events are heard meanwhile."""
        return self.asked(lambda done: self.wait(done, end), method, told, session)

    def asked(
        self,
        wait: Callable[[Callable[[], bool]], None],
        method: str,
        told: Mapping[str, Any] | None = None,
        session: str = "",
    ) -> Told:
        """The answer, for which ``wait`` waits until it is there, or raises; Refused where it is an error."""
        came: list[Told] = []
        self._expected[self.tell(method, told, session)] = came.append
        wait(lambda: bool(came))
        if "error" in came[0]:
            raise Refused(str(came[0]["error"].get("message", "")))
        return dict(came[0].get("result", {}))

    def wait(self, done: Callable[[], bool], end: float) -> None:
        """Hears what comes until it is ``done``; Late where it is not before ``end``."""
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                raise Late
            if select.select([self._in], [], [], left)[0]:
                self.pump()

    def pump(self) -> None:
        """Hears what is there by now."""
        try:
            part = os.read(self._in, 1 << 20)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part or len(self._came) > MESSAGE_BYTES_MAX:
            raise self._gone()
        before = len(self._came)
        self._came += part
        if self._came.find(b"\0", before) < 0:
            return
        *messages, rest = self._came.split(b"\0")
        self._came = bytearray(rest)
        for body in messages:
            self._heard(json.loads(body))

    def _heard(self, message: Told) -> None:
        if "id" in message:
            take = self._expected.pop(message["id"], None)
            if take is not None:
                take(message)
            return
        hear = self._hears.get(message.get("sessionId", ""))
        if hear is not None:
            hear(message["method"], message.get("params", {}))

    def _gone(self) -> Gone:
        with contextlib.suppress(OSError):
            return Gone(self._said.read_text("utf-8", "replace")[-_ERRORS_KEPT:].strip())
        return Gone("")

    def close(self) -> None:
        """It ends by itself where it cannot be killed, as nobody speaks to it any more."""
        for number in (self._in, self._out):
            os.close(number)
        for process in (self.process, *children(self.process)):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(self.process, 0)


def children(process: int) -> dict[int, float]:
    """A process's children that can be seen, each with its processor seconds until now."""
    found: dict[int, float] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            words = status.read_text().rpartition(")")[2].split()
            if int(words[1]) == process:
                found[int(status.parent.name)] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return found

"""One forked, confined process, seen from the grader: told what to run, and never believed."""

import contextlib
import json
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import Any, Protocol

from grader.errors import GraderError
from grader.sandbox.cgroup import Group
from grader.sandbox.inside.frames import ANSWER, HEAD, QUESTION

MESSAGE_BYTES_MAX = 16 << 20
ELEMENTS_MAX = 2_000_000
END_SECONDS = 5.0


class Lost(Exception):
    """The process is no longer of any use, by what ran in it; ``name`` is the error that its cells get."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name
        self.why = why


class Late(Exception):
    """No answer in time."""


class Ends(Protocol):
    """Who knows how a process ended: the fork server."""

    def ended(self, number: int) -> tuple[int, float] | None: ...


class Process:
    """A fork of a warm process.

    Args:
        channel: our end of its socket.
        handle: its pidfd.
        number: its id, as the fork server counts.
        cpu_seconds: processor time after which the kernel ends it.
        group: the control groups that it is in.
    """

    def __init__(
        self, channel: socket.socket, handle: int, number: int, ends: Ends, cpu_seconds: int, group: Group
    ) -> None:
        self.channel = channel
        self._handle = handle
        self._number = number
        self._ends = ends
        self._cpu_seconds = cpu_seconds
        self._group = group
        self._ended_by_us = False
        self._closed = False
        self._came = bytearray()
        self._kills_before = group.kills()
        self._here = self._number_here()

    def _number_here(self) -> int:
        for line in Path(f"/proc/self/fdinfo/{self._handle}").read_text().splitlines():
            if line.startswith("Pid:"):
                return int(line.split()[1])
        return -1

    # -- messages -----------------------------------------------------------------------------------

    def send(self, message: dict[str, Any], data: bytes = b"") -> None:
        """Raises Lost where the process is gone."""
        self.pass_on(json.dumps(message).encode(), data)

    def pass_on(self, body: bytes | bytearray, data: bytes = b"") -> None:
        """Sends the JSON of another process as it came."""
        self.channel.settimeout(END_SECONDS)
        try:
            self.channel.sendall(HEAD.pack(len(body), ANSWER) + body + data)
        except TimeoutError:
            # Our own code reads there; only her code, spoiling it, can have stopped that.
            raise Lost("UnresponsiveKernelError", "the process does not read") from None
        except OSError:
            raise self._lost() from None

    def receive(self, end: float) -> dict[str, Any]:
        """The next message, before ``end`` (``time.monotonic``).

        Raises:
            Late: it did not come.
            Lost: the process is gone, or answers nonsense.
            GraderError: somebody outside ended it.
        """
        return self.read(self.receive_unread(end)[0])

    def receive_unread(self, end: float) -> tuple[bytearray, bool]:
        """The next message, of which nothing but its length is known, and whether it is a question."""
        self._read(HEAD.size, end)
        length, kind = HEAD.unpack(self._came[: HEAD.size])
        if length > MESSAGE_BYTES_MAX:
            raise self._spoilt("an answer of more than 16 MB")
        self._read(HEAD.size + length, end)
        told, self._came = self._came[HEAD.size :], bytearray()
        return told, kind == QUESTION

    def read(self, told: bytearray) -> dict[str, Any]:
        """A message as JSON; Lost where it is none, or more than our memory shall hold."""
        if sum(map(told.count, b"[{,")) > ELEMENTS_MAX:
            raise self._spoilt("more values than our memory shall hold")
        try:
            message = json.loads(told)
        except (ValueError, RecursionError) as error:
            raise self._spoilt(f"no JSON: {type(error).__name__}") from None
        if not isinstance(message, dict):
            raise self._spoilt("no object")
        return message

    def _read(self, length: int, end: float) -> None:
        """Waits until this much of a message came. What came before ``end`` is kept for the next time."""
        while len(self._came) < length:
            left = end - time.monotonic()
            if left <= 0:
                raise Late
            self.channel.settimeout(left)
            try:
                part = self.channel.recv(min(length - len(self._came), 1 << 20))
            except TimeoutError:
                raise Late from None
            except OSError:
                raise self._lost() from None
            if not part:
                raise self._lost()
            self._came += part

    def _spoilt(self, what: str) -> Lost:
        self.end()
        return Lost("DeadKernelError", f"the process answered nonsense: {what}")

    # -- life and death -----------------------------------------------------------------------------

    def interrupt(self) -> None:
        """As Ctrl-C in a terminal."""
        self._signal(signal.SIGINT)

    def end(self) -> None:
        """Kills it and, in its namespace, all it started."""
        self._ended_by_us = True
        if self._here > 0 and not self._wait(0):
            # Where there is no PID namespace, its group is what it cannot leave.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._here, signal.SIGKILL)
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def _wait(self, seconds: float = END_SECONDS) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])

    def _lost(self) -> Lost:
        """Why nothing comes any more.

        Raises:
            GraderError: not because of what ran in it.
        """
        if not self._wait():
            # It closed the channel itself, and lives on.
            self.end()
            return Lost("DeadKernelError", "the process closed its channel")
        found = self._ends.ended(self._number)
        if found is None:
            raise _killed("the fork server is gone")
        status, seconds = found
        by_signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        # The kernel's limit counts ticks: on a busy machine it can strike a third too early.
        spent = seconds > self._cpu_seconds / 2
        ours = self._ended_by_us or spent or self._group.kills() > self._kills_before
        if by_signal in (signal.SIGKILL, signal.SIGTERM) and not ours:
            # In its own PID namespace nothing can send it these, so they came from this machine.
            raise _killed(f"signal {by_signal} from outside")
        return Lost("DeadKernelError", f"the process died (wait status {status})")

    def close(self) -> None:
        """Ends it; returns when nothing of it runs. Again is once."""
        if self._closed:
            return
        self._closed = True
        self.channel.close()
        self.end()
        self._wait()
        os.close(self._handle)


def _killed(why: str) -> GraderError:
    return GraderError("sandbox-killed", "La correction a été interrompue.", f"the sandbox was killed: {why}")

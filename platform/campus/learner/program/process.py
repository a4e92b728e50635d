"""Starts a program of hers, keeps what it prints, and ends it with everything that it has started."""

import asyncio
import json
import os
import secrets
import signal
import socket
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from campus.learner.program.channel import ChannelClosed, Far

LOG_LETTERS_MAX = 20_000
PRINTED_BYTES = 1 << 16
PRINTED_PAUSE_SECONDS = 0.05  # a program that prints without end waits for us, not the other way round
GENTLE_SECONDS = 0.5
ROUNDS_MAX = 50
MARK = "CAMPUS_PROGRAM"
# Her server's own token is not for programs; the rest is what a terminal of hers has too.
_KEPT = (
    *("HOME", "LANG", "PATH", "USER", "TZ"),
    *("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "CURL_CA_BUNDLE"),
)

Printed = Callable[[str, bool], Awaitable[None] | None]
"""(text, whether it is on stderr)."""


class Log:
    """The end of what a program printed."""

    def __init__(self) -> None:
        self._parts: deque[str] = deque()
        self._letters = 0

    def add(self, text: str) -> None:
        self._parts.append(text)
        self._letters += len(text)
        while self._letters - len(self._parts[0]) >= LOG_LETTERS_MAX:
            self._letters -= len(self._parts.popleft())

    @property
    def text(self) -> str:
        return "".join(self._parts)[-LOG_LETTERS_MAX:]


class Program:
    """One run, from its start to its end; made by ``start``."""

    def __init__(self, process: asyncio.subprocess.Process, channel: Far, mark: str) -> None:
        self.process = process
        self.channel = channel
        self._mark = mark
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def start(
        cls,
        module: str,
        folder: Path,
        told: Mapping[str, Any],
        printed: Printed,
        *,
        handed: Sequence[int] = (),
        environment: Mapping[str, str] | None = None,
    ) -> "Program":
        """Runs ``python -m module`` in a folder of hers.

        Args:
            told: what the module reads as JSON in its first argument; ``channel`` is added, the file
                descriptor of its side of the channel.
            printed: hears what it prints.
            handed: file descriptors that it gets too.
            environment: on top of the few variables that it has from her server.
        """
        ours, theirs = socket.socketpair()
        mark = secrets.token_hex(16)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", module),
                json.dumps({**told, "channel": theirs.fileno()}),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                cwd=folder,
                env={**kept, "PYTHONUNBUFFERED": "1", MARK: mark, **(environment or {})},
                pass_fds=(theirs.fileno(), *handed),
                start_new_session=True,
            )
        made = cls(process, await Far.over(ours), mark)
        for stream, is_error in ((process.stdout, False), (process.stderr, True)):
            assert stream is not None  # noqa: S101 - asked for above
            made._tasks.append(asyncio.create_task(_listen(stream, is_error, printed)))
        return made

    async def heard(self) -> dict[str, Any] | bytes | None:
        """What it says next; None once it says nothing more."""
        try:
            return await self.channel.hear()
        except ChannelClosed:
            return None

    @property
    def is_over(self) -> bool:
        return self.process.returncode is not None

    def ask_where(self) -> None:
        """It answers with a message ``stuck``, where it still can, and ends."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGUSR1)

    def count(self) -> int:
        """How many processes it is by now."""
        return sum(1 for _ in self._all())

    async def end(self) -> None:
        """Nothing of it is left after this, but what has hidden itself on purpose: her space ends that."""
        if not self.is_over:
            with suppress(ProcessLookupError):
                self.process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), GENTLE_SECONDS)
        self._kill()
        await self.process.wait()
        # What it has printed last is read to its end, unless somebody still holds the other side.
        await asyncio.wait(self._tasks, timeout=GENTLE_SECONDS)
        for task in self._tasks:
            task.cancel()
        self.channel.close()

    def _kill(self) -> None:
        # Stopped first: who forks as quickly as we kill would never be caught.
        stopped: set[int] = set()
        for _ in range(ROUNDS_MAX):
            running = set(self._all()) - stopped
            if not running:
                break
            for number in running:
                _signal(number, signal.SIGSTOP)
            stopped |= running
        for number in stopped:
            _signal(number, signal.SIGKILL)
        with suppress(ProcessLookupError):
            self.process.kill()

    def _all(self) -> Iterator[int]:
        """Whoever has the mark in its environment: children, and theirs, in whatever session."""
        wanted = f"{MARK}={self._mark}".encode()
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with suppress(OSError):
                    if wanted in (folder / "environ").read_bytes():
                        yield int(folder.name)


def _signal(number: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(number, which)


async def _listen(stream: asyncio.StreamReader, is_error: bool, printed: Printed) -> None:
    while part := await stream.read(PRINTED_BYTES):
        if (waiting := printed(part.decode("utf-8", "replace"), is_error)) is not None:
            await waiting
        await asyncio.sleep(PRINTED_PAUSE_SECONDS)

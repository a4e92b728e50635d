"""The one way out of a space: sockets of its own that lead to the hub's API, to the exchange, or further."""

import asyncio
import contextlib
import os
import resource
import shutil
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what it imports takes a second, in which nobody gets out
    from campus.settings import Settings

CHUNK_BYTES = 1 << 16
CONNECTIONS_MAX = 4000
# Through one socket of one space: her server keeps a few open. Who wants more waits in her own queue.
EACH_MAX = 50
BACKLOG = 64
# Listening sockets of a hundred spaces, and names that are being looked up.
FILES_SPARE = 400
TELL_SECONDS = 5.0
TIRED_SECONDS = 0.5
CLOSE_SECONDS = 30.0
# Sent before anything comes back: the hub keeps a body, up to 100 MB, before it looks who asks.
UNANSWERED_BYTES = {"hub.sock": 1 << 20}

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
"""One side of a connection: what it says, and where it is told something."""
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""What is done with somebody's connection until it is over; closing it is left to the gateway."""


def services(settings: "Settings") -> Mapping[str, int]:
    """Loopback port behind each socket of a space, by the socket's name."""
    return {"hub.sock": settings.hub_port, "exchange.sock": settings.exchange_port}


def open_doors(folder: Path, name: str) -> None:
    """Has the gateway answer in ``folder/name``; while it is down, it will once it is back."""
    room = folder / name
    room.mkdir(parents=True, exist_ok=True)
    room.chmod(0o755)  # she is another user
    _tell(folder, name)


def close_doors(folder: Path, name: str) -> None:
    """Has it answer there no more."""
    shutil.rmtree(folder / name, ignore_errors=True)
    _tell(folder, name)


def _tell(folder: Path, name: str) -> None:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(TELL_SECONDS)
        asking.connect(str(_control(folder)))
        asking.sendall(f"{name}\n".encode())
        asking.recv(1)


def _control(folder: Path) -> Path:
    """Where the gateway is told of folders; no space shows it."""
    return folder.with_suffix(".sock")


def run(
    folder: Path, ports: Mapping[str, int], others: Mapping[str, Callable[[], Answer]] | None = None
) -> None:
    """Passes bytes on until somebody stops this process; a service that is down refuses only its own.

    Args:
        folder: each folder in it belongs to one space.
        ports: of the services, on loopback, by the name of their socket in each of these folders.
        others: what answers at further sockets; called once for each space.
    """
    to_ports = {name: _to_port(port, UNANSWERED_BYTES.get(name)) for name, port in ports.items()}
    asyncio.run(_run(folder, {**to_ports, **(others or {})}))


async def _run(folder: Path, services: Mapping[str, Callable[[], Answer]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    gateway = _Gateway(folder, services, _most_files())
    control = _control(folder)
    control.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(gateway.told, control)
    control.chmod(0o600)
    # Afterwards: who has not been heard has made her folder by now.
    for room in folder.iterdir():
        gateway.look(room.name)
    async with server:
        await server.serve_forever()


def _most_files() -> int:
    """How many files this process may open, from now on."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


class _Gateway:
    """
    Args:
        files: how many may be open; each connection is two.
    """

    def __init__(self, folder: Path, services: Mapping[str, Callable[[], Answer]], files: int) -> None:
        self._folder, self._services = folder, services
        self._places = asyncio.Semaphore(min(CONNECTIONS_MAX, (files - FILES_SPARE) // 2))
        self._doors: dict[str, list[asyncio.Task[None]]] = {}
        self._connections: set[asyncio.Task[None]] = set()

    async def told(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = (await reader.readline()).decode(errors="replace").strip()
        self.look(name)
        writer.write(b"\n")
        writer.close()

    def look(self, name: str) -> None:
        """Answers anew in that folder; where it is gone, no more."""
        for door in self._doors.pop(name, []):
            door.cancel()
        room = self._folder / name
        if room in self._folder.iterdir() and room.is_dir():
            self._doors[name] = [
                asyncio.create_task(self._answer(_listening(room / one), service()))
                for one, service in self._services.items()
            ]

    async def _answer(self, listener: socket.socket, answer: Answer) -> None:
        """One space's connections to one service, until it is cancelled; those that are open go on."""
        loop = asyncio.get_running_loop()
        hers = asyncio.Semaphore(EACH_MAX)
        with listener:
            while True:
                await hers.acquire()
                connection = await _accepted(listener)
                await self._places.acquire()
                served = loop.create_task(_serve(connection, answer))
                self._connections.add(served)
                served.add_done_callback(lambda served: self._ended(served, hers))

    def _ended(self, served: asyncio.Task[None], hers: asyncio.Semaphore) -> None:
        self._connections.discard(served)
        self._places.release()
        hers.release()


def _listening(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    # The way to it may be longer than such a name may be.
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        made.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)
    path.chmod(0o666)
    made.listen(BACKLOG)
    made.setblocking(False)
    return made


async def _accepted(listener: socket.socket) -> socket.socket:
    while True:
        with contextlib.suppress(OSError):
            return (await asyncio.get_running_loop().sock_accept(listener))[0]
        await asyncio.sleep(TIRED_SECONDS)  # too many files are open, say


async def _serve(connection: socket.socket, answer: Answer) -> None:
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection(sock=connection)
        try:
            await answer(reader, writer)
        finally:
            await close(writer)


async def close(writer: asyncio.StreamWriter) -> None:
    """Returns when the connection is gone: who does not read what is left for her loses it after a while."""
    writer.close()
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await writer.wait_closed()
    except OSError:
        writer.transport.abort()


def _to_port(port: int, most: int | None) -> Callable[[], Answer]:
    return lambda: partial(_pass_on, port=port, most=most)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, port: int, most: int | None
) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", port)
    unanswered = _Unanswered(most)
    try:
        await both_ways((reader, writer), (there, back), unanswered.sent, unanswered.answered)
    except* _TooMuchError:
        for one in (writer, back):
            one.transport.abort()
    finally:
        back.close()


def _uncounted(size: int) -> None:
    """Nothing."""


async def both_ways(
    near: Ends,
    far: Ends,
    sent: Callable[[int], None] = _uncounted,
    answered: Callable[[int], None] = _uncounted,
) -> None:
    """Passes bytes on until both have said all.

    Args:
        sent: told how many bytes go from ``near`` to ``far``, before they do; what it raises ends both.
        answered: the same of those that come back.
    """
    async with asyncio.TaskGroup() as both:
        both.create_task(_copy(near[0], far[1], sent))
        both.create_task(_copy(far[0], near[1], answered))


class _TooMuchError(Exception):
    """More was sent than may be before an answer."""


class _Unanswered:
    """Bytes that went in since something came back; past ``most`` the connection ends."""

    def __init__(self, most: int | None) -> None:
        self.most, self.count = most, 0

    def sent(self, size: int) -> None:
        self.count += size
        if self.most is not None and self.count > self.most:
            raise _TooMuchError

    def answered(self, size: int) -> None:
        self.count = 0


async def _copy(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, passed: Callable[[int], None]
) -> None:
    with contextlib.suppress(OSError):
        while part := await source.read(CHUNK_BYTES):
            passed(len(part))
            target.write(part)
            await target.drain()
    with contextlib.suppress(OSError, RuntimeError):
        target.write_eof()


if __name__ == "__main__":
    # FOLDER NAME=PORT...
    run(Path(sys.argv[1]), {name: int(port) for name, port in (word.split("=") for word in sys.argv[2:])})

"""Her server's port kept outside of her space, and each connection to it handed in as a plain pair."""

import asyncio
import os
import signal
import socket
import sys
from typing import Any

CHUNK_BYTES = 1 << 16


class Door(socket.socket):
    """As much of a listening socket as a server needs; it leads to nothing of the machine's network."""

    def accept(self) -> tuple[socket.socket, Any]:
        told, handed, _, _ = socket.recv_fds(self, 16, 1)
        if not told:
            # Whoever kept her port is gone: nobody can reach her server, and the hub starts it again.
            os.kill(os.getpid(), signal.SIGTERM)
            raise BlockingIOError
        return socket.socket(fileno=handed[0]), ""


def pair() -> tuple[socket.socket, Door]:
    """Ours, and hers."""
    ours, hers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    return ours, Door(fileno=hers.detach())


def pass_on(listener: socket.socket, door: socket.socket) -> None:
    """Until her server has closed its side, which it also does by ending."""
    asyncio.run(_Passing(listener, door).serve())


class _Passing:
    def __init__(self, listener: socket.socket, door: socket.socket) -> None:
        self.listener, self.door = listener, door
        self.ended = asyncio.Event()
        self.open: set[asyncio.Task[None]] = set()
        for one in (listener, door):
            one.setblocking(False)

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(self.door, self._look)
        accepting = loop.create_task(self._accept())
        await self.ended.wait()
        accepting.cancel()

    def _look(self) -> None:
        """Her server says nothing here: it has ended, or somebody wants to keep us busy."""
        try:
            self.door.recv(16)
        except BlockingIOError:
            return
        except OSError:
            pass
        self.ended.set()

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                outer = (await loop.sock_accept(self.listener))[0]
            except OSError:  # too many open files, say
                await asyncio.sleep(0.1)
                continue
            task = loop.create_task(self._connect(outer))
            self.open.add(task)
            task.add_done_callback(self.open.discard)

    async def _connect(self, outer: socket.socket) -> None:
        with outer:
            inner, hers = socket.socketpair()
            with inner:
                with hers:
                    try:
                        socket.send_fds(self.door, [b"+"], [hers.fileno()])
                    except OSError:  # she takes none any more
                        return
                inner.setblocking(False)
                await asyncio.gather(_copy(outer, inner), _copy(inner, outer))


async def _copy(source: socket.socket, target: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    try:
        while part := await loop.sock_recv(source, CHUNK_BYTES):
            await loop.sock_sendall(target, part)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for one in (source, target):
            one.close()


if __name__ == "__main__":
    # File descriptors: of her port, and of our side of the door.
    pass_on(*(socket.socket(fileno=int(one)) for one in sys.argv[1:]))

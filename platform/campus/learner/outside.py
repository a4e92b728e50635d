"""The way out for her programs, which know TCP alone: a port of her own loopback that her server answers."""

import asyncio
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from campus.space.gateway import both_ways, close
from campus.space.job import GATE

if TYPE_CHECKING:  # the hub, which asks for the name below, runs none
    from tornado.ioloop import IOLoop

FLAG = "CAMPUS_INTERNET"
"""In the environment of a server behind whose gateway some of the Internet is open."""
HOST, PORT = "127.0.0.1", 3128
SOCKET = GATE / "internet.sock"


def open_way(loop: "IOLoop") -> None:
    """Kernels and terminals that this server starts from now on go out through it."""
    listener = _listener()
    os.environ.update(environment(listener.getsockname()[1]))
    # Who comes before the loop runs waits in the socket.
    loop.add_callback(serve, listener, SOCKET)


def _listener() -> socket.socket:
    with suppress(OSError):
        return socket.create_server((HOST, PORT))
    return socket.create_server((HOST, 0))


def environment(port: int) -> Mapping[str, str]:
    """What requests, pip and curl look for."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    names = {"HTTPS_PROXY": f"http://{HOST}:{port}", "NO_PROXY": "localhost,127.0.0.1,::1"}
    # A space shows no /etc/ssl: curl and Python's own urllib trust whom requests trusts.
    authorities = dict.fromkeys(("CURL_CA_BUNDLE", "SSL_CERT_FILE"), DEFAULT_CA_BUNDLE_PATH)
    return {**names, **{name.lower(): value for name, value in names.items()}, **authorities}


async def serve(listener: socket.socket, path: Path) -> None:
    """Each connection becomes one to the socket."""
    # A loop keeps no task that waits: without this the collector would end a connection in the middle.
    answering: set[asyncio.Task[None] | None] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.add(asyncio.current_task())
        try:
            with suppress(OSError):  # the gateway is down, say: it comes back in a second
                there, back = await asyncio.open_unix_connection(path)
                try:
                    await both_ways((reader, writer), (there, back))
                finally:
                    back.close()
        finally:
            await close(writer)
            answering.discard(asyncio.current_task())

    await asyncio.start_server(answer, sock=listener)

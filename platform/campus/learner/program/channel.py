"""What her server and a program of hers tell each other: short JSON, and pictures, over one socket."""

import asyncio
import json
import socket
import struct
import threading
from collections.abc import Mapping
from typing import Any

MESSAGE_BYTES_MAX = 4 << 20
TEXT_BYTES_MAX = 1 << 16
_HEAD = struct.Struct("!cI")
_TEXT, _PICTURE = b"t", b"p"


class ChannelClosed(Exception):
    """The program has ended, or says what no program of ours would."""


class Near:
    """The program's own side; any thread may tell something.

    Args:
        link: a blocking stream socket.
    """

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._lock = threading.Lock()

    def tell(self, message: Mapping[str, Any]) -> None:
        self._send(_TEXT, json.dumps(message).encode())

    def show(self, picture: bytes) -> None:
        self._send(_PICTURE, picture)

    def hear(self) -> dict[str, Any]:
        """The next thing that her server says.

        Raises:
            ChannelClosed: it is gone.
        """
        kind, size = _HEAD.unpack(self._read(_HEAD.size))
        body = self._read(size)
        if kind != _TEXT:
            raise ChannelClosed
        heard: dict[str, Any] = json.loads(body)
        return heard

    def _send(self, kind: bytes, body: bytes) -> None:
        with self._lock:
            self._link.sendall(_HEAD.pack(kind, len(body)) + body)

    def _read(self, size: int) -> bytes:
        parts = b""
        while len(parts) < size:
            part = self._link.recv(size - len(parts))
            if not part:
                raise ChannelClosed
            parts += part
        return parts


class Far:
    """Her server's side. The program is hers: nothing that comes from it is believed to be well formed."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def over(cls, link: socket.socket) -> "Far":
        return cls(*await asyncio.open_unix_connection(sock=link))

    async def hear(self) -> dict[str, Any] | bytes:
        """The next message, or picture.

        Raises:
            ChannelClosed: nothing more comes.
        """
        try:
            kind, size = _HEAD.unpack(await self._reader.readexactly(_HEAD.size))
            if size > (MESSAGE_BYTES_MAX if kind == _PICTURE else TEXT_BYTES_MAX):
                raise ChannelClosed
            body = await self._reader.readexactly(size)
            if kind == _PICTURE:
                return body
            heard = json.loads(body)
        except (OSError, EOFError, ValueError, RecursionError) as error:
            raise ChannelClosed from error
        if not isinstance(heard, dict):
            raise ChannelClosed
        return heard

    async def tell(self, message: Mapping[str, Any]) -> None:
        body = json.dumps(message).encode()
        try:
            self._writer.write(_HEAD.pack(_TEXT, len(body)) + body)
            await self._writer.drain()
        except OSError as error:
            raise ChannelClosed from error

    def close(self) -> None:
        self._writer.close()

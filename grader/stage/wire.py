"""Messages between a program's process and whoever started it: a length, then JSON; nothing is believed."""

import json
import socket
import struct
import time
from typing import Any

HEAD = struct.Struct(">I")
BYTES_MAX = 12 << 20
ELEMENTS_MAX = 500_000


class Lost(Exception):
    """The program answers no more; ``why`` is "late", "gone" or "nonsense"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def send(channel: socket.socket, message: dict[str, Any]) -> None:
    """Raises OSError where the other side is gone."""
    body = json.dumps(message).encode()
    channel.sendall(HEAD.pack(len(body)) + body)


def receive(channel: socket.socket, end: float) -> dict[str, Any]:
    """The next message, before ``end`` (``time.monotonic``); Lost where there is none to be used."""
    (length,) = HEAD.unpack(_read(channel, HEAD.size, end))
    if length > BYTES_MAX:
        raise Lost("nonsense")
    body = _read(channel, length, end)
    if sum(map(body.count, b"[{,")) > ELEMENTS_MAX:
        raise Lost("nonsense")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise Lost("nonsense") from None
    if type(message) is not dict:
        raise Lost("nonsense")
    return message


def _read(channel: socket.socket, length: int, end: float) -> bytes:
    got = bytearray()
    while len(got) < length:
        left = end - time.monotonic()
        if left <= 0:
            raise Lost("late")
        channel.settimeout(left)
        try:
            part = channel.recv(min(length - len(got), 1 << 20))
        except TimeoutError:
            raise Lost("late") from None
        except OSError:
            raise Lost("gone") from None
        if not part:
            raise Lost("gone")
        got += part
    return bytes(got)

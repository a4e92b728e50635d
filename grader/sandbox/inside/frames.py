"""Messages between a forked process and the grader: a length, what kind it is, then JSON."""

import json
import socket
import struct
from typing import Any

HEAD = struct.Struct(">Ic")
ANSWER, QUESTION = b"a", b"q"
"""A question is for the other process, and goes there unread."""


def send(channel: socket.socket, message: dict[str, Any], kind: bytes = ANSWER) -> None:
    body = json.dumps(message, default=str).encode()
    channel.sendall(HEAD.pack(len(body), kind) + body)


def receive(channel: socket.socket) -> Any:
    """Raises EOFError where the other side is gone, ValueError or RecursionError where it sends no JSON."""
    length, _ = HEAD.unpack(read(channel, HEAD.size))
    return json.loads(read(channel, length))


def read(channel: socket.socket, length: int) -> bytes:
    got = bytearray()
    while len(got) < length:
        part = channel.recv(length - len(got))
        if not part:
            raise EOFError
        got += part
    return bytes(got)

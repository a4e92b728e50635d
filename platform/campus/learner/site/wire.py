"""One request to her site over its socket, and the answer as far as it is bounded in size and time."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import parse_headers
from io import BytesIO
from pathlib import Path

HEAD_BYTES_MAX = 1 << 16
CHUNK_BYTES = 1 << 16

Headers = tuple[tuple[str, str], ...]


class SiteFailure(Exception):
    """There is no answer; ``reason``: ``gone``, ``silent``, ``too-large`` or ``garbled``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Request:
    """``target``: path and query as they were sent."""

    method: str
    target: str
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Answer:
    """``headers`` as her site sent them: nothing in them is to be believed."""

    status: int
    headers: Headers
    body: bytes

    def first(self, name: str) -> str:
        """A header's first value; empty where it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


async def ask(socket: Path, request: Request, seconds: float, most_bytes: int) -> Answer:
    """
    Args:
        seconds: until the whole answer is there.
        most_bytes: of its body.

    Raises:
        SiteFailure
    """
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_unix_connection(socket, limit=HEAD_BYTES_MAX)
            try:
                sending = asyncio.ensure_future(_send(writer, request))
                try:
                    return await _read(reader, request.method, most_bytes)
                finally:
                    sending.cancel()
            finally:
                writer.close()
    except TimeoutError as error:
        raise SiteFailure("silent") from error
    except (OSError, asyncio.IncompleteReadError) as error:
        raise SiteFailure("gone") from error


async def _send(writer: asyncio.StreamWriter, request: Request) -> None:
    # HTTP/1.0: an answer then ends where the connection does, and comes in no pieces.
    lines = [f"{request.method} {request.target} HTTP/1.0", *_lines(request.headers)]
    lines += [f"Content-Length: {len(request.body)}", "Connection: close", "", ""]
    with suppress(OSError):  # it may answer, and go, before it has read all
        writer.write("\r\n".join(lines).encode("latin-1", "replace"))
        for start in range(0, len(request.body), CHUNK_BYTES):
            writer.write(request.body[start : start + CHUNK_BYTES])
            await writer.drain()


def _lines(headers: Headers) -> Iterable[str]:
    return (f"{name}: {value}" for name, value in headers if _is_plain(name) and _is_plain(value))


def _is_plain(text: str) -> bool:
    return not any(letter < " " for letter in text)


async def _read(reader: asyncio.StreamReader, method: str, most_bytes: int) -> Answer:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError as error:
        raise SiteFailure("garbled") from error
    first, _, rest = head.partition(b"\r\n")
    words = first.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
        raise SiteFailure("garbled")
    status = int(words[1])
    if not 200 <= status <= 599:
        raise SiteFailure("garbled")
    try:
        parsed = parse_headers(BytesIO(rest))
    except Exception as error:  # http.client has errors of several families for this
        raise SiteFailure("garbled") from error
    headers = tuple((name, value) for name, value in parsed.items() if _is_plain(name) and _is_plain(value))
    body = b"" if method == "HEAD" else await _body(reader, most_bytes)
    return Answer(status, headers, body)


async def _body(reader: asyncio.StreamReader, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := await reader.read(CHUNK_BYTES):
        size += len(part)
        if size > most_bytes:
            raise SiteFailure("too-large")
        parts.append(part)
    return b"".join(parts)

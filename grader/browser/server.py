"""Answers what a page asks for, from a learner's files or from her Flask site; the rest is offline."""

import base64
import contextlib
import mimetypes
import os
import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from grader.stage.host import copied
from grader.stage.process import end, settle
from grader.stage.wire import Lost, receive, send

Told = dict[str, Any]

ORIGIN = "http://localhost"
FILE_BYTES_MAX = 6 << 20
OPEN_SECONDS = 8.0
_NOT_FOUND = (
    '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Page introuvable</title></head>'
    "<body><main><h1>404</h1><p>Cette page n'existe pas.</p></main></body></html>"
)
# What the machine's own table may not know, or knows otherwise.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Asked:
    """A request of a page's: ``path`` with its question mark, ``body`` as it was sent."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    trouble: Told | None = field(default=None, compare=False)


class Server(Protocol):
    """``state`` is "open", or why nothing is there; ``trouble`` the error of hers that stopped it."""

    state: str
    trouble: Told | None

    def answer(self, asked: Asked) -> Reply: ...

    def close(self) -> None: ...


class Files:
    """A folder of pages, read as they are now."""

    trouble: Told | None = None

    def __init__(self, home: Path, first: str) -> None:
        self._home = home.resolve()
        self.state = "open" if self._path(first) is not None else "missing"

    def _path(self, name: str) -> Path | None:
        try:
            path = (self._home / name).resolve()
            if path.is_dir():
                path = path / "index.html"
            return path if path.is_relative_to(self._home) and path.is_file() else None
        except (OSError, ValueError):
            return None

    def answer(self, asked: Asked) -> Reply:
        path = self._path(unquote(urlsplit(asked.path).path).lstrip("/"))
        try:
            with path.open("rb") if path is not None else contextlib.nullcontext() as opened:
                body = opened.read(FILE_BYTES_MAX) if opened is not None else None
        except OSError:
            body = None
        if path is None or body is None:
            return Reply(404, (("Content-Type", "text/html; charset=utf-8"),), _NOT_FOUND.encode())
        kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
        return Reply(200, (("Content-Type", kind or "application/octet-stream"),), body)

    def close(self) -> None:
        """Nothing runs."""


class App:
    """A learner's Flask site in a process of its own, with a copy of her files ``inside`` another folder."""

    def __init__(self, home: Path, inside: Path, file: str, seed: int, patience: float) -> None:
        from grader.visit import part  # only where there is Flask

        self._folder = copied(home, inside)
        ours, theirs = socket.socketpair()
        self.process = os.fork()
        if self.process == 0:
            _run(part.perform, theirs, {"file": file, "seed": seed, "patience": patience}, self._folder)
        theirs.close()
        self._channel = ours
        self.trouble = None
        try:
            told = receive(ours, time.monotonic() + OPEN_SECONDS)
            self.state = str(told.get("state"))
            self.trouble = told.get("error")
        except Lost as lost:
            self.state = "frozen" if lost.why == "late" else "lost"

    def answer(self, asked: Asked) -> Reply:
        body = base64.b64encode(asked.body).decode()
        question = {"raw": body, "method": asked.method, "path": asked.path, "headers": list(asked.headers)}
        try:
            self._channel.settimeout(OPEN_SECONDS)
            send(self._channel, question)
            told = receive(self._channel, time.monotonic() + OPEN_SECONDS)
            headers = tuple((str(name), str(value)) for name, value in told.get("headers", ()))
            body_bytes = base64.b64decode(told.get("raw", ""))
            status = int(told["status"])
        except (OSError, Lost, KeyError, TypeError, ValueError):
            self.state = "lost"
            return Reply(0)
        return Reply(status, headers, body_bytes, told.get("error"))

    def close(self) -> None:
        self._channel.close()
        end(self.process)
        shutil.rmtree(self._folder, ignore_errors=True)


def _run(perform: Any, channel: socket.socket, request: Told, folder: Path) -> None:
    """In the site's process: nothing of the browser's is left open in it."""
    try:
        settle(channel, folder)
        perform(channel, request, folder)
    finally:
        os._exit(1)

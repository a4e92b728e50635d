"""Bundles kept under the hash of their content, so that a kept one never changes."""

import contextlib
import hashlib
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

_CHUNK_BYTES = 64 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Blob:
    sha256: str
    size_bytes: int


class Blobs(Protocol):
    """Where bundles are: a folder here, an object store elsewhere."""

    def put(self, source: IO[bytes]) -> Blob:
        """Keeps what is left to read in ``source``; once this returns, a power cut does not lose it."""

    def open(self, sha256: str) -> IO[bytes]:
        """Raises FileNotFoundError where nothing is kept under that hash."""

    def exists(self, sha256: str) -> bool: ...

    def tidy(self) -> None:
        """Removes what calls of ``put`` that were killed have left."""


class FolderBlobs:
    """``root/ab/abcdef…``: written beside, synced, then renamed, so a name always has whole content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: IO[bytes]) -> Blob:
        incoming = self.root / "incoming"
        _make(incoming)
        partial = incoming / secrets.token_hex(16)
        digest = hashlib.sha256()
        size_bytes = 0
        try:
            with partial.open("xb") as file:
                while chunk := source.read(_CHUNK_BYTES):
                    digest.update(chunk)
                    size_bytes += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            path = self._path(digest.hexdigest())
            _make(path.parent)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        # The root too: another hand-in may have made the parent a moment ago and not synced it yet.
        _sync(path.parent)
        _sync(self.root)
        return Blob(digest.hexdigest(), size_bytes)

    def open(self, sha256: str) -> IO[bytes]:
        return self._path(sha256).open("rb")

    def exists(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def tidy(self) -> None:
        # Another machine may be writing there: nobody takes an hour to hand in.
        hour_ago = time.time() - 3600
        for partial in (self.root / "incoming").glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if partial.stat().st_mtime < hour_ago:
                    partial.unlink()

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a sha256: {sha256!r}")
        return self.root / sha256[:2] / sha256


def _make(folder: Path) -> None:
    """Makes a folder that a power cut does not take away."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Her files, as her page saves them: whole or untouched; without room, French words that say what to do."""

import asyncio
import errno
import hashlib
import os
import secrets
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web

from campus.learner import words
from campus.learner.history import UNREADABLE, History
from campus.learner.piece import exercise_of, piece_of
from grader.errors import GraderError
from grader.words import french

# Past her share the kernel refuses every byte, as if the file were too large (space/quota.py).
HOME_FULL = frozenset({errno.EFBIG, errno.EDQUOT})


class LearnerFiles(AsyncLargeFileManager):
    """Jupyter's own, but for what happens where there is no room, and for what is made in the Atelier.

    A text file of a game or web exercise leaves its versions in `History`. Its page says with each save, as
    ``base``, which content it has seen last (sha256, or ``""`` for a new file): no other is written over.
    """

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        with _kind_refusals():
            if model.get("type") != "file" or model.get("format") != "text" or "chunk" in model:
                return await super().save(model, path)  # type: ignore[no-untyped-call]
            async with self._turns[path]:
                return await self._save_text(model, path)

    @cached_property
    def _turns(self) -> defaultdict[str, asyncio.Lock]:
        return defaultdict(asyncio.Lock)

    @cached_property
    def _history(self) -> History:
        return History(Path(self.root_dir))

    async def _save_text(self, model: dict[str, Any], path: str) -> Any:
        file = Path(self._get_os_path(path))  # type: ignore[no-untyped-call]
        before = await asyncio.to_thread(_read, file)
        base = model.pop("base", None)
        if base is not None and base != _hash(before):
            raise _refused(words.changed_elsewhere(path))
        text = str(model.get("content", "")).encode("utf-8")
        await asyncio.to_thread(self._remember, path, file, before)
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._remember, path, file, text, is_new=True)
        return saved if base is None else {**saved, "hash": _hash(text), "hash_algorithm": "sha256"}

    def _remember(self, path: str, file: Path, text: bytes | None, *, is_new: bool = False) -> None:
        """Keeps a version, where the file has any; never stands in the way of her work."""
        try:
            found = exercise_of(path)
            if text is None or found is None or piece_of(Path(self.root_dir), found[0]) is None:
                return
            now = datetime.now(UTC)
            if is_new:
                self._history.keep(*found, text, now)
            else:
                changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                self._history.keep_before(*found, text, changed, now)
        except UNREADABLE as problem:
            self.log.warning("campus: no version of %s is kept: %s", path, problem)

    async def create_checkpoint(self, path: str) -> Any:
        with _kind_refusals():
            return await super().create_checkpoint(path)  # type: ignore[no-untyped-call]

    def check_and_sign(self, nb: Any, path: str = "", **options: Any) -> None:
        """Her signatures are a database: that it has no room never stands in the way of her work."""
        try:
            super().check_and_sign(nb, path, **options)  # type: ignore[no-untyped-call]
        except sqlite3.Error as error:
            self.log.warning("campus: %s is not signed: %s", path, error)

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Looking for a signature writes when it was seen: that this fails never hides her work from her."""
        try:
            super().mark_trusted_cells(nb, path)  # type: ignore[no-untyped-call]
        except sqlite3.Error as error:
            self.log.warning("campus: %s opens as not trusted: %s", path, error)
            self.notary.mark_cells(nb, False)  # type: ignore[no-untyped-call]

    @contextmanager
    def atomic_writing(self, os_path: str, *args: Any, **options: Any) -> Iterator[Any]:
        """A file to write to, which takes the place of the other once all of it is on the disk.

        Jupyter's own empties her file first, and a disk that fills up then leaves it empty.
        """
        path = Path(os_path).resolve()
        with self.perm_to_403(os_path):
            if not os.access(path.parent, os.W_OK):
                with super().atomic_writing(os_path, *args, **options) as file:
                    yield file
                return
            with _replacing(path, *args, **options) as file:
                yield file


class LearnerKernels(AsyncMappingKernelManager):
    """Jupyter's own; a kernel needs a small file too, and one that only begins is not listed yet."""

    async def start_kernel(self, **options: Any) -> Any:  # type: ignore[override]
        try:
            return await super().start_kernel(**options)
        except OSError as problem:
            if refusal := _no_room(problem):
                # The sessions' handler puts the words of any exception in its answer, and no code (space.js).
                raise RuntimeError(f"{refusal.code}: {french(refusal.learner)}") from problem
            raise

    def kernel_model(self, kernel_id: str) -> Any:
        """Jupyter Server lists a kernel before it knows when it was last active, and answers 500."""
        if kernel_id in self._kernels and not self._kernels[kernel_id].trait_has_value("last_activity"):
            raise web.HTTPError(404, f"Kernel is not there yet: {kernel_id}")
        return super().kernel_model(kernel_id)  # type: ignore[no-untyped-call]


@contextmanager
def _replacing(path: Path, text: bool = True, encoding: str = "utf-8") -> Iterator[Any]:
    # No two savings share it, and what a crash leaves is hidden and no notebook.
    partial = path.with_name(f".~{path.name[:200]}.{secrets.token_hex(4)}")
    is_there = path.exists()
    if is_there and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "File is not writable", str(path))
    try:
        with partial.open("w", encoding=encoding, newline="\n") if text else partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if is_there:
            shutil.copymode(path, partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _hash(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


@contextmanager
def _kind_refusals() -> Iterator[None]:
    try:
        yield
    except (OSError, web.HTTPError) as problem:
        refusal = _no_room(problem if isinstance(problem, OSError) else problem.__cause__)
        if refusal is None:
            raise
        raise _refused(refusal) from problem


def _refused(refusal: GraderError) -> web.HTTPError:
    return web.HTTPError(int(refusal.http), french(refusal.learner), reason=refusal.code)


def _no_room(cause: BaseException | None) -> GraderError | None:
    if not isinstance(cause, OSError):
        return None
    if cause.errno in HOME_FULL:
        return words.home_full(str(cause))
    return words.disk_full(str(cause)) if cause.errno == errno.ENOSPC else None

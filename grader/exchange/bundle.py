"""A folder as one file: packed the same way every time, and never trusted when it comes back."""

import gzip
import io
import json
import os
import secrets
import shutil
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from grader.exchange import refusals

# Called like shutil.copytree's: folder, names in it -> names to leave out.
Ignore = Callable[[str, list[str]], AbstractSet[str] | Sequence[str]]

_CHUNK_BYTES = 64 * 1024
_NAME_BYTES = 255  # what Linux file systems take for one name
_PATH_BYTES = 1000
_DEPTH = 32  # functions that walk folders call themselves for each level
_CELLS = 2000
_HEADER_BYTES = 4096  # tar's own records for one file: header, long names, padding
_CELL_TYPES = frozenset({"code", "markdown", "raw"})


@dataclass(frozen=True)
class BundleLimits:
    """``max_bytes`` holds for the packed bundle and for the sum of its files.

    ``max_kept_bytes`` holds for all that the exchange keeps of one learner.
    """

    max_bytes: int = 10_000_000
    max_files: int = 200
    max_kept_bytes: int = 500_000_000

    @property
    def tar_bytes(self) -> int:
        """The most that a bundle within the limits takes as a tar file."""
        return self.max_bytes + (self.max_files + 1) * _HEADER_BYTES + tarfile.RECORDSIZE


@dataclass(frozen=True)
class Entry:
    """A file of a bundle; ``name`` is relative, with slashes."""

    name: str
    content: bytes


def pack(folder: Path, limits: BundleLimits | None = None, ignore: Ignore | None = None) -> bytes:
    """The folder's files as tar.gz; equal files give equal bytes.

    Raises:
        GraderError: link, special-file, too-many-files, bundle-too-large, unreadable-file, and what
            ``verify`` raises.
    """
    limits = limits or BundleLimits()
    tarred = io.BytesIO()
    total_bytes = 0
    with tarfile.open(fileobj=tarred, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for number, (name, path) in enumerate(_files(folder, "", ignore), start=1):
            if number > limits.max_files:
                raise refusals.too_many_files(limits.max_files)
            total_bytes += path.lstat().st_size
            if total_bytes > limits.max_bytes:
                raise refusals.too_large(limits.max_bytes, f"the files up to {name!r}")
            content = _content(path, name, limits)
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mode = 0o644
            tar.addfile(member, io.BytesIO(content))
    packed = gzip.compress(tarred.getvalue(), mtime=0)
    verify(packed, limits)
    return packed


def verify(source: bytes | IO[bytes], limits: BundleLimits | None = None) -> tuple[Entry, ...]:
    """The files of a bundle that came from anyone, once everything about it was found safe.

    Nothing is written. Inflating stops at the limit, so a small bundle cannot fill the memory.

    Raises:
        GraderError: one of the refusals about bundles.
    """
    limits = limits or BundleLimits()
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    tarred = _inflate(stream, limits)
    try:
        entries = _entries(tarred, limits)
    except (tarfile.TarError, EOFError, ValueError, OverflowError, MemoryError, RecursionError) as error:
        raise refusals.unreadable_bundle(f"{type(error).__name__}: {error}") from error
    for entry in entries:
        if entry.name.lower().endswith(".ipynb"):
            _check_notebook(entry)
    return entries


def unpack(source: bytes | IO[bytes], folder: Path, limits: BundleLimits | None = None) -> tuple[Entry, ...]:
    """Writes a verified bundle as ``folder``, which must not exist or be empty: all of it or nothing."""
    entries = verify(source, limits)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # The name is short whatever the folder's is, and beside it so that the rename stays on one disk.
    partial = folder.parent / f".unpacking-{secrets.token_hex(6)}"
    partial.mkdir()
    try:
        for entry in entries:
            path = partial / entry.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(entry.content)
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return entries


def _files(folder: Path, prefix: str, ignore: Ignore | None) -> Iterator[tuple[str, Path]]:
    names = sorted(path.name for path in folder.iterdir())
    left_out = frozenset(ignore(str(folder), names)) if ignore else frozenset()
    for name in names:
        if name in left_out:
            continue
        path, shown = folder / name, prefix + name
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise refusals.link(shown)
        if stat.S_ISDIR(mode):
            yield from _files(path, shown + "/", ignore)
        elif stat.S_ISREG(mode):
            yield _safe_name(shown), path
        else:
            raise refusals.special_file(shown)


def _content(path: Path, name: str, limits: BundleLimits) -> bytes:
    """The bytes of a file, read without following a link put there a moment ago."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            content = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise refusals.unreadable_file(name, str(error)) from error
    if len(content) > limits.max_bytes:
        raise refusals.too_large(limits.max_bytes, f"{name!r} grew")
    return content


def _inflate(stream: IO[bytes], limits: BundleLimits) -> bytes:
    """The tar file inside exactly one whole gzip member."""
    inflater = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    tarred = bytearray()
    packed_bytes = 0
    while chunk := stream.read(_CHUNK_BYTES):
        packed_bytes += len(chunk)
        if packed_bytes > limits.max_bytes:
            raise refusals.too_large(limits.max_bytes, "packed")
        try:
            tarred += inflater.decompress(chunk, limits.tar_bytes + 1 - len(tarred))
        except zlib.error as error:
            raise refusals.unreadable_bundle(str(error)) from error
        if len(tarred) > limits.tar_bytes:
            raise refusals.too_large(limits.max_bytes, "unpacked")
        if inflater.unused_data:
            raise refusals.unreadable_bundle("data after the end")
    if not inflater.eof:
        raise refusals.unreadable_bundle("ends too early")
    return bytes(tarred)


def _entries(tarred: bytes, limits: BundleLimits) -> tuple[Entry, ...]:
    files: dict[str, Entry] = {}
    folders: set[str] = set()
    total_bytes = 0
    # A stream only goes forward: no offset written in a header can send the reader back.
    with tarfile.open(fileobj=io.BytesIO(tarred), mode="r|") as tar:
        for member in tar:
            if member.issym() or member.islnk():
                raise refusals.link(member.name)
            if member.issparse() or member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE):
                raise refusals.special_file(member.name)
            name = _safe_name(member.name)
            if member.isdir():
                if len(folders) == limits.max_files:
                    raise refusals.too_many_files(limits.max_files)
                folders.add(name)
            else:
                if len(files) == limits.max_files:
                    raise refusals.too_many_files(limits.max_files)
                total_bytes += member.size
                if member.size < 0 or total_bytes > limits.max_bytes:
                    raise refusals.too_large(limits.max_bytes, f"files up to {name!r}")
                if not name:
                    raise refusals.bad_name(member.name)
                if name in files:
                    raise refusals.duplicate_name(name)
                reader = tar.extractfile(member)
                content = reader.read() if reader else b""
                if len(content) != member.size:
                    raise refusals.unreadable_bundle(f"{name!r} is cut")
                files[name] = Entry(name, content)
        # tarfile takes a damaged header for the end; only zeros may follow the last file.
        if any(tarred[tar.offset :]):
            raise refusals.unreadable_bundle(f"not a header at {tar.offset}")
    for name in files:
        folders.update(str(parent) for parent in PurePosixPath(name).parents)
    for name in files.keys() & folders:
        raise refusals.duplicate_name(name)
    return tuple(files.values())


def _safe_name(name: str) -> str:
    """The relative path without ``./``; refuses whatever could be written elsewhere or shown wrongly."""
    parts = [part for part in name.split("/") if part != "."]
    if name.startswith("/") or ".." in parts or "\\" in name:
        raise refusals.unsafe_path(name)
    if parts and parts[-1] == "":
        parts.pop()
    joined = "/".join(parts)
    try:
        sizes = [len(part.encode()) for part in parts]
    except UnicodeEncodeError as error:
        raise refusals.bad_name(name) from error
    if "" in parts or max(sizes, default=0) > _NAME_BYTES or sum(sizes) + len(parts) > _PATH_BYTES:
        raise refusals.bad_name(name)
    if len(parts) > _DEPTH:
        raise refusals.bad_name(name)
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in joined):
        raise refusals.bad_name(name)
    return joined


def _check_notebook(entry: Entry) -> None:
    """Refuses what nbformat and nbgrader could not read; stays lenient about what they repair."""
    try:
        notebook = json.loads(entry.content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refusals.unreadable_notebook(entry.name, f"{type(error).__name__}: {error}") from error
    problem = _notebook_problem(notebook)
    if problem:
        raise refusals.unreadable_notebook(entry.name, problem)
    if len(notebook["cells"]) > _CELLS:
        raise refusals.too_many_cells(entry.name, _CELLS)


def _notebook_problem(notebook: Any) -> str:
    if not isinstance(notebook, dict) or not isinstance(notebook.get("metadata"), dict):
        return "no metadata"
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("nbformat_minor"), int):
        return f"nbformat is {notebook.get('nbformat')!r}"
    if not isinstance(notebook.get("cells"), list):
        return "no cells"
    for number, cell in enumerate(notebook["cells"], start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_TYPES:
            return f"cell {number} has no known type"
        if not isinstance(cell.get("metadata"), dict):
            return f"cell {number} has no metadata"
        source = cell.get("source")
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            return f"cell {number} has no source"
        if cell["cell_type"] == "code" and not isinstance(cell.get("outputs"), list):
            return f"cell {number} has no outputs"
    return ""

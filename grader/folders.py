"""nbgrader's folders, written once: her files, the author's over them, the old folder replaced whole."""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from uuid import uuid4

from nbgrader.utils import find_all_files

Files = Mapping[str, bytes]
"""Content by relative name with slashes, as a bundle holds it."""

IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "*.ipynb")


def author_files(source: Path) -> tuple[str, ...]:
    """What an author gives beside the notebook, as nbgrader's autograde finds it."""
    found = (Path(name) for name in find_all_files(str(source), list(IGNORED)))
    return tuple(sorted(path.relative_to(source).as_posix() for path in found))


def beside(hers: Files, authors: Iterable[str]) -> Files:
    """Her files but notebooks, without any that stands where the author's go: as autograde's copying does."""
    theirs = {PurePosixPath(name) for name in authors}
    taken = theirs.union(*(name.parents for name in theirs))
    return {
        name: content
        for name, content in hers.items()
        if not name.endswith(".ipynb")
        and PurePosixPath(name) not in taken
        and theirs.isdisjoint(PurePosixPath(name).parents)
    }


def lay_out(folder: Path, hers: Files, source: Path, authors: Iterable[str]) -> None:
    """Writes her files, then the author's from ``source``, into an empty folder."""
    write(folder, hers)
    for name in authors:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, target)


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        target = folder / name
        if "/" in name:
            target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def make_read_only(folder: Path) -> None:
    """As nbgrader leaves what it has graded."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)


def remove_beside(folder: Path) -> None:
    """Removes what a killed ``replace_folder`` left beside its folder; for who knows that no other runs."""
    left = re.compile(rf"\.{re.escape(folder.name)}-[0-9a-f]{{8}}(-old)?")
    if folder.parent.is_dir():
        for path in folder.parent.iterdir():
            if left.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Makes a folder anew beside itself, then puts it in place; a crash leaves the old one or none."""
    fresh = folder.parent / f".{folder.name}-{uuid4().hex[:8]}"
    old = folder.parent / f"{fresh.name}-old"
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.mkdir()
    try:
        fill(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        for path in (fresh, old):
            if path.exists():
                shutil.rmtree(path, ignore_errors=True)

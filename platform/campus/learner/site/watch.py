"""Notices that she has saved a file of her site's program."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FILES_MAX = 500
_LEFT_OUT = frozenset({"__pycache__", "node_modules", "venv"})

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(folder: Path) -> Fingerprint:
    """Changes when one of her Python files does."""
    found = []
    for path in _python_files(folder):
        with suppress(OSError):
            status = path.stat()
            found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


def _python_files(folder: Path) -> Iterator[Path]:
    left, seen = [folder], 0
    while left:
        try:
            entries = list(left.pop().iterdir())
        except OSError:
            continue
        for path in entries:
            seen += 1
            if seen > FILES_MAX:
                return
            if path.is_dir() and not path.is_symlink():
                if not path.name.startswith(".") and path.name not in _LEFT_OUT:
                    left.append(path)
            elif path.suffix == ".py":
                yield path

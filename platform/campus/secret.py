"""Tokens and keys that the campus's own processes share, made once and readable by the operator alone."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

PLAIN = ("cookie", "proxy", "web", "cards", "culler", "operator")


def ensure(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Reads the named secrets, and makes those that do not exist yet (64 hexadecimal digits each)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return {name: _ensure_one(folder / name) for name in names}


def names(courses: Iterable[str], apps: Iterable[str] = ()) -> list[str]:
    """Every secret that a campus with these courses needs; ``apps`` are those of them that have an app."""
    return [*PLAIN, *(formgrader(course) for course in courses), *(app(course) for course in apps)]


def formgrader(course: str) -> str:
    """Name of a course's formgrader: the secret's, and the hub service's."""
    return f"formgrader-{course}"


def app(course: str) -> str:
    """Name of the secret of a course's app."""
    return f"app-{course}"


def read(folder: Path) -> Mapping[str, str]:
    """Every secret there is, by name."""
    return {file.name: file.read_text("ascii").strip() for file in folder.iterdir() if file.is_file()}


def _ensure_one(file: Path) -> str:
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    made = secrets.token_hex(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as new:
        new.write(made)
    return made

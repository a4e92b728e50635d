"""What was built from what, so that the next build does only what changed."""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from grader.authoring.config import FRENCH
from grader.authoring.notebook import SCHEMA_VERSION, about
from grader.manifest import Course, Exercise, is_source

NAME = ".built.json"
# Raised by hand when what a build writes changes, so that every course is built again.
FORMAT = 2
# The same for what running an exercise finds out.
PREPARED_FORMAT = 2


class Memory:
    """The file in a course directory that keeps fingerprints, by exercise and by what was done."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / NAME
        self._kept = self._read()
        self._lock = Lock()

    def knows(self, exercise: Exercise, **fingerprints: str) -> bool:
        kept = self._of(exercise)
        return all(kept.get(name) == fingerprint for name, fingerprint in fingerprints.items())

    def keep(self, exercise: Exercise, **fingerprints: str) -> None:
        with self._lock:
            self._kept[exercise.slug] = {**self._of(exercise), **fingerprints}
            write(self._path, json.dumps(self._kept, indent=1, sort_keys=True))

    def _of(self, exercise: Exercise) -> dict[str, Any]:
        kept = self._kept.get(exercise.slug)
        return kept if isinstance(kept, dict) else {}

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found if isinstance(found, dict) else {}


def fingerprint(exercise: Exercise) -> str:
    """A fingerprint of all that an exercise is built from."""
    digest = sha256(repr((FORMAT, SCHEMA_VERSION, version("nbgrader"), FRENCH["ClearSolutions"])).encode())
    files = sorted(path for path in exercise.files.rglob("*") if path.is_file())
    digest.update(_contents((*exercise.scripts.values(), *files), exercise.folder))
    if told := about(exercise):
        digest.update(repr(sorted(told.items())).encode())
    return digest.hexdigest()


def proof(course: Course, exercise: Exercise) -> str:
    """A fingerprint of all that running an exercise depends on."""
    digest = sha256(repr((PREPARED_FORMAT, fingerprint(exercise), exercise.limits)).encode())
    package = sorted(course.package.rglob("*.py")) if course.package is not None else []
    answers = [path for place in (exercise.solution, *exercise.wrong) for path in _below(place)]
    digest.update(_contents((*answers, *package), course.folder))
    return digest.hexdigest()


def _below(place: Path) -> list[Path]:
    """A file, or all files of a folder."""
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.is_file() and is_source(path))


def _contents(paths: Iterable[Path], folder: Path) -> bytes:
    parts = []
    for path in paths:
        content = path.read_bytes()
        parts.append(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return b"".join(parts)


def write(path: Path, text: str) -> None:
    """Writes a file whole or not at all, for this user only: the gradebook's address may hold a password."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)

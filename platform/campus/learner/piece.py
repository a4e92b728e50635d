"""What a game or a web exercise says of itself: its kind and its main file, in its notebook's metadata."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from campus.learner.desk import SLUG, Place

KINDS = ("game", "web")
NOTEBOOK_BYTES = 8_000_000


@dataclass(frozen=True)
class Piece:
    """An exercise that is made in the Atelier.

    Attributes:
        kind: ``game`` or ``web``.
        main: the file that is played or shown first, relative to the exercise's folder.
    """

    kind: str
    main: str
    title: str


def piece_of(home: Path, where: Place) -> Piece | None:
    """Of the notebook as it is on her disk; None for any other exercise, and where it cannot be read."""
    path = home / where.notebook
    try:
        status = path.stat()
    except OSError:
        return None
    if status.st_size > NOTEBOOK_BYTES:
        return None
    return _read(path, status.st_mtime_ns, status.st_size)


def exercise_of(path: str) -> tuple[Place, str] | None:
    """The exercise that a file of hers belongs to, and its name there, e.g. ``templates/base.html``.

    None for a notebook, for what is hidden, and for files that belong to no exercise.
    """
    course, exercise, *rest = PurePosixPath(path.strip("/")).parts if path.count("/") >= 2 else ("", "")
    hidden = any(part.startswith(".") for part in rest)
    if not rest or hidden or not SLUG.fullmatch(course) or not SLUG.fullmatch(exercise):
        return None
    name = "/".join(rest)
    return None if name.endswith(".ipynb") else (Place(course, exercise), name)


# Asked at each save; the notebook itself hardly ever changes.
@lru_cache(maxsize=64)
def _read(path: Path, changed_ns: int, size: int) -> Piece | None:
    try:
        told: Any = json.loads(path.read_bytes())["metadata"]["campus"]
        kind, main = told["kind"], told["main"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if kind not in KINDS or not isinstance(main, str) or not main:
        return None
    title = told.get("title")
    return Piece(kind, main, title if isinstance(title, str) and title else path.stem)

"""Guides of the sessions: what pupils do, what the facilitator says and does, minute by minute."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from busy_ness.app.words import typeset

FOLDER = Path(__file__).parent / "sessions"
SESSION_COUNTS = (6, 7)
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Step:
    """Some minutes of a session; Markdown for pupils in ``pupil``, for the facilitator in the others."""

    minutes: int
    title: str
    pupil: str = ""
    say: str = ""
    do: str = ""


@dataclass(frozen=True)
class Guide:
    """One session.

    Attributes:
        deliverable: key of what is handed in at its end; "" where nothing is.
        pages: names of the pages that teams work on, in order.
        sessions: the kinds of workshops it is used in.
        order: its place in them.
    """

    title: str
    goal: str
    steps: tuple[Step, ...]
    deliverable: str = ""
    pages: tuple[str, ...] = ()
    pupil: str = ""
    prepare: str = ""
    mistakes: str = ""
    unplugged: str = ""
    college: str = ""
    lycee: str = ""
    sessions: tuple[int, ...] = SESSION_COUNTS
    order: int = 0

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    def starts(self) -> tuple[int, ...]:
        """The minute at which each step starts."""
        return tuple(sum(step.minutes for step in self.steps[:place]) for place in range(len(self.steps)))


class GuideError(ValueError):
    """A guide's file is not as it should be; names the file, the field and what is wrong."""


@lru_cache(maxsize=8)
def guides(sessions: int, folder: Path = FOLDER) -> tuple[Guide, ...]:
    """The guides of a workshop of so many sessions, in order.

    Raises:
        GuideError: a file is not as it should be, or there are not as many as sessions.
    """
    read = [_read(path) for path in sorted(folder.glob("*.toml"))]
    used = sorted((one for one in read if sessions in one.sessions), key=lambda one: one.order)
    if len(used) != sessions:
        raise GuideError(f"{folder} has {len(used)} guides for workshops of {sessions} sessions")
    return tuple(used)


def html(text: str) -> Markup:
    """Markdown as HTML; HTML written in it stays text."""
    return Markup(_markdown.render(typeset(text)))  # noqa: S704  (made by markdown-it, without HTML)


def _read(path: Path) -> Guide:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{path}: {error}") from error
    steps = tuple(_record(Step, one, f"{path}: step {n}") for n, one in enumerate(values.pop("steps", ()), 1))
    if not steps:
        raise GuideError(f"{path}: no [[steps]]")
    values.setdefault("order", int(path.stem))
    for name in ("pages", "sessions"):
        if name in values:
            values[name] = tuple(values[name])
    guide: Guide = _record(Guide, {**values, "steps": steps}, str(path))
    return guide


def _record(kind: Any, values: dict[str, Any], where: str) -> Any:
    known = {one.name for one in fields(kind)}
    for key in values.keys() - known:
        raise GuideError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise GuideError(f"{where}: {error}") from error

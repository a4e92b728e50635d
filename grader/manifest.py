"""What a course and its exercises say of themselves: the records behind course.toml and exercise.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from grader import records
from grader.course_app import App

T = TypeVar("T")

Days = tuple[tuple[str, ...], ...]
"""A format of a course: the exercises of each of its days."""

Kind = Literal["notebook", "game", "web"]

# What the file that is run, or shown, may be, by kind.
ENDINGS: Mapping[str, tuple[str, ...]] = {"game": (".py",), "web": (".py", ".html")}
HINT_LETTERS_MAX = 300
BROWSER_PROCESSES = 256
BROWSER_CELL_SECONDS = 20
TEAM_MOST = 12
NOTEBOOK_LETTERS_MAX = 40  # it begins names of cells
SLUG = re.compile(r"[a-z][a-z0-9_]*")


class ManifestError(records.RecordError):
    """A course folder that cannot be used as it is."""


@dataclass(frozen=True)
class Limits:
    """What one learner's notebook may use while it is graded.

    Attributes:
        wall_seconds: time of the whole notebook.
        cell_seconds: time of one cell.
        cpu_seconds: processor time of one process, threads together.
        memory_mb: memory, of one process and of all together where the machine lets it be limited.
        output_kb: output kept of one cell.
        processes: processes and threads at once.
        file_mb: one file, and everything written together.
        browser: Chromium may run: address space and shared memory of one process are not limited then.
    """

    wall_seconds: int = 60
    cell_seconds: int = 10
    cpu_seconds: int = 60
    memory_mb: int = 1024
    output_kb: int = 256
    processes: int = 64
    file_mb: int = 64
    browser: bool = False

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if type(value) is int and value <= 0:
                raise ValueError(f'"{name}" must be more than 0, not {value}.')
        if self.cell_seconds > self.wall_seconds:
            raise ValueError('"cell_seconds" is more than "wall_seconds", the time of the whole notebook.')

    def with_browser(self) -> "Limits":
        """The same with room for Chromium, which starts some hundred threads."""
        return replace(
            self,
            browser=True,
            processes=max(self.processes, BROWSER_PROCESSES),
            cell_seconds=min(self.wall_seconds, max(self.cell_seconds, BROWSER_CELL_SECONDS)),
        )


@dataclass(frozen=True)
class Team:
    """An exercise that a team may hand in once for all: ``most`` members at most."""

    most: int = 6

    def __post_init__(self) -> None:
        if not 2 <= self.most <= TEAM_MOST:
            raise ValueError(f'"most" must be from 2 to {TEAM_MOST}, not {self.most}.')


@dataclass(frozen=True)
class Exercise:
    """An exercise: ``folder`` holds exercise.toml, notebook.py, notebooks/, files/, solution/ and wrong/.

    ``main`` is the file that is run or shown, where the exercise is a game or a site: ``jeu.py``,
    ``index.html``, ``app.py``. ``hints`` are revealed to a learner one by one, in this order; no file of
    hers holds them. ``team`` is there where a team may hand it in together.
    """

    slug: str
    folder: Path
    title: str
    minutes: int
    summary: str
    kind: Kind = "notebook"
    main: str = ""
    skills: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    hints: tuple[str, ...] = ()
    team: Team | None = None

    def __post_init__(self) -> None:
        if self.minutes <= 0:
            raise ValueError(f'"minutes" must be more than 0, not {self.minutes}.')
        if not self.title.strip():
            raise ValueError('"title" is empty.')
        _check_main(self.kind, self.main)
        for number, hint in enumerate(self.hints, 1):
            if not hint.strip() or len(hint) > HINT_LETTERS_MAX:
                why = f"has {len(hint)} letters; write 1 to {HINT_LETTERS_MAX}"
                raise ValueError(f'hint {number} of "hints" {why}.')

    @property
    def script(self) -> Path:
        return self.folder / "notebook.py"

    @property
    def scripts(self) -> Mapping[str, Path]:
        """The script of each notebook by its name: notebook.py, named as the exercise, then the others."""
        others = sorted(self.folder.glob("notebooks/*.py"))
        return {self.slug: self.script, **{path.stem: path for path in others}}

    @property
    def files(self) -> Path:
        """The folder of what lies beside the notebook; it may not exist."""
        return self.folder / "files"

    @property
    def solution(self) -> Path:
        """The folder of the author's own files, which stand for those that she writes; it may not exist."""
        return self.folder / "solution"

    @property
    def notes(self) -> Path:
        """What a facilitator reads before the class, in French; it may not exist."""
        return self.folder / "facilitator.md"

    @property
    def hers(self) -> frozenset[str]:
        """Files beside the notebook that are hers to write: grading takes them as she left them."""
        found = (path for path in self.solution.rglob("*") if path.is_file() and is_source(path))
        return frozenset(path.relative_to(self.solution).as_posix() for path in found)

    @property
    def wrong(self) -> tuple[Path, ...]:
        """Wrong answers, by name: scripts of cells, and folders of files with a wrong.toml."""
        folders = (path.parent for path in self.folder.glob("wrong/*/wrong.toml"))
        return tuple(sorted((*self.folder.glob("wrong/*.py"), *folders)))


@dataclass(frozen=True)
class Course:
    """A course: ``id`` is its folder's name and the name learners import; exercises come in path order."""

    id: str
    title: str
    audience: str
    summary: str
    exercises: tuple[Exercise, ...]
    formats: Mapping[str, Days]
    folder: Path
    package: Path | None
    app: App | None = None

    def exercise(self, slug: str) -> Exercise:
        """The exercise of that name; KeyError where there is none."""
        for exercise in self.exercises:
            if exercise.slug == slug:
                return exercise
        raise KeyError(slug)


@dataclass(frozen=True)
class _CourseFile:
    """The keys of course.toml."""

    title: str
    audience: str
    summary: str
    path: tuple[str, ...]
    formats: Mapping[str, Days] = field(default_factory=dict)
    app: App | None = None


def load_course(folder: Path) -> Course:
    """Reads a course folder and every exercise in it.

    Raises:
        ManifestError: with the file and line to correct.
    """
    folder = folder.resolve()
    source = folder / "course.toml"
    said = _load(source, _CourseFile)
    if not SLUG.fullmatch(folder.name):
        raise _refuse("bad-slug", source, (), f'the folder name "{folder.name}" must match {SLUG.pattern}.')
    found = {path.parent.name for path in folder.glob("exercises/*/exercise.toml")}
    for number, slug in enumerate(said.path):
        at = ("path", number)
        if not SLUG.fullmatch(slug):
            raise _refuse("bad-slug", source, at, f'"{slug}" must match {SLUG.pattern}.')
        if slug in said.path[:number]:
            raise _refuse("path-twice", source, at, f'"{slug}" is twice in the path; leave it there once.')
        if slug not in found:
            why = f'"{slug}" is in the path, but exercises/{slug}/exercise.toml does not exist.'
            raise _refuse("exercise-missing", source, at, why)
    if forgotten := sorted(found - set(said.path)):
        why = f"exercises/{forgotten[0]} is not in the path: add it, or move the folder elsewhere."
        raise _refuse("exercise-not-in-path", source, ("path",), why)
    _check_formats(said, source)
    _check_app(said, source)
    package = folder / folder.name
    return Course(
        id=folder.name,
        title=said.title,
        audience=said.audience,
        summary=said.summary,
        exercises=tuple(load_exercise(folder / "exercises" / slug) for slug in said.path),
        formats=said.formats,
        folder=folder,
        package=package if package.is_dir() else None,
        app=said.app,
    )


def _check_formats(said: _CourseFile, source: Path) -> None:
    for name, days in said.formats.items():
        seen: set[str] = set()
        for number, slug in ((number, slug) for number, day in enumerate(days) for slug in day):
            at = ("formats", name, number)
            if slug not in said.path:
                why = f'the format "{name}" names "{slug}", which is not in the path.'
                raise _refuse("format-unknown-exercise", source, at, why)
            if slug in seen:
                why = f'the format "{name}" has "{slug}" twice; leave it on one day.'
                raise _refuse("format-exercise-twice", source, at, why)
            seen.add(slug)


def _check_app(said: _CourseFile, source: Path) -> None:
    """That what the file says of the application is there; nothing of the course is imported for it."""
    if said.app is None:
        return
    for name, module in said.app.lacking(source.parent):
        why = f'"{name}" must name a module of the course\'s own package, and {module} is none of it.'
        raise _refuse("app-module-missing", source, ("app", name), why)
    for number, slug in enumerate(said.app.collects):
        at = ("app", "collects", number)
        if slug not in said.path:
            raise _refuse("app-unknown-exercise", source, at, f'"{slug}" is not in the path.')
        if slug in said.app.collects[:number]:
            raise _refuse("app-exercise-twice", source, at, f'"{slug}" is there twice; leave it there once.')


def load_exercise(folder: Path) -> Exercise:
    """Reads one exercise folder.

    Raises:
        ManifestError: with the file and line to correct.
    """
    folder = folder.resolve()
    source = folder / "exercise.toml"
    exercise = _load(source, Exercise, {"slug": folder.name, "folder": folder})
    if exercise.kind == "web" or exercise.limits.browser:
        exercise = replace(exercise, limits=exercise.limits.with_browser())
    if not SLUG.fullmatch(folder.name):
        raise _refuse("bad-slug", source, (), f'the folder name "{folder.name}" must match {SLUG.pattern}.')
    if not exercise.script.is_file():
        raise _refuse("script-missing", source, (), "there is no notebook.py beside it; write it.")
    for place in (exercise.files, exercise.solution) if exercise.main else ():
        if not (place / exercise.main).is_file():
            why = f"{place.name}/{exercise.main} does not exist: files/ has the start, solution/ the answer."
            raise _refuse("main-missing", source, ("main",), why)
    for path in sorted(folder.glob("notebooks/*.py")):
        if not SLUG.fullmatch(path.stem) or len(path.stem) > NOTEBOOK_LETTERS_MAX:
            why = f"the name must match {SLUG.pattern}, {NOTEBOOK_LETTERS_MAX} letters at most."
            raise ManifestError("bad-notebook-name", path, 1, why)
        if path.stem == exercise.slug:
            why = f'notebook.py is built as "{exercise.slug}" already; choose another name.'
            raise ManifestError("bad-notebook-name", path, 1, why)
    return exercise


def is_source(path: Path) -> bool:
    """Whether an author wrote the file, rather than Python on the way."""
    return "__pycache__" not in path.parts and path.suffix != ".pyc"


def _check_main(kind: Kind, main: str) -> None:
    if kind == "notebook":
        if main:
            raise ValueError('"main" is for games and sites only: leave it out, or change "kind".')
    elif not main.endswith(ENDINGS[kind]) or "/" in main or main.startswith("."):
        known = " or ".join(ENDINGS[kind])
        raise ValueError(f'"main" must name the file that is run, of files/ itself, with {known} at its end.')


def _load(path: Path, kind: type[T], given: Mapping[str, object] | None = None) -> T:
    try:
        return records.load(path, kind, given)
    except records.RecordError as error:
        raise ManifestError(error.code, error.path, error.line, error.why) from error


def _refuse(code: str, path: Path, key: tuple[str | int, ...], why: str) -> ManifestError:
    return ManifestError(code, path, records.line_of(path, *key), why)

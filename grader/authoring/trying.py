"""One file graded from the shell, as the worker would grade it if a learner handed it in."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grader import notebooks
from grader.authoring.build import build_course
from grader.authoring.script import read_exercise
from grader.authoring.trial import filled
from grader.authoring.wrong import read_answers
from grader.errors import GraderError
from grader.gradebook import CourseBook
from grader.kinds import JUDGES, Judgement, Setup
from grader.manifest import Course, Exercise
from grader.sandbox import Sandbox, Seal, Seals

_NOT_PREPARED = Seal(False, why="sealing was not asked for, or could not be prepared here")


@dataclass(frozen=True)
class Tried:
    """What came of a file; ``seals`` say how each test was run."""

    exercise: str
    judgement: Judgement
    seals: Seals
    seconds: float

    @property
    def full(self) -> bool:
        """Every point that a machine gives."""
        return all(check.status in ("passed", "waiting") for check in self.judgement.checks)

    def as_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """As JSON; ``unsealed`` gives the reason for each test that ran beside the learner's code."""
        return {
            "exercise": self.exercise,
            "full": self.full,
            "score": self.judgement.score,
            "max_score": self.judgement.max_score,
            "seconds": round(self.seconds, 3),
            "checks": [check.as_dict(raw=raw) for check in self.judgement.checks],
            "unsealed": {name: seal.why for name, seal in self.seals.items() if not seal.sealed},
        }


def try_file(
    course: Course,
    exercise: Exercise,
    path: Path,
    directory: Path,
    sandbox: Sandbox,
    on_step: Callable[[str], None] = lambda _: None,
    *,
    unsealed: bool = False,
) -> Tried:
    """Grades a notebook, or a percent script of answers; nothing is recorded.

    Where the exercise has several notebooks, the file's name says which one it is (the first, where it
    says none); the others hold the author's answers.

    Args:
        directory: nbgrader's course directory, with a gradebook of its own; brought up to date first.
        unsealed: run every test beside the learner's code, to compare.

    Raises:
        GraderError: the exercise cannot be built, the file not read, or nothing run on this machine.
    """
    db_url = f"sqlite:///{directory / 'gradebook.db'}"
    build_course(course, directory, db_url, on_step, sandbox, only=exercise.slug)
    book = CourseBook(course.id, directory, db_url)
    setup = book.setup(course, exercise)
    tests = {check.name for check in setup.checks if not check.manual}
    if unsealed:
        setup = replace(setup, prepared=replace(setup.prepared, seals={}))
    handed_in = _handed_in(path, exercise, setup, book)
    sandbox.warm(setup.environment)
    on_step(f"{course.id}/{exercise.slug}: {path.name}")
    begun = time.monotonic()
    files = book.step("source", "", exercise.slug)
    judgement = JUDGES[exercise.kind](handed_in, setup, files, sandbox)
    seals = {name: setup.prepared.seals.get(name, _NOT_PREPARED) for name in sorted(tests)}
    return Tried(f"{course.id}/{exercise.slug}", judgement, seals, time.monotonic() - begun)


def _handed_in(path: Path, exercise: Exercise, setup: Setup, book: CourseBook) -> dict[str, NotebookNode]:
    script = read_exercise(exercise)
    answers = {name: cell.source for name, cell in script.named("answer", "manual").items()}
    given: dict[str, NotebookNode] = {}
    names = [source.notebook for source in setup.sources]
    if path.suffix == ".ipynb":
        given[path.stem if path.stem in names else names[0]] = _opened(path)
    else:
        answers.update(read_answers(path, script))
    release = book.step("release", "", exercise.slug)
    rest = (name for name in names if name not in given)
    return given | {name: filled(notebooks.read(release / f"{name}.ipynb"), answers) for name in rest}


def _opened(path: Path) -> NotebookNode:
    try:
        return notebooks.handed_in(path)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, AttributeError, TypeError) as error:
        raise GraderError(
            "file-unreadable", "Ce notebook ne peut pas être lu.", f"{path} is no notebook: {error}"
        ) from error

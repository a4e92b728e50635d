"""Work graded from the shell, as the worker would grade it if a learner handed it in."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grader import folders, notebooks
from grader.authoring.answers import Answer, files_in, solution_of
from grader.authoring.build import build_course
from grader.authoring.script import read_exercise
from grader.authoring.trial import filled
from grader.authoring.wrong import TOLD, read_answers
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
    """Grades a notebook, a percent script of answers, or a game's or site's files; nothing is recorded.

    Where the exercise has several notebooks, the file's name says which one it is (the first, where it
    says none); the others hold the author's answers. Of files, ``path`` is one of them or their folder; what
    is not there is the author's.

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
    handed_in, files = _handed_in(path, exercise, setup, book)
    sandbox.warm(setup.environment)
    on_step(f"{course.id}/{exercise.slug}: {path.name}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="try-") as work:
        shutil.copytree(book.step("source", "", exercise.slug), work, dirs_exist_ok=True)
        folders.write(Path(work), files)
        judgement = JUDGES[exercise.kind](handed_in, setup, Path(work), sandbox)
    seals = {name: setup.prepared.seals.get(name, _NOT_PREPARED) for name in sorted(tests)}
    return Tried(f"{course.id}/{exercise.slug}", judgement, seals, time.monotonic() - begun)


def _handed_in(
    path: Path, exercise: Exercise, setup: Setup, book: CourseBook
) -> tuple[dict[str, NotebookNode], folders.Files]:
    """Notebooks by name, and her files beside them."""
    script = read_exercise(exercise)
    answer = solution_of(exercise, script)
    given: dict[str, NotebookNode] = {}
    names = [source.notebook for source in setup.sources]
    if path.is_dir():
        found = files_in(path).items()
        given = {
            name: _opened(path / f"{name}.ipynb") for name in names if (path / f"{name}.ipynb").is_file()
        }
        files = {name: content for name, content in found if name != TOLD and not name.endswith(".ipynb")}
        answer = Answer(files=files).over(answer)
    elif path.suffix == ".ipynb":
        given[path.stem if path.stem in names else names[0]] = _opened(path)
    elif path.name in exercise.hers:
        answer = Answer(files={path.name: path.read_bytes()}).over(answer)
    else:
        answer = Answer(read_answers(path, script)).over(answer)
    release = book.step("release", "", exercise.slug)
    rest = (name for name in names if name not in given)
    filled_in = {name: filled(notebooks.read(release / f"{name}.ipynb"), answer.cells) for name in rest}
    kept = {
        name: content
        for name, content in answer.files.items()
        if name in exercise.hers or not (book.step("source", "", exercise.slug) / name).exists()
    }
    return given | filled_in, kept


def _opened(path: Path) -> NotebookNode:
    try:
        return notebooks.handed_in(path)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, AttributeError, TypeError) as error:
        raise GraderError(
            "file-unreadable", "Ce notebook ne peut pas être lu.", f"{path} is no notebook: {error}"
        ) from error

"""A small course of files, graded by the campus; and the same work graded once more by nbgrader alone."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sqlalchemy import create_engine

from grader.authoring.build import build_course
from grader.exchange.blobs import FolderBlobs
from grader.gradebook import CourseBook
from grader.manifest import load_course
from grader.sandbox import Sandbox
from grader.store import Store
from grader.tables import metadata
from grader.worker import Grading
from tests.grader.conftest import Classroom

COURSE = 'title = "E"\naudience = "t"\nsummary = "x"\npath = ["guichet"]\n'


def classroom_of(
    database: Callable[[str], str], folder: Path, sandbox: Sandbox, files: Mapping[str, str]
) -> Classroom:
    """A course ``girls`` whose one exercise, ``guichet``, has these files; names may lead out of it."""
    exercise = folder / "girls" / "exercises" / "guichet"
    for name, text in {**files, "../../course.toml": COURSE}.items():
        (exercise / name).parent.mkdir(parents=True, exist_ok=True)
        (exercise / name).write_text(text)
    course = load_course(folder / "girls")
    book = CourseBook(course.id, folder / "courses" / course.id, database("gradebook"))
    build_course(course, book.folder, book.db_url, sandbox=sandbox)
    db_url = database("campus")
    engine = create_engine(db_url)
    metadata.create_all(engine)
    blobs = FolderBlobs(folder / "blobs")
    grading = Grading(Store(engine), blobs, {course.id: course}, {course.id: book}, sandbox)
    return Classroom(grading, db_url, course)


def grade_by_stock(
    classroom: Classroom, learners: Iterable[str], *, confined: bool, seconds: int, **environment: str
) -> None:
    """All their grades are forgotten, then found by ``nbgrader autograde``.

    Args:
        confined: with our kernel, as the course is built; else nbgrader is stock in all.
        seconds: for a cell, where it is stock in all.
    """
    config: Path = classroom.book.folder / "nbgrader_config.py"
    if not confined:
        plain = "c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()\n"
        config.write_text(f"{config.read_text()}\n{plain}c.Execute.timeout = {seconds}\n")
    with classroom.book.opened() as book:
        for learner in learners:
            book.remove_submission("guichet", learner)
    nbgrader(classroom, "autograde", **environment)


def nbgrader(classroom: Classroom, command: str, **environment: str) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", command, "guichet", "--force"],
        cwd=classroom.book.folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

"""The same work graded by our worker, unsealed and sealed, and by one stock ``nbgrader autograde``."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, update

from grader import notebooks, prepared
from grader.authoring.build import build_course
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import pack
from grader.gradebook import CourseBook, alembic_on_path
from grader.manifest import Course, load_course
from grader.sandbox import Sandbox, Seal, Seals
from grader.store import Store
from grader.tables import metadata, submission_table
from grader.worker import Grading, step
from tests.grader.same.exercise import FILES, PARTIAL, SCRIPT, SLUG, TASK
from tests.grader.same.known import BY_LUCK, COPIED, without_marks_of_copies

CELL_SECONDS = 2
STOCK_CELL_SECONDS = 5  # its own kernel imports pandas in the first cell, on a machine that may be busy
DUE = datetime(2025, 5, 5, 12, tzinfo=UTC)
# A course's own penalty, in all three.
PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin


class HalfAPointAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * (total_seconds_late // 3600)


c.AssignLatePenalties.plugin_class = HalfAPointAnHour
"""
# nbgrader's own steps, and so its own Execute.
STOCK = f"""
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
c.Execute.timeout = {STOCK_CELL_SECONDS}
"""


Work = Mapping[str, NotebookNode]
"""What is handed in, by learner."""


@dataclass(frozen=True)
class Graded:
    """What came out, by learner, without those that were dropped; ``grades`` by cell too."""

    grades: Mapping[str, Mapping[str, Any]]
    notebooks: Mapping[str, NotebookNode]


def written_course(folder: Path) -> Course:
    exercise = folder / "exercises" / SLUG
    for name, text in FILES.items():
        (exercise / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (exercise / "files" / name).write_text(text)
    (exercise / "exercise.toml").write_text(
        'title = "Un"\nminutes = 10\nsummary = "Un pas"\n'
        f"[limits]\nwall_seconds = 60\ncell_seconds = {CELL_SECONDS}\n"
    )
    (exercise / "notebook.py").write_text(SCRIPT)
    (folder / "course.toml").write_text(
        f'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["{SLUG}"]\n'
    )
    return load_course(folder)


def built(course: Course, folder: Path, db_url: str, sandbox: Sandbox | None = None) -> CourseBook:
    """The course as ``campus`` builds it, then two cells more as a facilitator adds them with nbgrader."""
    book = CourseBook(course.id, folder, db_url)
    build_course(course, folder, db_url, sandbox=sandbox)
    path = folder / "source" / SLUG / f"{SLUG}.ipynb"
    source = notebooks.read(path)
    marks = {"schema_version": 3, "locked": True, "solution": False, "task": False, "grade": True}
    partial = {"nbgrader": {**marks, "grade_id": "partiel", "points": 2}}
    task = {"nbgrader": {**marks, "grade": False, "task": True, "grade_id": "montrer", "points": 1}}
    source.cells += [
        notebooks.new_cell("code", PARTIAL, metadata=partial, id="partiel"),
        notebooks.new_cell("markdown", TASK, metadata=task, id="montrer"),
    ]
    path.write_text(notebooks.written(source))
    nbgrader(folder, "generate_assignment", SLUG, "--force")
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(PLUGIN)
    with book.opened() as opened:
        opened.update_or_create_assignment(SLUG, duedate=DUE.replace(tzinfo=None))
    return book


def release_of(book: CourseBook) -> NotebookNode:
    return notebooks.read(book.step("release", "", SLUG) / f"{SLUG}.ipynb")


def seals_of(book: CourseBook) -> Seals:
    """What the build decided, and the same for the cell that no build has seen."""
    known = prepared.read(book.folder, SLUG).seals
    return {**known, "partiel": Seal(True, frozenset({"moyenne", "Panier", "Panier()"}))}


def graded_by_us(
    course: Course,
    book: CourseBook,
    db_url: str,
    work: Work,
    files: Mapping[str, str],
    sandbox: Sandbox,
    seals: Seals,
) -> Graded:
    """Through the worker's own step, one learner in three four hours late."""
    with book.opened() as opened:
        for submission in opened.assignment_submissions(SLUG):
            opened.remove_submission(SLUG, submission.student_id)
    prepared.write(book.folder, SLUG, replace(prepared.read(book.folder, SLUG), seals=seals))
    engine = create_engine(db_url)
    metadata.create_all(engine)
    store, blobs = Store(engine), FolderBlobs(book.folder.parent / f"blobs-{book.folder.name}")
    grading = Grading(store, blobs, {course.id: course}, {course.id: book}, sandbox)
    for number, (learner, notebook) in enumerate(work.items()):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / f"{SLUG}.ipynb").write_text(notebooks.written(notebook))
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
            blob = blobs.put(BytesIO(pack(folder)))
        added = store.add_submission(course.id, SLUG, learner, blob.sha256, blob.size_bytes)
        received = DUE + timedelta(hours=-2 if number % 3 else 4)
        with engine.begin() as db:
            key = submission_table.c.id == added.id
            db.execute(update(submission_table).where(key).values(received_at=received))
        assert step(grading, added.id) == "graded", learner
    return read(book, work)


def graded_by_stock(book: CourseBook, submitted: Path, work: Work) -> tuple[Graded, str]:
    """One ``nbgrader autograde`` of all, with its own kernel; and what it said."""
    shutil.copytree(submitted, book.folder / "submitted")
    for learner in BY_LUCK:
        shutil.rmtree(book.step("submitted", learner, SLUG))
    for learner in set(work) - {COPIED, *BY_LUCK}:
        path = book.step("submitted", learner, SLUG) / f"{SLUG}.ipynb"
        path.write_text(notebooks.written(without_marks_of_copies(notebooks.read(path))))
    with (book.folder / "nbgrader_config.py").open("a") as config:
        config.write(STOCK)
    said = nbgrader(book.folder, "autograde", SLUG, fails=True)
    return read(book, work), said


def nbgrader(folder: Path, *arguments: str, fails: bool = False) -> str:
    alembic_on_path()
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert fails or done.returncode == 0, done.stderr
    return done.stderr


def read(book: CourseBook, work: Work) -> Graded:
    paths = {learner: book.step("autograded", learner, SLUG) / f"{SLUG}.ipynb" for learner in work}
    with book.opened() as opened:
        grades = {learner: _grades(opened, learner) for learner, path in paths.items() if path.exists()}
    return Graded(grades, {learner: notebooks.read(path) for learner, path in paths.items() if path.exists()})


def _grades(book: Gradebook, learner: str) -> dict[str, Any]:
    """Everything that nbgrader keeps of a submission."""
    found = book.find_submission(SLUG, learner)
    [notebook] = found.notebooks
    kept: dict[str, Any] = {
        "(all)": (found.score, found.max_score, found.needs_manual_grade, found.total_seconds_late),
        "(late)": notebook.late_submission_penalty,
        "(failed)": notebook.failed_tests,
    }
    for one in notebook.grades:
        kept[one.name] = (
            one.auto_score,
            one.manual_score,
            one.max_score,
            one.needs_manual_grade,
            one.failed_tests,
        )
    for one in notebook.comments:
        kept[f"{one.name} comment"] = (one.auto_comment, one.manual_comment)
    return kept

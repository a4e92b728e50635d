"""One course's nbgrader gradebook and folders: where a judgement becomes grades that stock nbgrader shows."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy import Engine, create_engine, text

from grader import notebooks
from grader.exchange.wire import stamp
from grader.gradesheet import Gradesheet, read_gradesheets
from grader.harmless import harmless
from grader.kinds import Judgement
from grader.kinds.source import Source, from_gradebook
from grader.store import Submission


@dataclass(frozen=True)
class CourseBook:
    """Where a built course is: ``folder`` has source/, submitted/, autograded/ and feedback/."""

    course: str
    folder: Path
    db_url: str

    @contextmanager
    def opened(self) -> Iterator[Gradebook]:
        """nbgrader's own API; opening makes missing tables, so keep it off the paths that must be quick."""
        alembic_on_path()
        with Gradebook(self.db_url, self.course) as book:
            yield book

    @cached_property
    def engine(self) -> Engine:
        return create_engine(self.db_url, pool_pre_ping=True, pool_size=2)

    @contextmanager
    def lock(self, exercise: str, learner: str) -> Iterator[None]:
        """One at a time for a learner's exercise, over all machines; falls with the process that holds it."""
        key = {"key": f"{self.course}/{exercise}/{learner}"}
        with self.engine.connect() as db, db.begin():
            db.execute(text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)
            yield

    def source(self, exercise: str) -> Source:
        """Raises nbgrader's MissingEntry where the exercise was never built."""
        path = self.step("source", "", exercise) / f"{exercise}.ipynb"
        with self.opened() as book:
            return from_gradebook(exercise, book, notebooks.read(path) if path.exists() else None)

    def gradesheets(
        self, learner: str | None = None, exercise: str | None = None
    ) -> Mapping[tuple[str, str], Gradesheet]:
        """Grades by (learner, exercise), as they are now."""
        with self.engine.connect() as db:
            return read_gradesheets(db, learner, exercise)

    def step(self, step: str, learner: str, exercise: str) -> Path:
        """A folder of nbgrader's layout, e.g. ``autograded/ada/guichet_malin``."""
        return self.folder / step / learner / exercise


def record(
    book: CourseBook, judgement: Judgement, submission: Submission, handed_in: Path, work: Path
) -> None:
    """Writes a judgement where stock nbgrader would have: submitted/, the gradebook, autograded/.

    Doing it again changes nothing; scores and comments of a person stay. The caller holds ``book.lock`` and
    knows that no later submission was recorded.

    Args:
        handed_in: her files as they came.
        work: her files with the author's over them, as they ran.
    """
    learner, exercise = submission.learner, submission.exercise

    def fill_submitted(folder: Path) -> None:
        shutil.copytree(handed_in, folder, dirs_exist_ok=True)
        stamp(folder, submission.received_at)

    def fill_autograded(folder: Path) -> None:
        shutil.copytree(work, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.ipynb"))
        (folder / f"{exercise}.ipynb").write_text(
            notebooks.written(harmless(judgement.notebook)), encoding="utf-8"
        )
        stamp(folder, submission.received_at)
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(0o444)  # as nbgrader leaves it

    replace_folder(book.step("submitted", learner, exercise), fill_submitted)
    with book.opened() as opened:
        opened.update_or_create_student(learner)
        received = submission.received_at.astimezone(UTC).replace(tzinfo=None)
        opened.update_or_create_submission(exercise, learner, timestamp=received)
        _save_scores(opened, judgement, exercise, learner)
    replace_folder(book.step("autograded", learner, exercise), fill_autograded)


def _save_scores(book: Gradebook, judgement: Judgement, exercise: str, learner: str) -> None:
    resources = {"nbgrader": {"notebook": exercise, "assignment": exercise, "student": learner}}
    there = {
        cell.metadata.nbgrader.grade_id for cell in judgement.notebook.cells if "nbgrader" in cell.metadata
    }
    for check in judgement.checks:
        if check.name not in there:
            # Without this, a cell that she deleted would keep the points of the submission before.
            grade = book.find_grade(check.name, exercise, exercise, learner)
            grade.auto_score, grade.needs_manual_grade = 0.0, grade.manual_score is not None
    book.db.commit()
    notebook = notebooks.copied(judgement.notebook)
    for kind in (_SaveAutoGrades, _AssignLatePenalties):
        pp = kind()
        pp.gradebook = book
        notebook, resources = pp(notebook, resources)


class _SaveAutoGrades(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's class on a gradebook that is open already."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        self.notebook_id = self.assignment_id = resources["nbgrader"]["notebook"]
        self.student_id = resources["nbgrader"]["student"]
        return NbGraderPreprocessor.preprocess(self, nb, resources)


class _AssignLatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """The same; nbgrader's class opens the gradebook by the URL that it finds in ``resources``."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        url = self.gradebook.engine.url.render_as_string(hide_password=False)
        return super().preprocess(nb, {"nbgrader": {**resources["nbgrader"], "db_url": url}})


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Makes a folder anew beside itself, then puts it in place; a crash leaves the old one or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}-{uuid4().hex[:8]}"
    old = folder.parent / f"{fresh.name}-old"
    fresh.mkdir()
    try:
        fill(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        for path in (fresh, old):
            shutil.rmtree(path, ignore_errors=True)


def alembic_on_path() -> None:
    """nbgrader runs ``alembic``, which is beside our Python, the first time it opens a gradebook."""
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join((beside, os.environ.get("PATH", os.defpath)))

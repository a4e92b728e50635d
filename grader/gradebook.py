"""One course's nbgrader gradebook and folders: where a judgement becomes grades that stock nbgrader shows."""

import fcntl
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Engine, text
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader import notebooks, recording
from grader.engines import create_engine
from grader.exchange.wire import stamp
from grader.fellows import Fellows
from grader.folders import Files, beside, lay_out, make_read_only, remove_beside, replace_folder, write
from grader.gradesheet import Gradesheet, read_gradesheets
from grader.harmless import harmless
from grader.kinds import Judgement, Setup
from grader.kinds.source import Source, from_gradebook
from grader.manifest import Course, Exercise
from grader.sandbox import Environment
from grader.setups import Built, Setups
from grader.store import Submission, Work

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class CourseBook:
    """Where a built course is: ``folder`` has source/, submitted/, autograded/ and feedback/."""

    course: str
    folder: Path
    db_url: str
    _setups: Setups = field(default_factory=Setups, init=False, repr=False, compare=False)

    @contextmanager
    def opened(self) -> Iterator[Gradebook]:
        """nbgrader's own API; opening makes missing tables, so keep it off the paths that must be quick."""
        alembic_on_path()
        with Gradebook(self.db_url, self.course) as book:
            yield book

    @cached_property
    def engine(self) -> Engine:
        return create_engine(self.db_url, pool_size=2)

    @cached_property
    def fellows(self) -> Fellows:
        """Made when the first work of a team is recorded."""
        return Fellows(self.engine)

    @contextmanager
    def lock(self, exercise: str, *learners: str) -> Iterator[None]:
        """One at a time for each learner's exercise, over all machines; falls with whoever holds it."""
        if self.engine.dialect.name == "sqlite":
            # One machine, and one writer of the database at a time whatever we do.
            with (self.folder / ".recording.lock").open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
            return
        with self.engine.connect() as db, db.begin():
            for learner in sorted(learners):  # always in this order, so that nobody waits for each other
                key = {"key": f"{self.course}/{exercise}/{learner}"}
                db.execute(text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)
            yield

    def sources(self, exercise: str) -> tuple[Source, ...]:
        """Raises nbgrader's MissingEntry where the exercise was never built."""
        with self.opened() as book:
            return from_gradebook(exercise, book, self.step("source", "", exercise))

    def built(self, course: Course, exercise: str) -> Built:
        """What the last build of an exercise made; read again only where there was another build.

        Raises:
            MissingEntry: the exercise was never built.
        """
        return self._setups.built(self.folder, course, exercise, self.sources)

    def setup(self, course: Course, exercise: Exercise, built: Built | None = None) -> Setup:
        """All that judging needs of an exercise.

        Args:
            built: what ``built`` has just told, so that nobody looks again.

        Raises:
            MissingEntry: the exercise was never built.
        """
        built = built or self.built(course, exercise.slug)
        packages = (course.package,) if course.package is not None else ()
        return Setup(
            sources=built.sources,
            limits=exercise.limits,
            environment=Environment(packages, built.modules),
            files=self.step("source", "", exercise.slug),
            prepared=built.prepared,
            shows=True,
        )

    def gradesheets(
        self, learner: str | None = None, exercise: str | None = None
    ) -> Mapping[tuple[str, str], Gradesheet]:
        """Grades by (learner, exercise), as they are now."""
        with self.engine.connect() as db:
            return read_gradesheets(db, learner, exercise)

    def step(self, step: str, learner: str, exercise: str) -> Path:
        """A folder of nbgrader's layout, e.g. ``autograded/ada/guichet_malin``."""
        return self.folder / step / learner / exercise


def record(book: CourseBook, judgement: Judgement, work: Work, hers: Files, authors: tuple[str, ...]) -> None:
    """Writes a judgement where stock nbgrader would have: submitted/, the gradebook, autograded/.

    Doing it again changes nothing; scores and comments of a person stay. The caller holds ``book.lock`` and
    knows that no later submission was recorded.

    Args:
        work: one submission, or those of a team's members: each has folders and grades of its own.
        hers: her files as they came.
        authors: names of the author's files, which replace hers.
    """
    exercise, received_at = work[0].exercise, work[0].received_at
    source = book.step("source", "", exercise)
    shown = {name: notebooks.dumped(harmless(made)) for name, made in judgement.notebooks.items()}

    def fill_submitted(folder: Path) -> None:
        write(folder, hers)
        stamp(folder, received_at)

    def fill_autograded(folder: Path) -> None:
        lay_out(folder, beside(hers, authors), source, authors)
        for name, written in shown.items():
            (folder / f"{name}.ipynb").write_text(written, encoding="utf-8")
        stamp(folder, received_at)
        make_read_only(folder)

    for one in work:
        for step in ("submitted", "autograded"):
            remove_beside(book.step(step, one.learner, exercise))
        replace_folder(book.step("submitted", one.learner, exercise), fill_submitted)
    for late in _save(book, judgement, work):
        for name, notebook in judgement.notebooks.items():
            _assign_penalty(book, name, notebook, late)
    for one in work:
        replace_folder(book.step("autograded", one.learner, exercise), fill_autograded)


def _save(book: CourseBook, judgement: Judgement, work: Work) -> Work:
    """Those that were late; a team's grades are there for all its members at once."""
    team = work[0].team_submission_id
    fellows = book.fellows if team is not None else None
    with book.engine.begin() as db:
        if fellows is not None:
            fellows.prepare(db)
        late = tuple(one for one in work if recording.save(db, judgement, one))
        if fellows is not None and team is not None:
            fellows.keep(db, team, work[0].exercise, [one.learner for one in work])
    return late


def _assign_penalty(book: CourseBook, name: str, notebook: NotebookNode, submission: Submission) -> None:
    """nbgrader's own way, with the course's own plugin: late work is rare, so it may take its time."""
    path = book.folder / CONFIG
    config = PyFileConfigLoader(CONFIG, path=str(book.folder)).load_config() if path.exists() else Config()
    names = {
        "notebook": name,
        "assignment": submission.exercise,
        "student": submission.learner,
    }
    alembic_on_path()
    AssignLatePenalties(config=config)(
        notebooks.copied(notebook), {"nbgrader": {**names, "db_url": book.db_url}}
    )


def alembic_on_path() -> None:
    """nbgrader runs ``alembic``, which is beside our Python, the first time it opens a gradebook."""
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join((beside, os.environ.get("PATH", os.defpath)))

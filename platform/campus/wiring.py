"""The one place where the campus's parts are put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from campus import database
from campus.accounts import Accounts
from campus.settings import APPS_MAX, Settings, load
from campus.sharing import Sharing
from grader.batches import Batch, Batches
from grader.engines import create_engine
from grader.errors import GraderError
from grader.exchange.blobs import FolderBlobs
from grader.feedback import Pages
from grader.gradebook import CourseBook
from grader.hints import Hints
from grader.jobs import Jobs
from grader.manifest import Course, load_course
from grader.progress import Progress
from grader.sandbox import Sandbox
from grader.store import Store
from grader.worker import Grading

ANSWER_SECONDS = 3
NAMES_OF_OURS = frozenset({"campus", "exchange", "culler", "operator"})
"""Services of the hub; a course's app is one more, with the course's name."""


@dataclass(frozen=True)
class Campus:
    """Settings and courses, and the collaborators made from them when they are first needed."""

    settings: Settings
    courses: tuple[Course, ...]

    @classmethod
    def of(cls, settings: Settings) -> "Campus":
        """Loads the courses too.

        Raises:
            GraderError: a course or an exercise is malformed; the error names the file and the line.
        """
        courses = tuple(load_course(folder) for folder in settings.course_folders)
        _check_formats(settings.courses.formats, courses)
        _check_apps(courses)
        return cls(settings, courses)

    @classmethod
    def running(cls, toml: Path | None, purpose: str) -> "Campus":
        """The campus of a ``campus.toml``, for a command that needs its database.

        Args:
            purpose: what the database is needed for, where it does not answer.

        Raises:
            GraderError: the database does not answer, or as for ``of``.
        """
        settings = load(toml or Path("campus.toml"))
        try:
            database.wait(settings, ANSWER_SECONDS)
        except GraderError as error:
            why = f"{error.operator}; {purpose}, so the campus must be running"
            raise GraderError(error.code, error.learner, why) from error
        return cls.of(settings)

    @property
    def course_ids(self) -> tuple[str, ...]:
        return tuple(course.id for course in self.courses)

    @property
    def app_ids(self) -> tuple[str, ...]:
        """Ids of the courses that have an app, in the same order."""
        return tuple(course.id for course in self.courses if course.app is not None)

    def course_directory(self, course: str) -> Path:
        """nbgrader's own course directory."""
        return self.settings.courses_dir / course

    def gradebook_url(self, course: str) -> str:
        return database.schema_url(self.settings, database.gradebook_schema(course))

    @property
    def jobs_url(self) -> str:
        return database.schema_url(self.settings, "jobs")

    def migrate(self) -> None:
        """Brings our tables and the queue's to their newest version."""
        database.migrate(database.schema_url(self.settings, "campus"))
        self.jobs.apply_schema()

    @cached_property
    def engine(self) -> Engine:
        return create_engine(database.schema_url(self.settings, "campus"), pool_size=10)

    @cached_property
    def store(self) -> Store:
        return Store(self.engine)

    @cached_property
    def blobs(self) -> FolderBlobs:
        return FolderBlobs(self.settings.blobs_dir)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.engine)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.jobs_url, self.store)

    @cached_property
    def books(self) -> Mapping[str, CourseBook]:
        return {
            course.id: CourseBook(course.id, self.course_directory(course.id), self.gradebook_url(course.id))
            for course in self.courses
        }

    @cached_property
    def progress(self) -> Progress:
        return Progress(self.store, self.books)

    @cached_property
    def hints(self) -> Hints:
        return Hints(self.engine)

    @cached_property
    def sharing(self) -> Sharing | None:
        """None where learners are not to share anything."""
        settings = self.settings.learners
        if not settings.sharing:
            return None
        limits = self.settings.exchange.limits
        return Sharing(self.engine, self.blobs, limits, settings.sharing_days)

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.store, self.blobs, self.books)

    @cached_property
    def batches(self) -> Batches:
        return Batches(self.engine)

    @cached_property
    def grading(self) -> Grading:
        courses = {course.id: course for course in self.courses}
        return Grading(
            self.store,
            self.blobs,
            courses,
            self.books,
            sandbox=Sandbox(self.settings.grading.level),
            bundle_limits=self.settings.exchange.limits,
            tries=self.settings.grading.tries,
        )

    def result_of(self, submission_id: str) -> dict[str, Any] | None:
        """What the learner reads, as JSON; None while there is nothing to read."""
        result = self.progress.result(submission_id)
        return result.as_dict() if result is not None and result.state == "graded" else None

    def most_in_team(self, course: str, exercise: str) -> int:
        """How many members a team may have that hands in an exercise; 0 where teams may not."""
        exercises = next((one.exercises for one in self.courses if one.id == course), ())
        rules = next((one.team for one in exercises if one.slug == exercise), None)
        return rules.most if rules is not None else 0

    def regrade(self, submission_id: str) -> None:
        """Grades a submission again: its state first, so that the sweep finds it in any case."""
        self.jobs.enqueue(self.store.put_back(submission_id))

    def regrade_all(self, course: str, exercise: str, started_by: str, *, every: bool = False) -> Batch:
        """The same for the newest graded work of everyone, or ``every`` one; after any hand-in."""
        batch, submission_ids = self.batches.start(course, exercise, started_by, every=every)
        self.jobs.enqueue_all(submission_ids)
        return batch

    def display_name(self, name: str) -> str:
        account = self.accounts.find(name)
        return account.display_name if account is not None else name

    def roster(self, course: str) -> dict[str, str]:
        """Display names of a course's learners, by name, in alphabetical order."""
        return {account.name: account.display_name for account in self.accounts.of_course(course)}


def _check_apps(courses: Sequence[Course]) -> None:
    for course in courses:
        if course.app is not None and course.id in NAMES_OF_OURS:
            raise GraderError(
                "app-name-taken",
                "Un cours ne peut pas ouvrir son application. Préviens une personne de l'équipe.",
                f"{course.folder}: its app would be /services/{course.id}/, which is the campus's own: "
                "give the course's folder another name",
            )
    having = [course.id for course in courses if course.app is not None]
    if len(having) > APPS_MAX:
        raise GraderError(
            "too-many-apps",
            "Ce campus a trop de cours avec une application. Préviens une personne de l'équipe.",
            f"{', '.join(having)} have an app, and a campus runs {APPS_MAX} at most: leave courses out of "
            "[courses] folders",
        )


def _check_formats(formats: Mapping[str, str], courses: Sequence[Course]) -> None:
    known = {course.id: course.formats for course in courses}
    for course, name in formats.items():
        if name not in known.get(course, ()):
            have = ", ".join(f'"{one}"' for one in known.get(course, ())) or "none"
            why = f"its course.toml has {have}" if course in known else f"the courses are {', '.join(known)}"
            raise GraderError(
                "format-unknown",
                "Un réglage du campus est à corriger. Préviens une personne de l'équipe.",
                f'campus.toml: [courses.formats] says {course} = "{name}", but {why}.',
            )

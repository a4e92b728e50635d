"""Takes submissions one by one through the walk: unpack, judge, record, feedback."""

import logging
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import find_all_files

from grader import feedback, notebooks
from grader.exchange.blobs import Blobs
from grader.exchange.bundle import BundleLimits, unpack
from grader.gradebook import CourseBook, record
from grader.jobs import Jobs
from grader.kinds import JUDGES, Judgement
from grader.manifest import Course, Exercise
from grader.sandbox.kernel import remove_leftovers
from grader.store import State, Store, Submission

log = logging.getLogger(__name__)

TRIES = 3
STARTS = 10  # a worker killed this often on one submission is killed by it
FOLDER = "grading-"
IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__")


@dataclass(frozen=True)
class Grading:
    """All that grading needs, built once. ``courses`` and ``books`` are by the course's id."""

    store: Store
    blobs: Blobs
    courses: Mapping[str, Course]
    books: Mapping[str, CourseBook]
    bundle_limits: BundleLimits = field(default_factory=BundleLimits)
    tries: int = TRIES


def step(grading: Grading, submission_id: str) -> State | None:
    """Grades one submission, whatever it holds, and gives the state it is left in; None: nothing to do.

    What a learner did wrong becomes a grade. What fails on our side is tried again, ``grading.tries`` times,
    then the submission is ``broken``: never a zero.
    """
    store = grading.store
    submission = store.start(submission_id)
    if submission is None:
        return None
    if submission.tries > STARTS:
        store.give_up(submission_id, f"the worker died {STARTS} times on this submission")
        return "broken"
    started = time.monotonic()
    try:
        _walk(grading, submission)
    except Exception as error:  # the one place that catches everything
        reason = f"{type(error).__name__}: {error}"
        log.exception("Submission %s failed (try %d)", submission_id, submission.tries)
        if submission.tries >= grading.tries:
            store.give_up(submission_id, reason)
            return "broken"
        store.try_again(submission_id, reason)
        return "queued"
    log.info("Submission %s graded in %.2f s", submission_id, time.monotonic() - started)
    _write_feedback(grading, submission)
    return "graded"


def _walk(grading: Grading, submission: Submission) -> None:
    course, book = grading.courses[submission.course], grading.books[submission.course]
    exercise = next((one for one in course.exercises if one.slug == submission.exercise), None)
    if exercise is None:
        raise LookupError(f"course {course.id} has no exercise {submission.exercise!r} any more")
    with tempfile.TemporaryDirectory(prefix=FOLDER) as made:
        handed_in, work = Path(made) / "handed_in", Path(made) / "work"
        with grading.blobs.open(submission.sha256) as bundle:
            unpack(bundle, handed_in, grading.bundle_limits)
        lay_out(handed_in, book.step("source", "", exercise.slug), work)
        judgement = _judged(book, course, exercise, handed_in, work)
        with book.lock(exercise.slug, submission.learner):
            if grading.store.is_newest_graded(submission):
                record(book, judgement, submission, handed_in, work)
            checks = [check.as_dict(raw=True) for check in judgement.checks]
            grading.store.finish(submission.id, judgement.score, judgement.max_score, checks)


def _judged(book: CourseBook, course: Course, exercise: Exercise, handed_in: Path, work: Path) -> Judgement:
    path = handed_in / f"{exercise.slug}.ipynb"
    # A notebook that she renamed or forgot is one from which every cell was deleted.
    submitted = notebooks.handed_in(path) if path.is_file() else notebooks.new([])
    packages = [course.package] if course.package is not None else []
    judge = JUDGES[exercise.kind]
    return judge(submitted, book.source(exercise.slug), work, exercise.limits, packages)


def lay_out(handed_in: Path, source: Path, work: Path) -> None:
    """Her files, with the author's over them, in a new folder: as nbgrader's autograde does."""
    shutil.copytree(handed_in, work)
    for name in find_all_files(str(source), [*IGNORED, "*.ipynb"]):
        target = work / Path(name).relative_to(source)
        if target.is_dir():
            shutil.rmtree(target)
        for parent in target.relative_to(work).parents:
            if (work / parent).is_file():
                (work / parent).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, target)


def _write_feedback(grading: Grading, submission: Submission) -> None:
    """Her result is there already; a page that fails now is made when it is asked for, or by ``tidy``."""
    graded = grading.store.submission(submission.id)
    try:
        if graded is not None:
            feedback.ensure(grading.books[submission.course], grading.store, grading.blobs, graded)
    except Exception:
        log.exception("No feedback page for submission %s", submission.id)


def tidy(grading: Grading) -> None:
    """Pages made again where a person graded since, and what killed workers left is removed."""
    for course, book in grading.books.items():
        try:
            feedback.refresh(book, grading.store, grading.blobs)
        except Exception:
            log.exception("Feedback pages of course %s were not refreshed", course)
    remove_leftovers()
    hour_ago = time.time() - 3600
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        if folder.stat().st_mtime < hour_ago:
            shutil.rmtree(folder, ignore_errors=True)


def run(grading: Grading, db_url: str) -> None:
    """Grades until SIGTERM, one submission at a time; more processes grade more at once.

    Killed at any moment, the submission in hand is given to another worker and graded once.
    """
    jobs = Jobs(
        db_url, grading.store, lambda submission_id: step(grading, submission_id), lambda: tidy(grading)
    )
    jobs.apply_schema()
    jobs.run_worker()

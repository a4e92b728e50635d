"""Takes submissions one by one through the walk: unpack, judge, record."""

import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, event

from grader import failures, notebooks
from grader.exchange.blobs import Blobs
from grader.exchange.bundle import BundleLimits, verify
from grader.feedback import Pages
from grader.folders import Files, beside, lay_out
from grader.gradebook import CourseBook, record
from grader.jobs import Jobs
from grader.kinds import JUDGES, Judgement
from grader.manifest import Course, Exercise
from grader.sandbox import Sandbox
from grader.sandbox.forkserver import remove_leftovers
from grader.setups import Built
from grader.store import State, Store, Work
from grader.watchdog import Watchdog, patience_seconds

log = logging.getLogger(__name__)

TRIES = 3
STARTS = 10  # a worker or a sandbox killed this often on one submission is killed by it
PAUSES = (0.1, 0.5, 1, 2, 4)  # a worker without its database has nothing better to do
FOLDER = "campus-grading-"
SWITCH_SECONDS = 0.0005  # one thread passes a sandbox's words on while another scores: neither waits long


@dataclass(frozen=True)
class Grading:
    """All that grading needs, built once. ``courses`` and ``books`` are by the course's id."""

    store: Store
    blobs: Blobs
    courses: Mapping[str, Course]
    books: Mapping[str, CourseBook]
    sandbox: Sandbox = field(default_factory=Sandbox)
    bundle_limits: BundleLimits = field(default_factory=BundleLimits)
    tries: int = TRIES

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.store, self.blobs, self.books)


def step(grading: Grading, work_id: str) -> State | None:
    """Grades one submission, whatever it holds, and gives the state it is left in; None: nothing to do.

    That of a team is graded once for all its members; any of their ids names it.

    What a learner did wrong becomes a grade. What fails on our side is tried again, ``grading.tries`` times,
    then the submission is ``broken``: never a zero. Where the database or the disk is what fails, it waits
    for them instead, however long that takes; where somebody kills its worker or its sandbox, it is tried
    ``STARTS`` times.
    """
    store = grading.store
    work = store.start_work(work_id)
    if not work:
        return None
    if _tries(work) > STARTS:
        store.give_up(work, f"its worker or its sandbox died {STARTS} times")
        return "broken"
    started = time.monotonic()
    try:
        recorded = _walk(grading, work)
    except Exception as error:  # the one place that catches everything
        return _failed(grading, work, error)
    if recorded:
        log.info("Submission %s graded in %.3f s", work_id, time.monotonic() - started)
        return "graded"
    log.info("Submission %s was put back while it was graded, or graded by another worker", work_id)
    return None


def _tries(work: Work) -> int:
    return max(one.tries for one in work)


def _failed(grading: Grading, work: Work, error: Exception) -> State:
    store, work_id = grading.store, work[0].work_id
    reason = f"{type(error).__name__}: {error}"
    if why := failures.passing(error):
        log.warning("Submission %s waits: %s (%s)", work_id, why, reason)
        _wait(store, work, f"{why} ({reason})")
        return "queued"
    if failures.killed(error):
        log.warning("Submission %s is tried again: %s", work_id, reason)
        store.try_again(work, reason)
        return "queued"
    log.error("Submission %s failed (try %d)", work_id, _tries(work), exc_info=error)
    if _tries(work) >= grading.tries:
        store.give_up(work, reason)
        return "broken"
    store.try_again(work, reason)
    return "queued"


def _wait(store: Store, work: Work, reason: str) -> None:
    """Gives the work back uncounted, as soon as the database takes it."""
    for pause_seconds in PAUSES:
        try:
            return store.wait(work, reason)
        except Exception as error:
            if not failures.passing(error):
                raise
            time.sleep(pause_seconds)
    # Still ``running``, and its job is lost: the sweep finds it.
    return store.wait(work, reason)


def _walk(grading: Grading, work: Work) -> bool:
    """Whether the grade found was still waited for. Of a team the bundle is one, and so is the judgement."""
    one = work[0]
    store, book = grading.store, grading.books[one.course]
    course = grading.courses[one.course]
    exercise = next((each for each in course.exercises if each.slug == one.exercise), None)
    if exercise is None:
        raise LookupError(f"course {course.id} has no exercise {one.exercise!r} any more")
    with grading.blobs.open(one.sha256) as bundle:
        hers = {entry.name: entry.content for entry in verify(bundle, grading.bundle_limits)}
    built = book.built(course, exercise.slug)
    judgement = _judged(grading, course, exercise, built, hers)
    checks = [check.as_dict(raw=True) for check in judgement.checks]
    for picture in judgement.shown.values():
        grading.blobs.put(io.BytesIO(picture))
    with book.lock(exercise.slug, *(each.learner for each in work)):
        standings = {each: store.standing(each) for each in work}
        wanted = tuple(each for each in work if standings[each] != "unwanted")
        if not wanted:
            return False
        # The gradebook first: what the store calls graded is in it, wherever we are killed.
        if newest := tuple(each for each in wanted if standings[each] == "newest"):
            record(book, judgement, newest, hers, built.files)
        return store.finish_work(wanted, judgement.score, judgement.max_score, checks)


def _judged(grading: Grading, course: Course, exercise: Exercise, built: Built, hers: Files) -> Judgement:
    book = grading.books[course.id]
    setup, authors = book.setup(course, exercise, built), built.files
    names = {source.notebook: f"{source.notebook}.ipynb" for source in setup.sources}
    submitted = {name: notebooks.loaded(hers[file]) for name, file in names.items() if file in hers}
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as work:
        lay_out(Path(work), beside(hers, authors), book.step("source", "", exercise.slug), authors)
        return JUDGES[exercise.kind](submitted, setup, Path(work), grading.sandbox)


def tidy(grading: Grading) -> None:
    """What killed workers left is removed, and pages are made; for when nobody waits for a grade."""
    remove_leftovers(FOLDER)
    grading.blobs.tidy()
    for course in grading.books:
        try:
            grading.pages.refresh(course, grading.store.is_idle)
        except Exception:
            log.exception("Feedback pages of course %s were not refreshed", course)


def run(grading: Grading, db_url: str) -> None:
    """Grades until SIGTERM, one notebook in the sandbox at a time; more processes grade more at once.

    Killed at any moment, the submission in hand is given to another worker and graded once.
    """
    for engine in (grading.store.engine, *(book.engine for book in grading.books.values())):
        _do_not_wait_for_the_disk(engine)
    watchdog = Watchdog(patience_seconds(grading.courses))

    def watched(submission_id: str) -> None:
        with watchdog.watching():
            step(grading, submission_id)

    jobs = Jobs(db_url, grading.store, watched, lambda: tidy(grading))
    jobs.apply_schema()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        _warm(grading)
        jobs.run_worker()
    finally:
        grading.sandbox.close()


def _warm(grading: Grading) -> None:
    """Starts what the first submission of each exercise would wait for."""
    for course, book in grading.books.items():
        for exercise in grading.courses[course].exercises:
            try:
                grading.sandbox.warm(book.setup(grading.courses[course], exercise).environment)
            except Exception:
                log.exception("%s/%s is not warm", course, exercise.slug)


def _do_not_wait_for_the_disk(engine: Engine) -> None:
    """Commits of a worker need not survive a power cut, and each would wait for the disk.

    PostgreSQL loses the last ones only, in order: what is lost is the end of a walk, never its middle, so the
    submission is ``queued`` or ``running`` again and the walk is done again. What a learner was told is kept
    by the exchange, which waits.
    """
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "connect")
    def ask(connection: object, _: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("set synchronous_commit to off")
        cursor.close()
        connection.commit()  # type: ignore[attr-defined]

"""The campus's courses: loaded from their folders, built for nbgrader, released to the exchange."""

import hashlib
import io
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from platformdirs import user_cache_path

from campus.wiring import Campus
from grader.authoring.build import build_course, prepare_course
from grader.authoring.shelf import Shelf
from grader.errors import GraderError
from grader.exchange.bundle import pack
from grader.manifest import Course
from grader.sandbox import Level, Sandbox

log = logging.getLogger(__name__)

PROCESSORS = len(os.sched_getaffinity(0))


def shelf() -> Shelf:
    """Where this account keeps what it found out by running exercises."""
    return Shelf(user_cache_path("objectif-campus") / "prepared")


@contextmanager
def sandboxes(many: int = PROCESSORS, level: Level = Level.NAMESPACES) -> Iterator[list[Sandbox]]:
    """As many exercises can be run at the same time."""
    with ExitStack() as opened:
        yield [opened.enter_context(Sandbox(level)) for _ in range(many)]


def publish(campus: Campus, on_step: Callable[[str], None]) -> None:
    """Builds what has changed and releases every exercise; what is up to date is left alone."""
    for course in campus.courses:
        directory = campus.course_directory(course.id)
        try:
            build_course(course, directory, campus.gradebook_url(course.id), on_step)
        except GraderError as error:
            # The exercises that are built are released all the same: a class is waiting.
            on_step(f"{course.id} is not whole: {error.operator}")
        _release(campus, course)


def prepare(campus: Campus, on_step: Callable[[str], None]) -> None:
    """Runs what has changed, as workers will, to decide which tests are sealed; before workers start.

    An exercise that cannot be run is graded without seals; no failure here keeps a class waiting.
    """
    with sandboxes(level=campus.settings.grading.level) as benches:
        for course in campus.courses:
            directory, url = campus.course_directory(course.id), campus.gradebook_url(course.id)
            try:
                prepare_course(course, directory, url, benches, on_step, shelf())
            except Exception:
                log.exception("The tests of course %s are not sealed", course.id)
                on_step(f"{course.id}: tests not sealed, see the log")


def _release(campus: Campus, course: Course) -> None:
    for exercise in course.exercises:
        folder = campus.course_directory(course.id) / "release" / exercise.slug
        if not folder.is_dir():
            continue
        packed = pack(folder)
        sha256 = hashlib.sha256(packed).hexdigest()
        released = campus.store.find_release(course.id, exercise.slug)
        if released is not None and released.taken_back_at is not None:
            continue
        if released is not None and released.sha256 == sha256 and campus.blobs.exists(sha256):
            continue
        campus.blobs.put(io.BytesIO(packed))
        campus.store.release(course.id, exercise.slug, sha256)

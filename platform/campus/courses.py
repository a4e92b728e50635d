"""The campus's courses: loaded from their folders, built for nbgrader, released to the exchange."""

import hashlib
import io
from collections.abc import Callable

from campus.wiring import Campus
from grader.authoring.build import build_course
from grader.errors import GraderError
from grader.exchange.bundle import pack


def publish(campus: Campus, on_step: Callable[[str], None]) -> None:
    """Builds what has changed and releases every exercise; what is up to date is left alone."""
    for course in campus.courses:
        directory = campus.course_directory(course.id)
        try:
            build_course(course, directory, campus.gradebook_url(course.id), on_step)
        except GraderError as error:
            # The exercises that are built are released all the same: a class is waiting.
            on_step(f"{course.id} is not whole: {error.operator}")
        for exercise in course.exercises:
            if not (directory / "release" / exercise.slug).is_dir():
                continue
            packed = pack(directory / "release" / exercise.slug)
            sha256 = hashlib.sha256(packed).hexdigest()
            released = campus.store.find_release(course.id, exercise.slug)
            if released is not None and released.taken_back_at is not None:
                continue
            if released is not None and released.sha256 == sha256 and campus.blobs.exists(sha256):
                continue
            campus.blobs.put(io.BytesIO(packed))
            campus.store.release(course.id, exercise.slug, sha256)

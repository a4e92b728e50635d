"""What the exchange does, whoever calls: release, fetch, receive work, give feedback."""

import logging
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from threading import BoundedSemaphore
from typing import IO, Any, Protocol

from grader.exchange import refusals
from grader.exchange.blobs import Blob, Blobs
from grader.exchange.bundle import BundleLimits, verify
from grader.exchange.people import Person
from grader.stage.exhibit import BYTES_MAX
from grader.store import Feedback, Release, Store, Submission

log = logging.getLogger(__name__)

_ASSIGNMENT_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_KEY_LENGTH = 100
_IN_MEMORY_BYTES = 1_000_000
AT_ONCE = 2
NOT_MADE = "not-made-yet"
"""In the place of the hash of a page that is made when it is fetched."""


class Pages(Protocol):
    """Feedback pages that are made when they are asked for."""

    def ensure(self, submission: Submission) -> bool: ...

    def fingerprint(self, submission: Submission) -> str: ...


class Desk:
    """Checks who asks, keeps the bundle, then the row, then tells the graders.

    Args:
        enqueue: called with a submission's id once it is durable; may be called twice with the same one.
        pages: makes feedback on demand; without it there is only what was released.
    """

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        limits: BundleLimits,
        enqueue: Callable[[str], None],
        pages: Pages | None = None,
    ) -> None:
        self.store = store
        self.blobs = blobs
        self.limits = limits
        self._enqueue = enqueue
        self._pages = pages
        # A small bundle can take hundreds of megabytes while it is looked at.
        self._looking = BoundedSemaphore(AT_ONCE)

    # -- assignments ------------------------------------------------------------------------------

    def assignments(self, person: Person, course: str | None) -> list[Release]:
        seen = person.courses | person.teaches
        if course is not None:
            person.must_see(course)
            seen = frozenset({course})
        return self.store.releases(sorted(seen))

    def release(
        self, person: Person, course: str, exercise: str, source: Iterable[bytes], force: bool
    ) -> Release:
        person.must_teach(course)
        if not _ASSIGNMENT_NAME.fullmatch(exercise):
            raise refusals.unusable_name(exercise)
        blob = self.keep(source, needs_notebook=True)
        known = self.store.find_release(course, exercise)
        if known and known.taken_back_at is None:
            if known.sha256 == blob.sha256:  # sent again after a lost answer
                return known
            if not force:
                raise refusals.already_released(course, exercise)
        log.info("%s releases %s/%s as %s", person.name, course, exercise, blob.sha256)
        return self.store.release(course, exercise, blob.sha256)

    def fetch(self, person: Person, course: str, exercise: str) -> IO[bytes]:
        person.must_see(course)
        release = self.released(course, exercise)
        bundle = self.blobs.open(release.sha256)
        if course in person.courses:
            self.store.opened(course, exercise, person.name)
        return bundle

    def take_back(self, person: Person, course: str, exercise: str) -> None:
        """No longer listed nor fetched; what was handed in stays and is graded. Twice is once."""
        person.must_teach(course)
        if self.store.find_release(course, exercise) is None:
            raise refusals.unknown_assignment(course, exercise)
        log.info("%s takes back %s/%s", person.name, course, exercise)
        self.store.take_back(course, exercise)

    def released(self, course: str, exercise: str) -> Release:
        """What learners fetch now; refused where there is nothing to fetch, or no longer."""
        release = self.store.find_release(course, exercise)
        if release is None:
            raise refusals.unknown_assignment(course, exercise)
        if release.taken_back_at is not None:
            raise refusals.taken_back(course, exercise)
        return release

    # -- submissions ------------------------------------------------------------------------------

    def receive(
        self,
        person: Person,
        course: str,
        exercise: str,
        source: Iterable[bytes],
        learner: str | None = None,
        key: str | None = None,
    ) -> Submission:
        """Work handed in, durable on return: bundle synced, row committed. Never refused for being late."""
        if learner is not None and learner != person.name:
            raise refusals.not_yours(person.name, learner)
        check_key(key)
        person.must_follow(course)
        self.released(course, exercise)
        self.must_have_room(person.name)
        blob = self.keep(source, needs_notebook=True)
        made = self.store.add_submission(
            course, exercise, person.name, blob.sha256, blob.size_bytes, request_key=key
        )
        if (made.course, made.exercise, made.sha256) != (course, exercise, blob.sha256):
            raise refusals.key_reused(str(key))
        log.info("received %s from %s for %s/%s: %s", made.id, person.name, course, exercise, blob)
        if made.state == "queued":
            self.announce(made.work_id)
        return made

    def must_have_room(self, learner: str) -> None:
        """The disk is everybody's, the database's too."""
        if self.store.kept_bytes(learner) >= self.limits.max_kept_bytes:
            raise refusals.kept_too_much(learner, self.limits.max_kept_bytes)

    def announce(self, work_id: str) -> None:
        """Tells the graders."""
        try:
            self._enqueue(work_id)
        except Exception:
            # The work is kept: the periodic sweep finds what is queued without a job.
            log.exception("submission %s is kept but could not be announced to the graders", work_id)

    def submissions(
        self, person: Person, course: str | None, exercise: str | None, learner: str | None
    ) -> list[Submission]:
        """Hers, and those of the courses she teaches, oldest first."""
        if learner not in (None, person.name) and not self._teaches(person, course):
            raise refusals.not_yours(person.name, str(learner))
        taught = person.teaches if course is None else person.teaches & {course}
        found = self.store.submissions(sorted(taught), exercise, learner) if taught else []
        if learner in (None, person.name):
            own = self.store.submissions([course] if course else None, exercise, person.name)
            found += [one for one in own if one.course not in taught]
        return sorted(found, key=lambda one: (one.received_at, one.id))

    def _teaches(self, person: Person, course: str | None) -> bool:
        return bool(person.teaches) if course is None else course in person.teaches

    def submission(self, person: Person, submission_id: str) -> Submission:
        found = self.store.submission(submission_id)
        if found is None:
            raise refusals.unknown_submission(submission_id)
        if not person.may_read(found.course, found.learner):
            raise refusals.not_yours(person.name, found.learner)
        return found

    def shown(self, submission_id: str, result: Mapping[str, Any] | None, name: str) -> bytes:
        """The picture that a check shows, as its result tells; it is one of a size to be shown."""
        checks = {one["name"]: one.get("shown") for one in (result or {}).get("checks", ())}
        told = checks.get(name)
        if not told or not self.blobs.exists(told["sha256"]):
            raise refusals.unknown_picture(f"of {name!r} for {submission_id}")
        with self.blobs.open(told["sha256"]) as file:
            return file.read(BYTES_MAX)

    # -- feedback ---------------------------------------------------------------------------------

    def give_feedback(
        self,
        person: Person,
        course: str,
        exercise: str,
        learner: str,
        received_at: datetime,
        source: Iterable[bytes],
    ) -> None:
        person.must_teach(course)
        handed_in = self.store.submissions([course], exercise, learner)
        about = next((one for one in handed_in if one.received_at == received_at), None)
        if about is None:
            raise refusals.unknown_submission(f"of {learner} for {course}/{exercise} at {received_at}")
        blob = self.keep(source, needs_notebook=False)
        # A page that a person gives stays until grades change.
        made_from = self._pages.fingerprint(about) if self._pages is not None else ""
        self.store.add_feedback(course, exercise, learner, received_at, blob.sha256, made_from)

    def feedback(
        self, person: Person, course: str, exercise: str, learner: str | None = None
    ) -> list[Feedback]:
        owner = learner or person.name
        if not person.may_read(course, owner):
            raise refusals.not_yours(person.name, owner)
        for submission in _newest_graded(self.store.submissions([course], exercise, owner)):
            self._make_page(submission)
        return self.store.feedback(course, exercise, owner)

    def _make_page(self, submission: Submission) -> None:
        try:
            if self._pages is not None:
                self._pages.ensure(submission)
        except Exception:
            # She gets those that are there; the next time, or in a quiet moment, it is tried again.
            log.exception("no feedback page for submission %s", submission.id)

    def feedback_hashes(self, submissions: Sequence[Submission]) -> dict[str, str]:
        """The released feedback of each submission that has some, or will when it is fetched, by its id."""
        courses = sorted({one.course for one in submissions})
        learners = {one.learner for one in submissions}
        learner = learners.pop() if len(learners) == 1 else None
        released = {
            (one.course, one.exercise, one.learner, one.received_at): one.sha256
            for one in self.store.released_feedback(courses, learner)
        }
        keys = {one.id: (one.course, one.exercise, one.learner, one.received_at) for one in submissions}
        found = {id_: released[key] for id_, key in keys.items() if key in released}
        if self._pages is None:
            return found
        return {**{one.id: NOT_MADE for one in _newest_graded(submissions)}, **found}

    def fetch_feedback(
        self, person: Person, course: str, exercise: str, received_at: datetime, learner: str | None = None
    ) -> IO[bytes]:
        owner = learner or person.name
        if not person.may_read(course, owner):
            raise refusals.not_yours(person.name, owner)
        for one in self.store.feedback(course, exercise, owner):
            if one.received_at == received_at:
                return self.blobs.open(one.sha256)
        raise refusals.unknown_feedback(f"for {course}/{exercise} received at {received_at}")

    # -- bundles ----------------------------------------------------------------------------------

    def keep(self, source: Iterable[bytes], needs_notebook: bool) -> Blob:
        """Reads at most what the limit allows, checks it, and keeps it as it came."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as received:
            size_bytes = 0
            for chunk in source:
                size_bytes += len(chunk)
                if size_bytes > self.limits.max_bytes:
                    raise refusals.too_large(self.limits.max_bytes, "while it was received")
                received.write(chunk)
            received.seek(0)
            with self._looking:
                entries = verify(received, self.limits)
            if needs_notebook and not any(one.name.endswith(".ipynb") for one in entries):
                raise refusals.no_notebook()
            received.seek(0)
            return self.blobs.put(received)


def check_key(key: str | None) -> None:
    """Refuses an ``Idempotency-Key`` that could not be kept."""
    if key is not None and not 0 < len(key) <= _KEY_LENGTH:
        raise refusals.bad_field("Idempotency-Key", key[:_KEY_LENGTH])


def _newest_graded(submissions: Sequence[Submission]) -> list[Submission]:
    """Of each learner's exercise the last that was graded: the one whose page can be made."""
    newest: dict[tuple[str, str, str], Submission] = {}
    for one in sorted(submissions, key=lambda one: one.sequence):
        if one.state == "graded":
            newest[one.course, one.exercise, one.learner] = one
    return list(newest.values())

"""What the exchange and the graders remember: releases, openings, submissions, outcomes and feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args
from uuid import uuid4

from sqlalchemy import Engine, Row, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.tables import (
    feedback_table,
    metadata,
    opening_table,
    outcome_table,
    release_table,
    submission_table,
)

State = Literal["queued", "running", "graded", "broken"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Release:
    course: str
    exercise: str
    sha256: str
    released_at: datetime
    taken_back_at: datetime | None


@dataclass(frozen=True)
class Submission:
    """Work handed in: ``received_at`` is aware UTC and unique for one learner and exercise."""

    id: str
    course: str
    exercise: str
    learner: str
    received_at: datetime
    sha256: str
    size_bytes: int
    request_key: str | None
    state: State
    reason: str
    tries: int
    state_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What the grader found: ``checks`` holds one JSON object per graded cell."""

    submission_id: str
    score: float | None
    max_score: float
    checks: Sequence[dict[str, Any]]
    recorded_at: datetime


@dataclass(frozen=True)
class Feedback:
    course: str
    exercise: str
    learner: str
    received_at: datetime
    sha256: str
    released_at: datetime


def now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Reads and writes of those tables, each call one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # -- releases ---------------------------------------------------------------------------------

    def release(self, course: str, exercise: str, sha256: str) -> Release:
        """Makes the bundle ``sha256`` the exercise that learners fetch."""
        values = {"sha256": sha256, "released_at": now(), "taken_back_at": None}
        statement = upsert(release_table).values(course=course, exercise=exercise, **values)
        with self.engine.begin() as db:
            db.execute(statement.on_conflict_do_update(index_elements=["course", "exercise"], set_=values))
            key = and_(release_table.c.course == course, release_table.c.exercise == exercise)
            row = db.execute(select(release_table).where(key)).one()
        return Release(**row._mapping)

    def take_back(self, course: str, exercise: str) -> None:
        key = and_(release_table.c.course == course, release_table.c.exercise == exercise)
        with self.engine.begin() as db:
            db.execute(update(release_table).where(key).values(taken_back_at=now()))

    def find_release(self, course: str, exercise: str) -> Release | None:
        key = and_(release_table.c.course == course, release_table.c.exercise == exercise)
        with self.engine.connect() as db:
            row = db.execute(select(release_table).where(key)).first()
        return Release(**row._mapping) if row else None

    def releases(self, courses: Sequence[str]) -> list[Release]:
        """Exercises that can be fetched now, by course and name."""
        asked = select(release_table).where(
            release_table.c.course.in_(courses), release_table.c.taken_back_at.is_(None)
        )
        with self.engine.connect() as db:
            rows = db.execute(asked.order_by(release_table.c.course, release_table.c.exercise)).all()
        return [Release(**row._mapping) for row in rows]

    # -- openings ---------------------------------------------------------------------------------

    def opened(self, course: str, exercise: str, learner: str) -> None:
        """Remembers the first time that a learner fetched an exercise."""
        values = {"course": course, "exercise": exercise, "learner": learner, "opened_at": now()}
        with self.engine.begin() as db:
            db.execute(upsert(opening_table).values(**values).on_conflict_do_nothing())

    def openings(self, course: str, learner: str | None = None) -> set[tuple[str, str]]:
        """Pairs (learner, exercise) begun in a course."""
        asked = select(opening_table.c.learner, opening_table.c.exercise).where(
            opening_table.c.course == course
        )
        if learner is not None:
            asked = asked.where(opening_table.c.learner == learner)
        with self.engine.connect() as db:
            return {(row.learner, row.exercise) for row in db.execute(asked)}

    # -- submissions ------------------------------------------------------------------------------

    def add_submission(
        self,
        course: str,
        exercise: str,
        learner: str,
        sha256: str,
        size_bytes: int,
        request_key: str | None = None,
    ) -> Submission:
        """Keeps work handed in, as ``queued``; the same ``request_key`` again gives the first one back."""
        table = submission_table.c
        while True:
            received = now()
            values = {
                "id": str(uuid4()),
                "course": course,
                "exercise": exercise,
                "learner": learner,
                "received_at": received,
                "sha256": sha256,
                "size_bytes": size_bytes,
                "request_key": request_key,
                "state": "queued",
                "state_at": received,
            }
            same = (
                table.id == values["id"]
                if request_key is None
                else and_(table.learner == learner, table.request_key == request_key)
            )
            with self.engine.begin() as db:
                db.execute(upsert(submission_table).values(**values).on_conflict_do_nothing())
                row = db.execute(select(submission_table).where(same)).first()
            # No row: she handed this in twice in one microsecond. The next one is free.
            if row is not None:
                return _submission(row)

    def submission(self, submission_id: str) -> Submission | None:
        with self.engine.connect() as db:
            row = db.execute(select(submission_table).where(submission_table.c.id == submission_id)).first()
        return _submission(row) if row else None

    def submissions(
        self,
        courses: Sequence[str] | None = None,
        exercise: str | None = None,
        learner: str | None = None,
        states: Sequence[State] | None = None,
    ) -> list[Submission]:
        """Submissions that fit every given filter, oldest first."""
        table = submission_table.c
        asked = select(submission_table).order_by(table.received_at)
        if courses is not None:
            asked = asked.where(table.course.in_(courses))
        if exercise is not None:
            asked = asked.where(table.exercise == exercise)
        if learner is not None:
            asked = asked.where(table.learner == learner)
        if states is not None:
            asked = asked.where(table.state.in_(states))
        with self.engine.connect() as db:
            return [_submission(row) for row in db.execute(asked)]

    def kept_bytes(self, learner: str) -> int:
        """What the bundles of a learner take together; the same bundle twice is kept once."""
        table = submission_table.c
        bundles = select(table.sha256, table.size_bytes).where(table.learner == learner).distinct().subquery()
        with self.engine.connect() as db:
            return int(db.execute(select(func.coalesce(func.sum(bundles.c.size_bytes), 0))).scalar_one())

    def latest(self, course: str, learner: str | None = None) -> list[Submission]:
        """The newest submission of each learner and exercise of a course."""
        table = submission_table.c
        asked = (
            select(submission_table)
            .ext(distinct_on(table.learner, table.exercise))
            .where(table.course == course)
            .order_by(table.learner, table.exercise, table.received_at.desc())
        )
        if learner is not None:
            asked = asked.where(table.learner == learner)
        with self.engine.connect() as db:
            return [_submission(row) for row in db.execute(asked)]

    def is_newest_graded(self, submission: Submission) -> bool:
        """Whether no later submission of the same learner and exercise has an outcome already."""
        table = submission_table.c
        later = (
            select(func.count())
            .select_from(submission_table.join(outcome_table))
            .where(
                table.course == submission.course,
                table.exercise == submission.exercise,
                table.learner == submission.learner,
                table.received_at > submission.received_at,
            )
        )
        with self.engine.connect() as db:
            return db.execute(later).scalar_one() == 0

    def start(self, submission_id: str) -> Submission | None:
        """Marks a submission ``running`` and counts the try; None where it needs no grading."""
        table = submission_table.c
        todo = and_(table.id == submission_id, or_(table.state == "queued", table.state == "running"))
        change = update(submission_table).where(todo)
        values = {"state": "running", "state_at": now(), "tries": table.tries + 1}
        with self.engine.begin() as db:
            row = db.execute(change.values(values).returning(*submission_table.c)).first()
        return _submission(row) if row else None

    def finish(
        self, submission_id: str, score: float | None, max_score: float, checks: Sequence[dict[str, Any]]
    ) -> bool:
        """Stores the one outcome of a submission and marks it ``graded``; False where it had one already."""
        table = submission_table.c
        values = {
            "submission_id": submission_id,
            "score": score,
            "max_score": max_score,
            "checks": list(checks),
            "recorded_at": now(),
        }
        with self.engine.begin() as db:
            stored = db.execute(
                upsert(outcome_table)
                .values(**values)
                .on_conflict_do_nothing()
                .returning(outcome_table.c.submission_id)
            ).first()
            done = {"state": "graded", "reason": "", "state_at": now()}
            db.execute(update(submission_table).where(table.id == submission_id).values(done))
        return stored is not None

    def give_up(self, submission_id: str, reason: str) -> None:
        """Marks a submission ``broken``: our failure, never a zero."""
        self._set_state(submission_id, "broken", reason)

    def try_again(self, submission_id: str, reason: str) -> None:
        """Makes a submission ``queued`` after a failure of ours; the tries stay counted."""
        self._set_state(submission_id, "queued", reason)

    def put_back(self, submission_id: str, reason: str = "") -> None:
        """Makes a submission ``queued`` again, its outcome forgotten."""
        with self.engine.begin() as db:
            db.execute(outcome_table.delete().where(outcome_table.c.submission_id == submission_id))
            values = {"state": "queued", "reason": reason, "state_at": now(), "tries": 0}
            db.execute(update(submission_table).where(submission_table.c.id == submission_id).values(values))

    def _set_state(self, submission_id: str, state: State, reason: str) -> None:
        table = submission_table.c
        values = {"state": state, "reason": reason, "state_at": now()}
        # A worker taken for dead can fail after another one has graded the same submission.
        ours = and_(table.id == submission_id, table.state != "graded")
        with self.engine.begin() as db:
            db.execute(update(submission_table).where(ours).values(values))

    # -- outcomes and feedback --------------------------------------------------------------------

    def outcomes(self, submission_ids: Sequence[str]) -> dict[str, Outcome]:
        asked = select(outcome_table).where(outcome_table.c.submission_id.in_(submission_ids))
        with self.engine.connect() as db:
            return {row.submission_id: Outcome(**row._mapping) for row in db.execute(asked)}

    def add_feedback(
        self, course: str, exercise: str, learner: str, received_at: datetime, sha256: str
    ) -> None:
        """Releases the feedback bundle ``sha256`` for the submission received at that time."""
        values = {"sha256": sha256, "released_at": now()}
        key = {"course": course, "exercise": exercise, "learner": learner, "received_at": received_at}
        statement = upsert(feedback_table).values(**key, **values)
        with self.engine.begin() as db:
            db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))

    def feedback(self, course: str, exercise: str, learner: str) -> list[Feedback]:
        table = feedback_table.c
        key = and_(table.course == course, table.exercise == exercise, table.learner == learner)
        with self.engine.connect() as db:
            rows = db.execute(select(feedback_table).where(key).order_by(table.received_at)).all()
        return [Feedback(**row._mapping) for row in rows]

    def released_feedback(self, courses: Sequence[str], learner: str | None = None) -> list[Feedback]:
        """All feedback released in these courses, of one learner or of everyone."""
        asked = select(feedback_table).where(feedback_table.c.course.in_(courses))
        if learner is not None:
            asked = asked.where(feedback_table.c.learner == learner)
        with self.engine.connect() as db:
            return [Feedback(**row._mapping) for row in db.execute(asked)]


def _submission(row: Row[Any]) -> Submission:
    return Submission(**row._mapping)


__all__ = [
    "STATES",
    "Feedback",
    "Outcome",
    "Release",
    "State",
    "Store",
    "Submission",
    "metadata",
    "now",
]

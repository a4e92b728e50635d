"""What the exchange and the graders remember: releases, openings, submissions, outcomes and feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Engine, Row, and_, bindparam, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.submissions import (
    OF_TEAM,
    START,
    START_TEAM,
    STATES,
    UNFINISHED,
    Standing,
    State,
    Submission,
    Work,
    any_awaited,
    awaited,
    later_graded,
    now,
    put_back_values,
    work_values,
)
from grader.tables import (
    feedback_table,
    metadata,
    opening_table,
    outcome_table,
    release_table,
    submission_table,
)
from grader.teams import Teams


@dataclass(frozen=True)
class Release:
    course: str
    exercise: str
    sha256: str
    released_at: datetime
    taken_back_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    """What the grader found last: ``checks`` holds one JSON object per graded cell."""

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
    made_from: str = ""


class Store:
    """Reads and writes of those tables, each call one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # For single statements: each is a transaction by itself, without asking twice more.
        self._at_once = engine.execution_options(isolation_level="AUTOCOMMIT")
        self.teams = Teams(engine)

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
        with self._at_once.connect() as db:
            row = db.execute(select(release_table).where(key)).first()
        return Release(**row._mapping) if row else None

    def releases(self, courses: Sequence[str]) -> list[Release]:
        """Exercises that can be fetched now, by course and name."""
        asked = select(release_table).where(
            release_table.c.course.in_(courses), release_table.c.taken_back_at.is_(None)
        )
        with self._at_once.connect() as db:
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
        with self._at_once.connect() as db:
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
            # No row: twice in one microsecond, perhaps since the clock went back. The next one is free.
            if row is not None:
                return _submission(row)

    def submission(self, submission_id: str) -> Submission | None:
        with self._at_once.connect() as db:
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
        asked = select(submission_table).order_by(table.sequence)
        if courses is not None:
            asked = asked.where(table.course.in_(courses))
        if exercise is not None:
            asked = asked.where(table.exercise == exercise)
        if learner is not None:
            asked = asked.where(table.learner == learner)
        if states is not None:
            asked = asked.where(table.state.in_(states))
        with self._at_once.connect() as db:
            return [_submission(row) for row in db.execute(asked)]

    def kept_bytes(self, learner: str) -> int:
        """What the bundles of a learner take together; the same bundle twice is kept once."""
        table = submission_table.c
        bundles = select(table.sha256, table.size_bytes).where(table.learner == learner).distinct().subquery()
        with self._at_once.connect() as db:
            return int(db.execute(select(func.coalesce(func.sum(bundles.c.size_bytes), 0))).scalar_one())

    def latest(self, course: str, learner: str | None = None) -> list[Submission]:
        """The newest submission of each learner and exercise of a course."""
        table = submission_table.c
        asked = (
            select(submission_table)
            .ext(distinct_on(table.learner, table.exercise))
            .where(table.course == course)
            .order_by(table.learner, table.exercise, table.sequence.desc())
        )
        if learner is not None:
            asked = asked.where(table.learner == learner)
        with self._at_once.connect() as db:
            return [_submission(row) for row in db.execute(asked)]

    def unfinished(self, learner: str | None = None) -> list[Submission]:
        """Submissions to grade, or to grade again, oldest first; of one learner or of everyone."""
        asked = select(submission_table).where(UNFINISHED).order_by(submission_table.c.sequence)
        if learner is not None:
            asked = asked.where(submission_table.c.learner == learner)
        with self._at_once.connect() as db:
            return [_submission(row) for row in db.execute(asked)]

    def is_idle(self) -> bool:
        """Whether nothing waits to be graded."""
        table = submission_table.c
        waiting = select(table.id).where(or_(table.state == "queued", table.again == "queued")).limit(1)
        with self._at_once.connect() as db:
            return db.execute(waiting).first() is None

    def is_newest_graded(self, submission: Submission) -> bool:
        """Whether no later submission of the same learner and exercise has an outcome already."""
        with self._at_once.connect() as db:
            return not db.execute(select(later_graded(submission))).scalar_one()

    def standing(self, submission: Submission) -> Standing:
        """What a grade found for this submission is good for now; ask while holding the gradebook's lock."""
        table = submission_table.c
        wanted = select(table.id).where(table.id == submission.id, awaited(submission.round)).exists()
        with self._at_once.connect() as db:
            row = db.execute(select(wanted, later_graded(submission))).one()
        if not row[0]:
            return "unwanted"
        return "overtaken" if row[1] else "newest"

    def start(self, submission_id: str) -> Submission | None:
        """Marks a learner's submission ``running`` and counts the try; None where it needs no grading."""
        with self._at_once.connect() as db:
            row = db.execute(START, {"one": submission_id, "at": now()}).first()
        return _submission(row) if row else None

    def start_work(self, work_id: str) -> Work:
        """The same for all that is graded together; empty where nothing needs grading.

        Args:
            work_id: a submission's id; a team's, or that of any of its members.
        """
        if (alone := self.start(work_id)) is not None:
            return (alone,)
        with self._at_once.connect() as db:
            rows = db.execute(START_TEAM, {"one": work_id, "at": now()}).all()
        return tuple(sorted((_submission(row) for row in rows), key=lambda one: one.sequence))

    def work(self, work_id: str) -> Work:
        """The submissions that such an id stands for, graded or not."""
        if (found := self.submission(work_id)) is not None and found.team_submission_id is None:
            return (found,)
        asked = select(submission_table).where(OF_TEAM).order_by(submission_table.c.sequence)
        with self._at_once.connect() as db:
            return tuple(_submission(row) for row in db.execute(asked, {"one": work_id}))

    def finish(
        self,
        submission_id: str,
        score: float | None,
        max_score: float,
        checks: Sequence[dict[str, Any]],
        round: int | None = None,  # noqa: A002 - the column's name
    ) -> bool:
        """Stores the one outcome of a submission and marks it ``graded``, both or neither.

        An outcome is replaced only where grading again was asked for; False where nothing was waited for, or
        no longer since that ``round``.
        """
        waited = and_(submission_table.c.id == submission_id, awaited(round))
        return self._finish(waited, score, max_score, checks)

    def finish_work(
        self, work: Work, score: float | None, max_score: float, checks: Sequence[dict[str, Any]]
    ) -> bool:
        """The same for all that was graded together, at once: the same outcome for each."""
        return self._finish(any_awaited(work), score, max_score, checks)

    def _finish(
        self,
        waited: ColumnElement[bool],
        score: float | None,
        max_score: float,
        checks: Sequence[dict[str, Any]],
    ) -> bool:
        at = now()
        done = {"state": "graded", "again": None, "reason": "", "state_at": at}
        # The row is locked before the outcome is written: of two workers, the second finds nothing to do.
        change = update(submission_table).where(waited).values(done).returning(submission_table.c.id).cte()
        outcome = outcome_table.c
        found = {
            outcome.score: score,
            outcome.max_score: max_score,
            outcome.checks: list(checks),
            outcome.recorded_at: at,
        }
        told = select(change.c.id, *(literal(value, column.type) for column, value in found.items()))
        keep = upsert(outcome_table).from_select([outcome.submission_id, *found], told)
        again = keep.on_conflict_do_update(
            index_elements=["submission_id"], set_={column.name: value for column, value in found.items()}
        )
        with self._at_once.connect() as db:
            return db.execute(again.returning(outcome.submission_id)).first() is not None

    def give_up(self, work: Work, reason: str) -> None:
        """Marks submissions ``broken``: our failure, never a zero. An outcome that they have stays."""
        self._set(work, "broken", reason)

    def try_again(self, work: Work, reason: str) -> None:
        """Makes submissions ``queued`` after a failure of ours; the tries stay counted."""
        self._set(work, "queued", reason)

    def wait(self, work: Work, reason: str) -> None:
        """Makes them ``queued`` after a failure that has nothing to do with them: no try is counted."""
        self._set(work, "queued", reason, tries=func.greatest(submission_table.c.tries - 1, 0))

    def put_back(self, submission_id: str, reason: str = "") -> str:
        """Has a submission graded again, from the first try on, and with it those of the same team.

        Outcomes stay until then. Gives the id that its job is to name.
        """
        table = submission_table.c
        one = {"one": submission_id}
        values = put_back_values() | {"reason": reason}
        change = update(submission_table).where(or_(table.id == bindparam("one"), OF_TEAM)).values(values)
        with self.engine.begin() as db:
            db.execute(change, one)
            asked = select(func.coalesce(table.team_submission_id, table.id)).where(table.id == submission_id)
            return db.execute(asked).scalar_one_or_none() or submission_id

    def _set(self, work: Work, state: State, reason: str, **values: Any) -> None:
        # A worker taken for dead can fail after another one has graded the same submission.
        values |= {**work_values(state), "reason": reason, "state_at": now()}
        with self.engine.begin() as db:
            db.execute(update(submission_table).where(any_awaited(work)).values(values))

    # -- outcomes and feedback --------------------------------------------------------------------

    def outcomes(self, submission_ids: Sequence[str]) -> dict[str, Outcome]:
        asked = select(outcome_table).where(outcome_table.c.submission_id.in_(submission_ids))
        with self._at_once.connect() as db:
            return {row.submission_id: Outcome(**row._mapping) for row in db.execute(asked)}

    def add_feedback(
        self,
        course: str,
        exercise: str,
        learner: str,
        received_at: datetime,
        sha256: str,
        made_from: str = "",
    ) -> None:
        """Releases the feedback bundle ``sha256`` for the submission received at that time."""
        values = {"sha256": sha256, "released_at": now(), "made_from": made_from}
        key = {"course": course, "exercise": exercise, "learner": learner, "received_at": received_at}
        statement = upsert(feedback_table).values(**key, **values)
        with self.engine.begin() as db:
            db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))

    def feedback(self, course: str, exercise: str, learner: str) -> list[Feedback]:
        table = feedback_table.c
        key = and_(table.course == course, table.exercise == exercise, table.learner == learner)
        with self._at_once.connect() as db:
            rows = db.execute(select(feedback_table).where(key).order_by(table.received_at)).all()
        return [Feedback(**row._mapping) for row in rows]

    def released_feedback(self, courses: Sequence[str], learner: str | None = None) -> list[Feedback]:
        """All feedback released in these courses, of one learner or of everyone."""
        asked = select(feedback_table).where(feedback_table.c.course.in_(courses))
        if learner is not None:
            asked = asked.where(feedback_table.c.learner == learner)
        with self._at_once.connect() as db:
            return [Feedback(**row._mapping) for row in db.execute(asked)]


def _submission(row: Row[Any]) -> Submission:
    return Submission(**row._mapping)


__all__ = [
    "STATES",
    "Feedback",
    "Outcome",
    "Release",
    "Standing",
    "State",
    "Store",
    "Submission",
    "Work",
    "metadata",
    "now",
]

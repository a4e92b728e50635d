"""All the work of an exercise graded once more, after its tests changed: begun as one, followed as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from grader.submissions import State, now, put_back_values
from grader.tables import batch_table, outcome_table, submission_table

RECENT = 30  # how many grades tell how fast it goes now


@dataclass(frozen=True)
class Batch:
    """``size`` submissions of an exercise put back at once by ``started_by``."""

    id: str
    course: str
    exercise: str
    started_at: datetime
    started_by: str
    size: int


@dataclass(frozen=True)
class Trouble:
    """A submission of a batch that we failed to grade again; the outcome that it had is still there."""

    submission_id: str
    learner: str
    received_at: datetime
    reason: str


@dataclass(frozen=True)
class BatchProgress:
    """How far a batch is. ``seconds_left`` is None while nothing tells how fast it goes.

    Work that was put back since, by a later batch, counts as done here.
    """

    batch: Batch
    done: int
    left: int
    troubles: tuple[Trouble, ...]
    seconds_left: float | None

    @property
    def broken(self) -> int:
        return len(self.troubles)

    @property
    def is_over(self) -> bool:
        return self.left == 0

    @property
    def percent(self) -> int:
        """Of all that is no longer waiting, graded or broken; 100 only at the end."""
        return 100 if self.is_over else int(100 * (self.done + self.broken) / max(self.batch.size, 1))

    def as_dict(self) -> dict[str, Any]:
        return {
            "batch": self.batch.id,
            "course": self.batch.course,
            "exercise": self.batch.exercise,
            "started_at": self.batch.started_at.isoformat(),
            "started_by": self.batch.started_by,
            "size": self.batch.size,
            "done": self.done,
            "left": self.left,
            "broken": [
                {"submission": one.submission_id, "learner": one.learner, "reason": one.reason}
                for one in self.troubles
            ],
            "seconds_left": self.seconds_left,
        }


class Batches:
    """Begins batches and tells how far they are. What remains to do is in the submissions themselves, so a
    batch that was interrupted anywhere goes on."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def start(
        self, course: str, exercise: str, started_by: str, *, every: bool = False
    ) -> tuple[Batch, list[str]]:
        """Puts back the newest graded submission of each learner, or ``every`` one, all or none.

        What is being graded at this moment is put back too: it may have begun with the old tests.

        Returns:
            the batch, and the ids that its jobs are to name, oldest first: a team's work is graded once.
        """
        table = submission_table.c
        here = select(table.id).where(table.course == course, table.exercise == exercise)
        graded, running = here.where(table.state == "graded"), here.where(table.state == "running")
        if not every:
            newest = graded.ext(distinct_on(table.learner)).order_by(table.learner, table.sequence.desc())
            graded = select(newest.subquery().c.id)
        chosen = graded.union(running)
        with self.engine.begin() as db:
            batch = Batch(str(uuid4()), course, exercise, now(), started_by, 0)
            db.execute(batch_table.insert().values(**batch.__dict__))
            values = {**put_back_values(), "batch_id": batch.id}
            change = update(submission_table).where(table.id.in_(chosen)).values(values)
            work_id = func.coalesce(table.team_submission_id, table.id).label("work_id")
            put_back = db.execute(change.returning(work_id, table.sequence)).all()
            size = len(put_back)
            # An empty one is over before it began: the one before stays the last.
            keep = update(batch_table).values(size=size) if size else delete(batch_table)
            db.execute(keep.where(batch_table.c.id == batch.id))
        ids = list(dict.fromkeys(row.work_id for row in sorted(put_back, key=lambda row: row.sequence)))
        return Batch(**{**batch.__dict__, "size": size}), ids

    def latest(self, course: str, exercise: str) -> Batch | None:
        table = batch_table.c
        asked = select(batch_table).where(table.course == course, table.exercise == exercise)
        with self.engine.connect() as db:
            row = db.execute(asked.order_by(table.started_at.desc()).limit(1)).first()
        return Batch(**row._mapping) if row else None

    def progress(self, batch: Batch) -> BatchProgress:
        table = submission_table.c
        mine = table.batch_id == batch.id
        work = func.coalesce(table.again, table.state).label("work")
        counted = select(work, func.count().label("number")).where(mine).group_by(work)
        broken = select(table.id, table.learner, table.received_at, table.reason).where(
            mine, work == "broken"
        )
        recent = (
            select(outcome_table.c.recorded_at)
            .join(submission_table)
            .where(mine, work == "graded", outcome_table.c.recorded_at >= batch.started_at)
            .order_by(outcome_table.c.recorded_at.desc())
            .limit(RECENT)
        )
        with self.engine.connect() as db:
            found: dict[State, int] = {row.work: row.number for row in db.execute(counted)}
            troubles = tuple(Trouble(*row) for row in db.execute(broken.order_by(table.sequence)))
            times = list(db.execute(recent).scalars())
        left = found.get("queued", 0) + found.get("running", 0)
        return BatchProgress(
            batch, batch.size - left - len(troubles), left, troubles, _seconds_left(batch, left, times)
        )


def _seconds_left(batch: Batch, left: int, times: Sequence[datetime]) -> float | None:
    """From the last grades, newest first: a night without a worker says nothing of the morning's pace."""
    if left == 0:
        return 0.0
    if not times:
        return None
    if len(times) < RECENT:
        taken, number = times[0] - batch.started_at, len(times)
    else:
        taken, number = times[0] - times[-1], len(times) - 1
    return max(taken, timedelta(milliseconds=1)).total_seconds() / number * left

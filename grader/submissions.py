"""Work handed in, and where grading it stands: first, or once more while its outcome stays."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, bindparam, case, or_, select, update

from grader.tables import outcome_table, submission_table

State = Literal["queued", "running", "graded", "broken"]
STATES: tuple[State, ...] = get_args(State)
Standing = Literal["newest", "overtaken", "unwanted"]
"""Of a grade just found: for the gradebook and the store, for the store alone, or for neither."""


@dataclass(frozen=True)
class Submission:
    """Work handed in: ``received_at`` is aware UTC and unique for one learner and exercise.

    Attributes:
        sequence: the order of arrival, whatever the clock said.
        again: where grading it once more stands; None where nobody asked. ``state`` stays ``graded``.
        round: how often it was put back; a grade found in an earlier round is not kept.
        batch_id: the last batch that it was part of.
        team_submission_id: the team's, where she handed in with others: they are graded together.
    """

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
    sequence: int = 0
    again: State | None = None
    round: int = 0
    batch_id: str | None = None
    team_submission_id: str | None = None

    @property
    def work_id(self) -> str:
        """What its job names: a team's work is graded once, whoever its members are."""
        return self.team_submission_id or self.id


Work = tuple[Submission, ...]
"""What is graded together: one submission, or that of each member of a team, of the same bundle."""


def now() -> datetime:
    return datetime.now(UTC)


_AT_WORK: tuple[State, ...] = ("queued", "running")
UNFINISHED = or_(submission_table.c.state.in_(_AT_WORK), submission_table.c.again.in_(_AT_WORK))


def put_back_values() -> dict[str, Any]:
    """What changes in a submission that is to be graded from the first try on."""
    return {
        **work_values("queued"),
        "reason": "",
        "state_at": now(),
        "tries": 0,
        "round": submission_table.c.round + 1,
    }


def work_values(state: State) -> dict[str, Any]:
    """Columns that say where the work on a submission stands: graded ones stay so while it is done again."""
    table = submission_table.c
    first = table.state != "graded"
    return {
        "state": case((first, state), else_=table.state),
        "again": case((first, None), else_=state),
    }


# Put together once: that takes as long as running it.
_STARTED = (
    update(submission_table)
    .where(UNFINISHED)
    .values({**work_values("running"), "state_at": bindparam("at"), "tries": submission_table.c.tries + 1})
    .returning(*submission_table.c)
)
START = _STARTED.where(
    submission_table.c.id == bindparam("one"), submission_table.c.team_submission_id.is_(None)
)
_member = submission_table.alias("member")
# Of a team, by the team submission's id or by that of one of its members.
OF_TEAM = submission_table.c.team_submission_id.in_(
    select(_member.c.team_submission_id).where(
        or_(_member.c.id == bindparam("one"), _member.c.team_submission_id == bindparam("one"))
    )
)
START_TEAM = _STARTED.where(OF_TEAM)


def awaited(round: int | None) -> ColumnElement[bool]:  # noqa: A002
    """Whether a grade is waited for, and since that round."""
    table = submission_table.c
    waited = or_(table.state != "graded", table.again.is_not(None))
    return waited if round is None else and_(waited, table.round == round)


def any_awaited(work: Work) -> ColumnElement[bool]:
    """Each of these, where a grade is still waited for since the round in which it was begun."""
    table = submission_table.c
    return or_(*(and_(table.id == one.id, awaited(one.round)) for one in work))


def later_graded(submission: Submission) -> ColumnElement[bool]:
    table = submission_table.c
    same = (
        table.course == submission.course,
        table.exercise == submission.exercise,
        table.learner == submission.learner,
        table.sequence > submission.sequence,
    )
    return select(table.id).select_from(submission_table.join(outcome_table)).where(*same).exists()

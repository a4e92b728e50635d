"""Work that a team hands in once, and that counts for each of its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.submissions import Submission, now
from grader.tables import submission_table, team_submission_table


@dataclass(frozen=True)
class TeamSubmission:
    """One bundle of a team.

    Attributes:
        team: its display name.
        sender: who handed in for it; ``request_key`` is one of its keys.
        members: each learner's own submission of the bundle, in the order in which they were named. All were
            received at the same moment. Who joins later has none, who leaves keeps hers.
    """

    id: str
    team: str
    sender: str
    request_key: str | None
    members: tuple[Submission, ...]

    @property
    def learners(self) -> tuple[str, ...]:
        return tuple(one.learner for one in self.members)

    @property
    def first(self) -> Submission:
        return self.members[0]


class Teams:
    """What teams handed in, in the exchange's own tables; each call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(
        self,
        course: str,
        exercise: str,
        team: str,
        learners: Sequence[str],
        sha256: str,
        size_bytes: int,
        sender: str,
        request_key: str | None = None,
    ) -> TeamSubmission:
        """Keeps a submission for every learner, all or none, as ``queued``.

        The same ``request_key`` of the same sender gives what was kept the first time, whatever else is said.

        Args:
            learners: at least one, each once.
        """
        work = {"course": course, "exercise": exercise, "sha256": sha256, "size_bytes": size_bytes}
        while True:
            made, received = str(uuid4()), now()
            same = team_submission_table.c.id == made
            if request_key is not None:
                keyed = (("sender", sender), ("request_key", request_key))
                same = and_(*(team_submission_table.c[name] == value for name, value in keyed))
            head = {"id": made, "team": team, "sender": sender, "request_key": request_key}
            state = {"state": "queued", "state_at": received, "received_at": received}
            rows = [
                {**work, **state, "id": str(uuid4()), "learner": learner, "team_submission_id": made}
                for learner in learners
            ]
            with self.engine.connect() as db:
                keep = upsert(team_submission_table).values(head).on_conflict_do_nothing()
                if db.execute(keep.returning(team_submission_table.c.id)).first() is not None:
                    each = upsert(submission_table).values(rows).on_conflict_do_nothing()
                    kept = db.execute(each.returning(submission_table.c.id)).all()
                    if len(kept) < len(rows):
                        # One of them handed in within this very microsecond; the next one is free.
                        db.rollback()
                        continue
                db.commit()
                return _found(db, same)[0]

    def find(self, team_submission_id: str) -> TeamSubmission | None:
        with self.engine.connect() as db:
            found = _found(db, team_submission_table.c.id == team_submission_id)
        return found[0] if found else None

    def of(self, submission_ids: Sequence[str]) -> Mapping[str, TeamSubmission]:
        """By the id of a member's submission, for those of them that a team handed in."""
        table = submission_table.c
        named = select(table.team_submission_id).where(table.id.in_(submission_ids))
        with self.engine.connect() as db:
            found = _found(db, team_submission_table.c.id.in_(named))
        asked = set(submission_ids)
        return {one.id: made for made in found for one in made.members if one.id in asked}


def _found(db: Connection, which: ColumnElement[bool]) -> list[TeamSubmission]:
    """Oldest first."""
    head, hers = team_submission_table.c, submission_table
    asked = (
        select(head.team, head.sender, head.request_key.label("team_key"), *hers.c)
        .select_from(hers.join(team_submission_table))
        .where(which)
        .order_by(hers.c.sequence)
    )
    rows: dict[str, list[Row[Any]]] = {}
    for row in db.execute(asked):
        rows.setdefault(row.team_submission_id, []).append(row)
    return [_made(id_, members) for id_, members in rows.items()]


def _made(id_: str, rows: Sequence[Row[Any]]) -> TeamSubmission:
    first = rows[0]
    members = (
        Submission(**{column.name: row._mapping[column.name] for column in submission_table.c})
        for row in rows
    )
    return TeamSubmission(id_, first.team, first.sender, first.team_key, tuple(members))

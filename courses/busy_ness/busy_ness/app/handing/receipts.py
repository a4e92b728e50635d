"""What teams handed in: kept with its content, so that it can be fetched where nothing collects it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from busy_ness.app.handing.tables import handed_table
from busy_ness.app.tables import team_table


@dataclass(frozen=True)
class Receipt:
    """One hand-in; ``receipt`` is the exchange's id, empty where nothing collects work."""

    team_id: int
    exercise: str
    key: str
    receipt: str
    person: str
    counts_for: str
    content: bytes
    handed_at: datetime


def key_of(team_id: int, exercise: str, members: Sequence[str], files: Mapping[str, bytes]) -> str:
    """Of a hand-in: two clicks on the same work have the same, and never does it come with other files."""
    told = hashlib.sha256(f"{team_id} {exercise} {' '.join(members)}".encode())
    for name, content in sorted(files.items()):
        told.update(f"\0{name}\0".encode() + hashlib.sha256(content).digest())
    return told.hexdigest()


class Receipts:
    """The table of what was handed in; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, made: Receipt) -> None:
        """Kept once, however often the same is handed in."""
        try:
            with self._engine.begin() as db:
                db.execute(insert(handed_table).values(**vars(made)))
        except IntegrityError:
            return  # the other of two clicks was first

    def latest(self, workshop_id: int) -> Mapping[tuple[int, str], Receipt]:
        """The newest of each team and exercise of a workshop."""
        columns = [column for column in handed_table.c if column.name != "id"]
        newest = (  # who hands in again and again is not read again and again
            select(func.max(handed_table.c.id))
            .join(team_table, team_table.c.id == handed_table.c.team_id)
            .where(team_table.c.workshop_id == workshop_id)
            .group_by(handed_table.c.team_id, handed_table.c.exercise)
        )
        asked = select(*columns).where(handed_table.c.id.in_(newest)).order_by(handed_table.c.id)
        with self._engine.connect() as db:
            rows = [Receipt(**row._mapping) for row in db.execute(asked)]
        return {(one.team_id, one.exercise): _aware(one) for one in rows}

    def of_team(self, workshop_id: int, team_id: int) -> Mapping[str, Receipt]:
        """The newest of each exercise of one team."""
        found = self.latest(workshop_id)
        return {exercise: one for (team, exercise), one in found.items() if team == team_id}


def delivered(engine: Engine, workshop_id: int) -> Mapping[int, frozenset[str]]:
    """What each team of a workshop has handed in, once or more; one query."""
    asked = (
        select(handed_table.c.team_id, handed_table.c.exercise)
        .join(team_table, team_table.c.id == handed_table.c.team_id)
        .where(team_table.c.workshop_id == workshop_id)
        .distinct()
    )
    found: dict[int, frozenset[str]] = {}
    with engine.connect() as db:
        for team_id, exercise in db.execute(asked):
            found[team_id] = found.get(team_id, frozenset()) | {exercise}
    return found


def _aware(made: Receipt) -> Receipt:
    """SQLite gives times back without their zone."""
    if made.handed_at.tzinfo is not None:
        return made
    return Receipt(**{**vars(made), "handed_at": made.handed_at.replace(tzinfo=UTC)})

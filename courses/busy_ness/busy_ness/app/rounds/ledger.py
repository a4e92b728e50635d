"""The market of each workshop, kept as its journal: what was answered is there, nothing is rewritten.

Whoever changes a market first locks its row: a decision is wholly before a closing or wholly after it, and of
two facilitators who close at once, one closes.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, update

from busy_ness.app.database import reading
from busy_ness.app.rounds.tables import journal_table, market_table
from busy_ness.app.tables import workshop_table
from busy_ness.market import CARDS, Company, Game, Shock
from busy_ness.market.journal import Journal, Resumed, resume

KEPT_GAMES = 64


@dataclass(frozen=True)
class Standing:
    """A market as it is now.

    Attributes:
        open_round: the round that teams decide; None between two rounds.
        card: the facilitator's shock for the next closing.
        ranking: who sees it: ``hidden``, ``anonymous`` (each team itself alone by name) or ``named``.
        blocked: the workshop is paused or has ended.
    """

    workshop_id: int
    journal: Journal
    resumed: Resumed
    open_round: int | None
    opened_at: datetime | None
    deadline_at: datetime | None
    card: Shock | None
    ranking: str
    blocked: bool

    @property
    def game(self) -> Game:
        return self.resumed.game

    @property
    def decided(self) -> frozenset[int]:
        """Teams that have a validated decision for the round."""
        return frozenset(int(team) for team in self.resumed.decisions)

    @property
    def undecided(self) -> frozenset[int]:
        """Teams that play and have none."""
        return frozenset(int(company.team) for company in self.game.playing) - self.decided

    def company(self, team_id: int) -> Company | None:
        """None for a team that came after the start."""
        return next((one for one in self.game.companies if one.team == str(team_id)), None)


class Ledger:
    """Reads and writes the journals; games that were replayed are kept in memory."""

    def __init__(self, engine: Engine) -> None:
        self._reader = reading(engine)
        self._kept: dict[int, tuple[Journal, Resumed]] = {}
        self._lock = threading.Lock()

    def standing(self, workshop_id: int) -> Standing | None:
        """None where the game has not begun."""
        with self._reader.connect() as db:
            row = db.execute(_market(workshop_id)).one_or_none()
            return self.read(db, row._mapping) if row is not None else None

    def locked(self, db: Connection, workshop_id: int) -> Standing | None:
        """The same, and nobody else changes this market until the transaction ends."""
        row = db.execute(_market(workshop_id).with_for_update(of=market_table)).one_or_none()
        return self.read(db, row._mapping) if row is not None else None

    def read(self, db: Connection, row: RowMapping) -> Standing:
        journal, resumed = self._replayed(db, row["workshop_id"])
        return Standing(
            row["workshop_id"],
            journal,
            resumed,
            row["open_round"],
            aware(row["opened_at"]),
            aware(row["deadline_at"]),
            next((card for card in CARDS if card.key == row["card"]), None),
            row["ranking"],
            bool(row["paused"]) or row["ended_at"] is not None,
        )

    def begin(
        self, db: Connection, workshop_id: int, journal: Journal, person_name: str, now: datetime
    ) -> None:
        """A new market; IntegrityError where there is one already."""
        db.execute(insert(market_table).values(workshop_id=workshop_id, started_at=now))
        self.append(db, workshop_id, journal, person_name, now)

    def append(
        self, db: Connection, workshop_id: int, journal: Journal, person_name: str, now: datetime
    ) -> None:
        """Writes the journal's last line, sealed by those before."""
        db.execute(
            insert(journal_table).values(
                workshop_id=workshop_id,
                number=len(journal.lines),
                line=journal.lines[-1],
                person=person_name,
                at=now,
            )
        )

    def change(self, db: Connection, workshop_id: int, **values: object) -> None:
        db.execute(update(market_table).where(market_table.c.workshop_id == workshop_id).values(**values))

    def written(self, db: Connection, workshop_id: int) -> Sequence[tuple[str, str, datetime]]:
        """(line, account of who did it, when) of the whole journal, as the database has it."""
        j = journal_table.c
        asked = select(j.line, j.person, j.at).where(j.workshop_id == workshop_id).order_by(j.number)
        return [(row.line, row.person, aware(row.at) or row.at) for row in db.execute(asked)]

    def _replayed(self, db: Connection, workshop_id: int) -> tuple[Journal, Resumed]:
        """Lines are only ever added, so as many lines are the same journal."""
        j = journal_table.c
        count = db.execute(select(func.count()).where(j.workshop_id == workshop_id)).scalar_one()
        with self._lock:
            kept = self._kept.get(workshop_id)
        if kept is not None and len(kept[0].lines) == count:
            return kept
        journal = Journal(tuple(line for line, _, _ in self.written(db, workshop_id)))
        found = journal, resume(journal)
        with self._lock:
            while len(self._kept) >= KEPT_GAMES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[workshop_id] = found
        return found


def _market(workshop_id: int) -> Any:
    w = workshop_table.c
    return (
        select(market_table, w.paused, w.ended_at)
        .join(workshop_table, w.id == market_table.c.workshop_id)
        .where(market_table.c.workshop_id == workshop_id)
    )


def aware(value: datetime | None) -> datetime | None:
    """SQLite forgets the zone of what was written in UTC."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value

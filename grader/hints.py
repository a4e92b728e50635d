"""Which hints each learner has opened: one row a hint, with the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.store import now
from grader.tables import metadata

hint_table = Table(
    "hint",
    metadata,
    Column("course", String(100)),
    Column("exercise", String(100)),
    Column("learner", String(100)),
    Column("number", Integer),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("course", "exercise", "learner", "number"),
)


@dataclass(frozen=True)
class Opened:
    """A hint that a learner opened: ``number`` counts from 1."""

    number: int
    opened_at: datetime


class Hints:
    """Reads and writes of that table, each call one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open(self, course: str, exercise: str, learner: str, number: int) -> None:
        """Remembers the first time that she opened hint ``number``."""
        values = {"course": course, "exercise": exercise, "learner": learner, "number": number}
        with self.engine.begin() as db:
            db.execute(upsert(hint_table).values(**values, opened_at=now()).on_conflict_do_nothing())

    def opened(self, course: str, exercise: str, learner: str) -> tuple[Opened, ...]:
        """The hints that she opened, in their order."""
        table = hint_table.c
        asked = (
            select(table.number, table.opened_at)
            .where(table.course == course, table.exercise == exercise, table.learner == learner)
            .order_by(table.number)
        )
        with self.engine.connect() as db:
            return tuple(Opened(**row._mapping) for row in db.execute(asked))

    def counts(self, course: str, learner: str | None = None) -> Mapping[tuple[str, str], int]:
        """How many hints of a course were opened, by (learner, exercise); of one learner or of everyone."""
        table = hint_table.c
        asked = (
            select(table.learner, table.exercise, func.count())
            .where(table.course == course)
            .group_by(table.learner, table.exercise)
        )
        if learner is not None:
            asked = asked.where(table.learner == learner)
        with self.engine.connect() as db:
            return {(row[0], row[1]): row[2] for row in db.execute(asked)}

"""What a team types before it decides: fields have versions, nobody erases a friend's number unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from busy_ness.app.people import Person
from busy_ness.app.rounds.tables import draft_table

TEXT_MAX = 40


@dataclass(frozen=True)
class Entry:
    """One version of one field; ``version`` 0 is what the form shows before anybody typed."""

    field: str
    version: int
    text: str
    display_name: str = ""


class DraftConflict(Exception):
    """A friend wrote another value since this page read the field; both are here."""

    def __init__(self, theirs: Entry, yours: str) -> None:
        super().__init__(f"{theirs.field}: {theirs.text!r} meets {yours!r}")
        self.theirs, self.yours = theirs, yours


def latest(db: Connection, team_id: int, round_number: int, *, late: bool = False) -> Mapping[str, Entry]:
    """The last version of each field that was typed.

    Args:
        late: those that came after the closing, instead of those before.
    """
    d = draft_table.c
    asked = (
        select(d.field, d.version, d.text, d.display_name)
        .where(d.team_id == team_id, d.round == round_number, d.late.is_(late))
        .order_by(d.version)
    )
    return {row.field: Entry(*row) for row in db.execute(asked)}


def counts(db: Connection, team_ids: Sequence[int], round_number: int) -> Mapping[int, int]:
    """How many different fields each team has typed in time."""
    d = draft_table.c
    asked = (
        select(d.team_id, func.count(d.field.distinct()))
        .where(d.team_id.in_(team_ids), d.round == round_number, d.late.is_(False))
        .group_by(d.team_id)
    )
    return {row[0]: row[1] for row in db.execute(asked)}


@dataclass(frozen=True)
class Typed:
    """What somebody typed into a field of which she had read the version ``base``."""

    field: str
    text: str
    base: int


def write(
    db: Connection, team_id: int, round_number: int, typed: Typed, person: Person, now: datetime
) -> Entry:
    """Adds a version; the same text again adds none.

    Raises:
        DraftConflict: somebody else's version is newer than the one that was read.
    """
    before = latest(db, team_id, round_number).get(typed.field, Entry(typed.field, 0, ""))
    text = _kept(typed.text)
    if before.version and before.text == text:
        return before
    if before.version > typed.base:
        raise DraftConflict(before, text)
    return _add(db, team_id, round_number, Typed(typed.field, text, 0), person, now)


def write_late(
    db: Connection, team_id: int, round_number: int, typed: Typed, person: Person, now: datetime
) -> None:
    """Keeps what came after the closing, beside what was decided; it changes nothing of the round."""
    before = latest(db, team_id, round_number, late=True).get(typed.field)
    text = _kept(typed.text)
    if before is None or before.text != text:
        _add(db, team_id, round_number, Typed(typed.field, text, 0), person, now, late=True)


def _kept(text: str) -> str:
    """As much as there is room for; PostgreSQL takes no zero byte."""
    return text.replace("\0", "").strip()[:TEXT_MAX]


def _add(
    db: Connection,
    team_id: int,
    round_number: int,
    typed: Typed,
    person: Person,
    now: datetime,
    *,
    late: bool = False,
) -> Entry:
    d = draft_table.c
    last = select(func.max(d.version)).where(
        d.team_id == team_id, d.round == round_number, d.field == typed.field
    )
    version = (db.execute(last).scalar() or 0) + 1
    db.execute(
        insert(draft_table).values(
            team_id=team_id,
            round=round_number,
            field=typed.field,
            version=version,
            text=typed.text,
            person=person.name,
            display_name=person.display_name,
            late=late,
            at=now,
        )
    )
    return Entry(typed.field, version, typed.text, person.display_name)

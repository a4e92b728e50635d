"""A team's word on a round: validated, or opened again; each is added, none is changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from busy_ness.app.people import Person
from busy_ness.app.rounds.ledger import aware
from busy_ness.app.rounds.tables import decision_table

Kind = Literal["validated", "reopened"]


@dataclass(frozen=True)
class Word:
    """The last one of a round: the texts of the form, who said it and when."""

    kind: Kind
    fields: Mapping[str, str]
    display_name: str
    at: datetime


def words_of(db: Connection, team_ids: Sequence[int], round_number: int) -> dict[int, Word]:
    """The last word of each team that has one."""
    d = decision_table.c
    asked = (
        select(d.team_id, d.kind, d.fields, d.display_name, d.at)
        .where(d.team_id.in_(team_ids), d.round == round_number)
        .order_by(d.id)
    )
    return {
        row.team_id: Word(row.kind, json.loads(row.fields), row.display_name, aware(row.at) or row.at)
        for row in db.execute(asked)
    }


def add_word(
    db: Connection,
    team_id: int,
    round_number: int,
    kind: Kind,
    fields: Mapping[str, str],
    person: Person,
    now: datetime,
) -> None:
    db.execute(
        insert(decision_table).values(
            team_id=team_id,
            round=round_number,
            kind=kind,
            fields=json.dumps(dict(fields), ensure_ascii=False, sort_keys=True),
            person=person.name,
            display_name=person.display_name,
            at=now,
        )
    )


def planned_texts(db: Connection, team_id: int) -> Mapping[int, Mapping[str, str]]:
    """The texts of each round's last validation, by round."""
    d = decision_table.c
    asked = select(d.round, d.fields).where(d.team_id == team_id, d.kind == "validated").order_by(d.id)
    return {row.round: json.loads(row.fields) for row in db.execute(asked)}

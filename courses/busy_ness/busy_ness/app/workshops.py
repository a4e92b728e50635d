"""Workshops and their teams: made by a facilitator, led from session to session."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from busy_ness.app.database import reading
from busy_ness.app.live import Live
from busy_ness.app.tables import member_table, team_table, workshop_table

CODE_LETTERS = "BCDFGHJKMNPRTVWXZ2346789"  # no vowel, so no word; nothing that looks like something else
CODE_LENGTH = 6
TEAMS_MAX = 8
COLOURS = 8


@dataclass(frozen=True)
class Workshop:
    """One group of pupils over 6 or 7 sessions.

    Attributes:
        code: what pupils type to come.
        session: the one they are at, from 1.
        audience: ``college`` or ``lycee``.
        market_size: customers a quarter for each team.
        rounds: of the market.
        open_to_join: whether somebody new may come with the code.
        places_pupils: whether who comes is put into the smallest team instead of choosing.
        shows_names: whether the projector shows first names.
        timer_ends_at: when what the facilitator timed is over.
        step: of the session's guide, from 1; 0 before the first.
    """

    id: int
    code: str
    title: str
    sessions: int
    session: int
    audience: str
    seed: str
    market_size: int
    paused: bool
    owner: str
    created_at: datetime
    ended_at: datetime | None = None
    rounds: int = 6
    open_to_join: bool = True
    places_pupils: bool = False
    shows_names: bool = False
    timer_ends_at: datetime | None = None
    step: int = 0

    @property
    def channel(self) -> str:
        """What everybody of it hears."""
        return f"workshop:{self.id}"

    @property
    def lead_channel(self) -> str:
        """What its facilitators hear."""
        return f"lead:{self.id}"


@dataclass(frozen=True)
class Team:
    """A team of a workshop; ``colour`` is its place in the palette, 0 to 7."""

    id: int
    workshop_id: int
    name: str
    colour: int

    @property
    def channel(self) -> str:
        return f"team:{self.id}"


@dataclass(frozen=True)
class Seat:
    """A pupil's place in a team; ``role`` is of dg, commercial, production, finance, by commas, or empty."""

    id: int
    team_id: int
    person: str
    display_name: str
    role: str
    joined_at: datetime

    @property
    def roles(self) -> tuple[str, ...]:
        """Keys of ``market.ROLES``; two in a team of two or three."""
        return tuple(role for role in self.role.split(",") if role)

    @property
    def channel(self) -> str:
        """Nothing is said on it: a page that hears it is hers, so she is there."""
        return f"seat:{self.id}"


@dataclass(frozen=True)
class Order:
    """What a facilitator asks for when she makes a workshop; see ``Workshop``. ``seed`` empty: drawn."""

    title: str
    sessions: int
    audience: str
    teams: tuple[str, ...]
    market_size: int
    rounds: int = 6
    seed: str = ""
    places_pupils: bool = False


class TeamNameTaken(Exception):
    """Another team of the workshop has that name."""


SEAT_COLUMNS = tuple(c for c in member_table.c if c.name != "left_at")


class Workshops:
    """The tables of workshops and teams; each method is one transaction, then tells the open pages."""

    def __init__(self, engine: Engine, live: Live) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._live = live

    def create(self, order: Order, owner: str) -> Workshop:
        """A new workshop with its teams, and a code nobody else has."""
        values = {
            "title": order.title,
            "sessions": order.sessions,
            "audience": order.audience,
            "market_size": order.market_size,
            "rounds": order.rounds,
            "seed": order.seed or secrets.token_hex(8),
            "places_pupils": order.places_pupils,
            "owner": owner,
            "created_at": datetime.now(UTC),
        }
        while True:
            code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
            if self.find(code) is not None:
                continue
            with self._engine.begin() as db:
                made = db.execute(insert(workshop_table).values(code=code, **values))
                (workshop_id,) = made.inserted_primary_key or (None,)
                teams = [
                    {"workshop_id": workshop_id, "name": name, "colour": place % COLOURS}
                    for place, name in enumerate(order.teams)
                ]
                db.execute(insert(team_table), teams)
            found = self.find(code)
            if found is None:
                raise LookupError(code)
            return found

    def find(self, code: str) -> Workshop | None:
        """By the code pupils type, whatever its case and spaces."""
        typed = "".join(c for c in code.upper() if c.isalnum())
        return self._one(workshop_table.c.code == typed)

    def by_id(self, workshop_id: int) -> Workshop | None:
        return self._one(workshop_table.c.id == workshop_id)

    def all(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        with self._reading.connect() as db:
            rows = db.execute(select(workshop_table).order_by(workshop_table.c.id.desc()))
            return tuple(_workshop(row._mapping) for row in rows)

    def of_person(self, person: str) -> tuple[Workshop, ...]:
        """Those where somebody sits now, the newest first."""
        asked = (
            select(workshop_table)
            .distinct()
            .join(team_table, team_table.c.workshop_id == workshop_table.c.id)
            .join(member_table, member_table.c.team_id == team_table.c.id)
            .where(member_table.c.person == person, member_table.c.left_at.is_(None))
            .order_by(workshop_table.c.id.desc())
        )
        with self._reading.connect() as db:
            return tuple(_workshop(row._mapping) for row in db.execute(asked))

    def change(self, workshop: Workshop, **values: Any) -> Workshop:
        """Changes columns of a workshop, and tells its pages.

        Returns:
            The workshop as it is now.
        """
        with self._engine.begin() as db:
            db.execute(update(workshop_table).where(workshop_table.c.id == workshop.id).values(values))
        self._live.publish(workshop.channel, "workshop")
        return replace(workshop, **values)

    def teams(self, workshop_id: int) -> tuple[Team, ...]:
        asked = select(team_table).where(team_table.c.workshop_id == workshop_id).order_by(team_table.c.id)
        with self._reading.connect() as db:
            return tuple(Team(**row._mapping) for row in db.execute(asked))

    def seats(self, team_id: int) -> tuple[Seat, ...]:
        """Those who sit there now, in the order they came."""
        asked = select(*SEAT_COLUMNS).where(
            member_table.c.team_id == team_id, member_table.c.left_at.is_(None)
        )
        with self._reading.connect() as db:
            return tuple(Seat(**row._mapping) for row in db.execute(asked.order_by(member_table.c.id)))

    def seat_of(self, workshop_id: int, person: str) -> tuple[Team, Seat] | None:
        """Where somebody sits in a workshop; None where she is in no team of it."""
        asked = (
            select(*SEAT_COLUMNS, team_table.c.name, team_table.c.colour)
            .join(team_table, team_table.c.id == member_table.c.team_id)
            .where(
                team_table.c.workshop_id == workshop_id,
                member_table.c.person == person,
                member_table.c.left_at.is_(None),
            )
        )
        with self._reading.connect() as db:
            row = db.execute(asked).first()
        if row is None:
            return None
        found = dict(row._mapping)
        team = Team(found["team_id"], workshop_id, found.pop("name"), found.pop("colour"))
        return team, Seat(**found)

    def add_team(self, workshop: Workshop, name: str) -> None:
        """One more team, up to eight.

        Raises:
            TeamNameTaken, ValueError (there are eight).
        """
        teams = self.teams(workshop.id)
        if len(teams) >= TEAMS_MAX:
            raise ValueError(f"a workshop has {TEAMS_MAX} teams at most")
        free = sorted(set(range(COLOURS)) - {team.colour for team in teams})
        self._team(insert(team_table).values(workshop_id=workshop.id, name=name, colour=free[0]), name)
        self._live.publish(workshop.channel, "room")

    def change_team(self, workshop: Workshop, team: Team, name: str, colour: int) -> None:
        """Another name or colour.

        Raises:
            TeamNameTaken.
        """
        self._team(
            update(team_table).where(team_table.c.id == team.id).values(name=name, colour=colour), name
        )
        self._live.publish(workshop.channel, "room")

    def count_members(self, workshop_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Teams and pupils of each workshop."""
        asked = (
            select(
                team_table.c.workshop_id,
                func.count(team_table.c.id.distinct()),
                func.count(member_table.c.id.distinct()),
            )
            .outerjoin(
                member_table,
                (member_table.c.team_id == team_table.c.id) & member_table.c.left_at.is_(None),
            )
            .where(team_table.c.workshop_id.in_(workshop_ids))
            .group_by(team_table.c.workshop_id)
        )
        with self._reading.connect() as db:
            return {row[0]: (row[1], row[2]) for row in db.execute(asked)}

    def _team(self, statement: Any, name: str) -> None:
        try:
            with self._engine.begin() as db:
                db.execute(statement)
        except IntegrityError as error:
            raise TeamNameTaken(name) from error

    def _one(self, where: Any) -> Workshop | None:
        with self._reading.connect() as db:
            row = db.execute(select(workshop_table).where(where)).one_or_none()
        return _workshop(row._mapping) if row is not None else None


def _workshop(values: Any) -> Workshop:
    return Workshop(**{name: _aware(value) for name, value in values.items()})


def _aware(value: Any) -> Any:
    """SQLite forgets that a time is UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value

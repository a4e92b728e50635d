"""Seating: who sits in which team, with which roles."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from busy_ness import market
from busy_ness.app.database import reading
from busy_ness.app.live import Live
from busy_ness.app.tables import member_table, team_table, workshop_table
from busy_ness.app.workshops import SEAT_COLUMNS, Seat, Workshop

TEAM_SIZE = 4
ROLES = tuple(role.key for role in market.ROLES)


class TeamFull(Exception):
    """Four sit there already."""


class NotOpen(Exception):
    """Nobody new may come, or she was taken out of her team and has to be placed."""


def shared(members: int) -> tuple[tuple[str, ...], ...]:
    """The four roles among so many pupils; of two or three somebody has two, a fifth helps the first."""
    places = range(max(members, len(ROLES)))
    return tuple(
        tuple(ROLES[place % len(ROLES)] for place in places if place % members == one)
        for one in range(members)
    )


class Seating:
    """The table of members; each method is one transaction, then tells the open pages."""

    def __init__(self, engine: Engine, live: Live) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._live = live

    def of(self, workshop_id: int) -> dict[int, tuple[Seat, ...]]:
        """Who sits where now, by team; teams where nobody sits are left out."""
        asked = (
            select(*SEAT_COLUMNS)
            .join(team_table, team_table.c.id == member_table.c.team_id)
            .where(team_table.c.workshop_id == workshop_id, member_table.c.left_at.is_(None))
            .order_by(member_table.c.id)
        )
        seats: dict[int, tuple[Seat, ...]] = {}
        with self._reading.connect() as db:
            for row in db.execute(asked):
                seat = Seat(**row._mapping)
                seats[seat.team_id] = (*seats.get(seat.team_id, ()), seat)
        return seats

    def unseated(self, workshop_id: int) -> dict[str, str]:
        """Display names, by account, of those who sat in a team and were taken out of it."""
        asked = (
            select(member_table.c.person, member_table.c.display_name)
            .join(team_table, team_table.c.id == member_table.c.team_id)
            .where(team_table.c.workshop_id == workshop_id)
            .order_by(member_table.c.id)
        )
        with self._reading.connect() as db:
            once = {row[0]: row[1] for row in db.execute(asked)}
        now = {seat.person for seats in self.of(workshop_id).values() for seat in seats}
        return {person: name for person, name in once.items() if person not in now}

    def join(self, workshop: Workshop, person: str, display_name: str, team_id: int | None) -> int:
        """A pupil sits down by herself, in the team she chose or, without any, in the smallest.

        Returns:
            The team's id; the one where she sits already, if she does.

        Raises:
            NotOpen, TeamFull, LookupError (no such team in this workshop).
        """
        with self._engine.begin() as db:
            seats = self._locked(db, workshop.id)
            for one, members in seats.items():
                if person in members:
                    return one
            if not workshop.open_to_join or workshop.ended_at or self._sat(db, workshop.id, person):
                raise NotOpen(person)
            chosen = min(seats, key=lambda one: (len(seats[one]), one)) if team_id is None else team_id
            if chosen not in seats:
                raise LookupError(chosen)
            if len(seats[chosen]) >= TEAM_SIZE:
                raise TeamFull(chosen)
            self._sit(db, chosen, person, display_name, len(seats[chosen]))
        self._live.publish(workshop.channel, "room")
        return chosen

    def place(self, workshop: Workshop, person: str, display_name: str, team_id: int | None) -> None:
        """The facilitator seats somebody in a team, or in none.

        Raises:
            LookupError: no such team in this workshop.
        """
        with self._engine.begin() as db:
            seats = self._locked(db, workshop.id)
            if team_id is not None and team_id not in seats:
                raise LookupError(team_id)
            if team_id is not None and person in seats[team_id]:
                return
            sitting = member_table.c.team_id.in_(seats) & (member_table.c.person == person)
            leaves = update(member_table).where(sitting, member_table.c.left_at.is_(None))
            left = db.execute(leaves.values(left_at=datetime.now(UTC)).returning(member_table.c.id)).scalars()
            seats_left = list(left)
            if team_id is not None:
                self._sit(db, team_id, person, display_name, len(seats[team_id]))
        self._live.publish(workshop.channel, "room")
        for seat_id in seats_left:  # what the team goes on to write is not hers to hear
            self._live.end(f"seat:{seat_id}")

    def is_hers(self, seat_id: int, team_id: int) -> bool:
        """Whether somebody still sits there, and in that team."""
        seat = (member_table.c.id == seat_id) & (member_table.c.team_id == team_id)
        with self._reading.connect() as db:
            asked = select(member_table.c.id).where(seat, member_table.c.left_at.is_(None))
            return db.execute(asked).first() is not None

    def set_roles(self, workshop: Workshop, given: Mapping[int, tuple[str, ...]]) -> None:
        """What each does in her team, by seat; any number of ``ROLES``.

        Raises:
            ValueError: not a role.
        """
        if not {role for roles in given.values() for role in roles} <= set(ROLES):
            raise ValueError(given)
        with self._engine.begin() as db:
            seats = member_table.c.team_id.in_(self._locked(db, workshop.id))
            for seat_id, roles in given.items():
                changed = update(member_table).where(member_table.c.id == seat_id, seats)
                db.execute(changed.values(role=",".join(role for role in ROLES if role in roles)))
        self._live.publish(workshop.channel, "room")

    def share_roles(self, workshop: Workshop) -> None:
        """The four roles anew in every team, in the order they came."""
        teams = self.of(workshop.id).values()
        self.set_roles(
            workshop,
            {
                seat.id: roles
                for seats in teams
                for seat, roles in zip(seats, shared(len(seats)), strict=True)
            },
        )

    def rotate(self, workshop: Workshop) -> None:
        """Each takes what her neighbour did, as at mid-game."""
        teams = self.of(workshop.id).values()
        self.set_roles(
            workshop,
            {seat.id: seats[place - 1].roles for seats in teams for place, seat in enumerate(seats)},
        )

    def _locked(self, db: Connection, workshop_id: int) -> dict[int, list[str]]:
        """Accounts in each team; until the transaction ends nobody else sits down in this workshop."""
        db.execute(select(workshop_table.c.id).where(workshop_table.c.id == workshop_id).with_for_update())
        asked = (
            select(team_table.c.id, member_table.c.person)
            .outerjoin(
                member_table,
                (member_table.c.team_id == team_table.c.id) & member_table.c.left_at.is_(None),
            )
            .where(team_table.c.workshop_id == workshop_id)
            .order_by(team_table.c.id, member_table.c.id)
        )
        seats: dict[int, list[str]] = {}
        for team_id, person in db.execute(asked):
            seats.setdefault(team_id, []).extend([] if person is None else [person])
        return seats

    def _sat(self, db: Connection, workshop_id: int, person: str) -> bool:
        asked = (
            select(func.count())
            .select_from(member_table)
            .join(team_table, team_table.c.id == member_table.c.team_id)
            .where(team_table.c.workshop_id == workshop_id, member_table.c.person == person)
        )
        return bool(db.scalar(asked))

    def _sit(self, db: Connection, team_id: int, person: str, display_name: str, place: int) -> None:
        """She gets the role of her place; the facilitator shares them anew when all have come."""
        role = ROLES[place % len(ROLES)]
        values = {"team_id": team_id, "person": person, "display_name": display_name, "role": role}
        db.execute(insert(member_table).values(**values, joined_at=datetime.now(UTC)))

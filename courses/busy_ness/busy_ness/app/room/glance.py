"""Every team at a glance: who is there, what is written, how its plan and its market stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from busy_ness.app.handing import receipts
from busy_ness.app.parts import Parts
from busy_ness.app.rounds.glance import MarketState
from busy_ness.app.rounds.glance import glance as market_glance
from busy_ness.app.workshops import Seat, Team, Workshop
from busy_ness.app.writing.glance import Written
from busy_ness.app.writing.glance import glance as written_glance


@dataclass(frozen=True)
class Mate:
    """A pupil, and whether she has a page open now."""

    seat: Seat
    here: bool


@dataclass(frozen=True)
class TeamGlance:
    team: Team
    mates: tuple[Mate, ...]
    written: Written
    market: MarketState | None
    delivered: frozenset[str]

    @property
    def present(self) -> int:
        return sum(mate.here for mate in self.mates)


def of_workshop(parts: Parts, workshop: Workshop) -> tuple[TeamGlance, ...]:
    """One for each team, in order, with as many queries for eight teams as for one."""
    seats = parts.seating.of(workshop.id)
    written, markets = written_glance(parts, workshop.id), market_glance(parts, workshop.id)
    done = delivered(parts, workshop.id)
    return tuple(
        TeamGlance(
            team=team,
            mates=tuple(
                Mate(seat, bool(parts.live.listening(seat.channel))) for seat in seats.get(team.id, ())
            ),
            written=written[team.id],
            market=markets.get(team.id),
            delivered=done.get(team.id, frozenset()),
        )
        for team in parts.workshops.teams(workshop.id)
        if team.id in written  # not one that came meanwhile
    )


def delivered(parts: Parts, workshop_id: int) -> Mapping[int, frozenset[str]]:
    """Keys of what each team has handed in; teams that have not are left out."""
    return receipts.delivered(parts.engine, workshop_id)

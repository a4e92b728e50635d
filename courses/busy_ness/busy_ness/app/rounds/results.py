"""A closed round as its page tells it: the news, the three tables, the drawings, planned against real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from busy_ness.app.rounds import charts
from busy_ness.app.rounds.charts import Drawing
from busy_ness.app.rounds.history import planned_result
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.words import number, say
from busy_ness.app.workshops import Team
from busy_ness.market import Decision, Gap, RoundResult, Statement, TeamResult, statement
from busy_ness.market.arithmetic import euros


@dataclass(frozen=True)
class Choice:
    """One line of a decision, in words."""

    label: str
    text: str


def choices_of(decision: Decision) -> tuple[Choice, ...]:
    """What a team decided, as one reads it."""
    return (
        Choice(say("Prix"), euros(decision.price)),
        Choice(say("Qualité"), say("%(quality)s sur 5", quality=decision.quality)),
        Choice(say("Production"), say("%(count)s produits", count=number(decision.production))),
        Choice(say("Publicité"), euros(decision.advertising)),
        Choice(say("Machine"), say("une de plus") if decision.machine else say("aucune de plus")),
        Choice(say("Ventes prévues"), number(decision.forecast_sales)),
    )


@dataclass(frozen=True)
class Rival:
    """What everybody may know of a team after a round."""

    team: Team
    quarter: TeamResult


@dataclass(frozen=True)
class Results:
    """``quarter`` and ``statement`` are None for a team that played no more; ``rivals`` are all, by share."""

    market: RoundResult
    quarter: TeamResult | None
    statement: Statement | None
    gaps: tuple[Gap, ...]
    rivals: tuple[Rival, ...]
    shares: Drawing
    cash: Drawing
    cash_rows: tuple[tuple[Team, tuple[Decimal, ...]], ...]


def results_of(
    standing: Standing,
    round_number: int,
    teams: Sequence[Team],
    team_id: int | None,
    planned: Mapping[int, Mapping[str, str]],
) -> Results | None:
    """None for a round that is not closed.

    Args:
        team_id: whose page; None for the projector and the facilitator.
        planned: the texts that the team validated, by round.
    """
    if not 1 <= round_number <= len(standing.game.results):
        return None
    market = standing.game.results[round_number - 1]
    quarter = market.team(str(team_id)) if team_id is not None else None
    told = statement(quarter, market, standing.game.rules) if quarter is not None else None
    names = {str(team.id): team for team in teams}
    rivals = sorted(
        (Rival(names[one.team], one) for one in market.teams), key=lambda rival: -rival.quarter.share
    )
    rows = _cash_rows(standing, round_number, teams)
    return Results(
        market=market,
        quarter=quarter,
        statement=told,
        gaps=_gaps(told, quarter, planned, round_number),
        rivals=tuple(rivals),
        shares=shares_drawing(market, rivals),
        cash=charts.cash(
            [charts.Line(team.name, team.colour, values, team.id == team_id) for team, values in rows]
        ),
        cash_rows=rows,
    )


def shares_drawing(market: RoundResult, rivals: Sequence[Rival]) -> Drawing:
    """Bars of the teams, then of the customers who bought nothing."""
    bars = [
        charts.Bar(one.team.name, one.team.colour, one.quarter.share, one.quarter.decision.price)
        for one in rivals
    ]
    return charts.shares([*bars, charts.Bar(say("N’achètent à personne"), None, market.outside)])


def _cash_rows(
    standing: Standing, until: int, teams: Sequence[Team]
) -> tuple[tuple[Team, tuple[Decimal, ...]], ...]:
    start = standing.game.rules.capital + standing.game.rules.loan
    rows = []
    for team in teams:
        quarters = [market.team(str(team.id)) for market in standing.game.results[:until]]
        if standing.company(team.id) is not None:
            rows.append((team, (start, *(one.cash_after for one in quarters if one is not None))))
    return tuple(rows)


def _gaps(
    told: Statement | None,
    quarter: TeamResult | None,
    planned: Mapping[int, Mapping[str, str]],
    round_number: int,
) -> tuple[Gap, ...]:
    """The result that the team planned by itself stands for the one that its forecast of sales gives."""
    if told is None or quarter is None:
        return ()
    own = planned_result(planned, round_number, quarter)
    return tuple(_own_gap(gap, own) if gap.key == "result" and own is not None else gap for gap in told.gaps)


def _own_gap(gap: Gap, own: Decimal) -> Gap:
    difference = gap.real - own
    words = say("exactement comme prévu")
    if difference:
        side = say("de plus") if difference > 0 else say("de moins")
        words = say("%(amount)s %(side)s que prévu", amount=euros(abs(difference)), side=side)
    return replace(gap, planned=own, words=words)

"""Closed rounds of one team, as its dossier, its results and its debrief tell them."""

from collections.abc import Mapping
from decimal import Decimal

from busy_ness.app.database import reading
from busy_ness.app.parts import Parts
from busy_ness.app.rounds.form import FORECAST_RESULT, forecast_result
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.rounds.validations import planned_texts
from busy_ness.app.workshops import Team, Workshop
from busy_ness.dossier import PlayedRound
from busy_ness.market import TeamResult
from busy_ness.market.arithmetic import NumberError
from busy_ness.market.journal import plain

DEBRIEF_KEYS = ("debrief.{}.ecart", "debrief.{}.changement")


def played_rounds(parts: Parts, workshop: Workshop, team: Team) -> tuple[PlayedRound, ...]:
    """The team's quarters in order; none after its liquidation."""
    standing = parts.ledger.standing(workshop.id)
    if standing is None:
        return ()
    with reading(parts.engine).connect() as db:
        planned = planned_texts(db, team.id)
    return tuple(
        PlayedRound(
            number=market.number,
            decision=_texts(quarter),
            planned_sales=quarter.decision.forecast_sales if quarter.decided else None,
            sales=quarter.sales,
            planned_result=planned_result(planned, market.number, quarter),
            result=quarter.result,
            cash=quarter.cash_after,
            event=market.shock.title,
        )
        for market in standing.game.results
        if (quarter := market.team(str(team.id))) is not None
    )


def planned_result(
    planned: Mapping[int, Mapping[str, str]], round_number: int, quarter: TeamResult
) -> Decimal | None:
    """What the team thought the round would bring; None where it validated nothing."""
    if not quarter.decided:
        return None
    try:
        return forecast_result(planned.get(round_number, {}).get(FORECAST_RESULT, ""))
    except NumberError:
        return None


def debriefed(texts: Mapping[str, str], round_number: int) -> bool:
    """Whether a round has its two texts: what differed, and what the team changes."""
    return all(texts.get(key.format(round_number), "").strip() for key in DEBRIEF_KEYS)


def debriefs(parts: Parts, standing: Standing) -> Mapping[str, int]:
    """How many closed rounds each team has debriefed, by its name in the game."""
    by_team = parts.writing.board.of_teams([int(company.team) for company in standing.game.companies])
    return {
        str(team_id): sum(debriefed(texts, market.number) for market in standing.game.results)
        for team_id, texts in by_team.items()
    }


def _texts(quarter: TeamResult) -> Mapping[str, str]:
    return {key: str(value) for key, value in plain(quarter.decision).items()}

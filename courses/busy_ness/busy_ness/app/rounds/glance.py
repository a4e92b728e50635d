"""Where every team of a workshop stands in the market, in a few words for the facilitator's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from busy_ness.app.parts import Parts
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.words import say
from busy_ness.market import Company

Tone = Literal["", "good", "warn", "bad"]


@dataclass(frozen=True)
class MarketState:
    """``words`` are short and French; ``cash`` is the account in euros."""

    words: str
    tone: Tone
    cash: Decimal | None


def glance(parts: Parts, workshop_id: int) -> Mapping[int, MarketState]:
    """By team id; empty before the game begins."""
    standing = parts.ledger.standing(workshop_id)
    if standing is None:
        return {}
    return {int(company.team): _state(standing, company) for company in standing.game.companies}


def _state(standing: Standing, company: Company) -> MarketState:
    words: str
    tone: Tone
    if not company.playing:
        words, tone = say("conseille une autre équipe"), "bad"
    elif standing.open_round is not None and int(company.team) in standing.decided:
        words, tone = say("décision validée"), "good"
    elif company.status == "redressement":
        words, tone = say("en redressement"), "warn"
    elif standing.open_round is not None:
        words, tone = say("réfléchit"), ""
    else:
        words, tone = say("attend le trimestre"), ""
    return MarketState(words, tone, company.cash)

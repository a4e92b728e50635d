"""All teams of a workshop at a glance: what each has written, and where its account would end."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.app.parts import Parts
from busy_ness.app.writing import progress


@dataclass(frozen=True)
class Written:
    """What a team has done so far.

    Attributes:
        filled: (written, of how many) for canvas, personas, study, strategy, plan and pitch.
        cash: euros at the end of month 12; None before a first product has a price.
        lowest_cash: euros at the end of the worst month.
        alerts: in French, the most serious first.
    """

    filled: Mapping[str, tuple[int, int]]
    cash: Decimal | None
    lowest_cash: Decimal | None
    alerts: tuple[str, ...]


def glance(parts: Parts, workshop_id: int) -> Mapping[int, Written]:
    """By team; a fixed number of questions to the database, however many teams there are."""
    team_ids = [team.id for team in parts.workshops.teams(workshop_id)]
    texts = parts.writing.board.of_teams(team_ids)
    values = parts.writing.form.of_teams(team_ids)
    found = {}
    for team_id in team_ids:
        entries = {key: one.value for key, one in values[team_id].items() if one.value}
        done = progress.filled(texts[team_id], entries)
        if not any(key.startswith("produits.") and key.endswith(".prix") for key in entries):
            found[team_id] = Written(done, None, None, ())
            continue
        outlook = parts.writing.forecasts.outlook(team_id, entries)
        found[team_id] = Written(done, outlook.cash, outlook.lowest_cash, outlook.alerts)
    return found

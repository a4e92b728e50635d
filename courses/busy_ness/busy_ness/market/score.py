"""A hundred points for a team: 40 result, 20 cash, 15 service and reputation, 15 forecasts, 10 debrief.

Source of the weights: the dossier. Each part is measured against fixed marks, never against the other
teams, so nobody's points fall because a rival does well, and two workshops can be compared:

- result: 0 points at −500 € a quarter, 30 at +2 000 €, all 40 at +6 000 €, straight lines between; the
  dossier's balanced strategy earns about 1 500 € a quarter, the best that was found against it about 10 000
  €;
- cash: from an empty account (0) to what the account held at the start (20), straight line;
- service and reputation: 7.5 for the part of its customers that was served, on average, 7.5 for its
  reputation;
- forecast: 15 for sales equal to the forecast; a forecast twice or half of the sales keeps half of a
  quarter's points, and a quarter without a decision of the team keeps none;
- debrief: 10 when every quarter that was played has one.

A company in liquidation has lost its owners' money: no points for result and cash, all others stay within
reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from busy_ness.market.arithmetic import counted, decimal, euros, percent, rounded
from busy_ness.market.game import Game
from busy_ness.market.quarter import TeamResult

RESULT, CASH, SERVICE, FORECAST, DEBRIEF = (Decimal(points) for points in (40, 20, 15, 15, 10))
# Euros a quarter, and the points that they are worth.
MARKS = ((Decimal(-500), Decimal(0)), (Decimal(2000), Decimal(30)), (Decimal(6000), RESULT))
NO_POINT = Decimal("0.0")


@dataclass(frozen=True)
class Part:
    """``points`` of ``most``, to a tenth, and how they were found in French words."""

    key: str
    label: str
    points: Decimal
    most: Decimal
    how: str


@dataclass(frozen=True)
class Score:
    team: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        return sum((part.points for part in self.parts), NO_POINT)

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)


@dataclass(frozen=True)
class Ranked:
    """``place`` from 1; teams with the same total share it."""

    place: int
    score: Score


def score(game: Game, team: str, debriefs: int = 0) -> Score:
    """The points of a team so far.

    Args:
        debriefs: quarters that the team has debriefed.
    """
    quarters = tuple(line for result in game.results if (line := result.team(team)))
    played = len(game.results)
    return Score(
        team,
        (
            _result(game, team, played),
            _cash(game, team, played),
            _service(game, team, quarters),
            _forecast(quarters),
            _debrief(min(debriefs, played), played),
        ),
    )


def ranking(game: Game, debriefs: Mapping[str, int] | None = None) -> tuple[Ranked, ...]:
    """All teams, the best first; equal teams in the order of the game."""
    written = debriefs or {}
    scores = [score(game, company.team, written.get(company.team, 0)) for company in game.companies]
    ordered = sorted(scores, key=lambda one: -one.total)
    return tuple(Ranked(1 + sum(other.total > one.total for other in scores), one) for one in ordered)


def accuracy(quarter: TeamResult) -> Decimal:
    """From 0 to 1: the smaller of planned and real sales over the larger; 0 where the team decided
    nothing."""
    if not quarter.decided:
        return Decimal(0)
    planned, real = quarter.decision.forecast_sales, quarter.sales
    return rounded(Decimal(min(planned, real)) / max(planned, real), 6) if max(planned, real) else Decimal(1)


def _part(key: str, label: str, fraction: Decimal, most: Decimal, how: str) -> Part:
    kept = min(Decimal(1), max(Decimal(0), fraction))
    return Part(key, label, rounded(most * kept, 1), most, how)


def _result(game: Game, team: str, played: int) -> Part:
    label, company = "Résultat cumulé", game.company(team)
    if not played or not company.playing:
        why = "Pas encore de trimestre joué." if not played else "Entreprise en liquidation."
        return Part("result", label, NO_POINT, RESULT, why)
    mean = company.result_total / played
    how = (
        f"{euros(company.result_total)} en {counted(played, 'trimestre')}, soit {euros(mean)} par trimestre. "
        + ", ".join(f"{points} points à {euros(earned)}" for earned, points in MARKS)
        + " par trimestre."
    )
    return _part("result", label, _between_marks(mean) / RESULT, RESULT, how)


def _between_marks(earned: Decimal) -> Decimal:
    """Points for euros a quarter; outside the marks those of the nearest."""
    for (low, low_points), (high, high_points) in pairwise(MARKS):
        if earned < high:
            above = max(Decimal(0), earned - low)
            return low_points + above / (high - low) * (high_points - low_points)
    return MARKS[-1][1]


def _cash(game: Game, team: str, played: int) -> Part:
    label, company = "Argent en caisse", game.company(team)
    if not played or not company.playing:
        why = "Pas encore de trimestre joué." if not played else "Entreprise en liquidation."
        return Part("cash", label, NO_POINT, CASH, why)
    start = game.rules.capital + game.rules.loan
    how = f"{euros(company.cash)} en caisse. {CASH} points à partir de {euros(start)}, l’argent du départ."
    return _part("cash", label, company.cash / start, CASH, how)


def _service(game: Game, team: str, quarters: tuple[TeamResult, ...]) -> Part:
    label = "Service et réputation"
    if not quarters:
        return Part("service", label, NO_POINT, SERVICE, "Pas encore de trimestre joué.")
    service = sum((quarter.service for quarter in quarters), Decimal(0)) / len(quarters)
    reputation = game.company(team).reputation
    how = (
        f"{percent(service)} des clients servis en moyenne (la moitié des points), "
        f"réputation de {decimal(reputation, 2)} sur 1 (l’autre moitié)."
    )
    return _part("service", label, (service + reputation) / 2, SERVICE, how)


def _forecast(quarters: tuple[TeamResult, ...]) -> Part:
    label = "Justesse des prévisions"
    if not quarters:
        return Part("forecast", label, NO_POINT, FORECAST, "Pas encore de trimestre joué.")
    mean = sum((accuracy(quarter) for quarter in quarters), Decimal(0)) / len(quarters)
    missed = sum(not quarter.decided for quarter in quarters)
    how = f"Prévisions justes à {percent(mean)} en moyenne"
    how += " (entre ventes prévues et réelles : le plus petit ÷ le plus grand)."
    if missed:
        how += f" Sans décision de l’équipe : {counted(missed, 'trimestre')}, sans point."
    return _part("forecast", label, mean, FORECAST, how)


def _debrief(done: int, played: int) -> Part:
    label = "Bilan de chaque trimestre"
    if not played:
        return Part("debrief", label, NO_POINT, DEBRIEF, "Pas encore de trimestre joué.")
    how = f"{counted(done, 'bilan')} pour {counted(played, 'trimestre')}."
    return _part("debrief", label, Decimal(done) / played, DEBRIEF, how)

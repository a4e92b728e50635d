"""A team's forecast, computed once for what it wrote and kept until it writes something else."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from threading import Lock

from busy_ness.plan.entries import Problem, read
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.rates import Rates, load_rates

_KEPT = 250  # whole forecasts; 0.9 MB each
_OUTLOOKS_KEPT = 2_000


@dataclass(frozen=True)
class Outlook:
    """What a glance needs, in euros: the account after 12 months, its lowest month; and what is wrong."""

    cash: Decimal
    lowest_cash: Decimal
    alerts: tuple[str, ...]


@dataclass(frozen=True)
class Computed:
    """``problems``: entries that the forecast had to leave out."""

    forecast: Forecast
    problems: tuple[Problem, ...]


class Forecasts:
    """Remembers by team what was computed and from which entries; the entries decide, not the clock."""

    def __init__(self) -> None:
        self._computed: OrderedDict[int, tuple[Mapping[str, str], Computed]] = OrderedDict()
        self._outlooks: OrderedDict[int, tuple[Mapping[str, str], Outlook]] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def rates(self) -> Rates:
        return load_rates()

    def of(self, team_id: int, entries: Mapping[str, str]) -> Computed:
        with self._lock:
            found = self._computed.get(team_id)
            if found is not None and found[0] == entries:
                self._computed.move_to_end(team_id)
                return found[1]
        reading = read(entries)
        computed = Computed(forecast(reading.plan, self.rates), reading.problems)
        with self._lock:
            self._computed[team_id] = (dict(entries), computed)
            self._computed.move_to_end(team_id)
            while len(self._computed) > _KEPT:
                self._computed.popitem(last=False)
        return computed

    def outlook(self, team_id: int, entries: Mapping[str, str]) -> Outlook:
        with self._lock:
            found = self._outlooks.get(team_id)
            if found is not None and found[0] == entries:
                return found[1]
        made = self.of(team_id, entries).forecast
        balances = [figure.value for figure in balances_of(made)]
        words = tuple(alert.words for alert in made.alerts if alert.level != "info")
        outlook = Outlook(balances[-1], min(balances), words)
        with self._lock:
            self._outlooks[team_id] = (dict(entries), outlook)
            while len(self._outlooks) > _OUTLOOKS_KEPT:
                self._outlooks.popitem(last=False)
        return outlook


def balances_of(made: Forecast) -> list[Figure]:
    """The account at the end of each month of the first year."""
    return [figure for figure in made.sheet("tresorerie").row("fin").figures if figure is not None]

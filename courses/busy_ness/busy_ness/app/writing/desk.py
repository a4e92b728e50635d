"""A team's plan as its pages show it: what was written, what it comes to, and what is kept for later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, partial
from types import MappingProxyType

from busy_ness.app.doors import Visit
from busy_ness.app.writing import answer
from busy_ness.app.writing.entries import Value, standing_rows, when
from busy_ness.app.writing.forecasts import Computed
from busy_ness.app.writing.store import Writing
from busy_ness.plan.alerts import Alert
from busy_ness.plan.entries import CATALOG, STUDY, Problem
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.form import Group

GROUPS: Mapping[str, Group] = MappingProxyType({group.key: group for group in (*CATALOG, *STUDY)})
_SUMMARY: tuple[tuple[str, str], ...] = (
    ("resultat.a1.ca", "Ventes de l’année 1"),
    ("resultat.a1.net", "Résultat de l’année 1"),
    ("financement_initial.depart.tresorerie", "Sur le compte à l’ouverture"),
    ("tresorerie.m12.fin", "Sur le compte après 12 mois"),
)


@dataclass(frozen=True)
class Desk:
    """``values`` are everything that was ever written; the forecast is made where a page asks for it."""

    values: Mapping[str, Value]
    _compute: Callable[[Mapping[str, str]], Computed]
    _is_facilitators: bool

    @classmethod
    def of(cls, writing: Writing, visit: Visit) -> "Desk":
        team_id = visit.here.id
        compute = partial(writing.forecasts.of, team_id)
        return cls(writing.form.values(team_id), compute, visit.seat is None)

    @cached_property
    def entries(self) -> Mapping[str, str]:
        return {key: one.value for key, one in self.values.items() if one.value}

    @cached_property
    def _computed(self) -> Computed:
        return self._compute(self.entries)

    @property
    def forecast(self) -> Forecast:
        return self._computed.forecast

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._computed.problems

    def value(self, key: str) -> Value:
        return self.values.get(key) or Value(key)

    def rows(self, group: Group) -> tuple[str, ...]:
        return standing_rows(group, self.entries)

    def begun(self, group: Group) -> bool:
        return any(key.startswith(f"{group.key}.") for key in self.entries)

    @staticmethod
    def by(value: Value) -> str:
        """« Inès, 14 h 05 »."""
        return f"{value.person_name}, {when(value.at)}" if value.version else ""

    @staticmethod
    def when(at: datetime) -> str:
        return when(at)

    @property
    def answered(self) -> bool:
        return bool(self.value(answer.KEY).value)

    @property
    def shows_answer(self) -> bool:
        """Pupils see the seuil once they have computed theirs."""
        return self.answered or self._is_facilitators

    @property
    def verdict(self) -> answer.Verdict:
        return answer.judge(Decimal(self.value(answer.KEY).value), self.forecast)

    @property
    def summary(self) -> tuple[tuple[str, Figure], ...]:
        return tuple((label, self.forecast.figure(key)) for key, label in _SUMMARY)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Without the one that gives the seuil away before the team has computed it."""
        return tuple(alert for alert in self.forecast.alerts if self.shows_answer or alert.code != "seuil")

    def may_see(self, figure: Figure) -> bool:
        return self.shows_answer or not answer.is_kept(figure.key)

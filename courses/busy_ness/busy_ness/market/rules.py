"""The constants of the shared market: one frozen record, so that a workshop may play with others.

Source of every value: the balance-tested game of the Busy & Ness dossier. A round is a quarter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from busy_ness.market.arithmetic import NumberError, whole

MOST_TEAMS, MOST_ROUNDS = 8, 12
SETTINGS = {"rounds": (1, MOST_ROUNDS), "customers_per_team": (100, 5000)}
NAMES = {"rounds": "Le nombre de trimestres", "customers_per_team": "Le nombre de clients par équipe"}


class RulesError(ValueError):
    """The facilitator's settings of the market cannot be played; ``words`` says which, why and what to do."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key, self.words = key, words


@dataclass(frozen=True)
class Rules:
    """Money in euros, rates per quarter, utilities without unit."""

    rounds: int = 6
    customers_per_team: int = 850
    season: tuple[Decimal, ...] = tuple(map(Decimal, ("1", "1.1", "0.9", "1.2", "1", "1.1")))
    noise: Decimal = Decimal("0.03")
    events: bool = True

    price_min: Decimal = Decimal(8)
    price_max: Decimal = Decimal(40)
    price_reference: Decimal = Decimal(20)
    price_weight: Decimal = Decimal("-2.8")
    quality_min: int = 1
    quality_max: int = 5
    quality_reference: int = 3
    quality_weight: Decimal = Decimal("0.22")
    advertising_weight: Decimal = Decimal("0.28")
    advertising_scale: Decimal = Decimal(1000)
    advertising_kept: Decimal = Decimal("0.5")
    reputation_weight: Decimal = Decimal("0.6")
    reputation_start: Decimal = Decimal("0.5")
    reputation_kept: Decimal = Decimal("0.7")
    second_choice: Decimal = Decimal("0.5")

    unit_cost_base: Decimal = Decimal(5)
    unit_cost_per_quality: Decimal = Decimal("1.6")
    machines_start: int = 1
    machine_capacity: int = 500
    machine_price: Decimal = Decimal(3000)
    machine_life: int = 8
    fixed_costs: Decimal = Decimal(2400)
    wages: Decimal = Decimal(1600)
    storage: Decimal = Decimal("0.30")
    late_share: Decimal = Decimal("0.30")

    capital: Decimal = Decimal(8000)
    loan: Decimal = Decimal(7000)
    loan_repayment: Decimal = Decimal(500)
    loan_rate: Decimal = Decimal("0.01")
    overdraft_limit: Decimal = Decimal(3000)
    overdraft_rate: Decimal = Decimal("0.03")

    def __post_init__(self) -> None:
        for key, (least, most) in SETTINGS.items():
            if not least <= getattr(self, key) <= most:
                raise RulesError(
                    key, f"{NAMES[key]} va de {least} à {most}. Choisissez un nombre entre les deux."
                )

    def season_of(self, round_number: int) -> Decimal:
        """Demand's coefficient of a round (from 1); the year begins again after the last."""
        return self.season[(round_number - 1) % len(self.season)]

    def unit_cost(self, quality: int) -> Decimal:
        """Euros to make one product of this quality, before any event."""
        return self.unit_cost_base + self.unit_cost_per_quality * (quality - 1)


def check_rules(fields: Mapping[str, str]) -> Rules:
    """The dossier's rules and what a facilitator changed: ``rounds``, ``customers_per_team``, ``events``
    (0/1).

    Raises:
        RulesError: an unknown setting, letters, or a value out of range (French, to a facilitator).
    """
    rules = Rules()
    for key, text in fields.items():
        if key == "events":
            if text not in ("0", "1"):
                raise RulesError(
                    key, f"Les événements se choisissent par 0 (sans) ou 1 (avec), pas par « {text} »."
                )
            rules = replace(rules, events=text == "1")
            continue
        if key not in SETTINGS:
            known = ", ".join([*SETTINGS, "events"])
            raise RulesError(key, f"Le réglage « {key} » n’existe pas. Les réglages connus : {known}.")
        try:
            value = whole(text)
        except NumberError as error:
            raise RulesError(key, f"{NAMES[key]} : {error} Écrivez un nombre entier en chiffres.") from error
        least, most = SETTINGS[key]
        if not least <= value <= most:
            raise RulesError(
                key, f"{NAMES[key]} va de {least} à {most}. Choisissez un nombre entre les deux."
            )
        rules = replace(rules, rounds=value) if key == "rounds" else replace(rules, customers_per_team=value)
    return rules

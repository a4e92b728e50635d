"""Five ways to play, to test the market's balance and to give a lone team a rival.

Source of their aims: the dossier's mean results over 40 seeds. Prices, qualities and advertising are those
of its oracle table (A, B, C, D); production and machines are the round numbers that come nearest to its
means.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from busy_ness.market.arithmetic import cents
from busy_ness.market.company import Company, Decision
from busy_ness.market.decision import default_decision
from busy_ness.market.rules import Rules

Strategy = Callable[[Company, int, Rules], Decision]


def steady(price: int, quality: int, sales: int, advertising: int, machine_in: int | None = None) -> Strategy:
    """The same plan each quarter: make what is missing to have ``sales`` products, as capacity allows.

    Args:
        machine_in: the quarter in which it buys a machine, if it ever does.
    """

    def decide(company: Company, number: int, rules: Rules) -> Decision:
        machine = int(number == machine_in and company.spendable(rules) >= rules.machine_price)
        made = max(0, min(company.capacity(rules, machine), sales - company.stock))
        spent = min(Decimal(advertising), _payable(company, machine, rules))
        return Decision(cents(Decimal(price)), quality, made, cents(spent), machine, company.stock + made)

    return decide


def overspend(company: Company, number: int, rules: Rules) -> Decision:
    """The best quality, all that can be made, and all that the bank allows in advertising."""
    made, quality = company.capacity(rules), rules.quality_max
    spent = cents(_payable(company, 0, rules))
    return Decision(cents(rules.price_reference), quality, made, spent, 0, company.stock + made)


def stay_passive(company: Company, number: int, rules: Rules) -> Decision:
    """What is played for a team that never decides."""
    return default_decision(company, rules)


def _payable(company: Company, machine: int, rules: Rules) -> Decimal:
    if company.status == "redressement":
        return Decimal(0)
    return max(Decimal(0), company.spendable(rules) - machine * rules.machine_price)


STRATEGIES: Mapping[str, Strategy] = {
    "balanced": steady(price=20, quality=3, sales=690, advertising=1000, machine_in=3),
    "low-cost": steady(price=16, quality=2, sales=750, advertising=500, machine_in=3),
    "premium": steady(price=26, quality=5, sales=455, advertising=1500),
    "passive": stay_passive,
}

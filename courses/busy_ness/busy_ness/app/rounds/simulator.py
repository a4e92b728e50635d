"""What a decision costs, and what is left if so many are sold; never what the other teams will do."""

from dataclasses import dataclass, replace
from decimal import Decimal

from busy_ness.app.words import euros, number, say
from busy_ness.market import Company, Decision, Rules, budget
from busy_ness.market.arithmetic import cents


@dataclass(frozen=True)
class Cost:
    """A line of what is paid in the quarter: ``how`` is its sum in numbers, empty where there is none."""

    label: str
    amount: Decimal
    how: str = ""


@dataclass(frozen=True)
class Case:
    """The end of the quarter if ``sold`` units are sold; euros."""

    label: str
    sold: int
    result: Decimal
    cash: Decimal


@dataclass(frozen=True)
class Simulation:
    """A decision in a quarter without event.

    Attributes:
        available: units, stock and production together.
        spent: euros that are paid whatever is sold, the bank's instalment included.
        break_even: units from which the quarter loses nothing; None where even all of them are not enough.
        overdraft_limit: euros below zero that the bank allows.
    """

    unit_cost: Decimal
    capacity: int
    available: int
    cash_before: Decimal
    collected_late: Decimal
    costs: tuple[Cost, ...]
    spent: Decimal
    break_even: int | None
    cases: tuple[Case, ...]
    overdraft_limit: Decimal


def simulate(
    company: Company, decision: Decision, round_number: int, rules: Rules, tried: int | None = None
) -> Simulation:
    """The quarter without news.

    Args:
        tried: units to try to sell, cut to what there is; None: those of the forecast.
    """
    available = company.stock + decision.production
    essay = say("ta prévision") if tried is None else say("ton essai")
    sold = max(0, min(decision.forecast_sales if tried is None else tried, available))
    cases = {available // 2: say("la moitié"), 0: say("rien"), available: say("tout"), sold: essay}
    unit_cost = cents(rules.unit_cost(decision.quality))
    costs = (
        Cost(
            say("Fabrication"),
            unit_cost * decision.production,
            f"{number(decision.production)} × {euros(unit_cost)}",
        ),
        Cost(say("Machine"), cents(rules.machine_price * decision.machine)),
        Cost(say("Publicité"), cents(decision.advertising)),
        Cost(say("Charges fixes"), cents(rules.fixed_costs), say("loyer, énergie…")),
        Cost(say("Salaires"), cents(rules.wages)),
        Cost(
            say("Banque"),
            cents(min(rules.loan_repayment, company.loan)) + cents(company.loan * rules.loan_rate),
            say("emprunt et intérêts"),
        ),
    )
    return Simulation(
        unit_cost=unit_cost,
        capacity=company.capacity(rules, decision.machine),
        available=available,
        cash_before=company.cash,
        collected_late=company.receivable,
        costs=tuple(cost for cost in costs if cost.amount),
        spent=sum((cost.amount for cost in costs), Decimal(0)),
        break_even=_break_even(company, decision, round_number, rules),
        cases=tuple(
            Case(label, units, *_end(company, decision, round_number, rules, units))
            for units, label in sorted(cases.items())
        ),
        overdraft_limit=rules.overdraft_limit,
    )


def _end(
    company: Company, decision: Decision, round_number: int, rules: Rules, sold: int
) -> tuple[Decimal, Decimal]:
    """Result and cash, in euros."""
    planned = budget(company, replace(decision, forecast_sales=sold), round_number, rules)
    return planned.result, planned.cash


def _break_even(company: Company, decision: Decision, round_number: int, rules: Rules) -> int | None:
    """Results rise with sales wherever all sold is not a loss: halving finds the first that is none."""
    low, high = 0, company.stock + decision.production
    if _end(company, decision, round_number, rules, high)[0] < 0:
        return None
    while low < high:
        middle = (low + high) // 2
        if _end(company, decision, round_number, rules, middle)[0] >= 0:
            high = middle
        else:
            low = middle + 1
    return low

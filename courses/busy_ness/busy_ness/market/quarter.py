"""One quarter of one company: what was made, sold, earned, paid, and what the bank says about it."""

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from busy_ness.market.arithmetic import EXACT, cents, rounded
from busy_ness.market.company import Company, Decision, Machine, Status
from busy_ness.market.demand import Sale
from busy_ness.market.events import CALM, Shock
from busy_ness.market.rules import Rules


@dataclass(frozen=True)
class Planned:
    """A quarter as a team can compute it beforehand: its own forecast of sales, no news, the same costs."""

    sales: int
    revenue: Decimal
    result: Decimal
    cash: Decimal


@dataclass(frozen=True)
class TeamResult:
    """One team's quarter; euros, units, shares and reputation from 0 to 1.

    ``result`` is revenue less cost of sales, storage, advertising, fixed costs, wages, depreciation,
    interest and overdraft. Cash moves by what is collected (``collected_late`` from the last quarter,
    ``collected`` of this one) less what is paid: production, machine, advertising, fixed costs, wages,
    storage, loan, interest, overdraft. ``share`` and ``utility`` are those of the market, ``planned`` what
    the team's own forecast gave.
    """

    team: str
    decision: Decision
    decided: bool
    utility: Decimal
    share: Decimal
    sale: Sale
    stock_before: int
    stock_after: int
    stock_value_before: Decimal
    stock_value_after: Decimal
    capacity: int
    unit_cost: Decimal
    production_cost: Decimal
    revenue: Decimal
    cost_of_sales: Decimal
    storage: Decimal
    advertising: Decimal
    fixed_costs: Decimal
    wages: Decimal
    depreciation: Decimal
    interest: Decimal
    overdraft: Decimal
    result: Decimal
    cash_before: Decimal
    collected_late: Decimal
    collected: Decimal
    machine_paid: Decimal
    loan_repaid: Decimal
    cash_after: Decimal
    receivable_after: Decimal
    service: Decimal
    reputation_before: Decimal
    reputation_used: Decimal
    reputation_after: Decimal
    status_before: Status
    status_after: Status
    planned: Planned | None = None

    @property
    def demand(self) -> int:
        """Customers who came, rivals' included."""
        return self.sale.asked + self.sale.second

    @property
    def sales(self) -> int:
        return self.sale.sold

    @property
    def lost_sales(self) -> int:
        return self.sale.lost

    @property
    def margin(self) -> Decimal:
        return self.revenue - self.cost_of_sales

    @property
    def cash_out(self) -> Decimal:
        return self.cash_before + self.collected_late + self.collected - self.cash_after


@dataclass(frozen=True)
class Market:
    """What a company sees of the market in a quarter: its utility, share and customers, and the news."""

    number: int
    utility: Decimal
    share: Decimal
    sale: Sale
    reputation: Decimal
    shock: Shock


def account(
    company: Company, decision: Decision, decided: bool, market: Market, rules: Rules
) -> tuple[Company, TeamResult]:
    """Close the quarter of one team: the company after it, and every figure of it."""
    shock, sale = market.shock, market.sale
    unit_cost = cents(rules.unit_cost(decision.quality) * shock.unit_cost)
    production_cost = unit_cost * decision.production
    available = company.stock + decision.production
    available_value = company.stock_value + production_cost
    stock_after = available - sale.sold
    cost_of_sales = cents(available_value * sale.sold / available) if available else cents(Decimal(0))
    revenue = cents(decision.price * sale.sold)
    late = rules.late_share if shock.late_share is None else shock.late_share
    receivable = cents(revenue * late)
    machines, depreciation = _wear(
        _with_new(company.machines, decision, market.number, rules), market.number, rules
    )
    repaid = min(cents(rules.loan_repayment), company.loan)
    interest = cents(company.loan * rules.loan_rate)
    storage = cents(rules.storage * stock_after)
    advertising, wages = cents(decision.advertising), cents(rules.wages)
    fixed_costs = cents(rules.fixed_costs * shock.fixed_costs)
    machine_paid = cents(rules.machine_price * decision.machine)
    before_overdraft = (
        (company.cash + company.receivable + revenue - receivable)
        - (production_cost + machine_paid + advertising + fixed_costs + wages + storage)
        - (repaid + interest)
    )
    overdraft = cents(max(Decimal(0), -before_overdraft) * rules.overdraft_rate)
    cash = before_overdraft - overdraft
    charges = storage + advertising + fixed_costs + wages + depreciation + interest + overdraft
    result = revenue - cost_of_sales - charges
    service = rounded(Decimal(sale.sold_first) / sale.asked, 6) if sale.asked else Decimal(1)
    reputation = rounded(
        rules.reputation_kept * market.reputation
        + (1 - rules.reputation_kept) * service * decision.quality / rules.quality_max,
        6,
    )
    after = _judged(
        replace(
            company,
            cash=cash,
            receivable=receivable,
            stock=stock_after,
            stock_value=available_value - cost_of_sales,
            machines=machines,
            loan=company.loan - repaid,
            advertising_stock=remembered(company, decision, rules),
            reputation=reputation,
            result_total=company.result_total + result,
            last=decision,
        ),
        rules,
    )
    return after, TeamResult(
        team=company.team,
        decision=decision,
        decided=decided,
        utility=market.utility,
        share=market.share,
        sale=sale,
        stock_before=company.stock,
        stock_after=stock_after,
        stock_value_before=company.stock_value,
        stock_value_after=after.stock_value,
        capacity=company.capacity(rules, decision.machine),
        unit_cost=unit_cost,
        production_cost=production_cost,
        revenue=revenue,
        cost_of_sales=cost_of_sales,
        storage=storage,
        advertising=advertising,
        fixed_costs=fixed_costs,
        wages=wages,
        depreciation=depreciation,
        interest=interest,
        overdraft=overdraft,
        result=result,
        cash_before=company.cash,
        collected_late=company.receivable,
        collected=revenue - receivable,
        machine_paid=machine_paid,
        loan_repaid=repaid,
        cash_after=cash,
        receivable_after=receivable,
        service=service,
        reputation_before=company.reputation,
        reputation_used=market.reputation,
        reputation_after=reputation,
        status_before=company.status,
        status_after=after.status,
    )


def budget(company: Company, decision: Decision, number: int, rules: Rules) -> Planned:
    """What the quarter gives if the forecast comes true; sales stop at the products that there are.

    Args:
        number: the quarter, from 1.
    """
    sold = min(decision.forecast_sales, company.stock + decision.production)
    sale = Sale(decision.forecast_sales, sold, 0)
    market = Market(number, Decimal(0), Decimal(0), sale, company.reputation, CALM)
    with localcontext(EXACT):
        _, quarter = account(company, decision, True, market, rules)
    return Planned(sold, quarter.revenue, quarter.result, quarter.cash_after)


def remembered(company: Company, decision: Decision, rules: Rules) -> Decimal:
    """Euros of advertising that customers still remember in this quarter, this quarter's included."""
    return cents(rules.advertising_kept * company.advertising_stock + decision.advertising)


def _with_new(
    machines: tuple[Machine, ...], decision: Decision, number: int, rules: Rules
) -> tuple[Machine, ...]:
    return machines + (Machine(number, cents(rules.machine_price)),) * decision.machine


def _wear(machines: tuple[Machine, ...], number: int, rules: Rules) -> tuple[tuple[Machine, ...], Decimal]:
    """The machines that work next quarter, and what all lost in value, straight line over their life."""
    kept, worn = [], cents(Decimal(0))
    for machine in machines:
        # A machine that is there at the start works from the first quarter.
        left = max(machine.round_bought, 1) + rules.machine_life - number
        loss = cents(machine.value / left)
        worn += loss
        if left > 1:
            kept.append(Machine(machine.round_bought, machine.value - loss))
    return tuple(kept), worn


def _judged(company: Company, rules: Rules) -> Company:
    """The bank's word: below the limit a first time redressement, a second time liquidation.

    Redressement ends with the first quarter that ends without overdraft; no other one is granted.
    """
    if company.cash < -rules.overdraft_limit:
        status: Status = "redressement" if company.beyond == 0 else "liquidation"
        return replace(company, beyond=company.beyond + 1, status=status)
    if company.status == "redressement" and company.cash >= 0:
        return replace(company, status="active")
    return company

"""What one team owns, owes and is known for, between two quarters."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from busy_ness.market.arithmetic import EXACT, cents
from busy_ness.market.rules import Rules

Status = Literal["active", "redressement", "liquidation"]


@dataclass(frozen=True)
class Decision:
    """What a team chooses for one quarter: euros, units, and one new machine or none (``machine`` 0 or 1)."""

    price: Decimal
    quality: int
    production: int
    advertising: Decimal
    machine: int
    forecast_sales: int


@dataclass(frozen=True)
class Machine:
    """Bought in ``round_bought`` (0: there at the start); works ``Rules.machine_life`` quarters."""

    round_bought: int
    value: Decimal


@dataclass(frozen=True)
class Company:
    """``stock_value`` is what the ``stock`` cost to make; ``receivable`` is cashed next quarter.

    ``advertising_stock`` is the advertising that customers remember, in euros; ``beyond`` counts the
    quarters that ended below the overdraft's limit; ``advises`` is the rival that a team in liquidation
    helps.
    """

    team: str
    cash: Decimal
    receivable: Decimal
    stock: int
    stock_value: Decimal
    machines: tuple[Machine, ...]
    loan: Decimal
    advertising_stock: Decimal
    reputation: Decimal
    result_total: Decimal = Decimal(0)
    status: Status = "active"
    beyond: int = 0
    advises: str | None = None
    last: Decision | None = None

    @classmethod
    def new(cls, team: str, rules: Rules) -> "Company":
        machine = Machine(0, rules.machine_price)
        return cls(
            team=team,
            cash=cents(EXACT.add(rules.capital, rules.loan)),
            receivable=cents(Decimal(0)),
            stock=0,
            stock_value=cents(Decimal(0)),
            machines=(machine,) * rules.machines_start,
            loan=cents(rules.loan),
            advertising_stock=cents(Decimal(0)),
            reputation=rules.reputation_start,
        )

    @property
    def playing(self) -> bool:
        return self.status != "liquidation"

    @property
    def net_worth(self) -> Decimal:
        """Cash, receivables, stock and machines less the loan: moves by the result and nothing else."""
        machines = sum((machine.value for machine in self.machines), Decimal(0))
        return self.cash + self.receivable + self.stock_value + machines - self.loan

    def capacity(self, rules: Rules, new_machines: int = 0) -> int:
        """Products that can be made in a quarter, a machine bought in it included."""
        return rules.machine_capacity * (len(self.machines) + new_machines)

    def spendable(self, rules: Rules) -> Decimal:
        """Euros for what is paid before the first sale: the account and the overdraft that is left."""
        return max(Decimal(0), self.cash + self.receivable + rules.overdraft_limit)

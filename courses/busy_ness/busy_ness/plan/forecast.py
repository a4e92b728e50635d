"""From what a team wrote to its whole prévisionnel: sheets, figures and alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, localcontext
from types import MappingProxyType

from busy_ness.plan.alerts import Alert, alerts
from busy_ness.plan.assets import depreciation
from busy_ness.plan.balance import balance
from busy_ness.plan.book import Book
from busy_ness.plan.cash import cash
from busy_ness.plan.costs import costs, monthly_costs
from busy_ness.plan.entries import Plan
from busy_ness.plan.figures import Figure
from busy_ness.plan.forms import forms
from busy_ness.plan.funding import funding, working_capital
from busy_ness.plan.hypotheses import hypotheses, rates_sheet
from busy_ness.plan.income import income
from busy_ness.plan.loans import loans
from busy_ness.plan.rates import Rates
from busy_ness.plan.sales import monthly_sales, sales
from busy_ness.plan.sheets import Sheet
from busy_ness.plan.start import initial_funding
from busy_ness.plan.threshold import threshold
from busy_ness.plan.vat import monthly_vat, yearly_vat

# The order in which a banker reads; what explains them comes after.
ORDER = (
    "hypotheses",
    "financement_initial",
    "ventes",
    "charges",
    "resultat",
    "bfr",
    "tresorerie",
    "financement",
    "bilan",
    "seuil",
    "formes",
    "amortissements",
    "emprunts",
    "echeancier",
    "ventes_mois",
    "charges_mois",
    "tva",
    "tva_annees",
    "impot",
    "taux",
)
_EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)  # of divisions only: cents are rounded half-up by name


@dataclass(frozen=True, eq=False)
class Forecast:
    """A plan, computed. ``sheets`` stand in ``ORDER``; each figure stands in one cell of one of them."""

    plan: Plan
    rates: Rates
    sheets: tuple[Sheet, ...]
    alerts: tuple[Alert, ...]
    figures: Mapping[str, Figure]

    def figure(self, key: str) -> Figure:
        """The figure of a key: ``resultat.a1.net``. Raises ``KeyError``."""
        return self.figures[key]

    def sheet(self, key: str) -> Sheet:
        """The sheet of a key. Raises ``KeyError``."""
        for sheet in self.sheets:
            if sheet.key == key:
                return sheet
        raise KeyError(key)


def forecast(plan: Plan, rates: Rates) -> Forecast:
    """Compute a plan: any plan that ``read`` gives has a forecast, whose bilan balances."""
    with localcontext(_EXACT):
        book = Book(plan, rates)
        made = [
            hypotheses(book),
            rates_sheet(book),
            initial_funding(book),
            sales(book),
            monthly_sales(book),
            depreciation(book),
            *loans(book),
            costs(book),
            monthly_costs(book),
            *income(book),
            monthly_vat(book),
            yearly_vat(book),
            cash(book),
            working_capital(book),
            funding(book),
            balance(book),
            threshold(book),
            forms(book),
        ]
        sheets = tuple(sorted(made, key=lambda sheet: ORDER.index(sheet.key)))
        return Forecast(plan, rates, sheets, alerts(book), MappingProxyType(book.figures))

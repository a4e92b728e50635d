"""The plan de trésorerie as arithmetic on arrays: the same year, lived many times at once with other sales.

Amounts are whole cents in floating point, which is exact up to 90 thousand billion euros.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from busy_ness.plan.book import MONTH_CODES
from busy_ness.plan.forecast import Forecast

Draws = NDArray[np.float64]
_FIXED_IN = ("subventions", "emprunts")
_FIXED_OUT = ("externes", "taxes", "salaires", "dirigeant", "echeances", "investissements")


@dataclass(frozen=True)
class Flows:
    """What the plan's cash is made of, in cents; arrays have 12 months. Delays in whole months."""

    opening: float
    vat_credit: float
    revenue: Draws
    collected_vat: Draws
    purchases: Draws
    purchases_vat: Draws
    commission: Draws
    commission_vat: Draws
    other_vat: Draws
    fixed: Draws
    on_revenue: Draws
    paid_at_once: float
    customers_months: int
    suppliers_months: int


def flows(forecast: Forecast) -> Flows:
    """Read the plan's own figures: everything in cents, without TVA where it is apart."""

    def monthly(sheet: str, *keys: str) -> Draws:
        rows = [
            [_cents(forecast.figure(f"{sheet}.{code}.{key}").value) for code in MONTH_CODES] for key in keys
        ]
        return np.array(np.sum(rows, axis=0), dtype=np.float64)

    choices = forecast.plan.choices
    # A micro-entreprise's contributions follow its revenue, those of the other forms do not.
    micro = choices["entreprise.forme"] == "micro"
    contributions = monthly("charges_mois", "cotisations") if micro else np.zeros(12)
    return Flows(
        opening=_cents(forecast.figure("financement_initial.depart.tresorerie").value),
        vat_credit=_cents(forecast.figure("financement_initial.depart.tva").value),
        revenue=monthly("ventes_mois", "ca"),
        collected_vat=monthly("tva", "collectee"),
        purchases=monthly("ventes_mois", "achats"),
        purchases_vat=monthly("tva", "achats"),
        commission=monthly("ventes_mois", "commission"),
        commission_vat=monthly("tva", "commission"),
        other_vat=monthly("tva", "charges", "investissements"),
        fixed=monthly("tresorerie", *_FIXED_IN) - monthly("tresorerie", *_FIXED_OUT) + contributions,
        on_revenue=contributions,
        paid_at_once=float(forecast.plan.numbers["ventes.comptant"]),
        customers_months=int(choices["ventes.delai_clients"]) // 30,
        suppliers_months=int(choices["ventes.delai_fournisseurs"]) // 30,
    )


def balance(flows: Flows, demand: Draws, price: Draws, late: Draws) -> Draws:
    """The account in cents at the end of each month, one row a draw.

    Args:
        demand: factor of units, draws x 12. price: factor of prices, draws x 1.
        late: part of the credit customers who pay one month after the agreed day, draws x 1.
    """
    worth = demand * price
    sold = _whole(flows.revenue * worth) + _whole(flows.collected_vat * worth)
    at_once = _whole(sold * flows.paid_at_once)
    credit = sold - at_once
    on_time = _whole(_later(credit, flows.customers_months) * (1 - late))
    afterwards = _later(credit, flows.customers_months + 1)
    delayed = on_time + afterwards - _whole(afterwards * (1 - late))
    bought_vat, kept_vat = _whole(flows.purchases_vat * demand), _whole(flows.commission_vat * worth)
    suppliers = _later(_whole(flows.purchases * demand) + bought_vat, flows.suppliers_months)
    commission = _whole(flows.commission * worth) + kept_vat
    net_vat = _whole(flows.collected_vat * worth) - bought_vat - kept_vat - flows.other_vat
    paid_vat = _later(_due(net_vat, flows.vat_credit), 1)
    change = (
        at_once + delayed + flows.fixed - suppliers - commission - paid_vat - _whole(flows.on_revenue * worth)
    )
    return flows.opening + np.cumsum(change, axis=1)


def _due(net: Draws, credit: float) -> Draws:
    """TVA to pay for each month, once the credit is used up."""
    left = np.full(net.shape[0], credit)
    due = np.empty_like(net)
    for month in range(net.shape[1]):
        due[:, month] = np.maximum(net[:, month] - left, 0)
        left = np.maximum(left - net[:, month], 0)
    return due


def _later(amounts: Draws, months: int) -> Draws:
    if not months:
        return amounts
    moved = np.zeros_like(amounts)
    moved[:, months:] = amounts[:, :-months]
    return moved


def _whole(cents: Draws) -> Draws:
    """Half a cent goes away from zero; a millionth absorbs what floating point loses."""
    return np.sign(cents) * np.floor(np.abs(cents) + 0.5 + 1e-6)


def _cents(amount: Decimal) -> float:
    return float(amount * 100)

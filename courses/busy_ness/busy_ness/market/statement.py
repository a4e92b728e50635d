"""A team's quarter as a page shows it: every figure with a French label and how it was computed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from busy_ness.market.arithmetic import counted, decimal, euros, percent, units
from busy_ness.market.debrief import Gap, Unit, bank_words, gaps, remarks
from busy_ness.market.game import RoundResult
from busy_ness.market.quarter import TeamResult
from busy_ness.market.rules import Rules

Kind = Literal["line", "total"]
SHARE_DIGITS = 4  # of a share in per cent: times all customers, it gives the team's to a tenth of one


@dataclass(frozen=True)
class Line:
    """``value`` in its unit (``percent`` from 0 to 1; ``coefficient`` without unit); costs are negative."""

    key: str
    label: str
    value: Decimal
    unit: Unit
    how: str
    kind: Kind = "line"

    @property
    def text(self) -> str:
        """« 1 250 € », « 350 », « 21 % », « 0,52 »."""
        if self.unit == "eur":
            return euros(self.value)
        if self.unit == "units":
            return units(int(self.value))
        return percent(self.value) if self.unit == "percent" else decimal(self.value, 2)


@dataclass(frozen=True)
class Statement:
    """``bank`` is empty while the bank has nothing to say; ``remarks`` are things to talk about."""

    customers: tuple[Line, ...]
    result: tuple[Line, ...]
    cash: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    bank: str
    remarks: tuple[str, ...]


def statement(team: TeamResult, market: RoundResult, rules: Rules) -> Statement:
    """The three tables of a closed quarter, the forecast's gaps and what to discuss."""
    return Statement(
        customers=_customers(team, market, rules),
        result=_result(team, rules),
        cash=_cash(team, rules),
        gaps=gaps(team),
        bank=bank_words(team, rules),
        remarks=remarks(team),
    )


def _customers(team: TeamResult, market: RoundResult, rules: Rules) -> tuple[Line, ...]:
    sale, choice = team.sale, team.decision
    return (
        _units(
            "customers", "Clients du marché", market.customers, "Tous ceux qui peuvent acheter ce trimestre."
        ),
        Line(
            "share",
            "Ta part du marché",
            team.share,
            "percent",
            "Ton attrait (prix, qualité, publicité, réputation) comparé à celui des autres, "
            "et à celui de ne rien acheter.",
        ),
        _units(
            "asked",
            "Clients venus chez toi",
            sale.asked,
            f"{units(market.customers)} × {percent(team.share, SHARE_DIGITS)}, sans la fraction de client.",
        ),
        _units(
            "available",
            "Produits à vendre",
            team.stock_before + choice.production,
            f"Stock {units(team.stock_before)} + production {units(choice.production)}.",
        ),
        _units(
            "lost",
            "Clients repartis les mains vides",
            sale.lost,
            f"{units(sale.asked)} clients − {units(sale.sold_first)} servis. "
            "La moitié essaie une fois ailleurs.",
        ),
        _units(
            "second", "Clients venus d’une équipe en rupture", sale.second, "Ils n’ont rien trouvé ailleurs."
        ),
        _units(
            "sales",
            "Ventes",
            team.sales,
            f"{units(sale.sold_first)} + {units(sale.second)}, au plus les produits à vendre.",
            "total",
        ),
        _units(
            "stock",
            "Stock à la fin",
            team.stock_after,
            f"{units(team.stock_before + choice.production)} − {units(team.sales)}.",
        ),
        Line(
            "reputation",
            "Réputation",
            team.reputation_after,
            "coefficient",
            f"{decimal(rules.reputation_kept, 1)} × {decimal(team.reputation_used, 2)} + "
            f"{decimal(1 - rules.reputation_kept, 1)} × clients servis {percent(team.service)} × "
            f"qualité {choice.quality} ÷ {rules.quality_max}.",
        ),
    )


def _result(team: TeamResult, rules: Rules) -> tuple[Line, ...]:
    made = team.stock_before + team.decision.production
    return (
        _euros(
            "revenue",
            "Chiffre d’affaires",
            team.revenue,
            f"{units(team.sales)} × {euros(team.decision.price)}.",
        ),
        _euros(
            "cost_of_sales",
            "Coût des produits vendus",
            -team.cost_of_sales,
            f"{units(team.sales)} × le coût moyen des {units(made)} produits disponibles"
            f" (fabriquer coûte {euros(team.unit_cost)} ce trimestre).",
        ),
        _euros("margin", "Marge", team.margin, "Chiffre d’affaires − coût des produits vendus.", "total"),
        _euros("advertising", "Publicité", -team.advertising, "Ta décision."),
        _euros(
            "fixed_costs",
            "Charges fixes",
            -team.fixed_costs,
            "Local, assurance, énergie : à payer même sans vente.",
        ),
        _euros("wages", "Salaires", -team.wages, "À payer chaque trimestre."),
        _euros(
            "storage",
            "Stockage",
            -team.storage,
            f"{units(team.stock_after)} produits restants × {euros(rules.storage)}.",
        ),
        _euros(
            "depreciation",
            "Usure des machines",
            -team.depreciation,
            f"Une machine coûte {euros(rules.machine_price)} et sert {rules.machine_life} trimestres : "
            f"{counted(team.capacity // rules.machine_capacity, 'machine')} × "
            f"{euros(rules.machine_price / rules.machine_life)} chaque trimestre.",
        ),
        *_bank(team, rules),
        _euros("result", "Résultat du trimestre", team.result, "Marge − toutes les charges.", "total"),
    )


def _bank(team: TeamResult, rules: Rules) -> tuple[Line, Line]:
    """What borrowing costs: in the result and on the account alike."""
    owed, missing = percent(rules.loan_rate), percent(rules.overdraft_rate)
    return (
        _euros("interest", "Intérêts de l’emprunt", -team.interest, f"{owed} de ce que tu dois encore."),
        _euros(
            "overdraft", "Agios du découvert", -team.overdraft, f"{missing} de ce qui manque sur le compte."
        ),
    )


def _cash(team: TeamResult, rules: Rules) -> tuple[Line, ...]:
    decision = team.decision
    return (
        _euros("cash_before", "Argent au début", team.cash_before, "Ce qui restait au trimestre d’avant."),
        _euros(
            "collected_late",
            "Encaissé des ventes d’avant",
            team.collected_late,
            "Les clients qui paient plus tard.",
        ),
        _euros(
            "collected",
            "Encaissé tout de suite",
            team.collected,
            f"{euros(team.revenue)} − {euros(team.receivable_after)} qui arriveront au trimestre suivant.",
        ),
        _euros(
            "production",
            "Fabrication",
            -team.production_cost,
            f"{units(decision.production)} × {euros(team.unit_cost)}.",
        ),
        _euros(
            "machine", "Machine", -team.machine_paid, "Payée tout de suite, usée en plusieurs trimestres."
        ),
        _euros("advertising", "Publicité", -team.advertising, "Ta décision."),
        _euros("fixed_costs", "Charges fixes", -team.fixed_costs, "À payer même sans vente."),
        _euros("wages", "Salaires", -team.wages, "À payer chaque trimestre."),
        _euros("storage", "Stockage", -team.storage, f"{units(team.stock_after)} × {euros(rules.storage)}."),
        _euros(
            "loan",
            "Remboursement de l’emprunt",
            -team.loan_repaid,
            "Rendre l’argent emprunté n’est pas une charge : ton résultat ne bouge pas, ton compte oui.",
        ),
        *_bank(team, rules),
        _euros("cash", "Argent à la fin", team.cash_after, "Argent au début + encaissé − payé.", "total"),
    )


def _euros(key: str, label: str, value: Decimal, how: str, kind: Kind = "line") -> Line:
    # `-0.00` would be written « −0 € ».
    return Line(key, label, value + 0, "eur", how, kind)


def _units(key: str, label: str, count: int, how: str, kind: Kind = "line") -> Line:
    return Line(key, label, Decimal(count), "units", how, kind)

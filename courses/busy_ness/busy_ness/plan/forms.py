"""The legal forms compared on the same activity: what each leaves to the director and to the company."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from busy_ness.plan.book import YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, Term, highest, lowest, total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.payroll import (
    SOLE_TRADERS,
    micro_contributions,
    micro_training,
    self_employed_contributions,
    sole_trader_contributions,
)
from busy_ness.plan.rates import Rates
from busy_ness.plan.sheets import Sheet
from busy_ness.plan.tax import corporate_tax, tax_slices

FORMS = ("micro", "ei", "eurl", "sasu", "scop", "association")
TITLES = ("Micro-entreprise", "EI au réel", "EURL ou SARL", "SASU ou SAS", "SCOP", "Association")
CEILINGS = {"vente": "vente", "artisanat": "service", "liberal": "service", "cipav": "service"}


def forms(book: Book) -> Sheet:
    """For each year, the same sales and charges under six legal forms (``formes.<form>.a1.total``).

    The director wants the same net pay everywhere. Losses carried forward and the person's income tax are
    left out.
    """
    draft = Draft(book, "formes", FORMS, TITLES)
    activity = book.choice("entreprise.activite")
    for year, before, wanted in zip(YEARS, _before_director(book), _net_pay(book), strict=True):
        _compare(draft, year, before, wanted, activity)
    return draft.sheet(
        "Formes juridiques comparées",
        "Mêmes ventes, mêmes charges, même rémunération nette. L’impôt sur le revenu de la personne "
        "n’est pas compté. Plusieurs taux sont des ordres de grandeur\u00a0: un conseiller les vérifie.",
    )


def _compare(draft: Draft, year: str, before: Expression, wanted: Expression, activity: str) -> None:
    book, rates = draft.book, draft.book.rates
    revenue = book[f"resultat.{year}.ca"]
    draft.heading(year, f"Année {year[1:]}")
    ending = f", année {year[1:]}"

    def line(
        key: str, label: str, formulas: Sequence[Term | None], words: str, total_row: bool = False
    ) -> list[Figure]:
        made = draft.line(
            f"{year}.{key}", label + ending, formulas, words, kind="total" if total_row else "line"
        )
        draft.rows[-1] = replace(draft.rows[-1], label=label)  # the heading above says the year
        return list(made)

    available = line(
        "avant",
        "Bénéfice avant de payer le dirigeant",
        [before] * 6,
        "Ce que l’activité dégage, le même partout.",
    )
    net = line("net", "Net versé au dirigeant", [wanted] * 6, "Ce qui arrive sur son compte.")
    employed = net[3] * rates["president.coefficient"] - net[3]
    contributions = line(
        "cotisations",
        "Cotisations sociales du dirigeant",
        [
            micro_contributions(revenue, activity, rates) + micro_training(revenue, activity, rates),
            sole_trader_contributions(available[1], rates),
            self_employed_contributions(net[2], rates),
            employed,
            employed,
            employed,
        ],
        "Elles paient sa santé et sa retraite. Micro\u00a0: une part des ventes, même sans bénéfice.",
    )
    profit = line(
        "resultat",
        "Bénéfice avant impôt",
        [
            one - paid if form in SOLE_TRADERS else one - pay - paid
            for form, one, pay, paid in zip(FORMS, available, net, contributions, strict=True)
        ],
        "En micro et en EI, tout ce bénéfice est à la personne.",
    )
    shared = line(
        "salaries",
        "Part des salariés",
        [0, 0, 0, 0, highest(profit[4], 0) * rates["scop.part_travail"], 0],
        "Dans une SCOP, les salariés reçoivent une part du bénéfice.",
    )
    free = rates["association.franchise"]
    tax = line(
        "is",
        "Impôt sur les sociétés",
        [
            0,
            0,
            _tax(profit[2], rates),
            _tax(profit[3], rates),
            _tax(profit[4] - shared[4], rates),
            when(revenue, ">", free, _tax(profit[5], rates), 0),
        ],
        "En micro et en EI, la personne paie l’impôt sur le revenu à la place.",
    )
    left = line(
        "reste",
        "Reste dans l’entreprise",
        [
            one - part - duty - pay if form in SOLE_TRADERS else one - part - duty
            for form, one, part, duty, pay in zip(FORMS, profit, shared, tax, net, strict=True)
        ],
        "Sous zéro\u00a0: cette rémunération est trop haute.",
    )
    line(
        "total",
        "Pour le dirigeant et l’entreprise",
        [total(pair) for pair in zip(net, left, strict=True)],
        "Le net versé, plus ce qui reste. Moins de cotisations, c’est aussi moins de retraite.",
        total_row=True,
    )
    line(
        "versement",
        "Versement libératoire (option)",
        [revenue * rates[f"micro.versement.{activity}"], None, None, None, None, None],
        "En micro, l’impôt sur le revenu peut se payer en même temps que les cotisations.",
    )
    line(
        "plafond",
        "Ventes encore permises en micro",
        [rates[f"micro.plafond.{CEILINGS[activity]}"] - revenue, None, None, None, None, None],
        "Sous zéro\u00a0: les ventes dépassent le plafond, la micro-entreprise n’est plus possible.",
    )


def _tax(profit: Expression, rates: Rates) -> Expression:
    return corporate_tax(*tax_slices(profit, rates), rates)


def _before_director(book: Book) -> list[Expression]:
    rows = zip(book.row("resultat", "rcai"), book.row("resultat", "dirigeant"), strict=True)
    return [profit + cost for profit, cost in rows]


def _net_pay(book: Book) -> Iterator[Expression]:
    """The net pay wanted each year; from a whole cost, what the chosen form leaves of it."""
    form, rates = book.choice("entreprise.forme"), book.rates
    for year, amount in zip(YEARS, book.entries("dirigeant.montant"), strict=True):
        if form in SOLE_TRADERS:
            yield book[f"charges.{year}.prelevements"]
        elif book.choice("dirigeant.base") == "net":
            yield amount
        elif form == "eurl":
            yield highest(lowest(amount / (1 + rates["tns.taux"]), amount - rates["tns.plancher"]), 0)
        else:
            yield amount / rates["president.coefficient"]

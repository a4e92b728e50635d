"""What work costs: salaries with the employer's contributions, and the director by the legal form."""

from collections.abc import Iterable, Sequence

from busy_ness.plan.book import Draft
from busy_ness.plan.expressions import Expression, Power, Term, highest, lowest, total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.rates import Rates

SOLE_TRADERS = ("micro", "ei")  # the person and the company are one: what she takes out is not a charge


def relief_coefficient(monthly_gross: Expression, full_time_share: Term, rates: Rates) -> Expression:
    """RGDU coefficient: base + slope × (½ (3 SMIC / gross − 1))^1.75, capped; 0 from 3 SMIC (CSS, D. 241-7).

    ``full_time_share`` (1 is full time) scales the SMIC. Without salary the coefficient is 0.
    """
    exit_gross = rates["rgdu.sortie"] * rates["smic.mois"] * full_time_share
    inner = (exit_gross / monthly_gross - 1) / (rates["rgdu.sortie"] - 1)
    raw = rates["rgdu.base"] + rates["rgdu.pente"] * Power(inner, rates["rgdu.exposant"])
    below = when(monthly_gross, "<", exit_gross, lowest(rates["rgdu.plafond"], raw), 0)
    return when(monthly_gross, ">", 0, below, 0)


def micro_contributions(revenue: Expression, activity: str, rates: Rates) -> Expression:
    """Contributions of a micro-entreprise on its revenue, without CFP."""
    return revenue * rates[f"micro.cotisations.{activity}"]


def micro_training(revenue: Expression, activity: str, rates: Rates) -> Expression:
    """CFP, the contribution of a micro-entreprise to training."""
    return revenue * rates[f"micro.cfp.{activity}"]


def self_employed_contributions(net: Expression, rates: Rates) -> Expression:
    """Contributions of an independent (TNS) on what he earns net, with the yearly floor."""
    return highest(net * rates["tns.taux"], rates["tns.plancher"])


def sole_trader_contributions(profit: Expression, rates: Rates) -> Expression:
    """The same where ``profit`` still has to pay them: profit × rate / (1 + rate), with the yearly floor."""
    return highest(profit * rates["tns.taux"] / (1 + rates["tns.taux"]), rates["tns.plancher"])


def salaries(draft: Draft) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """Write the rows of the salaries; gives gross pay and employer's contributions of three years."""
    book = draft.book
    gross_of, contributions_of = [], []
    for row, name in book.rows("salaires"):
        key = f"salaires.{row}"
        gross = book.entries(f"{key}.brut")
        written = f"saisie.{key}.taux"
        rate = book[written] if written in book.figures else book.rates["salaire.patronales"]
        full = draft.line(
            f"patronales.{row}",
            f"Cotisations patronales ({name})",
            [year * rate for year in gross],
            "Elles paient la santé, la retraite et le chômage du salarié.",
        )
        relief: Sequence[Figure] = ()
        if book.choice(f"{key}.allegement") == "oui":
            relief = _relief(draft, row, name, gross)
        gross_of.append(gross)
        contributions_of.append(
            [highest(year - less, 0) for year, less in zip(full, relief, strict=True)] if relief else full
        )
    gross_pay = draft.line(
        "salaires",
        "Salaires bruts",
        _sums(gross_of),
        "Ce qui est écrit sur les contrats de travail.",
        kind="subtotal",
    )
    contributions = draft.line(
        "patronales",
        "Cotisations patronales",
        _sums(contributions_of),
        "Ce que l’entreprise paie en plus des salaires bruts.",
        kind="subtotal",
    )
    return gross_pay, contributions


def _relief(draft: Draft, row: str, name: str, gross: Sequence[Figure]) -> Sequence[Figure]:
    book = draft.book
    share = book.entry(f"salaires.{row}.temps")
    coefficients = draft.line(
        f"rgdu.{row}",
        f"Coefficient RGDU ({name})",
        [relief_coefficient(year / 12, share, book.rates) for year in gross],
        "Plus le salaire est proche du SMIC, plus la réduction est grande.",
        unit="coefficient",
    )
    return draft.line(
        f"reduction.{row}",
        f"Réduction générale ({name})",
        [year * coefficient for year, coefficient in zip(gross, coefficients, strict=True)],
        "Ce que l’État enlève des cotisations patronales.",
    )


def _sums(parts: Sequence[Sequence[Term]]) -> Iterable[Expression | int]:
    return [total(year) for year in zip(*parts, strict=True)] or (0, 0, 0)


def director(draft: Draft, revenue: Sequence[Figure], profit_before: Sequence[Expression]) -> None:
    """Write the rows of the director: pay and contributions, and what a sole trader takes out (no charge).

    ``profit_before`` is the profit of each year before the director costs anything; only an EI needs it.
    """
    book, rates = draft.book, draft.book.rates
    form, amounts = book.choice("entreprise.forme"), book.entries("dirigeant.montant")
    whole_cost = book.choice("dirigeant.base") == "cout"
    pay: Sequence[Term] = (0, 0, 0) if form in SOLE_TRADERS else amounts
    contributions: Sequence[Term]
    if form == "micro":
        activity = book.choice("entreprise.activite")
        contributions = [
            micro_contributions(year, activity, rates) + micro_training(year, activity, rates)
            for year in revenue
        ]
    elif form == "ei":
        contributions = [sole_trader_contributions(profit, rates) for profit in profit_before]
    elif whole_cost and form == "eurl":
        contributions = [highest(rates["tns.plancher"] - amount, 0) for amount in amounts]
    elif whole_cost:
        contributions = (0, 0, 0)
    elif form == "eurl":
        contributions = [self_employed_contributions(amount, rates) for amount in amounts]
    else:
        contributions = [amount * rates["president.coefficient"] - amount for amount in amounts]
    draft.line(
        "dirigeant",
        "Rémunération du dirigeant",
        pay,
        "Ce que l’entreprise verse à celle ou celui qui la dirige.",
    )
    paid = draft.line(
        "cotisations",
        "Cotisations du dirigeant",
        contributions,
        "Elles paient sa santé et sa retraite. Leur calcul dépend de la forme juridique.",
    )
    taken: Sequence[Term] = (0, 0, 0)
    if form in SOLE_TRADERS:
        taken = [
            highest(amount - part, 0) if whole_cost else amount
            for amount, part in zip(amounts, paid, strict=True)
        ]
    draft.line(
        "prelevements",
        "Prélèvements de l’exploitant",
        taken,
        "Ce que l’entrepreneur individuel prend pour vivre. Ce n’est pas une charge.",
    )

"""The tax on profits (impôt sur les sociétés), with the losses of the years before."""

from collections.abc import Iterator

from busy_ness.plan.book import YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, Term, highest, lowest, when
from busy_ness.plan.payroll import SOLE_TRADERS
from busy_ness.plan.rates import Rates
from busy_ness.plan.sheets import Sheet

_PERSONAL = "L’entreprise ne paie pas d’IS\u00a0: la personne paie l’impôt sur le revenu, pas compté ici."
_ASSOCIATION = "Pas d’IS tant que les ventes restent sous la franchise."
_COMPANY = "Il est payé l’année suivante."


def tax_slices(profit: Expression, rates: Rates) -> tuple[Expression, Expression]:
    """The parts of a profit taxed at the reduced and at the normal rate; nothing of a loss (CGI, 219)."""
    ceiling = rates["is.plafond"]
    return lowest(highest(profit, 0), ceiling), highest(profit - ceiling, 0)


def corporate_tax(reduced: Expression, normal: Expression, rates: Rates) -> Expression:
    """IS on the two parts of ``tax_slices``."""
    return reduced * rates["is.reduit"] + normal * rates["is.normal"]


def profit_tax(book: Book) -> Sheet:
    """IS of three years (``impot.aX.is``) on ``resultat.aX.rcai``; none for a sole trader."""
    draft = Draft(book, "impot")
    losses = draft.line(
        "deficit",
        "Déficits des années d’avant",
        _losses(book),
        "Les pertes passées se déduisent du bénéfice.",
    )
    profits = book.row("resultat", "rcai")
    bases = draft.line(
        "base",
        "Bénéfice imposable",
        [highest(profit - loss, 0) for profit, loss in zip(profits, losses, strict=True)],
        "Le résultat, moins les pertes passées.",
        kind="subtotal",
    )
    ceiling = book.rates["is.plafond"]
    reduced = draft.line(
        "reduit",
        "Part au taux réduit",
        [lowest(base, ceiling) for base in bases],
        "Le début du bénéfice.",
    )
    normal = draft.line(
        "normal",
        "Part au taux normal",
        [highest(base - ceiling, 0) for base in bases],
        "Ce qui dépasse.",
    )
    taxes: list[Term] = [
        corporate_tax(low, high, book.rates) for low, high in zip(reduced, normal, strict=True)
    ]
    form, note = book.choice("entreprise.forme"), _COMPANY
    if form in SOLE_TRADERS:
        taxes, note = [0, 0, 0], _PERSONAL
    elif form == "association":
        free, note = book.rates["association.franchise"], _ASSOCIATION
        sold = book.row("ventes", "ca")
        taxes = [when(year, ">", free, tax, 0) for year, tax in zip(sold, taxes, strict=True)]
    draft.line("is", "Impôt sur les sociétés", taxes, "Taux réduit, puis taux normal.", kind="total")
    return draft.sheet("Impôt sur les sociétés", note, detail=True)


def _losses(book: Book) -> Iterator[Term]:
    yield 0
    for code in YEARS[:-1]:
        yield highest(book[f"impot.{code}.deficit"] - book[f"resultat.{code}.rcai"], 0)

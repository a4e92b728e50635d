"""Loans given back by constant instalments; the last one is adjusted, so that capital adds up to the loan."""

from collections.abc import Iterator

from busy_ness.plan.assets import purchase_year
from busy_ness.plan.book import Book, Draft
from busy_ness.plan.expressions import Expression, Power, Term, as_expression, lowest, total, when
from busy_ness.plan.figures import Figure, define
from busy_ness.plan.sheets import Row, Sheet

COLUMNS = ("Intérêts", "Capital remboursé", "Échéance", "Reste dû")
PARTS = ("interets", "capital", "echeance", "reste")


def instalment(amount: Expression, yearly_rate: Expression, months: Expression) -> Expression:
    """Amount × r / (1 − (1 + r)^−months), r = yearly rate / 12; at 0 %, amount / months."""
    rate = yearly_rate / 12
    return when(yearly_rate, ">", 0, amount * rate / (1 - Power(1 + rate, -months)), amount / months)


def loans(book: Book) -> tuple[Sheet, Sheet]:
    """The loans year by year (sheet ``emprunts``), and each month by month (``echeancier``)."""
    draft = Draft(book, "emprunts")
    schedule: list[Row] = []
    names = book.rows("emprunts")
    for row, name in names:
        months = book.entry(f"emprunts.{row}.duree")
        formula = instalment(
            book.entry(f"emprunts.{row}.montant"), book.entry(f"emprunts.{row}.taux"), months
        )
        draft.heading(row, name)
        monthly = draft.line(
            f"mensualite.{row}",
            f"Mensualité ({name})",
            [formula, None, None],
            "La même somme chaque mois\u00a0: un peu d’intérêts, le reste en capital.",
        )
        schedule.append(Row(row, name, (), "heading"))
        schedule += _schedule(book, row, name, monthly[0], int(months.value))
        _years_of(draft, row, name)
    draft.heading("ensemble", "Ensemble")
    for key, label, words in (
        ("recu", "Emprunts reçus", "L’argent que la banque verse dans l’année."),
        ("interets", "Intérêts", "Le prix de l’argent prêté\u00a0: une charge."),
        ("capital", "Capital remboursé", "L’argent rendu\u00a0: pas une charge, il n’était pas à toi."),
        ("reste", "Reste dû à la fin de l’année", "Ce qu’il faudra encore rendre."),
    ):
        parts = [book.row("emprunts", f"{key}.{row}") for row, _ in names]
        draft.line(
            key,
            label,
            [total(year) for year in zip(*parts, strict=True)] or (0, 0, 0),
            words,
            kind="subtotal",
        )
    note = "La dernière échéance est ajustée\u00a0: le capital rendu est exactement le montant emprunté."
    sheet = Sheet("echeancier", "Échéancier des emprunts", COLUMNS, tuple(schedule), note, detail=True)
    return draft.sheet("Emprunts"), sheet


def due(book: Book, row: str, part: str, month: int) -> Figure | None:
    """A part (``PARTS``) of the instalment of a month (1 is the first of all); ``None`` where none is due."""
    number = month - int(book.entry(f"emprunts.{row}.mois").value)
    return book.figures.get(f"echeancier.{row}.e{number:03}.{part}")


def _schedule(book: Book, row: str, name: str, monthly: Figure, months: int) -> Iterator[Row]:
    rate = book.entry(f"emprunts.{row}.taux")
    owed = book.entry(f"emprunts.{row}.montant")
    for number in range(1, months + 1):
        key, ending = f"echeancier.{row}.e{number:03}", f", échéance {number} ({name})"

        def cell(part: str, label: str, formula: Term, key: str = key, ending: str = ending) -> Figure:
            return book.keep(define(f"{key}.{part}", label + ending, "eur", formula))

        interest = cell("interets", COLUMNS[0], owed * rate / 12)
        given_back = owed if number == months else lowest(monthly - interest, owed)
        capital = cell("capital", COLUMNS[1], given_back)
        paid = cell("echeance", COLUMNS[2], interest + capital)
        owed = cell("reste", COLUMNS[3], owed - capital)
        yield Row(f"{row}.e{number:03}", f"Échéance {number}", (interest, capital, paid, owed))


def _years_of(draft: Draft, row: str, name: str) -> None:
    book = draft.book
    amount, month = book.entry(f"emprunts.{row}.montant"), int(book.entry(f"emprunts.{row}.mois").value)
    year_received = purchase_year(book.entry(f"emprunts.{row}.mois"))
    received: list[Term] = [amount if year == year_received else 0 for year in (1, 2, 3)]
    draft.line(f"recu.{row}", f"Montant reçu ({name})", received, "Versé par la banque.")
    for part, label in (("interets", "Intérêts"), ("capital", "Capital remboursé")):
        draft.line(f"{part}.{row}", f"{label} ({name})", [_paid(book, row, part, year) for year in (1, 2, 3)])
    last = int(book.entry(f"emprunts.{row}.duree").value)
    left: list[Term] = []
    for year in (1, 2, 3):
        number = min(12 * year - month, last)
        nothing_yet = amount if year >= year_received else as_expression(0)
        left.append(book[f"echeancier.{row}.e{number:03}.reste"] if number > 0 else nothing_yet)
    draft.line(f"reste.{row}", f"Reste dû à la fin de l’année ({name})", left)


def _paid(book: Book, row: str, part: str, year: int) -> Expression:
    paid = [due(book, row, part, month) for month in range(12 * year - 11, 12 * year + 1)]
    return total(figure for figure in paid if figure is not None)

"""What lasts several years: bought once, used up a little each year (linéaire, prorata temporis)."""

from collections.abc import Iterator

from busy_ness.plan.book import YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, highest, lowest, total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.sheets import Sheet

NOTHING = (0, 0, 0)


def purchase_year(month: Figure) -> int:
    """The year (1 to 3) in which something is bought; month 0 is before the opening, in year 1."""
    return max(0, int(month.value) - 1) // 12 + 1


def depreciation(book: Book) -> Sheet:
    """Purchases, dotations and net values of three years.

    Dotation = price HT × months of use in the year / months of use in all; the last year takes the rest.
    Use begins on the first day of the month of purchase.
    """
    draft = Draft(book, "amortissements")
    bought, allowances = [], []
    for row, name in book.rows("investissements"):
        draft.heading(row, name)
        amount, month = (
            book.entry(f"investissements.{row}.montant"),
            book.entry(f"investissements.{row}.mois"),
        )
        price = [amount if purchase_year(month) == year else 0 for year in (1, 2, 3)]
        bought.append(draft.line(f"achat.{row}", f"Achat HT ({name})", price, "Payé une seule fois."))
        start, end = _use(draft, row, name)
        draft.line(
            f"mois.{row}",
            f"Mois d’utilisation ({name})",
            [_months_used(start, end, year) for year in (1, 2, 3)],
            "Combien de mois il sert pendant l’année.",
            unit="months",
        )
        allowances.append(
            draft.line(
                f"dotation.{row}",
                f"Dotation ({name})",
                _allowances(book, row),
                "La part de son prix qui compte cette année.",
            )
        )
    draft.heading("ensemble", "Ensemble")
    purchases = draft.line(
        "achats",
        "Investissements HT",
        [total(year) for year in zip(*bought, strict=True)] or NOTHING,
        "Tout le matériel acheté dans l’année.",
        kind="subtotal",
    )
    allowance = draft.line(
        "dotation",
        "Dotations aux amortissements",
        [total(year) for year in zip(*allowances, strict=True)] or NOTHING,
        "L’usure du matériel\u00a0: une charge, sans argent qui sort.",
        kind="subtotal",
    )
    draft.line(
        "net",
        "Immobilisations nettes",
        [total(purchases[:year]) - total(allowance[:year]) for year in (1, 2, 3)],
        "Ce que le matériel vaut encore dans les comptes.",
        kind="total",
    )
    return draft.sheet(
        "Amortissements", "Le prix du matériel est partagé entre les années où il sert.", detail=True
    )


def _use(draft: Draft, row: str, name: str) -> tuple[Figure, Figure]:
    """The months after which use begins and ends, counted from the opening."""
    month, years = (draft.book.entry(f"investissements.{row}.{field}") for field in ("mois", "duree"))
    start = draft.line(
        f"debut.{row}",
        f"Mois passés avant qu’il serve ({name})",
        [highest(month - 1, 0), None, None],
        "0\u00a0: il sert dès l’ouverture.",
        unit="months",
    )
    end = draft.line(
        f"fin.{row}",
        f"Mois passés quand il est usé ({name})",
        [start[0] + years * 12, None, None],
        "Compté depuis l’ouverture.",
        unit="months",
    )
    return start[0], end[0]


def _months_used(start: Figure, end: Figure, year: int) -> Expression:
    since = highest(start, 12 * (year - 1)) if year > 1 else start
    return highest(lowest(12 * year, end) - since, 0)


def _allowances(book: Book, row: str) -> Iterator[Expression]:
    amount, years = (book.entry(f"investissements.{row}.{field}") for field in ("montant", "duree"))
    end = book[f"amortissements.a1.fin.{row}"]
    for year, code in enumerate(YEARS, 1):
        before = [book[f"amortissements.{earlier}.dotation.{row}"] for earlier in YEARS[: year - 1]]
        rest = amount - total(before) if before else amount
        part = amount * book[f"amortissements.{code}.mois.{row}"] / (years * 12)
        yield when(end, "<=", 12 * year, rest, part)

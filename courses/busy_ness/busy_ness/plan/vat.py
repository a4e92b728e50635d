"""TVA: what the company collects for the State, what it gets back, and when it pays the difference."""

from collections.abc import Iterator, Sequence

from busy_ness.plan.book import MONTH_CODES, YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, Term, highest, lowest, total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.sales import weights
from busy_ness.plan.sheets import Sheet

_BACK = "La TVA que tu as payée à tes fournisseurs\u00a0: l’État te la rend."
LINES = (
    ("collectee", "TVA collectée", "La TVA payée par les clients. Tu la rends à l’État."),
    ("achats", "TVA déductible sur achats", _BACK),
    ("commission", "TVA déductible sur commissions", _BACK),
    ("charges", "TVA déductible sur charges externes", _BACK),
    ("investissements", "TVA déductible sur investissements", _BACK),
)


def monthly_vat(book: Book) -> Sheet:
    """TVA of the first year (``tva``): due = collectée − déductible − credit; paid the month after."""
    draft = Draft.monthly(book, "tva")
    bought = [_on_purchases(book, month, month) for month in range(1, 13)]
    net = _net(draft, _flows(book, MONTH_CODES, "ventes_mois", "charges_mois", bought))
    start = book["financement_initial.depart.tva"]
    left = draft.line(
        "credit_fin",
        "Crédit de TVA à reporter",
        _month_credits(book, start, net),
        "Ce que l’État te doit encore\u00a0: gardé pour les mois suivants.",
    )
    last_row = draft.rows.pop()
    before = draft.line(
        "credit_debut",
        "Crédit de TVA au début du mois",
        (start, *left[:-1]),
        "Ce que l’État te doit.",
    )
    due = draft.line(
        "due",
        "TVA due",
        [highest(month - credit, 0) for month, credit in zip(net, before, strict=True)],
        "Ce que tu dois une fois le crédit utilisé. À payer le mois suivant.",
    )
    draft.rows.append(last_row)
    draft.line(
        "payee", "TVA payée", [0, *(month for month in due[:-1])], "Celle du mois d’avant.", kind="total"
    )
    note = "Le premier crédit est la TVA des achats faits avant l’ouverture."
    return draft.sheet("TVA mois par mois, année 1", note, detail=True)


def yearly_vat(book: Book) -> Sheet:
    """TVA of three years (``tva_annees``): year 1 sums its months; the others still owe their last month."""
    draft = Draft(book, "tva_annees")
    later = YEARS[1:]
    bought = [_on_purchases(book, 12 * year - 11, 12 * year) for year in (2, 3)]
    flows = _flows(book, later, "ventes", "charges", bought)
    first = {key: total(book.row("tva", key, MONTH_CODES)) for key, _, _ in LINES}
    net = _net(draft, {key: [first[key], *flows[key]] for key, _, _ in LINES})
    last = draft.line(
        "dernier_mois",
        "TVA du dernier mois",
        [None, *(_from_month(book, code, 12) for code in later)],
        "Sa part des ventes, moins un douzième des charges, moins le matériel acheté ce mois-là.",
    )
    ends = [[month] for month in last]
    for number, code in enumerate(later):
        ends[number] += [_since_purchase(draft, code, month) for month in _months_of_purchases(book, code)]
    start = book["financement_initial.depart.tva"]
    left = draft.line(
        "credit_fin",
        "Crédit de TVA à la fin de l’année",
        _year_credits(book, net, ends),
        "Ce que l’État te doit encore.",
    )
    last_row = draft.rows.pop()
    before = draft.line(
        "credit_debut",
        "Crédit de TVA au début de l’année",
        (start, *left[:-1]),
        "Ce que l’État te doit.",
    )
    draft.rows.append(last_row)
    owed: list[Term] = [book["tva.m12.due"]]
    for year in (1, 2):
        owed.append(highest(lowest(net[year] - before[year], *ends[year - 1]), 0))
    debts = draft.line(
        "a_payer", "TVA à payer à la fin de l’année", owed, "Celle du dernier mois, payée le mois d’après."
    )
    paid: list[Term] = []
    for number in range(3):
        formula = net[number] - before[number] + left[number] - debts[number]
        paid.append(formula + debts[number - 1] if number else formula)
    draft.line("payee", "TVA payée dans l’année", paid, "Ce qui est sorti du compte.", kind="total")
    return draft.sheet("TVA, trois années", "La TVA n’est ni une vente ni une charge.", detail=True)


def _flows(
    book: Book, codes: Sequence[str], sales: str, charges: str, bought: Sequence[Term]
) -> dict[str, Sequence[Term]]:
    commission = book.vat("ventes.commission_tva")
    products = [row for row, _ in book.rows("produits")]
    return {
        "collectee": _at_rates(
            book, f"{sales}.{{}}.ca", codes, {row: f"produits.{row}.tva" for row in products}
        ),
        "achats": _at_rates(
            book, f"{sales}.{{}}.achats", codes, {row: f"produits.{row}.tva_achat" for row in products}
        ),
        "commission": [book[f"{sales}.{code}.commission"] * commission for code in codes],
        "charges": _at_rates(
            book,
            f"{charges}.{{}}.externe",
            codes,
            {row: f"charges.{row}.tva" for row, _ in book.rows("charges")},
        ),
        "investissements": bought,
    }


def _at_rates(book: Book, key: str, codes: Sequence[str], rate_keys: dict[str, str]) -> list[Expression]:
    """Each row's amount times its rate; rows at the same rate are added first."""
    by_rate: dict[Figure, list[str]] = {}
    for row, rate_key in rate_keys.items():
        by_rate.setdefault(book.vat(rate_key), []).append(row)
    return [
        total(
            total(book[f"{key.format(code)}.{row}"] for row in rows) * rate for rate, rows in by_rate.items()
        )
        for code in codes
    ]


def _on_purchases(book: Book, first: int, last: int) -> Expression:
    """TVA of what is bought from one month to another; what month 0 buys is in the initial plan."""
    return total(
        book.entry(f"investissements.{row}.montant") * book.vat(f"investissements.{row}.tva")
        for row, _ in book.rows("investissements")
        if first <= book.entry(f"investissements.{row}.mois").value <= last
    )


def _net(draft: Draft, flows: dict[str, Sequence[Term]]) -> tuple[Figure, ...]:
    collected, *back = [draft.line(key, label, flows[key], words) for key, label, words in LINES]
    return draft.line(
        "nette",
        "TVA collectée moins déductible",
        [one - total(others) for one, *others in zip(collected, *back, strict=True)],
        "Sous zéro\u00a0: c’est l’État qui te doit de l’argent.",
        kind="subtotal",
    )


def _month_credits(book: Book, start: Figure, net: Sequence[Figure]) -> Iterator[Expression]:
    before = start
    for code, amount in zip(MONTH_CODES, net, strict=True):
        yield highest(before - amount, 0)
        before = book[f"tva.{code}.credit_fin"]


def _year_credits(
    book: Book, net: Sequence[Figure], ends: Sequence[Sequence[Figure]]
) -> Iterator[Expression]:
    """What is left of the credit; at least that of the last months in which purchases exceed sales."""
    yield book["tva.m12.credit_fin"]
    for before, amount, months in zip(YEARS[:-1], net[1:], ends, strict=True):
        yield highest(book[f"tva_annees.{before}.credit_fin"] - amount, *(-month for month in months), 0)


def _months_of_purchases(book: Book, year: str) -> list[int]:
    """The months of year 2 or 3, from 1 to 11, in which material is bought; month 12 is counted apart."""
    before = 12 * YEARS.index(year)
    months = (int(book.entry(f"investissements.{row}.mois").value) for row, _ in book.rows("investissements"))
    return sorted({month - before for month in months if 1 <= month - before <= 11})


def _since_purchase(draft: Draft, year: str, month: int) -> Figure:
    number = 12 * YEARS.index(year) + month
    cells = [_from_month(draft.book, year, month) if code == year else None for code in YEARS]
    words = "Du mois de l’achat à la fin de l’année. Sous zéro\u00a0: il en reste un crédit."
    return draft.line(f"depuis.m{number}", f"TVA depuis l’achat du mois {number}", cells, words)[0]


def _from_month(book: Book, year: str, month: int) -> Expression:
    """TVA from a month of year 2 or 3 to its end: the seasons' part of sales, twelfths of the charges."""
    seasons = weights(book)
    cell = f"tva_annees.{year}"
    varying = book[f"{cell}.collectee"] - book[f"{cell}.achats"] - book[f"{cell}.commission"]
    share = varying * total(seasons[month - 1 :]) / total(seasons)
    charges = book[f"{cell}.charges"]
    fixed = charges / 12 if month == 12 else charges * (13 - month) / 12
    net = when(total(seasons), ">", 0, share, 0) - fixed
    first, last = 12 * YEARS.index(year) + month, 12 * YEARS.index(year) + 12
    bought = [book.entry(f"investissements.{row}.mois").value for row, _ in book.rows("investissements")]
    if any(first <= one <= last for one in bought):
        net -= _on_purchases(book, first, last)
    return net

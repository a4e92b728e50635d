"""The plan de trésorerie: what enters and leaves the bank account in each month of the first year."""

from collections.abc import Iterator, Sequence

from busy_ness.plan.book import MONTH_CODES, Book, Draft
from busy_ness.plan.expressions import Expression, Term, total
from busy_ness.plan.figures import Figure
from busy_ness.plan.loans import due
from busy_ness.plan.sheets import Sheet


def delay_months(book: Book, key: str) -> int:
    """A delay of payment of the form, in months of 30 days."""
    return int(book.choice(key)) // 30


def cash(book: Book) -> Sheet:
    """Encaissements, décaissements and the balance of the account, TVA included (``tresorerie.mXX.fin``)."""
    draft = Draft.monthly(book, "tresorerie")
    monthly = {
        key: book.row("charges_mois", key, MONTH_CODES) for key in ("externes", "taxes", "subventions")
    }
    work = {
        key: book.row("charges_mois", key, MONTH_CODES) for key in ("salaires", "dirigeant", "cotisations")
    }
    vat = {key: book.row("tva", key, MONTH_CODES) for key in ("achats", "commission", "charges", "payee")}
    draft.heading("entrees", "Encaissements TTC", "L’argent qui arrive sur le compte.")
    received = [
        *_customers(draft),
        draft.line("subventions", "Subventions", monthly["subventions"], "Les aides reçues."),
        draft.line("emprunts", "Emprunts reçus", _loans_received(book), "L’argent versé par la banque."),
    ]
    inflow = draft.line(
        "encaissements", "Total des encaissements", _sums(received), "Tout ce qui arrive.", kind="subtotal"
    )
    draft.heading("sorties", "Décaissements TTC", "L’argent qui quitte le compte.")
    purchases = _with_vat(book.row("ventes_mois", "achats", MONTH_CODES), vat["achats"])
    spent = [
        draft.line(
            "fournisseurs",
            "Fournisseurs",
            _later(purchases, delay_months(book, "ventes.delai_fournisseurs")),
            "Les achats, payés après le délai.",
        ),
        draft.line(
            "externes",
            "Charges externes",
            _with_vat(monthly["externes"], vat["charges"]),
            "Loyer, assurance, publicité…",
        ),
        draft.line(
            "commission",
            "Commissions",
            _with_vat(book.row("ventes_mois", "commission", MONTH_CODES), vat["commission"]),
            "La part gardée par un site ou une boutique.",
        ),
        draft.line("taxes", "Impôts et taxes", monthly["taxes"], "Par exemple la CFE."),
        draft.line("salaires", "Salaires et cotisations", work["salaires"], "Ce que coûtent les salariés."),
        draft.line(
            "dirigeant",
            "Dirigeant",
            _sums(
                [
                    work["dirigeant"],
                    work["cotisations"],
                    book.row("charges_mois", "prelevements", MONTH_CODES),
                ]
            ),
            "Sa rémunération et ses cotisations.",
        ),
        draft.line("tva", "TVA payée à l’État", vat["payee"], "Celle du mois d’avant, sans le crédit."),
        draft.line("echeances", "Échéances des emprunts", _instalments(book), "Intérêts et capital."),
        draft.line(
            "investissements", "Investissements", _investments(book), "Le matériel acheté ce mois-ci."
        ),
    ]
    outflow = draft.line(
        "decaissements", "Total des décaissements", _sums(spent), "Tout ce qui sort.", kind="subtotal"
    )
    change = draft.line(
        "variation",
        "Solde du mois",
        [more - less for more, less in zip(inflow, outflow, strict=True)],
        "Sous zéro\u00a0: il est sorti plus d’argent qu’il n’en est entré.",
        kind="subtotal",
    )
    draft.line(
        "fin",
        "Trésorerie à la fin du mois",
        _balances(book, change),
        "Ce qu’il y a sur le compte. Sous zéro\u00a0: c’est un découvert.",
        kind="total",
    )
    return draft.sheet(
        "Plan de trésorerie", "Douze mois, TVA comprise\u00a0: ce que montre le compte en banque."
    )


def _customers(draft: Draft) -> list[Sequence[Figure]]:
    book = draft.book
    share = book.entry("ventes.comptant")
    sold = _with_vat(book.row("ventes_mois", "ca", MONTH_CODES), book.row("tva", "collectee", MONTH_CODES))
    at_once = draft.line(
        "comptant", "Clients, au comptant", [month * share for month in sold], "Ceux qui paient à l’achat."
    )
    credit = [month - paid for month, paid in zip(sold, at_once, strict=True)]
    delayed = draft.line(
        "differe",
        "Clients, après le délai",
        _later(credit, delay_months(book, "ventes.delai_clients")),
        "Ceux qui paient plus tard.",
    )
    return [at_once, delayed]


def _sums(rows: Sequence[Sequence[Figure]]) -> list[Expression]:
    return [total(month) for month in zip(*rows, strict=True)]


def _with_vat(amounts: Sequence[Figure], vat: Sequence[Figure]) -> list[Expression]:
    return [amount + tax for amount, tax in zip(amounts, vat, strict=True)]


def _later(amounts: Sequence[Expression], months: int) -> list[Term]:
    nothing: list[Term] = [0] * months
    return [*nothing, *amounts][:12]


def _loans_received(book: Book) -> list[Expression]:
    rows = [row for row, _ in book.rows("emprunts")]
    return [
        total(
            book.entry(f"emprunts.{row}.montant")
            for row in rows
            if book.entry(f"emprunts.{row}.mois").value == month
        )
        for month in range(1, 13)
    ]


def _instalments(book: Book) -> list[Expression]:
    rows = [row for row, _ in book.rows("emprunts")]
    found = [[due(book, row, "echeance", month) for row in rows] for month in range(1, 13)]
    return [total(figure for figure in month if figure is not None) for month in found]


def _investments(book: Book) -> list[Expression]:
    rows = [row for row, _ in book.rows("investissements")]
    bought: list[list[Expression]] = [[] for _ in range(12)]
    for row in rows:
        month = int(book.entry(f"investissements.{row}.mois").value)
        if 1 <= month <= 12:
            bought[month - 1].append(book.entry(f"investissements.{row}.montant"))
    vat = book.row("tva", "investissements", MONTH_CODES)
    return [total([*amounts, tax]) for amounts, tax in zip(bought, vat, strict=True)]


def _balances(book: Book, change: Sequence[Figure]) -> Iterator[Expression]:
    before = book["financement_initial.depart.tresorerie"]
    for code, month in zip(MONTH_CODES, change, strict=True):
        yield before + month
        before = book[f"tresorerie.{code}.fin"]

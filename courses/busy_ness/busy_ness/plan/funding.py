"""The need for working capital (BFR) and the plan de financement of three years."""

from collections.abc import Iterator, Sequence

from busy_ness.plan.book import MONTH_CODES, YEARS, Book, Draft
from busy_ness.plan.cash import delay_months
from busy_ness.plan.expressions import Expression, Term, total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.sales import weights
from busy_ness.plan.sheets import Sheet


def working_capital(book: Book) -> Sheet:
    """BFR = stocks + créances TTC + crédit de TVA − dettes fournisseurs TTC − dettes fiscales."""
    draft = Draft(book, "bfr")
    draft.heading("emplois", "Ce qui immobilise de l’argent")
    uses = [
        draft.line(
            "stocks",
            "Stocks",
            [book.entry("demarrage.stock")] * 3,
            "Ce qui attend d’être vendu. Le stock garde son niveau\u00a0: ce qui part est racheté.",
        ),
        draft.line(
            "creances",
            "Créances clients TTC",
            _receivables(book),
            "Ce que les clients doivent encore.",
        ),
        draft.line(
            "credit_tva",
            "Crédit de TVA",
            book.row("tva_annees", "credit_fin"),
            "Ce que l’État doit encore.",
        ),
    ]
    draft.heading("ressources", "Ce qui fait gagner du temps")
    sources = [
        draft.line(
            "fournisseurs",
            "Dettes fournisseurs TTC",
            _payables(book),
            "Ce que l’entreprise doit encore à ses fournisseurs.",
        ),
        draft.line(
            "tva",
            "Dettes fiscales\u00a0: TVA",
            book.row("tva_annees", "a_payer"),
            "La TVA du dernier mois.",
        ),
        draft.line(
            "is",
            "Dettes fiscales\u00a0: IS",
            book.row("resultat", "is"),
            "L’impôt de l’année, payé l’année d’après.",
        ),
    ]
    need = draft.line(
        "bfr",
        "Besoin en fonds de roulement (BFR)",
        [
            total(positive) - total(negative)
            for positive, negative in zip(zip(*uses, strict=True), zip(*sources, strict=True), strict=True)
        ],
        "L’argent bloqué entre le moment où tu paies et celui où tu es payé.",
        kind="total",
    )
    draft.line("variation", "Variation du BFR", _changes(need), "Ce qu’il faut trouver en plus cette année.")
    draft.line(
        "jours",
        "BFR en jours de chiffre d’affaires",
        [
            when(sold, ">", 0, year / sold * 360, 0)
            for year, sold in zip(need, book.row("resultat", "ca"), strict=True)
        ],
        "Combien de jours de ventes sont bloqués. Une année de 360 jours.",
        unit="days",
    )
    return draft.sheet("Besoin en fonds de roulement", "À la fin de chaque année.")


def funding(book: Book) -> Sheet:
    """Needs and resources of three years; the cumulated balance is the cash at each year's end.

    The frais d'établissement are in the CAF of year 1 already, hence not among the needs.
    """
    draft = Draft(book, "financement")
    draft.heading("besoins", "Besoins durables")
    needs = [
        draft.line(
            "investissements",
            "Investissements HT",
            book.row("amortissements", "achats"),
            "Le matériel acheté dans l’année.",
        ),
        draft.line(
            "bfr",
            "Augmentation du BFR",
            book.row("bfr", "variation"),
            "L’argent bloqué en plus. Sous zéro\u00a0: de l’argent se libère.",
        ),
        draft.line(
            "capital_rendu",
            "Remboursement du capital des emprunts",
            book.row("emprunts", "capital"),
            "L’argent rendu à la banque, sans les intérêts.",
        ),
        draft.line(
            "prelevements",
            "Prélèvements de l’exploitant",
            book.row("charges", "prelevements"),
            "Ce que l’entrepreneur individuel prend pour vivre.",
        ),
    ]
    needed = draft.line(
        "besoins_total", "Total des besoins", _sums(needs), "Ce qu’il faut payer.", kind="subtotal"
    )
    draft.heading("ressources_titre", "Ressources durables")
    given = ("capital", "compte_courant", "prime")
    labels = ("Capital", "Comptes courants d’associés", "Primes, dons et concours")
    resources = [
        draft.line(key, label, [book[f"financement_initial.depart.{key}"], 0, 0], "Reçu au départ.")
        for key, label in zip(given, labels, strict=True)
    ]
    resources += [
        draft.line(
            "emprunts",
            "Emprunts",
            book.row("emprunts", "recu"),
            "L’argent versé par la banque.",
        ),
        draft.line(
            "caf",
            "Capacité d’autofinancement (CAF)",
            book.row("resultat", "caf"),
            "L’argent que l’activité produit elle-même.",
        ),
    ]
    found = draft.line(
        "ressources_total", "Total des ressources", _sums(resources), "Ce qui est trouvé.", kind="subtotal"
    )
    balance = draft.line(
        "solde",
        "Solde de l’année",
        [more - less for more, less in zip(found, needed, strict=True)],
        "Ce que l’année ajoute au compte en banque.",
        kind="subtotal",
    )
    draft.line(
        "tresorerie",
        "Trésorerie à la fin de l’année",
        [total(balance[:year]) for year in (1, 2, 3)],
        "Tous les soldes depuis le départ. L’année 1 finit comme le plan de trésorerie.",
        kind="total",
    )
    return draft.sheet(
        "Plan de financement à trois ans",
        "Les frais d’établissement sont déjà dans la CAF de l’année 1\u00a0: on les compte une seule fois.",
    )


def _receivables(book: Book) -> Iterator[Expression]:
    months = delay_months(book, "ventes.delai_clients")
    codes, share = MONTH_CODES[12 - months :], book.entry("ventes.comptant")
    sold, vat = book.row("ventes_mois", "ca", codes), book.row("tva", "collectee", codes)
    yield total([*sold, *vat]) - total(book.row("tresorerie", "comptant", codes))
    for year in YEARS[1:]:
        credit = (book[f"resultat.{year}.ca"] + book[f"tva_annees.{year}.collectee"]) * (1 - share)
        yield _last_months(book, credit, months)


def _payables(book: Book) -> Iterator[Term]:
    months = delay_months(book, "ventes.delai_fournisseurs")
    codes = MONTH_CODES[12 - months :]
    yield total([*book.row("ventes_mois", "achats", codes), *book.row("tva", "achats", codes)])
    for year in YEARS[1:]:
        bought = book[f"resultat.{year}.achats"] + book[f"tva_annees.{year}.achats"]
        yield _last_months(book, bought, months) if months else 0


def _last_months(book: Book, whole: Expression, months: int) -> Expression:
    """The part of a year's amount that falls in its last months, by the seasons."""
    seasons = weights(book)
    return when(total(seasons), ">", 0, whole * total(seasons[12 - months :]) / total(seasons), 0)


def _changes(need: Sequence[Figure]) -> list[Expression]:
    return [need[0], need[1] - need[0], need[2] - need[1]]


def _sums(rows: Sequence[Sequence[Figure]]) -> list[Expression]:
    return [total(year) for year in zip(*rows, strict=True)]

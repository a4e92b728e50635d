"""The bilan at the end of each year: what the company has, and where that money comes from."""

from collections.abc import Sequence

from busy_ness.plan.book import YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, Term, highest, total
from busy_ness.plan.figures import Figure
from busy_ness.plan.sheets import Sheet


def balance(book: Book) -> Sheet:
    """Actif and passif of three years, and their difference, which is zero (``bilan.aX.ecart``).

    Year 1 takes its cash from the plan de trésorerie: the difference checks the whole forecast.
    """
    draft = Draft(book, "bilan")
    cash: list[Figure] = [book["tresorerie.m12.fin"], *book.row("financement", "tresorerie")[1:]]
    draft.heading("actif_titre", "Actif", "Ce que l’entreprise possède.")
    assets = [
        _copy(
            draft,
            "immobilisations",
            "Immobilisations nettes",
            "amortissements",
            "net",
            "Le matériel, usure ôtée.",
        ),
        _copy(draft, "stocks", "Stocks", "bfr", "stocks", "Ce qui attend d’être vendu."),
        _copy(draft, "creances", "Créances clients", "bfr", "creances", "Ce que les clients doivent."),
        _copy(draft, "credit_tva", "Crédit de TVA", "bfr", "credit_tva", "Ce que l’État doit."),
        draft.line(
            "disponibilites",
            "Disponibilités",
            [highest(year, 0) for year in cash],
            "Ce qu’il y a sur le compte en banque.",
        ),
    ]
    has = draft.line("actif", "Total de l’actif", _sums(assets), "Tout ce qu’elle possède.", kind="total")
    draft.heading("passif_titre", "Passif", "D’où vient cet argent, et à qui on le doit.")
    given = ("capital", "prime", "compte_courant")
    capital, gift, partners = (book[f"financement_initial.depart.{key}"] for key in given)
    equity = [
        draft.line("capital", "Capital", [capital] * 3, "L’argent des associés, pour de bon."),
        draft.line("prime", "Primes, dons et concours", [gift] * 3, "L’argent reçu au départ."),
        draft.line("report", "Report à nouveau", _carried(book), "Les résultats des années d’avant."),
        _copy(draft, "resultat", "Résultat de l’exercice", "resultat", "net", "Ce que l’année a rapporté."),
        draft.line(
            "prelevements",
            "Prélèvements de l’exploitant",
            [-year for year in book.row("charges", "prelevements")],
            "Ce que l’entrepreneur individuel a pris.",
        ),
    ]
    own = draft.line(
        "capitaux_propres",
        "Capitaux propres",
        _sums(equity),
        "Ce qui appartient à l’entreprise et à ses associés. Sous zéro\u00a0: alerte rouge.",
        kind="subtotal",
    )
    debts = [
        draft.line("compte_courant", "Comptes courants d’associés", [partners] * 3, "À rendre aux associés."),
        _copy(draft, "emprunts", "Emprunts", "emprunts", "reste", "Ce qu’il faut encore rendre à la banque."),
        draft.line(
            "decouvert", "Découvert bancaire", [highest(-year, 0) for year in cash], "Un compte sous zéro."
        ),
        _copy(
            draft,
            "fournisseurs",
            "Dettes fournisseurs",
            "bfr",
            "fournisseurs",
            "Les achats pas encore payés.",
        ),
        _copy(draft, "tva", "TVA à payer", "bfr", "tva", "La TVA du dernier mois."),
        _copy(draft, "is", "IS à payer", "bfr", "is", "L’impôt de l’année."),
    ]
    owed = draft.line("dettes", "Dettes", _sums(debts), "Ce que l’entreprise doit.", kind="subtotal")
    origin = draft.line(
        "passif",
        "Total du passif",
        [one + other for one, other in zip(own, owed, strict=True)],
        "Toujours égal à l’actif.",
        kind="total",
    )
    draft.line(
        "ecart",
        "Contrôle\u00a0: actif moins passif",
        [one - other for one, other in zip(has, origin, strict=True)],
        "Zéro\u00a0: le bilan est équilibré.",
    )
    return draft.sheet("Bilan", "À la fin de chaque année.")


def _copy(draft: Draft, key: str, label: str, sheet: str, row: str, words: str) -> tuple[Figure, ...]:
    return draft.line(key, label, draft.book.row(sheet, row), words)


def _sums(rows: Sequence[Sequence[Figure]]) -> list[Expression]:
    return [total(year) for year in zip(*rows, strict=True)]


def _carried(book: Book) -> list[Term]:
    results, taken = book.row("resultat", "net"), book.row("charges", "prelevements")
    return [0, *(total(results[:year]) - total(taken[:year]) for year in range(1, len(YEARS)))]

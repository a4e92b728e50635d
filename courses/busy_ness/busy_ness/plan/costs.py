"""Everything that is paid besides what is sold: external charges, work, taxes; and the aids received."""

from busy_ness.plan.book import MONTH_CODES, YEARS, Book, Draft
from busy_ness.plan.expressions import Expression, total
from busy_ness.plan.payroll import director, salaries
from busy_ness.plan.sheets import Sheet


def costs(book: Book) -> Sheet:
    """Charges externes, personnel, dirigeant, impôts et taxes and subventions of three years."""
    draft = Draft(book, "charges")
    draft.heading("externes", "Charges externes HT", "Elles tombent même quand rien ne se vend.")
    rows = [
        draft.line(
            f"externe.{row}",
            name,
            book.entries(f"charges.{row}.montant"),
            "Pour toute l’année.",
        )
        for row, name in book.rows("charges")
    ]
    external = draft.line(
        "externes_total",
        "Charges externes",
        [total(year) for year in zip(*rows, strict=True)] or (0, 0, 0),
        "Loyer, assurance, publicité, téléphone…",
        kind="subtotal",
    )
    fees = draft.line(
        "frais",
        "Frais d’établissement",
        [book["financement_initial.depart.frais"], 0, 0],
        "Payés avant l’ouverture, comptés une seule fois, la première année.",
    )
    draft.heading("travail", "Le travail")
    gross, contributions = salaries(draft)
    taxes = book.entries("autres.taxes")
    grants = book.entries("autres.subventions")
    revenue = book.row("ventes", "ca")
    spent = zip(
        book.row("ventes", "achats"),
        book.row("ventes", "commission"),
        external,
        fees,
        gross,
        contributions,
        taxes,
        book.row("amortissements", "dotation"),
        book.row("emprunts", "interets"),
        strict=True,
    )
    before: list[Expression] = [
        sales + grant - total(charges) for sales, grant, charges in zip(revenue, grants, spent, strict=True)
    ]
    director(draft, revenue, before)
    draft.heading("autres", "Impôts, taxes et subventions")
    draft.line("taxes", "Impôts et taxes", taxes, "Par exemple la CFE.")
    draft.line("subventions", "Subventions d’exploitation", grants, "Les aides reçues pour fonctionner.")
    return draft.sheet("Charges", "Trois années, hors taxes.")


def monthly_costs(book: Book) -> Sheet:
    """The charges of the first year shared between its months: equally, without losing a cent."""
    draft = Draft.monthly(book, "charges_mois")
    rows = [
        draft.share(f"externe.{row}", f"{name} HT", book[f"charges.a1.externe.{row}"])
        for row, name in book.rows("charges")
    ]
    draft.line(
        "externes",
        "Charges externes HT",
        [total(month) for month in zip(*rows, strict=True)] or (0,) * 12,
        "Ensemble, hors taxes.",
        kind="subtotal",
    )
    year = YEARS[0]
    draft.share(
        "salaires",
        "Salaires et cotisations patronales",
        book[f"charges.{year}.salaires"] + book[f"charges.{year}.patronales"],
    )
    draft.share("dirigeant", "Rémunération du dirigeant", book[f"charges.{year}.dirigeant"])
    micro = book.choice("entreprise.forme") == "micro"
    draft.share(
        "cotisations",
        "Cotisations du dirigeant",
        book[f"charges.{year}.cotisations"],
        book.row("ventes_mois", "ca", MONTH_CODES) if micro else (),
    )
    draft.share("prelevements", "Prélèvements de l’exploitant", book[f"charges.{year}.prelevements"])
    draft.share("taxes", "Impôts et taxes", book[f"charges.{year}.taxes"])
    draft.share("subventions", "Subventions d’exploitation", book[f"charges.{year}.subventions"])
    return draft.sheet("Charges mois par mois, année 1", "Un douzième de l’année chaque mois.", detail=True)

"""What is sold, year by year and month by month, and what each sale costs."""

from busy_ness.plan.book import MONTH_CODES, Book, Draft
from busy_ness.plan.expressions import total
from busy_ness.plan.figures import Figure
from busy_ness.plan.sheets import Sheet


def weights(book: Book) -> list[Figure]:
    """The weight of each month in the sales of a year."""
    return [book.entry(f"saison.{code}") for code in MONTH_CODES]


def sales(book: Book) -> Sheet:
    """Chiffre d'affaires, achats consommés and commissions of three years."""
    draft = Draft(book, "ventes")
    draft.heading("ventes", "Chiffre d’affaires HT", "Le prix payé par les clients, sans la TVA.")
    products = book.rows("produits")
    sold = {row: book.entries(f"produits.{row}.unites") for row, _ in products}
    revenues = [
        draft.line(
            f"ca.{row}",
            f"Ventes ({name})",
            [units * book.entry(f"produits.{row}.prix") for units in sold[row]],
            "Unités vendues × prix.",
        )
        for row, name in products
    ]
    revenue = draft.line(
        "ca",
        "Chiffre d’affaires",
        [total(year) for year in zip(*revenues, strict=True)],
        "Toutes les ventes ensemble.",
        kind="subtotal",
    )
    draft.heading("variables", "Charges variables HT", "Elles montent quand tu vends plus.")
    purchases = [
        draft.line(
            f"achats.{row}",
            f"Achats ({name})",
            [units * book.entry(f"produits.{row}.achat") for units in sold[row]],
            "Unités vendues × achat par unité.",
        )
        for row, name in products
    ]
    draft.line(
        "achats",
        "Achats consommés",
        [total(year) for year in zip(*purchases, strict=True)],
        "La matière et la marchandise de ce qui est vendu.",
        kind="subtotal",
    )
    commission = book.entry("ventes.commission")
    draft.line(
        "commission",
        "Commissions sur les ventes",
        [year * commission for year in revenue],
        "La part gardée par un site ou une boutique.",
    )
    draft.heading("quantites", "Quantités")
    draft.line(
        "unites",
        "Unités vendues",
        [total(year) for year in zip(*sold.values(), strict=True)],
        "Tous les produits ensemble.",
        unit="units",
    )
    return draft.sheet("Chiffre d’affaires et charges variables", "Trois années, hors taxes.")


def monthly_sales(book: Book) -> Sheet:
    """The same for the twelve months of the first year: whole units, and not a cent lost."""
    draft = Draft.monthly(book, "ventes_mois")
    seasons = weights(book)
    products = book.rows("produits")
    revenues, purchases = [], []
    for row, name in products:
        units = draft.share(
            f"unites.{row}",
            f"Unités ({name})",
            book.entry(f"produits.{row}.unites1"),
            seasons,
            "La part du mois dans ce qui reste à vendre, en unités entières.",
            unit="units",
        )
        price, cost = book.entry(f"produits.{row}.prix"), book.entry(f"produits.{row}.achat")
        revenues.append(draft.line(f"ca.{row}", f"Ventes ({name})", [month * price for month in units]))
        purchases.append(draft.line(f"achats.{row}", f"Achats ({name})", [month * cost for month in units]))
    revenue = draft.line(
        "ca",
        "Chiffre d’affaires HT",
        [total(month) for month in zip(*revenues, strict=True)],
        "Les ventes du mois, payées ou non.",
        kind="subtotal",
    )
    draft.line(
        "achats",
        "Achats consommés HT",
        [total(month) for month in zip(*purchases, strict=True)],
        "Ce qui est vendu est racheté dans le mois\u00a0: le stock garde son niveau.",
        kind="subtotal",
    )
    draft.share(
        "commission",
        "Commissions HT",
        book["ventes.a1.commission"],
        revenue,
        "La part du mois selon ses ventes.",
    )
    return draft.sheet(
        "Ventes mois par mois, année 1", "Les poids des saisons partagent l’année.", detail=True
    )

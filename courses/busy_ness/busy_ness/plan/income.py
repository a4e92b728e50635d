"""The compte de résultat of three years."""

from busy_ness.plan.book import Book, Draft
from busy_ness.plan.expressions import total, when
from busy_ness.plan.figures import Figure
from busy_ness.plan.sheets import Sheet
from busy_ness.plan.tax import profit_tax


def income(book: Book) -> tuple[Sheet, Sheet]:
    """The compte de résultat (``resultat``) and the computation of its tax (``impot``)."""
    draft = Draft(book, "resultat")

    def sales(key: str) -> tuple[Figure, ...]:
        return book.row("ventes", key)

    def charges(key: str) -> tuple[Figure, ...]:
        return book.row("charges", key)

    revenue = draft.line("ca", "Chiffre d’affaires", sales("ca"), "Toutes les ventes HT.")
    purchases = draft.line(
        "achats",
        "Achats consommés",
        sales("achats"),
        "La matière de ce qui est vendu.",
    )
    commission = draft.line(
        "commission",
        "Commissions sur les ventes",
        sales("commission"),
        "La part gardée par un site ou une boutique.",
    )
    margin = draft.line(
        "marge",
        "Marge sur coûts variables",
        [a - b - c for a, b, c in zip(revenue, purchases, commission, strict=True)],
        "Ce que les ventes laissent pour payer tout le reste.",
        kind="subtotal",
    )
    draft.line(
        "taux_marge",
        "Taux de marge sur coûts variables",
        [when(a, ">", 0, m / a, 0) for m, a in zip(margin, revenue, strict=True)],
        "Sur 100 € de ventes, combien d’euros de marge.",
        unit="percent",
    )
    external = draft.line(
        "externes",
        "Charges externes",
        charges("externes_total"),
        "Loyer, assurance, publicité…",
    )
    fees = draft.line(
        "frais",
        "Frais d’établissement",
        charges("frais"),
        "Seulement la première année.",
    )
    added = draft.line(
        "valeur_ajoutee",
        "Valeur ajoutée",
        [m - e - f for m, e, f in zip(margin, external, fees, strict=True)],
        "La richesse que l’entreprise crée elle-même.",
        kind="subtotal",
    )
    grants = draft.line(
        "subventions",
        "Subventions d’exploitation",
        charges("subventions"),
        "Les aides reçues.",
    )
    taxes = draft.line("taxes", "Impôts et taxes", charges("taxes"), "Sauf l’impôt final.")
    staff = draft.line(
        "personnel",
        "Charges de personnel",
        [total(year) for year in zip(charges("salaires"), charges("patronales"), strict=True)],
        "Les salaires bruts et les cotisations patronales.",
    )
    head = draft.line(
        "dirigeant",
        "Coût du dirigeant",
        [total(year) for year in zip(charges("dirigeant"), charges("cotisations"), strict=True)],
        "Sa rémunération et ses cotisations.",
    )
    gross_surplus = draft.line(
        "ebe",
        "Excédent brut d’exploitation (EBE)",
        [v + g - t - s - h for v, g, t, s, h in zip(added, grants, taxes, staff, head, strict=True)],
        "Ce que l’activité rapporte, avant l’usure du matériel et les intérêts.",
        kind="subtotal",
    )
    allowance = draft.line(
        "dotation",
        "Dotations aux amortissements",
        book.row("amortissements", "dotation"),
        "L’usure du matériel pendant l’année.",
    )
    operating = draft.line(
        "exploitation",
        "Résultat d’exploitation",
        [e - d for e, d in zip(gross_surplus, allowance, strict=True)],
        "Ce que rapporte le métier lui-même.",
        kind="subtotal",
    )
    interest = draft.line(
        "interets",
        "Charges financières",
        book.row("emprunts", "interets"),
        "Les intérêts des emprunts.",
    )
    draft.line(
        "rcai",
        "Résultat courant avant impôt (RCAI)",
        [o - i for o, i in zip(operating, interest, strict=True)],
        "Ce qui reste avant l’impôt sur les bénéfices.",
        kind="subtotal",
    )
    tax_sheet = profit_tax(book)
    tax = draft.line(
        "is",
        "Impôt sur les sociétés (IS)",
        book.row("impot", "is"),
        "Une part du bénéfice.",
    )
    net = draft.line(
        "net",
        "Résultat net",
        [before - part for before, part in zip(book.row("resultat", "rcai"), tax, strict=True)],
        "Ce que l’entreprise a gagné. Sous zéro\u00a0: elle a perdu de l’argent.",
        kind="total",
    )
    draft.line(
        "caf",
        "Capacité d’autofinancement (CAF)",
        [n + d for n, d in zip(net, allowance, strict=True)],
        "Le résultat, plus l’usure du matériel\u00a0: cette charge ne fait sortir aucun argent.",
        kind="total",
    )
    return draft.sheet("Compte de résultat", "Trois années, hors taxes."), tax_sheet

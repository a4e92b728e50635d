"""From which sales on the company earns money: seuil de rentabilité, point mort, margin of safety."""

from busy_ness.plan.book import Book, Draft
from busy_ness.plan.expressions import RoundUp, Term, as_expression, highest, total, when
from busy_ness.plan.sheets import Sheet

NEVER, AT_ONCE = "jamais atteint", "dès la première vente"


def threshold(book: Book) -> Sheet:
    """Seuil = charges fixes / taux de marge sur coûts variables; point mort = seuil / CA × 360 days.

    Fixed charges do not follow sales; subventions pay part of them. A micro-entreprise's contributions follow
    its sales. Without margin the seuil is 0, shown as « jamais atteint ».
    """
    draft = Draft(book, "seuil")
    revenue = draft.line("ca", "Chiffre d’affaires", book.row("resultat", "ca"), "Toutes les ventes HT.")
    follows_sales = book.choice("entreprise.forme") == "micro"
    contributions = book.row("charges", "cotisations")
    varying = [*zip(book.row("resultat", "achats"), book.row("resultat", "commission"), strict=True)]
    variable = draft.line(
        "variables",
        "Charges variables",
        [
            total([*pair, paid] if follows_sales else pair)
            for pair, paid in zip(varying, contributions, strict=True)
        ],
        "Elles montent quand tu vends plus.",
    )
    margin = draft.line(
        "marge",
        "Marge sur coûts variables",
        [sold - cost for sold, cost in zip(revenue, variable, strict=True)],
        "Ce que les ventes laissent pour payer les charges fixes.",
        kind="subtotal",
    )
    draft.line(
        "taux",
        "Taux de marge sur coûts variables",
        [when(sold, ">", 0, left / sold, 0) for left, sold in zip(margin, revenue, strict=True)],
        "Sur 100 € de ventes, combien d’euros de marge.",
        unit="percent",
    )
    columns = [
        book.row("resultat", key)
        for key in ("externes", "frais", "taxes", "personnel", "dotation", "interets")
    ]
    head = book.row("charges", "dirigeant") if follows_sales else book.row("resultat", "dirigeant")
    grants = book.row("resultat", "subventions")
    fixed_terms = zip(zip(*columns, strict=True), head, grants, strict=True)
    fixed = draft.line(
        "fixes",
        "Charges fixes",
        [highest(total([*costs, paid]) - aid, 0) for costs, paid, aid in fixed_terms],
        "Il faut les payer même sans rien vendre. Les subventions en paient une part.",
    )
    zeros = [AT_ONCE if left.value > 0 else NEVER for left in margin]
    level = draft.line(
        "seuil",
        "Seuil de rentabilité",
        [
            when(left, ">", 0, cost / (left / sold), 0)
            for cost, left, sold in zip(fixed, margin, revenue, strict=True)
        ],
        "Le chiffre d’affaires à atteindre pour ne rien perdre.",
        kind="total",
        zeros=zeros,
    )
    draft.line(
        "point_mort",
        "Point mort",
        [when(sold, ">", 0, point / sold * 360, 0) for point, sold in zip(level, revenue, strict=True)],
        "Le jour où les charges sont payées, dans une année de 360 jours. Au-delà\u00a0: pas cette année.",
        kind="total",
        unit="days",
        zeros=zeros,
    )
    units = book.row("ventes", "unites")
    draft.line(
        "unites",
        "Unités à vendre pour atteindre le seuil",
        [
            when(sold, ">", 0, RoundUp(as_expression(point * count / sold)), 0)
            for point, count, sold in zip(level, units, revenue, strict=True)
        ],
        "Au moins, si les produits gardent la même part dans les ventes.",
        unit="units",
        zeros=zeros,
    )
    safety: list[Term] = [
        when(left, ">", 0, sold - point, 0) for left, sold, point in zip(margin, revenue, level, strict=True)
    ]
    draft.line(
        "securite",
        "Marge de sécurité",
        safety,
        "Ce que les ventes peuvent perdre avant de perdre de l’argent.",
    )
    return draft.sheet("Seuil de rentabilité", "Trois années.")

"""The plan de financement initial: what must be paid before the first sale, and with which money."""

from busy_ness.plan.book import Book, Draft
from busy_ness.plan.expressions import total
from busy_ness.plan.sheets import Sheet


def initial_funding(book: Book) -> Sheet:
    """Needs, resources, and what is left on the day of opening (``…depart.tresorerie``)."""
    draft = Draft(book, "financement_initial", ("depart",), ("Au départ",))
    draft.heading("besoins", "Besoins", "Ce qu’il faut payer avant d’ouvrir.")
    before = [
        (row, name)
        for row, name in book.rows("investissements")
        if not book.entry(f"investissements.{row}.mois").value
    ]
    needs = [
        (book.entry("demarrage.frais"), book.vat("demarrage.frais_tva")),
        *(
            (book.entry(f"investissements.{row}.montant"), book.vat(f"investissements.{row}.tva"))
            for row, _ in before
        ),
        (book.entry("demarrage.stock"), book.vat("demarrage.stock_tva")),
    ]
    fees = draft.line("frais", "Frais d’établissement HT", [needs[0][0]], "Créer l’entreprise.")
    assets = [
        draft.line(f"investissement.{row}", f"{name} HT", [need], "Du matériel pour plusieurs années.")[0]
        for (row, name), (need, _) in zip(before, needs[1:-1], strict=True)
    ]
    stock = draft.line("stock", "Stock de départ HT", [needs[-1][0]], "Ce qui attend d’être vendu.")
    before_vat = draft.line(
        "besoins_ht", "Besoins HT", [total([*fees, *assets, *stock])], "Tout, sans la TVA.", kind="subtotal"
    )
    vat = draft.line(
        "tva",
        "TVA à avancer",
        [total([need * rate for need, rate in needs])],
        "Tu la paies au départ. L’État la rend ensuite, mois après mois.",
    )
    needed = draft.line(
        "besoins_total",
        "Total des besoins",
        [before_vat[0] + vat[0]],
        "Ce qu’il faut payer.",
        kind="subtotal",
    )
    draft.heading("ressources", "Ressources", "L’argent que l’entreprise reçoit avant d’ouvrir.")
    resources = [
        *draft.line("capital", "Capital", [book.entry("financement.capital")], "Apporté par les associés."),
        *draft.line(
            "compte_courant",
            "Comptes courants d’associés",
            [book.entry("financement.compte_courant")],
            "L’argent que les associés prêtent.",
        ),
        *draft.line(
            "prime",
            "Primes, dons et concours",
            [book.entry("financement.prime")],
            "L’argent reçu, sans avoir à le rendre.",
        ),
    ]
    for row, name in book.rows("emprunts"):
        if not book.entry(f"emprunts.{row}.mois").value:
            amount = book.entry(f"emprunts.{row}.montant")
            resources += draft.line(f"emprunt.{row}", name, [amount], "L’argent que la banque prête.")
    received = draft.line(
        "ressources_total", "Total des ressources", [total(resources)], "Ce qui est reçu.", kind="subtotal"
    )
    draft.line(
        "tresorerie",
        "Trésorerie de départ",
        [received[0] - needed[0]],
        "Ce qui reste sur le compte le jour de l’ouverture. Sous zéro\u00a0: il manque de l’argent.",
        kind="total",
    )
    return draft.sheet(
        "Plan de financement initial",
        "Les ressources doivent couvrir les besoins, avec une réserve pour les premiers mois.",
    )

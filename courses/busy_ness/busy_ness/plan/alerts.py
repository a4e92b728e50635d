"""What a team should look at first, in plain words, with something to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from busy_ness.plan.book import MONTH_CODES, YEARS, Book
from busy_ness.plan.figures import Figure, terms
from busy_ness.plan.forms import CEILINGS
from busy_ness.plan.numerals import write
from busy_ness.plan.payroll import SOLE_TRADERS

Level = Literal["danger", "attention", "info"]
OWN = ("capital", "compte_courant", "prime")
OWN_SHARE = Decimal("0.3")  # what banks usually ask the founders to bring


@dataclass(frozen=True)
class Alert:
    """One thing to look at.

    Attributes:
        code: stable, for tests and pages.
        level: ``danger`` (the company cannot go on so), ``attention``, or ``info``.
        key: the figure to show.
        words: what happens and why, in French that a banker may read too.
        action: what the team can do, said to a pupil.
    """

    code: str
    level: Level
    key: str
    words: str
    action: str


def alerts(book: Book) -> tuple[Alert, ...]:
    """The alerts of a finished forecast, the most serious first."""
    found = [alert for rule in _RULES for alert in rule(book)]
    order = {"danger": 0, "attention": 1, "info": 2}
    return tuple(sorted(found, key=lambda alert: order[alert.level]))


def _start(book: Book) -> Iterator[Alert]:
    left = book["financement_initial.depart.tresorerie"]
    if left.value < 0:
        yield Alert(
            "depart",
            "danger",
            left.key,
            f"Le jour de l’ouverture, il manque {_euros(-left.value)}\u00a0: "
            "les besoins dépassent les ressources.",
            "Achète moins au départ, apporte plus de capital, ou cherche une aide ou un prêt.",
        )
    needs = book["financement_initial.depart.besoins_total"].value
    own = sum((book[f"financement_initial.depart.{key}"].value for key in OWN), Decimal(0))
    if book["emprunts.a1.recu"].value > 0 and own < needs * OWN_SHARE:
        gifts = book["financement_initial.depart.prime"].value > 0
        who = "Les associés et les aides apportent" if gifts else "Les associés apportent"
        yield Alert(
            "apport",
            "attention",
            "financement_initial.depart.capital",
            f"{who} {_euros(own)} pour {_euros(needs)} de besoins\u00a0: "
            f"une banque attend souvent {write(OWN_SHARE, 'percent')} au moins.",
            "Apporte plus de capital, ou emprunte moins.",
        )


def _cash(book: Book) -> Iterator[Alert]:
    balances = list(zip(book.months, book.row("tresorerie", "fin", MONTH_CODES), strict=True))
    below = [(month, balance) for month, balance in balances if balance.value < 0]
    if below:
        month, first = below[0]
        worst_month, worst = min(below, key=lambda pair: pair[1].value)
        words = f"En {month}, le compte passe sous zéro\u00a0: {first.text}."
        if worst is not first:
            words += f" Le pire mois est {worst_month}\u00a0: {worst.text}."
        yield Alert(
            "tresorerie",
            "danger",
            first.key,
            words,
            "Fais payer les clients plus tôt, paie les fournisseurs plus tard, achète moins au départ, "
            f"ou trouve {_euros(-worst.value)} de plus.",
        )
    later = [year for year in book.row("financement", "tresorerie")[1:] if year.value < 0]
    if later:
        yield Alert(
            "tresorerie_annee",
            "danger",
            later[0].key,
            f"{later[0].label}\u00a0: {later[0].text}. Le compte est sous zéro.",
            "Regarde quelle charge grandit plus vite que les ventes.",
        )


def _products(book: Book) -> Iterator[Alert]:
    commission = book.entry("ventes.commission").value
    for row, name in book.rows("produits"):
        price, cost = book.entry(f"produits.{row}.prix"), book.entry(f"produits.{row}.achat")
        left = price.value * (1 - commission) - cost.value
        if any(year.value for year in book.entries(f"produits.{row}.unites")) and left <= 0:
            yield Alert(
                "prix",
                "danger",
                price.key,
                f"Chaque vente de «\u00a0{name}\u00a0» fait perdre {_euros(-left)}\u00a0: "
                "le prix ne paie pas l’achat et la commission."
                if left
                else f"Chaque vente de «\u00a0{name}\u00a0» ne laisse rien pour payer les charges fixes.",
                "Monte le prix, ou trouve une matière moins chère.",
            )


def _threshold(book: Book) -> Iterator[Alert]:
    if not any(year.value for year in book.row("resultat", "ca")):
        yield Alert(
            "ventes",
            "info",
            "resultat.a1.ca",
            "Rien ne se vend encore\u00a0: tous les résultats sont à zéro ou en dessous.",
            "Écris un prix et un nombre d’unités pour un produit.",
        )
        return
    empty = False
    for number, code in enumerate(YEARS, 1):
        level, sold, units = (book[f"seuil.{code}.{key}"] for key in ("seuil", "ca", "unites"))
        if not sold.value:
            if not empty:
                empty = True
                yield Alert(
                    "annee_sans_vente",
                    "attention",
                    sold.key,
                    f"Année {number}\u00a0: rien ne se vend, et les charges fixes se paient quand même "
                    f"({book[f'seuil.{code}.fixes'].text}).",
                    "Écris des unités vendues pour cette année, ou garde de quoi la traverser.",
                )
            continue
        if book[f"seuil.{code}.marge"].value <= 0:
            yield Alert(
                "seuil_jamais",
                "danger",
                level.key,
                f"Année {number}\u00a0: les ventes ne laissent aucune marge. "
                "Le seuil ne sera jamais atteint.",
                "Monte les prix, ou baisse les achats.",
            )
            return
        if level.value > sold.value:
            yield Alert(
                "seuil",
                "attention",
                level.key,
                f"Année {number}\u00a0: il manque {_euros(level.value - sold.value)} de ventes "
                f"pour atteindre le seuil de rentabilité ({level.text}, environ {units.text} unités). "
                "L’année finit en perte.",
                "Vends plus, monte le prix, ou baisse une charge fixe.",
            )
            return


def _debts(book: Book) -> Iterator[Alert]:
    for number, code in enumerate(YEARS, 1):
        caf, back = book[f"resultat.{code}.caf"], book[f"emprunts.{code}.capital"]
        if back.value > caf.value and back.value:
            yield Alert(
                "emprunt",
                "attention",
                back.key,
                f"Année {number}\u00a0: il faut rendre {back.text} à la banque, "
                + (
                    f"et l’activité ne produit que {caf.text}."
                    if caf.value > 0
                    else f"et l’activité n’en produit pas (CAF\u00a0: {caf.text})."
                ),
                "Emprunte moins, ou sur une durée plus longue.",
            )
            break
    for own in book.row("bilan", "capitaux_propres"):
        if own.value < 0:
            yield Alert(
                "capitaux_propres",
                "danger",
                own.key,
                f"{own.label}\u00a0: {own.text}. Les pertes ont mangé tout l’argent des associés.",
                "Réduis les pertes, ou apporte du capital.",
            )
            break


def _law(book: Book) -> Iterator[Alert]:
    kind = CEILINGS[book.choice("entreprise.activite")]
    sales = book.row("resultat", "ca")
    ceiling = book.rates[f"micro.plafond.{kind}"]
    above = [sold for sold in sales if sold.value > ceiling.value]
    if book.choice("entreprise.forme") == "micro" and above:
        yield Alert(
            "plafond_micro",
            "attention",
            above[0].key,
            f"{above[0].label}\u00a0: {above[0].text}. "
            f"Une micro-entreprise ne peut pas dépasser {ceiling.text} deux années de suite.",
            "Choisis une autre forme juridique\u00a0: regarde la comparaison.",
        )
    free, most = book.rates[f"franchise.{kind}"], book.rates[f"franchise.{kind}_majore"]
    above = [sold for sold in sales if sold.value > free.value]
    if book.choice("entreprise.tva") == "franchise" and above:
        at_once = above[0].value > most.value
        yield Alert(
            "franchise",
            "attention",
            above[0].key,
            f"{above[0].label}\u00a0: {above[0].text}. Au-dessus de {(most if at_once else free).text}, "
            f"la franchise de TVA s’arrête {'tout de suite' if at_once else 'l’année d’après'}.",
            "Choisis le régime avec TVA, et écris tes prix hors taxes.",
        )


def _work(book: Book) -> Iterator[Alert]:
    lowest_pay = book.rates["smic.mois"].value * 12
    for row, name in book.rows("salaires"):
        share = book.entry(f"salaires.{row}.temps").value
        for gross in book.entries(f"salaires.{row}.brut"):
            if 0 < gross.value < lowest_pay * share:
                yield Alert(
                    "smic",
                    "attention",
                    gross.key,
                    f"«\u00a0{name}\u00a0»\u00a0: {gross.text} brut par an, c’est moins que le SMIC "
                    f"pour ce temps de travail ({_euros(lowest_pay * share)}).",
                    "Monte le salaire, ou écris un temps plus court. Une année incomplète est permise.",
                )
                break
    form, wanted = book.choice("entreprise.forme"), book.entries("dirigeant.montant")
    if form in (*SOLE_TRADERS, "eurl", "sasu", "scop") and not any(year.value for year in wanted):
        yield Alert(
            "dirigeant",
            "info",
            wanted[0].key,
            "En trois ans, la personne qui dirige ne reçoit rien\u00a0: de quoi vivra-t-elle\u00a0?",
            "Prévois une rémunération dès que la trésorerie le permet.",
        )
    rough = [rate.figure for rate in book.rates if rate.certainty == "medium"]
    used = set(_rates_of_charges(book))
    names = [figure.label for figure in rough if figure in used]
    if names:
        yield Alert(
            "ordre_de_grandeur",
            "info",
            "charges.a1.cotisations",
            f"Ce plan utilise un ordre de grandeur\u00a0: {', '.join(names)}.",
            "Fais vérifier ce taux par un conseiller avant d’aller voir une banque.",
        )


def _rates_of_charges(book: Book) -> Iterator[Figure]:
    for key, figure in book.figures.items():
        if figure.expression is not None and figure.value and key.startswith("charges.a"):
            yield from terms(figure.expression)


def _euros(amount: Decimal) -> str:
    return write(amount, "eur")


_RULES: tuple[Callable[[Book], Iterator[Alert]], ...] = (
    _start,
    _cash,
    _products,
    _threshold,
    _debts,
    _law,
    _work,
)

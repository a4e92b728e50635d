"""The prévisionnel: it is whole, it is financed, and the seuil that the pupils computed is theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from busy_ness.dossier import Dossier
from busy_ness.plan.catalog import CATALOG
from busy_ness.plan.entries import find, read
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.numerals import write
from busy_ness.review import law
from busy_ness.review.precision import first_vague, numbers, vague

YEARS = (1, 2, 3)
ANSWER = "reponse.seuil"
FINANCED = "plan.tresorerie"
EXACT_EUROS = Decimal(1)
"""A pupil who computes by hand may drop the cents."""
NEAR = Decimal("0.01")
_GROUPS = frozenset(group.key for group in CATALOG)


@lru_cache(maxsize=64)
def _forecast(entries: tuple[tuple[str, str], ...]) -> Forecast:
    return forecast(read(dict(entries)).plan, law.rates())


def forecast_of(dossier: Dossier) -> Forecast:
    """What the team's own entries give; what is missing has the form's defaults."""
    mine = ((key, text) for key, text in dossier.entries.items() if key.split(".")[0] in _GROUPS)
    return _forecast(tuple(sorted(mine)))


def value(made: Forecast, key: str) -> Decimal:
    """A figure's value; 0 where this plan has no such line."""
    return made.figures[key].value if key in made.figures else Decimal(0)


def filled(dossier: Dossier) -> str:
    """Sales, costs and money at the start were written, and all of it can be read."""
    reading = read(dossier.entries)
    if reading.problems:
        return f"Un nombre du plan ne se lit pas. {reading.problems[0].words}"
    rows = reading.plan.rows["produits"]
    sold = [row for row in rows if _given(dossier, f"produits.{row}.unites1")]
    if not any(_given(dossier, f"produits.{row}.prix") for row in sold):
        return (
            "Le plan n’a pas de ventes : donnez à un produit un prix, et un nombre d’unités la première "
            "année."
        )
    without = [row for row in sold if not dossier.entries.get(f"produits.{row}.achat", "").strip()]
    if without:
        name = reading.plan.names.get(f"produits.{without[0]}.nom", without[0])
        return f"Combien vous coûte une unité de « {name} » ? Si c’est vraiment rien, écrivez 0."
    if not any(_given(dossier, key) for key in dossier.entries if key.startswith(("charges.", "salaires."))):
        return (
            "Aucune charge externe ni salaire : une entreprise sans loyer, sans assurance et sans personne, "
            "cela n’existe pas. Que payez-vous chaque mois ?"
        )
    if not any(_given(dossier, f"financement.{one}") for one in ("capital", "compte_courant", "prime")):
        return "D’où vient l’argent du départ ? Écrivez au moins ce que vous apportez : le capital."
    return ""


def balanced(dossier: Dossier) -> str:
    """The start is paid for, and what the company has is what it owes."""
    if said := filled(dossier):
        return f"Le plan d’abord : {said}"
    made = forecast_of(dossier)
    left = value(made, "financement_initial.depart.tresorerie")
    if left < 0:
        needs = write(value(made, "financement_initial.depart.besoins_total"), "eur")
        means = write(value(made, "financement_initial.depart.ressources_total"), "eur")
        return (
            f"Pour démarrer, il vous faut {needs}, et vous avez {means} : il manque {write(-left, 'eur')}. "
            "Dépensez moins au départ, apportez plus, ou empruntez."
        )
    for year in YEARS:
        gap = value(made, f"bilan.a{year}.ecart")
        if gap:
            return f"Le bilan de l’année {year} ne s’équilibre pas : {write(gap, 'eur')} d’écart."
    return ""


def threshold(dossier: Dossier) -> str:
    """The pupils' own seuil is that of their entries; a wrong one is told by the mistake that gives it."""
    if said := filled(dossier):
        return f"Le plan d’abord : {said}"
    made = forecast_of(dossier)
    right, rate = value(made, "seuil.a1.seuil"), value(made, "seuil.a1.taux")
    if rate <= 0:
        return (
            "Chaque vente vous fait perdre de l’argent : aucun seuil n’existe. Un prix plus haut, ou un "
            "achat plus "
            "bas, puis recalculez."
        )
    text = dossier.entries.get(ANSWER, "").strip()
    if not text:
        return (
            "Votre seuil de rentabilité manque : calculez-le à la main, et écrivez-le dans « À vous de "
            "calculer »."
        )
    answer = Decimal(text)
    if abs(answer - right) <= EXACT_EUROS:
        return ""
    said = f"Vous avez trouvé {write(answer, 'eur')}. "
    for mistake in _mistakes(made):
        if abs(answer - mistake.gives) <= max(EXACT_EUROS, mistake.gives * Decimal("0.001")):
            return said + mistake.words
    if abs(answer - right) <= NEAR * right:
        return (
            f"{said}C’est tout près : vous avez sans doute arrondi en route. Gardez le taux de marge "
            "entier, et "
            "n’arrondissez qu’à la fin."
        )
    way = "trop haut" if answer > right else "trop bas"
    return (
        f"{said}C’est {way}. Reprenez : toutes les charges qu’on paie même sans vendre, divisées par le "
        "taux de "
        "marge, c’est-à-dire par ce qui reste d’un euro vendu."
    )


def cash(dossier: Dossier) -> str:
    """No month ends below zero, or the team says who pays meanwhile."""
    if said := filled(dossier):
        return f"Le plan d’abord : {said}"
    made = forecast_of(dossier)
    ends = [made.figures[f"tresorerie.m{month:02}.fin"] for month in range(1, 13)]
    below = [one for one in ends if one.value < 0]
    if not below:
        return ""
    told = dossier.text(FINANCED)
    if not vague(dossier, FINANCED, least=6) and numbers(told):
        return ""
    first, lowest = below[0], min(below, key=lambda one: one.value)
    month = first.label.rpartition(", ")[2]
    months = "un mois" if len(below) == 1 else f"{len(below)} mois"
    return (
        f"Le compte passe sous zéro dès {month}, pendant {months}, et descend à "
        f"{write(lowest.value, 'eur')}. "
        "Faites entrer l’argent plus tôt, sortir plus tard, ou apportez-en. Sinon, écrivez sous la "
        "trésorerie qui "
        "avance l’argent, combien, et jusqu’à quand."
    )


def legible(dossier: Dossier) -> str:
    """A banker who opens the plan knows whose it is and what is sold."""
    if not dossier.entries.get("entreprise.nom", "").strip():
        return "Le plan n’a pas de nom d’entreprise : la banque classerait votre dossier sous « sans titre »."
    if said := first_vague(dossier, ("canvas.proposition",), least=6):
        return f"Une banque lit d’abord ce que vous vendez. {said}"
    return ""


@dataclass(frozen=True)
class _Mistake:
    gives: Decimal
    words: str


def _mistakes(made: Forecast) -> list[_Mistake]:
    """What a seuil comes out as, by the mistake that pupils make; only those that are numbers here."""

    def of(name: str, year: int = 1) -> Decimal:
        return value(made, f"resultat.a{year}.{name}")

    fixed, rate = value(made, "seuil.a1.fixes"), value(made, "seuil.a1.taux")
    variable, sales = value(made, "seuil.a1.variables"), of("ca")
    seuil, units = value(made, "seuil.a1.seuil"), _units(made)
    found = [
        (
            fixed / (sales * rate / units) if units and sales else None,
            "C’est un nombre d’unités à vendre, pas des euros : vous avez divisé par la marge d’une unité. "
            "Divisez "
            "par le taux de marge.",
        ),
        (fixed, "Ce sont vos charges fixes elles-mêmes. Il reste à les diviser par le taux de marge."),
        (
            fixed * rate,
            "Vous avez multiplié par le taux. Chaque euro vendu ne laisse qu’une part : il faut donc vendre "
            "plus que les charges. Divisez.",
        ),
        (
            fixed / (100 * rate),
            "Le taux est écrit en pour cent. Pour calculer, prenez la part : 59 % s’écrit 0,59.",
        ),
        (
            fixed / (1 - rate) if rate < 1 else None,
            "Vous avez pris la part qui s’en va (les charges variables), au lieu de celle qui reste.",
        ),
        (
            (fixed - of("dotation")) / rate,
            "Il manque les amortissements : le matériel s’use, même si l’argent ne sort pas cette année.",
        ),
        (
            (fixed - of("interets")) / rate,
            "Il manque les intérêts de l’emprunt : on les paie même sans vendre.",
        ),
        (
            (fixed - of("dotation") - of("interets")) / rate,
            "Il manque les amortissements et les intérêts : on les compte même sans vendre.",
        ),
        (
            (fixed - of("personnel") - of("dirigeant")) / rate,
            "Il manque l’équipe : salaires et cotisations se paient même sans vendre.",
        ),
        (
            (fixed - _contributions(made)) / rate,
            "Il manque les cotisations : un salaire coûte plus que ce qui est écrit sur la fiche de paie.",
        ),
        ((fixed - of("frais")) / rate, "Il manque les frais d’établissement, payés la première année."),
        ((fixed - of("taxes")) / rate, "Il manque les impôts et taxes."),
        ((fixed - of("externes")) / rate, "Il manque les charges externes : local, assurance, publicité…"),
        (
            fixed / (1 - of("achats") / sales) if sales and of("achats") < sales else None,
            "Vous avez oublié la commission : la boutique ou le site en garde une part à chaque vente.",
        ),
        (
            (fixed + variable) / rate,
            "Les charges variables sont comptées avec les fixes. Elles sont déjà dans le taux de marge.",
        ),
        (
            fixed + variable,
            "C’est le total de vos charges. Séparez celles qui suivent les ventes des autres.",
        ),
        (sales, "C’est votre chiffre d’affaires : ce que vous espérez vendre, et non ce qu’il faut vendre."),
        (of("marge"), "C’est votre marge : ce que laissent toutes vos ventes."),
        (seuil / 12, "C’est le seuil d’un mois. On demande celui de l’année."),
        (
            seuil * (1 + value(made, "tva_annees.a1.collectee") / sales) if sales else None,
            "C’est le seuil avec la TVA. Le plan compte sans.",
        ),
        (value(made, "seuil.a2.seuil"), "C’est le seuil de l’année 2. On demande l’année 1."),
        (value(made, "seuil.a3.seuil"), "C’est le seuil de l’année 3. On demande l’année 1."),
    ]
    # What is missing was nothing in this plan: then its words would tell a mistake that nobody made.
    return [_Mistake(gives, words) for gives, words in found if gives and abs(gives - seuil) > EXACT_EUROS]


def _units(made: Forecast) -> Decimal:
    numbers_of = made.plan.numbers
    return sum((numbers_of[f"produits.{row}.unites1"] for row in made.plan.rows["produits"]), Decimal(0))


def _contributions(made: Forecast) -> Decimal:
    gross = (made.plan.numbers[f"salaires.{row}.brut1"] for row in made.plan.rows["salaires"])
    return value(made, "resultat.a1.personnel") - sum(gross, Decimal(0))


def _given(dossier: Dossier, key: str) -> bool:
    """Whether a number other than 0 was written there."""
    text = dossier.entries.get(key, "").strip()
    if not text or find(key)[1].is_text:
        return False
    return bool(numbers(text)) and Decimal(text) != 0


CHECKS: Mapping[str, Callable[[Dossier], str]] = {
    "saisie": filled,
    "equilibre": balanced,
    "seuil": threshold,
    "tresorerie": cash,
    "lisible": legible,
}

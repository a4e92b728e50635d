"""The pitch: six slides that say something, and no figure that the plan does not have."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from busy_ness.app.writing.boxes import PITCH
from busy_ness.dossier import Dossier
from busy_ness.plan.numerals import write
from busy_ness.review.accounts import filled, forecast_of, value
from busy_ness.review.precision import first_vague, numbers
from busy_ness.review.study import customer_prices, number

FIGURES, ASKED = "pitch.4", "pitch.6"
NUMBERS_MIN = 3
LOOSEST = Decimal("0.02")
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)[ \u00a0\u202f]?"
    r"(?P<thousand>k|mille\s)?[ \u00a0\u202f]?(?:€|euros?\b)",
    re.IGNORECASE,
)
_YEARLY = (
    "ca",
    "marge",
    "achats",
    "externes",
    "personnel",
    "dirigeant",
    "ebe",
    "exploitation",
    "rcai",
    "net",
)


def slides(dossier: Dossier) -> str:
    """Every slide says something, and fits."""
    keys = [slide.box.key for slide in PITCH]
    if said := first_vague(dossier, keys, least=6):
        return f"Diapositive {said}"
    for slide in PITCH:
        too_many = len(dossier.text(slide.box.key)) - slide.box.limit
        if too_many > 0:
            return (
                f"Diapositive « {slide.box.title} » : {too_many} signes de trop. Le jury ne lit pas, il "
                "écoute : "
                "gardez une idée."
            )
    return ""


def figures(dossier: Dossier) -> str:
    """The fourth slide has three numbers, with the seuil among them."""
    found = numbers(dossier.text(FIGURES))
    if len(found) < NUMBERS_MIN:
        return (
            f"« Notre modèle, nos chiffres » : {len(found) or 'aucun'} nombre. Il en faut trois au moins, "
            "dont "
            "votre seuil de rentabilité."
        )
    if said := filled(dossier):
        return f"Le plan d’abord : {said}"
    made = forecast_of(dossier)
    seuil, units = value(made, "seuil.a1.seuil"), value(made, "seuil.a1.unites")
    forms = [
        seuil,
        seuil / 12,
        units,
        units + 1,
        units / 12,
        units / 52,
        value(made, "seuil.a1.point_mort"),
    ]
    if any(_same(Decimal(one), form) for one in found for form in forms if form):
        return ""
    return (
        "« Notre modèle, nos chiffres » : on n’y trouve pas votre seuil de rentabilité. Dites-le en euros, "
        "en "
        "nombre d’objets, ou en jour de l’année : c’est ce que le jury cherche en premier."
    )


def true(dossier: Dossier) -> str:
    """Each amount of the fourth and the sixth slide is one of the plan's."""
    if said := filled(dossier):
        return f"Le plan d’abord : {said}"
    known = dict(_known(dossier))
    for key in (FIGURES, ASKED):
        for told in amounts(dossier.text(key)):
            if any(_same(told, one) for one in known.values()):
                continue
            label, nearest = min(known.items(), key=lambda one: abs(one[1] - told))
            return (
                f"Vous dites {write(told, 'eur')} au jury. Aucun tableau du plan ne donne ce montant. Le "
                "plus "
                f"proche est « {label} » : {write(nearest, 'eur')}. Corrigez l’un des deux."
            )
    return ""


def asked(dossier: Dossier) -> str:
    """The last slide asks for something that can be counted, and the plan's start agrees."""
    if said := first_vague(dossier, (ASKED,), least=6):
        return said
    if not amounts(dossier.text(ASKED)) and not numbers(dossier.text(ASKED)):
        return "« Notre demande » : demandez quelque chose de précis. Combien, à qui, et pour faire quoi ?"
    return ""


def amounts(text: str) -> list[Decimal]:
    """The sums written in a text: « 1 250,50 € et 3 k€ » gives 1250.50 and 3000."""
    found = []
    for match in _AMOUNT.finditer(text):
        digits = re.sub(r"[ \u00a0\u202f]", "", match["number"]).replace(",", ".")
        found.append(Decimal(digits) * (1000 if match["thousand"] else 1))
    return found


def _same(told: Decimal, exact: Decimal) -> bool:
    """Whether somebody may say ``told`` for ``exact``: rounded as far as its zeros show, 2 % at most."""
    digits = told.as_tuple()
    if isinstance(digits.exponent, int) and digits.exponent < 0:
        step = Decimal(1).scaleb(digits.exponent)
    else:
        whole = str(int(told))
        step = Decimal(10) ** (len(whole) - len(whole.rstrip("0"))) if told else Decimal(1)
    return abs(told - exact) <= (step if step <= 1 else min(step / 2, LOOSEST * abs(exact)))


def _known(dossier: Dossier) -> Iterator[tuple[str, Decimal]]:
    """Everything of the plan, the study and the market that a jury may be told, by its name."""
    made = forecast_of(dossier)
    wanted = {f"resultat.a{year}.{name}" for year in (1, 2, 3) for name in (*_YEARLY, "caf", "is")}
    wanted |= {
        f"seuil.a{year}.{name}" for year in (1, 2, 3) for name in ("seuil", "fixes", "variables", "securite")
    }
    starts = (
        *("financement_initial.depart.", "saisie.produits.", "saisie.emprunts.", "saisie.investissements."),
        *("saisie.financement.", "saisie.charges.", "saisie.demarrage.", "saisie.dirigeant.", "tresorerie.m"),
    )
    for key, figure in made.figures.items():
        monthly = key.startswith("tresorerie.") and not key.endswith(".fin")
        told = key in wanted or (key.startswith(starts) and not monthly)
        if told and figure.unit in ("eur", "eur_unit"):
            yield figure.label, figure.value
    units = sum(
        (made.plan.numbers[f"produits.{row}.unites1"] for row in made.plan.rows["produits"]), Decimal(0)
    )
    if units:
        margin, variable = value(made, "resultat.a1.marge") / units, value(made, "seuil.a1.variables") / units
        yield "Marge par unité, année 1", margin
        yield "Charges variables par unité, année 1", variable
    yield "Seuil de rentabilité d’un mois, année 1", value(made, "seuil.a1.seuil") / 12
    for place, price in enumerate(customer_prices(dossier)[0], 1):
        yield f"Prix payé par le client (produit {place})", price
    for key, label in (
        ("etude.prix_min", "Prix le plus bas accepté"),
        ("etude.prix_max", "Prix le plus haut accepté"),
    ):
        if (found := number(dossier, key)) is not None:
            yield label, found
    for one in dossier.rounds:
        yield f"Résultat du tour {one.number}", one.result
        yield f"Caisse à la fin du tour {one.number}", one.cash


CHECKS: Mapping[str, Callable[[Dossier], str]] = {
    "diapositives": slides,
    "chiffres": figures,
    "justes": true,
    "demande": asked,
}

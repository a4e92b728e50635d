"""The canvas: every box says something, and the offer is made for those who are said to buy it."""

import re
from collections.abc import Callable, Mapping

from busy_ness.app.writing.boxes import CANVAS
from busy_ness.dossier import Dossier
from busy_ness.review.precision import everybody, first_vague, named, numbers, stems, vague, words_of

SEGMENTS, PROPOSITION = "canvas.segments", "canvas.proposition"
_OTHERS = tuple(box.key for box in CANVAS if box.key not in (SEGMENTS, PROPOSITION))
_PERSONA = ("nom", "vie", "besoins", "freins")


def boxes(dossier: Dossier) -> str:
    """The eight boxes around the offer and its customers."""
    return first_vague(dossier, _OTHERS)


def segments(dossier: Dossier) -> str:
    if said := vague(dossier, SEGMENTS):
        return f"{named(SEGMENTS)} : {said}."
    if everybody(dossier.text(SEGMENTS)):
        return (
            f"{named(SEGMENTS)} : vous visez tout le monde. Personne ne s’y reconnaît. Choisissez un groupe "
            "que "
            "vous pourriez croiser demain : quel âge, où, avec quelle habitude ?"
        )
    return ""


def proposition(dossier: Dossier) -> str:
    if said := vague(dossier, PROPOSITION, least=6):
        return f"{named(PROPOSITION)} : {said}. Essayez : « Pour …, nous …, et c’est mieux parce que … »."
    return ""


def coherence(dossier: Dossier) -> str:
    """Offer and customers share at least one word that carries sense."""
    offer = dossier.text(PROPOSITION)
    people = [dossier.text(SEGMENTS), *(_persona(dossier, number) for number in (1, 2, 3))]
    if not words_of(offer) or not words_of(people[0]):
        return (
            "Remplissez d’abord « Segments de clients » et « Proposition de valeur » : on les lit ensemble."
        )
    if stems(offer) & stems(" ".join(people)):
        return ""
    return (
        "Votre proposition de valeur ne parle pas de vos clients : aucun mot n’est commun avec vos segments "
        "ni "
        "avec vos personas. Reprenez-y les gens que vous visez, ou ce qu’ils veulent, avec les mêmes mots."
    )


def money(dossier: Dossier) -> str:
    """Costs are several, income has a price."""
    if said := vague(dossier, "canvas.couts") or vague(dossier, "canvas.revenus"):
        return f"Les cases d’argent d’abord : {said}."
    parts = [one for one in re.split(r"[,;:.\n]| et ", dossier.text("canvas.couts")) if words_of(one)]
    if len(parts) < 2:
        return (
            "« Structure de coûts » : une seule dépense. Cherchez-en une que vous payez même sans vendre, "
            "et une "
            "qui revient à chaque vente."
        )
    if not numbers(dossier.text("canvas.revenus")):
        return "« Sources de revenus » : il manque un prix. Qui paie, combien, et quand ?"
    return ""


def persona(dossier: Dossier) -> str:
    """At least one customer is somebody."""
    if any(not _missing(dossier, number) for number in (1, 2, 3)):
        return ""
    missing = _missing(dossier, 1)
    return (
        f"Il faut un persona complet. Au premier, il manque : {', '.join(missing)}. "
        "Pensez à quelqu’un que vous connaissez, sans écrire son vrai nom de famille."
    )


def _missing(dossier: Dossier, number: int) -> list[str]:
    told = {
        "nom": "son prénom et son âge",
        "vie": "sa vie",
        "besoins": "ses besoins",
        "freins": "ses freins",
    }
    return [
        told[part]
        for part in _PERSONA
        if vague(dossier, f"persona.{number}.{part}", least=1 if part == "nom" else 4)
    ]


def _persona(dossier: Dossier, number: int) -> str:
    return " ".join(dossier.text(f"persona.{number}.{part}") for part in _PERSONA)


CHECKS: Mapping[str, Callable[[Dossier], str]] = {
    "cases": boxes,
    "segments": segments,
    "proposition": proposition,
    "coherence": coherence,
    "argent": money,
    "persona": persona,
}

"""The debrief: at each round, what was planned, what came, and the one decision that changes."""

from collections.abc import Callable, Mapping
from itertools import combinations

from busy_ness.dossier import Dossier
from busy_ness.review.precision import numbers, vague, words_of


def played(dossier: Dossier) -> str:
    if not dossier.rounds:
        return "Aucun tour de marché n’est encore fini : le bilan se rend après le premier."
    return ""


def planned(dossier: Dossier) -> str:
    """A team that plans nothing cannot compare."""
    if said := played(dossier):
        return said
    without = [one.number for one in dossier.rounds if one.planned_sales is None]
    if 2 * len(without) > len(dossier.rounds):
        told = ", ".join(map(str, without))
        return (
            f"Vous n’aviez rien prévu aux tours {told}. Sans prévision, impossible de savoir si le résultat "
            "est bon : notez vos ventes prévues avant de valider vos décisions."
        )
    return ""


def gaps(dossier: Dossier) -> str:
    """Each gap is explained by a cause, with a number of the round."""
    if said := _each(dossier, "ecart", "l’écart"):
        return said
    for one in dossier.rounds:
        if not numbers(dossier.text(f"debrief.{one.number}.ecart")):
            forecast = f"{one.planned_sales} ventes prévues, " if one.planned_sales is not None else ""
            return (
                f"Tour {one.number}, l’écart : citez au moins un chiffre du tour. {forecast}{one.sales} "
                "réalisées : pourquoi ?"
            )
    return ""


def changes(dossier: Dossier) -> str:
    """Each round changes one thing; the same sentence everywhere is none."""
    if said := _each(dossier, "changement", "la décision que vous changez"):
        return said
    told = {one.number: words_of(dossier.text(f"debrief.{one.number}.changement")) for one in dossier.rounds}
    for first, second in combinations(told, 2):
        if told[first] == told[second]:
            return (
                f"Aux tours {first} et {second}, vous avez écrit la même phrase. "
                "Que s’est-il passé de différent, et qu’avez-vous appris entre les deux ?"
            )
    return ""


def _each(dossier: Dossier, part: str, title: str) -> str:
    if said := played(dossier):
        return said
    for one in dossier.rounds:
        if said := vague(dossier, f"debrief.{one.number}.{part}", least=5):
            return f"Tour {one.number}, {title} : {said}."
    return ""


CHECKS: Mapping[str, Callable[[Dossier], str]] = {
    "tours": played,
    "previsions": planned,
    "ecarts": gaps,
    "changements": changes,
}

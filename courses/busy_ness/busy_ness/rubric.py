"""What a person grades of each deliverable: cells of the exercises, and the team's words that fill them."""

from collections.abc import Mapping
from dataclasses import dataclass

from busy_ness.deliverables import Work
from busy_ness.dossier import Dossier
from busy_ness.review.precision import named


@dataclass(frozen=True)
class Criterion:
    """One cell that a facilitator grades.

    Attributes:
        cell: its name in the exercise.
        keys: texts of the team that it shows.
    """

    cell: str
    title: str
    points: int
    keys: tuple[str, ...] = ()


_SLIDES = {number: f"pitch.{number}" for number in range(1, 7)}

RUBRIC: Mapping[str, tuple[Criterion, ...]] = {
    "canevas": (
        Criterion("client", "Le client et l’offre", 4, ("canvas.segments", "canvas.proposition")),
        Criterion(
            "realisme", "Le réalisme du modèle", 4, ("canvas.couts", "canvas.revenus", "canvas.impact")
        ),
    ),
    "etude_strategie": (
        Criterion("methode", "La méthode de l’enquête", 4, ("etude.questions", "etude.resultats")),
        Criterion(
            "choix",
            "Les choix qui en sortent",
            6,
            ("strategie.positionnement", "strategie.prix", "strategie.communication"),
        ),
    ),
    "previsionnel": (
        Criterion("hypotheses", "Des hypothèses qui se défendent", 5, ("strategie.prix", "canvas.couts")),
        Criterion("lecture", "L’équipe explique ses chiffres", 5),
    ),
    "bilan_decisions": (
        Criterion("causes", "Les causes des écarts", 5),
        Criterion("progres", "Ce que l’équipe a appris", 5),
    ),
    "pitch": (
        Criterion("probleme", "Problème et client", 15, (_SLIDES[1],)),
        Criterion("offre", "Offre", 15, (_SLIDES[2],)),
        Criterion("marche", "Marché", 15, (_SLIDES[3],)),
        Criterion("modele", "Modèle et chiffres", 20, (_SLIDES[4],)),
        Criterion("faisabilite", "Faisabilité", 10, (_SLIDES[6],)),
        Criterion("impact", "Impact", 5, (_SLIDES[5], "canvas.impact")),
        Criterion("oral", "Oral", 10),
        Criterion("equipe", "Équipe", 5),
        Criterion("questions", "Réponses aux questions", 5),
    ),
}


def answers(work: Work) -> dict[str, str]:
    """What the exercise's graded cells say, by their names, in Markdown: never what the author left there."""
    return {one.cell: _answer(one, work) for one in RUBRIC[work.exercise]}


def _answer(criterion: Criterion, work: Work) -> str:
    dossier = work.dossier
    keys = criterion.keys
    if work.exercise == "bilan_decisions":
        part = "ecart" if criterion.cell == "causes" else "changement"
        keys = tuple(f"debrief.{one.number}.{part}" for one in dossier.rounds)
        told = [
            f"**Tour {one.number}**\n\n{_quoted(dossier, f'debrief.{one.number}.{part}')}"
            for one in dossier.rounds
        ]
    else:
        told = [f"**{named(key).strip('« »')}**\n\n{_quoted(dossier, key)}" for key in keys]
    people = ", ".join(f"{one.display_name} ({one.role or 'sans rôle'})" for one in dossier.members)
    signed = f"*{dossier.company.strip() or dossier.team} : {people or dossier.team}*"
    return "\n\n".join([*told, signed])


def _quoted(dossier: Dossier, key: str) -> str:
    text = dossier.text(key)
    return "\n".join(f"> {line}" for line in text.splitlines()) if text else "> (vide)"

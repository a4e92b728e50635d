"""What a learner reads when something stands in the way: one French sentence for what, why and what next."""

import gettext
from collections.abc import Mapping
from http import HTTPStatus

from grader.errors import GraderError
from grader.words import french

# French is the source language; another language is one catalogue named «campus» away.
_ = gettext.translation("campus", fallback=True).gettext


def unknown_address() -> GraderError:
    return GraderError(
        "unknown-address",
        _(
            "Cette adresse ne mène à aucun exercice, elle est peut-être mal recopiée."
            " Retourne à «\u00a0Mon parcours\u00a0» et choisis un exercice."
        ),
        "course or exercise is not a slug",
        HTTPStatus.NOT_FOUND,
    )


def not_opened(course: str, exercise: str) -> GraderError:
    return GraderError(
        "not-opened",
        _(
            "Cet exercice n'est pas encore dans tes fichiers, il n'y a donc rien à rendre."
            " Ouvre-le d'abord depuis «\u00a0Mon parcours\u00a0»."
        ),
        f"no notebook on disk for {course}/{exercise}",
        HTTPStatus.NOT_FOUND,
    )


def exchange_away(detail: str) -> GraderError:
    return GraderError(
        "exchange-unreachable",
        _(
            "Le campus ne répond pas pour le moment. Ton travail est bien gardé ici."
            " Attends une minute, puis réessaie. Si ça recommence, appelle quelqu'un de l'équipe."
        ),
        f"exchange unreachable: {detail}",
        HTTPStatus.SERVICE_UNAVAILABLE,
    )


def home_full(detail: str) -> GraderError:
    return GraderError(
        "home-full",
        _(
            "Tes fichiers prennent trop de place, alors rien de nouveau ne peut être enregistré."
            " Ouvre «\u00a0Mes fichiers\u00a0», coche ceux dont tu n'as plus besoin (les plus gros d'abord),"
            " puis clique sur «\u00a0Supprimer\u00a0». Ensuite, attends une ou deux minutes."
        ),
        f"no room in her home: {detail}",
        HTTPStatus.INSUFFICIENT_STORAGE,
    )


def disk_full(detail: str) -> GraderError:
    return GraderError(
        "disk-full",
        _(
            "Le disque du campus est plein\u00a0: ce n'est pas ta faute."
            " Préviens la personne qui anime, et laisse cette page ouverte."
        ),
        f"no room on the campus's disk: {detail}",
        HTTPStatus.INSUFFICIENT_STORAGE,
    )


def changed_elsewhere(path: str) -> GraderError:
    return GraderError(
        "changed-elsewhere",
        _("Ce fichier a changé ailleurs depuis que tu l'as ouvert. Choisis quelle version tu veux garder."),
        f"{path} is not what her page has seen last",
        HTTPStatus.CONFLICT,
    )


def unknown_version() -> GraderError:
    return GraderError(
        "unknown-version",
        _("Cette version n'existe plus. Choisis-en une autre dans la liste."),
        "no such version in her history",
        HTTPStatus.NOT_FOUND,
    )


def refused(detail: str) -> GraderError:
    """A refusal of nbgrader itself, whose words are English and for operators."""
    return GraderError(
        "exchange-refused",
        _(
            "Le campus n'a pas accepté cette demande. Rien n'est perdu, ton travail est bien gardé ici."
            " Montre ce message à quelqu'un de l'équipe."
        ),
        f"nbgrader refused: {detail}",
        HTTPStatus.BAD_GATEWAY,
    )


def ours(detail: str) -> GraderError:
    """Anything unexpected: never her mistake."""
    return GraderError(
        "broken",
        _(
            "Quelque chose s'est cassé de notre côté\u00a0: ce n'est pas ta faute."
            " Ton travail est bien gardé. Réessaie dans une minute, ou appelle quelqu'un de l'équipe."
        ),
        detail,
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def problem_page(problem: GraderError) -> Mapping[str, str]:
    """Every sentence of the page shown when an exercise cannot be opened."""
    return {
        "title": _("Cet exercice ne peut pas s'ouvrir pour le moment"),
        "message": french(problem.learner),
        "try_again": _("Réessayer"),
        "back": _("Retour à «\u00a0Mon parcours\u00a0»"),
        "code_label": _("Pour l'équipe\u00a0:"),
        "code": problem.code,
    }


def atelier_page(title: str) -> Mapping[str, str]:
    """Every sentence of the Atelier's page before its scripts have come."""
    return {
        "title": french(title),
        "loading": _("L'Atelier s'ouvre…"),
        "as_notebook": _("Il ne s'ouvre pas\u202f? Ouvre le carnet à la place."),
    }

"""Every reason the exchange has to refuse a team's work, with the words for each reader."""

from http import HTTPStatus

from grader.errors import GraderError
from grader.exchange.refusals import NOTHING_LOST, shown


def not_for_teams(course: str, exercise: str) -> GraderError:
    return GraderError(
        "not-for-teams",
        f"L'exercice « {shown(exercise)} » ne se rend pas en équipe : chaque élève rend le sien depuis « Mon "
        f"parcours ». {NOTHING_LOST}",
        f"{course!r} {exercise!r} takes no teams' work: add [team] to its exercise.toml",
        HTTPStatus.CONFLICT,
    )


def empty_team() -> GraderError:
    return GraderError(
        "empty-team",
        "Cette équipe n'a personne : ajoutez-y au moins un ou une élève, puis recommencez.",
        "a team's work without any ?learner=",
    )


def too_many_members(count: int, most: int) -> GraderError:
    return GraderError(
        "too-many-members",
        f"Cette équipe compte {count} personnes, et cet exercice en accepte {most} au plus. Faites deux "
        "équipes, puis recommencez.",
        f"{count} members, {most} at most: `most` below [team] in exercise.toml",
    )


def unknown_learner(name: str) -> GraderError:
    return GraderError(
        "unknown-learner",
        f"« {shown(name)} » n'a pas de compte ici. Vérifiez son nom, ou retirez cette personne de l'équipe, "
        "puis recommencez.",
        f"no account {name!r}",
        HTTPStatus.NOT_FOUND,
    )


def not_in_course(name: str, course: str) -> GraderError:
    return GraderError(
        "not-in-course",
        f"« {shown(name)} » n'est pas dans le cours « {shown(course)} ». Inscrivez cette personne, ou "
        "retirez-la de l'équipe, puis recommencez.",
        f"{name!r} is not enrolled in {course!r}",
        HTTPStatus.CONFLICT,
    )


def bad_team_name(name: str) -> GraderError:
    return GraderError(
        "bad-team-name",
        "Il faut un nom d'équipe, de 80 signes au plus. Corrigez-le, puis recommencez.",
        f"unusable ?team={name[:100]!r}",
    )

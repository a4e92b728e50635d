"""With whom a result was handed in, in the words of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campus.web.services import Services
from campus.web.steps import StepState, step_state
from campus.web.words import say as _
from grader.manifest import Exercise
from grader.results import Result
from grader.submissions import Submission
from grader.teams import TeamSubmission


@dataclass(frozen=True)
class TeamRow:
    """What a team handed in, as long as it is the newest work of one of its members.

    Attributes:
        names: display names of all who were in it.
        result: of a member whose newest work it is.
    """

    team: str
    names: str
    result: Result
    state: StepState


def handed_in_by(services: Services, submission: Submission | None, names: Mapping[str, str]) -> str:
    """ "Rendu par l’équipe Re-Fil, avec Inès et Karim"; "" where she handed in alone.

    Args:
        names: display names by name; who is no longer in the course goes by the name of her account.
    """
    if submission is None or submission.team_submission_id is None:
        return ""
    made = services.store.teams.find(submission.team_submission_id)
    if made is None:
        return ""
    others = [names.get(one, one) for one in made.learners if one != submission.learner]
    if not others:
        return _("Rendu par l’équipe %(team)s", team=made.team)
    return _("Rendu par l’équipe %(team)s, avec %(names)s", team=made.team, names=listed(others))


def team_rows(
    services: Services, course: str, exercise: Exercise, table: Mapping[str, Mapping[str, Result]]
) -> list[TeamRow]:
    """One for each team's work among these newest results of an exercise, newest first."""
    if exercise.team is None:
        return []
    names = services.roster(course)
    results = {
        one[exercise.slug].submission_id: one[exercise.slug] for one in table.values() if exercise.slug in one
    }
    shown: dict[str, tuple[TeamSubmission, Result]] = {}
    for submission_id, made in services.store.teams.of(list(results)).items():
        shown.setdefault(made.id, (made, results[submission_id]))
    return [
        TeamRow(
            made.team,
            listed([names.get(one, one) for one in made.learners]),
            result,
            step_state(result, begun=True),
        )
        for made, result in sorted(shown.values(), key=lambda pair: -pair[0].first.sequence)
    ]


def listed(names: Sequence[str]) -> str:
    """ "Inès", "Inès et Karim", "Inès, Karim et Léa"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s et %(last)s", most=", ".join(names[:-1]), last=names[-1])

"""What a learner reads of one graded cell, from what its run left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nbformat import NotebookNode
from nbgrader import utils

from grader import exhibits, words
from grader.kinds.comparing import NOTHING, Detail, detail
from grader.kinds.reading import (
    broken_cell,
    error_of,
    hidden_names,
    place_of,
    stderr_of,
)
from grader.kinds.surroundings import surroundings
from grader.prepared import Mistake
from grader.results import CheckResult, Shown
from grader.sandbox.environment import Comparison

__all__ = ["NOTHING", "Detail", "advised", "detail", "detailed", "matching", "pictures", "shown_by", "told"]

ERASED = "Cette cellule a été effacée. Rouvre l'exercice pour la retrouver, puis rends-le à nouveau."
STDERR = "Ton code a affiché une alerte pendant la vérification, qui ne compte donc pas. L'alerte : {message}"
WAITING = "Une personne va lire ta réponse."


def told(cell: NotebookNode | None, notebook: NotebookNode, points: float | None, max_score: float) -> str:
    """French words for a cell that is not passed: what happened, and what to try.

    Args:
        cell: the graded cell after its run; None where she deleted it.
        points: nbgrader's score of it; None while a person has to look.
    """
    if cell is None:
        return words.french(ERASED)
    if points is None:
        return words.french(WAITING)
    error = error_of(cell)
    if error is not None:
        return _told_error(error, notebook)
    if alert := stderr_of(cell).strip():
        return words.french(STDERR).format(message=alert[-300:])
    if utils.is_solution(cell):
        return words.french(words.UNANSWERED)
    return words.french(f"Une partie est juste : {points:g} sur {max_score:g}.")


def shown_by(cell: NotebookNode) -> Shown | None:
    """The picture that a test which failed shows, if it is one that may be shown."""
    found = exhibits.of(cell)
    if found is None:
        return None
    exhibit, seen = found
    alt = words.french(exhibit.alt)
    return Shown(exhibits.name(exhibit.data), alt, seen.width, seen.height, seen.seconds)


def pictures(checks: Iterable[CheckResult], cells: Iterable[NotebookNode]) -> dict[str, bytes]:
    """What these checks show, by the hash of its content, out of the outputs of their cells."""
    wanted = {check.shown.sha256 for check in checks if check.shown is not None}
    found = (one[0].data for cell in cells if (one := exhibits.of(cell)) is not None)
    return {name: data for data in found if (name := exhibits.name(data)) in wanted}


def detailed(
    checks: Sequence[CheckResult], notebook: NotebookNode, comparisons: Mapping[str, Comparison]
) -> list[CheckResult]:
    """The checks of a notebook with both values of a comparison, where she may read them.

    Args:
        notebook: after its run, hidden lines and all.
        comparisons: by name of the test (``Run.comparisons``).
    """
    hidden = hidden_names(notebook) if comparisons else set()
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if utils.is_grade(cell)}
    done = []
    for check in checks:
        seen = NOTHING
        if check.name in cells and check.status in ("failed", "partial"):
            seen = detail(cells[check.name], comparisons.get(check.name), hidden)
        done.append(replace(check, asked=seen.asked, obtained=seen.obtained, expected=seen.expected))
    return done


def matching(mistakes: Iterable[Mistake], checks: Iterable[CheckResult]) -> Mistake | None:
    """The author's wrong answer that fails the same tests in the same words, numbers and all.

    What she has not answered yet says nothing of her mistake, and is left aside. Where several fit and
    would advise differently, none does.

    Args:
        mistakes: what a build has seen of the author's wrong answers (``Prepared.mistakes``).
        checks: of all notebooks.
    """
    failed = {check.name: check.words for check in checks if check.status in ("failed", "partial")}
    left = {name for name, said in failed.items() if said.startswith(words.UNANSWERED)}
    mine = {name: said for name, said in failed.items() if name not in left}
    fitting = [
        one
        for one in mistakes
        if mine and mine == {name: said for name, said in one.words.items() if name not in left}
    ]
    return fitting[0] if len({one.advice for one in fitting}) == 1 else None


def advised(checks: Sequence[CheckResult], mistake: Mistake | None) -> tuple[CheckResult, ...]:
    """The checks, the mistake's advice on the first of its tests that fails."""
    if mistake is None or not mistake.advice:
        return tuple(checks)
    first = next((check.name for check in checks if check.words == mistake.words.get(check.name)), "")
    return tuple(
        replace(check, advice=words.french(mistake.advice)) if check.name == first else check
        for check in checks
    )


def _told_error(error: NotebookNode, notebook: NotebookNode) -> str:
    message = str(error.evalue)
    missing = message.split("'")[1] if error.ename == "NameError" and message.count("'") > 1 else ""
    cause = broken_cell(missing, notebook) if missing else None
    if cause is not None:
        # The name is missing because her own cell stopped before giving it: that is what she can repair.
        error = error_of(cause) or error
        message = str(error.evalue)
    if error.ename == "AssertionError":
        return words.explain(error.ename, message)
    seen = surroundings(notebook)
    place = place_of(error, notebook)
    return words.explain(error.ename, message, place, seen.names, seen.texts, seen.modules)

"""What a learner reads of one graded cell, from what its run left."""

from nbformat import NotebookNode
from nbgrader import utils

from grader import words
from grader.kinds.reading import broken_cell, error_of, names_in, place_of, stderr_of

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


def _told_error(error: NotebookNode, notebook: NotebookNode) -> str:
    message = str(error.evalue)
    missing = message.split("'")[1] if error.ename == "NameError" and message.count("'") > 1 else ""
    cause = broken_cell(missing, notebook) if missing else None
    if cause is not None:
        # The name is missing because her own cell stopped before giving it: that is what she can repair.
        error = error_of(cause) or error
        message = str(error.evalue)
    return words.explain(error.ename, message, place_of(error, notebook), names_in(notebook))

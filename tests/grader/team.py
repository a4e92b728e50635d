"""A team of the classroom: what it hands in, what a person gives for it, and what comes of it."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from grader import notebooks
from grader.exchange.bundle import pack
from grader.gradesheet import Gradesheet
from grader.teams import TeamSubmission

TEAM = ("ines", "karim", "lea")
HALF = "def tarif(age):\n    return 3"


def hand_in(
    classroom: Any, notebook: NotebookNode, learners: Sequence[str] = TEAM, team: str = "Re-Fil"
) -> TeamSubmission:
    with TemporaryDirectory() as made:
        (Path(made) / "guichet.ipynb").write_text(notebooks.written(notebook))
        blob = classroom.grading.blobs.put(BytesIO(pack(Path(made))))
    teams, course = classroom.store.teams, classroom.course.id
    added = teams.add(course, "guichet", team, learners, blob.sha256, blob.size_bytes, "busy_ness")
    assert isinstance(added, TeamSubmission)
    return added


def answered(classroom: Any, tarif: str) -> NotebookNode:
    """With a rule of their own, which a person has to read."""
    made: NotebookNode = classroom.answered(
        tarif=tarif, regle="Notre règle : moins de douze ans, trois euros."
    )
    return made


def sheet(classroom: Any, learner: str) -> Gradesheet:
    found: Gradesheet = classroom.book.gradesheets(learner)[learner, "guichet"]
    return found


def by_hand(classroom: Any, learner: str, score: float | None, comment: str | None = None) -> None:
    """As nbgrader's own API does, whatever process it is in."""
    with classroom.book.opened() as book:
        grade = book.find_grade("regle", "guichet", "guichet", learner)
        grade.manual_score = score
        grade.needs_manual_grade = score is None and grade.auto_score is None
        if comment is not None:
            book.find_comment("regle", "guichet", "guichet", learner).manual_comment = comment
        book.db.commit()


def outcomes(classroom: Any, team: TeamSubmission) -> dict[str, float | None]:
    """Scores by learner."""
    found = classroom.store.outcomes([one.id for one in team.members])
    return {one.learner: found[one.id].score for one in team.members if one.id in found}

"""What nbgrader's gradebook says of a learner's exercise now, manual grades included."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import Connection, Row, func, select


@dataclass(frozen=True)
class Grade:
    """One graded cell; the scores are nbgrader's columns."""

    name: str
    points: float
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool

    @property
    def score(self) -> float | None:
        """nbgrader's rule: a person's score before the machine's, extra credit added; None with neither."""
        base = self.manual_score if self.manual_score is not None else self.auto_score
        return None if base is None else base + (self.extra_credit or 0.0)


@dataclass(frozen=True)
class Gradesheet:
    """All grades of one learner's exercise; ``comments`` are a person's, by cell, graded or not."""

    grades: Mapping[str, Grade] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    late_penalty: float = 0.0
    late_seconds: float = 0.0


_SCORES = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")

_handed_in = api.SubmittedAssignment.__table__
_notebook = api.SubmittedNotebook.__table__
_assignment = api.Assignment.__table__
_cell, _grade, _comment = api.BaseCell.__table__, api.Grade.__table__, api.Comment.__table__
_graded, _task = api.GradeCell.__table__, api.TaskCell.__table__
_base = _handed_in.join(_assignment, _handed_in.c.assignment_id == _assignment.c.id).join(
    _notebook, _notebook.c.assignment_id == _handed_in.c.id
)


def read_gradesheets(
    db: Connection, learner: str | None = None, exercise: str | None = None
) -> dict[tuple[str, str], Gradesheet]:
    """Gradesheets by (learner, exercise), of everyone and everything where they are not given."""

    def rows(columns: Sequence[Any], source: Any) -> Iterable[tuple[tuple[str, str], Row[Any]]]:
        asked = select(_handed_in.c.student_id, _assignment.c.name.label("exercise"), *columns)
        asked = asked.select_from(source)
        if learner is not None:
            asked = asked.where(_handed_in.c.student_id == learner)
        if exercise is not None:
            asked = asked.where(_assignment.c.name == exercise)
        return (((row.student_id, row.exercise), row) for row in db.execute(asked))

    grades: dict[tuple[str, str], dict[str, Grade]] = {}
    points = func.coalesce(_graded.c.max_score, _task.c.max_score, 0.0).label("points")
    graded = (
        _base.join(_grade, _grade.c.notebook_id == _notebook.c.id)
        .join(_cell, _cell.c.id == _grade.c.cell_id)
        .outerjoin(_graded, _graded.c.id == _cell.c.id)
        .outerjoin(_task, _task.c.id == _cell.c.id)
    )
    for key, row in rows([_cell.c.name, points, *(_grade.c[name] for name in _SCORES)], graded):
        one = Grade(row.name, row.points, *(getattr(row, name) for name in _SCORES))
        grades.setdefault(key, {})[row.name] = one

    comments: dict[tuple[str, str], dict[str, str]] = {}
    commented = _base.join(_comment, _comment.c.notebook_id == _notebook.c.id).join(
        _cell, _cell.c.id == _comment.c.cell_id
    )
    for key, row in rows([_cell.c.name, _comment.c.manual_comment], commented):
        if row.manual_comment:
            comments.setdefault(key, {})[row.name] = row.manual_comment

    sheets: dict[tuple[str, str], Gradesheet] = {}
    times = [_handed_in.c.timestamp, _handed_in.c.extension, _assignment.c.duedate]
    for key, row in rows([*times, _notebook.c.late_submission_penalty], _base):
        due = row.duedate + row.extension if row.duedate and row.extension else row.duedate
        late = max(0.0, (row.timestamp - due).total_seconds()) if due and row.timestamp else 0.0
        # One row for each notebook: nbgrader gives each its own penalty, and takes them all together.
        before = sheets[key].late_penalty if key in sheets else 0.0
        penalty = before + (row.late_submission_penalty or 0.0)
        sheets[key] = Gradesheet(grades.get(key, {}), comments.get(key, {}), penalty, late)
    return sheets

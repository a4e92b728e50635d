"""A judgement as rows of nbgrader's gradebook: those its SaveAutoGrades writes, in one transaction."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from nbformat import NotebookNode
from nbgrader import api, utils
from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from grader.kinds import Judgement
from grader.store import Submission

log = logging.getLogger(__name__)

_student, _assignment = api.Student.__table__, api.Assignment.__table__
_handed_in, _notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
_source, _cell = api.Notebook.__table__, api.BaseCell.__table__
_grade, _comment = api.Grade.__table__, api.Comment.__table__
_Scores = Mapping[str, float | None]
_Comments = Mapping[str, str | None]
_GRADED, _COMMENTED = ("GradeCell", "TaskCell"), ("SolutionCell", "TaskCell")

# Written once: for a small statement, putting it together takes as long as running it.
_PLACES = (
    select(
        _assignment.c.id,
        _source.c.id.label("source_id"),
        _assignment.c.duedate,
        _handed_in.c.id.label("handed_in_id"),
        _handed_in.c.timestamp,
        _handed_in.c.extension,
        _notebook.c.id.label("notebook_id"),
        _notebook.c.late_submission_penalty,
    )
    .select_from(
        _assignment.join(_source, _source.c.assignment_id == _assignment.c.id)
        .outerjoin(
            _handed_in,
            (_handed_in.c.assignment_id == _assignment.c.id)
            & (_handed_in.c.student_id == bindparam("learner")),
        )
        .outerjoin(
            _notebook,
            (_notebook.c.assignment_id == _handed_in.c.id) & (_notebook.c.notebook_id == _source.c.id),
        )
    )
    .where(_assignment.c.name == bindparam("exercise"))
)
_CELLS = (
    select(_source.c.id, _cell.c.id.label("cell_id"), _cell.c.name, _cell.c.type)
    .select_from(_source.outerjoin(_cell, _cell.c.notebook_id == _source.c.id))
    .where(_source.c.assignment_id == bindparam("assignment_id"))
)
_GRADES = (
    select(
        *(_grade.c.id, _cell.c.name, _grade.c.auto_score, _grade.c.manual_score, _grade.c.needs_manual_grade)
    )
    .select_from(_grade.join(_cell))
    .where(_grade.c.notebook_id == bindparam("notebook_id"))
)
_COMMENTS = (
    select(_comment.c.id, _cell.c.name, _comment.c.auto_comment)
    .select_from(_comment.join(_cell))
    .where(_comment.c.notebook_id == bindparam("notebook_id"))
)


@dataclass(frozen=True)
class _Place:
    """Where one learner's grades of an exercise are; ``is_same`` where they are of this very hand-in."""

    notebook_ids: tuple[str, ...]
    is_same: bool
    is_late: bool


def save(db: Connection, judgement: Judgement, submission: Submission) -> bool:
    """Writes grades and automatic comments; scores and comments of a person stay. True where it was late.

    nbgrader's rules: a cell that a person graded before waits for her again. Where the same hand-in is
    graded again and the machine gives what it gave, nothing new is there to look at, and it does not.

    Raises:
        MissingEntry: the exercise was never built.
    """
    scores, comments = _auto_scores(judgement), _auto_comments(judgement)
    place = _place(db, submission, scores, comments)
    asked = [{"notebook_id": one} for one in place.notebook_ids]
    changed = []
    for row in (row for hers in asked for row in db.execute(_GRADES, hers)):
        if row.name not in scores:
            continue
        auto_score = scores[row.name]
        needed = row.manual_score is not None or auto_score is None
        if place.is_same and row.manual_score is not None and row.auto_score == auto_score:
            needed = row.needs_manual_grade
        if (auto_score, needed) != (row.auto_score, row.needs_manual_grade):
            changed.append({"row": row.id, "auto_score": auto_score, "needs_manual_grade": needed})
    _update(db, _grade, changed)
    changed = [
        {"row": row.id, "auto_comment": comments[row.name]}
        for hers in asked
        for row in db.execute(_COMMENTS, hers)
        if row.name in comments and comments[row.name] != row.auto_comment
    ]
    _update(db, _comment, changed)
    return place.is_late


def _auto_scores(judgement: Judgement) -> dict[str, float | None]:
    """nbgrader's scores by cell. Without the zeros, a cell that she deleted would keep its points."""
    scores: dict[str, float | None] = {check.name: 0.0 for check in judgement.checks}
    for cell in _cells(judgement):
        if "nbgrader" not in cell.metadata:
            continue
        name = cell.metadata.nbgrader.grade_id
        if utils.is_grade(cell):
            points, _ = utils.determine_grade(cell, log)
            scores[name] = None if points is None else float(points)
        else:
            scores.pop(name, None)  # nbgrader leaves tasks to a person
    return scores


def _auto_comments(judgement: Judgement) -> dict[str, str | None]:
    """nbgrader's own remark on answers that she left as they were."""
    comments: dict[str, str | None] = {}
    for cell in _cells(judgement):
        if utils.is_solution(cell) or utils.is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            said = "No response." if untouched and not utils.is_task(cell) else None
            comments[cell.metadata.nbgrader.grade_id] = said
    return comments


def _cells(judgement: Judgement) -> Iterator[NotebookNode]:
    for notebook in judgement.notebooks.values():
        yield from notebook.cells


def _place(db: Connection, submission: Submission, scores: _Scores, comments: _Comments) -> _Place:
    """The learner's rows; where there are none, they are made with these scores and comments."""
    exercise, learner = submission.exercise, submission.learner
    received = submission.received_at.astimezone(UTC).replace(tzinfo=None)
    rows = db.execute(_PLACES, {"exercise": exercise, "learner": learner}).all()
    if not rows:
        raise api.MissingEntry(f"No such assignment: {exercise}")
    row = rows[0]  # of an exercise, they differ in what is told of each notebook alone
    made: Mapping[str, str] = {}
    if any(one.notebook_id is None for one in rows):
        given = _Given(row.id, learner, received, scores, comments)
        made = _make(db, given, row.handed_in_id)
    elif row.timestamp != received:
        change = update(_handed_in).where(_handed_in.c.id == row.handed_in_id)
        db.execute(change.values(timestamp=received))
    if punished := [one.notebook_id for one in rows if one.late_submission_penalty is not None]:
        change = update(_notebook).where(_notebook.c.id.in_(punished))
        db.execute(change.values(late_submission_penalty=None))
    return _Place(
        tuple(one.notebook_id or made[one.source_id] for one in rows),
        is_same=not made and row.timestamp == received,
        is_late=_late(received, row.duedate, row.extension),
    )


def _late(received: datetime, duedate: datetime | None, extension: Any) -> bool:
    due = duedate + extension if duedate is not None and extension is not None else duedate
    return due is not None and received > due


@dataclass(frozen=True)
class _Given:
    """What a learner's first hand-in of an exercise is made of."""

    assignment_id: str
    learner: str
    received: datetime
    scores: _Scores
    comments: _Comments


def _make(db: Connection, given: _Given, handed_in_id: str | None) -> Mapping[str, str]:
    """A hand-in with a grade and a comment for each cell that has one; its new notebooks by their source."""
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    db.execute(insert(_student).values(id=given.learner).on_conflict_do_nothing())
    if handed_in_id is None:
        handed_in_id = api.new_uuid()
        row = {"id": handed_in_id, "assignment_id": given.assignment_id, "student_id": given.learner}
        db.execute(_handed_in.insert().values(**row, timestamp=given.received))
    cells = db.execute(_CELLS, {"assignment_id": given.assignment_id}).all()
    there = select(_notebook.c.notebook_id).where(_notebook.c.assignment_id == handed_in_id)
    known = set(db.execute(there).scalars())
    made = {row.id: api.new_uuid() for row in cells if row.id not in known}
    _insert(
        db,
        _notebook,
        ({"id": new, "assignment_id": handed_in_id, "notebook_id": old} for old, new in made.items()),
    )
    _insert(
        db,
        _grade,
        (
            {
                "notebook_id": made[cell.id],
                "cell_id": cell.cell_id,
                "auto_score": given.scores.get(cell.name),
                "needs_manual_grade": given.scores.get(cell.name) is None,
            }
            for cell in cells
            if cell.id in made and cell.type in _GRADED
        ),
    )
    _insert(
        db,
        _comment,
        (
            {
                "notebook_id": made[cell.id],
                "cell_id": cell.cell_id,
                "auto_comment": given.comments.get(cell.name),
            }
            for cell in cells
            if cell.id in made and cell.type in _COMMENTED
        ),
    )
    return made


def _insert(db: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """New rows, with nbgrader's defaults for the rest; told back, so that they go in one statement."""
    if whole := [{"id": uuid4().hex, **row} for row in rows]:
        db.execute(table.insert().returning(table.c.id), whole)


def _update(db: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.execute(update(table).where(table.c.id == bindparam("row")), rows)

"""The rows that one transaction writes are those of nbgrader's own SaveAutoGrades, on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.utils import compute_checksum
from sqlalchemy import create_engine

from grader import notebooks, recording
from grader.gradebook import alembic_on_path
from grader.kinds import Judgement
from grader.results import CheckResult
from grader.store import Submission, now

CELLS: dict[str, dict[str, Any]] = {
    "tarif": {"solution": True, "locked": False, "grade": False, "task": False},
    "enfants": {"grade": True, "locked": True, "solution": False, "task": False, "points": 2.0},
    "adultes": {"grade": True, "locked": True, "solution": False, "task": False, "points": 1.0},
    "regle": {"grade": True, "locked": False, "solution": True, "task": False, "points": 3.0},
    "affiche": {"grade": False, "locked": True, "solution": False, "task": True, "points": 4.0},
}
GRADED = [name for name, marks in CELLS.items() if marks["grade"] or marks["task"]]
START = {name: f"# {name}" for name in CELLS}


def executed(failing: tuple[str, ...] = (), missing: str = "", **answers: str) -> NotebookNode:
    """A notebook after its run."""
    cells = []
    for name, marks in CELLS.items():
        if name == missing:
            continue
        kind = "markdown" if name in ("regle", "affiche") else "code"
        metadata = {"nbgrader": {"grade_id": name, "schema_version": 3, "cell_type": kind, **marks}}
        cell = notebooks.new_cell(kind, START[name], metadata=metadata)
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
        cell.source = answers.get(name, cell.source)
        if name in failing:
            cell.outputs = [notebooks.error_output("AssertionError", "non")]
        cells.append(cell)
    return notebooks.new(cells)


def judgement(notebook: NotebookNode) -> Judgement:
    checks = (CheckResult(name, "", CELLS[name]["points"], None, "waiting") for name in GRADED)
    return Judgement({"guichet": notebook}, tuple(checks))


def submission(learner: str, received_at: datetime) -> Submission:
    return Submission(
        "one", "essai", "guichet", learner, received_at, "0" * 64, 10, None, "running", "", 1, received_at
    )


@pytest.fixture(params=["postgresql", "sqlite"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gradebook.db'}"
    made: Callable[[str], str] = request.getfixturevalue("database")
    return made("gradebook")


@pytest.fixture
def book(db_url: str) -> Iterator[Gradebook]:
    alembic_on_path()
    with Gradebook(db_url, "essai") as book:
        for exercise in ("autre", "guichet"):
            book.add_assignment(exercise)
            book.add_notebook(exercise, exercise)
            for name, marks in CELLS.items():
                where = (name, exercise, exercise)
                kind = "markdown" if name in ("regle", "affiche") else "code"
                if marks["grade"]:
                    book.add_grade_cell(*where, max_score=marks["points"], cell_type=kind)
                if marks["solution"]:
                    book.add_solution_cell(*where)
                if marks["task"]:
                    book.add_task_cell(*where, max_score=marks["points"], cell_type=kind)
        yield book


def theirs(book: Gradebook, made: Judgement, handed_in: Submission, db_url: str) -> None:
    """As ``nbgrader autograde`` does it."""
    received = handed_in.received_at.astimezone(UTC).replace(tzinfo=None)
    book.update_or_create_student(handed_in.learner)
    book.update_or_create_submission("guichet", handed_in.learner, timestamp=received)
    names = {"notebook": "guichet", "assignment": "guichet", "student": handed_in.learner, "db_url": db_url}
    for kind in (SaveAutoGrades, AssignLatePenalties):
        kind()(notebooks.copied(made.notebooks["guichet"]), {"nbgrader": names})


def ours(db_url: str, made: Judgement, handed_in: Submission) -> bool:
    engine = create_engine(db_url)
    with engine.begin() as db:
        late = recording.save(db, made, handed_in)
    engine.dispose()
    return late


def rows(book: Gradebook, learner: str) -> dict[str, Any]:
    book.db.expire_all()
    found = book.find_submission("guichet", learner)
    [notebook] = found.notebooks
    kept: dict[str, Any] = {
        "scores": (found.score, found.max_score, found.needs_manual_grade),
        "times": (found.timestamp, found.extension, found.total_seconds_late),
        "notebook": (notebook.flagged, notebook.late_submission_penalty, notebook.failed_tests),
    }
    for one in notebook.grades:
        kept[one.name] = (one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade)
    for one in notebook.comments:
        kept[f"{one.name} comment"] = (one.auto_comment, one.manual_comment)
    assert len(notebook.grades) == len(GRADED)
    assert len(notebook.comments) == 3
    return kept


RUNS = [
    executed(("enfants",)),
    executed((), tarif="def tarif(): ...", regle="Parce que."),
    executed(("enfants", "adultes"), regle="Autre chose", affiche="Fait"),
]


def test_the_same_rows_as_nbgrader_s_whatever_came_before(book: Gradebook, db_url: str) -> None:
    book.update_or_create_assignment("guichet", duedate=now().replace(tzinfo=None) - timedelta(minutes=90))
    start = now() - timedelta(hours=2)
    for number, run in enumerate(RUNS):
        handed_in = [submission(name, start + timedelta(hours=number)) for name in ("ada", "grace")]
        theirs(book, judgement(run), handed_in[0], db_url)
        assert ours(db_url, judgement(run), handed_in[1]) is (number > 0)
        assert rows(book, "grace") == rows(book, "ada"), number
        for name in ("ada", "grace"):  # a person grades in between
            grade = book.find_grade("regle", "guichet", "guichet", name)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
            book.find_comment("tarif", "guichet", "guichet", name).manual_comment = "Joli"
        book.db.commit()


def test_the_same_work_twice_writes_the_same_rows(book: Gradebook, db_url: str) -> None:
    handed_in = submission("ada", now())
    for _ in range(2):
        ours(db_url, judgement(RUNS[1]), handed_in)
        assert rows(book, "ada")["enfants"] == (2.0, None, None, False)
    assert len(book.assignment_submissions("guichet")) == 1
    assert book.assignment_submissions("autre") == []


def test_a_cell_that_she_deleted_keeps_no_points(book: Gradebook, db_url: str) -> None:
    ours(db_url, judgement(RUNS[1]), submission("ada", now()))
    ours(db_url, judgement(executed(missing="enfants")), submission("ada", now()))
    assert rows(book, "ada")["enfants"][0] == 0.0


def test_an_exercise_that_was_never_built_is_an_error_of_ours(book: Gradebook, db_url: str) -> None:
    book.remove_assignment("guichet")
    with pytest.raises(ValueError, match="No such assignment"):
        ours(db_url, judgement(RUNS[0]), submission("ada", now()))

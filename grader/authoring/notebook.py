"""The instructor's notebook that nbgrader builds from; the same script always gives the same bytes."""

from typing import Any

from nbformat import NotebookNode

from grader import notebooks
from grader.authoring.script import Cell, Script
from grader.manifest import Exercise

SCHEMA_VERSION = 3
CHECKS = "Vérification\u00a0:"
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(script: Script, exercise: Exercise | None = None) -> NotebookNode:
    """The instructor's notebook: answers, hidden tests and nbgrader's marks (schema 3).

    Args:
        exercise: a game's or a site's notebook says so, for the page that opens it.
    """
    told = about(exercise) if exercise is not None else {}
    metadata = {**_METADATA, "campus": told} if told else _METADATA
    return notebooks.new([_cell_of(cell) for cell in script.cells], metadata)


def about(exercise: Exercise) -> dict[str, str]:
    """What a notebook says of its exercise; nothing where the notebook is all there is."""
    if exercise.kind == "notebook":
        return {}
    return {"kind": exercise.kind, "main": exercise.main, "title": exercise.title}


def _cell_of(cell: Cell) -> NotebookNode:
    kind = "markdown" if cell.markdown else "code"
    return notebooks.new_cell(kind, _source(cell), id=cell.name, metadata=_marks(cell))


def _source(cell: Cell) -> str:
    """A test begins with its own sentence: folded in the notebook, that line is all that a learner sees."""
    if cell.role != "test" or cell.source.startswith("%%"):
        return cell.source
    return f"# {CHECKS} {cell.says}\n{cell.source}"


def _marks(cell: Cell) -> dict[str, Any]:
    if cell.role == "free":
        return {}
    graded = cell.role in ("test", "manual")
    marks: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "grade_id": cell.name,
        "grade": graded,
        "solution": cell.role in ("answer", "manual"),
        # Locked: nbgrader puts back what the learner changed.
        "locked": cell.role in ("statement", "given", "test"),
        "task": False,
    }
    if not graded:
        return {"nbgrader": marks}
    folded = {"jupyter": {"source_hidden": True}} if cell.role == "test" else {}
    return {"nbgrader": {**marks, "points": cell.points}, "campus": {"says": cell.says}, **folded}

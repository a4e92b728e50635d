"""The author's side of a notebook exercise: what may not change, and what each check is worth and says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    SaveCells,
)
from traitlets.config import Config

from grader import notebooks


@dataclass(frozen=True)
class SourceCell:
    """One cell that nbgrader follows: the attributes that its OverwriteCells reads, and what it is for."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str | None
    graded: bool = False
    answered: bool = False  # nbgrader's "solution": hers to write
    task: bool = False
    max_score: float = 0.0
    says: str = ""

    @property
    def manual(self) -> bool:
        return self.task or (self.graded and self.answered)

    def metadata(self) -> dict[str, Any]:
        """nbgrader's metadata as the author's notebook has it."""
        told: dict[str, Any] = {
            "grade": self.graded and not self.task,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.answered and not self.task,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.checksum is not None:
            told["checksum"] = self.checksum
        if self.graded or self.task:
            told["points"] = self.max_score
        return told


@dataclass(frozen=True)
class Source:
    """A notebook of an exercise as its gradebook knows it, in memory.

    Attributes:
        notebook: its name.
        cells: by name, in the notebook's order.
    """

    notebook: str
    cells: Mapping[str, SourceCell]
    kernelspec: Mapping[str, Any] = field(default_factory=dict)

    @property
    def checks(self) -> tuple[SourceCell, ...]:
        return tuple(cell for cell in self.cells.values() if cell.graded or cell.task)

    @property
    def max_score(self) -> float:
        return sum(cell.max_score for cell in self.checks)

    # Names and arguments of nbgrader's Gradebook, for its preprocessors.

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        try:
            return self.cells[name]
        except KeyError:
            raise MissingEntry(f"No such source cell: {assignment}/{notebook}/{name}") from None

    find_graded_cell = find_source_cell


class _NoBook:
    """A gradebook that knows nothing yet."""

    def find_grade_cell(self, name: str, notebook: str, assignment: str) -> None:
        raise MissingEntry(name)

    find_solution_cell = find_task_cell = find_source_cell = find_grade_cell


class _Cells(SaveCells):  # type: ignore[misc]
    """nbgrader's own rows for a notebook, kept instead of stored."""

    def rows(self, notebook: NotebookNode) -> dict[str, dict[str, dict[str, Any]]]:
        self.gradebook = _NoBook()
        self.notebook_id = self.assignment_id = "memory"
        kinds: dict[str, dict[str, dict[str, Any]]] = {"source": {}, "grade": {}, "solution": {}, "task": {}}
        self.new_grade_cells, self.new_solution_cells = kinds["grade"], kinds["solution"]
        self.new_task_cells, self.new_source_cells = kinds["task"], kinds["source"]
        for index, cell in enumerate(notebook.cells):
            self.preprocess_cell(cell, {}, index)
        return kinds


def from_notebook(name: str, notebook: NotebookNode, config: Config | None = None) -> Source:
    """Reads the author's notebook as ``nbgrader generate_assignment`` would.

    Args:
        config: the course's nbgrader configuration, for what ClearSolutions leaves in place of answers.
    """
    made = notebooks.copied(notebook)
    says = _says(made)
    for kind in (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums):
        made, _ = kind(config=config or Config())(made, {"nbgrader": {"notebook": name}})
    rows = _Cells().rows(made)
    cells = {
        cell: SourceCell(
            name=cell,
            cell_type=row["cell_type"],
            locked=row["locked"],
            source=row["source"],
            checksum=row["checksum"],
            graded=cell in rows["grade"],
            answered=cell in rows["solution"],
            task=cell in rows["task"],
            max_score=(rows["grade"].get(cell) or rows["task"].get(cell) or {}).get("max_score", 0.0),
            says=says.get(cell, ""),
        )
        for cell, row in rows["source"].items()
    }
    return Source(name, cells, made.metadata.get("kernelspec", {}))


def from_gradebook(exercise: str, book: Gradebook, folder: Path) -> tuple[Source, ...]:
    """Reads an exercise from its course's gradebook, the notebook of its name first.

    Args:
        folder: the author's notebooks, which add order and words; one may be missing.

    Raises:
        MissingEntry: the exercise was never built into this gradebook.
    """
    book.find_notebook(exercise, exercise)
    rows = sorted(book.find_assignment(exercise).notebooks, key=lambda row: (row.name != exercise, row.name))
    paths = (folder / f"{row.name}.ipynb" for row in rows)
    read = (notebooks.read(path) if path.exists() else None for path in paths)
    return tuple(_from_row(row, notebook) for row, notebook in zip(rows, read, strict=True))


def _from_row(row: Any, notebook: NotebookNode | None) -> Source:
    graded = {cell.name: cell for cell in (*row.grade_cells, *row.task_cells)}
    answered = {cell.name for cell in row.solution_cells}
    tasks = {cell.name for cell in row.task_cells}
    says = _says(notebook) if notebook is not None else {}
    order = {name: place for place, name in enumerate(_names(notebook))} if notebook is not None else {}
    cells = [
        SourceCell(
            name=cell.name,
            cell_type=str(getattr(cell.cell_type, "value", cell.cell_type)),
            locked=bool(cell.locked),
            source=cell.source,
            checksum=cell.checksum,
            graded=cell.name in graded,
            answered=cell.name in answered,
            task=cell.name in tasks,
            max_score=float(graded[cell.name].max_score) if cell.name in graded else 0.0,
            says=says.get(cell.name, ""),
        )
        for cell in row.source_cells
    ]
    cells.sort(key=lambda cell: (order.get(cell.name, len(order)), cell.name))
    return Source(row.name, {cell.name: cell for cell in cells}, json.loads(row.kernelspec or "{}"))


def _names(notebook: NotebookNode) -> list[str]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells]


def _says(notebook: NotebookNode) -> dict[str, str]:
    return {
        name: str(cell.metadata.get("campus", {}).get("says", ""))
        for name, cell in zip(_names(notebook), notebook.cells, strict=True)
        if name
    }

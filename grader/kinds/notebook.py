"""Grades a notebook: put right outside, run inside, scored outside, all by nbgrader's own classes."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
)

from grader import notebooks, sandbox
from grader.kinds.reading import hidden_lines, raw_of
from grader.kinds.source import Source, SourceCell
from grader.kinds.telling import told
from grader.results import CheckResult, status
from grader.sandbox.execute import Bounds
from grader.words import french

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judgement:
    """A submission after its run. ``notebook`` shows hidden tests and every output: for facilitators only."""

    notebook: NotebookNode
    checks: tuple[CheckResult, ...]

    @property
    def score(self) -> float:
        """Points known so far; those that a person will give are not in it."""
        return sum(check.score or 0.0 for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def waiting(self) -> bool:
        return any(check.status == "waiting" for check in self.checks)


class _OverwriteCells(OverwriteCells):  # type: ignore[misc]
    """nbgrader's class, reading an exercise in memory rather than opening the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        self.notebook_id = self.assignment_id = resources["nbgrader"]["notebook"]
        return NbGraderPreprocessor.preprocess(self, nb, resources)


def judge(
    submitted: NotebookNode,
    source: Source,
    work: Path | None,
    limits: Bounds,
    packages: Sequence[Path] = (),
) -> Judgement:
    """Grades what was handed in; the same for a learner's work and for an author's wrong answer.

    Args:
        submitted: her notebook, which may be damaged in any way; it is not changed.
        source: what the author wrote.
        work: folder with the files beside the notebook, hers and the author's; notebooks in it are ignored.
        packages: folders that she may import.
    """
    restored = restore(submitted, source)
    executed = sandbox.run(restored, work, limits, packages)
    return score(executed, source)


def restore(submitted: NotebookNode, source: Source) -> NotebookNode:
    """Her notebook with everything that was not hers to change put back, and no outputs."""
    notebook = _readable(submitted)
    for index, cell in enumerate(notebook.cells):
        meta = cell.metadata.pop("nbgrader", None)
        cell.metadata.pop("campus", None)
        known = source.cells.get(str(meta.get("grade_id"))) if isinstance(meta, dict) else None
        if known is not None:
            notebook.cells[index] = _typed(cell, known)
    resources = {"nbgrader": {"notebook": source.exercise, "assignment": source.exercise}}
    for kind in (ClearOutput, DeduplicateIds):
        notebook, resources = kind()(notebook, resources)
    for cell in notebook.cells:
        # DeduplicateIds leaves an empty mark on copies, which CheckCellMetadata then takes for an old format.
        if not cell.metadata.get("nbgrader", True):
            del cell.metadata["nbgrader"]
    if source.kernelspec:
        notebook.metadata["kernelspec"] = notebooks.node(source.kernelspec)
    overwrite = _OverwriteCells()
    overwrite.gradebook = source
    # It warns of each test that has hidden lines, which no learner's copy has.
    overwrite.log = logging.Logger("nbgrader", logging.ERROR)
    for pp in (overwrite, CheckCellMetadata()):
        notebook, resources = pp(notebook, resources)
    return notebook


def score(executed: NotebookNode, source: Source) -> Judgement:
    """Reads the outputs; nbgrader's ``determine_grade`` on the judged notebook gives the same scores."""
    notebook, resources = executed, {"nbgrader": {"notebook": source.exercise}}
    for kind in (IgnorePattern, ClearMetadataPreprocessor, LimitOutput):
        notebook, resources = kind()(notebook, resources)
    found = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if utils.is_grade(cell) or utils.is_task(cell)
    }
    hidden = [line for cell in notebook.cells if utils.is_locked(cell) for line in hidden_lines(cell)]
    checks = (_checked(check, found.get(check.name), notebook) for check in source.checks)
    return Judgement(notebook, tuple(_discreet(check, hidden) for check in checks))


def _discreet(check: CheckResult, hidden: Sequence[str]) -> CheckResult:
    """Her own code can raise an error that quotes the test which called it."""
    quotes = any(line in check.words for line in hidden)
    return replace(check, words=french("Ce n'est pas encore le résultat attendu.")) if quotes else check


def _readable(submitted: NotebookNode) -> NotebookNode:
    """A copy that follows the notebook format wherever nbgrader looks."""
    notebook = notebooks.copied(submitted)
    cells: list[NotebookNode] = []
    taken: set[str] = set()
    for cell in notebook.get("cells", []):
        text = cell.get("source", "")
        whole = "".join(text) if isinstance(text, list) else str(text)
        fresh = notebooks.new_cell(str(cell.get("cell_type")), notebooks.printable(whole))
        fresh.metadata = _metadata(cell)
        if isinstance(cell.get("id"), str) and cell.id and cell.id not in taken:
            fresh.id = cell.id
        taken.add(fresh.id)
        if fresh.cell_type == "markdown" and (attached := _attachments(cell)):
            fresh.attachments = attached
        cells.append(fresh)
    # Whatever else a notebook says of itself, nothing here asks.
    kept = ("kernelspec", "language_info")
    told = _table(notebook, "metadata")
    return notebooks.new(cells, {name: told[name] for name in kept if isinstance(told.get(name), dict)})


def _metadata(cell: NotebookNode) -> NotebookNode:
    """What nbgrader and nbclient ask of a cell; the rest need not follow the format."""
    told = _table(cell, "metadata")
    tags: Any = told.get("tags")
    tags = tags if isinstance(tags, list) else []
    kept = {name: told[name] for name in ("nbgrader",) if name in told}
    plain = dict.fromkeys(tag for tag in tags if isinstance(tag, str) and re.fullmatch("[^,]+", tag))
    return notebooks.node({**kept, "tags": list(plain)} if plain else kept)


def _attachments(cell: NotebookNode) -> NotebookNode:
    files = _table(cell, "attachments").items()
    kept = {
        name: forms
        for name, forms in files
        if isinstance(forms, dict) and all(isinstance(data, str) for data in forms.values())
    }
    return notebooks.node(kept)


def _table(told: NotebookNode, name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _typed(cell: NotebookNode, known: SourceCell) -> NotebookNode:
    """The cell as the kind of cell that the author made, marked as the author marked it."""
    if cell.cell_type != known.cell_type:
        cell = notebooks.new_cell(known.cell_type, cell.source, metadata=cell.metadata, id=cell.id)
    cell.metadata["nbgrader"] = notebooks.node(known.metadata())
    if known.says:
        cell.metadata["campus"] = notebooks.node({"says": known.says})
    return cell


def _checked(check: SourceCell, cell: NotebookNode | None, notebook: NotebookNode) -> CheckResult:
    if cell is None:
        return CheckResult(
            check.name, check.says, check.max_score, 0.0, "failed", told(None, notebook, 0.0, check.max_score)
        )
    points = _points(cell)
    failed = utils.has_failed(cell)
    state = status(points, check.max_score, failed=failed)
    return CheckResult(
        name=check.name,
        says=check.says,
        points=check.max_score,
        score=points,
        status=state,
        words="" if state == "passed" else told(cell, notebook, points, check.max_score),
        raw=raw_of(cell),
    )


def _points(cell: NotebookNode) -> float | None:
    """nbgrader's score. Where its code cannot give one, the cell gets an error output, and so zero."""
    if utils.is_task(cell):
        return None
    try:
        points, _ = utils.determine_grade(cell, log)
    except (KeyError, TypeError, ValueError) as error:
        why = f"the value of this cell is no score: {error}"
        cell.outputs.insert(0, notebooks.error_output("ScoreError", why))
        points, _ = utils.determine_grade(cell, log)
    return None if points is None else float(points)

"""Grades notebooks: put right outside, run inside, scored outside, all by nbgrader's own classes."""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    ClearOutput,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
)

from grader import notebooks
from grader.kinds.reading import hidden_lines, raw_of
from grader.kinds.source import Source, SourceCell
from grader.kinds.telling import advised, detailed, matching, pictures, shown_by, told
from grader.prepared import Mistake, Prepared
from grader.results import CheckResult, status
from grader.sandbox import Bounds, Comparison, Environment, Sandbox
from grader.words import french

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judgement:
    """A submission after its run.

    Attributes:
        notebooks: by name; they show hidden tests and every output: for facilitators only.
        checks: of all notebooks, in order.
        shown: the pictures that its checks show, by the hash of their content (``Shown.sha256``).
    """

    notebooks: Mapping[str, NotebookNode]
    checks: tuple[CheckResult, ...]
    shown: Mapping[str, bytes] = field(default_factory=dict)

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


@dataclass(frozen=True)
class Setup:
    """What is the same for every submission of an exercise.

    Attributes:
        sources: what the author wrote, notebook by notebook; names of cells are unique over all.
        limits: how far each notebook of a submission may go.
        environment: the warm process that it is forked from.
        files: folder with the author's files; notebooks in it are ignored.
        prepared: what the build found out.
        shows: whether tests that fail show what they offer, for somebody to look at.
    """

    sources: tuple[Source, ...]
    limits: Bounds
    environment: Environment = field(default_factory=Environment)
    files: Path | None = None
    prepared: Prepared = field(default_factory=Prepared)
    shows: bool = False

    @property
    def checks(self) -> tuple[SourceCell, ...]:
        return tuple(check for source in self.sources for check in source.checks)


class _OverwriteCells(OverwriteCells):  # type: ignore[misc]
    """nbgrader's class, reading an exercise in memory rather than opening the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        self.notebook_id = self.assignment_id = resources["nbgrader"]["notebook"]
        return NbGraderPreprocessor.preprocess(self, nb, resources)


class _Validator(MetadataValidator):  # type: ignore[misc]
    """nbgrader's class, looking once at marks that are the same for every learner."""

    def validate_cell(self, cell: NotebookNode) -> None:
        marks = cell.metadata.get("nbgrader")
        if marks is not None:
            _validate(json.dumps(marks, sort_keys=True), cell.cell_type)


@lru_cache(maxsize=4096)
def _validate(marks: str, cell_type: str) -> None:
    cell = notebooks.new_cell(cell_type, "", metadata={"nbgrader": json.loads(marks)})
    MetadataValidator().validate_cell(cell)


def judge(
    submitted: Mapping[str, NotebookNode], setup: Setup, work: Path | None, sandbox: Sandbox
) -> Judgement:
    """Grades what was handed in; the same for a learner's work and for an author's wrong answer.

    Args:
        submitted: her notebooks by name, which may be damaged in any way; they are not changed. One that
            is missing counts as one from which every cell was deleted, and one too many for nothing.
        work: folder with the files beside the notebooks, hers and the author's; each notebook gets a copy,
            and notebooks in it are ignored.
    """
    executed: dict[str, NotebookNode] = {}
    comparisons: dict[str, Comparison] = {}
    prepared = setup.prepared
    for source in setup.sources:
        restored = restore(submitted.get(source.notebook, notebooks.new([])), source)
        ran = sandbox.run(
            *(restored, work, setup.limits, setup.environment, prepared.seals, setup.files),
            shows=setup.shows,
        )
        executed[source.notebook] = ran.notebook
        comparisons.update(ran.comparisons)
    return score(executed, setup.sources, comparisons, prepared.mistakes)


def restore(submitted: NotebookNode, source: Source) -> NotebookNode:
    """Her notebook with everything that was not hers to change put back, and no outputs."""
    notebook = _readable(submitted)
    seen: set[str] = set()
    # From the end: of copies the last one counts, as with nbgrader's DeduplicateIds, whose empty mark on the
    # others nbgrader then takes for an old format.
    for index, cell in reversed(list(enumerate(notebook.cells))):
        meta = cell.metadata.pop("nbgrader", None)
        cell.metadata.pop("campus", None)
        known = source.cells.get(str(meta.get("grade_id"))) if isinstance(meta, dict) else None
        if known is not None and known.name not in seen:
            seen.add(known.name)
            notebook.cells[index] = _typed(cell, known)
    resources = {"nbgrader": {"notebook": source.notebook}}
    notebook, resources = ClearOutput()(notebook, resources)
    if source.kernelspec:
        notebook.metadata["kernelspec"] = notebooks.node(source.kernelspec)
    overwrite = _OverwriteCells()
    overwrite.gradebook = source
    # It warns of each test that has hidden lines, which no learner's copy has.
    overwrite.log = logging.Logger("nbgrader", logging.ERROR)
    restored: NotebookNode = overwrite(notebook, resources)[0]
    _Validator().validate_nb(restored)  # all that nbgrader's CheckCellMetadata does
    return restored


def score(
    executed: Mapping[str, NotebookNode],
    sources: Sequence[Source],
    comparisons: Mapping[str, Comparison] = MappingProxyType({}),
    mistakes: Sequence[Mistake] = (),
) -> Judgement:
    """Reads the outputs; nbgrader's ``determine_grade`` on the judged notebooks gives the same scores.

    Args:
        executed: by name, one for each source.
        comparisons: what sealed tests failed on, by their names.
        mistakes: the author's wrong answers, to be known again.
    """
    cleaned = {source.notebook: _cleaned(executed[source.notebook], source) for source in sources}
    cells = [cell for notebook in cleaned.values() for cell in notebook.cells]
    hidden = [line for cell in cells if utils.is_locked(cell) for line in hidden_lines(cell)]
    checks: list[CheckResult] = []
    for source in sources:
        notebook = cleaned[source.notebook]
        found = {
            cell.metadata.nbgrader.grade_id: cell
            for cell in notebook.cells
            if utils.is_grade(cell) or utils.is_task(cell)
        }
        read = [
            _discreet(_checked(check, found.get(check.name), notebook), hidden) for check in source.checks
        ]
        checks += detailed(read, notebook, comparisons)
    complete = advised(checks, matching(mistakes, checks))
    told = tuple(_discreet(check, hidden) for check in complete)
    return Judgement(cleaned, told, pictures(told, cells))


def _cleaned(executed: NotebookNode, source: Source) -> NotebookNode:
    """What nbgrader's autograde does to a notebook after its run."""
    notebook, resources = executed, {"nbgrader": {"notebook": source.notebook}}
    for kind in (IgnorePattern, ClearMetadataPreprocessor, LimitOutput):
        notebook, resources = kind()(notebook, resources)
    return notebook


def _discreet(check: CheckResult, hidden: Sequence[str]) -> CheckResult:
    """Her own code can raise an error, or give a value, that quotes the test which called it."""
    if any(line in told for line in hidden for told in (check.asked, check.obtained, check.expected)):
        check = replace(check, asked="", obtained="", expected="")
    if check.shown is not None and any(line in check.shown.alt for line in hidden):
        check = replace(check, shown=None)
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
        shown=shown_by(cell) if failed else None,
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

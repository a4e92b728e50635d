"""Finds in a cell's outputs what went wrong, and on which line of the learner's own."""

import re
from functools import cache

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests

from grader import notebooks
from grader.words import Place

ENDINGS = (
    "DeadKernelError",
    "UnresponsiveKernelError",
    "NotebookTimeoutError",
    "CellTimeoutError",
    "ScoreError",
)
"""What we say ourselves about a cell; a KeyboardInterrupt beside it is only how the cell was stopped."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# A name at the start of a line, before =, between for and in, or made by def, class or import.
_GIVEN = re.compile(r"(?:\b(?:for|def|class|import|as)\s+([^\W\d]\w*)|(?:^\s*|,\s*)([^\W\d]\w*)\b(?!\s*\())")
_FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """The error output that decides what she reads, if there is one."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    ours = [error for error in errors if error.ename in ENDINGS]
    found: NotebookNode | None = (ours or errors or [None])[0]
    return found


def stderr_of(cell: NotebookNode) -> str:
    return _stream(cell, "stderr")


def _stream(cell: NotebookNode, name: str) -> str:
    return "".join(
        output.text
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == name
    )


def raw_of(cell: NotebookNode) -> str:
    """All the technical text of a cell, without colours: errors, stderr, then what was printed."""
    errors = [
        "\n".join(output.traceback) for output in cell.get("outputs", []) if output.output_type == "error"
    ]
    printed = _stream(cell, "stdout").strip()[-4000:]
    parts = [*errors, stderr_of(cell), f"[stdout]\n{printed}" if printed else ""]
    return _ANSI.sub("", "\n".join(part for part in parts if part)).strip()


def hidden_lines(cell: NotebookNode) -> list[str]:
    """The lines of a test that no learner may read; short ones, which say nothing, are left out."""
    if _marks().begin_test_delimeter not in cell.source:
        return []
    kept = shown_source(cell).split("\n")
    lines = (line.strip() for line in cell.source.split("\n") if line not in kept)
    return [line for line in lines if len(line) >= 8]


def shown_source(cell: NotebookNode) -> str:
    """The cell's text as learners have it."""
    if _marks().begin_test_delimeter not in cell.source:
        return str(cell.source)
    shown = notebooks.node({"source": cell.source})
    _marks()._remove_hidden_test_region(shown)
    return str(shown.source)


def hidden_numbers(cell: NotebookNode) -> set[int]:
    """Which lines of a test no learner may read, from 1, their markers with them."""
    marks = _marks()
    numbers: set[int] = set()
    inside = False
    for number, line in enumerate(cell.source.split("\n"), 1):
        inside = inside or marks.begin_test_delimeter in line
        if inside:
            numbers.add(number)
        inside = inside and marks.end_test_delimeter not in line
    return numbers


def hidden_names(notebook: NotebookNode) -> set[str]:
    """Names that hidden lines may give a value to, or change."""
    names: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type == "code" and utils.is_locked(cell):
            lines = cell.source.split("\n")
            for number in hidden_numbers(cell):
                names.update(name for pair in _GIVEN.findall(lines[number - 1]) for name in pair if name)
    return names


@cache
def _marks() -> ClearHiddenTests:
    return ClearHiddenTests()


def is_hers(cell: NotebookNode) -> bool:
    """Whether the learner wrote the cell: hers to read, unlike a test."""
    return bool(cell.cell_type == "code" and not utils.is_locked(cell))


def place_of(error: NotebookNode, notebook: NotebookNode) -> Place | None:
    """The last line of hers that the trace goes through."""
    trace = _ANSI.sub("", "\n".join(str(line) for line in error.traceback))
    # The count is the kernel's word, and so perhaps hers: any JSON.
    counted = {str(cell.get("execution_count")): cell for cell in notebook.cells if is_hers(cell)}
    found = None
    for count, line in _FRAME.findall(trace):
        cell = counted.get(count)
        lines = cell.source.splitlines() if cell is not None else []
        if 0 < int(line) <= len(lines):
            found = Place(int(line), lines[int(line) - 1])
    return found


def broken_cell(name: str, notebook: NotebookNode) -> NotebookNode | None:
    """The cell of hers that should have given ``name`` and stopped on an error instead."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    stopped = [cell for cell in notebook.cells if is_hers(cell) and error_of(cell) is not None]
    return next((cell for cell in stopped if word.search(cell.source)), None)

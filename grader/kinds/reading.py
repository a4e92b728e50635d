"""Finds in a cell's outputs what went wrong, and on which line of the learner's own."""

import ast
import re
from collections.abc import Iterator

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
_FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """The error output that decides what she reads, if there is one."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    ours = [error for error in errors if error.ename in ENDINGS]
    found: NotebookNode | None = (ours or errors or [None])[0]
    return found


def stderr_of(cell: NotebookNode) -> str:
    return "".join(
        output.text
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    )


def raw_of(cell: NotebookNode) -> str:
    """All the technical text of a cell, without colours."""
    errors = [
        "\n".join(output.traceback) for output in cell.get("outputs", []) if output.output_type == "error"
    ]
    return _ANSI.sub("", "\n".join([*errors, stderr_of(cell)])).strip()


def hidden_lines(cell: NotebookNode) -> list[str]:
    """The lines of a test that no learner may read; short ones, which say nothing, are left out."""
    shown = notebooks.copied(cell)
    ClearHiddenTests()._remove_hidden_test_region(shown)
    kept = shown.source.split("\n")
    lines = (line.strip() for line in cell.source.split("\n") if line not in kept)
    return [line for line in lines if len(line) >= 8]


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


def names_in(notebook: NotebookNode) -> set[str]:
    """Names given a value or defined anywhere in the notebook's code."""
    return {name for cell in notebook.cells if cell.cell_type == "code" for name in _defined(cell.source)}


def _defined(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg

"""Notebooks read, copied and made: nbformat's functions with the types that it lacks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4


def node(fields: Mapping[str, Any]) -> NotebookNode:
    made: NotebookNode = nbformat.from_dict(dict(fields))  # type: ignore[no-untyped-call]
    return made


def copied(notebook: NotebookNode) -> NotebookNode:
    """A copy that shares nothing, of plain JSON values only."""
    return node(json.loads(json.dumps(notebook)))


def parsed(text: str) -> NotebookNode:
    """A notebook from its JSON, in nbformat 4 whatever version it was saved in."""
    made: NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    return made


def read(path: Path) -> NotebookNode:
    return parsed(path.read_text(encoding="utf-8"))


def handed_in(path: Path) -> NotebookNode:
    """A learner's notebook as it came: any JSON object, not looked at any further."""
    return node(json.loads(path.read_text(encoding="utf-8-sig")))


def printable(text: str) -> str:
    """The text with half characters (lone surrogates) replaced: no file or database takes those."""
    return text.encode("utf-8", "replace").decode("utf-8")


def written(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text


def new(cells: list[NotebookNode], metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    made: NotebookNode = v4.new_notebook(cells=cells, metadata=metadata or {})  # type: ignore[no-untyped-call]
    return made


def new_cell(cell_type: str, source: str, **fields: Any) -> NotebookNode:
    """An empty-handed cell; an unknown ``cell_type`` gives a code cell."""
    make = {"markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}.get(cell_type, v4.new_code_cell)
    made: NotebookNode = make(source, **fields)  # type: ignore[no-untyped-call]
    return made


def error_output(name: str, why: str) -> NotebookNode:
    """An output like the one that Python's own errors leave."""
    return node({"output_type": "error", "ename": name, "evalue": why, "traceback": [f"{name}: {why}"]})

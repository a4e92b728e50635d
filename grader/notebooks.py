"""Notebooks read, copied and made: nbformat's functions with the types that it lacks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
from nbformat import NotebookNode


def node(fields: Mapping[str, Any]) -> NotebookNode:
    """A copy as nbformat's ``from_dict`` makes it, three times as quickly: one submission has hundreds."""
    made: NotebookNode = NotebookNode.__new__(NotebookNode)
    for name, value in fields.items():
        # What NotebookNode does besides is to turn mappings into nodes, which _value does.
        dict.__setitem__(made, name, value if type(value) in _SCALARS else _value(value))
    return made


_SCALARS = frozenset((str, int, float, bool, type(None)))


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return node(value)
    if isinstance(value, list | tuple):
        return [one if type(one) in _SCALARS else _value(one) for one in value]
    return value


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
    return loaded(path.read_bytes())


def loaded(content: bytes) -> NotebookNode:
    """The same from the bytes of its file."""
    return node(json.loads(content.decode("utf-8-sig")))


def printable(text: str) -> str:
    """The text with half characters (lone surrogates) replaced: no file or database takes those."""
    return text.encode("utf-8", "replace").decode("utf-8")


def written(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text


def dumped(notebook: NotebookNode) -> str:
    """A notebook of our own making as the text of its file, on one line: that is much quicker."""
    return json.dumps(notebook, ensure_ascii=False, separators=(",", ":"))


# nbformat's own functions for these check each cell against a schema, half a millisecond each; what nbformat
# makes is the same. Whoever needs a checked notebook has ``parsed``.


def new(cells: list[NotebookNode], metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """The notebook holds the very cells that are given."""
    made = node({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}})
    made.cells = cells
    return made


def new_cell(cell_type: str, source: str, **fields: Any) -> NotebookNode:
    """An empty-handed cell; an unknown ``cell_type`` gives a code cell."""
    made: dict[str, Any] = {"id": uuid4().hex[:8], "metadata": {}, "source": source}
    if cell_type in ("markdown", "raw"):
        return node({**made, "cell_type": cell_type, **fields})
    return node({**made, "cell_type": "code", "execution_count": None, "outputs": [], **fields})


def error_output(name: str, why: str) -> NotebookNode:
    """An output like the one that Python's own errors leave."""
    return node({"output_type": "error", "ename": name, "evalue": why, "traceback": [f"{name}: {why}"]})

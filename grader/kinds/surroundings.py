"""What a learner can see in her notebook: the names, texts and modules that she may have meant."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode
from nbgrader import utils

from grader.kinds.reading import shown_source

TEXT_LETTERS_MAX = 60


@dataclass(frozen=True)
class Surroundings:
    """What stands in a notebook's code, hidden lines left out.

    Attributes:
        names: given a value or defined.
        texts: between quotes, such as keys and columns.
        modules: imported by the author's own cells, so that they exist.
    """

    names: frozenset[str]
    texts: frozenset[str]
    modules: frozenset[str]


def surroundings(notebook: NotebookNode) -> Surroundings:
    read = [_read(*_shown(cell)) for cell in notebook.cells if cell.cell_type == "code"]
    return Surroundings(
        frozenset().union(*(one.names for one in read)),
        frozenset().union(*(one.texts for one in read)),
        frozenset().union(*(one.modules for one in read)),
    )


def _shown(cell: NotebookNode) -> tuple[str, bool]:
    locked = bool(utils.is_locked(cell))
    return (shown_source(cell) if locked else str(cell.source)), locked


# Each check of a submission asks the same, and the author's cells are in every submission.
@lru_cache(maxsize=512)
def _read(source: str, locked: bool) -> Surroundings:
    names: set[str] = set()
    texts: set[str] = set()
    modules: set[str] = set()
    for node in _nodes(source):
        names.update(_given(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.update([node.value] if len(node.value) <= TEXT_LETTERS_MAX else [])
        elif locked:
            modules.update(_imported(node))
    return Surroundings(frozenset(names), frozenset(texts), frozenset(modules))


def _nodes(source: str) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return iter(())


def _given(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        yield node.module

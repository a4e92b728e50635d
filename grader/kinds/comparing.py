"""What a failed comparison asked, obtained and expected: told for tests that she may read, for no other."""

import ast
import re
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.kinds.reading import hidden_numbers
from grader.sandbox.environment import Comparison

LETTERS_MAX = 80


@dataclass(frozen=True)
class Detail:
    """Python's own writing of what was asked and of both values; all empty where nothing may be told."""

    asked: str = ""
    obtained: str = ""
    expected: str = ""


NOTHING = Detail()


def detail(cell: NotebookNode, comparison: Comparison | None, hidden: set[str]) -> Detail:
    """What may be told of the comparison that a test failed on.

    Args:
        cell: the test as it ran, hidden lines and all.
        comparison: what was seen of it, outside her process.
        hidden: names that hidden lines anywhere may have given a value to.
    """
    if comparison is None or not comparison.expected:
        return NOTHING
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:  # a magic, say
        return NOTHING
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and node.lineno <= comparison.line <= (node.end_lineno or 0)
    ]
    test = found[-1].test if found else None
    # Only for == is the right side what was expected: in `abs(a - b) < 0.01` it is a margin.
    if not isinstance(test, ast.Compare) or [type(op) for op in test.ops] != [ast.Eq]:
        return NOTHING
    if _is_secret(cell, tree, found[-1], hidden):
        return NOTHING
    left, right = test.left, test.comparators[0]
    told = Detail(_asked(left, tree, found[-1]), comparison.obtained, comparison.expected)
    if not _names(left) and _names(right):  # 5 == tarif(12)
        told = Detail(_asked(right, tree, found[-1]), comparison.expected, comparison.obtained)
    readable = all(len(text) <= LETTERS_MAX and "\n" not in text for text in (told.obtained, told.expected))
    return told if readable else NOTHING


def _is_secret(cell: NotebookNode, tree: ast.Module, test: ast.Assert, hidden: set[str]) -> bool:
    """Whether the values may come from hidden lines, if only by a name or a function that they use."""
    numbers = hidden_numbers(cell)
    if numbers and (test.end_lineno or test.lineno) >= min(numbers):
        return True
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    if any(test in ast.walk(function) for function in functions):
        return True
    before = [node for node in tree.body if node.lineno <= test.lineno]
    made = {name for part in before for node in ast.walk(part) for name in _given(node)}
    used = {node.id for part in before for node in ast.walk(part) if isinstance(node, ast.Name)}
    return bool((used & hidden) - made)


def _given(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.alias):
        return [(node.asname or node.name).split(".")[0]]
    return []


def _asked(side: ast.expr, tree: ast.Module, test: ast.Assert) -> str:
    """The call that gave the value, where it says by itself what was asked: no name stands in it."""
    if isinstance(side, ast.Name):
        # obtenu = marge(25, 9, 0.05), a line or two above
        given = [
            node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and node.lineno < test.lineno
            and any(isinstance(one, ast.Name) and one.id == side.id for one in node.targets)
        ]
        if not given or test not in tree.body:
            return ""
        side = given[-1]
    if not isinstance(side, ast.Call):
        return ""
    calls = {id(node.func) for node in ast.walk(side) if isinstance(node, ast.Call)}
    values = [node for node in ast.walk(side) if isinstance(node, ast.Name) and id(node) not in calls]
    said = ast.unparse(side)
    plain = not values and re.search(r"[`\n]", said) is None
    return said if plain and len(said) <= LETTERS_MAX else ""


def _names(side: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) for node in ast.walk(side))

"""Small mistakes put into an author's solution, one at a time: a test that notices none is too weak."""

import ast
import random
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from grader.authoring.mutations import called, mutations_of
from grader.authoring.script import Cell, Script

MUTANTS_MAX = 40
# An author's word that what changes on this line changes nothing for learners.
EQUIVALENT = re.compile(r"#\s*mutation:\s*ok\b")


@dataclass(frozen=True)
class Mutant:
    """One changed answer, a cell or a file: ``line`` is its script's, ``change`` says what became what."""

    cell: str
    line: int
    change: str
    source: str
    file: str = ""


def mutants_of(
    script: Script, programs: Mapping[str, Path] = MappingProxyType({}), most: int = MUTANTS_MAX
) -> tuple[Mutant, ...]:
    """At most ``most`` mutants of the answers; the same script gives the same ones, in the same order.

    They come in turn from each answer, so that the first ones tell of all and a long answer does not take
    the place of the others.

    Args:
        programs: files of Python that are answers too, by their names beside the notebook.
    """
    made = [list(_mutants(cell)) for cell in script.cells if cell.role == "answer"]
    sources = {name: path.read_text(encoding="utf-8") for name, path in programs.items()}
    made += [[replace(one, file=name) for one in _mutants_in(text)] for name, text in sources.items()]
    text = "".join((*(cell.source for cell in script.cells), *sources.values()))
    seeded = random.Random(sha256(text.encode()).digest())  # noqa: S311 - a choice, not a secret
    for mutants in made:
        seeded.shuffle(mutants)
    turns = sorted((turn, place) for place, mutants in enumerate(made) for turn in range(len(mutants)))
    return tuple(made[place][turn] for turn, place in turns[:most])


def _mutants(cell: Cell) -> Iterator[Mutant]:
    return _mutants_in(cell.source, cell.name, cell.start)


def _mutants_in(source: str, cell: str = "", start: int = 1) -> Iterator[Mutant]:
    tree = ast.parse(source)
    wanted = _own_lines(source)
    seen = {ast.unparse(tree)}
    for number, (_, child) in enumerate(_slots(tree)):
        line = getattr(child, "lineno", 0)
        if line not in wanted:
            continue
        for fresh, change in mutations_of(child):
            changed = ast.unparse(_replaced(tree, number, fresh))
            if changed not in seen:
                seen.add(changed)
                yield Mutant(cell, start + line - 1, change, changed)


def _own_lines(source: str) -> set[int]:
    """The lines between BEGIN and END SOLUTION, or all of them, without those that the author excuses."""
    lines = source.splitlines()
    marked = any("BEGIN SOLUTION" in line for line in lines)
    inside, found = not marked, set()
    for number, line in enumerate(lines, 1):
        if marked and "SOLUTION" in line and line.lstrip().startswith("#"):
            inside = "BEGIN SOLUTION" in line
        elif inside and not EQUIVALENT.search(line):
            found.add(number)
    return found


_Slot = tuple[ast.AST, str, int | None]


def _slots(tree: ast.AST) -> Iterator[tuple[_Slot, ast.AST]]:
    """Each place of a tree and what stands there, but for those where a change would say nothing."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _says_only(child, tree):
                continue
            yield (tree, name, index), child
            yield from _slots(child)


def _says_only(node: ast.AST, parent: ast.AST) -> bool:
    """Docstrings, what is printed, words of errors, imports: free for every learner to write her way."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise):
        return True
    if isinstance(parent, ast.JoinedStr):
        return isinstance(node, ast.Constant)
    if not isinstance(node, ast.Expr):
        return False
    if isinstance(node.value, ast.Constant):
        return True
    return isinstance(node.value, ast.Call) and called(node.value) in ("print", "display")


def _replaced(tree: ast.AST, number: int, fresh: ast.AST) -> ast.AST:
    copy = deepcopy(tree)
    for place, ((parent, field, index), _) in enumerate(_slots(copy)):
        if place == number:
            if index is None:
                setattr(parent, field, fresh)
            else:
                getattr(parent, field)[index] = fresh
            break
    return ast.fix_missing_locations(copy)

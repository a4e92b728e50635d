"""An author's notebooks, understood: what each cell is, its points and its words."""

import ast
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.authoring.percent import Piece, ScriptError, read_pieces
from grader.manifest import Exercise

Role = Literal["statement", "given", "free", "answer", "test", "manual"]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_MARKER = re.compile(r"(?P<side>BEGIN|END) (?P<what>SOLUTION|HIDDEN TESTS|MARK SCHEME)")
# The header key that names a cell, its role, and the other keys that it needs.
_ROLES: Mapping[str, tuple[Role, frozenset[str]]] = {
    "locked": ("given", frozenset()),
    "solution": ("answer", frozenset()),
    "test": ("test", frozenset({"points", "says"})),
    "manual": ("manual", frozenset({"points", "says"})),
}
_MARKED: Mapping[Role, frozenset[str]] = {
    "answer": frozenset({"SOLUTION"}),
    "manual": frozenset({"SOLUTION"}),
    "test": frozenset({"HIDDEN TESTS"}),
}


@dataclass(frozen=True)
class Cell:
    """One cell of an exercise: ``name`` is nbgrader's grade_id.

    ``path`` is its script, ``line`` its header's, ``start`` the one where its source begins.
    """

    role: Role
    name: str
    markdown: bool
    source: str
    path: Path
    line: int
    points: float = 0
    says: str = ""
    start: int = 0


@dataclass(frozen=True)
class Script:
    """A notebook.py, cell by cell, or all notebooks of an exercise: ``path`` is that of the first."""

    path: Path
    cells: tuple[Cell, ...]

    def named(self, *roles: Role) -> dict[str, Cell]:
        """The cells of these roles by name, in order."""
        return {cell.name: cell for cell in self.cells if cell.role in roles}

    def part(self, path: Path) -> "Script":
        """One notebook alone."""
        return Script(path, tuple(cell for cell in self.cells if cell.path == path))


def read_exercise(exercise: Exercise) -> Script:
    """Reads all notebooks of an exercise, in order.

    Raises:
        ScriptError: with the line to correct; the name of a cell is its own over all of them.
    """
    cells: tuple[Cell, ...] = ()
    for name, path in exercise.scripts.items():
        cells += read_script(path, f"{name}-" if cells else "", cells).cells
    return Script(exercise.script, cells)


def read_script(path: Path, prefix: str = "", before: Sequence[Cell] = ()) -> Script:
    """Reads a notebook.py.

    Args:
        prefix: begins the names of cells that have none of their own.
        before: cells of other notebooks of the exercise.

    Raises:
        ScriptError: with the line to correct.
    """
    cells: list[Cell] = []
    seen = {cell.name: f"{cell.path.name}:{cell.line}" for cell in before}
    counts: dict[Role, int] = {}
    for piece in read_pieces(path):
        role, key = role_of(piece, path)
        counts[role] = counts.get(role, 0) + 1
        default = f"{prefix}{'enonce' if piece.markdown else 'libre'}-{counts[role]:02d}"
        name = text_of(piece, key, path) if key else default
        if not _NAME.fullmatch(name):
            why = f'the name "{name}" may have small letters, figures, "-" and "_", 60 at most.'
            raise ScriptError("script-name", path, piece.line, why)
        if name in seen:
            why = f'the name "{name}" is taken by the cell of {seen[name]}; choose another.'
            raise ScriptError("script-name-twice", path, piece.line, why)
        seen[name] = f"line {piece.line}"
        _check_markers(piece, role, path)
        # A free cell may be broken on purpose: finding the bug is an exercise.
        if not piece.markdown and role != "free":
            _check_code(piece, role, path)
        graded = role in ("test", "manual")
        points = _points(piece, path) if graded else 0
        says = text_of(piece, "says", path) if graded else ""
        cells.append(
            Cell(role, name, piece.markdown, piece.source, path, piece.line, points, says, piece.start)
        )
    return Script(path, tuple(cells))


def role_of(piece: Piece, path: Path, *, bare: bool = False) -> tuple[Role, str]:
    """What a cell is, and the header key that names it ("" where it has none); ``bare``: no other key."""
    naming = [key for key in piece.values if key in _ROLES]
    if len(naming) > 1:
        why = f"a cell is one thing: choose between {' and '.join(naming)}."
        raise ScriptError("script-header", path, piece.line, why)
    role: Role = "statement" if piece.markdown else "free"
    needed: frozenset[str] = frozenset()
    if naming:
        role, needed = _ROLES[naming[0]]
        needed = frozenset() if bare else needed
    if piece.markdown and role == "given":
        role = "statement"
    if piece.markdown and role in ("answer", "test"):
        why = f'a text cell cannot be "{naming[0]}"; use manual="…" for an answer in words.'
        raise ScriptError("script-header", path, piece.line, why)
    for key in piece.values:
        if key not in {*naming, *needed}:
            near = difflib.get_close_matches(key, [*_ROLES, "points", "says"], n=1)
            hint = f'did you mean "{near[0]}"?' if near and near[0] != key else "it has no use in this cell."
            raise ScriptError("script-unknown-key", path, piece.line, f'unknown key "{key}": {hint}')
    for key in sorted(needed - set(piece.values)):
        why = f'"{key}" is missing: a cell with {naming[0]}="…" needs points=… and says="…".'
        raise ScriptError("script-missing-key", path, piece.line, why)
    return role, naming[0] if naming else ""


def text_of(piece: Piece, key: str, path: Path) -> str:
    """The text of a header's key; refused where it is none, or empty."""
    value = piece.values[key]
    if not isinstance(value, str) or not value.strip():
        raise ScriptError("script-header", path, piece.line, f'"{key}" must be some text in double quotes.')
    return value


def _points(piece: Piece, path: Path) -> float:
    value = piece.values["points"]
    if not isinstance(value, int | float) or value <= 0:
        raise ScriptError("script-points", path, piece.line, '"points" must be a number above 0.')
    return value


def _check_markers(piece: Piece, role: Role, path: Path) -> None:
    """nbgrader's markers must open and close, once at a time, in the cells that may have them."""
    opened = ""
    for number, line in enumerate(piece.source.splitlines()):
        found = _MARKER.search(line)
        if found is None:
            continue
        at = piece.start + number
        what, begins = found["what"], found["side"] == "BEGIN"
        if what not in _MARKED.get(role, ()):
            why = f'"{found[0]}" has no place in this cell.'
            raise ScriptError("script-marker", path, at, why)
        if begins == bool(opened):
            why = f'"{found[0]}" comes without its other half, or inside another one.'
            raise ScriptError("script-marker", path, at, why)
        opened = what if begins else ""
    if opened:
        raise ScriptError("script-marker", path, piece.line, f'"BEGIN {opened}" has no "END {opened}".')


def _check_code(piece: Piece, role: Role, path: Path) -> None:
    try:
        body = ast.parse(piece.source).body
    except SyntaxError as error:
        line = piece.start + (error.lineno or 1) - 1
        raise ScriptError("script-syntax", path, line, f"not Python: {error.msg}.") from error
    if role == "test":
        _check_test(body, piece, path)


def _check_test(body: Sequence[ast.stmt], piece: Piece, path: Path) -> None:
    asserts = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Assert)]
    if not asserts:
        raise ScriptError("test-without-assert", path, piece.line, "this test asserts nothing.")
    for node in asserts:
        if node.msg is None:
            why = 'the learner would read nothing when this fails; write: assert …, "her words".'
            raise ScriptError("test-without-words", path, piece.start + node.lineno - 1, why)
    if isinstance(body[-1], ast.Expr):
        why = "a test must not end with a bare value: nbgrader would take it for a score. Assert it."
        raise ScriptError("test-ends-with-value", path, piece.start + body[-1].lineno - 1, why)

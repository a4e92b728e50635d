"""Answers and hidden tests looked for in all that a learner receives."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.authoring.answers import files_in
from grader.authoring.script import Cell, Script
from grader.manifest import Exercise

_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
# Shorter than this, a text is anybody's: `return 3` in a lesson gives nothing away.
_SHORTEST = 12


@dataclass(frozen=True)
class Secret:
    """A text that learners must not have: of which cell, and what it is."""

    cell: Cell
    what: str
    text: str


def secrets_of(script: Script) -> Iterator[Secret]:
    """Each answer whole, and each statement of the hidden tests that checks something."""
    for cell in script.cells:
        if cell.role in ("answer", "manual"):
            _, hidden = _split(cell.source, "SOLUTION")
            yield from _secret(cell, "answer", hidden or cell.source)
        elif cell.role == "test":
            visible, hidden = _split(cell.source, "HIDDEN TESTS")
            for check in _checks(hidden):
                if not _contains(_plain(visible), _plain(check)):
                    yield from _secret(cell, "hidden test", check)


def documents_in(folder: Path, *notebooks: NotebookNode) -> Mapping[str, str]:
    """The texts that a learner receives, by where they are: cells, outputs and files beside the notebooks."""
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    found = {f"cell {cell.get('id', number)}": cell.source for number, cell in enumerate(cells)}
    for cell in cells:
        if cell.get("outputs"):
            found[f"outputs of cell {cell.id}"] = str(cell.outputs)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".ipynb":
            found[f"file {path.relative_to(folder)}"] = path.read_text(encoding="utf-8", errors="ignore")
    return found


def leaks(script: Script, documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs (document, what is in it and should not be)."""
    plain = {name: _plain(text) for name, text in documents.items()}
    for name, text in documents.items():
        if marker := _MARKER.search(text):
            yield name, f'nbgrader\'s mark "{marker[0]}"'
    for secret in secrets_of(script):
        for name, text in plain.items():
            if _contains(text, secret.text):
                yield name, f'the {secret.what} of "{secret.cell.name}"'


def files_leaked(exercise: Exercise, documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The same for the files of solution/, each whole: one that is as it begins is no answer."""
    begun = files_in(exercise.files)
    for name, content in files_in(exercise.solution).items():
        text = _plain(content.decode("utf-8", "ignore"))
        if len(text) >= _SHORTEST and begun.get(name) != content:
            yield from (
                (document, f'the answer "{name}"')
                for document, shown in documents.items()
                if _contains(_plain(shown), text)
            )


def _secret(cell: Cell, what: str, text: str) -> Iterator[Secret]:
    plain = _plain(text)
    if len(plain) >= _SHORTEST:
        yield Secret(cell, what, plain)


def _split(source: str, region: str) -> tuple[str, str]:
    """The text outside and inside nbgrader's regions of that name."""
    outside: list[str] = []
    inside: list[str] = []
    hidden = False
    for line in source.splitlines():
        if f"BEGIN {region}" in line or f"END {region}" in line:
            hidden = "BEGIN" in line
        else:
            (inside if hidden else outside).append(line)
    return "\n".join(outside), "\n".join(inside)


def _checks(hidden: str) -> Iterator[str]:
    """Top statements that assert; a region that is not Python alone (half of a loop) is taken whole."""
    try:
        body = ast.parse(hidden).body
    except SyntaxError:
        yield hidden
        return
    for statement in body:
        if any(isinstance(node, ast.Assert) for node in ast.walk(statement)):
            yield ast.get_source_segment(hidden, statement) or ""


def _plain(text: str) -> str:
    """Lines without indents, blanks, Markdown's quote marks and comments, so that a copy is known as one."""
    lines = (" ".join(line.removeprefix("> ").split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def _contains(text: str, part: str) -> bool:
    return f"\n{part}\n" in f"\n{text}\n"

"""Percent scripts cut into pieces whose lines are known, so that a mistake can be shown where it is."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from grader.errors import GraderError

_HEADER = re.compile(r"# %%(?P<rest>.*)")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z_]+)\s*=\s*")
_HOW = 'write a header like # %% test="bords" points=2 says="…"'

Value = str | float | tuple[str, ...]


class ScriptError(GraderError):
    """An author's script that cannot become a notebook; ``path`` and ``line`` (from 1) say where."""

    def __init__(self, code: str, path: Path, line: int, why: str) -> None:
        super().__init__(
            code,
            "Cet exercice est à corriger. Préviens une personne de l'équipe.",
            f"{path}:{line}: {why}",
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )
        self.path = path
        self.line = line
        self.why = why


@dataclass(frozen=True)
class Piece:
    """One cell: ``line`` is its header's, ``start`` the one where its source begins."""

    markdown: bool
    values: Mapping[str, Value]
    source: str
    line: int
    start: int


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """Reads a percent script, as jupytext does.

    Raises:
        ScriptError: for a file or header that cannot be read.
    """
    import jupytext  # takes a second, and only a build needs it

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError("script-unreadable", path, 1, f"cannot be read: {error}") from error
    lines = text.splitlines()
    headers = [(number, found) for number, line in enumerate(lines) if (found := _HEADER.fullmatch(line))]
    cells = jupytext.reads(text, fmt="py:percent").cells
    if not headers or len(cells) != len(headers):
        why = 'every cell begins with a line that starts with "# %%", and nothing comes before the first one.'
        raise ScriptError("script-cells", path, 1, why)
    pieces = []
    for (number, found), cell in zip(headers, cells, strict=True):
        rest = found["rest"].strip()
        markdown = rest.startswith("[markdown]")
        values = _values(rest.removeprefix("[markdown]"), path, number + 1)
        if markdown != (cell.cell_type == "markdown"):
            raise ScriptError("script-header", path, number + 1, f"this header is not understood: {_HOW}.")
        start = number + 1
        while start < len(lines) and not lines[start].strip():
            start += 1
        pieces.append(Piece(markdown, values, cell.source.strip("\n"), number + 1, start + 1))
    return tuple(pieces)


def _values(text: str, path: Path, line: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    rest = text.strip()
    while rest:
        key = _KEY.match(rest)
        if key is None:
            raise ScriptError("script-header", path, line, f"{rest!r} is not understood: {_HOW}.")
        try:
            value, end = json.JSONDecoder().raw_decode(rest, key.end())
        except json.JSONDecodeError as error:
            why = f'the value of "{key["key"]}" must be text in double quotes, a number or a list of texts.'
            raise ScriptError("script-header", path, line, why) from error
        if key["key"] in found:
            raise ScriptError("script-header", path, line, f'"{key["key"]}" is there twice.')
        found[key["key"]] = _value(value, key["key"], path, line)
        rest = rest[end:].lstrip()
    return found


def _value(value: object, key: str, path: Path, line: int) -> Value:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ScriptError("script-header", path, line, f'"{key}" must be text, a number or a list of texts.')

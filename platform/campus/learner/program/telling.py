"""What she reads when her program stops: the error in French, her file and her line."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader import words

SOURCE_BYTES_MAX = 200_000
TEXT_LETTERS_MAX = 60


@dataclass(frozen=True)
class GameError:
    """An error as the page shows it; ``line`` 0 and ``file`` empty where it is in none of hers.

    Attributes:
        english: Python's own words, for who wants to see them.
        name: class of the error.
    """

    french: str
    english: str = ""
    file: str = ""
    line: int = 0
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def told(report: Mapping[str, Any], folder: Path, instead: Mapping[str, str] | None = None) -> GameError:
    """An error that her program reported.

    Args:
        report: as ``inside.problem`` makes it; her program may have made it up.
        folder: of her files, where the names are that she may have meant.
        instead: sentences by class of error, where the graders' own would not fit.
    """
    name, message = _text(report, "name", 100), _text(report, "message", 2000)
    file, line, code = _text(report, "file", 200), report.get("line"), _text(report, "code", 200)
    number = line if isinstance(line, int) and 0 < line < 1_000_000 else 0
    place = words.Place(number, code, file) if number and code else None
    said = words.french((instead or {}).get(name, ""))
    if said:
        french = said + (words.at(number, code, file) if place is not None else "")
    else:
        names, texts = _written(folder)
        try:
            french = words.explain(name, message, place, names, texts)
        except Exception:  # the rules expect what Python writes, and she may have made it up
            french = words.french("Ton programme s'est arrêté sur une erreur.")
    return GameError(french, _text(report, "english", 4000), file, number, name)


def _text(report: Mapping[str, Any], key: str, most: int) -> str:
    value = report.get(key)
    return value[:most] if isinstance(value, str) else ""


def _written(folder: Path) -> tuple[set[str], set[str]]:
    """The names and the short texts in her own files, for "did you mean"."""
    names: set[str] = set()
    texts: set[str] = set()
    for node in (node for path in sorted(folder.glob("*.py"))[:20] for node in _nodes(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.update([node.value] if len(node.value) <= TEXT_LETTERS_MAX else [])
    return names, texts


def _nodes(path: Path) -> Iterator[ast.AST]:
    try:
        if path.stat().st_size > SOURCE_BYTES_MAX:
            return iter(())
        return ast.walk(ast.parse(path.read_bytes()))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return iter(())

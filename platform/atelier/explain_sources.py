"""A learner's own files: which lines of a traceback are hers, what she named, what lies beside."""

import ast
import io
import re
import tokenize
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

TEXT_LETTERS_MAX = 60
_MANY = 400


@dataclass(frozen=True)
class Line:
    """A line of hers.

    Attributes:
        file: as she calls it: its path below her folder; empty where no line of hers is known.
        number: from 1; 0 where it is not known.
        code: what stands there, without the blanks around it.
    """

    file: str = ""
    number: int = 0
    code: str = ""


@dataclass(frozen=True)
class Sources:
    """Her folder."""

    folder: Path

    def named(self, filename: str) -> str:
        """The file as she calls it, for what a traceback or an error calls it; empty where it is not hers."""
        if filename.startswith("<"):
            return ""
        path = self.folder / filename
        if not path.is_relative_to(self.folder) or not path.is_file():
            return ""
        return path.relative_to(self.folder).as_posix()

    def line(self, filename: str, number: int | None) -> Line:
        file = self.named(filename)
        if not file or number is None:
            return Line(file)
        lines = self.read(file).splitlines()
        return Line(file, number, lines[number - 1].strip() if 0 < number <= len(lines) else "")

    def read(self, file: str) -> str:
        try:
            with tokenize.open(self.folder / file) as opened:
                return opened.read()
        except (OSError, SyntaxError, UnicodeDecodeError):
            return ""

    def last(self, trace: TracebackType | None) -> Line:
        """The last line of hers that was running."""
        for frame in reversed(traceback.extract_tb(trace)):
            if self.named(frame.filename):
                return self.line(frame.filename, frame.lineno)
        return Line()

    def files(self) -> list[str]:
        """Everything in her folder, the first few hundred."""
        found = []
        for path in self.folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                found.append(path.relative_to(self.folder).as_posix())
            if len(found) >= _MANY:
                break
        return sorted(found)

    def names(self, file: str) -> frozenset[str]:
        """What she gives a value to, defines or imports there."""
        try:
            tree = ast.parse(self.read(file))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return frozenset(re.findall(r"^\s*(?:def|class)\s+(\w+)|^\s*(\w+)\s*=[^=]", self.read(file)))
        return frozenset(name for node in ast.walk(tree) for name in _given(node))

    def texts(self, file: str) -> frozenset[str]:
        """What stands between quotes there."""
        found = set()
        try:
            for token in tokenize.generate_tokens(io.StringIO(self.read(file)).readline):
                if token.type == tokenize.STRING and len(token.string) <= TEXT_LETTERS_MAX:
                    found.add(token.string.strip("\"'"))
        except (tokenize.TokenError, SyntaxError):
            pass
        return frozenset(found)


def _given(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (one.asname or one.name.partition(".")[0] for one in node.names)

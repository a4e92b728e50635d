"""TOML files become frozen dataclasses once, at the door: what is unknown, missing or mistyped is refused."""

import difflib
import tomllib
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from grader.errors import GraderError
from grader.toml_lines import Key, lines_of

T = TypeVar("T")

_NAMES = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Path: "a path in quotes",
}


class RecordError(GraderError):
    """A TOML file that does not say what it should; ``path`` and ``line`` (from 1) say where."""

    def __init__(self, code: str, path: Path, line: int, why: str) -> None:
        super().__init__(
            code,
            "Un fichier de réglages est à corriger. Préviens une personne de l'équipe.",
            f"{path}:{line}: {why}",
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )
        self.path = path
        self.line = line
        self.why = why


def load(path: Path, kind: type[T], given: Mapping[str, object] | None = None) -> T:
    """Reads the TOML file ``path`` as a ``kind``, a dataclass whose fields are its keys.

    Fields may be str, int, float, bool, Path, dates and times, ``X | None``, ``Literal[...]``,
    ``tuple[X, ...]``, ``Mapping[str, X]`` and dataclasses (tables). A field with a default may be left
    out; the fields named in ``given`` get that value and are refused in the file. A ``ValueError``
    raised by a ``__post_init__`` names the table's line.

    Raises:
        RecordError: with the file, the line, and the nearest known key for an unknown one.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise RecordError("record-missing", path, 1, "there is no such file; create it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError("record-unreadable", path, 1, f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RecordError("record-syntax", path, _line_in(str(error)), f"not TOML: {error}") from error
    return cast(T, _Reader(path, lines_of(text)).record(data, kind, (), given or {}))


def line_of(path: Path, *key: str | int) -> int:
    """The line, from 1, where ``key`` (or else the nearest table around it) is written in a TOML file."""
    return _nearest(lines_of(path.read_text(encoding="utf-8")), key)


def _nearest(lines: Mapping[Key, int], key: Key) -> int:
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 1)


def _line_in(message: str) -> int:
    # tomllib says "... (at line 3, column 7)" or "... (at end of document)".
    words = message.replace(",", " ").split()
    return next((int(b) for a, b in pairwise(words) if a == "line" and b.isdigit()), 1)


class _Reader:
    """Turns the values of one file into records, and says where a value is wrong."""

    def __init__(self, path: Path, lines: Mapping[Key, int]) -> None:
        self.path = path
        self.lines = lines

    def refuse(self, code: str, key: Key, why: str) -> RecordError:
        return RecordError(code, self.path, _nearest(self.lines, key), why)

    def record(self, data: Mapping[str, Any], kind: type[Any], at: Key, given: Mapping[str, object]) -> Any:
        hints = get_type_hints(kind)
        known = {field.name: field for field in fields(kind) if field.init and field.name not in given}
        for name in data:
            if name not in known:
                raise self.unknown((*at, name), known)
        values = dict(given)
        for name, field in known.items():
            if name in data:
                values[name] = self.value(data[name], hints[name], (*at, name))
            elif not _has_default(field):
                raise self.missing(at, name, hints[name])
        try:
            return kind(**values)
        except ValueError as error:
            raise self.refuse("record-wrong-value", at, f"{_place(at)}{error}") from error

    def unknown(self, key: Key, known: Mapping[str, Field[Any]]) -> RecordError:
        near = difflib.get_close_matches(str(key[-1]), known, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"? ' if near else ""
        names = ", ".join(known) or "none"
        return self.refuse(
            "record-unknown-key",
            key,
            f'{_place(key[:-1])}unknown key "{key[-1]}": {hint}Known keys: {names}.',
        )

    def missing(self, at: Key, name: str, kind: Any) -> RecordError:
        return self.refuse(
            "record-missing-key", at, f'{_place(at)}the key "{name}" is missing: add it with {_words(kind)}.'
        )

    def value(self, value: Any, kind: Any, at: Key) -> Any:
        origin, args = get_origin(kind), get_args(kind)
        if kind is Any or kind is object:
            return value
        if origin in (Union, types.UnionType):
            return self.union(value, args, at)
        if origin is Literal:
            if value in args and any(type(value) is type(choice) for choice in args):
                return value
            raise self.wrong(value, kind, at)
        if origin is tuple:
            return self.several(value, args, kind, at)
        if origin is not None and issubclass(origin, Mapping):
            if not isinstance(value, dict):
                raise self.wrong(value, kind, at)
            return {name: self.value(one, args[1], (*at, name)) for name, one in value.items()}
        if is_dataclass(kind):
            if not isinstance(value, dict):
                raise self.wrong(value, kind, at)
            return self.record(value, cast(type[Any], kind), at, {})
        return self.plain(value, kind, at)

    def union(self, value: Any, kinds: Sequence[Any], at: Key) -> Any:
        kinds = [kind for kind in kinds if kind is not type(None)]
        for kind in kinds[:-1]:
            try:
                return self.value(value, kind, at)
            except RecordError:
                continue
        return self.value(value, kinds[-1], at)

    def several(self, value: Any, args: tuple[Any, ...], kind: Any, at: Key) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self.wrong(value, kind, at)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(self.value(one, args[0], (*at, number)) for number, one in enumerate(value))
        if len(value) != len(args):
            raise self.wrong(value, kind, at)
        pairs = zip(value, args, strict=True)
        return tuple(self.value(one, part, (*at, number)) for number, (one, part) in enumerate(pairs))

    def plain(self, value: Any, kind: Any, at: Key) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if kind is Path and isinstance(value, str):
            return Path(value)
        # A bool is an int for Python, and never what an author means by a number.
        if isinstance(value, kind) and (kind is bool) == isinstance(value, bool):
            return value
        raise self.wrong(value, kind, at)

    def wrong(self, value: Any, kind: Any, at: Key) -> RecordError:
        name = ".".join(str(part) for part in at)
        return self.refuse("record-wrong-type", at, f'"{name}" must be {_words(kind)}, not {value!r}.')


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _place(at: Key) -> str:
    return f"in [{'.'.join(str(part) for part in at)}], " if at else ""


def _words(kind: Any) -> str:
    """The type as an author would say it."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return "one of " + ", ".join(repr(choice) for choice in args)
    if origin in (Union, types.UnionType):
        return " or ".join(_words(one) for one in args if one is not type(None))
    if origin is tuple:
        several = len(args) == 2 and args[1] is Ellipsis
        return f"a list of {_words(args[0])}" if several else f"a list of {len(args)} values"
    if is_dataclass(kind) or (origin is not None and issubclass(origin, Mapping)):
        return "a table"
    return _NAMES.get(kind, getattr(kind, "__name__", str(kind)))

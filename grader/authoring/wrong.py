"""Answers as an author or a shell hands them in: the mistakes of wrong/, and any file of answers."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader import records
from grader.authoring.answers import Answer, files_in
from grader.authoring.percent import Piece, ScriptError, read_pieces
from grader.authoring.script import Cell, Script, role_of, text_of

ADVICE_LETTERS_MAX = 300
_NEEDED = frozenset({"fails", "words"})
_KEYS = _NEEDED | {"advice"}
TOLD = "wrong.toml"


@dataclass(frozen=True)
class Wrong:
    """A mistake learners make: the answers they give, the tests that fail and the words they read.

    ``advice`` is a French sentence for whoever makes exactly this mistake; it may be empty.
    """

    name: str
    path: Path
    tells: str
    fails: tuple[str, ...]
    words: str
    answers: Mapping[str, str]
    advice: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def answer(self) -> Answer:
        return Answer(self.answers, self.files)


@dataclass(frozen=True)
class _Told:
    """The keys of a wrong.toml."""

    tells: str
    fails: tuple[str, ...]
    words: str
    advice: str = ""

    def __post_init__(self) -> None:
        for name in ("tells", "words"):
            if not getattr(self, name).strip():
                raise ValueError(f'"{name}" is empty.')


def read_wrong(path: Path, script: Script) -> Wrong:
    """Reads a wrong answer to ``script``: a script of cells, or a folder of files with a wrong.toml.

    Raises:
        ScriptError: with the line to correct.
    """
    if path.is_dir():
        return _read_folder(path, script)
    first, *others = read_pieces(path)
    if not first.markdown or not _NEEDED <= set(first.values) <= _KEYS:
        why = (
            'the first cell must be # %% [markdown] fails=["…"] words="…", with advice="…" where there is '
            "some, and tell the mistake."
        )
        raise ScriptError("wrong-header", path, first.line, why)
    fails, words = first.values["fails"], text_of(first, "words", path)
    if not isinstance(fails, tuple) or not fails:
        why = 'fails must list the tests that fail, as fails=["bords"].'
        raise ScriptError("wrong-header", path, first.line, why)
    for name in fails:
        _known(name, script.named("test"), "test", path, first.line)
    advice = text_of(first, "advice", path) if "advice" in first.values else ""
    _check_advice(advice, path, first.line)
    answers = _answers(others, script, path)
    if not answers:
        raise ScriptError("wrong-cell", path, first.line, "there is no wrong answer in it; write one.")
    return Wrong(path.stem, path, first.source, fails, words, answers, advice)


def _read_folder(folder: Path, script: Script) -> Wrong:
    path = folder / TOLD
    try:
        told = records.load(path, _Told)
    except records.RecordError as error:
        raise ScriptError(error.code, error.path, error.line, error.why) from error
    if not told.fails:
        why = 'fails must list the tests that fail, as fails = ["bords"].'
        raise ScriptError("wrong-header", path, records.line_of(path, "fails"), why)
    for number, name in enumerate(told.fails):
        _known(name, script.named("test"), "test", path, records.line_of(path, "fails", number))
    _check_advice(told.advice, path, records.line_of(path, "advice"))
    files = {name: content for name, content in files_in(folder).items() if name != TOLD}
    if not files:
        raise ScriptError("wrong-cell", path, 1, "there is no file beside it; write what she would.")
    return Wrong(folder.name, folder, told.tells, told.fails, told.words, {}, told.advice, files)


def _check_advice(advice: str, path: Path, line: int) -> None:
    if len(advice) > ADVICE_LETTERS_MAX:
        why = f"advice has {len(advice)} letters; {ADVICE_LETTERS_MAX} are the most that she will read."
        raise ScriptError("wrong-advice", path, line, why)


def read_answers(path: Path, script: Script) -> Mapping[str, str]:
    """Reads a percent script that holds answers, by name; a wrong answer's first cell may be there.

    Raises:
        ScriptError: with the line to correct.
    """
    first, *others = pieces = read_pieces(path)
    tells = first.markdown and set(first.values) <= _KEYS
    answers = _answers(others if tells else pieces, script, path)
    if not answers:
        names = ", ".join(script.named("answer", "manual"))
        raise ScriptError("wrong-cell", path, first.line, f"there is no answer in it; there may be: {names}.")
    return answers


def _answers(pieces: Iterable[Piece], script: Script, path: Path) -> dict[str, str]:
    answers: dict[str, str] = {}
    for piece in pieces:
        role, key = role_of(piece, path, bare=True)
        if role not in ("answer", "manual"):
            why = (
                f"only answers belong here, with their names: {', '.join(script.named('answer', 'manual'))}."
            )
            raise ScriptError("wrong-cell", path, piece.line, why)
        name = text_of(piece, key, path)
        _known(name, script.named(role), "answer", path, piece.line)
        answers[name] = piece.source
    return answers


def _known(name: str, cells: Mapping[str, Cell], what: str, path: Path, line: int) -> None:
    if name not in cells:
        near = difflib.get_close_matches(name, cells, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(cells) or 'none'}."
        raise ScriptError("wrong-unknown-name", path, line, f'no {what} is called "{name}": {hint}')

"""What stopped a cell of hers, as she first reads it: in French, with her line, and with what was meant."""

import ast
import gettext
import html
import linecache
import re
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import words
from grader.sayings.french import clipped

_ = gettext.translation("campus", fallback=True).gettext

SOURCES_MAX = 60
SOURCE_LETTERS_MAX = 20_000
TEXT_LETTERS_MAX = 60
ENGLISH_LETTERS_MAX = 20_000
NAMES_MAX = 2000
# Words for graded work, where nobody sits at the keyboard; here somebody does.
_GRADING = re.compile(" pendant la correction")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CODE = re.compile(r"`([^`]*)`")

_BOX = (
    "max-width:46em;margin:0.25em 0;padding:0.6em 1em;border-left:0.35em solid #b45309;"
    "background:#fff7e6;color:#2a2233;line-height:1.5;overflow-wrap:anywhere"
)
_LINE = "margin:0.3em 0 0;color:#2a2233"
_CODE_STYLE = "background:#ffffff;color:#2a2233;padding:0.05em 0.3em;border-radius:0.2em;white-space:pre-wrap"
_ENGLISH = (
    "margin:0.4em 0 0;padding:0.5em;background:#ffffff;color:#2a2233;white-space:pre-wrap;"
    "overflow-wrap:anywhere;font-size:0.9em"
)


@dataclass(frozen=True)
class Mishap:
    """An error in her cell.

    Attributes:
        title: what happened, in a few words.
        said: the explanation, ``code`` between backquotes.
        where: the line to look at; empty where there is none, or where it would be a test's.
        own: whether the sentence was written for her, by the ``assert`` of a test.
    """

    title: str
    said: str
    where: str = ""
    own: bool = False

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.said, self.where) if part)

    def html(self, english: str = "") -> str:
        """A box with Python's own words folded in it, where there are any; its colours are its own."""
        lines = "".join(f'<p style="{_LINE}">{_marked(part)}</p>' for part in (self.said, self.where) if part)
        folded = ""
        if english:
            summary = html.escape(_("Le message de Python, en anglais"))
            plain = html.escape(_COLOURS.sub("", english)[-ENGLISH_LETTERS_MAX:])
            folded = (
                f'<details style="{_LINE}"><summary style="cursor:pointer">{summary}</summary>'
                f'<pre lang="en" style="{_ENGLISH}">{plain}</pre></details>'
            )
        title = f'<p style="margin:0;color:#2a2233"><strong>{html.escape(self.title)}</strong></p>'
        return f'<div lang="fr" style="{_BOX}">{title}{lines}{folded}</div>'


@dataclass(frozen=True)
class Desk:
    """What lies around the error.

    Attributes:
        cells: number of the run of each cell, by the name under which it was compiled.
        names: of her variables.
        sources: her cells as she ran them, the last one last.
        folder: of her files.
    """

    cells: Mapping[str, int]
    names: Collection[str]
    sources: Collection[str]
    folder: Path


@dataclass(frozen=True)
class _Spot:
    file: str
    line: int
    code: str
    names: tuple[str, ...] = ()


def honest(error: BaseException) -> BaseException:
    """The error itself; of a cell that IPython calls incomplete, what is missing in it."""
    if not isinstance(error, SyntaxError) or "incomplete input" not in str(error.msg) or not error.filename:
        return error
    try:
        ast.parse("".join(linecache.getlines(error.filename)), error.filename)
    except SyntaxError as said:
        return said.with_traceback(None)
    return error


def mishap(error: BaseException, desk: Desk) -> Mishap:
    """Puts an error into words; whatever it raises, Python's own words are there still."""
    name = type(error).__name__
    message = str(error.msg if isinstance(error, SyntaxError) else error)
    spots = list(_spots(error, desk))
    here = spots[-1] if spots else None
    own = isinstance(error, AssertionError) and bool(message) and _in_first_cell(error, spots)
    if own:
        return Mishap(_("À essayer"), words.explain(name, message), own=True)
    place = None
    if here is not None:
        elsewhere = _elsewhere(here, spots[0], desk)
        place = words.Place(here.line, here.code, elsewhere)
    names = [*desk.names, *(here.names if here is not None else ())][:NAMES_MAX]
    told = words.explain(name, message, place, names, _texts(desk.sources))
    where = words.at(place.line, place.code, place.file) if place is not None and place.code.strip() else ""
    said = _GRADING.sub(" ici", told.removesuffix(where))
    if name in ("AssertionError", "NotImplementedError", "KeyboardInterrupt"):
        return Mishap(_title(error), said, "" if message or name != "AssertionError" else where.strip())
    return Mishap(_title(error), said, where.strip())


def _title(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return _("Python n'arrive pas à lire ta cellule")
    if isinstance(error, AssertionError):
        return _("À essayer")
    if isinstance(error, NotImplementedError):
        return _("À toi")
    return _("Python s'est arrêté")


def _spots(error: BaseException, desk: Desk) -> Iterator[_Spot]:
    """The lines of hers that led to it, the nearest one last."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if file in desk.cells or _is_hers(file, desk):
            hers = () if frame.f_code.co_name == "<module>" else tuple(frame.f_locals)
            yield _Spot(file, line, linecache.getline(file, line).strip(), hers)
    if isinstance(error, SyntaxError) and error.filename:
        file, line = error.filename, error.lineno or 0
        if file in desk.cells or _is_hers(file, desk):
            code = linecache.getline(file, line) or str(error.text or "")
            yield _Spot(file, line, code.strip())


def _is_hers(file: str, desk: Desk) -> bool:
    path = Path(file)
    return path.is_absolute() and path.is_relative_to(desk.folder) and "site-packages" not in path.parts


def _in_first_cell(error: BaseException, spots: list[_Spot]) -> bool:
    """Whether the cell that was run says it itself, and nothing that it called."""
    last = ""
    for frame, _line in traceback.walk_tb(error.__traceback__):
        last = frame.f_code.co_filename
    return bool(spots) and spots[0].file == spots[-1].file == last


def _elsewhere(here: _Spot, first: _Spot, desk: Desk) -> str:
    """How to call another cell, or a file, than the cell that she ran; empty for that one."""
    if here.file not in desk.cells:
        return Path(here.file).relative_to(desk.folder).as_posix()
    if here.file == first.file or not desk.cells[here.file]:
        return ""
    return _("la cellule [{number}]").format(number=desk.cells[here.file])


def _texts(sources: Collection[str]) -> set[str]:
    """The short texts between quotes: keys and columns, for « voulais-tu… »."""
    found: set[str] = set()
    for source in list(sources)[-SOURCES_MAX:]:
        try:
            tree = ast.parse(source[:SOURCE_LETTERS_MAX])
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found.update(
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and len(node.value) <= TEXT_LETTERS_MAX
        )
    return found


def _marked(text: str) -> str:
    """As HTML: what stands between backquotes is code, and lines stay lines."""
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    return _CODE.sub(rf'<code style="{_CODE_STYLE}">\1</code>', escaped)


def last_line(error: BaseException) -> str:
    """Python's own last line: the class of the error and its message."""
    return clipped("".join(traceback.format_exception_only(error)[-1:]), 500)


def see_above(error: BaseException) -> str:
    """In place of its message, which has just been shown."""
    return words.french(_("{name} : lis le cadre au-dessus.")).format(name=type(error).__name__)

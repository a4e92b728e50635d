"""A learner's error in French, with her own line: what the worker tells when her program stops.

Made for the browser, where it is the module ``campus_explain``; it imports neither pygame nor the page.
"""

import difflib
import re
import traceback
from pathlib import Path, PureWindowsPath

from atelier.explain_game import RULES
from atelier.explain_sources import Line, Sources
from grader import words
from grader.sayings.french import clipped, french
from grader.sayings.spelling import close
from grader.sayings.trouble import Trouble

_ENDS = (".", "?", "!", "…", ":", "`")
_ABSENT = {
    "numpy": "Ce module n'existe pas dans le navigateur. Sers-toi des listes de Python.",
    "tkinter": "Dans un jeu, la fenêtre vient de pygame : tkinter n'existe pas ici.",
    "turtle": "La tortue n'existe pas dans un jeu : dessine avec pygame.draw.",
}


def explain(error: BaseException, folder: str) -> dict[str, str | int]:
    """What she reads of an error that stopped her program.

    Args:
        error: as it was caught, with its traceback.
        folder: where her files are; the program's working directory.

    Returns:
        ``french``: three short sentences at most; ``english``: Python's own text, with her lines only;
        ``file`` and ``line`` (from 1; 0 where none of hers is known); ``name`` of the error's class.
    """
    sources = Sources(Path(folder))
    line = _line(error, sources)
    return {
        "french": _told(error, line, sources),
        "english": _english(error, sources),
        "file": line.file,
        "line": line.number,
        "name": type(error).__name__,
    }


def _line(error: BaseException, sources: Sources) -> Line:
    if isinstance(error, SyntaxError) and error.filename and sources.named(error.filename):
        return sources.line(error.filename, error.lineno)
    return sources.last(error.__traceback__)


def _told(error: BaseException, line: Line, sources: Sources) -> str:
    name, message = type(error).__name__, _message(error)
    names, texts = sources.names(line.file), sources.texts(line.file)
    trouble = Trouble(name, message, line.code, names, texts)
    if found := _special(error, line, sources):
        return found
    for one in RULES:
        if told := one.told(trouble):
            return told if told.endswith(_ENDS) else told + "."
    place = words.Place(line.number, line.code, line.file) if line.code else None
    told = words.explain(name, message, place, names, texts)
    # The page shows the line itself.
    return told.removesuffix(words.at(line.number, line.code, line.file)) if place else told


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg or ""
    if isinstance(error, KeyError) and error.args:
        return repr(error.args[0])
    return str(error)


def _special(error: BaseException, line: Line, sources: Sources) -> str:
    """Words that need more than the error's text: her files, or the object that she asked."""
    if isinstance(error, FileNotFoundError):
        return _no_file(error, sources)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _no_module(error.name, sources)
    if isinstance(error, AttributeError) and error.name and error.obj is not None:
        return _no_attribute(error, error.name)
    if isinstance(error, EOFError) and "input" in line.code:
        return french("Personne n'a répondu à input().")
    return ""


def _no_file(error: FileNotFoundError, sources: Sources) -> str:
    found = re.search(r"No file '([^']*)'", str(error))
    wanted = found[1] if found else str(error.filename or "")
    if not wanted:
        return ""
    said = french(f"Le fichier « {clipped(wanted)} » n'est pas là.")
    files = sources.files()
    if "\\" in wanted:
        wanted = PureWindowsPath(wanted).as_posix()
        if wanted in files:
            return said + french(f" Entre les dossiers, écris / et non \\ : `{clipped(wanted)}`.")
    base = Path(wanted).name
    same = [one for one in files if Path(one).name.casefold() == base.casefold()]
    stem = [one for one in files if Path(one).stem.casefold() == Path(base).stem.casefold()]
    near = (same or stem or difflib.get_close_matches(wanted, files, 1, 0.6) or [""])[0]
    if near:
        return said + french(f" Voulais-tu écrire « {clipped(near)} » ?")
    return said + " Vérifie son nom, et ajoute-le à tes fichiers."


def _no_module(name: str, sources: Sources) -> str:
    top, _, rest = name.partition(".")
    if top in _ABSENT:
        return french(_ABSENT[top])
    if top == "pygame" and rest:
        return french(f"pygame.{rest} n'existe pas dans le navigateur. Vérifie son nom.")
    hers = [Path(one).stem for one in sources.files() if one.endswith(".py")]
    near = close(name, hers, 0.75)
    if near:
        said = french(f"Le module « {clipped(name)} » n'existe pas ici.")
        return said + french(f" Voulais-tu écrire « {near} » ?")
    return ""


def _no_attribute(error: AttributeError, name: str) -> str:
    """« Voulais-tu écrire… », out of what the object really has: its own classes, pygame's, a module's."""
    kind = type(error.obj).__name__
    if kind in ("NoneType", "list", "str", "dict", "tuple", "set", "int", "float", "Event", "function"):
        return ""
    if name in ("image", "rect", "_Sprite__g", "add_internal"):
        return ""
    near = close(name, [one for one in dir(error.obj) if not one.startswith("_")], 0.7)
    if not near:
        return ""
    who = getattr(error.obj, "__name__", "") if kind in ("module", "type") else kind
    said = french(f"« .{clipped(name)} » n'existe pas pour {who}.")
    return said + french(f" Voulais-tu écrire « .{near} » ?")


def _english(error: BaseException, sources: Sources) -> str:
    """Python's own text; of the calls, those that she wrote."""
    told = traceback.TracebackException.from_exception(error)
    seen: set[int] = set()
    one: traceback.TracebackException | None = told
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        kept = [frame for frame in one.stack if sources.named(frame.filename)]
        one.stack = traceback.StackSummary.from_list(kept)
        one = one.__cause__ or one.__context__
    return "".join(told.format())

"""The program's own process: her file runs as Python would run it, and what goes wrong is told."""

import linecache
import os
import resource
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import Any, NoReturn

from campus.learner.program.channel import ChannelClosed, Near

ENGLISH_LETTERS_MAX = 4000
_STOPPED = 3
Told = dict[str, Any]


def begin(channel_descriptor: int) -> Near:
    """Where memory is short, this ends before her server does."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return Near(socket.socket(fileno=channel_descriptor))


def end_with_her_server(channel: Near) -> None:
    """In a space all ends together; where servers run unconfined, this program would be left."""

    def wait() -> None:
        with suppress(ChannelClosed, OSError, ValueError):
            while True:
                channel.hear()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def run_file(path: Path) -> ModuleType:
    """Her file, as the program itself; whatever it raises comes out.

    Other files of hers that import it get this one and no second copy.
    """
    module = ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    if path.stem not in sys.stdlib_module_names:
        sys.modules.setdefault(path.stem, module)
    sys.path.insert(0, str(path.parent))
    sys.argv = [str(path)]
    code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    exec(code, module.__dict__)  # noqa: S102 - what this process is for
    return module


def problem(error: BaseException, folder: Path) -> Told:
    """An error as data: its class and words, and the last line of hers that it went through."""
    place = _place(error, folder)
    return {
        "name": type(error).__name__,
        "message": _words(error)[:2000],
        "english": _english(error, folder)[-ENGLISH_LETTERS_MAX:],
        **place,
    }


def tell_place_when_asked(channel: Near, folder: Path) -> None:
    """Her server asks by a signal, when nothing has come for too long; this process then ends."""
    main = threading.get_ident()

    def answer(number: int, frame: FrameType | None) -> NoReturn:
        # A page that never ends is in a thread of its own; a file that never ends is in this one.
        frames = sorted(sys._current_frames().items(), key=lambda one: one[0] == main)
        found = [place for _, each in frames if (place := _place_of_frame(each, folder))["line"]]
        where = found[0] if found else _place_of_frame(frame, folder)
        channel.tell({"t": "stuck", "name": "CellTimeoutError", "message": "", "english": "", **where})
        os._exit(_STOPPED)

    signal.signal(signal.SIGUSR1, answer)


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return ""


def _place(error: BaseException, folder: Path) -> Told:
    if isinstance(error, SyntaxError) and error.filename and _inside(error.filename, folder):
        return _line(error.filename, error.lineno or 0, folder)
    # A template that does not read well names itself, but is in no line of the trace.
    file, number = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(file, str) and isinstance(number, int) and _inside(file, folder):
        return _line(file, number, folder)
    return _line_of_trace(error.__traceback__, folder)


def _line_of_trace(trace: TracebackType | None, folder: Path) -> Told:
    found: Told = {"file": "", "line": 0, "code": ""}
    for frame, number in traceback.walk_tb(trace):
        if _inside(frame.f_code.co_filename, folder):
            found = _line(frame.f_code.co_filename, number, folder)
    return found


def _place_of_frame(frame: FrameType | None, folder: Path) -> Told:
    while frame is not None:
        if _inside(frame.f_code.co_filename, folder):
            return _line(frame.f_code.co_filename, frame.f_lineno, folder)
        frame = frame.f_back
    return {"file": "", "line": 0, "code": ""}


def _line(file: str, number: int, folder: Path) -> Told:
    code = linecache.getline(file, number).strip()[:200]
    return {"file": str(Path(file).relative_to(folder)), "line": number, "code": code}


def _inside(file: str, folder: Path) -> bool:
    return Path(file).is_relative_to(folder)


def _english(error: BaseException, folder: Path) -> str:
    """Python's own words, without the lines of libraries."""
    hers = [one for one in traceback.extract_tb(error.__traceback__) if _inside(one.filename, folder)]
    told = "".join([*traceback.format_list(hers), *traceback.format_exception_only(error)])
    return told.replace(f'"{folder}/', '"')

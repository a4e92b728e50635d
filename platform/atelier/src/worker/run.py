"""Runs a learner's main file in the worker as Python itself would, and tells what went wrong in it."""

import contextlib
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType

import campus_host

GAME = "/game"


def prepare(*places: str) -> None:
    """Imports what takes long, so that her program starts at once.

    Args:
        places: folders with packages, first the one that is looked at first.
    """
    sys.path[:0] = places
    # What she prints is shown as soon as it is printed, as by `python -u`.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(write_through=True)
    importlib.import_module("pygame")
    with contextlib.suppress(ImportError):
        importlib.import_module("campus_explain")


def run(main: str) -> str:
    """Runs the file until its end, or until it is stopped.

    Args:
        main: its path below ``/game``.

    Returns:
        Her error as JSON (see GameError in protocol.ts); empty where there was none.
    """
    os.chdir(GAME)
    sys.path.insert(0, GAME)
    sys.argv[:] = [main]
    importlib.invalidate_caches()
    module = ModuleType("__main__")
    module.__dict__.update(__file__=main, __builtins__=__builtins__)
    sys.modules["__main__"] = module
    try:
        exec(compile(Path(main).read_bytes(), main, "exec"), module.__dict__)  # noqa: S102 -- this is what it is for
    except SystemExit as left:
        if isinstance(left.code, str):
            sys.stderr.write(f"{left.code}\n")
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and campus_host.stopped():
            return ""
        return json.dumps(_told(error))
    return ""


def _told(error: BaseException) -> dict[str, str | int]:
    """The error in her words; in Python's own where ours fail."""
    _cut(error, set())
    try:
        explain: Callable[..., dict[str, str | int]] = importlib.import_module("campus_explain").explain
        return explain(error, GAME)
    except Exception:
        english = "".join(traceback.format_exception(error))
        where = traceback.extract_tb(error.__traceback__)
        last = where[-1] if where else None
        return {
            "french": f"{type(error).__name__} : {error}",
            "english": english,
            "file": Path(last.filename).name if last else "",
            "line": (last.lineno or 0) if last else 0,
            "name": type(error).__name__,
        }


def _cut(error: BaseException, seen: set[int]) -> None:
    """Takes our own first frames off the traceback: she did not write them."""
    if id(error) in seen:
        return
    seen.add(id(error))
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    error.__traceback__ = trace
    for other in (error.__cause__, error.__context__):
        if other is not None:
            _cut(other, seen)

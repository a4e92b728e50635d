"""Tracebacks as Jupyter shows them, made in half the time: failing cells must not cost more."""

import linecache
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

RED, GREEN, CYAN, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[0m"
AROUND = 2  # lines shown before and after the one that failed
FRAMES_MAX = 12
_OURS = str(Path(__file__).parent)

Frame = tuple[str, int, str]  # file, line, function
Number = Callable[[str], int | None]


def formatted(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, number: Number
) -> list[str]:
    """The lines of a traceback.

    Args:
        number: number of the cell that a file name stands for, None where it is a file.
    """
    name = kind.__name__
    if isinstance(error, SyntaxError) and error.filename:
        return [_syntax(name, error, number)]
    lines = [
        f"{RED}{'-' * 75}{PLAIN}",
        f"{RED}{name}{PLAIN}{'Traceback (most recent call last)':>{75 - len(name)}}",
    ]
    frames = _frames(trace)
    left_out = len(frames) - FRAMES_MAX
    half = FRAMES_MAX // 2
    shown = frames if left_out <= 0 else [*frames[:half], *frames[-half:]]
    for at, (file, line, function) in enumerate(shown):
        if left_out > 0 and at == half:
            lines.append(f"    [... skipping {left_out} frames ...]")
        where = "" if function == "<module>" else f", in {function}(...)"
        lines.append(f"{CYAN}{_place(file, number)}, line {line}{where}{PLAIN}\n{_around(file, line)}")
    return [*lines, f"{RED}{name}{PLAIN}: {told(error)[:4000]}"]


def told(error: BaseException) -> str:
    """An error's own words, whatever its class does."""
    try:
        return str(error)
    except BaseException:
        return "<unprintable>"


def _syntax(name: str, error: SyntaxError, number: Number) -> str:
    file, line = str(error.filename), error.lineno or 0
    text = (error.text or linecache.getline(file, line)).rstrip("\n")
    mark = " " * max(0, (error.offset or 1) - 1) + "^"
    place = f"  {CYAN}{_place(file, number)}, line {line}{PLAIN}"
    return f"{place}\n    {text}\n    {mark}\n{RED}{name}{PLAIN}: {error.msg}\n"


def _frames(trace: TracebackType | None) -> list[Frame]:
    frames: list[Frame] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/IPython/core/" not in code.co_filename and not code.co_filename.startswith(_OURS):
            frames.append((code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return frames


def _place(file: str, number: Number) -> str:
    cell = number(file)
    return f"File {file}" if cell is None else f"Cell In[{cell}]"


def _around(file: str, line: int) -> str:
    shown = []
    for at in range(max(1, line - AROUND), line + AROUND + 1):
        text = linecache.getline(file, at).rstrip()
        if text:
            mark = "----> " if at == line else "      "
            shown.append(f"{GREEN}{mark}{at}{PLAIN} {text}")
    return "\n".join(shown)

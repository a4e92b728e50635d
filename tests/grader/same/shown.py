"""What a graded notebook shows, cell by cell, without what differs from one run to the next."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_FILE = re.compile(r"<ipython-input-[\w-]+>|/tmp/ipykernel_\d+/\d+\.py|\b\d{6,}\.py")
_FOLDER = re.compile(r"/[\w/.-]*/autograded/[\w-]+/\w+|/exercise\b")
_THREAD = re.compile(r"Thread-\d+")
_TIME = re.compile(r"\d[\d.e+]* ?[nμm]?s\b")

# By why it does not matter: none of it can change a score. Cells are known by how they begin.
ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "IPython writes to stderr beside an error, which costs the points in any case": (
        *("%inexistante", "%%inexistante", "%notebook", "raise ExceptionGroup", "import sys\nsys.exit()"),
    ),
    "what other programs write can reach a kernel too late": (
        *("import os\nos.write", "os.system", "import subprocess\nsubprocess.run(['echo'"),
    ),
    "a pager's text is printed": ("len?", "%pinfo PRIX"),
    "no history is kept beside In and Out": ("%history",),
    "a loop runs while a cell awaits, and no longer (as with asyncio.run)": ("asyncio.get_running_loop",),
    "the first standard output is the cell's too": ("print('dehors'",),
    "display_id reaches what its own cell has shown": ("main = display('un'",),
    "an error that cannot be shown is one error, not two": ("class Laid", "class Sourde"),
    "an error's text is cut": ("raise ValueError('long '",),
    "IPython's hooks that she replaces are not asked": (
        *("import sys\nancien = sys.displayhook", "get_ipython().showtraceback", "1 / 0  # pris"),
    ),
}


def shown(notebook: NotebookNode) -> Iterator[tuple[str, Any]]:
    """Each code cell's source, and what it shows; cells whose difference is accepted are left out."""
    accepted = tuple(start for starts in ACCEPTED.values() for start in starts)
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.source.startswith(accepted):
            yield cell.source, _told(cell)


def _told(cell: NotebookNode) -> dict[str, Any]:
    """Streams whole, since only a kernel sends them in pieces; the rest in its order."""
    told: dict[str, Any] = {"count": cell.execution_count, "stdout": "", "stderr": "", "others": []}
    timed = "%time" in cell.source or "unittest" in cell.source
    for output in cell.outputs:
        if output.output_type == "stream":
            told[output.name] += _plain(output.text, timed)
        elif output.output_type == "error":
            told["others"].append((output.ename, _plain(output.evalue, timed)))
        else:
            text = _plain(str(output.data.get("text/plain", "")), timed)
            told["others"].append(
                (output.output_type, sorted(output.data), text, output.get("execution_count"))
            )
    return told


def _plain(text: str, timed: bool) -> str:
    for pattern, name in (
        (_COLOUR, ""),
        (_ADDRESS, "0x"),
        (_FILE, "<cell>"),
        (_FOLDER, "~"),
        (_THREAD, "Thread"),
    ):
        text = pattern.sub(name, text)
    return _TIME.sub("T", text) if timed else text

"""Hands in cells as a learner would, and looks for what they left behind."""

import contextlib
import os
import tempfile
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grader import notebooks
from grader.manifest import Limits
from grader.sandbox import Environment, Sandbox, Seals, interpreter
from grader.sandbox.slots import FIRST_UID

LIMITS = Limits(wall_seconds=40, cell_seconds=8, memory_mb=256, output_kb=64, file_mb=16)
HURRIED = replace(LIMITS, cell_seconds=1)
"""For cells whose time will be up."""
CHANNEL = (
    "next(int(n) for n in os.listdir('/proc/self/fd') if os.path.islink(f'/proc/self/fd/{n}')"
    " and os.readlink(f'/proc/self/fd/{n}').startswith('socket'))"
)
"""Where her own code finds the socket on which we talk to her process."""
Outputs = list[NotebookNode]


class Attempt:
    """Hands in cells, and tells what came out of each."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def __call__(
        self,
        *cells: str,
        work: Path | None = None,
        files: Path | None = None,
        limits: Limits = LIMITS,
        environment: Environment = Environment(),  # noqa: B008 - frozen
    ) -> list[Outputs]:
        made = notebook(*cells)
        ran = self.sandbox.run(made, work, limits, environment, {}, files)
        return [cell.outputs for cell in ran.notebook.cells]

    def printed(self, *cells: str, work: Path | None = None) -> str:
        """What the last of the cells prints; it must do nothing else."""
        outputs = self(*cells, work=work)[-1]
        assert all(output.output_type == "stream" for output in outputs), outputs
        return "".join(output.text for output in outputs).strip()


def notebook(*cells: str) -> NotebookNode:
    return notebooks.new([notebooks.new_cell("code", textwrap.dedent(cell).strip()) for cell in cells])


def locked_test(source: str, name: str) -> NotebookNode:
    """A test of the author's, as nbgrader marks it."""
    marks = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    metadata = {"nbgrader": {**marks, "grade_id": name, "points": 1.0}}
    return notebooks.new_cell("code", textwrap.dedent(source).strip(), metadata=metadata)


def errors(outputs: Outputs) -> list[str]:
    return [output.ename for output in outputs if output.output_type == "error"]


def text(outputs: Outputs) -> str:
    return "".join(output.get("text", "") for output in outputs).strip()


HONEST = (
    "import json\ndef double(n):\n    return 2 * n",
    "print(double(21))",
    "assert double(2) == 5, 'non'",
    "open('a.txt', 'w').write('x')",
    "import os; (sorted(os.listdir('.')), sorted(os.listdir('/tmp')), os.listdir('/dev/shm'))",
)


def honest_is_graded(sandbox: Sandbox, *, seals: Seals = {}) -> None:  # noqa: B006 - only read
    """Somebody who does nothing wrong finds everything as if nobody had been there before."""
    ran = sandbox.run(notebook(*HONEST), None, LIMITS, seals=seals).notebook.cells
    assert ran[0].outputs == []
    assert text(ran[1].outputs) == "42"
    assert errors(ran[2].outputs) == ["AssertionError"]
    assert ran[3].outputs[0].data["text/plain"] == "1"
    # Python itself may live below /tmp.
    kept = {path.parts[2] for path in interpreter() if path.is_relative_to("/tmp")}
    there = sorted({"exercise", "shm", *kept})
    assert ran[4].outputs[0].data["text/plain"] == f"(['a.txt'], {there}, [])"


def processes(root: int = 0) -> set[int]:
    """What runs because of this process; what only waits to be counted as dead does not."""
    found: set[int] = set()
    for task in Path(f"/proc/{root or os.getpid()}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found |= processes(child)
                name, _, state = Path(f"/proc/{child}/stat").read_text().rpartition(")")
                # The tests' own database has helpers that come and go.
                if state.split()[0] not in "ZX" and not name.endswith("(postgres"):
                    found.add(child)
    return found


def leftovers() -> dict[str, Any]:
    """All that an attack could leave on this machine, outside of its sandbox."""
    return {
        "processes": processes(),
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        "folders": {one.name for one in Path(tempfile.gettempdir()).glob(f"*{os.getpid()}*")},
        "shared memory": {one.name for one in Path("/dev/shm").iterdir() if _hers(one)},
        "segments": sum(FIRST_UID <= int(line.split()[7]) < FIRST_UID + 1000 for line in _segments()),
    }


def left_since(before: dict[str, Any]) -> dict[str, Any]:
    """The same now; what this process has closed since, of tests before this one, is nothing left."""
    now = leftovers()
    return {**now, "files": max(now["files"], before["files"])}


def _hers(path: Path) -> bool:
    try:
        return FIRST_UID <= path.lstat().st_uid < FIRST_UID + 1000
    except OSError:
        return False


def _segments() -> list[str]:
    return Path("/proc/sysvipc/shm").read_text().splitlines()[1:]

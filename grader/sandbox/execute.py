"""nbgrader's own execution of a notebook, in a confined kernel, that survives whatever the notebook does."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Integer

from grader import notebooks
from grader.errors import GraderError
from grader.sandbox.kernel import ConfinedKernelManager

log = logging.getLogger(__name__)

FIRST_BYTES = 4000  # what is kept of an output that decides a score, however much came before it


class Bounds(Protocol):
    """How far an exercise may go: ``grader.manifest.Limits`` is one."""

    @property
    def wall_seconds(self) -> int: ...
    @property
    def cell_seconds(self) -> int: ...
    @property
    def memory_mb(self) -> int: ...
    @property
    def output_kb(self) -> int: ...


class ConfinedExecute(Execute):  # type: ignore[misc]
    """nbgrader's Execute, confined, with a limit on the whole notebook and on each cell's output.

    Where the kernel dies or cannot be stopped, that cell and those after it get an error output and the
    rest keeps its outputs; nbgrader's own class would lose the whole submission.
    """

    wall_seconds = Integer(60, help="Time for the whole notebook.").tag(config=True)
    output_kb = Integer(256, help="Output kept of one cell.").tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("kernel_manager_class", ConfinedKernelManager)
        super().__init__(*args, **kwargs)
        self._end = 0.0
        self._lost: NotebookNode | None = None
        self._kept_bytes = 0
        self.timeout_func = self._seconds_left
        self.manager: ConfinedKernelManager | None = None

    def create_kernel_manager(self) -> Any:
        self.manager = super().create_kernel_manager()
        return self.manager

    def said(self) -> str:
        """What the kernel's process wrote to its error stream."""
        return self.manager.said() if self.manager is not None else ""

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> Any:
        self._end = 0.0
        self._lost = None
        return super().preprocess(nb, resources, km)

    def _seconds_left(self, cell: NotebookNode) -> float:
        return max(0.1, min(float(self.timeout), self._end - time.monotonic()))

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Any:
        # The time to start Python is ours, not hers.
        self._end = self._end or time.monotonic() + self.wall_seconds
        if cell.cell_type != "code" or not cell.source.strip():
            return cell, resources
        if self._lost is None and time.monotonic() >= self._end:
            self._lost = notebooks.error_output(
                "NotebookTimeoutError", f"more than {self.wall_seconds} s for the whole notebook"
            )
        if self._lost is not None:
            cell.outputs = [notebooks.copied(self._lost)]
            return cell, resources
        self._kept_bytes = 0
        try:
            return super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self._lose(cell, "DeadKernelError", "the kernel died")
        except (CellTimeoutError, TimeoutError):
            self._lose(cell, "UnresponsiveKernelError", "the kernel could not be stopped")
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            # Only messages of the kernel are read here, and a cell can write those itself.
            self._lose(cell, "DeadKernelError", f"the kernel answered nonsense ({type(error).__name__})")
        return cell, resources

    def _lose(self, cell: NotebookNode, name: str, why: str) -> None:
        if self.manager is not None:
            if self.manager.killed_from_outside:
                raise GraderError(
                    "kernel-killed", "La correction a été interrompue.", "the kernel was killed"
                )
            log.info("Kernel lost, %s: %s", why, self.manager.said())
            self.manager.end()
        self._lost = notebooks.error_output(name, why)
        cell.outputs = [*cell.get("outputs", []), notebooks.copied(self._lost)]

    # -- what is kept of the outputs ----------------------------------------------------------------

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        try:
            return super().process_message(msg, cell, cell_index)
        except CellExecutionComplete:
            raise
        except Exception as error:
            raise DeadKernelError(f"the kernel answered nonsense ({error!r})") from error

    def handle_comm_msg(self, outs: Any, msg: Any, cell_index: int) -> None:
        """Widgets are not kept: nothing shows them later, and they can be as big as memory."""

    def _update_display_id(self, display_id: str, msg: dict[str, Any]) -> None:
        if _weight(msg["content"]) <= self.output_kb << 10:
            super()._update_display_id(display_id, {**msg, "content": _plain("display_data", msg["content"])})

    def output(self, outs: list[NotebookNode], msg: Any, display_id: Any, cell_index: int) -> Any:
        room = (self.output_kb << 10) - self._kept_bytes
        content = _fitted(msg["msg_type"], _plain(msg["msg_type"], msg["content"]), room, outs)
        if content is None:
            return None
        self._kept_bytes += _weight(content)
        return super().output(outs, {**msg, "content": content}, display_id, cell_index)


def _plain(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """An output with text where the format wants text: a cell can write these messages itself."""
    if kind == "stream":
        name = "stderr" if content["name"] == "stderr" else "stdout"
        return {**content, "name": name, "text": notebooks.printable(str(content["text"]))}
    if kind == "error":
        told = {key: notebooks.printable(str(content[key])) for key in ("ename", "evalue")}
        trace = content["traceback"] if isinstance(content["traceback"], list) else [content["traceback"]]
        return {**content, **told, "traceback": [notebooks.printable(str(line)) for line in trace]}
    if kind in ("display_data", "execute_result"):
        data = {str(form): _shown(str(form), value) for form, value in content["data"].items()}
        metadata = content.get("metadata")
        return {**content, "data": data, "metadata": metadata if isinstance(metadata, dict) else {}}
    return content


def _shown(form: str, value: Any) -> Any:
    return value if form.startswith("application/") else notebooks.printable(str(value))


def _fitted(kind: str, content: dict[str, Any], room: int, outs: list[NotebookNode]) -> dict[str, Any] | None:
    """An output cut to the room left; None to drop it. What decides a score is never dropped."""
    if _weight(content) <= room:
        return content
    if kind == "stream":
        begun = any(out.output_type == "stream" and out.name == content["name"] for out in outs)
        size = max(room, 0 if begun else FIRST_BYTES)
        return {**content, "text": content["text"][:size] + "\n[…]\n"} if size > 0 else None
    if kind == "error":
        lines = [line[:FIRST_BYTES] for line in content["traceback"]]
        return {**content, "evalue": content["evalue"][:FIRST_BYTES], "traceback": lines[:5] + lines[-5:]}
    if kind == "execute_result":
        return {**content, "data": {"text/plain": str(content["data"].get("text/plain", ""))[:FIRST_BYTES]}}
    return None


def _weight(content: dict[str, Any]) -> int:
    return len(json.dumps(content, default=str)) + 100


def run(
    notebook: NotebookNode, work_folder: Path | None, limits: Bounds, packages: Sequence[Path] = ()
) -> NotebookNode:
    """Executes a notebook, confined, and gives it back with its outputs; ``notebook`` itself is not changed.

    Args:
        work_folder: files beside the notebook; copied in, notebooks left out, and nothing comes back out.
        packages: folders that can be imported by their name.

    Raises:
        GraderError: ``no-confinement``, or ``no-kernel`` where Python itself does not start (ours to repair).
    """
    # A thread and a loop of its own: the caller may run a loop, and jupyter_client leaves its own open.
    with ThreadPoolExecutor(1, thread_name_prefix="sandbox") as one:
        return one.submit(_run, notebooks.copied(notebook), work_folder, limits, packages).result()


def _run(
    notebook: NotebookNode, work_folder: Path | None, limits: Bounds, packages: Sequence[Path]
) -> NotebookNode:
    loop = ensure_event_loop()
    pp = ConfinedExecute(
        timeout=limits.cell_seconds,
        wall_seconds=limits.wall_seconds,
        output_kb=limits.output_kb,
        kernel_name="python3",
        shutdown_kernel="immediate",  # nothing that it could still say is wanted
    )
    pp.config.ConfinedKernelManager.packages = [str(path) for path in packages]
    pp.config.ConfinedKernelManager.memory_mb = limits.memory_mb
    pp.config.ConfinedKernelManager.cpu_seconds = limits.wall_seconds + 10
    place = {"metadata": {"path": str(work_folder) if work_folder else None}}
    try:
        executed: NotebookNode
        executed, _ = pp(notebook, place)
    except RuntimeError as error:
        raise GraderError(
            "no-kernel", "La correction n'a pas pu démarrer.", f"{error}: {pp.said()}"
        ) from error
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()
    return executed

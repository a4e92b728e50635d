"""The one object that runs learners' code: keeps warm processes, and forks one for each submission."""

import io
import logging
import tarfile
import threading
import time
from collections import OrderedDict
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

from nbformat import NotebookNode

from grader import notebooks
from grader.errors import GraderError
from grader.sandbox import browsing
from grader.sandbox.environment import Environment, Run, Seals
from grader.sandbox.execute import Execution
from grader.sandbox.forkserver import ForkServer
from grader.sandbox.guard import Guard
from grader.sandbox.level import Level, confinement
from grader.sandbox.limits import Bounds
from grader.sandbox.process import Late, Lost, Process
from grader.sandbox.showing import Showing
from grader.sandbox.slots import Slot

log = logging.getLogger(__name__)

READY_SECONDS = 20.0
KEPT = 8


class Sandbox:
    """Warm processes of one worker; runs one notebook at a time.

    Args:
        minimum: the weakest confinement that is accepted; below it nothing is run.
        kept: how many environments stay warm; the one that was not used for longest gives way.
    """

    def __init__(self, minimum: Level = Level.NAMESPACES, kept: int = KEPT) -> None:
        self.minimum = minimum
        self._kept = kept
        self._servers: OrderedDict[Environment, ForkServer] = OrderedDict()
        self._slot: Slot | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends every process; running again starts new ones."""
        with self._lock:
            while self._servers:
                self._servers.popitem()[1].close()
            if self._slot is not None:
                self._slot.release()
                self._slot = None

    def warm(self, environment: Environment) -> None:
        """Starts what ``run`` will need, so that the first submission is as quick as the others."""
        with self._lock:
            self._server(environment)

    def run(
        self,
        notebook: NotebookNode,
        work: Path | None,
        limits: Bounds,
        environment: Environment = Environment(),  # noqa: B008 - frozen
        seals: Seals = {},  # noqa: B006 - only read
        files: Path | None = None,
        *,
        study: bool = False,
        hasty: bool = False,
        shows: bool = False,
    ) -> Run:
        """Executes a notebook, confined; ``notebook`` itself is not changed.

        Args:
            work: her files with the author's over them; copied in for her code, notebooks left out, and
                nothing comes back out.
            files: the author's files alone; copied in for sealed tests.
            study: tell what was imported, and let sealed tests meet any value; for an author's solution.
            hasty: end with the first test that fails, where all that counts is whether one does.
            shows: let tests that fail show what they offer (``stage.exhibit``), for somebody to look at.

        Raises:
            GraderError: ``no-confinement``, or ``no-kernel`` where Python itself does not start (ours to
                repair), or ``sandbox-killed`` where somebody outside ended a process, or ``no-chromium``.
        """
        browsing.require(notebook)
        with self._lock:
            begun = time.monotonic()
            server = self._server(environment)
            made = notebooks.copied(notebook)
            names = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in made.cells}
            sealed = any(seal.sealed for name, seal in seals.items() if name in names)
            forks = [server.fork(limits, 0)]
            try:
                # Both start at once: the second is ready by the time that a test needs it.
                forks += [server.fork(limits, 1)] if sealed else []
                self._lay_out(forks[0], work)
                spare = forks[1:]
                for one in spare:
                    self._lay_out(one, files)

                def tester() -> Process:
                    if spare:
                        return _ready(spare.pop())
                    forks.append(server.fork(limits, 1))
                    self._lay_out(forks[-1], files)
                    return _ready(forks[-1])

                learner = _ready(forks[0])
                execution = Execution(
                    *(made, limits, seals, sealed, learner, tester),
                    study=study,
                    hasty=hasty,
                    showing=Showing() if shows else None,
                )
                with self._guarded(server, learner, limits):
                    execution.run()
                modules = _modules(learner) if study else ()
            finally:
                for one in forks:
                    one.close()
                server.clear()
            seconds = time.monotonic() - begun
            return Run(made, seconds, execution.comparisons, execution.opaque, modules)

    # -- what runs ----------------------------------------------------------------------------------

    def _server(self, environment: Environment) -> ForkServer:
        found = self._servers.pop(environment, None)
        if found is not None and not found.alive:
            log.warning("A warm process was gone; another one is started")
            found.close()
            found = None
        if found is None:
            while len(self._servers) >= self._kept:
                self._servers.popitem(last=False)[1].close()
            begun = time.monotonic()
            level = self._level()
            self._slot = self._slot or Slot()
            found = ForkServer(environment, level, self._slot)
            log.info("Warm with %d modules in %.1f s", len(environment.modules), time.monotonic() - begun)
        self._servers[environment] = found
        return found

    def _level(self) -> Level:
        level = confinement()
        if level < self.minimum:
            raise GraderError(
                "no-confinement",
                "Ton travail est bien arrivé, mais il ne peut pas être corrigé sur cette machine.",
                f"this machine confines learners' code at level {level.word}, and {self.minimum.word} is the "
                "least that is accepted, so nothing is run. `campus doctor` says what is missing; "
                "[grading] minimum_confinement accepts less.",
            )
        if level is Level.NONE:
            log.warning("Nothing confines here: a learner's code runs WITHOUT protection")
        return level

    def _lay_out(self, process: Process, folder: Path | None) -> None:
        packed = _packed(folder)
        try:
            process.send({"files": len(packed)}, packed)
        except Lost as lost:
            raise _not_started(lost.why) from lost

    def _guarded(
        self, server: ForkServer, learner: Process, limits: Bounds
    ) -> AbstractContextManager[object]:
        if server.level is Level.NAMESPACES:
            return nullcontext()  # a file system of its own limits what it writes
        return Guard(server.folder, limits.file_mb << 20, learner.end)


def _ready(process: Process) -> Process:
    try:
        answer = process.receive(time.monotonic() + READY_SECONDS)
    except (Late, Lost) as error:
        raise _not_started(str(error) or "no answer") from error
    if answer.get("ready") is not True:
        raise _not_started(str(answer.get("refused")))
    if answer.get("left_out"):
        log.warning("Not all files of a submission fit in its sandbox: %s", answer["left_out"])
    return process


def _not_started(why: str) -> GraderError:
    return GraderError("no-kernel", "La correction n'a pas pu démarrer.", f"no confined process: {why}")


def _modules(process: Process) -> tuple[str, ...]:
    try:
        process.send({"modules": True})
        told = process.receive(time.monotonic() + READY_SECONDS).get("modules")
    except (Late, Lost):
        return ()
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _packed(folder: Path | None) -> bytes:
    """The files of a folder as a tar, without notebooks: hidden tests never arrive as a file."""
    if folder is None or not folder.is_dir():
        return b""

    def wanted(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        plain = member.isfile() or member.isdir()
        return member if plain and not member.name.endswith(".ipynb") else None

    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for path in sorted(folder.iterdir()):
            tar.add(path, path.name, filter=wanted)
        empty = not tar.getmembers()
    return b"" if empty else made.getvalue()

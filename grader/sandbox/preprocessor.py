"""nbgrader's execution step, confined: what ``nbgrader autograde`` runs in a course of ours."""

import atexit
import os
from pathlib import Path
from typing import Any, ClassVar

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer, List, Unicode

from grader import prepared
from grader.errors import GraderError
from grader.sandbox.environment import Environment
from grader.sandbox.level import Level
from grader.sandbox.pool import Sandbox

_NOT_HERE = (
    "code of learners is not run here, where it would have your rights. The campus grades what is handed in, "
    "and again from the page of the exercise in Ma salle."
)


class ConfinedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """In the place of nbgrader's Execute, with the same limits and seals as the worker."""

    cell_seconds = Integer(10, help="Time for one cell.").tag(config=True)
    wall_seconds = Integer(60, help="Time for the whole notebook.").tag(config=True)
    cpu_seconds = Integer(60, help="Processor time of one process.").tag(config=True)
    memory_mb = Integer(1024, help="Memory of one process.").tag(config=True)
    output_kb = Integer(256, help="Output kept of one cell.").tag(config=True)
    processes = Integer(64, help="Processes and threads at once.").tag(config=True)
    file_mb = Integer(64, help="One file, and everything written together.").tag(config=True)
    browser = Bool(False, help="Chromium may run.").tag(config=True)
    packages = List(Unicode(), help="Folders that learners may import, by absolute path.").tag(config=True)
    course_directory = Unicode(help="nbgrader's course directory, for what the build found out.").tag(
        config=True
    )

    # nbgrader makes a new preprocessor for each notebook; the warm process is for all of them.
    _sandbox: ClassVar[Sandbox | None] = None

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        told = resources.get("nbgrader", {})
        exercise = str(told.get("assignment", ""))
        directory = Path(self.course_directory) if self.course_directory else None
        known = prepared.read(directory, exercise) if directory and exercise else prepared.Prepared()
        work = resources.get("metadata", {}).get("path")
        try:
            ran = self._ours().run(
                nb,
                Path(work) if work else None,
                self,
                Environment(tuple(Path(name) for name in self.packages), known.modules),
                known.seals,
                directory / "source" / exercise if directory else None,
                shows=True,
            )
        except GraderError as error:
            if error.code == "no-confinement":  # as in a facilitator's own server, which is confined itself
                raise GraderError(error.code, error.learner, f"{_NOT_HERE} ({error.operator})") from None
            raise
        return ran.notebook, resources

    @classmethod
    def _ours(cls) -> Sandbox:
        if cls._sandbox is None:
            allowed = os.environ.get("CAMPUS_ALLOW_UNCONFINED") == "1"
            cls._sandbox = Sandbox(Level.NONE if allowed else Level.NAMESPACES)
            atexit.register(cls._sandbox.close)
        return cls._sandbox

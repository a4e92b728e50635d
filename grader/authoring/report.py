"""What a check says to authors: problems, unsealed tests, weak tests and times, as plain records."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.authoring.percent import ScriptError
from grader.authoring.script import Script
from grader.manifest import Course


@dataclass(frozen=True)
class Problem:
    """Something that an author has to correct: a stable code, what and why, and the place."""

    code: str
    words: str
    where: str


@dataclass(frozen=True)
class Unsealed:
    """A test that runs beside the learner's code, where she could forge it: which, why and where."""

    test: str
    why: str
    where: str


@dataclass(frozen=True)
class Survivor:
    """A mistake put into the solution that no test noticed: what became what, and where."""

    change: str
    where: str


@dataclass(frozen=True)
class Mutation:
    """Mutants of the solution: how many there were to try, were tried in time, and passed every test."""

    made: int
    tried: int
    survivors: tuple[Survivor, ...]
    seconds: float


@dataclass(frozen=True)
class Report:
    """What a check of one exercise found; no problems means that it is proved.

    Attributes:
        tests: how many tests there are, sealed or not.
        seconds: by what took them: ``total``, ``build``, ``answers`` (all that were tried) and ``solution``
            (one grade).
        mutation: None where no mutants were tried.
    """

    exercise: str
    problems: tuple[Problem, ...]
    tests: int = 0
    unsealed: tuple[Unsealed, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    mutation: Mutation | None = None

    @property
    def proved(self) -> bool:
        return not self.problems

    @property
    def weak(self) -> tuple[Survivor, ...]:
        return self.mutation.survivors if self.mutation is not None else ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON; seconds to the millisecond."""
        told = asdict(self)
        told["seconds"] = {name: round(seconds, 3) for name, seconds in self.seconds.items()}
        if self.mutation is not None:
            told["mutation"]["seconds"] = round(self.mutation.seconds, 3)
        return {**told, "proved": self.proved}


@dataclass(frozen=True)
class Places:
    """Names places for authors: from the course's folder, with the line where it is known."""

    course: Course

    def of(self, path: Path, line: int = 0) -> str:
        folder = self.course.folder
        name = path.relative_to(folder) if path.is_relative_to(folder) else path
        return f"{name}:{line}" if line else str(name)

    def cell(self, script: Script, name: str) -> str:
        """Where a cell's header is."""
        found = (self.of(cell.path, cell.line) for cell in script.cells if cell.name == name)
        return next(found, self.of(script.path))

    def problem(self, error: ScriptError) -> Problem:
        return Problem(error.code, error.why, self.of(error.path, error.line))

"""What an author hands in as a learner would: cells of the notebook, and files beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.authoring.script import Script
from grader.manifest import Exercise, is_source


@dataclass(frozen=True)
class Answer:
    """Sources of cells by name, and files by their names with slashes; what is not there is as it begins."""

    cells: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    def over(self, other: "Answer") -> "Answer":
        """This answer where it says something, the other elsewhere."""
        return Answer({**other.cells, **self.cells}, {**other.files, **self.files})


def solution_of(exercise: Exercise, script: Script) -> Answer:
    """The author's own answer."""
    cells = {name: cell.source for name, cell in script.named("answer", "manual").items()}
    return Answer(cells, files_in(exercise.solution))


def files_in(folder: Path) -> Mapping[str, bytes]:
    """The files of a folder by their names in it; none where it does not exist."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and is_source(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

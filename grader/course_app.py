"""The web application that a course may bring, as its course.toml names it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_ENTRY = re.compile(r"(?P<module>[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*):(?P<function>[a-z_][a-z0-9_]*)")


@dataclass(frozen=True)
class App:
    """A course's own web application, which a campus runs beside its pages.

    Attributes:
        serve: ``module:function`` of the course's package; the function is given the campus's surroundings,
            and serves until it is stopped.
        title: French; what learners and facilitators press to open it.
        demonstrate: the same kind of function, which makes something to see in a demonstration, once; "" for
            none.
        collects: exercises whose work is handed in there, and not in a notebook.
    """

    serve: str
    title: str
    demonstrate: str = ""
    collects: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, entry in self.entries.items():
            if not _ENTRY.fullmatch(entry):
                raise ValueError(f'"{name}" must be "module:function", not {entry!r}.')
        if not self.title.strip():
            raise ValueError('"title" is empty.')

    @property
    def entries(self) -> Mapping[str, str]:
        """The functions that a campus calls, by their keys."""
        told = {"serve": self.serve, "demonstrate": self.demonstrate}
        return {name: entry for name, entry in told.items() if entry or name == "serve"}

    def lacking(self, course: Path) -> Iterator[tuple[str, str]]:
        """Keys and modules that are not in the package of a course's folder; nothing is imported."""
        for name, entry in self.entries.items():
            module = entry.partition(":")[0]
            path = course.joinpath(*module.split("."))
            there = path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
            if module.split(".")[0] != course.name or not there:
                yield name, module

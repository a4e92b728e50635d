"""What a warm process has ready before a submission comes, and how each test of it is run."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode


@dataclass(frozen=True)
class Environment:
    """One kind of warm process: submissions with the same environment are forked from the same one.

    Attributes:
        packages: folders that learners may import by their name.
        modules: names of modules imported beforehand; one that cannot be imported is left out.
    """

    packages: tuple[Path, ...] = ()
    modules: tuple[str, ...] = ()


def libraries(modules: Iterable[str]) -> frozenset[str]:
    """The packages among modules that do not come with Python.

    Exercises with the same ones share a warm process. One that needs none would fork a process ten times
    its size if it shared that of those who do.
    """
    return frozenset(name.split(".")[0] for name in modules) - sys.stdlib_module_names


@dataclass(frozen=True)
class Seal:
    """How one test cell is run, as decided when the exercise was built.

    Attributes:
        sealed: in a process of its own, where no learner's code runs; else beside the learner's code.
        opaque: which of the learner's values may be more than plain data, by how the test reaches them
            (``"Pile()"``, ``"Pile().push"``): where the author's solution gives plain data, so must she.
        why: for the author, why it could not be sealed; empty where it is.
    """

    sealed: bool
    opaque: frozenset[str] = frozenset()
    why: str = ""


Seals = Mapping[str, Seal]
"""By name of the test cell (nbgrader's grade_id); a test that is not there is run unsealed."""


@dataclass(frozen=True)
class Comparison:
    """The comparison that a sealed test failed on, evaluated outside the learner's process.

    Attributes:
        line: in the test cell, from 1.
        asked: the left side as the author wrote it, e.g. ``tarif(12)``.
        obtained: repr of its value, 200 characters at most.
        expected: repr of the right side's value; empty where the assertion compares nothing.
    """

    line: int
    asked: str
    obtained: str
    expected: str = ""


@dataclass(frozen=True)
class Run:
    """An executed notebook, and what was seen while it ran.

    Attributes:
        notebook: a copy with its outputs.
        seconds: wall time of the whole notebook.
        comparisons: by name of a sealed test that failed on an assertion.
        opaque: by name of a sealed test, the paths that gave more than plain data (see ``Seal.opaque``).
        modules: what was imported at the end; only where the caller asked to study the run.
    """

    notebook: NotebookNode
    seconds: float = 0.0
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    opaque: Mapping[str, frozenset[str]] = field(default_factory=dict)
    modules: tuple[str, ...] = ()

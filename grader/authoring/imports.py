"""What a course's notebooks import, read off their text: ready in the warm process before anything runs."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.manifest import Course, Exercise
from grader.sandbox import Environment
from grader.sandbox.environment import libraries

# What a program of hers is run by, imported where it is forked and nowhere before.
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "grader.play": ("grader.play.part", "grader.play.animation"),
    "grader.visit": ("grader.visit.part",),
    "grader.browser": ("grader.browser.part", "grader.visit.part"),
}


def environment_of(course: Course, exercise: Exercise) -> Environment:
    """One for all exercises of a course that need the same libraries, so that they share a warm process."""
    packages = (course.package,) if course.package is not None else ()
    wanted = libraries(imports_of(exercise))
    every = (imports_of(one) for one in course.exercises)
    named = frozenset().union(*(names for names in every if libraries(names) == wanted))
    return Environment(packages, tuple(sorted(named)))


def imports_of(exercise: Exercise) -> frozenset[str]:
    """Modules that notebooks and the author's programs name; files beside them are none of these."""
    beside = {path.stem for path in exercise.files.glob("*")}
    programs = (path for path in sorted(exercise.solution.rglob("*.py")) if path.is_file())
    texts = [_text(path) for path in (*exercise.scripts.values(), *programs)]
    named = {name for text in texts for name in _imported(text) if name.split(".")[0] not in beside}
    return frozenset(named.union(*(_BEHIND.get(name, ()) for name in named)))


def _text(script: Path) -> str:
    try:
        return script.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _imported(text: str) -> Iterator[str]:
    for cell in text.split("\n# %%"):
        try:
            # The rest of its header line makes the first line a comment again.
            tree = ast.parse(f"# {cell}")
        except (SyntaxError, ValueError):
            continue  # broken on purpose, or with a magic
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield node.module


def learned(ran: tuple[str, ...], empty: tuple[str, ...], exercise: Exercise) -> frozenset[str]:
    """Modules that a solution's run brought in and an empty notebook's did not.

    Libraries import those themselves, late: once beforehand is cheaper than once for each learner.
    """
    beside = {path.stem for path in exercise.files.glob("*")}
    fresh = {name for name in set(ran) - set(empty) if not name.startswith("__")}
    return frozenset(name for name in fresh if name.split(".")[0] not in beside)

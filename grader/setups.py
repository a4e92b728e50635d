"""What a build leaves for judging, read once and kept until the next build."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader import prepared
from grader.folders import author_files
from grader.kinds.source import Source
from grader.manifest import Course
from grader.prepared import Prepared
from grader.sandbox.environment import libraries

Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True)
class Built:
    """One exercise as it was built; ``files`` are the author's, put back before grading.

    ``modules`` are those of all exercises of its course that need the same libraries.
    """

    sources: tuple[Source, ...]
    prepared: Prepared
    modules: tuple[str, ...]
    files: tuple[str, ...]


@dataclass
class Setups:
    """A worker's memory of exercises. A build replaces folders and files, so each has another stamp then."""

    _built: dict[str, tuple[Stamp, Built]] = field(default_factory=dict)

    def built(
        self,
        directory: Path,
        course: Course,
        exercise: str,
        read_sources: Callable[[str], tuple[Source, ...]],
    ) -> Built:
        """``directory`` is nbgrader's course directory."""
        slugs = [one.slug for one in course.exercises]
        folder = directory / "source" / exercise
        watched = (
            folder,
            *sorted(folder.glob("*.ipynb")),
            directory / "release" / exercise,  # where only nbgrader was run by hand
            *(directory / prepared.FOLDER / f"{slug}.json" for slug in slugs),
        )
        stamp = tuple(_stamp(path) for path in watched)
        kept = self._built.get(exercise)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        hers = next((one.hers for one in course.exercises if one.slug == exercise), frozenset())
        # The stamp is older than what is read: a build that ends in between is noticed the next time.
        known = {slug: prepared.read(directory, slug) for slug in {*slugs, exercise}}
        made = Built(
            sources=read_sources(exercise),
            prepared=known[exercise],
            modules=_shared(known[exercise], known.values()),
            files=tuple(name for name in author_files(folder) if name not in hers),
        )
        self._built[exercise] = (stamp, made)
        return made


def _shared(hers: Prepared, every: Iterable[Prepared]) -> tuple[str, ...]:
    wanted = libraries(hers.modules)
    alike = (one.modules for one in every if libraries(one.modules) == wanted)
    return tuple(sorted(set().union(*alike)))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_ino, told.st_mtime_ns

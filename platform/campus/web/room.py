"""The room as a facilitator sees it: who stands where, what waits for a person, what broke."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from campus.web.steps import StepState, needs_reading, shown_exercises, step_state
from grader.manifest import Course, Exercise
from grader.results import Result


@dataclass(frozen=True)
class Cell:
    """One learner on one exercise; ``hints`` counts those that she opened."""

    exercise: Exercise
    state: StepState
    result: Result | None
    hints: int = 0

    @property
    def to_read(self) -> bool:
        return needs_reading(self.result)

    def fits(self, wanted: StepState | None) -> bool:
        """Whether the filter keeps it; work to read counts as waiting even where a check failed too."""
        return wanted == self.state or (wanted == "waiting" and self.to_read)


@dataclass(frozen=True)
class Row:
    """One learner: ``name`` signs in, ``display_name`` is what a person calls her."""

    name: str
    display_name: str
    cells: tuple[Cell, ...]

    @property
    def passed(self) -> int:
        return sum(cell.state == "passed" for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """One course's table."""

    course: Course
    exercises: tuple[Exercise, ...]
    rows: tuple[Row, ...]

    def only(self, wanted: StepState | None) -> "Board":
        """The rows where at least one exercise is in that state."""
        if wanted is None:
            return self
        rows = tuple(row for row in self.rows if any(cell.fits(wanted) for cell in row.cells))
        return Board(self.course, self.exercises, rows)


@dataclass(frozen=True)
class Trouble:
    """A submission that we failed to grade."""

    course: Course
    exercise: Exercise
    learner: str
    result: Result


@dataclass(frozen=True)
class Counts:
    """What the tiles above the tables show."""

    learners: int
    handed_in: int
    in_progress: int
    to_read: int
    broken: int


def board(
    course: Course,
    roster: Mapping[str, str],
    released: Collection[str],
    openings: Collection[tuple[str, str]],
    table: Mapping[str, Mapping[str, Result]],
    hints: Mapping[tuple[str, str], int],
) -> Board:
    """A row for everyone on the roster, then for anyone else who handed something in."""
    handed_in = {exercise for results in table.values() for exercise in results}
    exercises = shown_exercises(course, released, handed_in)
    names = [*roster, *sorted(name for name in table if name not in roster)]
    rows = []
    for name in names:
        results = table.get(name, {})
        cells = tuple(
            Cell(
                exercise,
                step_state(results.get(exercise.slug), (name, exercise.slug) in openings),
                results.get(exercise.slug),
                hints.get((name, exercise.slug), 0),
            )
            for exercise in exercises
        )
        rows.append(Row(name, roster.get(name, name), cells))
    return Board(course, exercises, tuple(rows))


def count(boards: Collection[Board]) -> Counts:
    cells = [cell for each in boards for row in each.rows for cell in row.cells]
    return Counts(
        learners=len({row.name for each in boards for row in each.rows}),
        handed_in=sum(cell.result is not None for cell in cells),
        in_progress=sum(cell.state == "handed_in" for cell in cells),
        to_read=sum(cell.to_read for cell in cells),
        broken=sum(cell.state == "broken" for cell in cells),
    )


def troubles(boards: Collection[Board]) -> tuple[Trouble, ...]:
    """Broken submissions, those that wait longest first."""
    found = [
        Trouble(each.course, cell.exercise, row.display_name, cell.result)
        for each in boards
        for row in each.rows
        for cell in row.cells
        if cell.state == "broken" and cell.result is not None
    ]
    return tuple(sorted(found, key=lambda trouble: trouble.result.received_at))


def digest(boards: Collection[Board]) -> str:
    """Changes when the tables would read differently."""
    seen = [
        (each.course.id, row.display_name, cell.exercise.slug, cell.state, cell.to_read, cell.hints)
        + ((cell.result.submission_id, cell.result.score, cell.result.reason) if cell.result else ())
        for each in boards
        for row in each.rows
        for cell in row.cells
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

"""Where a learner stands on each exercise of her path."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from campus.web.hints import HintList
from grader.manifest import Course, Exercise
from grader.results import Result

StepState = Literal["todo", "begun", "handed_in", "waiting", "passed", "to_improve", "broken"]
STEP_STATES: tuple[StepState, ...] = get_args(StepState)


@dataclass(frozen=True)
class Step:
    """One exercise seen by one learner.

    ``is_open`` is False once it was taken back; ``in_app``: it is done and handed in in the course's app.
    """

    course: str
    exercise: Exercise
    state: StepState
    result: Result | None
    is_open: bool
    opened_hints: int = 0
    in_app: bool = False

    @property
    def hints(self) -> HintList:
        """Those that help her now; none before she has begun, nor once nothing is left to try."""
        trying = self.state in ("begun", "handed_in", "to_improve", "broken")
        return HintList(self.course, self.exercise, self.opened_hints if trying else 0, closed=not trying)

    @property
    def is_pending(self) -> bool:
        """Whether its state will change by itself."""
        return self.state == "handed_in"


@dataclass(frozen=True)
class Day:
    """Steps that come together: of a day of the course's format, from 1; 0 for those of no day."""

    number: int
    steps: tuple[Step, ...]


def step_state(result: Result | None, begun: bool) -> StepState:
    """What a failed check says comes before what a person still has to read: the learner can act on it."""
    if result is None:
        return "begun" if begun else "todo"
    if result.state == "broken":
        return "broken"
    if result.state != "graded":
        return "handed_in"
    statuses = {check.status for check in result.checks}
    if statuses & {"failed", "partial"}:
        return "to_improve"
    if "waiting" in statuses or result.score is None:
        return "waiting"
    # Points taken off for being late leave nothing to improve.
    return "passed" if statuses or result.score >= result.max_score else "to_improve"


def needs_reading(result: Result | None) -> bool:
    """Whether a person still has to grade a part of it."""
    return (
        result is not None
        and result.state == "graded"
        and any(check.status == "waiting" for check in result.checks)
    )


def shown_exercises(
    course: Course, released: Collection[str], handed_in: Collection[str]
) -> tuple[Exercise, ...]:
    """Those released, and those taken back that still have a result, in the order of the path."""
    return tuple(e for e in course.exercises if e.slug in released or e.slug in handed_in)


def path(
    course: Course,
    released: Collection[str],
    begun: Collection[str],
    results: Mapping[str, Result],
    hints: Mapping[str, int],
) -> tuple[Step, ...]:
    """The steps of one learner in one course; ``hints`` counts those that she opened."""
    return tuple(
        Step(
            course.id,
            exercise,
            step_state(results.get(exercise.slug), exercise.slug in begun),
            results.get(exercise.slug),
            exercise.slug in released,
            hints.get(exercise.slug, 0),
            course.app is not None and exercise.slug in course.app.collects,
        )
        for exercise in shown_exercises(course, released, results)
    )


def days_of(course: Course, steps: Sequence[Step], format_name: str) -> tuple[Day, ...]:
    """The steps day by day, and those that the format leaves out behind them.

    Args:
        format_name: one of the course's formats; "" for the path as one.
    """
    days = course.formats.get(format_name, ())
    by_slug = {step.exercise.slug: step for step in steps}
    told = [tuple(by_slug.pop(slug) for slug in day if slug in by_slug) for day in days]
    found = [Day(number, day) for number, day in enumerate(told, 1) if day]
    rest = tuple(by_slug.values())
    return (*found, Day(0, rest)) if rest else tuple(found)

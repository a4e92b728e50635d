"""Exercises proved before learners see them: the answer wins, the start does not, mistakes are explained."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.api import Gradebook

from grader import notebooks
from grader.authoring.build import BuildError, build_course
from grader.authoring.leaks import documents_in, leaks
from grader.authoring.percent import ScriptError
from grader.authoring.script import Script, Wrong, read_script, read_wrong
from grader.kinds import JUDGES, Judgement
from grader.kinds.source import Source, from_gradebook
from grader.manifest import Course, Exercise

WRONG_ANSWERS = 2  # fewer would prove little


@dataclass(frozen=True)
class Problem:
    """Something that an author has to correct: a stable code, what and why, and the place."""

    code: str
    words: str
    where: str


@dataclass(frozen=True)
class Report:
    """What a check of one exercise found; no problems means that it is proved."""

    exercise: str
    problems: tuple[Problem, ...]
    seconds: float

    @property
    def proved(self) -> bool:
        return not self.problems


def check_course(course: Course, on_step: Callable[[str], None] = lambda _: None) -> tuple[Report, ...]:
    """Checks every exercise of a course, in path order; writes nothing outside a temporary folder.

    Raises:
        GraderError: when this machine cannot grade at all, which is no author's problem.
    """
    return _checked(course, course.exercises, on_step)


def check_exercise(
    course: Course, exercise: Exercise, on_step: Callable[[str], None] = lambda _: None
) -> Report:
    """Builds one exercise and submits its solution, its start and its wrong answers to the worker's judge.

    ``on_step`` hears "course/exercise: what is tried" before each.
    """
    return _checked(course, (exercise,), on_step)[0]


def _checked(
    course: Course, exercises: Sequence[Exercise], on_step: Callable[[str], None]
) -> tuple[Report, ...]:
    reports = []
    # One folder for all: making a gradebook takes nbgrader two seconds.
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        for exercise in exercises:
            begun = time.monotonic()
            problems = tuple(_problems(course, exercise, Path(folder), on_step))
            reports.append(Report(exercise.slug, problems, time.monotonic() - begun))
    return tuple(reports)


def _problems(
    course: Course, exercise: Exercise, folder: Path, on_step: Callable[[str], None]
) -> Iterator[Problem]:
    place = _Place(course.folder)
    try:
        script = read_script(exercise.script)
    except ScriptError as error:
        yield Problem(error.code, error.why, place.of(error.path, error.line))
        return
    wrongs: list[Wrong] = []
    for path in exercise.wrong:
        try:
            wrongs.append(read_wrong(path, script))
        except ScriptError as error:
            yield Problem(error.code, error.why, place.of(error.path, error.line))
    yield from _written(exercise, script, place)
    on_step(f"{course.id}/{exercise.slug}: build")
    db_url = f"sqlite:///{folder / 'gradebook.db'}"
    try:
        build_course(replace(course, exercises=(exercise,)), folder, db_url)
    except BuildError as error:
        yield Problem(error.code, error.operator, place.of(exercise.folder))
        return
    trial = _Trial(course, exercise, folder, db_url, script)
    yield from trial.released(place)
    on_step(f"{course.id}/{exercise.slug}: solution")
    yield from trial.solution(place)
    on_step(f"{course.id}/{exercise.slug}: start")
    yield from trial.start(place)
    for wrong in wrongs:
        on_step(f"{course.id}/{exercise.slug}: {wrong.path.name}")
        yield from trial.mistake(wrong, place)


def _written(exercise: Exercise, script: Script, place: "_Place") -> Iterator[Problem]:
    where = place.of(script.path)
    if not script.named("statement"):
        yield Problem("no-statement", "there is no text that says what to do.", where)
    if not script.named("test", "manual"):
        yield Problem("no-points", "nothing is graded: there is neither a test nor a manual cell.", where)
    if len(exercise.wrong) < WRONG_ANSWERS:
        why = f"{len(exercise.wrong)} wrong answers in wrong/; write {WRONG_ANSWERS} usual mistakes or more."
        yield Problem("few-wrong-answers", why, place.of(exercise.folder / "wrong"))


@dataclass(frozen=True)
class _Place:
    """Names places for authors: from the course's folder, with the line where it is known."""

    folder: Path

    def of(self, path: Path, line: int = 0) -> str:
        name = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        return f"{name}:{line}" if line else str(name)


class _Trial:
    """A built exercise, and the judge that a learner's work meets."""

    def __init__(self, course: Course, exercise: Exercise, folder: Path, db_url: str, script: Script) -> None:
        self.exercise = exercise
        self.script = script
        self.packages: Sequence[Path] = [course.package] if course.package else []
        self.release = folder / "release" / exercise.slug
        self.notebook = notebooks.read(self.release / f"{exercise.slug}.ipynb")
        source = notebooks.read(folder / "source" / exercise.slug / f"{exercise.slug}.ipynb")
        with Gradebook(db_url, course.id) as book:
            self.source: Source = from_gradebook(exercise.slug, book, source)
        self.answers = {name: cell.source for name, cell in script.named("answer", "manual").items()}

    def judge(self, answers: Mapping[str, str]) -> Judgement:
        """The release with these answers written into it, judged."""
        handed_in = notebooks.copied(self.notebook)
        for cell in handed_in.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(name, cell.source)
        judge = JUDGES[self.exercise.kind]
        return judge(handed_in, self.source, self.release, self.exercise.limits, self.packages)

    def released(self, place: _Place) -> Iterator[Problem]:
        total = sum(cell.points for cell in self.script.cells)
        if self.source.max_score != total:
            why = f"the cells have {total:g} points together, and the gradebook {self.source.max_score:g}."
            yield Problem("points-differ", why, place.of(self.script.path))
        for document, what in leaks(self.script, documents_in(self.release, self.notebook)):
            yield Problem(
                "leak", f"learners would receive {what} in {document}.", place.of(self.exercise.folder)
            )

    def solution(self, place: _Place) -> Iterator[Problem]:
        judged = self.judge(self.answers)
        failed = set()
        for check in judged.checks:
            if check.status not in ("passed", "waiting"):
                failed.add(check.name)
                why = f'the solution has {check.score:g} of {check.points:g} in "{check.name}": {check.words}'
                yield Problem("solution-fails", why, self._line(check.name, place))
        for cell in judged.notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id
            for output in cell.get("outputs", []):
                if output.output_type == "error" and name not in failed:
                    why = f"an error comes out of the solution's notebook: {output.ename}: {output.evalue}"
                    yield Problem("solution-error", why, self._line(name, place))
                elif output.output_type == "stream" and output.name == "stderr":
                    why = f"writing to stderr costs all points, and this cell writes: {output.text!r}"
                    yield Problem("solution-stderr", why, self._line(name, place))

    def start(self, place: _Place) -> Iterator[Problem]:
        for check in self.judge({}).checks:
            if check.score:
                why = f'who does nothing has {check.score:g} of {check.points:g} points in "{check.name}".'
                yield Problem("start-scores", why, self._line(check.name, place))

    def mistake(self, wrong: Wrong, place: _Place) -> Iterator[Problem]:
        judged = self.judge({**self.answers, **wrong.answers})
        tests = self.script.named("test")
        failed = {
            check.name: check for check in judged.checks if check.status != "passed" and check.name in tests
        }
        where = place.of(wrong.path)
        for name in wrong.fails:
            if name not in failed:
                yield Problem("mistake-passes", f'"{name}" should fail here, and it passes.', where)
        for name, check in failed.items():
            if name not in wrong.fails:
                why = f'"{name}" fails here too, and "fails" does not list it. She reads: {check.words}'
                yield Problem("mistake-fails-more", why, where)
        read = "\n".join(failed[name].words for name in wrong.fails if name in failed)
        if failed and _spaced(wrong.words) not in _spaced(read):
            yield Problem("mistake-words", f'she should read "{wrong.words}", and reads: {read}', where)

    def _line(self, name: str, place: _Place) -> str:
        lines = {cell.name: cell.line for cell in self.script.cells}
        return place.of(self.script.path, lines.get(name, 0))


def _spaced(text: str) -> str:
    """French spaces made plain: what counts is the words."""
    return " ".join(text.split())

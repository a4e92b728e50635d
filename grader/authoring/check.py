"""Exercises proved before learners see them: the answer wins, the start does not, mistakes are explained."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from threading import Lock

from nbgrader.api import Gradebook

from grader.authoring.abreast import abreast
from grader.authoring.build import BuildError, build_course
from grader.authoring.imports import environment_of
from grader.authoring.leaks import documents_in, files_leaked, leaks
from grader.authoring.memory import proof
from grader.authoring.percent import ScriptError
from grader.authoring.preparing import SOLUTION, START, label, prepare
from grader.authoring.report import Places, Problem, Report, Unsealed
from grader.authoring.script import Script, read_exercise
from grader.authoring.shelf import Shelf
from grader.authoring.trial import Trial, trial_of
from grader.authoring.weakness import SECONDS_MAX, weakness
from grader.authoring.wrong import Wrong, read_wrong
from grader.errors import GraderError
from grader.gradebook import alembic_on_path
from grader.kinds import Judgement
from grader.manifest import Course, Exercise
from grader.prepared import Mistake
from grader.sandbox import Sandbox

WRONG_ANSWERS = 2  # fewer would prove little
BOOK = "gradebook.db"
_BUILDING = Lock()  # nbgrader is not made for two builds in one process


def check_course(
    course: Course,
    sandboxes: Sequence[Sandbox],
    on_step: Callable[[str], None] = lambda _: None,
    *,
    only: str = "",
    mutant_seconds: float = SECONDS_MAX,
    shelf: Shelf | None = None,
) -> Iterator[Report]:
    """Builds each exercise and submits its solution, its start and its wrong answers to the worker's judge.

    Nothing is written outside a temporary folder; reports come in path order, each when it is known.

    Args:
        sandboxes: one for each exercise that is checked at the same time.
        on_step: hears "course/exercise: what is tried" before each.
        only: the one exercise to check; all of them by default.
        mutant_seconds: how long to try mutants of each solution, where there is no problem; 0: not at all.
        shelf: where what was found out of an exercise is put, for a campus that starts.

    Raises:
        GraderError: when this machine cannot grade at all, which is no author's problem.
    """
    wanted = [exercise for exercise in course.exercises if only in ("", exercise.slug)]
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        places = _folders(Path(folder), course.id, len(sandboxes))

        def check(bench: tuple[Sandbox, Path], exercise: Exercise) -> Report:
            sandbox, place = bench
            return _Check(course, exercise, place, sandbox, on_step, shelf).report(mutant_seconds)

        yield from abreast(list(zip(sandboxes, places, strict=True)), check, wanted)


def _folders(folder: Path, course_id: str, many: int) -> list[Path]:
    """Folders with an empty gradebook: making one takes nbgrader two seconds, and only once at a time."""
    alembic_on_path()
    first = folder / BOOK
    with Gradebook(f"sqlite:///{first}", course_id):
        pass
    made = [folder / str(number) for number in range(many)]
    for place in made:
        place.mkdir()
        shutil.copy(first, place / BOOK)
    return made


class _Check:
    """The check of one exercise."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        folder: Path,
        sandbox: Sandbox,
        on_step: Callable[[str], None],
        shelf: Shelf | None,
    ) -> None:
        self.shelf = shelf
        self.course = course
        self.exercise = exercise
        self.folder = folder
        self.sandbox = sandbox
        self.places = Places(course)
        self.on_step = on_step
        self.seconds: dict[str, float] = {}

    def report(self, mutant_seconds: float) -> Report:
        begun = time.monotonic()
        try:
            found = self._report(mutant_seconds)
        except ScriptError as error:
            found = Report(self.exercise.slug, (self.places.problem(error),))
        except BuildError as error:
            where = self.places.of(self.exercise.folder)
            found = Report(self.exercise.slug, (Problem(error.code, error.operator, where),))
        except GraderError as error:
            if error.code != "no-chromium":
                raise
            why = f"not checked on this machine. {error.operator}"
            found = Report(
                self.exercise.slug, (Problem(error.code, why, self.places.of(self.exercise.folder)),)
            )
        return replace(found, seconds={"total": time.monotonic() - begun, **self.seconds})

    def _step(self, name: str) -> None:
        self.on_step(f"{self.course.id}/{self.exercise.slug}: {name}")

    def _report(self, mutant_seconds: float) -> Report:
        script = read_exercise(self.exercise)
        problems = list(_written(self.exercise, script, self.places))
        wrongs: list[Wrong] = []
        for path in self.exercise.wrong:
            try:
                wrongs.append(read_wrong(path, script))
            except ScriptError as error:
                problems.append(self.places.problem(error))
        self._step("build")
        begun = time.monotonic()
        db_url = f"sqlite:///{self.folder / BOOK}"
        with _BUILDING:
            build_course(replace(self.course, exercises=(self.exercise,)), self.folder, db_url)
        self.seconds["build"] = time.monotonic() - begun
        environment = environment_of(self.course, self.exercise)
        trial = trial_of(self.course, self.exercise, self.folder, db_url, self.sandbox, environment)
        problems += _released(trial, script, self.places)
        self._step("answers")
        begun = time.monotonic()
        found = prepare(trial, script, tuple(wrongs))
        self.seconds |= {"answers": time.monotonic() - begun, "solution": found.seconds}
        problems += _solution(found.judged[SOLUTION], script, self.places)
        problems += _start(found.judged[START], script, self.places)
        for wrong in wrongs:
            problems += _mistake(wrong, found.judged[label(wrong)], script, self.places)
        problems += _advised(found.prepared.mistakes, wrongs, self.places)
        if self.shelf is not None and not problems:
            self.shelf.put(proof(self.course, self.exercise), found.prepared)
        mutation = None
        if mutant_seconds and not problems:
            self._step("mutants")
            mutation = weakness(trial, script, found, self.places, mutant_seconds)
        return Report(
            self.exercise.slug,
            tuple(problems),
            tests=len(found.prepared.seals),
            unsealed=tuple(
                Unsealed(name, seal.why, self.places.cell(script, name))
                for name, seal in found.prepared.seals.items()
                if not seal.sealed
            ),
            mutation=mutation,
        )


def _written(exercise: Exercise, script: Script, places: Places) -> Iterator[Problem]:
    where = places.of(script.path)
    if not script.named("statement"):
        yield Problem("no-statement", "there is no text that says what to do.", where)
    if not script.named("test", "manual"):
        yield Problem("no-points", "nothing is graded: there is neither a test nor a manual cell.", where)
    if len(exercise.wrong) < WRONG_ANSWERS:
        why = f"{len(exercise.wrong)} wrong answers in wrong/; write {WRONG_ANSWERS} usual mistakes or more."
        yield Problem("few-wrong-answers", why, places.of(exercise.folder / "wrong"))


def _released(trial: Trial, script: Script, places: Places) -> Iterator[Problem]:
    total = sum(cell.points for cell in script.cells)
    known = sum(source.max_score for source in trial.sources)
    if known != total:
        why = f"the cells have {total:g} points together, and the gradebook {known:g}."
        yield Problem("points-differ", why, places.of(script.path))
    documents = documents_in(trial.release, *trial.notebooks.values())
    for document, what in (*leaks(script, documents), *files_leaked(trial.exercise, documents)):
        why = f"learners would receive {what} in {document}."
        yield Problem("leak", why, places.of(trial.exercise.folder))


def _solution(judged: Judgement, script: Script, places: Places) -> Iterator[Problem]:
    failed = set()
    for check in judged.checks:
        if check.status not in ("passed", "waiting"):
            failed.add(check.name)
            why = f'the solution has {check.score:g} of {check.points:g} in "{check.name}": {check.words}'
            yield Problem("solution-fails", why, places.cell(script, check.name))
    for cell in (cell for notebook in judged.notebooks.values() for cell in notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id
        for output in cell.get("outputs", []):
            if output.output_type == "error" and name not in failed:
                why = f"an error comes out of the solution's notebook: {output.ename}: {output.evalue}"
                yield Problem("solution-error", why, places.cell(script, name))
            elif output.output_type == "stream" and output.name == "stderr":
                why = f"writing to stderr costs all points, and this cell writes: {output.text!r}"
                yield Problem("solution-stderr", why, places.cell(script, name))


def _start(judged: Judgement, script: Script, places: Places) -> Iterator[Problem]:
    for check in judged.checks:
        if check.score:
            why = f'who does nothing has {check.score:g} of {check.points:g} points in "{check.name}".'
            yield Problem("start-scores", why, places.cell(script, check.name))


def _mistake(wrong: Wrong, judged: Judgement, script: Script, places: Places) -> Iterator[Problem]:
    tests = script.named("test")
    failed = {
        check.name: check for check in judged.checks if check.status != "passed" and check.name in tests
    }
    where = places.of(wrong.path)
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


def _advised(mistakes: Iterable[Mistake], wrongs: Iterable[Wrong], places: Places) -> Iterator[Problem]:
    """Who fails in the same words as two mistakes with other advice is given neither."""
    paths = {wrong.name: wrong.path for wrong in wrongs}
    for one, other in combinations(mistakes, 2):
        if one.words == other.words and one.advice != other.advice:
            twin = paths[one.name].name
            why = f"it fails in the same words as {twin} and advises differently, so neither is read."
            yield Problem("mistake-advice", why, places.of(paths[other.name]))


def _spaced(text: str) -> str:
    """French spaces made plain: what counts is the words."""
    return " ".join(text.split())

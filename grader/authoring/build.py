"""A course made ready: nbgrader's source and release folders and gradebook, from what its authors wrote."""

import fcntl
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from grader import notebooks, prepared
from grader.authoring.abreast import abreast
from grader.authoring.config import config_text
from grader.authoring.imports import environment_of
from grader.authoring.memory import Memory, fingerprint, proof, write
from grader.authoring.notebook import notebook_of
from grader.authoring.percent import ScriptError
from grader.authoring.preparing import prepare
from grader.authoring.script import Script, read_exercise
from grader.authoring.shelf import Shelf
from grader.authoring.trial import trial_of
from grader.authoring.wrong import Wrong, read_wrong
from grader.errors import GraderError
from grader.gradebook import alembic_on_path
from grader.manifest import Course, Exercise
from grader.sandbox import Sandbox

log = logging.getLogger(__name__)

CONFIG = "nbgrader_config.py"
STAGING = ".building-"


class BuildError(GraderError):
    """An exercise that could not be built; the one built before, if any, is still there."""

    def __init__(self, code: str, operator: str) -> None:
        super().__init__(
            code,
            "Cet exercice n'est pas prêt. Préviens une personne de l'équipe.",
            operator,
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )


def build_course(
    course: Course,
    directory: Path,
    db_url: str,
    on_step: Callable[[str], None] = lambda _: None,
    sandbox: Sandbox | None = None,
    only: str = "",
) -> None:
    """Writes nbgrader_config.py, source/, release/ and the gradebook of a course into ``directory``.

    Only what changed since the last build is built; each exercise replaces the old one when it is
    whole, and grades and submissions stay. ``on_step`` hears "course/exercise" before each build.

    Args:
        sandbox: where exercises are run to find out which tests can be sealed; without one nothing is
            run, and what was found out of an exercise is forgotten when it changes.
        only: the one exercise to build; all of them by default.

    Raises:
        BuildError: when exercises could not be built, after the others were; it has the code of the first.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds the answers
    with _alone(directory):
        _Build(course, directory, db_url, on_step, sandbox).run(only)


def prepare_course(
    course: Course,
    directory: Path,
    db_url: str,
    sandboxes: Sequence[Sandbox],
    on_step: Callable[[str], None],
    shelf: Shelf | None = None,
) -> None:
    """Runs the exercises that were built and not run since: the second half of ``build_course``.

    Args:
        sandboxes: one for each exercise that is run at the same time.
        shelf: where findings of the very same exercises are taken from, and put.
    """
    with _alone(directory):
        memory = Memory(directory)
        builds = [_Build(course, directory, db_url, on_step, sandbox, shelf, memory) for sandbox in sandboxes]
        built = [exercise for exercise in course.exercises if builds[0].is_built(exercise)]
        list(abreast(builds, _Build.prepare, built))


class _Build:
    """One build of a course."""

    def __init__(
        self,
        course: Course,
        directory: Path,
        db_url: str,
        on_step: Callable[[str], None],
        sandbox: Sandbox | None,
        shelf: Shelf | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.shelf = shelf
        self.course = course
        self.directory = directory
        self.db_url = db_url
        self.on_step = on_step
        self.sandbox = sandbox
        self.memory = memory or Memory(directory)

    def run(self, only: str) -> None:
        write(self.directory / CONFIG, config_text(self.course, self.db_url))
        config = PyFileConfigLoader(CONFIG, path=str(self.directory)).load_config()
        alembic_on_path()
        known = _known_notebooks(self.course.id, self.db_url)
        failures: list[GraderError] = []
        for exercise in self.course.exercises:
            if only in ("", exercise.slug):
                try:
                    self._bring_up_to_date(exercise, config, exercise.slug in known)
                except GraderError as error:
                    failures.append(error)
        if failures:
            raise BuildError(failures[0].code, "\n".join(failure.operator for failure in failures))

    def is_built(self, exercise: Exercise) -> bool:
        there = all((self.directory / step / exercise.slug).is_dir() for step in ("source", "release"))
        return there and self.memory.knows(exercise, built=fingerprint(exercise))

    def _bring_up_to_date(self, exercise: Exercise, config: Config, known: bool) -> None:
        if not (known and self.is_built(exercise)):
            self.on_step(f"{self.course.id}/{exercise.slug}")
            built = fingerprint(exercise)
            self._forgetting(exercise, lambda: _build(exercise, self.directory, config))
            self.memory.keep(exercise, built=built)
        self.prepare(exercise)

    def prepare(self, exercise: Exercise) -> None:
        """Runs an exercise, where it may be run and was not."""
        if self.sandbox is None:
            return
        proved = proof(self.course, exercise)
        if not (self._prepared(exercise).is_file() and self.memory.knows(exercise, prepared=proved)):
            known = self.shelf.take(proved) if self.shelf is not None else None
            if known is not None:
                prepared.write(self.directory, exercise.slug, known)
                self.memory.keep(exercise, prepared=proved)
                return
            self.on_step(f"{self.course.id}/{exercise.slug}: tests")
            self._prepare(exercise, self.sandbox, proved)

    def _prepared(self, exercise: Exercise) -> Path:
        return self.directory / prepared.FOLDER / f"{exercise.slug}.json"

    def _forgetting(self, exercise: Exercise, build: Callable[[], None]) -> None:
        """What was found out of the old tests may be wrong for the new ones, as soon as those are there."""
        path = self._prepared(exercise)
        kept = path.read_bytes() if path.is_file() else None
        path.unlink(missing_ok=True)
        try:
            build()
        except BaseException:
            if kept is not None:
                path.write_bytes(kept)
            raise

    def _prepare(self, exercise: Exercise, sandbox: Sandbox, proved: str) -> None:
        """A failure leaves what was known: an exercise that nobody could run is graded unsealed, not lost."""
        try:
            environment = environment_of(self.course, exercise)
            trial = trial_of(self.course, exercise, self.directory, self.db_url, sandbox, environment)
            script = read_exercise(exercise)
            found = prepare(trial, script, tuple(_readable(exercise, script)), thorough=False)
        except GraderError as error:
            log.warning("%s/%s is not prepared: %s", self.course.id, exercise.slug, error.operator)
            self.on_step(f"{self.course.id}/{exercise.slug}: tests not sealed, {error.code}")
            return
        prepared.write(self.directory, exercise.slug, found.prepared)
        self.memory.keep(exercise, prepared=proved)
        if self.shelf is not None:
            self.shelf.put(proved, found.prepared)


def _readable(exercise: Exercise, script: Script) -> Iterator[Wrong]:
    for path in exercise.wrong:
        try:
            yield read_wrong(path, script)
        except ScriptError as error:  # `campus course check` is where its author reads it
            log.warning("A wrong answer is left out: %s", error.operator)


def _build(exercise: Exercise, directory: Path, config: Config) -> None:
    """Builds one exercise beside the old one, then changes places: a failure leaves the old one whole."""
    script = read_exercise(exercise)
    _check_cells(exercise, script, config)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=directory) as made:
        staging = Path(made)
        _write_source(exercise, script, staging / "source" / exercise.slug)
        _generate(exercise.slug, staging, config)
        for step in ("source", "release"):
            _replace(
                staging / step / exercise.slug, directory / step / exercise.slug, staging / f"old-{step}"
            )


def _write_source(exercise: Exercise, script: Script, folder: Path) -> None:
    folder.mkdir(parents=True)
    if exercise.files.is_dir():
        _check_files(exercise)
        shutil.copytree(
            exercise.files, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    for name, path in exercise.scripts.items():
        made = notebook_of(script.part(path), exercise)
        (folder / f"{name}.ipynb").write_text(notebooks.written(made), encoding="utf-8")


def _check_files(exercise: Exercise) -> None:
    for path in sorted(exercise.files.rglob("*")):
        if path.is_symlink():
            raise BuildError("file-is-link", f"{path}: a symbolic link; put the file itself there.")
        if path.suffix == ".ipynb":
            why = "nbgrader would grade this notebook too; write it as a script in notebooks/."
            raise BuildError("file-is-notebook", f"{path}: {why}")


def _check_cells(exercise: Exercise, script: Script, config: Config) -> None:
    """nbgrader keeps grades by notebook and cell, so names must stay once learners have handed in."""

    def named(notebook: str, cell: str) -> str:
        return cell if notebook == exercise.slug else f"{notebook}/{cell}"

    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        try:
            found = gradebook.find_assignment(exercise.slug).notebooks
        except MissingEntry:
            return
        if not any(notebook.submissions for notebook in found):
            return
        old = {f"{notebook.name}.ipynb" for notebook in found}
        old |= {named(notebook.name, cell.name) for notebook in found for cell in notebook.source_cells}
    names = {path: name for name, path in exercise.scripts.items()}
    new = {f"{name}.ipynb" for name in names.values()}
    new |= {named(names[cell.path], cell.name) for cell in script.cells if cell.role != "free"}
    if old != new:
        changes = [f"{name} is new" for name in sorted(new - old)]
        changes += [f"{name} is gone" for name in sorted(old - new)]
        why = (
            f"learners have handed this exercise in, so its cells must stay ({', '.join(changes)}). "
            "Change texts and tests inside the same cells, or make a new exercise in a new folder."
        )
        raise BuildError("cells-changed", f"{script.path}: {why}")


def _generate(slug: str, staging: Path, config: Config) -> None:
    heard = _Heard()
    log = logging.Logger("nbgrader", logging.INFO)  # its own: the build's words are not the caller's
    log.addHandler(heard)
    folder = CourseDirectory(config=config, log=log)
    folder.root, folder.assignment_id = str(staging), slug
    try:
        GenerateAssignment(coursedir=folder, config=config, log=log).start()
    except (NbGraderException, SystemExit) as error:
        words = heard.errors or [str(error)]
        raise BuildError(
            "nbgrader-failed", f"{slug}: nbgrader could not build it.\n" + "\n".join(words)
        ) from error


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())


def _replace(new: Path, target: Path, old: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        target.rename(old)
    new.rename(target)


def _known_notebooks(course_id: str, db_url: str) -> set[str]:
    """Makes the gradebook where there is none; the exercises that it has whole."""
    with Gradebook(db_url, course_id) as gradebook:
        return {one.name for one in gradebook.assignments if any(n.name == one.name for n in one.notebooks)}


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One build of a folder at a time: nbgrader cannot make one gradebook twice at once."""
    with (directory / ".building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in directory.glob(f"{STAGING}*"):  # by a build that was killed
            shutil.rmtree(left)
        yield

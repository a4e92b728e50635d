"""A course made ready: nbgrader's source and release folders and gradebook, from what its authors wrote."""

import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from grader import notebooks
from grader.authoring.config import FRENCH, config_text
from grader.authoring.notebook import SCHEMA_VERSION, notebook_of
from grader.authoring.script import Script, read_script
from grader.errors import GraderError
from grader.gradebook import alembic_on_path
from grader.manifest import Course, Exercise

CONFIG = "nbgrader_config.py"
# What was built from what, so that the next build does only what changed.
MEMORY = ".built.json"
STAGING = ".building-"
# Raised by hand when what a build writes changes, so that every course is built again.
FORMAT = 2


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
    course: Course, directory: Path, db_url: str, on_step: Callable[[str], None] = lambda _: None
) -> None:
    """Writes nbgrader_config.py, source/, release/ and the gradebook of a course into ``directory``.

    Only what changed since the last build is built; each exercise replaces the old one when it is
    whole, and grades and submissions stay. ``on_step`` hears "course/exercise" before each build.

    Raises:
        BuildError: when exercises could not be built, after the others were; it has the code of the first.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds the answers
    with _alone(directory):
        _build_course(course, directory, db_url, on_step)


def _build_course(course: Course, directory: Path, db_url: str, on_step: Callable[[str], None]) -> None:
    _write(directory / CONFIG, config_text(course, db_url))
    config = PyFileConfigLoader(CONFIG, path=str(directory)).load_config()
    alembic_on_path()
    known = _known_notebooks(course.id, db_url)
    memory = _memory(directory)
    failures: list[GraderError] = []
    for exercise in course.exercises:
        fingerprint = _fingerprint(exercise)
        built = all((directory / step / exercise.slug).is_dir() for step in ("source", "release"))
        if built and exercise.slug in known and memory.get(exercise.slug) == fingerprint:
            continue
        on_step(f"{course.id}/{exercise.slug}")
        try:
            _build(exercise, directory, config)
        except GraderError as error:
            failures.append(error)
            continue
        memory[exercise.slug] = fingerprint
        _write(directory / MEMORY, json.dumps(memory, indent=1, sort_keys=True))
    if failures:
        raise BuildError(failures[0].code, "\n".join(failure.operator for failure in failures))


def _build(exercise: Exercise, directory: Path, config: Config) -> None:
    """Builds one exercise beside the old one, then changes places: a failure leaves the old one whole."""
    script = read_script(exercise.script)
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
    path = folder / f"{exercise.slug}.ipynb"
    path.write_text(notebooks.written(notebook_of(script)), encoding="utf-8")


def _check_files(exercise: Exercise) -> None:
    for path in sorted(exercise.files.rglob("*")):
        if path.is_symlink():
            raise BuildError("file-is-link", f"{path}: a symbolic link; put the file itself there.")
        if path.suffix == ".ipynb":
            why = "nbgrader would grade this notebook too; an exercise has one, from notebook.py."
            raise BuildError("file-is-notebook", f"{path}: {why}")


def _check_cells(exercise: Exercise, script: Script, config: Config) -> None:
    """nbgrader keeps grades by cell name, so names must stay once learners have handed in."""
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        try:
            notebook = gradebook.find_notebook(exercise.slug, exercise.slug)
        except MissingEntry:
            return
        if not notebook.submissions:
            return
        old = {cell.name for cell in notebook.source_cells}
    new = {cell.name for cell in script.cells if cell.role != "free"}
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


def _fingerprint(exercise: Exercise) -> str:
    """A fingerprint of all that an exercise is built from."""
    digest = sha256(repr((FORMAT, SCHEMA_VERSION, version("nbgrader"), FRENCH["ClearSolutions"])).encode())
    files = sorted(path for path in exercise.files.rglob("*") if path.is_file())
    for path in (exercise.script, *files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(exercise.folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _memory(directory: Path) -> dict[str, str]:
    try:
        found = json.loads((directory / MEMORY).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: str) -> None:
    """Writes a file whole or not at all, for this user only: the gradebook's address may hold a password."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One build of a folder at a time: nbgrader cannot make one gradebook twice at once."""
    with (directory / ".building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in directory.glob(f"{STAGING}*"):  # by a build that was killed
            shutil.rmtree(left)
        yield

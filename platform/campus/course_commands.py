"""``campus course``: what an author does with a course."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from campus.course_report import show_report, show_tried
from campus.courses import PROCESSORS, sandboxes, shelf
from campus.settings import REPOSITORY
from grader.authoring.build import build_course
from grader.authoring.check import check_course
from grader.authoring.new import new_course, new_exercise
from grader.authoring.trying import try_file
from grader.authoring.weakness import ALONE_SECONDS, SECONDS_MAX
from grader.errors import GraderError
from grader.manifest import Course, Exercise, Kind, load_course
from grader.sandbox import Sandbox

app = typer.Typer(no_args_is_help=True)
console = Console(highlight=False)
# Progress and errors, where the output itself is one JSON document.
aside = Console(stderr=True, highlight=False)

COURSES = REPOSITORY / "courses"
NOT_FULL = 2

Folders = Annotated[
    list[Path] | None,
    typer.Argument(help="Course folders or ids; all the courses that come along by default."),
]
Into = Annotated[Path, typer.Option(help="Where nbgrader's course directories are made.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on the output, nothing else.")]
BUILT = Path("build/courses")


@app.command()
def check(
    courses: Folders = None,
    exercise: Annotated[str, typer.Option(help="Only this exercise.")] = "",
    mutants: Annotated[
        bool | None,
        typer.Option(
            "--mutants/--no-mutants",
            help="Look for tests too weak to notice a mistake; by default with --exercise or --strict.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Weak tests fail the check.")] = False,
    jobs: Annotated[
        int,
        typer.Option(min=1, help="Exercises at the same time; as many as there are processors by default."),
    ] = PROCESSORS,
    as_json: Json = False,
) -> None:
    """Build each exercise and prove it: solution, start, wrong answers, points, leaks, seals, mutants."""
    begun = time.monotonic()
    told: list[dict[str, Any]] = []
    problems = weak = 0
    tried = bool(exercise) or strict if mutants is None else mutants
    mutant_seconds = (ALONE_SECONDS if exercise else SECONDS_MAX) if tried else 0
    with sandboxes(jobs) as benches, _progress(as_json) as show:
        for course in _courses(courses):
            for report in check_course(
                course, benches, show, only=exercise, mutant_seconds=mutant_seconds, shelf=shelf()
            ):
                problems, weak = problems + len(report.problems), weak + len(report.weak)
                told.append({"course": course.id, **report.as_dict()})
                if not as_json:
                    show_report(console, course.id, report, strict=strict)
    seconds = time.monotonic() - begun
    if as_json:
        summary = {"problems": problems, "weak": weak, "seconds": round(seconds, 3), "exercises": told}
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=1))
    else:
        more = f", {weak} mistake(s) that no test notices" if weak else ""
        more += "" if tried else ", without mutants (--mutants, or --exercise)"
        console.print(f"{problems} problem(s){more}, {seconds:.1f} s")
    raise typer.Exit(1 if problems or (strict and weak) else 0)


@app.command()
def build(
    courses: Folders = None,
    into: Into = BUILT,
    db_url: Annotated[
        str, typer.Option(help="Gradebook's SQLAlchemy address; a SQLite file beside the course by default.")
    ] = "",
) -> None:
    """Make nbgrader's own course directory: source, release, gradebook and configuration."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress, Sandbox() as sandbox:
        for course in _courses(courses):
            directory = (into / course.id).resolve()
            directory.mkdir(parents=True, exist_ok=True)
            task = progress.add_task(course.id, total=None)
            url = db_url or f"sqlite:///{directory / 'gradebook.db'}"

            def show(step: str, task: TaskID = task) -> None:
                progress.update(task, description=step)

            build_course(course, directory, url, show, sandbox)
            progress.update(task, description=f"{course.id} → {directory}", total=1, completed=1)


@app.command(name="try")
def try_command(
    exercise: Annotated[str, typer.Argument(metavar="COURSE/EXERCISE", help="By folder or by id.")],
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, help="A notebook, a percent script of answers, a file of hers, or a folder."
        ),
    ],
    into: Into = BUILT,
    unsealed: Annotated[
        bool, typer.Option("--unsealed", help="Run the tests beside the answers, to compare.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Python's own traces too; they show hidden tests.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Grade one file as the campus would: exit code 0 for full marks, 2 for less, 1 where it cannot run."""
    try:
        course, found = _exercise(exercise)
        directory = (into / course.id).resolve()
        directory.parent.mkdir(parents=True, exist_ok=True)
        with Sandbox() as sandbox, _progress(as_json) as show:
            tried = try_file(course, found, file, directory, sandbox, show, unsealed=unsealed)
    except GraderError as error:
        aside.print(f"[red]{error.code}[/]: {escape(error.operator)}", soft_wrap=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(tried.as_dict(raw=raw), ensure_ascii=False, indent=1))
    else:
        show_tried(console, tried, raw=raw)
    raise typer.Exit(0 if tried.full else NOT_FULL)


@app.command()
def new(
    where: Annotated[
        Path,
        typer.Argument(
            metavar="COURSE[/EXERCISE]", help="A course's folder or id, and the name of its new exercise."
        ),
    ],
    kind: Annotated[Kind, typer.Option(help="What its learners make.")] = "notebook",
) -> None:
    """Write a small exercise that works, to be made into yours; or a course with one in it."""
    parent = _course_folder(where.parent)
    if parent is not None:
        made, target = new_exercise(parent, where.name, kind), f"{_id(parent)} --exercise {where.name}"
    else:
        folder = COURSES / where if where == Path(where.name) and COURSES.is_dir() else where
        made, target = new_course(folder, kind), _id(folder)
    for path in made:
        console.print(f"[green]+[/] {escape(str(path))}", soft_wrap=True)
    console.print(
        "\nNext: change notebook.py and wrong/ into your exercise, and prove it as often as you like:"
    )
    console.print(f"    campus course check {escape(target)}", soft_wrap=True)


def _id(course: Path) -> str:
    """What names a course on the command line."""
    return course.name if course.parent == COURSES else str(course)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, where somebody looks."""
    with (aside if quiet else console).status("…") as status:
        yield lambda step: status.update(f"{escape(step)}…")


def _courses(named: list[Path] | None) -> list[Course]:
    """Courses by folder or by id."""
    if not named:
        return [load_course(found.parent) for found in sorted(COURSES.glob("*/course.toml"))]
    return [load_course(_course_folder(name) or name) for name in named]


def _exercise(named: str) -> tuple[Course, Exercise]:
    course = load_course(_course_folder(Path(named).parent) or Path(named).parent)
    for exercise in course.exercises:
        if exercise.slug == Path(named).name:
            return course, exercise
    names = ", ".join(exercise.slug for exercise in course.exercises)
    why = f'{course.id} has no exercise "{Path(named).name}"; it has: {names or "none"}.'
    raise GraderError("exercise-unknown", "Cet exercice n'existe pas.", why)


def _course_folder(name: Path) -> Path | None:
    """The folder of a course that exists, from its path or its id."""
    found = (folder for folder in (name, COURSES / name) if (folder / "course.toml").is_file())
    return next(found, None) if name.name else None

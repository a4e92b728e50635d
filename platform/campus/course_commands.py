"""``campus course``: what an author does with a course."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from campus.settings import REPOSITORY
from grader.authoring.build import build_course
from grader.authoring.check import check_exercise
from grader.manifest import Course, load_course

app = typer.Typer(no_args_is_help=True)
console = Console(highlight=False)

Folders = Annotated[
    list[Path] | None,
    typer.Argument(help="Course folders or ids; all the courses that come along by default."),
]


@app.command()
def check(
    courses: Folders = None,
    exercise: Annotated[str, typer.Option(help="Only this exercise.")] = "",
) -> None:
    """Build each exercise and prove it: solution, start, wrong answers, points, nothing leaked."""
    problems = 0
    started = time.monotonic()
    for course in _courses(courses):
        for one in course.exercises:
            if exercise and one.slug != exercise:
                continue
            with console.status(f"{course.id}/{one.slug}…"):
                report = check_exercise(course, one)
            mark = "[red]✗[/]" if report.problems else "[green]✓[/]"
            console.print(f"{mark} {course.id}/{one.slug}  {report.seconds:.1f} s")
            for problem in report.problems:
                console.print(f"    [red]{problem.code}[/] {escape(problem.where)}: {escape(problem.words)}")
            problems += len(report.problems)
    console.print(f"{problems} problem(s), {time.monotonic() - started:.1f} s")
    raise typer.Exit(1 if problems else 0)


@app.command()
def build(
    courses: Folders = None,
    into: Annotated[Path, typer.Option(help="Where nbgrader's course directories are made.")] = Path(
        "build/courses"
    ),
    db_url: Annotated[
        str, typer.Option(help="Gradebook's SQLAlchemy address; a SQLite file beside the course by default.")
    ] = "",
) -> None:
    """Make nbgrader's own course directory: source, release, gradebook and configuration."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        for course in _courses(courses):
            directory = (into / course.id).resolve()
            directory.mkdir(parents=True, exist_ok=True)
            task = progress.add_task(course.id, total=None)
            url = db_url or f"sqlite:///{directory / 'gradebook.db'}"

            def show(step: str, task: TaskID = task) -> None:
                progress.update(task, description=step)

            build_course(course, directory, url, show)
            progress.update(task, description=f"{course.id} → {directory}", total=1, completed=1)


def _courses(named: list[Path] | None) -> list[Course]:
    """Courses by folder or by id."""
    if not named:
        return [load_course(found.parent) for found in sorted((REPOSITORY / "courses").glob("*/course.toml"))]
    return [load_course(name if name.is_dir() else REPOSITORY / "courses" / name) for name in named]

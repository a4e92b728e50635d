"""``campus grade``: all the work of an exercise graded again, from the command line."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from campus.wiring import Campus
from grader.batches import Batch, BatchProgress
from grader.errors import GraderError

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

LOOK_SECONDS = 0.5
BY = "campus grade"


def grade(
    context: typer.Context,
    course: Annotated[str, typer.Argument(help="The course's id.")],
    exercise: Annotated[str, typer.Argument(help="The exercise's name.")],
    every: Annotated[
        bool, typer.Option("--all", help="Every hand-in, not only the newest of each learner.")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Show how far it is until the end.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Begin nothing: look at the last time.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")] = False,
) -> None:
    """Grade all the work of an exercise again, after its tests changed; points given by a person stay.

    Learners keep their results until the new ones are there, and what is handed in now goes first.
    """
    campus = _campus(context)
    _check(campus, course, exercise)
    batch = campus.batches.latest(course, exercise) if show else None
    if show and batch is None:
        raise GraderError(
            "no-batch", "Rien n'a été recorrigé.", f"{course}/{exercise} was never graded again"
        )
    if batch is None:
        batch = campus.regrade_all(course, exercise, BY, every=every)
    progress = _follow(campus, batch, console if not as_json else errors) if wait else None
    progress = progress or campus.batches.progress(batch)
    if as_json:
        typer.echo(json.dumps(progress.as_dict(), ensure_ascii=False))
    else:
        _tell(progress)
    raise typer.Exit(1 if wait and progress.broken else 0)


def _follow(campus: Campus, batch: Batch, screen: Console) -> BatchProgress:
    """Ctrl-C stops looking; the batch goes on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[left]}"), console=screen) as bar:
        task = bar.add_task(f"{batch.course}/{batch.exercise}", total=batch.size, left="")
        while True:
            progress = campus.batches.progress(batch)
            left = _left(progress)
            bar.update(task, completed=progress.done + progress.broken, left=left)
            if progress.is_over:
                return progress
            time.sleep(LOOK_SECONDS)


def _tell(progress: BatchProgress) -> None:
    batch = progress.batch
    console.print(
        f"{batch.course}/{batch.exercise}: {progress.done} of {batch.size} graded again,"
        f" {progress.left} left{', ' + _left(progress) if progress.left else ''}, {progress.broken} broken"
    )
    for one in progress.troubles:
        console.print(f"    [red]{escape(one.learner)}[/] {one.submission_id}: {escape(one.reason)}")
    if progress.troubles:
        console.print("What broke keeps its old result; a facilitator's page of the exercise runs it again.")


def _left(progress: BatchProgress) -> str:
    seconds = progress.seconds_left
    if seconds is None:
        return "nothing tells yet how long"
    return f"about {seconds:.0f} s to go" if seconds < 90 else f"about {seconds / 60:.0f} min to go"


def _check(campus: Campus, course: str, exercise: str) -> None:
    """Raises GraderError ``unknown-exercise``, with what there is."""
    known = {one.id: [each.slug for each in one.exercises] for one in campus.courses}
    if exercise not in known.get(course, []):
        there = ", ".join(f"{name} {slug}" for name, slugs in known.items() for slug in slugs)
        why = f"there is no exercise {course} {exercise}; there are {there}"
        raise GraderError("unknown-exercise", "Cet exercice n'existe pas.", why)


def _campus(context: typer.Context) -> Campus:
    return Campus.running(context.find_object(Path), "work waits to be graded there")

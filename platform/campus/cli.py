"""``campus``: the one command of whoever runs, teaches or writes for a campus."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.status import Status

from campus import (
    account_commands,
    course_commands,
    demo,
    doctor,
    grade_commands,
    launch,
    serve,
    warm_commands,
)
from campus.settings import Settings, load
from campus.wiring import Campus
from grader.errors import GraderError
from grader.sandbox import Level, confinement

app = typer.Typer(
    help="The teaching platform of Objectif Ambitions.", no_args_is_help=True, add_completion=False
)
app.add_typer(course_commands.app, name="course", help="Check and build courses.")
app.add_typer(account_commands.app, name="account", help="Say who may sign in.")
app.add_typer(serve.app, name="serve", hidden=True, help="Processes that `campus start` keeps alive.")
app.command()(grade_commands.grade)
app.command()(warm_commands.warm)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

FAILED = 1
MISUSED = 2
UNCONFINED = Panel(
    "This machine cannot confine learners' code: whoever signs in to this demonstration can read and change "
    "every file of yours. Let nobody else in. `campus doctor` says what to install.",
    title="NOT CONFINED",
    style="bold red",
    width=100,
)


@app.callback()
def main_options(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(envvar="CAMPUS_TOML", help="The settings file.", dir_okay=False)
    ] = Path("campus.toml"),
) -> None:
    context.obj = config


@app.command()
def start(context: typer.Context) -> None:
    """Start the campus that campus.toml describes; Ctrl-C stops it."""
    toml = context.find_object(Path) or Path("campus.toml")
    settings = load(toml)
    _run(settings, toml, lambda campus: console.print(f"\nThe campus is open: {settings.public_url}\n"))


@app.command(name="demo")
def demo_command(
    folder: Annotated[Path, typer.Option(help="Where the demonstration keeps its data.")] = Path(
        ".campus/demo"
    ),
    port: Annotated[int, typer.Option(min=1024, max=65000, help="Port that the browser uses.")] = 8000,
) -> None:
    """Start a campus with invented people: a facilitator, twelve learners, the three courses."""
    confined = confinement() is Level.NAMESPACES
    try:
        toml = demo.write_settings(folder, port, confined)
    except OSError as error:
        raise launch.unwritable(folder, error) from error

    def show(campus: Campus) -> None:
        _show_demo(campus)
        if not confined:
            console.print(UNCONFINED)

    if not confined:
        console.print(UNCONFINED)
    _run(load(toml), toml, show, demo.prepare)


@app.command(name="doctor")
def doctor_command(context: typer.Context) -> None:
    """Say what is missing on this machine, and what to do about it."""
    toml = context.find_object(Path) or Path("campus.toml")
    settings = load(toml) if toml.exists() else Settings(data_dir=Path("campus-data").resolve())
    marks = {"ok": "[green]ok     [/]", "warning": "[yellow]warning[/]", "missing": "[red]missing[/]"}
    bad = False
    for finding in doctor.examine(settings):
        bad = bad or finding.verdict == "missing"
        console.print(
            f"{marks[finding.verdict]} [bold]{finding.topic}[/]: {escape(finding.said)}", soft_wrap=True
        )
        if finding.advice:
            console.print(f"        → {escape(finding.advice)}", soft_wrap=True)
    raise typer.Exit(FAILED if bad else 0)


def _run(
    settings: Settings, toml: Path, on_ready: launch.OnReady, prepare: launch.Prepare | None = None
) -> None:
    with console.status("starting…") as status:

        def ready(campus: Campus) -> None:
            status.stop()
            on_ready(campus)

        launch.run(settings, toml.resolve(), lambda step: _say(status, step), ready, prepare)
    console.print("Every process has stopped.")


def _say(status: Status, step: str) -> None:
    if console.is_terminal:
        status.update(escape(step))
    else:
        console.print(step, markup=False)


def _show_demo(campus: Campus) -> None:
    learner = demo.card(campus, demo.LEARNERS[0])
    facilitator = demo.card(campus, demo.FACILITATOR)
    console.print(f"\nThe campus is open: [bold]{campus.settings.public_url}[/]\n")
    console.print(f"  a learner      pseudo [bold]{learner.name}[/]   mots [bold]{learner.words}[/]")
    console.print(
        f"  a facilitator  pseudo [bold]{facilitator.name}[/]   mots [bold]{facilitator.words}[/]\n"
    )
    others = "  ".join(f"{name} {demo.card(campus, name).words}" for name in demo.LEARNERS[1:])
    console.print(f"Other learners: {others}\n", style="dim")
    console.print(f"Ctrl-C stops every process; the work stays in {campus.settings.data_dir}.\n")


def main() -> None:
    """Runs the command line; our own errors become one sentence and an exit code."""
    try:
        app()
    except GraderError as error:
        errors.print(f"[red]{error.code}[/]: {escape(error.operator)}", soft_wrap=True)
        raise SystemExit(MISUSED if error.code.startswith("record") else FAILED) from None

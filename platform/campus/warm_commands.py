"""`campus warm`: a class's servers started before the class comes."""

import time
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import requests
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from campus import secret
from campus.wiring import Campus
from grader.errors import GraderError

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

LOOK_SECONDS = 0.5
ASK_SECONDS = 10
FAILED = 1


def warm(
    context: typer.Context,
    course: Annotated[str, typer.Argument(help="Whose learners: the id of a course.")],
    minutes: Annotated[float, typer.Option(min=0.1, help="How long to wait until all are there.")] = 10,
) -> None:
    """Start the servers of a course's learners before they come, and wait until they are there."""
    campus = Campus.running(context.find_object(Path), "it knows who takes a course")
    names = learners(campus, course)
    hub = Hub(campus.settings.hub_api_url, secret.read(campus.settings.secrets_dir)["operator"])
    asked = {name: hub.start(name) for name in names}
    running = sum(state == "running" for state in asked.values())
    waiting = {name for name, state in asked.items() if state == "pending"}
    late = _wait(hub, waiting, time.monotonic() + 60 * minutes)
    console.print(
        f"{len(names)} learners: {len(waiting) - len(late)} servers started, {running} were running already."
    )
    failed = sorted({name for name, state in asked.items() if state == "refused"} | late)
    if failed:
        errors.print(f"[red]not there[/]: {', '.join(failed)}; their logs are in logs/servers, and hub.log")
        raise typer.Exit(FAILED)


def learners(campus: Campus, course: str) -> list[str]:
    """Who takes a course.

    Raises:
        GraderError: ``no-course``, ``nobody``.
    """
    if course not in campus.course_ids:
        known = ", ".join(campus.course_ids)
        raise GraderError("no-course", "Ce cours n'existe pas.", f"no course {course!r}; there are: {known}")
    names = sorted(one.name for one in campus.accounts.of_course(course))
    if not names:
        raise GraderError(
            "nobody",
            "Personne ne suit ce cours.",
            f"nobody takes {course} yet: `campus account add NAME --course {course}`",
        )
    return names


class Hub:
    """As much of the hub's API as this needs."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"token {token}"

    def start(self, name: str) -> str:
        """``running``, ``pending`` or ``refused``."""
        user = f"users/{quote(name, safe='')}"
        answer = self._ask("POST", f"{user}/server")
        if answer.status_code == HTTPStatus.NOT_FOUND:  # she has never signed in
            self._ask("POST", user)
            answer = self._ask("POST", f"{user}/server")
        if answer.status_code == HTTPStatus.BAD_REQUEST:  # running, or starting already
            return "running" if self.is_ready(name) else "pending"
        if answer.status_code in (HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
            return "pending"
        return "refused"

    def is_ready(self, name: str) -> bool | None:
        """None: it neither is there nor on its way."""
        answer = self._ask("GET", f"users/{quote(name, safe='')}")
        server: dict[str, Any] | None = (answer.json().get("servers") or {}).get("") if answer.ok else None
        if server is None or not (server.get("ready") or server.get("pending")):
            return None
        return bool(server["ready"])

    def _ask(self, method: str, path: str) -> requests.Response:
        try:
            return self._session.request(method, f"{self._url}/{path}", timeout=ASK_SECONDS)
        except requests.RequestException as error:
            raise GraderError(
                "hub-away", "Le campus ne répond pas.", f"the hub does not answer at {self._url}: {error}"
            ) from error


def _wait(hub: Hub, names: Iterable[str], end: float) -> set[str]:
    """Who is not there in the end."""
    waiting = set(names)
    failed: set[str] = set()
    columns = (TextColumn("servers"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        total = len(waiting)
        bar = progress.add_task("servers", total=total)
        while waiting and time.monotonic() < end:
            states = {name: hub.is_ready(name) for name in waiting}
            failed |= {name for name, ready in states.items() if ready is None}
            waiting -= {name for name, ready in states.items() if ready is not False}
            progress.update(bar, completed=total - len(waiting))
            if waiting:
                time.sleep(LOOK_SECONDS)
    return waiting | failed

"""A workshop with two teams, in a server of its own that a test may kill and start again."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, redirect, request, session
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser, BrowserContext, Page

from busy_ness.app.application import create_app
from busy_ness.app.mount import Mount
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.serve import serve
from busy_ness.app.workshops import Order, Team, Workshop

SECRET = "a secret of at least thirty-two characters"
TEAMS: Mapping[str, tuple[str, ...]] = {
    "Les Fileuses": ("ines", "tom", "lila"),
    "Éco-Gourdes": ("sami", "noa"),
}
NAMES = {"ines": "Inès"}
ROOT = Path(__file__).parents[5]


class NamedSignIn:
    """Whoever opens ``/bonjour/<name>`` is that person; ``clara`` is a facilitator."""

    def current_person(self) -> Person | None:
        name = session.get("name")
        return Person(name, NAMES.get(name, name.capitalize()), name == "clara") if name else None

    def start(self, next_url: str) -> ResponseReturnValue:
        return "Qui es-tu ?", 401

    def add_pages(self, pages: Blueprint) -> None:
        @pages.get("/bonjour/<name>")
        def hello(name: str) -> ResponseReturnValue:
            session["name"] = name
            return redirect(request.args.get("vers", "/"), 303)


@dataclass(frozen=True)
class Classroom:
    """The workshop as its tables have it; ``teams`` by name."""

    parts: Parts
    workshop: Workshop
    teams: Mapping[str, Team]

    @property
    def team(self) -> Team:
        return self.teams["Les Fileuses"]

    @property
    def other(self) -> Team:
        return self.teams["Éco-Gourdes"]

    def path(self, page: str, team: Team | None = None) -> str:
        return f"/{self.workshop.code}/equipe/{(team or self.team).id}/{page}"

    def client(self, name: str) -> FlaskClient:
        """A browser without scripts in which ``name`` is signed in."""
        app = create_app(self.parts)
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.get(f"/bonjour/{name}")
        return client

    def pause(self, paused: bool = True) -> None:
        self.parts.workshops.change(self.workshop, paused=paused)


def found_classroom(database_url: str) -> Classroom:
    """Writes the workshop, its teams and their pupils."""
    parts = Parts.of(Mount(database_url, SECRET, NamedSignIn()))
    order = Order("Atelier de la Deûle", 6, "lycee", tuple(TEAMS), 850)
    workshop = parts.workshops.create(order, "clara")
    teams = {team.name: team for team in parts.workshops.teams(workshop.id)}
    for team, members in TEAMS.items():
        for name in members:
            parts.seating.join(workshop, name, NAMES.get(name, name.capitalize()), teams[team].id)
    return Classroom(parts, workshop, teams)


@dataclass
class Server:
    """The application in a process of its own, on a port that stays the same when it starts again."""

    database_url: str
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "tests.courses.busy_ness.app.writing.classroom"]
        self._process = subprocess.Popen(
            [*command, self.database_url, str(self.port)], cwd=ROOT, stdin=subprocess.PIPE
        )
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/static/logo.svg", timeout=5).close()  # noqa: S310
                return
            time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """As a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Visits:
    """Pupils' browsers on a running server."""

    browser: Browser
    server: Server
    classroom: Classroom
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str, page: str, width: int = 1280, height: int = 720) -> Page:
        """A page of the pupil's team in a browser of her own; ready to be typed in."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.complaints.append(str(error)))
        opened.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        path = self.classroom.path(page) if not page.startswith("/") else page
        opened.goto(f"{self.server.url}/bonjour/{name}?vers={path}")
        return opened

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@contextlib.contextmanager
def running(database_url: str) -> Iterator[Server]:
    server = Server(database_url)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _stop_with_parent() -> None:
    sys.stdin.buffer.read()  # ends when the test does, however it does
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    made = Parts.of(Mount(sys.argv[1], SECRET, NamedSignIn()))
    asyncio.run(serve(made, "127.0.0.1", int(sys.argv[2])))

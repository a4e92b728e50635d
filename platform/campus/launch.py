"""Starting a campus: database, tables, courses, processes, in the order in which they need each other."""

import fcntl
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import requests

from campus import database, secret
from campus.courses import publish
from campus.programs import programs
from campus.settings import Settings
from campus.supervise import Supervisor
from campus.wiring import Campus
from grader.errors import GraderError

READY_SECONDS = 90

OnReady = Callable[[Campus], None]
Prepare = Callable[[Campus], None]


class Stopped(Exception):
    """Somebody asked the campus to stop."""


def run(
    settings: Settings,
    toml: Path,
    on_step: Callable[[str], None],
    on_ready: OnReady,
    prepare: Prepare | None = None,
) -> None:
    """Starts everything, and returns when somebody stops the campus; no process is left behind.

    Args:
        on_step: told of each long step, in English.
        on_ready: called once, when the first learner may sign in.
        prepare: called when the database answers, before the hub starts (the demo makes its cohort here).

    Raises:
        GraderError: ``already-running``, ``port-taken``, ``not-ready`` and what the steps raise.
    """
    campus = Campus.of(settings)
    _make_folders(settings)
    secrets = secret.ensure(settings.secrets_dir, secret.names(campus.course_ids))
    with _alone(settings.run_dir / "campus.lock"), _stop_signals():
        supervisor = Supervisor(
            programs(settings, toml, campus.course_ids, secrets),
            settings.run_dir,
            settings.sockets_dir,
            settings.logs_dir,
        )
        try:
            on_step("database")
            supervisor.launch()
            database.wait(settings)
            database.make_schemas(settings, campus.course_ids)
            campus.migrate()
            if prepare is not None:
                prepare(campus)
            on_step("hub, exchange, pages, grader")
            supervisor.start(1)
            publish(campus, lambda step: on_step(f"courses: {step}"))
            on_step("waiting for the pages")
            _wait_ready(settings, supervisor)
            on_ready(campus)
            supervisor.start(2)
            supervisor.watch()
        except Stopped:
            on_step("stopping")
        finally:
            supervisor.stop()


def _make_folders(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    for folder in (settings.homes_dir, settings.courses_dir, settings.blobs_dir, settings.conf_dir):
        folder.mkdir(exist_ok=True)
    for folder in (settings.run_dir, settings.logs_dir):
        folder.mkdir(exist_ok=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Holds the lock file of this data directory."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GraderError(
                "already-running",
                "Ce campus est déjà en marche.",
                f"a campus already runs on {lock.parent.parent}; stop it first (Ctrl-C in its window)",
            ) from error
        yield


@contextmanager
def _stop_signals() -> Iterator[None]:
    """SIGINT and SIGTERM become :class:`Stopped`, once; a second one is ignored while we stop."""

    def stop(number: int, frame: FrameType | None) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _wait_ready(settings: Settings, supervisor: Supervisor) -> None:
    """Returns once hub, pages and exchange answer through the proxy."""
    waiting = ["/hub/health", "/services/campus/static/campus.css", "/services/exchange/health"]
    until = time.monotonic() + READY_SECONDS
    while waiting:
        waiting = [path for path in waiting if not _answers(settings.public_url + path)]
        dead = supervisor.dead()
        if dead or time.monotonic() > until:
            names = ", ".join(dead) or ", ".join(waiting)
            raise GraderError(
                "not-ready",
                "Le campus n'a pas pu démarrer.",
                f"not ready: {names}; their logs are in {settings.logs_dir}",
            )
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False

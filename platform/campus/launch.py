"""Starting a campus: database, tables, courses, processes, in the order in which they need each other."""

import fcntl
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import requests

from campus import courses, database, ports, secret
from campus.origins import campus_host
from campus.programs import programs
from campus.settings import Settings
from campus.supervise import Supervisor
from campus.wiring import Campus
from grader.errors import GraderError
from grader.sandbox import SYSTEM, interpreter

READY_SECONDS = 180
FREE_MB_MIN = 200
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

OnReady = Callable[[Campus], None]
Prepare = Callable[[Campus], None]


class Stopped(BaseException):
    """Somebody asked the campus to stop; no ``except Exception`` on the way swallows that."""


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
        GraderError: ``already-running``, ``port-taken``, ``data-dir-unwritable``, ``disk-full``,
            ``database-url``, ``exposed-folder``, ``not-ready`` and what the steps raise.
    """
    campus = Campus.of(settings)
    database.check_address(settings)
    require_hidden(settings)
    _make_folders(settings)
    secrets = secret.ensure(settings.secrets_dir, secret.names(campus.course_ids, campus.app_ids))
    with _alone(settings.run_dir / "campus.lock"), _stop_signals():
        supervisor = Supervisor(
            programs(settings, toml, campus.course_ids, secrets, campus.app_ids),
            settings.run_dir,
            settings.sockets_dir,
            settings.logs_dir,
            settings.homes_dir,
        )
        supervisor.end_leftovers()
        ports.require_free(settings, len(campus.course_ids), len(campus.app_ids))
        try:
            on_step("database")
            supervisor.launch()
            database.wait(settings)
            database.make_schemas(settings, campus.course_ids, campus.app_ids)
            campus.migrate()
            if prepare is not None:
                prepare(campus)
            on_step("hub, exchange, pages, grader")
            supervisor.start(1)
            courses.publish(campus, lambda step: on_step(f"courses: {step}"))
            on_step("waiting for the pages")
            _wait_ready(settings, supervisor)
            on_ready(campus)
            # Nobody waits for this but the first hand-in: graders start when it is done.
            courses.prepare(campus, lambda step: on_step(f"courses: {step}"))
            supervisor.start(2)
            supervisor.watch()
        except Stopped:
            on_step("stopping")
        finally:
            supervisor.stop()


def require_hidden(settings: Settings) -> None:
    """Refuses to keep solutions or work where every sandbox can look: in the system, or in Python's folders.

    Raises:
        GraderError: ``exposed-folder``.
    """
    for folder in (settings.data_dir, *settings.course_folders):
        for shown in (*SYSTEM, *interpreter()):
            if folder.resolve().is_relative_to(shown.resolve()):
                raise GraderError(
                    "exposed-folder",
                    "Le campus est installé au mauvais endroit.",
                    f"{folder} is in {shown}, which learners' code can read: "
                    "put the project, its courses and data_dir elsewhere, e.g. in /srv",
                )


def _make_folders(settings: Settings) -> None:
    """Makes the data directory's own folders; other accounts of this machine see none of the work in them.

    Raises:
        GraderError: ``data-dir-unwritable``, ``disk-full``.
    """
    private = (
        settings.homes_dir,
        settings.courses_dir,
        settings.blobs_dir,
        settings.conf_dir,
        settings.logs_dir,
    )
    # PostgreSQL, which has an account of its own where we are root, passes through these two.
    passage = (settings.data_dir, settings.run_dir)
    try:
        for folder in (*passage, *private):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711 if folder in passage else 0o700)
            with tempfile.TemporaryFile(dir=folder):
                pass
    except OSError as error:
        raise unwritable(settings.data_dir, error) from error
    free_mb = shutil.disk_usage(settings.data_dir).free >> 20
    if free_mb < FREE_MB_MIN:
        raise GraderError(
            "disk-full",
            "La machine n'a plus de place pour le campus.",
            f"only {free_mb} MB are free where {settings.data_dir} is, and {FREE_MB_MIN} are needed: "
            "make room, or move data_dir to another disk",
        )


def unwritable(folder: Path, error: OSError) -> GraderError:
    """What to say of a data directory that cannot be written."""
    return GraderError(
        "data-dir-unwritable",
        "Le campus ne peut pas écrire dans son dossier.",
        f"{error.filename or folder} cannot be written ({error.strerror}): give the folder to the user "
        "who runs the campus, or name another one (data_dir in campus.toml; --folder for the demonstration)",
    )


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
    """Ctrl-C, SIGTERM and a closed window become :class:`Stopped`, once; more of them change nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        for name in SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    # Under nohup a closed window shall not stop us.
    heard = [name for name in SIGNALS if signal.getsignal(name) is not signal.SIG_IGN]
    before = {name: signal.signal(name, stop) for name in heard}
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
        waiting = [path for path in waiting if not _answers(settings, path)]
        dead = supervisor.dead()
        if dead or time.monotonic() > until:
            names = ", ".join(dead) or ", ".join(waiting)
            raise GraderError(
                "not-ready",
                "Le campus n'a pas pu démarrer.",
                f"not ready: {names}; their logs are in {settings.logs_dir}",
            )
        time.sleep(0.1)


def _answers(settings: Settings, path: str) -> bool:
    headers = {"Host": campus_host(settings)}
    try:
        return requests.get(settings.entrance_url + path, headers=headers, timeout=2).ok
    except requests.RequestException:
        return False

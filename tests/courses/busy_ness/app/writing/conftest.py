"""A workshop for each test, and browsers on a server of its own for those that type."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.courses.busy_ness.app.writing.classroom import Classroom, Visits, found_classroom, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "visits" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/atelier.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of both kinds; the server of PostgreSQL starts only where it is asked for."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/atelier.db"
    make: Callable[[str], str] = request.getfixturevalue("database")
    return make("writing")


@pytest.fixture
def classroom(database_url: str) -> Classroom:
    return found_classroom(database_url)


@pytest.fixture
def visits(classroom: Classroom, database_url: str, chromium: Browser) -> Iterator[Visits]:
    """Nothing may go wrong in the pages' scripts, nor be stopped by the policy of contents."""
    with running(database_url) as server:
        visits = Visits(chromium, server, classroom)
        yield visits
        visits.close()
        assert visits.complaints == []

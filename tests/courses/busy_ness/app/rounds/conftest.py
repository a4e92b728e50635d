"""A workshop of three teams, on SQLite and where it matters on PostgreSQL too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from busy_ness.app.parts import Parts
from tests.courses.busy_ness.app.rounds.school import School, found_school, mount


@pytest.fixture
def school(tmp_path: Path) -> School:
    return found_school(Parts.of(mount(f"sqlite:///{tmp_path / 'busy.sqlite'}")))


@pytest.fixture(params=["sqlite", "postgresql"])
def any_school(request: pytest.FixtureRequest, tmp_path: Path) -> School:
    """The same on each database."""
    url = f"sqlite:///{tmp_path / 'busy.sqlite'}"
    if request.param == "postgresql":
        database: Callable[[str], str] = request.getfixturevalue("database")
        url = database("market")
    return found_school(Parts.of(mount(url)))

"""The worker in Node for all tests of the Atelier, built from the sources as they are."""

import fcntl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier import bundle
from atelier import library as making
from campus.dist import Dist
from tests.atelier.engine import ATELIER, NODE, Engine

BUILT = ATELIER / "build"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is left out of ``make check``."""
    here = Path(__file__).parent
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        if here in item.path.parents and {"chromium", "browser"} & set(wanted):
            item.add_marker(pytest.mark.e2e)


# What the Atelier's page has in common with notebooks.
SHARED = ATELIER.parent / "campus" / "learner" / "labextensions" / "campus" / "static"


def build(*parts: str) -> None:
    """Has Vite build those parts, where their sources are newer; one process at a time."""
    BUILT.mkdir(exist_ok=True)
    with (BUILT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sources = (*(ATELIER / "src").rglob("*.*"), *SHARED.glob("*.*"))
        newest = max(path.stat().st_mtime for path in sources)
        names = [part for part in parts if not _fresh(part, newest)]
        if names:
            subprocess.run([NODE, ATELIER / "build.mjs", *names], check=True)


def _fresh(part: str, newest: float) -> bool:
    path = BUILT / ("node.mjs" if part == "node" else f"{part}.js")
    return path.exists() and path.stat().st_mtime >= newest


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pygame.zip of the sources as they are."""
    path = tmp_path_factory.mktemp("library") / "pygame.zip"
    making.write(path)
    return path


@pytest.fixture(scope="session")
def engine(library: Path) -> Iterator[Engine]:
    """Plays programs as learners' browsers do."""
    build("node")
    made = Engine(library)
    yield made
    made.close()


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    """What browsers fetch, of the sources as they are."""
    build("player", "client", "show", "worker")
    folder = tmp_path_factory.mktemp("dist")
    bundle.assemble(bundle.Sources(), folder)
    return Dist(folder)

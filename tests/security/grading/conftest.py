"""A learner who attacks from the cells that she hands in; after each attack, somebody honest is graded."""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.sandbox import Level, Sandbox, confinement, execute
from tests.security.grading.attempts import Attempt, honest_is_graded, left_since, leftovers

GROWTH_MB_MAX = 64


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _confined(request: pytest.FixtureRequest) -> None:
    """Without namespaces, these attacks are not held; ``test_levels`` says what is."""
    if "test_levels" not in request.node.nodeid and confinement() is not Level.NAMESPACES:
        pytest.skip("no namespaces on this machine")


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not stop when interrupted is ended sooner than in earnest."""
    monkeypatch.setattr(execute, "GRACE_SECONDS", 0.5)


@pytest.fixture
def attempt(sandbox: Sandbox) -> Iterator[Attempt]:
    """Afterwards nothing is left, and the next submission is graded as if nothing had been."""
    honest_is_graded(sandbox)
    before, memory = leftovers(), psutil.Process().memory_info().rss
    yield Attempt(sandbox)
    honest_is_graded(sandbox)
    end = time.monotonic() + 5
    while (now := left_since(before)) != before and time.monotonic() < end:
        time.sleep(0.05)
    assert now == before
    assert psutil.Process().memory_info().rss - memory < GROWTH_MB_MAX << 20

"""Thousands of questions at random: rectangles, colours and vectors are pygame-ce's to eleven digits."""

from pathlib import Path

import pytest

from tests.atelier.engine import Engine
from tests.atelier.questions import Questions
from tests.atelier.twin import differences


@pytest.mark.parametrize(("kind", "count"), [("rect", 6000), ("color", 3000), ("vector", 5000)])
def test_thousands_of_answers_are_the_same(engine: Engine, tmp_path: Path, kind: str, count: int) -> None:
    lines = Questions(seed=20).ask(kind, count)
    assert differences(engine, lines, tmp_path, exact=True) == []

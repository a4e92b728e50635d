"""Hints are remembered once each, and are in nothing that a learner can fetch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from grader.authoring.build import build_course
from grader.hints import Hints
from grader.manifest import load_course
from grader.tables import metadata

HINT = "Regarde du côté de la piscine."


@pytest.fixture
def hints(database: Callable[[str], str]) -> Hints:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    return Hints(engine)


def test_a_hint_opened_twice_keeps_its_first_moment(hints: Hints) -> None:
    hints.open("essai", "guichet", "lea", 1)
    (first,) = hints.opened("essai", "guichet", "lea")
    hints.open("essai", "guichet", "lea", 1)
    hints.open("essai", "guichet", "lea", 2)
    assert [one.number for one in hints.opened("essai", "guichet", "lea")] == [1, 2]
    assert hints.opened("essai", "guichet", "lea")[0] == first
    assert hints.opened("essai", "guichet", "ines") == ()


def test_hints_are_counted_for_each_learner_and_exercise(hints: Hints) -> None:
    for learner, exercise, number in (
        ("lea", "un", 1),
        ("lea", "un", 2),
        ("lea", "deux", 1),
        ("ines", "un", 1),
    ):
        hints.open("essai", exercise, learner, number)
    hints.open("autre", "un", "lea", 1)
    assert hints.counts("essai") == {("lea", "un"): 2, ("lea", "deux"): 1, ("ines", "un"): 1}
    assert hints.counts("essai", "ines") == {("ines", "un"): 1}


@pytest.mark.slow
def test_no_built_file_holds_a_hint(database: Callable[[str], str], tmp_path: Path, script: str) -> None:
    exercise = tmp_path / "essai" / "exercises" / "guichet"
    exercise.mkdir(parents=True)
    told = f'title = "Un"\nminutes = 10\nsummary = "Un pas"\nhints = ["{HINT}"]\n'
    (exercise / "exercise.toml").write_text(told)
    (exercise / "notebook.py").write_text(script)
    (tmp_path / "essai" / "course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
    )
    course = load_course(tmp_path / "essai")
    assert course.exercise("guichet").hints == (HINT,)
    build_course(course, tmp_path / "built", database("gradebook"))
    files = [path for path in (tmp_path / "built").rglob("*") if path.is_file()]
    assert any(path.match("release/guichet/guichet.ipynb") for path in files)
    assert [path for path in files if HINT.encode() in path.read_bytes()] == []

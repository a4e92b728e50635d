"""nbgrader's own commands, run as people run them, take an assignment out and bring work back."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grader.exchange.wire import for_nbgrader
from grader.store import Store

Home = Callable[[str], tuple[Path, dict[str, str]]]
COURSE, EXERCISE = "girls_can_code", "guichet_malin"


def nbgrader(home: tuple[Path, dict[str, str]], *words: str, fails: bool = False) -> str:
    """Runs the command as someone would in her terminal, and gives all it said."""
    place, env = home
    done = subprocess.run(
        ["nbgrader", *words], cwd=place, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    said = done.stdout + done.stderr
    assert (done.returncode != 0) == fails, said
    return said


def cell(source: str, marks: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": marks["grade_id"],
        "metadata": {"nbgrader": {"schema_version": 3, "task": False, **marks}},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def write_source(course: Path) -> None:
    answer = {"grade": False, "grade_id": "tarif", "solution": True, "locked": False}
    test = {"grade": True, "grade_id": "enfants", "points": 2, "solution": False, "locked": True}
    code = "def tarif(age):\n    ### BEGIN SOLUTION\n    return 3\n    ### END SOLUTION"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel},
        "cells": [cell(code, answer), cell("assert tarif(8) == 3", test)],
    }
    path = course / "source" / EXERCISE / f"{EXERCISE}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(book))


def answer_with(place: Path, code: str) -> None:
    path = place / COURSE / EXERCISE / f"{EXERCISE}.ipynb"
    book = json.loads(path.read_text())
    book["cells"][0]["source"] = code
    path.write_text(json.dumps(book))


@pytest.mark.slow
def test_an_assignment_goes_out_and_comes_back_with_nbgraders_own_commands(home: Home, store: Store) -> None:
    teacher, ada = home("olga"), home("ada")
    write_source(teacher[0])
    nbgrader(teacher, "generate_assignment", EXERCISE)
    assert f"Released as: {COURSE} {EXERCISE}" in nbgrader(teacher, "release_assignment", EXERCISE)

    assert f"{COURSE} {EXERCISE}" in nbgrader(ada, "list")
    nbgrader(ada, "fetch_assignment", EXERCISE)
    assert "Tu as déjà l'exercice" in nbgrader(ada, "fetch_assignment", EXERCISE, fails=True)
    answer_with(ada[0], "def tarif(age):\n    return 3")
    assert "Submitted as" in nbgrader(ada, "submit", EXERCISE)
    (kept,) = store.submissions([COURSE])
    stamp = for_nbgrader(kept.received_at)
    listed = f"{COURSE} ada {EXERCISE} {stamp} (no feedback available)"
    assert listed in nbgrader(teacher, "list", "--inbound")

    nbgrader(teacher, "collect", EXERCISE)
    collected = teacher[0] / "submitted" / "ada" / EXERCISE
    assert (collected / "timestamp.txt").read_text() == stamp
    nbgrader(teacher, "autograde", EXERCISE)
    with Gradebook(f"sqlite:///{teacher[0]}/gradebook.db", COURSE) as gradebook:
        graded = gradebook.find_submission(EXERCISE, "ada")
        assert (graded.score, graded.max_score) == (2, 2)
        assert graded.timestamp == kept.received_at.replace(tzinfo=None)
    nbgrader(teacher, "generate_feedback", EXERCISE)
    assert "Releasing feedback for student 'ada'" in nbgrader(teacher, "release_feedback", EXERCISE)

    nbgrader(ada, "fetch_feedback", EXERCISE)
    pages = list((ada[0] / COURSE / EXERCISE / "feedback").rglob("*.html"))
    assert pages == [ada[0] / COURSE / EXERCISE / "feedback" / stamp / f"{EXERCISE}.html"]
    assert "(feedback already fetched)" in nbgrader(ada, "list", "--cached")

    assert "Removing released" in nbgrader(teacher, "list", "--remove", EXERCISE)
    said = nbgrader(ada, "submit", EXERCISE, fails=True)
    assert "n'est plus proposé" in said
    assert "Traceback" not in said
    assert len(store.submissions([COURSE])) == 1

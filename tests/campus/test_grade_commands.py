"""``campus grade``: all work of an exercise graded again, followed to its end, from the shell."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from typer.testing import CliRunner

from campus import grade_commands
from campus.cli import app
from grader.batches import Batch, Batches
from grader.errors import GraderError
from grader.manifest import Course, Exercise
from grader.store import Store, metadata


class Campus:
    """What the command needs of one; ``regrade_all`` grades at once what is named, and breaks the rest."""

    def __init__(self, url: str) -> None:
        engine = create_engine(url)
        metadata.create_all(engine)
        self.store, self.batches = Store(engine), Batches(engine)
        exercise = Exercise("guichet", Path(), "Le guichet", 20, "Un pas")
        self.courses = (Course("essai", "Essai", "tous", "x", (exercise,), {}, Path(), None),)
        self.breaking: set[str] = set()

    def graded(self, learner: str) -> str:
        made = self.store.add_submission("essai", "guichet", learner, "0" * 64, 10).id
        self.store.finish(made, 1.0, 2.0, [])
        return made

    def regrade_all(self, course: str, exercise: str, started_by: str, *, every: bool = False) -> Batch:
        batch, submission_ids = self.batches.start(course, exercise, started_by, every=every)
        for one in submission_ids:
            if one in self.breaking:
                self.store.give_up(self.store.work(one), "no kernel")
            else:
                self.store.finish(one, 2.0, 2.0, [])
        return batch


@pytest.fixture
def campus(database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Campus:
    made = Campus(database("campus"))
    monkeypatch.setattr(grade_commands, "_campus", lambda _: made)
    return made


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["grade", *words])


def test_it_says_what_was_graded_again(campus: Campus) -> None:
    made = [campus.graded("ada"), campus.graded("ada"), campus.graded("grace")]
    done = run("essai", "guichet", "--wait")
    assert done.exit_code == 0
    assert "essai/guichet: 2 of 2 graded again, 0 left, 0 broken" in " ".join(done.output.split())
    assert [campus.store.outcomes([one])[one].score for one in made] == [1.0, 2.0, 2.0]
    assert "3 of 3" in run("essai", "guichet", "--all", "--wait").output


def test_what_broke_is_named_and_the_exit_code_says_so(campus: Campus) -> None:
    campus.breaking = {campus.graded("ada")}
    campus.graded("grace")
    done = run("essai", "guichet", "--wait", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["size"], told["done"], told["left"]) == (2, 1, 0)
    assert [(one["learner"], one["reason"]) for one in told["broken"]] == [("ada", "no kernel")]
    again = json.loads(run("essai", "guichet", "--show", "--json").stdout)
    assert again == told


def test_an_exercise_that_does_not_exist_is_refused_with_those_that_do(campus: Campus) -> None:
    refused = run("essai", "guichets").exception
    assert isinstance(refused, GraderError)
    assert refused.code == "unknown-exercise"
    assert "essai guichet" in refused.operator
    nothing = run("essai", "guichet", "--show").exception
    assert isinstance(nothing, GraderError)
    assert nothing.code == "no-batch"

"""Every exercise of every course, from exchange to result: the author's own work gets all the points."""

import time
from pathlib import Path

import pytest

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.accounts import Account
from campus.settings import REPOSITORY
from grader import folders, notebooks
from grader.authoring.answers import solution_of
from grader.authoring.script import read_exercise
from grader.authoring.trial import filled
from grader.exchange.bundle import pack, unpack
from grader.exchange.client import ExchangeClient
from grader.manifest import Exercise, load_course

COURSES = [load_course(path.parent) for path in sorted((REPOSITORY / "courses").glob("*/course.toml"))]
EXERCISES = [(course.id, exercise) for course in COURSES for exercise in course.exercises]
LEARNER, WORDS = "maya", "plage-robot-violon"
SECONDS = 90.0


@pytest.fixture(scope="module")
def exchange(campus: Running) -> ExchangeClient:
    """The exchange, asked with the token of a learner of all courses."""
    courses = tuple(course.id for course in COURSES)
    campus.campus.accounts.save(Account(LEARNER, "Maya", "learner", courses), WORDS)
    visitor = Visitor(campus.url, LEARNER, WORDS)
    assert visitor.sign_in().ok
    return ExchangeClient(campus.campus.settings.exchange_url, visitor.new_token())


def answer(exercise: Exercise, folder: Path) -> None:
    """Writes the author's answers over what a learner fetched."""
    script = read_exercise(exercise)
    solution = solution_of(exercise, script)
    for path in folder.glob("*.ipynb"):
        made = filled(notebooks.read(path), solution.cells)
        path.write_text(notebooks.written(made), encoding="utf-8")
    folders.write(folder, solution.files)


@pytest.mark.parametrize(("course", "exercise"), EXERCISES, ids=[found.slug for _, found in EXERCISES])
def test_the_authors_own_work_gets_all_the_points(
    course: str, exercise: Exercise, exchange: ExchangeClient, tmp_path: Path
) -> None:
    unpack(exchange.fetch(course, exercise.slug), tmp_path)
    answer(exercise, tmp_path)
    receipt = exchange.submit(course, exercise.slug, pack(tmp_path))
    until = time.monotonic() + SECONDS
    while (found := exchange.submission(receipt["id"]))["state"] not in ("graded", "broken"):
        assert time.monotonic() < until, found["state"]
        time.sleep(0.05)
    result = found["result"]
    assert found["state"] == "graded", result
    assert result is not None
    read = {check["name"]: check["status"] for check in result["checks"]}
    script = read_exercise(exercise)
    expected = dict.fromkeys(script.named("test"), "passed") | dict.fromkeys(
        script.named("manual"), "waiting"
    )
    assert read == expected, [check for check in result["checks"] if check["status"] == "failed"]

"""What an author types: a course is made, proved, and one file of it graded, each with its exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from campus.course_commands import app
from grader.authoring.new import new_course

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``campus course``, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    new_course(tmp_path / "robots")
    return tmp_path / "robots"


def told(result: Result) -> dict[str, Any]:
    """The one JSON document on the output."""
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def answer(folder: Path, code: str) -> Path:
    path = folder / "answer.py"
    path.write_text(f'# %% solution="part"\n{code}\n')
    return path


RIGHT = "def part(biscuits, enfants):\n    return biscuits // enfants"
BROKEN = "def part(biscuits, enfants):\n    return biscuits / enfants"


def test_new_says_what_it_wrote_and_what_to_do_next(run: Run, tmp_path: Path) -> None:
    made = run("new", tmp_path / "robots")
    assert made.exit_code == 0
    assert "exercises/premier_pas/notebook.py" in made.stdout
    assert f"campus course check {tmp_path / 'robots'}" in made.stdout
    more = run("new", tmp_path / "robots" / "la_suite")
    assert f"campus course check {tmp_path / 'robots'} --exercise la_suite" in more.stdout
    assert (tmp_path / "robots/exercises/la_suite/exercise.toml").is_file()


@pytest.mark.slow
def test_check_proves_a_course_for_people_and_for_programs(run: Run, course: Path) -> None:
    shown = run("check", course, "--mutants")
    assert shown.exit_code == 0
    assert "✓ robots/premier_pas" in shown.stdout
    assert "2 of 2 tests sealed" in shown.stdout
    assert "2 of 2 mutants noticed" in shown.stdout
    found = told(run("check", course, "--json"))
    (exercise,) = found["exercises"]
    assert (found["problems"], found["weak"]) == (0, 0)
    assert (exercise["course"], exercise["exercise"], exercise["proved"]) == ("robots", "premier_pas", True)
    assert (exercise["tests"], exercise["unsealed"], exercise["mutation"]) == (2, [], None)
    assert set(exercise["seconds"]) == {"total", "build", "answers", "solution"}


@pytest.mark.slow
def test_check_fails_on_problems_and_only_when_asked_on_weak_tests(run: Run, course: Path) -> None:
    folder = course / "exercises/premier_pas"
    script = folder / "notebook.py"
    # Nothing tells // from / any more, and the wrong answer that does it passes.
    script.write_text(script.read_text().replace("part(PAQUET, 4)\nassert", "part(12, 4)\nassert"))
    failed = run("check", course, "--json")
    assert failed.exit_code == 1
    assert [one["code"] for one in told(failed)["exercises"][0]["problems"]] == ["mistake-passes"]
    wrong = folder / "wrong/casse_les_biscuits.py"
    wrong.write_text(wrong.read_text().replace("biscuits / enfants", "biscuits + 0.5"))
    wrong.write_text(wrong.read_text().replace('["biscuits-entiers"]', '["compte-rond", "biscuits-entiers"]'))
    assert "weak-tests" not in run("check", course).stdout
    passed = run("check", course, "--mutants")
    assert passed.exit_code == 0
    assert "weak-tests exercises/premier_pas/notebook.py:30: // became /" in passed.stdout
    assert run("check", course, "--strict").exit_code == 1


def test_a_course_that_cannot_be_read_is_named_with_its_line(run: Run, course: Path) -> None:
    (course / "course.toml").write_text("titel = 3\n")
    result = run("check", course)
    assert "course.toml:1: unknown key" in str(result.exception)


@pytest.mark.slow
def test_try_grades_one_file_and_records_nothing(run: Run, course: Path, tmp_path: Path) -> None:
    full = run("try", course / "premier_pas", answer(tmp_path, RIGHT))
    assert full.exit_code == 0
    assert "✓ part ne casse pas les biscuits" in full.stdout
    assert "unsealed" not in full.stdout
    part = run("try", course / "premier_pas", answer(tmp_path, BROKEN), "--json")
    assert part.exit_code == 2
    found = told(part)
    assert (found["score"], found["max_score"], found["full"], found["unsealed"]) == (1, 4, False, {})
    words = {check["name"]: check["words"] for check in found["checks"]}
    assert "sans casser les biscuits" in words["biscuits-entiers"]
    assert "raw" not in found["checks"][0]
    compared = run("try", course / "premier_pas", answer(tmp_path, BROKEN), "--unsealed", "--json", "--raw")
    assert [check["score"] for check in told(compared)["checks"]] == [1, 0, None]
    assert set(told(compared)["unsealed"]) == {"compte-rond", "biscuits-entiers"}
    assert "AssertionError" in told(compared)["checks"][1]["raw"]


@pytest.mark.slow
def test_try_takes_a_notebook_as_a_learner_has_it(run: Run, course: Path, tmp_path: Path) -> None:
    run("build", course, "--into", tmp_path / "built")
    released = tmp_path / "built/robots/release/premier_pas/premier_pas.ipynb"
    result = run("try", course / "premier_pas", released, "--into", tmp_path / "built", "--json")
    assert result.exit_code == 2
    assert told(result)["score"] == 0


def test_try_says_what_it_cannot_run(run: Run, course: Path, tmp_path: Path) -> None:
    unknown = run("try", course / "premier", answer(tmp_path, RIGHT))
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert 'exercise-unknown: robots has no exercise "premier"' in unknown.stderr
    (tmp_path / "no.ipynb").write_text("[1]")
    unreadable = run("try", course / "premier_pas", tmp_path / "no.ipynb")
    assert (unreadable.exit_code, "is no notebook" in unreadable.stderr) == (1, True)

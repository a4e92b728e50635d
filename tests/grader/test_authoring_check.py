"""An exercise is proved, or its author reads what to correct and where."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.authoring.check import check_course
from grader.authoring.report import Problem, Report, Survivor
from grader.manifest import load_course
from grader.sandbox import Sandbox

SCRIPT = """# %% [markdown]
# Écris `tarif`.

# %% locked="outils"
PRIX = [3, 5]

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return PRIX[0] if age < 12 else PRIX[1]
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans, c'est 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "À 11 ans, c'est 3 €."
### END HIDDEN TESTS

# %% test="bords" points=1 says="À 12 ans pile, c'est 5 €"
assert tarif(12) == 5, "Regarde à 12 ans pile."

# %% [markdown] manual="regle" points=2 says="Expliquer"
# Avant 12 ans, c'est le prix enfant.
"""

LATE = """# %% [markdown] fails=["bords"] words="à 12 ans pile"
# She writes <=.
# %% solution="tarif"
def tarif(age):
    return 3 if age <= 12 else 5
"""

PRINTS = """# %% [markdown] fails=["enfants", "bords"] words="À 8 ans, c'est 3 €"
# She prints.
# %% solution="tarif"
def tarif(age):
    print(3 if age < 12 else 5)
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """A sound exercise, alone in its course."""
    folder = tmp_path / "essai" / "exercises" / "guichet"
    (folder / "wrong").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "exercise.toml").write_text('title = "Un"\nminutes = 10\nsummary = "Un pas"\n')
    (folder / "notebook.py").write_text(SCRIPT)
    (folder / "wrong" / "plus_petit_ou_egal.py").write_text(LATE)
    (folder / "wrong" / "affiche.py").write_text(PRINTS)
    (tmp_path / "essai" / "course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
    )
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def report(exercise: Path, sandbox: Sandbox, *, mutants: bool = False) -> Report:
    (found,) = check_course(load_course(exercise.parents[1]), [sandbox], mutant_seconds=20 if mutants else 0)
    return found


def problems(exercise: Path, sandbox: Sandbox) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in report(exercise, sandbox).problems}


def test_a_script_with_a_mistake_is_shown_in_place(exercise: Path, sandbox: Sandbox) -> None:
    change(exercise / "notebook.py", "points=1 ", "point=1 ")
    assert report(exercise, sandbox).problems == (
        Problem(
            "script-unknown-key",
            'unknown key "point": did you mean "points"?',
            "exercises/guichet/notebook.py:19",
        ),
    )


@pytest.mark.slow
def test_a_sound_exercise_is_proved_and_nothing_is_written_beside_it(
    exercise: Path, sandbox: Sandbox
) -> None:
    course = exercise.parents[1]
    before = sorted(course.rglob("*"))
    steps: list[str] = []
    (found,) = check_course(load_course(course), [sandbox], steps.append)
    assert found.problems == ()
    assert found.proved
    assert found.exercise == "guichet"
    assert (found.tests, found.unsealed, found.weak) == (2, (), ())
    assert all(found.seconds[name] > 0 for name in ("total", "build", "answers", "solution"))
    assert steps == [f"essai/guichet: {step}" for step in ("build", "answers", "mutants")]
    assert sorted(course.rglob("*")) == before
    assert json.loads(json.dumps(found.as_dict()))["proved"] is True


@pytest.mark.slow
def test_a_mistake_that_no_test_notices_is_shown_on_its_line(exercise: Path, sandbox: Sandbox) -> None:
    script = exercise / "notebook.py"
    change(script, "assert tarif(12) == 5", "assert tarif(13) == 5")
    (exercise / "wrong" / "plus_petit_ou_egal.py").write_text(LATE.replace("<= 12", "<= 13"))
    change(exercise / "wrong" / "plus_petit_ou_egal.py", "words=", 'advice="Relis." words=')
    found = report(exercise, sandbox, mutants=True)
    assert found.problems == ()
    assert found.mutation is not None
    assert found.mutation.tried == found.mutation.made
    assert set(found.weak) == {
        Survivor("< became <=", "exercises/guichet/notebook.py:10"),
        Survivor("12 became 13", "exercises/guichet/notebook.py:10"),
    }
    # Nothing is too weak in a line that its author says is as good the other way.
    change(script, "else PRIX[1]", "else PRIX[1]  # mutation: ok")
    assert report(exercise, sandbox, mutants=True).weak == ()


@pytest.mark.slow
def test_a_mutant_that_never_ends_is_noticed_soon(exercise: Path, sandbox: Sandbox) -> None:
    change(
        exercise / "notebook.py",
        "    return PRIX[0] if age < 12 else PRIX[1]",
        "    n, i = 0, 0\n    while n < age:\n        n += 1\n        i = int(n >= 12)\n    return PRIX[i]",
    )
    found = report(exercise, sandbox, mutants=True)
    assert found.problems == ()
    assert found.mutation is not None
    assert found.mutation.tried == found.mutation.made > 10
    assert found.mutation.seconds < 30


@pytest.mark.slow
def test_a_solution_that_fails_warns_or_stops_is_told(exercise: Path, sandbox: Sandbox) -> None:
    script = exercise / "notebook.py"
    change(script, "tarif(12) == 5", "tarif(13) == 6")
    change(script, "PRIX = [3, 5]", "import sys\nPRIX = [3, 5]\nprint('attention', file=sys.stderr)")
    script.write_text(script.read_text() + "\n# %%\n1 / 0\n")
    assert problems(exercise, sandbox) == {
        ("solution-fails", "exercises/guichet/notebook.py:21"),
        ("solution-stderr", "exercises/guichet/notebook.py:4"),
        ("solution-error", "exercises/guichet/notebook.py:27"),
    }


@pytest.mark.slow
def test_points_for_nothing_and_leaks_are_told(exercise: Path, sandbox: Sandbox) -> None:
    script = exercise / "notebook.py"
    change(script, "# Écris `tarif`.", "# Écris `tarif`.\n#\n# return PRIX[0] if age < 12 else PRIX[1]")
    change(script, 'assert tarif(8) == 3, "', 'assert PRIX[0] == 3, "')
    change(script, 'assert tarif(11) == 3, "À 11 ans, c\'est 3 €."', 'assert PRIX[1] == 5, "Non."')
    (exercise / "files" / "aide.txt").write_text('assert PRIX[1] == 5, "Non."\n')
    found = report(exercise, sandbox).problems
    assert {problem.code for problem in found} == {"leak", "start-scores", "mistake-passes", "mistake-words"}
    leaked = [problem.words for problem in found if problem.code == "leak"]
    assert leaked == [
        'learners would receive the answer of "tarif" in cell enonce-01.',
        'learners would receive the hidden test of "enfants" in file aide.txt.',
    ]


@pytest.mark.slow
def test_a_mistake_must_fail_what_it_names_and_say_its_words(exercise: Path, sandbox: Sandbox) -> None:
    change(exercise / "wrong" / "affiche.py", '["enfants", "bords"]', '["enfants"]')
    change(exercise / "wrong" / "plus_petit_ou_egal.py", "à 12 ans pile", "à treize ans")
    found = {problem.code: problem for problem in report(exercise, sandbox).problems}
    assert set(found) == {"mistake-fails-more", "mistake-words"}
    assert found["mistake-fails-more"].where == "exercises/guichet/wrong/affiche.py"
    assert "Regarde à 12 ans pile." in found["mistake-words"].words


@pytest.mark.slow
def test_an_exercise_needs_a_statement_points_and_wrong_answers(exercise: Path, sandbox: Sandbox) -> None:
    (exercise / "notebook.py").write_text('# %% solution="a"\nx = 1\n')
    (exercise / "wrong" / "affiche.py").unlink()
    assert problems(exercise, sandbox) == {
        ("no-statement", "exercises/guichet/notebook.py"),
        ("no-points", "exercises/guichet/notebook.py"),
        ("few-wrong-answers", "exercises/guichet/wrong"),
        ("wrong-unknown-name", "exercises/guichet/wrong/plus_petit_ou_egal.py:1"),
    }


@pytest.mark.slow
def test_two_mistakes_that_look_the_same_may_not_advise_differently(exercise: Path, sandbox: Sandbox) -> None:
    advised = LATE.replace("words=", 'advice="Essaie <." words=')
    (exercise / "wrong" / "plus_petit_ou_egal.py").write_text(advised)
    (exercise / "wrong" / "treize.py").write_text(
        advised.replace("<= 12", "< 13").replace("Essaie", "Prends")
    )
    assert problems(exercise, sandbox) == {("mistake-advice", "exercises/guichet/wrong/treize.py")}

"""An exercise is proved, or its author reads what to correct and where."""

from pathlib import Path

import pytest

from grader.authoring.check import Problem, Report, check_course
from grader.manifest import load_course

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


def report(exercise: Path) -> Report:
    (found,) = check_course(load_course(exercise.parents[1]))
    return found


def problems(exercise: Path) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in report(exercise).problems}


def test_a_script_with_a_mistake_is_shown_in_place(exercise: Path) -> None:
    change(exercise / "notebook.py", "points=1 ", "point=1 ")
    assert report(exercise).problems == (
        Problem(
            "script-unknown-key",
            'unknown key "point": did you mean "points"?',
            "exercises/guichet/notebook.py:19",
        ),
    )


@pytest.mark.slow
def test_a_sound_exercise_is_proved_and_nothing_is_written_beside_it(exercise: Path) -> None:
    course = exercise.parents[1]
    before = sorted(course.rglob("*"))
    steps: list[str] = []
    (found,) = check_course(load_course(course), steps.append)
    assert found.problems == ()
    assert found.proved
    assert found.exercise == "guichet"
    assert found.seconds > 0
    assert steps == [
        f"essai/guichet: {step}"
        for step in ("build", "solution", "start", "affiche.py", "plus_petit_ou_egal.py")
    ]
    assert sorted(course.rglob("*")) == before


@pytest.mark.slow
def test_a_solution_that_fails_warns_or_stops_is_told(exercise: Path) -> None:
    script = exercise / "notebook.py"
    change(script, "tarif(12) == 5", "tarif(13) == 6")
    change(script, "PRIX = [3, 5]", "import sys\nPRIX = [3, 5]\nprint('attention', file=sys.stderr)")
    script.write_text(script.read_text() + "\n# %%\n1 / 0\n")
    assert problems(exercise) == {
        ("solution-fails", "exercises/guichet/notebook.py:21"),
        ("solution-stderr", "exercises/guichet/notebook.py:4"),
        ("solution-error", "exercises/guichet/notebook.py:27"),
    }


@pytest.mark.slow
def test_points_for_nothing_and_leaks_are_told(exercise: Path) -> None:
    script = exercise / "notebook.py"
    change(script, "# Écris `tarif`.", "# Écris `tarif`.\n#\n# return PRIX[0] if age < 12 else PRIX[1]")
    change(script, 'assert tarif(8) == 3, "', 'assert PRIX[0] == 3, "')
    change(script, 'assert tarif(11) == 3, "À 11 ans, c\'est 3 €."', 'assert PRIX[1] == 5, "Non."')
    (exercise / "files" / "aide.txt").write_text('assert PRIX[1] == 5, "Non."\n')
    found = report(exercise).problems
    assert {problem.code for problem in found} == {"leak", "start-scores", "mistake-passes", "mistake-words"}
    leaked = [problem.words for problem in found if problem.code == "leak"]
    assert leaked == [
        'learners would receive the answer of "tarif" in cell enonce-01.',
        'learners would receive the hidden test of "enfants" in file aide.txt.',
    ]


@pytest.mark.slow
def test_a_mistake_must_fail_what_it_names_and_say_its_words(exercise: Path) -> None:
    change(exercise / "wrong" / "affiche.py", '["enfants", "bords"]', '["enfants"]')
    change(exercise / "wrong" / "plus_petit_ou_egal.py", "à 12 ans pile", "à treize ans")
    found = {problem.code: problem for problem in report(exercise).problems}
    assert set(found) == {"mistake-fails-more", "mistake-words"}
    assert found["mistake-fails-more"].where == "exercises/guichet/wrong/affiche.py"
    assert "Regarde à 12 ans pile." in found["mistake-words"].words


@pytest.mark.slow
def test_an_exercise_needs_a_statement_points_and_wrong_answers(exercise: Path) -> None:
    (exercise / "notebook.py").write_text('# %% solution="a"\nx = 1\n')
    (exercise / "wrong" / "affiche.py").unlink()
    assert problems(exercise) == {
        ("no-statement", "exercises/guichet/notebook.py"),
        ("no-points", "exercises/guichet/notebook.py"),
        ("few-wrong-answers", "exercises/guichet/wrong"),
        ("wrong-unknown-name", "exercises/guichet/wrong/plus_petit_ou_egal.py:1"),
    }

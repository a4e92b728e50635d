"""An exercise of two notebooks: proved, graded and recorded as one, as stock nbgrader does it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from grader import notebooks
from grader.authoring.build import BuildError, build_course
from grader.authoring.check import check_course
from grader.authoring.percent import ScriptError
from grader.authoring.script import read_exercise
from grader.authoring.trying import try_file
from grader.exchange.bundle import verify
from grader.manifest import Course, ManifestError, load_course
from grader.progress import Progress
from grader.sandbox import Sandbox
from grader.worker import step

SCRIPT = """# %% [markdown]
# # Le guichet

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return 3 if age < 12 else 8
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans on paie 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "Et à onze ans ?"
assert tarif(12) == 8, "Et à douze ans ?"
### END HIDDEN TESTS

# %% [markdown] manual="regle" points=2 says="Expliquer sa règle"
# Ma règle.
"""

SUITE = """# %% [markdown]
# # Toute la famille

# %%
brouillon = 1

# %% solution="total"
def total(prix):
    ### BEGIN SOLUTION
    return sum(prix)
    ### END SOLUTION

# %% test="famille" points=1 says="Une famille paie la somme"
assert total([3, 8]) == 11, "Pour 3 et 8, on paie 11 €."
### BEGIN HIDDEN TESTS
assert total([]) == 0, "Et sans personne ?"
### END HIDDEN TESTS

# %% test="seule" points=1 says="Elle n'a rien de l'autre notebook"
assert total([2]) == 2 and "tarif" not in globals(), "Pour 2, on paie 2 €."

# %% manual="dessin" points=1 says="Dessiner"
### BEGIN SOLUTION
print("un dessin")
### END SOLUTION
"""

FIRST = """# %% [markdown] fails=["famille"] words="on paie 11 €" advice="Additionne tous les prix."
# She gives the first price.
# %% solution="total"
def total(prix):
    return prix[0] if prix else 0
"""

SAME = """# %% [markdown] fails=["enfants"] words="À 8 ans on paie 3"
# She forgets the children.
# %% solution="tarif"
def tarif(age):
    return 8
"""

RIGHT = {"tarif": "def tarif(age):\n    return 3 if age < 12 else 8", "regle": "Parce que."}
RIGHT_TOO = {"total": "def total(prix):\n    return sum(prix)", "dessin": "print('hop')"}
WRITES = "open('note.txt', 'w').write('11')\n"
READS = "import os\ndef total(prix):\n    return 0 if os.path.exists('note.txt') else sum(prix)"
MISSING: Mapping[str, str] = {"suite": "missing"}

# What learners wrote: in the first notebook and in the second.
WORK: dict[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "right": (RIGHT, RIGHT_TOO),
    "second": (RIGHT, {"total": "def total(prix):\n    return prix[0] if prix else 0"}),
    "crossing": ({**RIGHT, "enfants": "assert True"}, {"total": RIGHT["tarif"], "famille": "total = 1"}),
    "missing": (RIGHT, MISSING),
    "start": ({}, {}),
}


@pytest.fixture
def script() -> str:
    return SCRIPT


@pytest.fixture
def more_scripts() -> Mapping[str, str]:
    return {"suite": SUITE}


def hand_in(classroom: Any, learner: str) -> str:
    first, second = {**WORK, "writing": ({"tarif": WRITES + RIGHT["tarif"]}, {"total": READS})}[learner]
    files = {"extra.ipynb": notebooks.written(notebooks.new([]))}
    if second is not MISSING:
        made = notebooks.read(classroom.book.folder / "release/guichet/suite.ipynb")
        for cell in made.cells:
            cell.source = second.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source)
        files["suite.ipynb"] = notebooks.written(made)
    submission: str = classroom.hand_in(learner, classroom.answered(**first), files)
    return submission


def gradebook(classroom: Any) -> dict[str, Any]:
    """What nbgrader keeps of each notebook: grades, comments and penalty."""
    kept: dict[str, Any] = {}
    with classroom.book.opened() as book:
        for submission in book.assignment_submissions("guichet"):
            for notebook in submission.notebooks:
                name = f"{submission.student_id} {notebook.name}"
                kept[name] = (notebook.late_submission_penalty or 0.0, notebook.score)
                for one in notebook.grades:
                    kept[f"{name} {one.name}"] = (one.auto_score, one.max_score, one.needs_manual_grade)
                for one in notebook.comments:
                    kept[f"{name} {one.name} comment"] = one.auto_comment
    return kept


def proved(course: Course) -> Course:
    """With what an author writes besides."""
    wrong = course.exercises[0].folder / "wrong"
    wrong.mkdir()
    (wrong / "premier.py").write_text(FIRST)
    (wrong / "pareil.py").write_text(SAME)
    return course


@pytest.mark.slow
@pytest.mark.parametrize(("sealed", "learners"), [(True, ["second"]), (False, list(WORK))])
def test_stock_autograde_agrees_on_each_notebook(classroom: Any, sealed: bool, learners: list[str]) -> None:
    book = classroom.book
    if sealed:
        build_course(proved(classroom.course), book.folder, book.db_url, sandbox=classroom.grading.sandbox)
        prepared = book.setup(classroom.course, classroom.course.exercises[0]).prepared
        assert [name for name, seal in prepared.seals.items() if seal.sealed] == [
            *("enfants", "famille", "seule")
        ]
    config: Path = book.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with book.opened() as opened:
        opened.update_or_create_assignment("guichet", duedate=datetime(2020, 1, 1))  # noqa: DTZ001
    submissions = {learner: hand_in(classroom, learner) for learner in learners}
    for submission in submissions.values():
        assert step(classroom.grading, submission) == "graded"
    ours = gradebook(classroom)
    assert len(ours) == len(learners) * (2 + 5 + 4)

    seen = Progress(classroom.store, classroom.grading.books).result(submissions["second"])
    assert seen is not None
    assert [(check.name, check.score) for check in seen.checks] == [
        *(("enfants", 2.0), ("regle", None), ("famille", 0.0), ("seule", 1.0), ("dessin", 0.0))
    ]
    assert seen.score == 0.0  # late, each notebook loses what it had
    assert seen.checks[2].advice == ("Additionne tous les prix." if sealed else "")
    for learner in {"second", "missing"} & set(learners):
        assert classroom.grading.pages.ensure(classroom.store.submission(submissions[learner]))
        [page] = classroom.store.feedback("essai", "guichet", learner)
        with classroom.grading.blobs.open(page.sha256) as bundle:
            assert {entry.name for entry in verify(bundle)} == {"guichet.html", "suite.html"}
    for folder in ("submitted", "autograded"):
        there = {path.name for path in book.step(folder, "second", "guichet").glob("*.ipynb")}
        assert there == {"guichet.ipynb", "suite.ipynb"} | (
            {"extra.ipynb"} if folder == "submitted" else set()
        )

    if not sealed:
        plain = "c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()\n"
        config.write_text(f"{config.read_text()}\n{plain}")
    with book.opened() as opened:
        for learner in learners:
            opened.remove_submission("guichet", learner)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "guichet", "--force"],
        cwd=book.folder,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert gradebook(classroom) == ours


def test_a_notebook_that_comes_goes_or_changes_its_cells_is_refused_once_work_was_handed_in(
    classroom: Any,
) -> None:
    step(classroom.grading, hand_in(classroom, "right"))
    course, book = classroom.course, classroom.book
    suite = course.exercises[0].scripts["suite"]
    suite.write_text(SUITE.replace("11 €", "11 euros"))
    build_course(course, book.folder, book.db_url)
    suite.write_text(SUITE.replace('"famille"', '"amis"'))
    with pytest.raises(BuildError, match=r"must stay \(suite/amis is new, suite/famille is gone\)"):
        build_course(course, book.folder, book.db_url)
    suite.rename(suite.with_name("fin.py"))
    with pytest.raises(BuildError, match=r"fin\.ipynb is new.*suite\.ipynb is gone"):
        build_course(course, book.folder, book.db_url)


@pytest.mark.slow
def test_what_one_notebook_writes_is_not_there_for_the_next(classroom: Any) -> None:
    made = hand_in(classroom, "writing")
    assert step(classroom.grading, made) == "graded"
    assert classroom.scores("writing")["famille"] == 1.0


@pytest.fixture
def course(tmp_path: Path) -> Course:
    exercise = tmp_path / "essai" / "exercises" / "guichet"
    (exercise / "notebooks").mkdir(parents=True)
    (exercise / "exercise.toml").write_text('title = "Un"\nminutes = 10\nsummary = "Un pas"\n')
    (exercise / "notebook.py").write_text(SCRIPT)
    (exercise / "notebooks" / "suite.py").write_text(SUITE)
    (tmp_path / "essai/course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
    )
    return load_course(tmp_path / "essai")


@pytest.mark.slow
def test_both_notebooks_are_proved_and_tried(course: Course, tmp_path: Path) -> None:
    suite = course.exercises[0].scripts["suite"]
    suite.write_text(
        SUITE.replace("    return sum(prix)", "    if len(prix) > 7:\n        return 0\n    return sum(prix)")
    )
    with Sandbox() as sandbox:
        [report] = check_course(proved(course), [sandbox])
        assert (report.problems, report.unsealed, report.tests) == ((), (), 3)
        assert {one.where for one in report.weak} == {"exercises/guichet/notebooks/suite.py:10"} | {
            "exercises/guichet/notebooks/suite.py:11"
        }
        suite.write_text(f"{SUITE}\n# %% [markdown]\n# return 3 if age < 12 else 8\n")
        [leaking] = check_course(course, [sandbox], mutant_seconds=0)
        assert [(one.code, "cell suite-enonce-02" in one.words) for one in leaking.problems] == [
            ("leak", True)
        ]

        built = tmp_path / "built"
        mistake = try_file(course, course.exercises[0], suite.parents[1] / "wrong/premier.py", built, sandbox)
        assert [check.name for check in mistake.judgement.checks if check.status == "failed"] == ["famille"]
        release = built / "release/guichet/suite.ipynb"
        started = try_file(course, course.exercises[0], release, built, sandbox)
        scores = {check.name: check.score for check in started.judgement.checks}
        assert scores == {"enfants": 2.0, "regle": None, "famille": 0.0, "seule": 0.0, "dessin": 0.0}


def test_a_name_is_its_cell_s_own_over_all_notebooks(course: Course) -> None:
    exercise = course.exercises[0]
    assert [cell.name for cell in read_exercise(exercise).cells if cell.role in ("statement", "free")] == [
        *("enonce-01", "suite-enonce-01", "suite-libre-01")
    ]
    exercise.scripts["suite"].write_text(SUITE.replace('"famille"', '"enfants"'))
    with pytest.raises(ScriptError, match=r"taken by the cell of notebook\.py:10") as caught:
        read_exercise(exercise)
    assert (caught.value.code, caught.value.path.name, caught.value.line) == (
        "script-name-twice",
        "suite.py",
        13,
    )


@pytest.mark.parametrize("name", ["guichet", "La suite", "a" * 41])
def test_a_notebook_has_a_name_of_its_own(course: Course, name: str) -> None:
    suite = course.exercises[0].scripts["suite"]
    suite.rename(suite.with_stem(name))
    with pytest.raises(ManifestError) as caught:
        load_course(course.folder)
    assert caught.value.code == "bad-notebook-name"

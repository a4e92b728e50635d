"""Stock nbgrader on the same files gives the same scores and comments, cell by cell."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import notebooks
from grader.worker import step

SCRIPT = """# %% locked="outils"
PRIX = 8

# %%
brouillon = 1

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return 3 if age < 12 else PRIX
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans on paie 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "Et à onze ans ?"
### END HIDDEN TESTS

# %% test="adultes" points=1 says="Un adulte paie 8 €"
assert tarif(30) == 8, "À 30 ans on paie 8 €."

# %% manual="dessin" points=1 says="Dessiner"
### BEGIN SOLUTION
print("un dessin")
### END SOLUTION

# %% [markdown] manual="regle" points=2 says="Expliquer sa règle"
# Ma règle.
"""

WORK = {
    "right": {"tarif": "def tarif(age):\n    return 3 if age < 12 else 8", "regle": "Parce que."},
    "wrong": {"tarif": "def tarif(age):\n    return 8", "dessin": "print('hop')", "regle": "<img onerror=x>"},
    "start": {},
    "unfinished": {"tarif": "def tarif(age)\n    return 3"},
    "crashing": {"tarif": "def tarif(age):\n    return 3 / (age - 8)"},
    "noisy": {"tarif": "import sys\ndef tarif(age):\n    print('!', file=sys.stderr)\n    return 3"},
    "talking": {"tarif": "def tarif(age):\n    print('x' * 100)\n    return 3 if age < 12 else 8"},
    "endless": {"tarif": "def tarif(age):\n    while age < 10: pass\n    return 3 if age < 12 else 8"},
    "showing": {
        "tarif": "from IPython.display import display\ndef tarif(age):\n    display(age)\n    return 3"
    },
    "changing": {"enfants": "assert True", "outils": "PRIX = 1", "tarif": "def tarif(age): return PRIX"},
}


@pytest.fixture
def script() -> str:
    return SCRIPT


def gradebook(classroom: Any) -> dict[str, Any]:
    """Everything that nbgrader keeps of the grades and of the comments."""
    with classroom.book.opened() as book:
        kept: dict[str, Any] = {}
        for submission in book.assignment_submissions("guichet"):
            for notebook in submission.notebooks:
                for one in notebook.grades:
                    grade = one.to_dict()
                    kept[f"{submission.student_id} {one.name}"] = {
                        name: grade[name]
                        for name in ("auto_score", "max_score", "needs_manual_grade", "failed_tests")
                    }
                for one in notebook.comments:
                    kept[f"{submission.student_id} {one.name} comment"] = one.auto_comment
    return kept


def outputs(classroom: Any, learner: str) -> list[str]:
    path = classroom.book.step("autograded", learner, "guichet") / "guichet.ipynb"
    return [
        str([output.output_type for output in cell.get("outputs", [])]) for cell in notebooks.read(path).cells
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("confined", "learners"), [(True, ["wrong", "endless"]), (False, list(WORK))])
def test_stock_autograde_agrees_cell_by_cell(classroom: Any, confined: bool, learners: list[str]) -> None:
    """As the course is built, stock nbgrader runs our confined kernel; else it is stock in all."""
    for learner in learners:
        answers = WORK[learner]
        assert step(classroom.grading, classroom.hand_in(learner, classroom.answered(**answers))) == "graded"
    ours = gradebook(classroom)
    shown = {learner: outputs(classroom, learner) for learner in learners}
    assert len(ours) == len(learners) * 7
    config: Path = classroom.book.folder / "nbgrader_config.py"
    if not confined:
        plain = "c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()\n"
        config.write_text(f"{config.read_text()}\n{plain}c.Execute.timeout = 3\n")
    with classroom.book.opened() as book:
        for learner in learners:
            book.remove_submission("guichet", learner)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command in ("autograde", "generate_feedback"):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, "guichet", "--force"],
            cwd=classroom.book.folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert gradebook(classroom) == ours
    written = "".join(path.read_text() for path in classroom.book.folder.glob("autograded/*/*/*.ipynb"))
    assert ("<img" in written) is not confined
    pages = [path.read_text() for path in classroom.book.folder.glob("feedback/*/*/*.html")]
    assert len(pages) == len(learners)
    assert not any("HIDDEN TESTS" in page for page in pages)
    assert {learner: outputs(classroom, learner) for learner in learners} == shown

"""Stock nbgrader gives pages in a browser the same scores; without a browser, nobody gets any."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.authoring.check import check_course
from grader.browser import chromium
from grader.sandbox import Sandbox
from grader.worker import step
from tests.grader.conftest import Classroom
from tests.grader.stock import classroom_of, grade_by_stock
from tests.grader.test_judge_and_stock import gradebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.lacking()), reason="no Chromium here: `make env` says how to get one"),
]
SCRIPT = """# %% [markdown]
# Une page.

# %% test="vue" points=2 says="La page se voit"
from grader.browser import open_tab

vue = open_tab("index.html")
assert vue.shown, vue.words
assert "Bonjour" in vue.text, "Dis bonjour."
### BEGIN HIDDEN TESTS
for souci in vue.problems():
    raise AssertionError(souci.words)
telephone = open_tab("index.html", width=390)
assert not telephone.overflows, telephone.overflow_words
### END HIDDEN TESTS

# %% test="site" points=1 says="Le site écoute"
from grader.browser import open_tab

vue = open_tab("app.py")
assert vue.shown, vue.words
vue.fill("mot", "Salut")
vue.click("Envoyer")
assert "Salut" in vue.text, vue.words or "On ne lit pas Salut."
"""
PAGE = (
    '<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Page</title>'
    '<meta name="viewport" content="width=device-width"><body><main><h1>Bonjour</h1></main></body></html>'
)
SITE = """
from flask import Flask, request
app = Flask(__name__)
@app.route("/")
def accueil():
    return f"<form><input name=mot aria-label=mot><button>Envoyer</button></form><p>{request.args.get('mot')}"
"""
RIGHT = {"index.html": PAGE, "app.py": SITE}
WORK: Mapping[str, Mapping[str, str]] = {
    "right": RIGHT,
    "start": {},
    "wide": {**RIGHT, "index.html": PAGE.replace("<h1>", "<h1 style='width: 900px'>")},
    "pale": {**RIGHT, "index.html": PAGE.replace("<h1>", "<h1 style='opacity: 0.1'>")},
    "endless": {**RIGHT, "index.html": PAGE.replace("<h1>", "<script>while (true) {}</script><h1>")},
    "broken": {**RIGHT, "app.py": SITE.replace("return f", "return 1 / 0; f")},
}


@pytest.fixture
def classroom(database: Callable[[str], str], tmp_path: Path, sandbox: Sandbox) -> Classroom:
    files = {
        "exercise.toml": 'title = "Un"\nminutes = 10\nsummary = "Un"\nkind = "web"\nmain = "index.html"\n',
        "notebook.py": SCRIPT,
        "files/index.html": "<p>Au revoir",
        **{f"solution/{name}": text for name, text in RIGHT.items()},
    }
    return classroom_of(database, tmp_path, sandbox, files)


@pytest.mark.parametrize("confined", [True, False])
def test_stock_autograde_agrees_cell_by_cell(classroom: Classroom, confined: bool) -> None:
    """As the course is built, stock nbgrader runs our confined kernel; else it is stock in all."""
    prepared = classroom.book.built(classroom.course, "guichet").prepared
    assert all(seal.sealed for seal in prepared.seals.values())
    for learner, files in WORK.items():
        assert step(classroom.grading, classroom.hand_in(learner, classroom.release(), files)) == "graded"
    ours = gradebook(classroom)
    scores = {learner: sum(filter(None, classroom.scores(learner).values())) for learner in WORK}
    assert scores == {"right": 3, "start": 0, "wide": 1, "pale": 1, "endless": 1, "broken": 2}
    grade_by_stock(classroom, WORK, confined=confined, seconds=60)
    assert gradebook(classroom) == ours


def test_without_chromium_a_submission_is_broken_and_never_a_zero(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = classroom.hand_in("right", classroom.release(), RIGHT)
    monkeypatch.setenv(chromium.VARIABLE, "")
    while (state := step(classroom.grading, handed_in)) == "queued":
        continue
    assert state == "broken"
    found = classroom.store.submission(handed_in)
    assert found is not None
    assert "Chromium is missing" in str(found)
    assert "apt install chromium" in str(found)
    monkeypatch.delenv(chromium.VARIABLE)
    assert step(classroom.grading, classroom.hand_in("right", classroom.release(), RIGHT)) == "graded"


def test_without_chromium_the_check_of_a_course_says_so(
    classroom: Classroom, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "")
    (report,) = check_course(classroom.course, [sandbox], mutant_seconds=0)
    (problem,) = report.problems
    assert problem.code == "no-chromium"
    assert "apt install chromium" in problem.words

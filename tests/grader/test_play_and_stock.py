"""Stock nbgrader on the same course gives games and sites the same scores and comments, cell by cell."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader import exhibits, notebooks
from grader.progress import Progress
from grader.sandbox import Sandbox
from grader.worker import step
from tests.grader.conftest import Classroom
from tests.grader.stock import classroom_of, grade_by_stock, nbgrader
from tests.grader.test_judge_and_stock import gradebook

SCRIPT = """# %% [markdown]
# Dessine.

# %% test="carre" points=2 says="On voit un carré rouge"
from grader.play import play

partie = play("jeu.py", frames=10)
assert partie.playing, partie.words
assert partie.picture().box("red") is not None, "Il n'y a rien de rouge."
### BEGIN HIDDEN TESTS
from girls import tolerance

assert abs(partie.picture().box("red").left - 10) <= tolerance(), "Il n'est pas à sa place."
### END HIDDEN TESTS

# %% test="touche" points=1 says="La flèche le fait avancer"
partie = play("jeu.py", frames=10, keys={(3, 6): "right"})
assert partie.playing, partie.words
assert partie.picture().box("red").left == 13, f"Il est en {partie.picture().box('red')}."

# %% test="page" points=1 says="La page a un titre"
from grader.page import open_page

assert open_page("index.html").title == "Carré", "Donne un titre à ta page."

# %% test="site" points=1 says="Le site répond"
from grader.visit import Site

reponse = Site("app.py").visit("/")
assert reponse.text == "ok", reponse.words or "On attend ok."
"""
GAME = """
import pygame
import outils
pygame.init()
ecran = pygame.display.set_mode((64, 48))
x = outils.DEPART
while True:
    for e in pygame.event.get():
        pass
    if pygame.key.get_pressed()[pygame.K_RIGHT]:
        x += 1
    ecran.fill((0, 0, 90))
    pygame.draw.rect(ecran, "red", (x, 20, 5, 6))
    pygame.display.flip()
"""
SITE = "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef f(): return 'ok'\n"
TOOLS = "DEPART = 10\n"
RIGHT = {"jeu.py": GAME, "index.html": "<title>Carré</title>", "app.py": SITE}
WORK: Mapping[str, Mapping[str, str]] = {
    "right": RIGHT,
    "start": {},
    "other": {**RIGHT, "jeu.py": GAME.replace("x += 1", "x += 2"), "app.py": SITE.replace("'ok'", "1 / 0")},
    "crashing": {**RIGHT, "jeu.py": GAME.replace("red", "rouje"), "index.html": ""},
    "ending": {**RIGHT, "jeu.py": GAME.replace("while True", "for _ in range(3)"), "app.py": "x = 1"},
    "cheating": {**RIGHT, "jeu.py": GAME.replace("outils.DEPART", "14"), "outils.py": "DEPART = 14\n"},
}


@pytest.fixture
def classroom(database: Callable[[str], str], tmp_path: Path, sandbox: Sandbox) -> Classroom:
    files = {
        "exercise.toml": 'title = "Un"\nminutes = 10\nsummary = "Un"\nkind = "game"\nmain = "jeu.py"\n',
        "notebook.py": SCRIPT,
        "files/outils.py": TOOLS,
        "files/jeu.py": "import pygame\npygame.init()\n",
        **{f"solution/{name}": text for name, text in RIGHT.items()},
        "../../girls/__init__.py": "def tolerance(): return 0\n",
    }
    return classroom_of(database, tmp_path, sandbox, files)


def shown(classroom: Classroom) -> dict[str, str]:
    """The words for each film in the graded notebooks, by learner and test."""
    found: dict[str, str] = {}
    for learner in WORK:
        folder = classroom.book.step("autograded", learner, "guichet")
        for cell in notebooks.read(folder / "guichet.ipynb").cells:
            if (shows := exhibits.of(cell)) is not None:
                film, seen = shows
                name = cell.metadata.nbgrader.grade_id
                moves = name == "touche" and learner != "ending"  # which shows three pictures
                assert (seen.seconds > 0) is moves
                found[f"{learner} {name}"] = film.alt
    return found


@pytest.mark.slow
@pytest.mark.parametrize("confined", [True, False])
def test_stock_autograde_agrees_cell_by_cell(
    classroom: Classroom, confined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the course is built, stock nbgrader runs our confined kernel; else it is stock in all."""
    prepared = classroom.book.built(classroom.course, "guichet").prepared
    assert all(seal.sealed for seal in prepared.seals.values())
    for learner, files in WORK.items():
        assert step(classroom.grading, classroom.hand_in(learner, classroom.release(), files)) == "graded"
    ours, seen = gradebook(classroom), shown(classroom)
    results = Progress(classroom.store, classroom.grading.books).table(classroom.course.id)
    kept = [
        (f"{learner} {check.name}", check.shown)
        for learner, one in results.items()
        for check in one["guichet"].checks
        if check.shown is not None
    ]
    assert {name: film.alt for name, film in kept} == seen
    assert all(classroom.grading.blobs.exists(film.sha256) for _, film in kept)
    # The one that crashes shows no picture; the one that ends fails its second test in the same words.
    assert set(seen) == {"other touche", "ending carre", "cheating carre", "cheating touche"}
    scores = {learner: sum(filter(None, classroom.scores(learner).values())) for learner in WORK}
    assert scores == {"right": 5, "start": 0, "other": 3, "crashing": 1, "ending": 1, "cheating": 2}
    paths = f"{classroom.course.folder}:{os.environ.get('PYTHONPATH', '')}"
    environment = {} if confined else {"PYTHONPATH": paths}
    grade_by_stock(classroom, WORK, confined=confined, seconds=30, **environment)
    assert gradebook(classroom) == ours
    # Words that have a film already have another one only where nothing of ours runs.
    assert {name: alt for name, alt in shown(classroom).items() if name in seen} == seen
    nbgrader(classroom, "generate_feedback", **environment)
    page = (classroom.book.step("feedback", "ending", "guichet") / "guichet.html").read_text()
    assert re.search(
        r'<img alt="[^"]*Puis ton jeu se termine tout seul\."[^>]* src="data:image/png;base64,', page
    )
    for learner in WORK:
        left = classroom.book.step("autograded", learner, "guichet")
        assert (left / "outils.py").read_text() == TOOLS
        told = notebooks.read(left / "guichet.ipynb").cells
        assert len(told) == len(classroom.release().cells)


@pytest.mark.slow
def test_the_notebook_says_what_the_exercise_is(classroom: Classroom) -> None:
    about = {"kind": "game", "main": "jeu.py", "title": "Un"}
    assert classroom.release().metadata["campus"] == about
    submitted = classroom.hand_in("right", classroom.release(), RIGHT)
    assert step(classroom.grading, submitted) == "graded"

"""Plain nbgrader, run by hand on the same courses and submissions, gives the same scores, cell by cell."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from benchmarks.running import Running
from benchmarks.visitor import Visitor, answer
from grader import notebooks
from grader.authoring.build import build_course
from grader.authoring.script import read_script
from grader.authoring.wrong import read_wrong
from grader.exchange.bundle import pack
from grader.exchange.client import ExchangeClient
from grader.manifest import Exercise

# Who hands in what: a wrong answer by its name in wrong/.
WORK = {
    "girls_can_code": {
        "fatou": "solution",
        "lina": "start",
        "manon": "plus_petit_ou_egal",
        "sarah": "print_au_lieu_de_return",
    },
    "keskia": {"fatou": "solution", "lina": "coupe_au_hasard"},
    "busy_ness": {"fatou": "solution", "lina": "arrondi_trop_tot"},
}
# nbgrader's own list of steps, so its own Execute: in the learner's server there is none of ours.
STOCK = "\nc.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()\n"
GRADE = ("auto_score", "manual_score", "max_score", "needs_manual_grade", "failed_tests")


def answers(exercise: Exercise, what: str) -> dict[str, str]:
    """The text of every answer cell of a solution, of a start (none), or of a usual mistake."""
    script = read_script(exercise.script)
    if what == "start":
        return {}
    solution = {name: cell.source for name, cell in script.named("answer", "manual").items()}
    if what == "solution":
        return solution
    [path] = [one for one in exercise.wrong if one.stem == what]
    return {**solution, **read_wrong(path, script).answers}


def bundle(release: Path, exercise: Exercise, what: str, folder: Path) -> bytes:
    """The folder of somebody who has answered so."""
    shutil.copytree(release, folder)
    notebook = folder / f"{exercise.slug}.ipynb"
    notebook.write_text(
        notebooks.written(answer(notebooks.read(notebook), answers(exercise, what))), encoding="utf-8"
    )
    return pack(folder)


@pytest.fixture(scope="module")
def graded(campus: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everybody's work handed in at the exchange, with her own hub token, and graded by the campus."""
    made = []
    clients: dict[str, ExchangeClient] = {}
    for course in campus.campus.courses:
        [exercise] = course.exercises
        release = campus.campus.course_directory(course.id) / "release" / exercise.slug
        for name, what in WORK[course.id].items():
            client = clients.get(name) or clients.setdefault(name, client_of(campus, name))
            folder = tmp_path_factory.mktemp(name) / exercise.slug
            receipt = client.submit(course.id, exercise.slug, bundle(release, exercise, what, folder))
            made.append(receipt["id"])
    until = time.monotonic() + 120
    store = campus.campus.store
    while left := [one for one in map(store.submission, made) if one is None or one.state != "graded"]:
        assert time.monotonic() < until, left
        time.sleep(0.2)


def client_of(campus: Running, name: str) -> ExchangeClient:
    visitor = Visitor(campus.url, name, campus.words(name))
    assert visitor.sign_in().ok
    return ExchangeClient(campus.campus.settings.exchange_url, visitor.new_token())


def grades(book: Gradebook, exercise: Exercise, learners: set[str]) -> dict[str, Any]:
    """What nbgrader keeps of every cell of these learners."""
    kept: dict[str, Any] = {}
    for submission in book.assignment_submissions(exercise.slug):
        if submission.student_id not in learners:
            continue
        name = submission.student_id
        kept[name] = (submission.score, submission.max_score, submission.needs_manual_grade)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                kept[f"{name} {grade.name}"] = {key: getattr(grade, key) for key in GRADE}
            for comment in notebook.comments:
                kept[f"{name} {comment.name} comment"] = (comment.auto_comment, comment.manual_comment)
    return kept


def nbgrader(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("course_id", WORK)
@pytest.mark.usefixtures("graded")
def test_stock_nbgrader_gives_the_same_scores_cell_by_cell(
    campus: Running, course_id: str, tmp_path: Path
) -> None:
    [course] = [one for one in campus.campus.courses if one.id == course_id]
    [exercise] = course.exercises
    work = WORK[course.id]
    build_course(course, tmp_path, f"sqlite:///{tmp_path / 'gradebook.db'}")
    with (tmp_path / "nbgrader_config.py").open("a") as config:
        config.write(STOCK)
    submitted = campus.campus.course_directory(course.id) / "submitted"
    for name in work:
        shutil.copytree(submitted / name / exercise.slug, tmp_path / "submitted" / name / exercise.slug)

    nbgrader(tmp_path, "autograde", exercise.slug)
    with campus.campus.books[course.id].opened() as book:
        ours = grades(book, exercise, set(work))
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", course.id) as book:
        stock = grades(book, exercise, set(work))
    graded_cells = read_script(exercise.script).named("test", "manual")
    assert {f"{name} {cell}" for name in work for cell in graded_cells} <= set(ours)
    assert ours == stock

    nbgrader(tmp_path, "generate_feedback", exercise.slug)
    for name in work:
        page = tmp_path / "feedback" / name / exercise.slug / f"{exercise.slug}.html"
        score, max_score, _ = ours[name]
        assert f"(Score: {score} / {max_score})" in page.read_text("utf-8")

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
from grader.authoring.answers import Answer, solution_of
from grader.authoring.build import build_course
from grader.authoring.script import read_script
from grader.authoring.wrong import read_wrong
from grader.exchange.bundle import pack
from grader.exchange.client import ExchangeClient
from grader.folders import write
from grader.manifest import Exercise

# Who hands in what, by course and exercise: a wrong answer by its name in wrong/.
WORK = {
    ("girls_can_code", "guichet_malin"): {
        "fatou": "solution",
        "lina": "start",
        "manon": "plus_petit_ou_egal",
        "sarah": "print_au_lieu_de_return",
    },
    ("girls_can_code", "premier_ecran"): {"fatou": "solution", "lina": "start", "manon": "sol_en_haut"},
    ("girls_can_code", "ma_page"): {"fatou": "solution", "manon": "jaune_sur_blanc"},
    ("girls_can_code", "livre_dor"): {"fatou": "solution", "manon": "sans_echapper"},
    ("keskia", "premiere_baseline"): {"fatou": "solution", "lina": "coupe_au_hasard"},
    ("busy_ness", "seuil_rentabilite"): {"fatou": "solution", "lina": "arrondi_trop_tot"},
}
# nbgrader's own list of steps, so its own Execute: in the learner's server there is none of ours.
STOCK = "\nc.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()\n"
GRADE = ("auto_score", "manual_score", "max_score", "needs_manual_grade", "failed_tests")


def answered(exercise: Exercise, what: str) -> Answer:
    """The cells and files of a solution, of a start (none), or of a usual mistake."""
    script = read_script(exercise.script)
    if what == "start":
        return Answer()
    solution = solution_of(exercise, script)
    if what == "solution":
        return solution
    [path] = [one for one in exercise.wrong if one.stem == what]
    return read_wrong(path, script).answer.over(solution)


def bundle(release: Path, exercise: Exercise, what: str, folder: Path) -> bytes:
    """The folder of somebody who has answered so."""
    shutil.copytree(release, folder)
    given, notebook = answered(exercise, what), folder / f"{exercise.slug}.ipynb"
    written = notebooks.written(answer(notebooks.read(notebook), dict(given.cells)))
    notebook.write_text(written, encoding="utf-8")
    write(folder, given.files)
    return pack(folder)


@pytest.fixture(scope="module")
def graded(campus: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everybody's work handed in at the exchange, with her own hub token, and graded by the campus."""
    made = []
    clients: dict[str, ExchangeClient] = {}
    courses = {course.id: course for course in campus.campus.courses}
    for (course_id, slug), work in WORK.items():
        release = campus.campus.course_directory(course_id) / "release" / slug
        for name, what in work.items():
            client = clients.get(name) or clients.setdefault(name, client_of(campus, name))
            folder = tmp_path_factory.mktemp(name) / slug
            packed = bundle(release, courses[course_id].exercise(slug), what, folder)
            made.append(client.submit(course_id, slug, packed)["id"])
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


@pytest.mark.parametrize(("course_id", "slug"), WORK, ids=[slug for _, slug in WORK])
@pytest.mark.usefixtures("graded")
def test_stock_nbgrader_gives_the_same_scores_cell_by_cell(
    campus: Running, course_id: str, slug: str, tmp_path: Path
) -> None:
    [course] = [one for one in campus.campus.courses if one.id == course_id]
    exercise, work = course.exercise(slug), WORK[course_id, slug]
    build_course(course, tmp_path, f"sqlite:///{tmp_path / 'gradebook.db'}", only=slug)
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

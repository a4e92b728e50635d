"""A course is built by nbgrader itself, again only where it changed, and nothing handed in is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader import notebooks
from grader.authoring.build import BuildError, build_course
from grader.manifest import Course, load_course

SCRIPT = """# %% [markdown]
# Écris `tarif`.

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return 3 if age < 12 else 5
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans, c'est 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "À 11 ans, c'est 3 €."
### END HIDDEN TESTS

# %% [markdown] manual="regle" points=1 says="Expliquer"
# Avant 12 ans, c'est le prix enfant.
"""


def write_course(course: Path) -> Path:
    """A course with two exercises, of which the first has a file."""
    for slug in ("guichet", "ticket"):
        exercise = course / "exercises" / slug
        exercise.mkdir(parents=True)
        (exercise / "exercise.toml").write_text('title = "Un"\nminutes = 10\nsummary = "Un pas"\n')
        (exercise / "notebook.py").write_text(SCRIPT)
    (course / "exercises/guichet/files/data").mkdir(parents=True)
    (course / "exercises/guichet/files/data/prix.csv").write_text("enfant,3\n")
    (course / "course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet", "ticket"]\n'
    )
    return course


class Build:
    """Builds a course folder into another one, and remembers the steps."""

    def __init__(self, folder: Path, directory: Path, db_url: str = "") -> None:
        self.folder = folder
        self.directory = directory
        self.db_url = db_url or f"sqlite:///{directory}/gradebook.db"

    @property
    def course(self) -> Course:
        return load_course(self.folder)

    def run(self) -> list[str]:
        steps: list[str] = []
        build_course(self.course, self.directory, self.db_url, steps.append)
        return steps

    def released(self, slug: str = "guichet") -> str:
        return (self.directory / "release" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")

    def book(self) -> Gradebook:
        return Gradebook(self.db_url, "essai")

    def grade(self) -> None:
        """A learner's submission, with a point given by the tests and one by a person."""
        with self.book() as book:
            book.add_student("lea")
            book.add_submission("guichet", "lea")
            book.find_grade("enfants", "guichet", "guichet", "lea").auto_score = 2
            book.find_grade("regle", "guichet", "guichet", "lea").manual_score = 1
            book.db.commit()

    def scores(self) -> tuple[float, float]:
        with self.book() as book:
            submission = book.find_submission("guichet", "lea")
            return submission.score, submission.max_score


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Build:
    place = tmp_path_factory.mktemp("once")
    build = Build(write_course(place / "essai"), place / "built")
    assert build.run() == ["essai/guichet", "essai/ticket"]
    return build


@pytest.fixture
def build(built_once: Build, tmp_path: Path) -> Build:
    """A course that is built already; a copy, since making a gradebook takes nbgrader two seconds."""
    shutil.copytree(built_once.folder, tmp_path / "essai")
    shutil.copytree(built_once.directory, tmp_path / "built")
    build = Build(tmp_path / "essai", tmp_path / "built")
    assert build.run() == []  # but for the configuration, which names the copied gradebook from now on
    return build


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_learners_get_the_start_and_the_files_without_answers(build: Build) -> None:
    release = build.directory / "release/guichet"
    assert {path.name for path in release.rglob("*")} == {"guichet.ipynb", "data", "prix.csv"}
    notebook = notebooks.read(release / "guichet.ipynb")
    cells = {cell.id: cell for cell in notebook.cells}
    assert cells["tarif"].source == (
        "def tarif(age):\n    # Écris ton code ici, puis efface la ligne suivante.\n"
        '    raise NotImplementedError("À toi de jouer\u202f!")'
    )
    assert cells["regle"].source == "*Écris ta réponse ici.*"
    # Folded, a test shows its first line alone: the sentence that it proves.
    assert cells["enfants"].source.splitlines() == [
        "# Vérification\u00a0: Un enfant paie 3 €",
        'assert tarif(8) == 3, "À 8 ans, c\'est 3 €."',
    ]
    assert cells["enfants"].metadata.jupyter.source_hidden is True
    assert cells["enfants"].metadata.campus.says == "Un enfant paie 3 €"
    assert cells["enonce-01"].metadata.editable is False
    assert "11 ans" in (build.directory / "source/guichet/guichet.ipynb").read_text()


def test_the_gradebook_knows_the_points(build: Build) -> None:
    with build.book() as book:
        assert {one.name: one.max_score for one in book.assignments} == {"guichet": 3, "ticket": 3}


def test_a_second_build_does_nothing(build: Build) -> None:
    before = (build.directory / "release/guichet").stat().st_mtime_ns
    assert build.run() == []
    assert (build.directory / "release/guichet").stat().st_mtime_ns == before


def test_only_the_changed_exercise_is_built_again(build: Build) -> None:
    change(build.folder / "exercises/ticket/notebook.py", "Écris `tarif`.", "Écris une fonction.")
    assert build.run() == ["essai/ticket"]
    assert "Écris une fonction." in build.released("ticket")


def test_a_file_that_is_gone_from_the_exercise_is_gone_from_the_release(build: Build) -> None:
    files = build.folder / "exercises/guichet/files"
    shutil.rmtree(files / "data")
    (files / "tarifs.txt").write_text("3\n")
    assert build.run() == ["essai/guichet"]
    release = build.directory / "release/guichet"
    assert {path.name for path in release.rglob("*")} == {"guichet.ipynb", "tarifs.txt"}


def test_a_lost_gradebook_or_release_is_made_again_the_same(build: Build) -> None:
    before = build.released("ticket")
    shutil.rmtree(build.directory / "release/ticket")
    assert build.run() == ["essai/ticket"]
    assert build.released("ticket") == before
    (build.directory / "gradebook.db").unlink()
    assert build.run() == ["essai/guichet", "essai/ticket"]
    assert build.released("ticket") == before


def test_grades_stay_when_a_graded_exercise_changes(build: Build) -> None:
    build.grade()
    change(build.folder / "exercises/guichet/notebook.py", "À 8 ans, c'est", "Un enfant de 8 ans paie")
    assert build.run() == ["essai/guichet"]
    assert "Un enfant de 8 ans paie 3 €." in build.released()
    assert build.scores() == (3, 3)


def test_cells_cannot_come_or_go_once_work_was_handed_in(build: Build) -> None:
    build.grade()
    before = build.released()
    change(build.folder / "exercises/guichet/notebook.py", 'test="enfants"', 'test="petits"')
    with pytest.raises(BuildError, match=r"must stay \(petits is new, enfants is gone\)") as caught:
        build.run()
    assert caught.value.code == "cells-changed"
    assert build.released() == before
    assert build.scores() == (3, 3)


def test_an_exercise_that_cannot_be_built_keeps_its_old_release_and_stops_no_other(build: Build) -> None:
    before = build.released()
    change(build.folder / "exercises/guichet/notebook.py", 'points=2 says="', 'points=2 say="')
    change(build.folder / "exercises/ticket/notebook.py", "Écris `tarif`.", "Écris une fonction.")
    with pytest.raises(BuildError, match=r"guichet/notebook.py:10: unknown key \"say\"") as caught:
        build.run()
    assert caught.value.code == "script-unknown-key"
    assert build.released() == before
    assert "Écris une fonction." in build.released("ticket")


def test_what_nbgrader_refuses_is_told_in_its_words(build: Build) -> None:
    script = build.folder / "exercises/guichet/notebook.py"
    script.write_text(SCRIPT + '\n# %% locked="essais"\n### AUTOTEST tarif(8)\n')
    with pytest.raises(BuildError, match="guichet: nbgrader could not build it") as caught:
        build.run()
    assert caught.value.code == "nbgrader-failed"
    assert "autotest" in caught.value.operator.lower()
    assert not list(build.directory.glob(".building-*"))


def test_a_link_or_a_second_notebook_among_the_files_is_refused(build: Build) -> None:
    files = build.folder / "exercises/guichet/files"
    (files / "secret").symlink_to("/etc/hostname")
    with pytest.raises(BuildError, match="a symbolic link"):
        build.run()
    (files / "secret").unlink()
    (files / "autre.ipynb").write_text("{}")
    with pytest.raises(BuildError, match="nbgrader would grade this notebook too"):
        build.run()


def test_the_rest_of_the_process_is_left_as_it_was(build: Build) -> None:
    before = os.environ["PATH"], Path.cwd()
    shutil.rmtree(build.directory / "release")
    build.run()
    assert (os.environ["PATH"], Path.cwd()) == before


def test_the_configuration_is_for_us_alone(build: Build) -> None:
    assert (build.directory / "nbgrader_config.py").stat().st_mode & 0o777 == 0o600


def test_a_gradebook_may_live_in_postgresql(tmp_path: Path, database: Callable[[str], str]) -> None:
    build = Build(write_course(tmp_path / "essai"), tmp_path / "built", database("gradebook"))
    assert build.run() == ["essai/guichet", "essai/ticket"]
    assert build.run() == []
    build.grade()
    change(build.folder / "exercises/guichet/notebook.py", "À 8 ans, c'est", "Un enfant de 8 ans paie")
    assert build.run() == ["essai/guichet"]
    assert build.scores() == (3, 3)


def by_hand(build: Build, *words: str) -> str:
    """Runs a command of nbgrader in the course folder, as a facilitator would in a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=build.directory,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def hand_in(build: Build, learner: str, answer: str) -> None:
    folder = build.directory / "submitted" / learner / "guichet"
    shutil.copytree(build.directory / "release/guichet", folder)
    notebook = notebooks.read(folder / "guichet.ipynb")
    for cell in notebook.cells:
        if cell.id == "tarif":
            cell.source = answer
    (folder / "guichet.ipynb").write_text(notebooks.written(notebook), encoding="utf-8")


@pytest.mark.slow
def test_stock_nbgrader_works_by_hand_and_confines_learners(build: Build) -> None:
    hand_in(build, "lea", "def tarif(age):\n    return 3 if age < 12 else 5")
    # She looks for the gradebook: only unconfined would she find it, and the points.
    book = build.directory / "gradebook.db"
    hand_in(build, "eve", f"import os\ndef tarif(age):\n    return 3 if os.path.exists({str(book)!r}) else 0")
    by_hand(build, "autograde", "guichet")
    with build.book() as graded:
        grades = {
            learner: graded.find_grade("enfants", "guichet", "guichet", learner).auto_score
            for learner in ("lea", "eve")
        }
    assert grades == {"lea": 2, "eve": 0}
    feedback = by_hand(build, "generate_feedback", "guichet")
    assert "ERROR" not in feedback
    validated = by_hand(build, "validate", "release/guichet/guichet.ipynb")
    assert "ne passe(nt) pas encore" in validated

"""A build runs an exercise to decide which tests are sealed, and forgets nothing that it still needs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import prepared
from grader.authoring.build import BuildError, build_course, prepare_course
from grader.authoring.shelf import Shelf
from grader.errors import GraderError
from grader.manifest import load_course
from grader.prepared import Prepared
from grader.sandbox import Run, Sandbox

pytestmark = pytest.mark.slow

SCRIPT = """# %% [markdown]
# Écris `tarif`.

# %% locked="outils"
import statistics

LIMITE = 12

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return 3 if age < LIMITE else 5
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans, c'est 3 €."

# %% test="bords" points=1 says="À 12 ans pile, c'est 5 €"
essai = 12
assert tarif(essai) == 5, f"Regarde à {essai} ans pile."
"""

LATE = """# %% [markdown] fails=["bords"] words="à 12 ans pile" advice="Essaie < à la place de <=."
# She writes <=.
# %% solution="tarif"
def tarif(age):
    return 3 if age <= LIMITE else 5
"""


class Refusing(Sandbox):
    """A machine that confines nothing."""

    def run(self, *_: Any, **__: Any) -> Run:
        raise GraderError("no-confinement", "Pas ici.", "this machine cannot confine code")


class Author:
    """A course of one exercise, and the folder that it is built into."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.exercise = folder / "essai" / "exercises" / "guichet"
        self.course = folder / "essai"
        self.directory = folder / "built"
        self.sandbox = sandbox
        (self.exercise / "wrong").mkdir(parents=True)
        (self.exercise / "exercise.toml").write_text('title = "Un"\nminutes = 10\nsummary = "Un pas"\n')
        (self.exercise / "notebook.py").write_text(SCRIPT)
        (self.exercise / "wrong" / "un_an_trop_tard.py").write_text(LATE)
        (self.course / "course.toml").write_text(
            'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
        )

    def build(self, sandbox: Sandbox | None) -> list[str]:
        steps: list[str] = []
        db_url = f"sqlite:///{self.directory}/gradebook.db"
        build_course(load_course(self.course), self.directory, db_url, steps.append, sandbox)
        return steps

    def prepared(self) -> Prepared:
        self.build(self.sandbox)
        return prepared.read(self.directory, "guichet")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.exercise / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def add_test(self, name: str, source: str, *, solution: str = "") -> None:
        """One test more; ``solution`` is added to the author's own cell."""
        self.change("notebook.py", "    ### END SOLUTION\n", f"    ### END SOLUTION\n{solution}\n")
        script = self.exercise / "notebook.py"
        header = f'\n# %% test="{name}" points=1 says="Encore"\n'
        script.write_text(script.read_text() + header + source)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def author(tmp_path: Path, sandbox: Sandbox) -> Author:
    return Author(tmp_path, sandbox)


def test_tests_are_sealed_and_mistakes_remembered_with_their_words(author: Author) -> None:
    found = author.prepared()
    assert {name: (seal.sealed, seal.why) for name, seal in found.seals.items()} == {
        "enfants": (True, ""),
        "bords": (True, ""),
    }
    (mistake,) = found.mistakes
    assert (mistake.name, mistake.advice) == ("un_an_trop_tard", "Essaie < à la place de <=.")
    assert dict(mistake.words) == {"bords": "Regarde à 12 ans pile."}
    assert "statistics" in found.modules


def test_what_has_not_changed_is_not_run_again(author: Author) -> None:
    assert author.build(author.sandbox) == ["essai/guichet", "essai/guichet: tests"]
    assert author.build(author.sandbox) == []
    author.change("wrong/un_an_trop_tard.py", "Essaie <", "Prends <")
    assert author.build(author.sandbox) == ["essai/guichet: tests"]
    assert prepared.read(author.directory, "guichet").mistakes[0].advice.startswith("Prends")


def test_a_course_package_that_changed_is_tried_again(author: Author) -> None:
    author.build(author.sandbox)
    (author.course / "essai").mkdir()
    (author.course / "essai/__init__.py").write_text("PRIX = 3\n")
    assert author.build(author.sandbox) == ["essai/guichet: tests"]


def test_what_another_campus_found_out_of_the_same_files_is_not_run_again(
    author: Author, tmp_path: Path
) -> None:
    shelf = Shelf(tmp_path / "shelf")
    for name, changed, heard in (("one", False, True), ("two", False, False), ("three", True, True)):
        if changed:
            author.change("wrong/un_an_trop_tard.py", "Essaie <", "Prends <")
        steps: list[str] = []
        course, directory = load_course(author.course), tmp_path / name
        url = f"sqlite:///{directory}/gradebook.db"
        build_course(course, directory, url)
        prepare_course(course, directory, url, [author.sandbox], steps.append, shelf)
        assert bool(steps) is heard
        assert (
            prepared.read(directory, "guichet")
            .mistakes[0]
            .advice.startswith("Prends" if changed else "Essaie")
        )
    assert [path.stat().st_mode & 0o77 for path in (tmp_path / "shelf").glob("../shelf")] == [0]


def test_where_nothing_can_be_run_the_exercise_is_there_and_unsealed(author: Author) -> None:
    steps = author.build(Refusing())
    assert steps[-1] == "essai/guichet: tests not sealed, no-confinement"
    assert (author.directory / "release/guichet/guichet.ipynb").is_file()
    assert prepared.read(author.directory, "guichet") == Prepared()
    # As soon as it can be, it is.
    assert author.build(author.sandbox) == ["essai/guichet: tests"]
    assert all(seal.sealed for seal in prepared.read(author.directory, "guichet").seals.values())


def test_what_was_known_stays_when_it_cannot_be_found_out_again(author: Author) -> None:
    before = author.prepared()
    author.change("wrong/un_an_trop_tard.py", "Essaie <", "Prends <")
    author.build(Refusing())
    assert prepared.read(author.directory, "guichet") == before


def test_seals_of_old_tests_are_never_put_on_new_ones(author: Author) -> None:
    author.build(author.sandbox)
    author.change("notebook.py", "c'est 3 €.", "on paie 3 €.")
    author.build(None)
    assert prepared.read(author.directory, "guichet") == Prepared()


def test_an_exercise_that_cannot_be_built_keeps_its_seals_with_its_release(author: Author) -> None:
    before = author.prepared()
    author.change("notebook.py", "points=2", "point=2")
    with pytest.raises(BuildError):
        author.build(author.sandbox)
    assert prepared.read(author.directory, "guichet") == before


def test_a_wrong_answer_that_cannot_be_read_costs_no_seal(author: Author) -> None:
    (author.exercise / "wrong" / "autre.py").write_text("# %% no header\n")
    found = author.prepared()
    assert [mistake.name for mistake in found.mistakes] == ["un_an_trop_tard"]
    assert all(seal.sealed for seal in found.seals.values())


WRITES = """def ecrire(prix):
    with open("prix.txt", "w") as fichier:
        fichier.write(str(prix))
"""


def reasons(found: Prepared) -> dict[str, str]:
    return {name: seal.why for name, seal in found.seals.items() if not seal.sealed}


def test_a_test_that_cannot_be_sealed_is_left_open_and_says_why(author: Author) -> None:
    author.add_test("fichier", 'ecrire(3)\nassert open("prix.txt").read() == "3", "Vide."\n', solution=WRITES)
    why = reasons(author.prepared())
    assert set(why) == {"fichier"}
    assert why["fichier"].startswith("gives 0 sealed and 1 unsealed for the solution: FileNotFoundError")


def test_a_test_that_makes_names_for_an_open_one_is_open_too(author: Author) -> None:
    author.add_test(
        "fichier", 'ecrire(essai)\nassert open("prix.txt").read() == "12", "Vide."\n', solution=WRITES
    )
    why = reasons(author.prepared())
    assert set(why) == {"fichier", "bords"}
    assert why["bords"] == 'makes essai, which the unsealed test "fichier" uses'


def test_a_sealed_test_may_use_what_an_open_one_made(author: Author) -> None:
    author.add_test(
        "fichier", 'ecrire(3)\nlu = open("prix.txt").read()\nassert lu == "3", "Vide."\n', solution=WRITES
    )
    author.add_test("encore", 'assert lu + "!" == "3!", "Vide."\n')
    found = author.prepared()
    assert set(reasons(found)) == {"fichier"}


def test_objects_of_hers_are_remembered_by_the_way_that_leads_to_them(author: Author) -> None:
    pile = "class Pile:\n    def __init__(self):\n        self.cartes = []\n"
    author.add_test("pile", 'assert Pile().cartes == [], "Une pile neuve est vide."\n', solution=pile)
    seal = author.prepared().seals["pile"]
    assert seal.sealed
    assert "Pile()" in seal.opaque
    assert "Pile().cartes" not in seal.opaque

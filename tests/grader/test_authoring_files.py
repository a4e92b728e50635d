"""Exercises whose answer is a file beside the notebook: a game, a page, a site."""

from pathlib import Path

import pytest

from grader import notebooks
from grader.authoring.build import build_course
from grader.authoring.check import check_course
from grader.authoring.percent import ScriptError
from grader.authoring.report import Report
from grader.authoring.script import read_exercise
from grader.authoring.trying import try_file
from grader.authoring.wrong import read_wrong
from grader.folders import author_files
from grader.gradebook import CourseBook
from grader.manifest import ManifestError, load_course, load_exercise
from grader.sandbox import Sandbox

TOML = 'title = "Le carré"\nminutes = 10\nsummary = "Un pas"\nkind = "game"\nmain = "jeu.py"\n'
SCRIPT = """# %% [markdown]
# Dessine un carré rouge.

# %% test="carre" points=2 says="On voit un carré rouge"
from grader.play import play

partie = play("jeu.py", frames=5)
assert partie.playing, partie.words
carre = partie.picture().box("red")
assert carre is not None, "Il n'y a rien de rouge."
### BEGIN HIDDEN TESTS
assert (carre.left, carre.width) == (10, 5), "Il n'est pas à sa place."
### END HIDDEN TESTS
"""
HEAD = """import pygame

pygame.init()  # mutation: ok
ecran = pygame.display.set_mode((64, 48))  # mutation: ok
"""
DRAWS = '    pygame.draw.rect(ecran, "red", (10, 20, 5, 6))  # mutation: ok\n'
LOOP = "while True:\n    pass{}\n    pygame.display.flip()\n"
START = HEAD + LOOP.format("  # dessine ici")
SOLUTION = HEAD + "while True:\n" + DRAWS + "    pygame.display.flip()\n"
WRONG = 'tells = "She forgets it."\nfails = ["carre"]\nwords = "rien de rouge"\n'


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """A sound exercise, alone in its course."""
    folder = tmp_path / "essai" / "exercises" / "carre"
    files = {
        "exercise.toml": TOML,
        "notebook.py": SCRIPT,
        "files/jeu.py": START,
        "files/aide/lisez.txt": "Bonjour",
        "solution/jeu.py": SOLUTION,
        "wrong/bleu/wrong.toml": WRONG + 'advice = "Prends red."\n',
        "wrong/bleu/jeu.py": SOLUTION.replace("red", "blue"),
        "wrong/loin/wrong.toml": WRONG.replace("rien de rouge", "à sa place"),
        "wrong/loin/jeu.py": SOLUTION.replace("(10,", "(30,"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "essai" / "course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["carre"]\n'
    )
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_in_solution_is_hers_and_the_rest_is_the_authors(exercise: Path) -> None:
    found = load_exercise(exercise)
    assert (found.kind, found.main) == ("game", "jeu.py")
    assert found.hers == {"jeu.py"}
    assert [path.name for path in found.wrong] == ["bleu", "loin"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('main = "jeu.py"\n', "", "record-wrong-value", 1),
        ('kind = "game"\n', "", "record-wrong-value", 1),
        ('"jeu.py"', '"jeu.html"', "record-wrong-value", 1),
        ('"jeu.py"', '"../jeu.py"', "record-wrong-value", 1),
        ('"jeu.py"', '"autre.py"', "main-missing", 5),
    ],
)
def test_the_main_file_must_be_one(exercise: Path, old: str, new: str, code: str, line: int) -> None:
    change(exercise / "exercise.toml", old, new)
    with pytest.raises(ManifestError) as caught:
        load_exercise(exercise)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_a_web_exercise_may_be_a_page_or_a_program(exercise: Path) -> None:
    change(exercise / "exercise.toml", '"game"', '"web"')
    assert load_exercise(exercise).main == "jeu.py"
    for folder in ("files", "solution"):
        (exercise / folder / "index.html").write_text("<p>Bonjour</p>")
    change(exercise / "exercise.toml", "jeu.py", "index.html")
    assert load_exercise(exercise).hers == {"jeu.py", "index.html"}


def test_learners_get_the_start_and_never_the_solution(exercise: Path, tmp_path: Path) -> None:
    course = load_course(exercise.parents[1])
    db_url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    built = tmp_path / "built"
    build_course(course, built, db_url)
    release = built / "release" / "carre"
    assert author_files(release) == ("aide/lisez.txt", "jeu.py")
    assert (release / "jeu.py").read_text() == START
    about = {"kind": "game", "main": "jeu.py", "title": "Le carré"}
    assert notebooks.read(release / "carre.ipynb").metadata["campus"] == about
    assert "exclude_overwriting = {'carre': ['jeu.py']}" in (built / "nbgrader_config.py").read_text()
    # What is hers is not put back; what is the author's is.
    assert CourseBook(course.id, built, db_url).built(course, "carre").files == ("aide/lisez.txt",)


def test_a_new_title_is_a_new_notebook(exercise: Path, tmp_path: Path) -> None:
    db_url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    build_course(load_course(exercise.parents[1]), tmp_path / "built", db_url)
    change(exercise / "exercise.toml", "Le carré", "Le carré rouge")
    build_course(load_course(exercise.parents[1]), tmp_path / "built", db_url)
    found = notebooks.read(tmp_path / "built/release/carre/carre.ipynb")
    assert found.metadata["campus"]["title"] == "Le carré rouge"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (WRONG.replace("words", "wrods"), "record-unknown-key", 3),
        (WRONG.replace('words = "rien de rouge"\n', ""), "record-missing-key", 1),
        (WRONG.replace('["carre"]', '["rond"]'), "wrong-unknown-name", 2),
        (WRONG.replace('["carre"]', "[]"), "wrong-header", 2),
        (WRONG.replace('"rien de rouge"', '" "'), "record-wrong-value", 1),
        (WRONG + f'advice = "{"é" * 301}"\n', "wrong-advice", 4),
        ("tells = ", "record-syntax", 1),
    ],
)
def test_a_wrong_answer_that_is_not_understood_names_its_line(
    exercise: Path, text: str, code: str, line: int
) -> None:
    folder = exercise / "wrong" / "bleu"
    (folder / "wrong.toml").write_text(text)
    with pytest.raises(ScriptError) as caught:
        read_wrong(folder, read_exercise(load_exercise(exercise)))
    assert (caught.value.code, caught.value.line, caught.value.path.name) == (code, line, "wrong.toml")


def test_a_wrong_answer_without_a_file_is_refused(exercise: Path) -> None:
    (exercise / "wrong/bleu/jeu.py").unlink()
    with pytest.raises(ScriptError, match="no file beside it"):
        read_wrong(exercise / "wrong" / "bleu", read_exercise(load_exercise(exercise)))


def report(exercise: Path, sandbox: Sandbox, *, mutants: bool = False) -> Report:
    (found,) = check_course(load_course(exercise.parents[1]), [sandbox], mutant_seconds=20 if mutants else 0)
    return found


@pytest.mark.slow
def test_an_exercise_of_files_is_proved(exercise: Path, sandbox: Sandbox) -> None:
    found = report(exercise, sandbox, mutants=True)
    assert (found.problems, found.unsealed, found.weak) == ((), (), ())
    assert found.mutation is not None
    assert found.mutation.tried == found.mutation.made > 0


@pytest.mark.slow
def test_a_mistake_in_her_file_that_no_test_notices_is_shown_on_its_line(
    exercise: Path, sandbox: Sandbox
) -> None:
    change(exercise / "solution/jeu.py", "6))  # mutation: ok", "6))")
    weak = {(one.change, one.where) for one in report(exercise, sandbox, mutants=True).weak}
    assert ("20 became 21", "exercises/carre/solution/jeu.py:6") in weak
    assert not any("10 became" in change for change, _ in weak)


@pytest.mark.slow
def test_what_a_file_gets_wrong_is_told_to_its_author(exercise: Path, sandbox: Sandbox) -> None:
    (exercise / "files/corrige.txt").write_text(SOLUTION)
    (exercise / "files/jeu.py").write_text(f"{SOLUTION}# Voilà.\n")
    change(exercise / "wrong/bleu/jeu.py", "blue", "red")
    found = report(exercise, sandbox).problems
    assert {problem.code for problem in found} == {"leak", "start-scores", "mistake-passes"}
    assert 'learners would receive the answer "jeu.py" in file corrige.txt.' in [one.words for one in found]


@pytest.mark.slow
def test_her_file_or_her_folder_is_tried_as_the_campus_would(
    exercise: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    course = load_course(exercise.parents[1])

    def score(path: Path) -> float:
        return try_file(course, course.exercises[0], path, tmp_path / "built", sandbox).judgement.score

    hers = tmp_path / "her" / "jeu.py"
    hers.parent.mkdir()
    hers.write_text(START)
    assert score(hers) == score(hers.parent) == 0
    hers.write_text(SOLUTION)
    assert score(hers) == score(hers.parent) == 2
    tried = try_file(course, course.exercises[0], exercise / "wrong/bleu", tmp_path / "built", sandbox)
    (check,) = tried.judgement.checks
    assert (check.words, check.advice) == ("Il n'y a rien de rouge.", "Prends red.")

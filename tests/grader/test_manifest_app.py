"""What a course says of its own app is read whole, or refused with the line to correct."""

from pathlib import Path

import pytest

from grader.manifest import ManifestError, load_course

COURSE = """title = "Essai"
audience = "tous"
summary = "Un exercice"
path = ["un", "deux"]

[app]
serve = "essai.atelier.hub:serve"
title = "L’atelier"
collects = ["deux"]
"""
EXERCISE = 'title = "Un"\nminutes = 10\nsummary = "Un premier pas"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    course = tmp_path / "essai"
    for slug in ("un", "deux"):
        exercise = course / "exercises" / slug
        exercise.mkdir(parents=True)
        (exercise / "exercise.toml").write_text(EXERCISE)
        (exercise / "notebook.py").write_text("# %%\n")
    package = course / "essai" / "atelier"
    package.mkdir(parents=True)
    (package / "hub.py").write_text("raise RuntimeError('nothing imports it here')\n")
    (course / "course.toml").write_text(COURSE)
    return course


def refusal(folder: Path, line: str, instead: str) -> ManifestError:
    assert line in COURSE
    (folder / "course.toml").write_text(COURSE.replace(line, instead))
    with pytest.raises(ManifestError) as caught:
        load_course(folder)
    return caught.value


def test_a_course_names_its_app_and_what_is_handed_in_there(folder: Path) -> None:
    app = load_course(folder).app
    assert app is not None
    assert app.entries == {"serve": "essai.atelier.hub:serve"}
    assert (app.title, app.collects) == ("L’atelier", ("deux",))


def test_most_courses_have_none(folder: Path) -> None:
    (folder / "course.toml").write_text(COURSE.split("[app]")[0])
    assert load_course(folder).app is None


@pytest.mark.parametrize(
    ("line", "instead", "code", "number"),
    [
        ('title = "L’atelier"', 'titre = "L’atelier"', "record-unknown-key", 8),
        ('title = "L’atelier"\n', "", "record-missing-key", 6),
        ('title = "L’atelier"', 'title = " "', "record-wrong-value", 6),
        ("essai.atelier.hub:serve", "essai.atelier.hub", "record-wrong-value", 6),
        ("essai.atelier.hub:serve", "essai.atelier.absent:serve", "app-module-missing", 7),
        ("essai.atelier.hub:serve", "os.path:join", "app-module-missing", 7),
        ('title = "L’atelier"', 'title = "A"\ndemonstrate = "essai.absent:make"', "app-module-missing", 9),
        ("essai.atelier.hub:serve", "essai:serve", "app-module-missing", 7),
        ("essai.atelier.hub:serve", "..essai:serve", "record-wrong-value", 6),
        ('collects = ["deux"]', 'collects = ["trois"]', "app-unknown-exercise", 9),
        ('collects = ["deux"]', 'collects = ["deux", "deux"]', "app-exercise-twice", 9),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    folder: Path, line: str, instead: str, code: str, number: int
) -> None:
    refused = refusal(folder, line, instead)
    assert (refused.code, refused.line) == (code, number)

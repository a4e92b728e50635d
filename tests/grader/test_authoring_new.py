"""A new exercise works from its first minute, and nothing that is there is touched."""

import tomllib
from pathlib import Path

import pytest

from grader.authoring.check import check_course
from grader.authoring.new import NewError, new_course, new_exercise
from grader.manifest import load_course
from grader.sandbox import Sandbox


def path_of(course: Path) -> list[str]:
    found: list[str] = tomllib.loads((course / "course.toml").read_text())["path"]
    return found


@pytest.mark.slow
def test_a_new_course_and_its_exercises_are_proved_at_once(tmp_path: Path) -> None:
    new_course(tmp_path / "robots")
    new_exercise(tmp_path / "robots", "deuxieme_pas")
    new_exercise(tmp_path / "robots", "mon_jeu", "game")
    new_exercise(tmp_path / "robots", "ma_page", "web")
    with Sandbox() as sandbox:
        reports = tuple(check_course(load_course(tmp_path / "robots"), [sandbox]))
    assert [report.exercise for report in reports] == ["premier_pas", "deuxieme_pas", "mon_jeu", "ma_page"]
    for report in reports:
        assert (report.problems, report.unsealed, report.weak) == ((), (), ())


def test_a_new_course_has_what_every_course_has(tmp_path: Path) -> None:
    made = new_course(tmp_path / "robots")
    course = load_course(tmp_path / "robots")
    assert course.package is not None
    assert course.formats == {"weekend": (("premier_pas",),)}
    assert [exercise.title for exercise in course.exercises] == ["Premier pas"]
    assert all(path.is_file() for path in made)


def test_a_new_game_has_its_files_and_its_title(tmp_path: Path) -> None:
    new_course(tmp_path / "robots", "game")
    (exercise,) = load_course(tmp_path / "robots").exercises
    assert (exercise.kind, exercise.main, exercise.title) == ("game", "jeu.py", "Premier pas")
    assert "# # Premier pas" in exercise.script.read_text()
    assert {path.name for path in exercise.wrong} == {"ne_bouge_pas", "sans_repeindre"}


def test_the_path_is_the_only_thing_that_changes_in_the_course(tmp_path: Path) -> None:
    new_course(tmp_path / "robots")
    manifest = tmp_path / "robots" / "course.toml"
    before = manifest.read_text()
    new_exercise(tmp_path / "robots", "la_suite")
    assert manifest.read_text() == before.replace(
        'path = ["premier_pas"]', 'path = ["premier_pas", "la_suite"]'
    )


@pytest.mark.parametrize(
    "written",
    [
        'path = [\n    "premier_pas",\n]',
        'path = [\n    "premier_pas"\n]',
        'path=["premier_pas",]',
        'path   =   [ "premier_pas" ]  # the way',
    ],
)
def test_a_path_is_understood_however_it_is_written(tmp_path: Path, written: str) -> None:
    new_course(tmp_path / "robots")
    manifest = tmp_path / "robots" / "course.toml"
    manifest.write_text(manifest.read_text().replace('path = ["premier_pas"]', written))
    new_exercise(tmp_path / "robots", "la_suite")
    assert path_of(tmp_path / "robots") == ["premier_pas", "la_suite"]


def test_a_path_that_cannot_be_changed_leaves_everything_as_it_was(tmp_path: Path) -> None:
    new_course(tmp_path / "robots")
    manifest = tmp_path / "robots" / "course.toml"
    manifest.write_text(manifest.read_text().replace('["premier_pas"]', '[ # from [1]\n"premier_pas"]'))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NewError, match='add "la_suite" to path by hand') as caught:
        new_exercise(tmp_path / "robots", "la_suite")
    assert caught.value.code == "path-not-found"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["Robots", "1er", "mon-exercice", "é"])
def test_names_are_those_that_a_manifest_takes(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewError, match="must match") as caught:
        new_course(tmp_path / name)
    assert caught.value.code == "bad-slug"
    new_course(tmp_path / "robots")
    with pytest.raises(NewError, match="must match"):
        new_exercise(tmp_path / "robots", name)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    new_course(tmp_path / "robots")
    script = tmp_path / "robots/exercises/premier_pas/notebook.py"
    script.write_text("mine")
    with pytest.raises(NewError, match="is there already"):
        new_course(tmp_path / "robots")
    with pytest.raises(NewError, match="is there already"):
        new_exercise(tmp_path / "robots", "premier_pas")
    assert script.read_text() == "mine"

"""A course folder is read whole, or refused with the line to correct."""

from pathlib import Path

import pytest

from grader.manifest import Limits, ManifestError, Team, load_course, load_exercise

COURSE = """title = "Essai"
audience = "tous"
summary = "Deux exercices"
path = ["un", "deux"]
[formats]
weekend = [["un"], ["deux"]]
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
    (course / "course.toml").write_text(COURSE)
    return course


def refusal(folder: Path) -> ManifestError:
    with pytest.raises(ManifestError) as caught:
        load_course(folder)
    return caught.value


def test_a_course_gives_its_exercises_in_path_order(folder: Path) -> None:
    (folder / "essai").mkdir()
    course = load_course(folder)
    assert (course.id, course.title, course.formats) == ("essai", "Essai", {"weekend": (("un",), ("deux",))})
    assert [exercise.slug for exercise in course.exercises] == ["un", "deux"]
    assert course.package == folder / "essai"
    assert course.exercise("deux").folder == folder / "exercises" / "deux"
    assert course.exercise("un").kind == "notebook"
    assert course.exercise("un").limits == Limits()
    assert hash(course.exercise("un"))


def test_a_course_may_have_nothing_to_import(folder: Path) -> None:
    assert load_course(folder).package is None


def test_hints_are_read_in_their_order(folder: Path) -> None:
    path = folder / "exercises" / "un" / "exercise.toml"
    path.write_text(EXERCISE + f'hints = ["Relis.", "{"é" * 300}"]\n')
    assert load_exercise(path.parent).hints == ("Relis.", "é" * 300)
    assert load_exercise(folder / "exercises" / "deux").hints == ()


def test_an_exercise_says_whether_teams_may_hand_it_in(folder: Path) -> None:
    path = folder / "exercises" / "un" / "exercise.toml"
    assert load_exercise(path.parent).team is None
    for said, most in (("[team]\n", 6), ("[team]\nmost = 4\n", 4)):
        path.write_text(EXERCISE + said)
        assert load_exercise(path.parent).team == Team(most)


def test_limits_are_read_and_what_is_left_out_is_usual(folder: Path) -> None:
    path = folder / "exercises" / "un" / "exercise.toml"
    path.write_text(EXERCISE + "[limits]\nmemory_mb = 2048\n")
    assert load_exercise(path.parent).limits == Limits(memory_mb=2048)


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (('path = ["un", "deux"]', 'path = ["un", "trois"]'), "exercise-missing", 4),
        (('path = ["un", "deux"]', 'path = ["un"]'), "exercise-not-in-path", 4),
        (('path = ["un", "deux"]', 'path = ["un", "deux", "un"]'), "path-twice", 4),
        (('path = ["un", "deux"]', 'path = [\n  "un",\n  "Deux",\n]'), "bad-slug", 6),
        (('["deux"]]', '["quatre"]]'), "format-unknown-exercise", 6),
        (('["deux"]]', '["un"]]'), "format-exercise-twice", 6),
        (('title = "Essai"', 'tittle = "Essai"'), "record-unknown-key", 1),
    ],
)
def test_a_wrong_course_file_names_its_line(
    folder: Path, change: tuple[str, str], code: str, line: int
) -> None:
    (folder / "course.toml").write_text(COURSE.replace(*change))
    error = refusal(folder)
    assert (error.code, error.line, error.path.name) == (code, line, "course.toml")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (EXERCISE + "[limits]\nwall_second = 3\n", "record-unknown-key", 5),
        (EXERCISE + "[limits]\nmemory_mb = 0\n", "record-wrong-value", 4),
        (EXERCISE + "[limits]\nwall_seconds = 5\n", "record-wrong-value", 4),
        (EXERCISE + 'kind = "danse"\n', "record-wrong-type", 4),
        (EXERCISE + 'slug = "autre"\n', "record-unknown-key", 4),
        (EXERCISE.replace("10", "0"), "record-wrong-value", 1),
        (EXERCISE + 'hints = ["Relis.", " "]\n', "record-wrong-value", 1),
        (EXERCISE + f'hints = ["{"é" * 301}"]\n', "record-wrong-value", 1),
        (EXERCISE + 'hints = "Relis."\n', "record-wrong-type", 4),
        (EXERCISE + "[team]\nmost = 1\n", "record-wrong-value", 4),
        (EXERCISE + "[team]\nmembers = 4\n", "record-unknown-key", 5),
        (EXERCISE + "team = true\n", "record-wrong-type", 4),
    ],
)
def test_a_wrong_exercise_file_names_its_line(folder: Path, text: str, code: str, line: int) -> None:
    (folder / "exercises" / "deux" / "exercise.toml").write_text(text)
    error = refusal(folder)
    assert (error.code, error.line, error.path.parent.name) == (code, line, "deux")


def test_an_exercise_without_notebook_is_refused(folder: Path) -> None:
    (folder / "exercises" / "un" / "notebook.py").unlink()
    assert refusal(folder).code == "script-missing"

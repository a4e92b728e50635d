"""Every exercise of every course is proved: its answer wins, its start does not, mistakes are explained."""

from pathlib import Path

import pytest

from grader.authoring.check import check_exercise
from grader.manifest import load_course

COURSES = sorted(path.parent for path in (Path(__file__).parents[2] / "courses").glob("*/course.toml"))
EXERCISES = [(course, slug.name) for course in COURSES for slug in sorted(course.glob("exercises/*"))]


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_a_course_folder_is_sound(course: Path) -> None:
    found = load_course(course)
    assert found.package is not None
    assert found.formats


@pytest.mark.slow
@pytest.mark.parametrize(("course", "slug"), EXERCISES, ids=[slug for _, slug in EXERCISES])
def test_an_exercise_is_proved(course: Path, slug: str) -> None:
    found = load_course(course)
    report = check_exercise(found, found.exercise(slug))
    assert report.problems == ()

"""Every exercise of every course is proved: its answer wins, its start does not, mistakes are explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from campus.courses import shelf
from grader.authoring.check import check_course
from grader.manifest import load_course
from grader.sandbox import Sandbox

COURSES = sorted(path.parent for path in (Path(__file__).parents[2] / "courses").glob("*/course.toml"))
EXERCISES = [(course, slug.name) for course in COURSES for slug in sorted(course.glob("exercises/*"))]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_a_course_folder_is_sound(course: Path) -> None:
    found = load_course(course)
    assert found.package is not None
    assert found.formats


@pytest.mark.slow
@pytest.mark.parametrize(("course", "slug"), EXERCISES, ids=[slug for _, slug in EXERCISES])
def test_an_exercise_is_proved_sealed_and_notices_mistakes(course: Path, slug: str, sandbox: Sandbox) -> None:
    (report,) = check_course(load_course(course), [sandbox], only=slug, shelf=shelf())
    assert (report.problems, report.unsealed, report.weak) == ((), (), ())

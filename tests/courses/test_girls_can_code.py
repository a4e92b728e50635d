"""The course as those who lead it need it: exercises have hints and a page, and the guide is true."""

import re
import tomllib

import pytest

from campus.settings import REPOSITORY
from grader.manifest import Exercise, load_course

COURSE = load_course(REPOSITORY / "courses" / "girls_can_code")
GUIDE = re.sub(
    "[\u00a0\u202f]", " ", (REPOSITORY / "docs/facilitateurs/girls-can-code.md").read_text("utf-8")
)
HEADINGS = [
    "En deux mots",
    "À dire",
    "Les erreurs fréquentes",
    "Sans ordinateur",
    "Pour celles qui vont vite",
]


def test_the_week_has_all_eighteen_and_the_weekend_the_shorter_way() -> None:
    week = [slug for day in COURSE.formats["semaine"] for slug in day]
    assert sorted(week) == sorted(exercise.slug for exercise in COURSE.exercises)
    assert len(week) == 18
    assert [len(day) for day in COURSE.formats["weekend"]] == [6, 5]


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.slug)
def test_an_exercise_has_what_a_class_needs(exercise: Exercise) -> None:
    assert exercise.summary.startswith("Tu ") or " ton programme " in exercise.summary
    assert len(exercise.hints) == 3
    assert len(exercise.wrong) >= 3
    assert {"CRCN 3.4", "CRCN 3.1"} & set(exercise.skills)
    notes = exercise.notes.read_text("utf-8")
    assert re.findall(r"^## (.+)$", notes, re.MULTILINE) == HEADINGS
    assert 130 < len(notes.split()) < 360


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.slug)
def test_the_facilitators_guide_names_it_with_its_length(exercise: Exercise) -> None:
    hours, minutes = divmod(exercise.minutes, 60)
    length = (f"{hours} h {minutes:02}" if minutes else f"{hours} h") if hours else f"{minutes} min"
    row = next(
        line for line in GUIDE.splitlines() if line.startswith("|") and f"| {exercise.title} |" in line
    )
    assert f"| {length} |" in row


def test_the_guides_days_are_the_courses() -> None:
    titles = {exercise.slug: exercise.title for exercise in COURSE.exercises}
    text = (COURSE.folder / "course.toml").read_text("utf-8")
    for days in tomllib.loads(text)["formats"].values():
        for day in days:
            assert ", ".join(f"*{titles[slug]}*" for slug in day) in GUIDE

"""The five exercises say what the app and the checks say: one rubric, one list of checks, one example."""

import tomllib
from pathlib import Path

import pytest

from busy_ness import example
from busy_ness.deliverables import DELIVERABLES, FILE, Work, written
from busy_ness.review import CHECKS
from busy_ness.rubric import RUBRIC, answers
from busy_ness.showing import Picture, Words, montrer, shown
from grader.manifest import load_course

COURSE = load_course(Path(__file__).parents[4] / "courses" / "busy_ness")
HEADINGS = [
    *("En deux mots", "À dire", "Les erreurs fréquentes", "Sans ordinateur", "Pour celles qui vont vite"),
]
PITCH_POINTS = {
    "probleme": 15,
    "offre": 15,
    "marche": 15,
    "modele": 20,
    "faisabilite": 10,
    "impact": 5,
    "oral": 10,
    "equipe": 5,
    "questions": 5,
}


def headers(exercise: str, key: str) -> dict[str, float]:
    """Points of the cells of one kind, by their names, as the script says them."""
    found = {}
    for line in COURSE.exercise(exercise).script.read_text("utf-8").splitlines():
        if line.startswith("# %%") and f'{key}="' in line:
            name = line.split(f'{key}="')[1].split('"')[0]
            found[name] = float(line.split("points=")[1].split()[0])
    return found


def test_the_app_collects_what_has_a_deliverable_and_the_first_exercise_stays_a_notebook() -> None:
    assert COURSE.app is not None
    assert COURSE.app.collects == tuple(DELIVERABLES)
    assert COURSE.exercises[0].slug == "seuil_rentabilite"
    assert {one.slug for one in COURSE.exercises} == {"seuil_rentabilite", *DELIVERABLES}
    assert all(COURSE.exercise(slug).team for slug in DELIVERABLES)


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_an_exercise_has_a_test_for_each_check_and_a_cell_for_each_line_of_the_rubric(exercise: str) -> None:
    assert list(headers(exercise, "test")) == list(CHECKS[exercise])
    assert headers(exercise, "manual") == {one.cell: float(one.points) for one in RUBRIC[exercise]}


def test_the_jury_s_grid_is_the_one_of_the_workshops_over_a_hundred() -> None:
    assert {one.cell: one.points for one in RUBRIC["pitch"]} == PITCH_POINTS
    assert sum(PITCH_POINTS.values()) == 100


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_the_solution_is_the_example_handed_in(exercise: str) -> None:
    folder = COURSE.exercise(exercise).folder
    assert (folder / "solution" / FILE).read_bytes() == written(Work(exercise, example.dossier()))
    wrong = [tomllib.loads((path / "wrong.toml").read_text("utf-8")) for path in folder.glob("wrong/*")]
    assert len(wrong) >= 3
    assert all(set(one["fails"]) <= set(CHECKS[exercise]) for one in wrong)


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_facilitators_find_the_five_headings(exercise: str) -> None:
    notes = COURSE.exercise(exercise).notes.read_text("utf-8")
    assert [line.removeprefix("## ") for line in notes.splitlines() if line.startswith("#")] == HEADINGS
    assert len(COURSE.exercise(exercise).hints) == 3


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_what_a_person_grades_is_filled_with_the_team_s_words(exercise: str) -> None:
    found = answers(Work(exercise, example.dossier()))
    assert set(found) == {one.cell for one in RUBRIC[exercise]}
    assert all("Inès" in text for text in found.values())


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_the_work_is_shown_in_pictures_and_in_words(exercise: str) -> None:
    parts = shown(exercise, example.dossier())
    pictures = [one for one in parts if isinstance(one, Picture)]
    words = [one for one in parts if isinstance(one, Words)]
    assert pictures
    assert all(one._repr_png_().startswith(b"\x89PNG") for one in pictures)
    assert all(len(one._repr_png_()) < 120_000 for one in pictures)
    assert "Re-Fil" in words[0]._repr_html_()


def test_a_seuil_that_is_not_found_yet_is_not_told() -> None:
    from dataclasses import replace

    dossier = example.dossier()
    wrong = replace(dossier, entries={**dossier.entries, "reponse.seuil": "2323.15"})
    for told, expected in ((dossier, True), (wrong, False)):
        page = "".join(one._repr_html_() for one in shown("previsionnel", told) if isinstance(one, Words))
        assert ("58\u202f078,71" in page) is expected


def test_a_notebook_without_a_deliverable_says_where_it_is_handed_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    montrer("canevas", "")
    assert capsys.readouterr().err == ""

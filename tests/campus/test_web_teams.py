"""Pages say with whom a result was handed in, and show a facilitator what each team did."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from grader.manifest import Team
from grader.results import CheckResult
from grader.teams import TeamSubmission

PAGE = "/room/pixels/step_0"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.fixture
def room(classroom: Classroom) -> Classroom:
    """Its first exercise takes the work of teams."""
    classroom.roster |= {"karim": "Karim"}
    course = classroom.courses["pixels"]
    first, *others = course.exercises
    changed = replace(course, exercises=(replace(first, team=Team()), *others))
    object.__setattr__(course, "exercises", changed.exercises)
    return classroom


def hand_in(
    room: Classroom, learners: Sequence[str], check: CheckResult | None, team: str = "Re-Fil"
) -> TeamSubmission:
    made: TeamSubmission = room.store.teams.add(
        "pixels", "step_0", team, learners, "0" * 64, 10, "samira", None
    )
    if check is not None:
        work = room.store.start_work(made.id)
        room.store.finish_work(work, check.score, check.points, [check.as_dict(raw=True)])
    return made


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def test_a_learner_reads_with_whom_she_handed_in(room: Classroom, passed: CheckResult) -> None:
    team = hand_in(room, ["lea", "ines", "karim"], passed)
    for learner, others in (("lea", "Inès et Karim"), ("ines", "Léa et Karim"), ("karim", "Léa et Inès")):
        room.seat(learner)
        hers = next(one.id for one in team.members if one.learner == learner)
        page = words(room.page(f"/results/{hers}"))
        assert f"Rendu par l’équipe Re-Fil, avec {others}" in page
        assert "2 points sur 2" in page
    room.seat("lea")
    assert room.status(f"/results/{team.members[1].id}") == 403


def test_a_team_of_one_and_of_four_are_said_as_one_says_it(room: Classroom, passed: CheckResult) -> None:
    alone = hand_in(room, ["ines"], passed, "Solo & Cie")
    many = hand_in(room, ["ines", "lea", "karim", "partie"], passed)
    said = words(room.page(f"/results/{alone.first.id}"))
    assert "Rendu par l’équipe Solo & Cie" in said
    assert ", avec" not in said
    assert "avec Léa, Karim et partie" in words(room.page(f"/results/{many.first.id}"))


def test_who_handed_in_alone_reads_of_no_team(room: Classroom, passed: CheckResult) -> None:
    hand_in(room, ["ines", "lea"], passed)
    mine = room.graded(passed)
    assert "équipe Re-Fil" not in room.page(f"/results/{mine}")


def test_a_facilitator_sees_each_team_s_newest_work(
    room: Classroom, passed: CheckResult, waiting: CheckResult
) -> None:
    hand_in(room, ["ines", "lea"], passed)
    newer = hand_in(room, ["ines", "lea"], waiting)
    other = hand_in(room, ["karim"], None, "<Pixel>")
    room.seat("samira", courses=(), teaches=("pixels",))
    page = room.page(PAGE)
    listed = re.search(r'<ul class="team-list">.*?</ul>', page, re.DOTALL)
    assert listed
    rows = [words(row) for row in re.findall(r"<li>.*?</li>", listed[0], re.DOTALL)]
    assert len(rows) == 2
    assert rows[0].startswith("<Pixel> : Karim")
    assert "Rendu, en correction" in rows[0]
    assert rows[1].startswith("Re-Fil : Inès et Léa")
    assert "En attente d'une relecture" in rows[1]
    assert f"/results/{newer.first.id}" in page
    assert f"/results/{other.first.id}" in page
    assert "compte pour toute l’équipe" in page
    told = words(room.page(f"/results/{newer.first.id}"))
    assert "Rendu par l’équipe Re-Fil, avec Léa" in told


def test_a_member_who_left_is_still_named_where_she_was(room: Classroom, passed: CheckResult) -> None:
    old = hand_in(room, ["ines", "karim"], passed)
    hand_in(room, ["ines", "lea"], passed)
    room.seat("karim")
    assert "avec Inès" in words(room.page(f"/results/{old.members[1].id}"))
    room.seat("samira", courses=(), teaches=("pixels",))
    page = words(room.page(PAGE))
    assert "Re-Fil : Inès et Léa" in page
    assert "Re-Fil : Inès et Karim" in page


def test_other_exercises_show_no_teams(room: Classroom) -> None:
    room.seat("samira", courses=(), teaches=("pixels",))
    assert "team-list" not in room.page("/room/pixels/step_1")

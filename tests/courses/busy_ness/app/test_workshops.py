"""Workshops, teams and seats in both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from busy_ness.app.laptop import Laptop, laptop
from busy_ness.app.parts import Parts
from busy_ness.app.seating import ROLES, NotOpen, TeamFull, shared
from busy_ness.app.workshops import CODE_LETTERS, Order, TeamNameTaken, Workshop

ORDER = Order("Seconde 3", 7, "lycee", ("Ambre", "Basalte"), 900, rounds=4, seed="abc")


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Laptop:
    url = ""
    if request.param == "postgresql":
        database: Callable[[str], str] = request.getfixturevalue("database")
        url = database("room")
    return laptop(tmp_path / "data", 8765, "127.0.0.1", url)


@pytest.fixture
def parts(made: Laptop) -> Parts:
    return made.parts


@pytest.fixture
def workshop(parts: Parts) -> Workshop:
    return parts.workshops.create(ORDER, "anne")


def seated(parts: Parts, workshop: Workshop) -> dict[str, list[str]]:
    """First names by team's name."""
    names = {team.id: team.name for team in parts.workshops.teams(workshop.id)}
    return {
        names[team]: [s.display_name for s in seats] for team, seats in parts.seating.of(workshop.id).items()
    }


def teams_of(parts: Parts, workshop: Workshop) -> list[int]:
    return [team.id for team in parts.workshops.teams(workshop.id)]


def test_a_workshop_is_found_as_it_was_ordered(parts: Parts, workshop: Workshop) -> None:
    found = parts.workshops.find(workshop.code)
    assert found == workshop
    assert (found.title, found.sessions, found.audience) == ("Seconde 3", 7, "lycee")
    assert (found.market_size, found.rounds, found.seed, found.session, found.step) == (900, 4, "abc", 1, 0)
    assert (found.paused, found.open_to_join, found.shows_names) == (False, True, False)
    assert [team.name for team in parts.workshops.teams(workshop.id)] == ["Ambre", "Basalte"]


def test_its_code_is_six_clear_signs_typed_in_any_way(parts: Parts, workshop: Workshop) -> None:
    code = workshop.code
    assert len(code) == 6
    assert set(code) <= set(CODE_LETTERS)
    for typed in (code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        assert parts.workshops.find(typed) == workshop
    assert parts.workshops.find("AAAAAA") is None
    assert parts.workshops.find("") is None


def test_a_seed_is_drawn_where_none_is_given(parts: Parts) -> None:
    seeds = {parts.workshops.create(Order("T", 6, "college", ("A",), 850), "anne").seed for _ in range(3)}
    assert len(seeds) == 3


def test_a_change_is_kept_with_its_time_in_utc(parts: Parts, workshop: Workshop) -> None:
    now = parts.now()
    changed = parts.workshops.change(workshop, paused=True, session=3, timer_ends_at=now)
    assert parts.workshops.by_id(workshop.id) == changed
    assert changed.timer_ends_at == now


def test_pupils_choose_a_team_until_four_sit_there(parts: Parts, workshop: Workshop) -> None:
    ambre, basalte = teams_of(parts, workshop)
    for n in range(4):
        assert parts.seating.join(workshop, f"p{n}", f"P{n}", ambre) == ambre
    with pytest.raises(TeamFull):
        parts.seating.join(workshop, "p4", "P4", ambre)
    parts.seating.join(workshop, "p4", "P4", basalte)
    assert seated(parts, workshop) == {"Ambre": ["P0", "P1", "P2", "P3"], "Basalte": ["P4"]}


def test_without_a_choice_they_go_to_the_smallest_team(parts: Parts, workshop: Workshop) -> None:
    joined = [parts.seating.join(workshop, f"p{n}", f"P{n}", None) for n in range(6)]
    ambre, basalte = teams_of(parts, workshop)
    assert joined == [ambre, basalte] * 3


def test_twenty_who_come_at_once_never_make_a_team_of_five(parts: Parts, workshop: Workshop) -> None:
    ambre = teams_of(parts, workshop)[0]

    def join(n: int) -> str:
        try:
            parts.seating.join(workshop, f"p{n}", f"P{n}", ambre)
        except TeamFull:
            return "full"
        return "in"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(join, range(20)))
    assert answers.count("in") == 4
    assert len(parts.workshops.seats(ambre)) == 4


def test_joining_twice_is_joining_once(parts: Parts, workshop: Workshop) -> None:
    ambre, basalte = teams_of(parts, workshop)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: parts.seating.join(workshop, "lea", "Léa", ambre), range(4)))
    assert set(answers) == {ambre}
    assert parts.seating.join(workshop, "lea", "Léa", basalte) == ambre
    assert seated(parts, workshop) == {"Ambre": ["Léa"]}


def test_a_team_of_another_workshop_cannot_be_joined(parts: Parts, workshop: Workshop) -> None:
    other = parts.workshops.create(ORDER, "anne")
    with pytest.raises(LookupError):
        parts.seating.join(workshop, "lea", "Léa", teams_of(parts, other)[0])
    with pytest.raises(LookupError):
        parts.seating.place(workshop, "lea", "Léa", teams_of(parts, other)[0])


def test_nobody_new_comes_where_the_door_is_closed(parts: Parts, workshop: Workshop) -> None:
    closed = parts.workshops.change(workshop, open_to_join=False)
    with pytest.raises(NotOpen):
        parts.seating.join(closed, "lea", "Léa", None)


def test_who_was_taken_out_waits_to_be_placed(parts: Parts, workshop: Workshop) -> None:
    ambre, basalte = teams_of(parts, workshop)
    parts.seating.join(workshop, "lea", "Léa", ambre)
    parts.seating.place(workshop, "lea", "Léa", None)
    assert parts.workshops.seat_of(workshop.id, "lea") is None
    assert parts.seating.unseated(workshop.id) == {"lea": "Léa"}
    with pytest.raises(NotOpen):
        parts.seating.join(workshop, "lea", "Léa", ambre)
    parts.seating.place(workshop, "lea", "Léa", basalte)
    assert seated(parts, workshop) == {"Basalte": ["Léa"]}
    assert parts.seating.unseated(workshop.id) == {}


def test_moving_keeps_one_seat_and_a_new_date(parts: Parts, workshop: Workshop) -> None:
    ambre, basalte = teams_of(parts, workshop)
    parts.seating.join(workshop, "lea", "Léa", ambre)
    first = parts.workshops.seat_of(workshop.id, "lea")
    parts.seating.place(workshop, "lea", "Léa", basalte)
    parts.seating.place(workshop, "lea", "Léa", basalte)
    second = parts.workshops.seat_of(workshop.id, "lea")
    assert first is not None
    assert second is not None
    assert (first[0].id, second[0].id) == (ambre, basalte)
    assert first[1].id != second[1].id
    assert seated(parts, workshop) == {"Basalte": ["Léa"]}


@pytest.mark.parametrize("members", range(1, 6))
def test_every_role_is_somebodys_and_everybody_has_one(members: int) -> None:
    roles = shared(members)
    assert len(roles) == members
    assert all(roles)
    assert {role for some in roles for role in some} == set(ROLES)
    if members <= 4:
        assert sorted(role for some in roles for role in some) == sorted(ROLES)


def test_roles_are_shared_kept_and_rotated(parts: Parts, workshop: Workshop) -> None:
    ambre = teams_of(parts, workshop)[0]
    for n in range(3):
        parts.seating.join(workshop, f"p{n}", f"P{n}", ambre)

    def roles() -> list[tuple[str, ...]]:
        return [seat.roles for seat in parts.workshops.seats(ambre)]

    parts.seating.share_roles(workshop)
    assert roles() == [("dg", "finance"), ("commercial",), ("production",)]
    parts.seating.rotate(workshop)
    assert roles() == [("production",), ("dg", "finance"), ("commercial",)]
    first = parts.workshops.seats(ambre)[0]
    parts.seating.set_roles(workshop, {first.id: ("finance", "dg", "commercial")})
    assert roles()[0] == ("dg", "commercial", "finance")
    with pytest.raises(ValueError, match="chef"):
        parts.seating.set_roles(workshop, {first.id: ("chef",)})


def test_all_four_roles_fit_one_pupil(parts: Parts, workshop: Workshop) -> None:
    ambre = teams_of(parts, workshop)[0]
    parts.seating.join(workshop, "lea", "Léa", ambre)
    parts.seating.share_roles(workshop)
    assert parts.workshops.seats(ambre)[0].roles == ROLES


def test_roles_of_another_workshop_stay_as_they_are(parts: Parts, workshop: Workshop) -> None:
    other = parts.workshops.create(ORDER, "anne")
    parts.seating.join(other, "lea", "Léa", None)
    seat = parts.workshops.seats(teams_of(parts, other)[0])[0]
    parts.seating.set_roles(workshop, {seat.id: ("finance",)})
    assert parts.workshops.seats(seat.team_id)[0].roles == ("dg",)


def test_two_teams_never_have_one_name(parts: Parts, workshop: Workshop) -> None:
    ambre, basalte = parts.workshops.teams(workshop.id)
    with pytest.raises(TeamNameTaken):
        parts.workshops.change_team(workshop, basalte, "Ambre", 1)
    with pytest.raises(TeamNameTaken):
        parts.workshops.add_team(workshop, "Ambre")
    parts.workshops.change_team(workshop, ambre, "Ambre 2", 5)
    assert parts.workshops.teams(workshop.id)[0].colour == 5


def test_there_are_eight_teams_at_most_each_in_a_colour_of_its_own(parts: Parts, workshop: Workshop) -> None:
    for n in range(6):
        parts.workshops.add_team(workshop, f"N{n}")
    assert sorted(team.colour for team in parts.workshops.teams(workshop.id)) == list(range(8))
    with pytest.raises(ValueError, match="8 teams"):
        parts.workshops.add_team(workshop, "Neuf")


def test_workshops_of_a_pupil_are_those_where_she_sits(parts: Parts, workshop: Workshop) -> None:
    other = parts.workshops.create(ORDER, "anne")
    parts.seating.join(workshop, "lea", "Léa", None)
    assert parts.workshops.of_person("lea") == (workshop,)
    assert parts.workshops.all() == (other, workshop)
    assert parts.workshops.count_members([workshop.id, other.id]) == {workshop.id: (2, 1), other.id: (2, 0)}

"""The application on a campus: what the campus gives, and the workshop that a demonstration opens with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from busy_ness.app import hub
from busy_ness.app.application import create_app
from busy_ness.app.mount import DeliveryError, TeamWork
from busy_ness.app.parts import Parts
from busy_ness.app.writing.dossier import dossier_of
from busy_ness.review import CHECKS, remarks

PEOPLE = {name: name.title() for name in ("alice", "aminata", "camille", "chloe", "elif", "fatou", "ines")}


@dataclass(frozen=True)
class Visitor:
    name: str
    display_name: str
    is_facilitator: bool = False


@dataclass
class Desk:
    """Whoever sits there is signed in."""

    person: Visitor | None = None

    def current_person(self) -> Visitor | None:
        return self.person

    def start(self, next_url: str) -> ResponseReturnValue:
        return redirect(f"/hub/login?next={next_url}")

    def add_pages(self, pages: Blueprint) -> None:
        pages.add_url_rule("/logout", view_func=lambda: redirect("/hub/logout"), endpoint="logout")


@dataclass
class Campus:
    """What a campus gives to the app of a course."""

    database_url: str
    sign_in: Desk = field(default_factory=Desk)
    refusal: str = ""
    taken: list[Sequence[str]] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    prefix: str = "/services/busy_ness"
    secret_key: str = "0" * 64
    campus_url: str = "/services/campus/"
    secure_cookies: bool = False

    def roster(self) -> Mapping[str, str]:
        return PEOPLE

    def deliver(
        self,
        exercise: str,
        team: str,
        members: Sequence[str],
        files: Mapping[str, bytes],
        answers: Mapping[str, str],
        key: str,
    ) -> str:
        if self.refusal:
            raise RuntimeError(self.refusal)
        self.taken.append(members)
        return "receipt"


@pytest.fixture
def campus(database: Callable[[str], str]) -> Campus:
    return Campus(database("app"))


def test_a_demonstration_opens_with_three_teams_one_of_which_has_written_re_fil(campus: Campus) -> None:
    hub.demonstrate(campus)
    hub.demonstrate(campus)  # started again: nothing is made twice
    parts = Parts.of(hub.mount(campus))
    (workshop,) = parts.workshops.all()
    teams = parts.workshops.teams(workshop.id)
    seated = [seat.person for team in teams for seat in parts.workshops.seats(team.id)]
    assert (len(teams), sorted(seated)) == (3, sorted(PEOPLE))
    dossier = dossier_of(parts, workshop, teams[0])
    assert dossier.company == "Re-Fil"
    unfinished = {exercise for exercise in CHECKS if any(one.words for one in remarks(exercise, dossier))}
    assert unfinished == {"bilan_decisions"}, "only the market is still to be played"


def test_a_learner_of_the_campus_hands_in_for_her_team_on_postgresql(campus: Campus) -> None:
    hub.demonstrate(campus)
    parts = Parts.of(hub.mount(campus))
    (workshop,) = parts.workshops.all()
    team = parts.workshops.teams(workshop.id)[0]
    app = create_app(parts)
    app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
    there = f"{campus.prefix}/{workshop.code}/equipe/{team.id}/rendre/canevas"
    assert app.test_client().get(there).location.startswith("/hub/login?next=")
    campus.sign_in.person = Visitor("alice", "Alice")
    assert app.test_client().get(f"{campus.prefix}/rendre/canevas").location == there
    assert app.test_client().post(there).status_code == HTTPStatus.SEE_OTHER
    assert campus.taken == [tuple(seat.person for seat in parts.workshops.seats(team.id))]
    page = app.test_client().get(there).text
    assert 'href="/services/campus/path#step-busy_ness-canevas"' in page


def test_what_the_campus_refuses_is_told_in_its_own_words(campus: Campus) -> None:
    campus.refusal = "Ce rendu n’est pas ouvert."
    deliver = hub.mount(campus).deliver
    assert deliver is not None
    with pytest.raises(DeliveryError, match="Ce rendu n’est pas ouvert"):
        deliver(TeamWork("canevas", "Les Fileuses", ("alice",), {}, "key"))

"""People of a hub: known accounts, a table of who may come, facilitators of any cohort."""

from pathlib import Path

import pytest
from flask import Blueprint, redirect, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from busy_ness.app.application import create_app
from busy_ness.app.guesses import FREE
from busy_ness.app.mount import Mount
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import ORDER

ROSTER = {"ada": "Ada L.", "grace": "Grace H.", "katherine": "Katherine J."}
AT = "/services/busy_ness"


class HeaderSignIn:
    """Accounts that another program has checked, as the hub does."""

    def current_person(self) -> Person | None:
        name = request.headers.get("X-Account", "")
        if name.startswith("anim"):
            return Person(name, "Anne", is_facilitator=True)
        return Person(name, {**ROSTER, "eve": "Ève"}[name]) if name else None

    def start(self, next_url: str) -> ResponseReturnValue:
        return redirect(f"/hub/login?next={next_url}")

    def add_pages(self, pages: Blueprint) -> None:
        pages.add_url_rule("/logout", view_func=lambda: redirect("/hub/logout"), endpoint="logout")


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    url = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
    return Parts.of(
        Mount(url, "k" * 64, HeaderSignIn(), AT, roster=lambda: ROSTER, campus_url="/services/campus/")
    )


@pytest.fixture
def client(parts: Parts) -> FlaskClient:
    app = create_app(parts)
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def workshop(parts: Parts) -> Workshop:
    return parts.workshops.create(ORDER, "anim1")


def as_(name: str) -> dict[str, str]:
    return {"X-Account": name}


def test_a_pupil_comes_with_the_code_and_keeps_her_name(
    client: FlaskClient, workshop: Workshop, parts: Parts
) -> None:
    page = client.get(f"{AT}/", headers=as_("ada")).text
    assert "Rejoindre un atelier" in page
    assert 'href="/services/campus/"' in page
    assert f'href="{AT}/logout"' in page
    found = client.post(f"{AT}/rejoindre", data={"code": workshop.code.lower()}, headers=as_("ada"))
    assert found.location == f"{AT}/{workshop.code}/rejoindre"
    team = parts.workshops.teams(workshop.id)[0]
    client.post(found.location, data={"team": str(team.id)}, headers=as_("ada"))
    assert [seat.display_name for seat in parts.workshops.seats(team.id)] == ["Ada L."]
    assert workshop.title in client.get(f"{AT}/", headers=as_("ada")).text


def test_who_is_not_on_the_table_does_not_come_in(client: FlaskClient, workshop: Workshop) -> None:
    answer = client.post(f"{AT}/rejoindre", data={"code": workshop.code}, headers=as_("eve"))
    assert answer.status_code == 403
    assert "pas dans la liste" in answer.text
    answer = client.post(f"{AT}/{workshop.code}/rejoindre", data={"team": "1"}, headers=as_("eve"))
    assert answer.status_code == 403


def test_guesses_of_a_code_have_to_wait(client: FlaskClient, workshop: Workshop) -> None:
    answers = [client.get(f"{AT}/BBBBB{n}/rejoindre", headers=as_("ada")).status_code for n in range(2, 9)]
    assert answers == [404] * FREE + [429] * 2
    assert client.get(f"{AT}/{workshop.code}/rejoindre", headers=as_("grace")).status_code == 200


def test_a_facilitator_places_those_of_the_table(
    client: FlaskClient, workshop: Workshop, parts: Parts
) -> None:
    lead = as_("anim2")  # of another cohort
    page = client.get(f"{AT}/{workshop.code}/animer/equipes", headers=lead).text
    assert all(name in page for name in ROSTER.values())
    assert "Nouveau code" not in page
    team = parts.workshops.teams(workshop.id)[2]
    sent = {"person": "grace", "team": str(team.id)}
    assert client.post(f"{AT}/{workshop.code}/animer/eleves", data=sent, headers=lead).status_code == 303
    assert [seat.person for seat in parts.workshops.seats(team.id)] == ["grace"]
    sent = {"person": "eve", "team": str(team.id)}
    assert client.post(f"{AT}/{workshop.code}/animer/eleves", data=sent, headers=lead).status_code == 400
    sent = {"person": "grace", "team": "999"}
    assert client.post(f"{AT}/{workshop.code}/animer/eleves", data=sent, headers=lead).status_code == 400


def test_nobody_signed_in_goes_to_the_hub_and_comes_back(client: FlaskClient, workshop: Workshop) -> None:
    answer = client.get(f"{AT}/{workshop.code}/seance/1")
    assert answer.location == f"/hub/login?next={AT}/{workshop.code}/seance/1"


def test_the_projector_shows_the_address_that_the_browser_asked_for(
    client: FlaskClient, workshop: Workshop
) -> None:
    page = client.get(
        f"{AT}/{workshop.code}/ecran", headers=as_("anim1"), base_url="https://campus.example"
    ).text
    assert "campus.example/services/busy_ness" in page

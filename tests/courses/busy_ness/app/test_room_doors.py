"""Doors of every route: each is tried by nobody, by pupils of elsewhere, and by a facilitator."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from busy_ness.app.laptop import laptop
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import Atelier

# Pages of the way in; everything else has a door.
OPEN = {"static"} | {
    f"busy.{name}"
    for name in (
        *("enter", "find_workshop", "present", "register", "come_back", "personal_code"),
        *("lead_page", "take_lead", "logout", "icon"),
    )
}
ARGUMENT = re.compile(r"<(int:)?(\w+)>")


@pytest.fixture(params=["", "/services/busy_ness"], ids=["alone", "on a hub"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Atelier:
    prefix: str = request.param
    return Atelier(laptop(tmp_path / "data", 8765, "127.0.0.1", prefix=prefix), prefix)


@pytest.fixture
def workshop(place: Atelier) -> Workshop:
    return place.workshop()


def address(place: Atelier, rule: Rule, code: str, team_id: int) -> str:
    """The rule's path with this workshop and team; any value for the rest, since the door comes first."""
    known = {"code": code, "team_id": str(team_id)}
    return ARGUMENT.sub(lambda found: known.get(found[2], "1" if found[1] else "x"), rule.rule)


def guarded(place: Atelier) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in place.app.url_map.iter_rules()
        if rule.endpoint not in OPEN
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]


def tried(place: Atelier, client: FlaskClient, workshop: Workshop, team: int) -> dict[tuple[str, str], int]:
    team_id = place.parts.workshops.teams(workshop.id)[team].id
    return {
        (rule.rule.removeprefix(place.prefix), method): client.open(
            address(place, rule, workshop.code, team_id), method=method
        ).status_code
        for rule, method in guarded(place)
    }


def test_there_are_routes_to_try(place: Atelier) -> None:
    rules = {rule.endpoint for rule, _ in guarded(place)}
    assert {"busy.lead", "busy.screen", "busy.session", "busy.teams", "busy.canvas", "busy.market"} <= rules
    assert all(rule.rule.startswith(f"{place.prefix}/") for rule, _ in guarded(place))


def test_nobody_gets_in_without_signing_in(place: Atelier, workshop: Workshop) -> None:
    for (rule, method), status in tried(place, place.visitor(), workshop, 0).items():
        assert status == (302 if method == "GET" else 401), (rule, method, status)


def test_a_pupil_of_another_workshop_gets_in_nowhere(place: Atelier, workshop: Workshop) -> None:
    stranger = place.pupil(place.workshop(), "Mallory")
    for rule, method in guarded(place):
        if "<code>" not in rule.rule:
            continue
        url = address(place, rule, workshop.code, place.parts.workshops.teams(workshop.id)[0].id)
        answer = stranger.open(url, method=method, follow_redirects=True)
        assert answer.status_code == 403, (rule.rule, method, answer.status_code)
        assert workshop.title not in answer.text


def test_a_pupil_of_another_team_does_not_get_in(place: Atelier, workshop: Workshop) -> None:
    her = place.pupil(workshop, "Ada", team=0)
    answers = tried(place, her, workshop, team=1)
    asked = {rule: status for rule, status in answers.items() if "<int:team_id>" in rule[0]}
    assert len(asked) > 5
    assert set(asked.values()) == {403}, {rule: status for rule, status in asked.items() if status != 403}


def test_a_pupil_does_not_lead(place: Atelier, workshop: Workshop) -> None:
    her = place.pupil(workshop, "Ada")
    answers = tried(place, her, workshop, team=0)
    asked = {
        rule: s for rule, s in answers.items() if "/animer/" in rule[0] or rule[0] == "/ateliers/nouveau"
    }
    assert len(asked) > 10
    assert set(asked.values()) == {403}, {rule: status for rule, status in asked.items() if status != 403}
    assert place.now(workshop) == workshop


def test_a_pupil_taken_out_of_her_team_no_longer_gets_in(place: Atelier, workshop: Workshop) -> None:
    her = place.pupil(workshop, "Ada")
    team, seat = place.parts.seating.of(workshop.id).popitem()
    place.parts.seating.place(workshop, seat[0].person, "Ada", None)
    for (rule, method), status in tried(place, her, workshop, team=0).items():
        if "<code>" in rule and rule not in ("/<code>/", "/<code>/rejoindre"):
            assert status == 403, (rule, method, status)
    page = her.get(f"{place.prefix}/{workshop.code}/", follow_redirects=True).text
    assert "Elle peut te placer dans une autre" in page
    again = her.post(f"{place.prefix}/{workshop.code}/rejoindre", data={"team": str(team)})
    assert again.status_code == 409


def test_a_facilitator_reads_every_team(place: Atelier, workshop: Workshop) -> None:
    lead = place.facilitator()
    for (rule, method), status in tried(place, lead, workshop, team=1).items():
        if method == "GET":
            assert status in (200, 302, 303, 404), (rule, status)
    for one, method in guarded(place):
        if method == "GET" and "<int:team_id>" in one.rule:
            gone = lead.get(address(place, one, workshop.code, 999))
            assert gone.status_code == 404, one.rule


def test_a_facilitator_of_a_team_of_another_workshop_finds_nothing(
    place: Atelier, workshop: Workshop
) -> None:
    other = place.parts.workshops.teams(place.workshop().id)[0]
    lead = place.facilitator()
    for rule, method in guarded(place):
        if "<int:team_id>" in rule.rule:
            answer = lead.open(address(place, rule, workshop.code, other.id), method=method)
            assert answer.status_code == 404, (rule.rule, method, answer.status_code)


def test_nothing_changes_without_the_csrf_token(place: Atelier, workshop: Workshop) -> None:
    lead = place.facilitator()
    place.app.config["WTF_CSRF_ENABLED"] = True
    changing = [rule for rule in place.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    team_id = place.parts.workshops.teams(workshop.id)[0].id
    for rule in changing:
        answer = lead.post(address(place, rule, workshop.code, team_id), data={"paused": "1", "ended": "1"})
        assert answer.status_code == 400, rule.rule
        assert "La page a expiré" in answer.text
    assert place.now(workshop) == workshop


LINK = re.compile(r'(?:href|src|action|hx-get|hx-post|data-live-url)="([^"]+)"')


def test_every_link_stays_under_the_prefix_and_leads_somewhere(place: Atelier, workshop: Workshop) -> None:
    for client in (place.facilitator(), place.pupil(workshop, "Ada")):
        waiting, seen = [f"{place.prefix}/", f"{place.prefix}/{workshop.code}/"], set[str]()
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            seen.add(url)
            answer = client.get(url, follow_redirects=True)
            assert answer.status_code in (200, 405), url
            if answer.mimetype != "text/html":
                continue
            for link in LINK.findall(answer.text):
                target = urlsplit(link.replace("&amp;", "&"))
                if link.startswith(("#", "data:")):
                    continue
                assert not target.netloc, (url, link)
                assert link.startswith(f"{place.prefix}/"), (url, link)
                if "/sortir" not in link and "/direct" not in link and len(seen) < 150:
                    waiting.append(target.path)
        assert len(seen) > 10


def test_pages_are_not_kept_on_borrowed_laptops(place: Atelier, workshop: Workshop) -> None:
    answer = place.pupil(workshop, "Ada").get(f"{place.prefix}/{workshop.code}/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_no_page_has_a_style_or_a_script_of_its_own(place: Atelier, workshop: Workshop) -> None:
    lead = place.facilitator()
    for path in ("", "ateliers/nouveau", *(f"{workshop.code}/{p}" for p in ("animer/", "ecran", "seance/1"))):
        page = lead.get(f"{place.prefix}/{path}").text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|<style", page), path

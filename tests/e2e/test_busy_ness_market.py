"""A class plays the market through the hub: twelve browsers, a ruin, a killed server, a graded debrief."""

import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from benchmarks.running import Running
from busy_ness.app.demonstration import ORDER
from tests.courses.busy_ness.app.rounds import playing
from tests.courses.busy_ness.app.rounds.school import DECISION, RUIN

SignIn = Callable[..., Page]
COURSE, EXERCISE, CARD = "busy_ness", "bilan_decisions", "Un grand marché de créateurs"
WRITERS, OTHERS, RUINED = ORDER.teams
GRADED_SECONDS = 120
BACK_SECONDS = 60


@pytest.fixture
def lead(campus: Running, sign_in: SignIn) -> Page:
    """The facilitator, on the market's page of the demonstration's workshop."""
    page = sign_in("nadia")
    page.goto(f"{campus.url}/services/{COURSE}/")
    page.get_by_role("link", name=ORDER.title).first.click()
    page.wait_for_url("**/animer/**")
    page.get_by_role("link", name="Marché", exact=True).click()
    expect(page.get_by_role("button", name="Commencer la partie")).to_be_visible()
    return page


def seated(campus: Running, sign_in: SignIn, lead: Page) -> Mapping[str, list[Page]]:
    """Everybody of each team, at the team's desk."""
    code = lead.url.split(f"/{COURSE}/")[1].split("/")[0]
    names = list(campus.campus.roster(COURSE))
    teams: dict[str, list[Page]] = {}
    for number, team in enumerate(ORDER.teams):
        teams[team] = [sign_in(name) for name in names[number :: len(ORDER.teams)]]
        for page in teams[team]:
            page.goto(f"{campus.url}/services/{COURSE}/{code}/")
            team_page = str(page.locator("a[href*='/equipe/']").first.get_attribute("href"))
            page.goto(campus.url + re.sub(r"(/equipe/\d+)/.*", r"\1/marche", team_page))
    return teams


def wait_until_back(campus: Running, killed: list[int]) -> None:
    until = time.monotonic() + BACK_SECONDS
    while set(campus.pids("serve", "app", COURSE)) <= set(killed) or not _answers(campus):
        assert time.monotonic() < until, "the application did not come back"
        time.sleep(0.2)


def _answers(campus: Running) -> bool:
    answer = requests.get(f"{campus.url}/services/{COURSE}/", timeout=10, allow_redirects=False)
    return answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def decide(team: list[Page], decision: Mapping[str, str]) -> None:
    """Each types what is for her role, whoever leads validates."""
    for page in team:
        playing.type_decision(page, decision)
    leader = next(page for page in team if page.get_by_role("button", name="Valider la décision").count())
    playing.validate(leader)


def test_a_class_plays_two_quarters_and_its_debrief_reaches_the_gradebook(
    campus: Running, sign_in: SignIn, lead: Page, pictures: Path
) -> None:
    teams = seated(campus, sign_in, lead)
    members = list(campus.campus.roster(COURSE))[:: len(ORDER.teams)]
    playing.begin(lead)
    playing.open_round(lead, 1, "15")
    decide(teams[WRITERS], DECISION)
    decide(teams[OTHERS], {**DECISION, "price": "17,50"})
    playing.play_card(lead, CARD)
    ruined = teams[RUINED][0]
    expect(ruined.get_by_text("Le quartier accueille un grand marché")).to_be_visible()
    decide(teams[RUINED], RUIN)
    playing.close_round(lead, 1)
    expect(ruined.get_by_role("heading", name="Un conseiller de la banque vous accompagne")).to_be_visible()

    playing.open_round(lead, 2)
    decide(teams[WRITERS], {**DECISION, "production": "450"})
    decide(teams[RUINED], {**RUIN, "advertising": "0"})
    for page in teams[OTHERS]:
        playing.type_decision(page, {**DECISION, "price": "18,40"})
    killed = campus.pids("serve", "app", COURSE)
    campus.kill("serve", "app", COURSE)
    price = teams[OTHERS][0].locator('[data-field="price"] input').first
    wait_until_back(campus, killed)
    for page in teams[OTHERS]:
        page.reload()
    expect(price).to_have_value("18,40")
    expect(teams[WRITERS][0].get_by_text("Validée par")).to_be_visible()
    leader = next(
        page for page in teams[OTHERS] if page.get_by_role("button", name="Valider la décision").count()
    )
    playing.validate(leader)
    lead.reload()
    playing.close_round(lead, 2)
    # Its page was not loaded again: it noticed by itself that the server had gone.
    ended = ruined.get_by_role("heading", name="L’entreprise s’arrête")
    expect(ended).to_be_visible(timeout=1000 * BACK_SECONDS)
    ruined.screenshot(path=pictures / "busy-ness-liquidation.png", full_page=True)
    lead.screenshot(path=pictures / "busy-ness-marche-animer.png", full_page=True)

    writer = teams[WRITERS][0]
    for number, (gap, change) in enumerate(DEBRIEFS, 1):
        writer.goto(writer.url.split("/marche")[0] + f"/marche/bilan/{number}")
        playing.write_debrief(writer, number, gap, change)
    writer.goto(f"{campus.url}/services/{COURSE}/rendre/{EXERCISE}")
    writer.screenshot(path=pictures / "busy-ness-bilan-rendre.png", full_page=True)
    writer.get_by_role("button", name="Rendre").first.click()
    expect(writer.get_by_text("C’est rendu")).to_be_visible()

    until = time.monotonic() + GRADED_SECONDS
    while not all(graded(campus, name) for name in members):
        assert time.monotonic() < until, "not everybody of the team has her grade"
        time.sleep(0.3)
    with campus.campus.books[COURSE].opened() as gradebook:
        scores = {name: gradebook.find_submission(EXERCISE, name).score for name in members}
    assert set(scores.values()) == {10.0}, scores
    others = list(campus.campus.roster(COURSE))[1]
    assert EXERCISE not in campus.campus.progress.latest(COURSE, others)


DEBRIEFS = (
    (
        "On prévoyait 380 ventes, le marché des créateurs en a amené plus que notre stock.",
        "On fabrique 450 sacs au deuxième trimestre, pour ne plus manquer de stock.",
    ),
    (
        "On avait prévu 380 ventes et fabriqué 450 sacs : le prix des autres a baissé.",
        "On passe le prix de 20 à 19 € le trimestre prochain.",
    ),
)


def graded(campus: Running, name: str) -> bool:
    found = campus.campus.progress.latest(COURSE, name).get(EXERCISE)
    return found is not None and found.state == "graded"

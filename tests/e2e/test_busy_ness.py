"""Busy & Ness on a campus: a team enters through the hub, hands in from the app, and reads one result."""

import re
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.running import Running

SignIn = Callable[..., Page]

COURSE, EXERCISE, TITLE = "busy_ness", "canevas", "Le canevas"
TEAM = ("alice", "chloe", "ines", "manon")  # of the demonstration's workshop: those who are seated together
OTHER_TEAM = "aminata"
COMMENT = "Une vraie cliente, et une vraie promesse."
GRADED_SECONDS = 120


def states(campus: Running) -> dict[str, str]:
    """What each learner's result of the deliverable is at."""
    progress = campus.campus.progress
    found = {name: progress.latest(COURSE, name).get(EXERCISE) for name in (*TEAM, OTHER_TEAM)}
    return {name: result.state for name, result in found.items() if result is not None}


def wait_until_graded(campus: Running) -> None:
    until = time.monotonic() + GRADED_SECONDS
    while set(states(campus).values()) != {"graded"}:
        assert time.monotonic() < until, states(campus)
        time.sleep(0.2)


def enter(page: Page) -> None:
    """From *Mon parcours* into the app: the hub says who she is, nothing is typed."""
    page.get_by_role("link", name="L’atelier d’entreprise").first.click()
    page.wait_for_url("**/services/busy_ness/**")


def test_a_learner_enters_the_app_through_the_hub_and_finds_her_team(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("alice")
    page.screenshot(path=pictures / "busy-ness-mon-parcours.png", full_page=True)
    enter(page)
    page.get_by_role("link", name=re.compile("Atelier d’essai")).first.click()
    expect(page.get_by_role("heading", name="Les Fileuses")).to_be_visible()
    page.screenshot(path=pictures / "busy-ness-equipe.png", full_page=True)


def test_a_deliverable_is_handed_in_once_and_every_member_reads_the_same_result(
    campus: Running, sign_in: SignIn, pictures: Path
) -> None:
    page = sign_in("alice")
    card = page.locator("article.step", has_text=TITLE)
    expect(card.get_by_role("button", name="Rendre")).to_have_count(0)
    card.get_by_role("link", name="Ouvrir avec mon équipe").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="Tout y est")).to_be_visible()
    page.screenshot(path=pictures / "busy-ness-rendre.png", full_page=True)
    page.get_by_role("button", name="Rendre pour l’équipe").click()
    expect(page.get_by_text("C’est rendu, pour Alice")).to_be_visible(timeout=30_000)

    wait_until_graded(campus)
    assert set(states(campus)) == set(TEAM), "whoever is of another team has handed in nothing"
    results = [campus.campus.progress.latest(COURSE, name)[EXERCISE] for name in TEAM]
    assert len({(one.score, one.max_score, one.checks) for one in results}) == 1
    assert results[0].score == 12.0
    assert all(check.status in ("passed", "waiting") for check in results[0].checks)

    other = sign_in("manon")
    step = other.locator("article.step", has_text=TITLE)
    expect(step).to_contain_text("En attente d'une relecture")
    step.get_by_role("link", name="Mon résultat").click()
    expect(other.locator(".check.is-passed")).to_have_count(6)
    expect(other.locator(".check.is-waiting")).to_have_count(2)
    other.screenshot(path=pictures / "busy-ness-resultat.png", full_page=True)


def test_a_facilitator_grades_the_rubric_once_and_it_counts_for_all(
    campus: Running, sign_in: SignIn, pictures: Path
) -> None:
    room = sign_in("nadia")
    board = room.locator(".board", has_text="Busy & Ness")
    with room.context.expect_page() as opened:
        board.get_by_role("link", name="L’atelier d’entreprise").click()
    app = opened.value
    expect(app.get_by_text("Atelier d’essai").first).to_be_visible()

    with campus.campus.books[COURSE].opened() as gradebook:
        one = gradebook.find_submission_notebook(EXERCISE, EXERCISE, TEAM[0]).id
    grader = room.context.new_page()
    grader.goto(f"{campus.url}/services/formgrader-{COURSE}/formgrader/submissions/{one}/")
    expect(grader.locator("input.score#client")).to_be_visible()
    grader.wait_for_load_state("networkidle")
    assert "lycéennes" in grader.locator("body").inner_text()
    grader.screenshot(path=pictures / "busy-ness-formgrader.png", full_page=True)
    for cell, points in (("client", "4"), ("realisme", "3")):
        score = grader.locator(f"input.score#{cell}")
        with grader.expect_response(
            lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
        ):
            score.fill(points)
            score.press("Tab")
    comment = grader.locator("textarea#client-comment")
    with grader.expect_response(
        lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"
    ):
        comment.fill(COMMENT)
        comment.press("Tab")

    for name in TEAM[1:3]:
        page = sign_in(name)
        step = page.locator("article.step", has_text=TITLE)
        expect(step).to_contain_text("19 points sur 20")
        step.get_by_role("link", name="Mon résultat").click()
        expect(page.locator("#result")).to_contain_text(COMMENT)


def test_who_is_not_of_the_team_reaches_none_of_its_pages(campus: Running, sign_in: SignIn) -> None:
    page = sign_in("alice")
    page.goto(f"{campus.url}/services/busy_ness/rendre/{EXERCISE}")
    theirs = page.url
    assert "/equipe/" in theirs
    stranger = sign_in(OTHER_TEAM)
    enter(stranger)
    answer = stranger.goto(theirs)
    assert answer is not None
    assert answer.status == HTTPStatus.FORBIDDEN

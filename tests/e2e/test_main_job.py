"""The main job: a learner signs in, opens an exercise, hands it in and reads her result; a facilitator sees it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.running import Running

SignIn = Callable[..., Page]

RIGHT = """def tarif(age):
    if age < 4:
        return 0
    if age < 12:
        return 3
    if age < 18:
        return 5
    return 9"""
WRONG = RIGHT.replace("age < 12", "age <= 12")
TICKET = """def ticket(prenom, age):
    return f"{prenom} : {tarif(age)} €\""""
FAMILY = """def famille(age1, age2, age3):
    return min(20, tarif(age1) + tarif(age2) + tarif(age3))"""
WORDS = "C'est aux bords que le prix change, donc c'est là qu'on se trompe."
COMMENT = "Très bien expliqué, bravo !"


def open_exercise(page: Page, title: str) -> None:
    """From *Mon parcours* to the notebook, ready to type in."""
    page.locator("article.step", has_text=title).get_by_role("link", name="Ouvrir").click()
    page.wait_for_url(re.compile(r"/notebooks/"))
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(page.get_by_role("button", name="Rendre", exact=True)).to_be_enabled()


def write(page: Page, beginning: str, text: str) -> None:
    """Replaces the text of the code cell that begins so."""
    cell = page.locator(".jp-CodeCell", has_text=beginning).first
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Rendre", exact=True).click()


@pytest.fixture(scope="module")
def handed_in() -> dict[str, str]:
    return {}


def test_a_learner_signs_in_answers_right_and_sees_full_marks(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("alice")
    expect(page.get_by_role("heading", name="Mon parcours")).to_be_visible()
    page.screenshot(path=pictures / "mon-parcours.png", full_page=True)
    open_exercise(page, "Le guichet malin")
    write(page, "def tarif(age)", RIGHT)
    write(page, "def ticket(prenom, age)", TICKET)
    write(page, "def famille(age1", FAMILY)
    hand_in(page)
    panel = page.locator(".campus-result")
    expect(panel).to_contain_text("8", timeout=30_000)
    expect(panel).to_contain_text("Le prix change au bon anniversaire")
    page.screenshot(path=pictures / "resultat-notebook.png")
    page.goto(page.url.split("/user/")[0] + "/services/campus/")
    page.locator("article.step", has_text="Le guichet malin").get_by_role("link", name="Mon résultat").click()
    expect(page.locator("#result .score")).to_contain_text("8")
    assert page.locator(".check.is-to_improve").count() == 0
    page.screenshot(path=pictures / "resultat.png", full_page=True)


def test_another_learner_answers_wrong_and_reads_what_to_try(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("aminata")
    open_exercise(page, "Le guichet malin")
    write(page, "def tarif(age)", WRONG)
    write(page, "def ticket(prenom, age)", TICKET)
    write(page, "def famille(age1", FAMILY)
    hand_in(page)
    panel = page.locator(".campus-result")
    expect(panel).to_contain_text("12 ans pile", timeout=30_000)
    expect(panel).not_to_contain_text("Traceback")
    expect(panel).not_to_contain_text("HIDDEN")
    page.screenshot(path=pictures / "a-ameliorer-notebook.png")


def test_the_facilitator_sees_both_grades_by_hand_and_the_learner_reads_it(
    campus: Running, sign_in: SignIn, pictures: Path
) -> None:
    room = sign_in("nadia")
    board = room.locator(".board", has_text="Girls Can Code")
    expect(board.get_by_role("row", name=re.compile("Alice"))).to_contain_text("8/10")
    expect(board.get_by_role("row", name=re.compile("Aminata"))).to_contain_text("6/10")
    room.screenshot(path=pictures / "ma-salle.png", full_page=True)

    with room.context.expect_page() as opened:
        board.get_by_role("link", name="Relire et noter").click()
    grader = opened.value
    grader.goto(f"{campus.url}/services/formgrader-girls_can_code/formgrader/gradebook/guichet_malin/guichet_malin")
    grader.get_by_role("link", name="Submission #1").click()
    grader.wait_for_selector("input.score")
    grader.screenshot(path=pictures / "formgrader.png")
    box = grader.locator("input.score").last
    manual = [one for one in grader.locator("input.score").all() if one.get_attribute("placeholder") in {"", "0.0", None}]
    del box
    assert manual

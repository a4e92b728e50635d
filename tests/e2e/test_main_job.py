"""The main job: a learner signs in, opens, hands in and reads her result; a facilitator sees it."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.running import Running

SignIn = Callable[..., Page]

TITLE, COURSE, EXERCISE = "Le guichet malin", "girls_can_code", "guichet_malin"
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
AUTHORS_WORDS = "À 12 ans pile, le prix attendu est 5\u202f€, mais ton guichet donne 3."
ADVICE = "ne disent pas la même chose."
NEVER = ("Traceback", "HIDDEN", "assert ")
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


def write_text(page: Page, beginning: str, text: str) -> None:
    """Replaces the text of the text cell that begins so."""
    cell = page.locator(".jp-MarkdownCell", has_text=beginning).first
    cell.scroll_into_view_if_needed()
    cell.dblclick()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Rendre", exact=True).click()


def test_a_learner_signs_in_answers_right_and_sees_full_marks(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("alice")
    expect(page.get_by_role("heading", name="Mon parcours")).to_be_visible()
    open_exercise(page, TITLE)
    write(page, "def tarif(age)", RIGHT)
    write(page, "def ticket(prenom, age)", TICKET)
    write_text(page, "Écris ta réponse ici", WORDS)
    write(page, "def famille(age1", FAMILY)
    hand_in(page)
    panel = page.locator(".campus-Sheet")
    expect(panel).to_contain_text("Le prix change au bon anniversaire", timeout=30_000)
    expect(panel).to_contain_text("8")
    page.screenshot(path=pictures / "resultat-notebook.png")

    # The same result by itself on her page; everything that a machine can check is right.
    page.goto(page.url.split("/user/")[0] + "/services/campus/")
    page.locator("article.step", has_text=TITLE).get_by_role("link", name="Mon résultat").click()
    expect(page.locator("#result .score")).to_contain_text("8 points sur 10")
    expect(page.locator(".check.is-passed")).to_have_count(7)
    expect(page.locator(".check.is-to_improve")).to_have_count(0)
    expect(page.locator(".check.is-waiting")).to_have_count(1)
    page.screenshot(path=pictures / "resultat.png", full_page=True)


def test_another_learner_answers_wrong_and_reads_what_to_try(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("aminata")
    open_exercise(page, TITLE)
    write(page, "def tarif(age)", WRONG)
    write(page, "def ticket(prenom, age)", TICKET)
    write(page, "def famille(age1", FAMILY)
    hand_in(page)
    panel = page.locator(".campus-Sheet")
    expect(panel).to_contain_text(AUTHORS_WORDS, timeout=30_000)
    expect(panel).to_contain_text(ADVICE)
    for never in NEVER:
        expect(panel).not_to_contain_text(never)
    page.screenshot(path=pictures / "a-ameliorer-notebook.png")

    # The same words on her page, the advice on the test that she fails and nowhere else.
    page.goto(page.url.split("/user/")[0] + "/services/campus/")
    page.locator("article.step", has_text=TITLE).get_by_role("link", name="Mon résultat").click()
    check = page.locator(".check.is-to_improve", has_text="Le prix change au bon anniversaire")
    expect(check).to_contain_text(AUTHORS_WORDS)
    expect(check.get_by_text("Une piste")).to_be_visible()
    expect(page.get_by_text(ADVICE)).to_have_count(1)
    expect(page.get_by_role("button", name="Un indice")).to_be_visible()
    for never in NEVER:
        assert never not in page.content()


def test_she_hands_in_from_her_page_too(sign_in: SignIn) -> None:
    page = sign_in("aminata")
    step = page.locator("article.step", has_text=TITLE)
    before = step.get_by_role("link", name="Mon résultat").get_attribute("href")
    step.get_by_role("button", name="Rendre à nouveau").click()
    expect(step.get_by_role("link", name="Mon résultat")).not_to_have_attribute("href", before or "")
    expect(step).to_contain_text("À améliorer", timeout=30_000)


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
    expect(grader.get_by_role("link", name="Manual Grading")).to_be_visible()
    # nbgrader lists submissions without names: hers is the one that the gradebook says.
    with campus.campus.books[COURSE].opened() as gradebook:
        hers = gradebook.find_submission_notebook(EXERCISE, EXERCISE, "alice").id
    grader.goto(f"{campus.url}/services/formgrader-{COURSE}/formgrader/submissions/{hers}/")
    score = grader.locator("input.score#pourquoi-les-bords")
    expect(score).to_be_visible()
    grader.wait_for_load_state("networkidle")  # its scores and comments come after the page
    assert WORDS in grader.locator("body").inner_text()
    with grader.expect_response(
        lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
    ):
        score.fill("2")
        score.press("Tab")
    comment = grader.locator("textarea#pourquoi-les-bords-comment")
    with grader.expect_response(
        lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"
    ):
        comment.fill(COMMENT)
        comment.press("Tab")
    grader.screenshot(path=pictures / "formgrader.png")

    alice = sign_in("alice")
    step = alice.locator("article.step", has_text=TITLE)
    expect(step).to_contain_text("10 points sur 10")
    expect(step).to_contain_text("Réussi")
    step.get_by_role("link", name="Mon résultat").click()
    expect(alice.locator("#result")).to_contain_text(COMMENT)
    expect(alice.locator(".check.is-passed")).to_have_count(8)


def test_the_facilitator_exports_what_she_sees(campus: Running, sign_in: SignIn) -> None:
    room = sign_in("nadia")
    with room.expect_download() as downloaded:
        room.locator(".board", has_text="Girls Can Code").get_by_role("link", name="Tableau en CSV").click()
    course = next(one for one in campus.campus.courses if one.id == COURSE)
    lines = Path(downloaded.value.path()).read_text("utf-8-sig").splitlines()
    learners = campus.campus.accounts.of_course(COURSE)
    assert len(lines) == 1 + len(learners) * len(course.exercises)
    assert any(line.startswith("alice;Alice;Le guichet malin;Réussi;10;10;") for line in lines)


def test_a_learner_reaches_neither_the_facilitator_s_page_nor_the_formgrader(
    campus: Running, sign_in: SignIn
) -> None:
    page = sign_in("elif")
    for path in ("/services/campus/room", "/services/formgrader-girls_can_code/formgrader", "/hub/admin"):
        answer = page.goto(campus.url + path)
        assert answer is not None
        assert answer.status in (403, 404), path
    nadia = sign_in("nadia")
    answer = nadia.goto(campus.url + "/hub/admin")
    assert answer is not None
    assert answer.status == 403, "a facilitator is not a hub admin"

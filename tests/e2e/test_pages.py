"""Every page that a person sees: accessible, readable on a phone and at 200 %, usable from the keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.programs import NODE_MODULES

SignIn = Callable[..., Page]
Visit = Callable[..., Page]

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
SIZES = {"bureau": (1280, 720), "zoom-200": (640, 360), "telephone": (390, 844)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def result_path(campus: Running) -> str:
    """The page of a result that has passed, failed and waiting checks."""
    fatou = Visitor(campus.url, "fatou", campus.words("fatou"))
    assert fatou.sign_in().ok
    fatou.start_server()
    notebook = fatou.open(COURSE, EXERCISE)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name == "tarif":
            cell.source = (
                "def tarif(age):\n    return 0 if age <= 4 else 3 if age <= 12 else 5 if age < 18 else 9"
            )
        if name == "pourquoi-les-bords":
            cell.source = "Parce que c'est aux bords qu'on se trompe."
    fatou.save(COURSE, EXERCISE, notebook)
    made = fatou.hand_in(COURSE, EXERCISE)
    assert fatou.wait_for_result(made)["state"] == "graded"
    return f"/services/campus/results/{made}"


def check(page: Page, pictures: Path, name: str) -> None:
    """axe-core finds nothing, nothing overflows sideways, at every size; a picture of each is kept."""
    axe = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=pictures / f"{name}-{size}.png", full_page=True)
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        told = [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found["violations"]]
        assert told == [], f"{name} at {size}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name} overflows sideways at {size} by {wide} px"


def test_the_sign_in_page(visit: Visit, pictures: Path) -> None:
    page = visit("/")
    expect(page.get_by_label("Ton pseudo")).to_be_focused()
    assert page.locator("html").get_attribute("lang") == "fr"
    check(page, pictures, "connexion")


def test_wrong_words_are_refused_kindly(visit: Visit, pictures: Path) -> None:
    page = visit("/")
    page.get_by_label("Ton pseudo").fill("alice")
    page.get_by_label("Tes trois mots").fill("lune velo tigre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Ton pseudo")).to_have_value("alice")
    check(page, pictures, "connexion-refusee")


def test_my_path(sign_in: SignIn, pictures: Path, result_path: str) -> None:
    page = sign_in("fatou")
    expect(page.locator("article.step", has_text="Le guichet malin")).to_contain_text("À améliorer")
    check(page, pictures, "mon-parcours")


def test_a_result(campus: Running, sign_in: SignIn, pictures: Path, result_path: str) -> None:
    page = sign_in("fatou")
    page.goto(campus.url + result_path)
    expect(page.get_by_role("heading", name="À essayer")).to_be_visible()
    expect(page.get_by_text("12 ans pile").or_(page.get_by_text("11 ans pile")).first).to_be_visible()
    assert "Traceback" not in page.content()
    check(page, pictures, "resultat")


def test_a_hint_is_opened_without_a_mouse_and_the_focus_goes_to_it(
    campus: Running, sign_in: SignIn, pictures: Path, result_path: str
) -> None:
    page = sign_in("fatou")
    card = page.locator("article.step", has_text="Le guichet malin")
    card.get_by_role("button", name="Un indice").focus()
    page.keyboard.press("Enter")
    first = card.get_by_text("Indice 1 sur 3").locator("..")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Un autre indice")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.get_by_text("Indice 2 sur 3").locator("..")).to_be_focused()
    expect(first).to_be_visible()
    expect(page.get_by_text("Indice 3 sur 3")).to_have_count(0)
    check(page, pictures, "mon-parcours-indices")
    page.goto(campus.url + result_path)
    expect(page.get_by_text("Indice 2 sur 3")).to_be_visible()
    check(page, pictures, "resultat-indices")


def test_a_result_is_hers_alone(campus: Running, sign_in: SignIn, result_path: str) -> None:
    page = sign_in("jade")
    answer = page.goto(campus.url + result_path)
    assert answer is not None
    assert answer.status in (403, 404)
    check(page, Path(campus.campus.settings.run_dir), "refus")


def test_the_room_and_a_learner_s_result_in_it(
    campus: Running, sign_in: SignIn, pictures: Path, result_path: str
) -> None:
    page = sign_in("nadia")
    check(page, pictures, "ma-salle")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(campus.url + result_path)
    expect(page.get_by_text("Le détail technique").first).to_be_visible()
    check(page, pictures, "resultat-vu-par-la-facilitatrice")


def test_the_room_of_an_exercise(campus: Running, sign_in: SignIn, pictures: Path, result_path: str) -> None:
    page = sign_in("nadia")
    page.locator(".board", has_text="Girls Can Code").get_by_role("link", name="Le guichet malin").click()
    assert page.url == f"{campus.url}/services/campus/room/{COURSE}/{EXERCISE}"
    expect(page.get_by_role("heading", level=1)).to_have_text("Le guichet malin")
    check(page, pictures, "salle-exercice")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("summary", has_text="Recorriger tous les travaux").press("Enter")
    expect(page.get_by_text("On y va ?")).to_be_visible()
    check(page, pictures, "salle-exercice-demande")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Oui, recorriger").press("Enter")
    over = page.get_by_text("La dernière correction de tous les travaux est terminée.")
    expect(over).to_be_visible(timeout=30_000)
    check(page, pictures, "salle-exercice-finie")


def test_the_hub_s_own_pages(campus: Running, sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("lina")
    for path, name in (("/hub/home", "accueil"), ("/hub/nulle-part", "page-absente")):
        page.goto(campus.url + path)
        check(page, pictures, name)
        page.set_viewport_size({"width": 1280, "height": 720})


def test_no_page_asks_any_other_host_for_anything(
    campus: Running, sign_in: SignIn, strangers: list[str], result_path: str
) -> None:
    home = "/user/fatou"
    learner = ["/services/campus/path", result_path, "/hub/home", "/hub/token", f"{home}/tree", f"{home}/lab"]
    learner += [f"{home}/notebooks/{COURSE}/{EXERCISE}/{EXERCISE}.ipynb", f"{home}/terminals/1"]
    grader = f"/services/formgrader-{COURSE}/formgrader"
    facilitator = [
        "/services/campus/room",
        result_path,
        f"{grader}/manage_assignments",
        f"{grader}/gradebook",
    ]
    facilitator += [f"{grader}/gradebook/{EXERCISE}/{EXERCISE}", f"{grader}/manage_students"]
    with campus.campus.books[COURSE].opened() as gradebook:
        hers = gradebook.find_submission_notebook(EXERCISE, EXERCISE, "fatou").id
    facilitator.append(f"{grader}/submissions/{hers}/")
    for name, paths in (("fatou", learner), ("nadia", facilitator)):
        page = sign_in(name)
        for path in paths:
            page.goto(campus.url + path)
            page.wait_for_timeout(1500)  # what a page asks for, it asks for at once
    assert strangers == []


def test_an_exercise_is_opened_and_handed_in_without_a_mouse(sign_in: SignIn) -> None:
    page = sign_in("manon")
    link = page.locator("article.step", has_text="Le guichet malin").get_by_role("link", name="Ouvrir")
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/notebooks/**")
    expect(page.get_by_role("button", name="Rendre", exact=True)).to_be_enabled(timeout=30_000)
    page.locator(".jp-Notebook").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Alt+r")
    sheet = page.locator(".campus-Sheet")
    expect(sheet).to_contain_text("sur 10 points", timeout=30_000)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()

"""« Rendre », in a real Chromium, in Notebook 7 and in JupyterLab, against a real exchange."""

import io
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from grader import exhibits
from tests.grader.films import film

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[3] / "platform/node_modules/axe-core/axe.min.js"
PICTURES = Path(__file__).parents[3] / "test-results" / "shown"
OPEN = "campus/open/girls_can_code/guichet-malin"


@pytest.fixture
def page(chromium: Browser, server: Any) -> Iterator[Page]:
    """Her browser, signed in to her server; another host asked for anything fails the test."""
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 720})
    opened = context.new_page()
    asked: set[str] = set()
    opened.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    opened.goto(f"{server.url}{OPEN}?token=of-this-server")
    yield opened
    context.close()
    assert asked - {""} == {urlsplit(server.url).netloc}


def button(page: Page) -> Any:
    return page.get_by_role("button", name="Rendre", exact=True)


def panel(page: Page) -> Any:
    return page.get_by_role("region", name="Ton résultat")


def handed_in(exchange: Any, count: int = 1) -> list[str]:
    """Ids of what arrived, once there are that many."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        found = exchange.store.submissions(courses=["girls_can_code"])
        if len(found) >= count:
            return [one.id for one in found]
        time.sleep(0.05)
    raise AssertionError("nothing was handed in")


def test_her_result_appears_by_itself(page: Page, exchange: Any, check: Callable[..., Any]) -> None:
    button(page).click()
    expect(page.get_by_role("status").filter(has_text="C’est rendu")).to_be_attached()
    (submission,) = handed_in(exchange)
    words = "Essaie `tarif(12)`\u00a0: <b>que devrait-il rendre</b>"
    more = {"detail": "Ton programme donne `3`.", "advice": "Relis la question."}
    exchange.grade(
        submission,
        [
            check("enfants", "Un enfant paie 3 €", 2, 2),
            check("bords", "À 12 ans pile", 0, 1, words=words, **more),
            check("regle", "Expliquer sa règle", None, 2),
        ],
    )
    expect(panel(page)).to_contain_text("2 sur 5 points", timeout=10_000)
    items = panel(page).get_by_role("listitem")
    # What is left to try first, then what waits for a person, then what works.
    expect(items.nth(0)).to_contain_text(words.replace("`", ""))  # the tags are shown, not obeyed
    expect(items.nth(0).locator("code")).to_have_text(["tarif(12)", "3"])
    expect(items.nth(0)).to_contain_text("Une piste\u00a0: Relis la question.")
    expect(items.nth(1)).to_contain_text("En attente")
    expect(items.nth(1)).not_to_contain_text("À essayer")
    expect(items.nth(2)).to_contain_text("Réussi")
    expect(panel(page).get_by_role("link", name="Mon parcours")).to_have_attribute(
        "href", "/services/campus/"
    )


def test_her_result_shows_her_game_still_until_she_asks(
    page: Page, exchange: Any, check: Callable[..., Any]
) -> None:
    button(page).click()
    (submission,) = handed_in(exchange)
    exchange.blobs.put(io.BytesIO(film()))
    told = "Un film de ton jeu, de 0,0 s à 1,2 s. À 0,3 s, la touche flèche droite."
    shown = {"sha256": exhibits.name(film()), "alt": told, "width": 320, "height": 284, "seconds": 1.2}
    exchange.grade(submission, [check("bouge", "Il avance", 0, 1, words="Il devrait avancer.", shown=shown)])
    picture = panel(page).get_by_role("img", name=told)
    expect(picture).to_be_visible(timeout=10_000)
    expect(picture).to_have_js_property("naturalWidth", 320)
    expect(picture).not_to_have_attribute("src", re.compile("film="))
    watch = panel(page).get_by_role("button", name="Voir le film")
    watch.focus()
    for time_ in ("1", "2"):
        page.keyboard.press("Enter")
        expect(picture).to_have_attribute("src", re.compile(rf"/shown/bouge\?film={time_}$"))
        expect(panel(page).get_by_role("button", name="Revoir le film")).to_be_focused()
    panel(page).get_by_text("Ce que montre le film").click()
    expect(panel(page).locator("details p")).to_have_text(told)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in {
        "bureau": (1280, 720),
        "zoom-200": (640, 360),
        "telephone": (390, 844),
    }.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURES / f"carnet-{size}.png")
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document.querySelector('.campus-Sheet'))")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_what_she_just_typed_is_what_is_handed_in(page: Page, server: Any, exchange: Any) -> None:
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# ma règle à moi\n")
    page.keyboard.press("Control+Alt+r")  # the shortcut, from inside her code
    handed_in(exchange)
    assert "# ma règle à moi" in server.notebook.read_text("utf-8")


def test_the_exercise_s_other_notebook_is_saved_and_handed_in_too(
    page: Page, server: Any, exchange: Any
) -> None:
    other = server.folder / "suite.ipynb"
    other.write_text(server.notebook.read_text("utf-8"), "utf-8")
    address = f"{server.url}lab/tree/girls_can_code/guichet-malin"
    page.goto(f"{address}/suite.ipynb")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# ma suite à moi\n")
    page.locator('.jp-DirListing-item[title^="Nom"]', has_text="guichet-malin.ipynb").dblclick()
    shown = button(page).locator("visible=true")
    expect(shown).to_be_enabled()
    assert "# ma suite à moi" not in other.read_text("utf-8")
    shown.click()
    handed_in(exchange)
    assert "# ma suite à moi" in other.read_text("utf-8")


def test_a_notebook_in_another_tab_is_saved_too(page: Page, server: Any, exchange: Any) -> None:
    other = server.folder / "suite.ipynb"
    other.write_text(server.notebook.read_text("utf-8"), "utf-8")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# dans l'autre onglet\n")
    tab = page.context.new_page()
    tab.goto(f"{server.url}notebooks/girls_can_code/guichet-malin/suite.ipynb")
    expect(button(tab)).to_be_visible(timeout=15_000)
    assert "# dans l'autre onglet" not in server.notebook.read_text("utf-8")
    button(tab).click()
    handed_in(exchange)
    assert "# dans l'autre onglet" in server.notebook.read_text("utf-8")


def test_a_double_click_is_one_hand_in(page: Page, exchange: Any) -> None:
    button(page).dblclick()
    page.wait_for_timeout(2500)
    assert len(handed_in(exchange)) == 1


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    button(page).focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page.locator(".campus-Toolbar .campus-HandIn")).to_be_focused()


def test_a_page_opened_again_offers_her_last_result(
    page: Page, exchange: Any, check: Callable[..., Any]
) -> None:
    last = page.get_by_role("button", name="Mon dernier résultat")
    expect(button(page)).to_be_visible()
    expect(last).to_be_hidden()
    button(page).click()
    (submission,) = handed_in(exchange)
    page.reload()
    exchange.grade(submission, [check("enfants", "Un enfant paie 3 €", 1, 1)])
    last.click()
    expect(panel(page)).to_contain_text("Bravo, tout est réussi", timeout=10_000)


def test_what_broke_on_our_side_is_not_her_fault(page: Page, exchange: Any) -> None:
    button(page).click()
    (submission,) = handed_in(exchange)
    exchange.store.give_up(exchange.store.work(submission), "the sandbox did not start")
    expect(panel(page)).to_contain_text("ce n’est pas ta faute", timeout=10_000)
    expect(panel(page)).not_to_contain_text("sandbox")


def test_a_lost_connection_is_told_kindly_and_mended(
    page: Page, exchange: Any, check: Callable[..., Any]
) -> None:
    address = re.compile(r"/campus/api/submissions/[^/]+$")
    cut: Callable[[Route], None] = lambda route: route.abort()  # noqa: E731
    page.route(address, cut)
    button(page).click()
    (submission,) = handed_in(exchange)
    expect(panel(page)).to_contain_text("La connexion hésite, mais ton travail est bien rendu")
    page.unroute(address)
    exchange.grade(submission, [check("enfants", "Un enfant paie 3 €", 1, 1)])
    expect(panel(page)).to_contain_text("1 sur 1 point", timeout=15_000)


def test_an_answer_lost_on_the_way_makes_one_hand_in_only(page: Page, exchange: Any) -> None:
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)  # it reached the exchange; the page hears nothing
            route.abort()

    page.route("**/campus/api/submissions/girls_can_code/*", lose_the_first)
    button(page).click()
    expect(panel(page)).to_contain_text("C’est rendu", timeout=10_000)
    assert lost == [201]
    assert len(handed_in(exchange)) == 1


def test_a_refusal_says_why_and_lets_her_try_again(page: Page, server: Any) -> None:
    expect(button(page)).to_be_visible()
    for number in range(201):
        (server.folder / f"{number}.txt").touch()
    button(page).click()
    expect(panel(page)).to_contain_text("Il y a trop de fichiers", timeout=10_000)
    expect(panel(page).get_by_role("button", name="Réessayer")).to_be_visible()


def test_at_200_percent_the_button_stays_and_the_result_takes_the_page(
    page: Page, exchange: Any, check: Callable[..., Any]
) -> None:
    page.set_viewport_size({"width": 640, "height": 360})
    page.wait_for_timeout(1000)  # the toolbar puts away what does not fit
    button(page).click()
    (submission,) = handed_in(exchange)
    exchange.grade(submission, [check("enfants", "Un enfant paie 3 €", 1, 1)])
    expect(panel(page)).to_contain_text("1 sur 1 point", timeout=10_000)
    box = panel(page).bounding_box()
    assert box is not None
    assert box["width"] >= 630


def test_the_panel_and_the_page_in_french_pass_axe(
    page: Page, exchange: Any, check: Callable[..., Any]
) -> None:
    button(page).click()
    (submission,) = handed_in(exchange)
    checks = [
        check("a", "Un enfant", 1, 1),
        check("b", "À 12 ans", 0, 1, words="Essaie."),
        check("c", "?", None, 1),
    ]
    exchange.grade(submission, checks)
    expect(panel(page)).to_contain_text("1 sur 3 points", timeout=10_000)
    assert page.locator("html").get_attribute("lang") == "fr-FR"
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        """async () => (await axe.run(
            { include: [['.campus-Sheet'], ['.campus-Toolbar'], ['.campus-Path']] },
            { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }
        )).violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])"""
    )
    assert found == []


def test_a_notebook_of_her_own_has_no_such_button(page: Page, server: Any) -> None:
    expect(button(page)).to_be_visible()
    (server.home / "essai.ipynb").write_text(server.notebook.read_text("utf-8"), "utf-8")
    page.goto(f"{server.url}notebooks/essai.ipynb")
    expect(page.get_by_text("Fichier", exact=True)).to_be_visible(timeout=15_000)
    expect(
        page.locator(".jp-NotebookPanel-toolbar button, .jp-NotebookPanel-toolbar jp-button").first
    ).to_be_visible()
    expect(button(page)).to_be_hidden()


def test_the_button_works_in_jupyterlab_too(page: Page, server: Any, exchange: Any) -> None:
    page.goto(f"{server.url}lab/tree/girls_can_code/guichet-malin/guichet-malin.ipynb")
    button(page).click(timeout=30_000)
    assert len(handed_in(exchange)) == 1
    expect(panel(page)).to_contain_text("C’est rendu")

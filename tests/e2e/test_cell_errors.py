"""An error in a notebook of hers is told in French first, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from grader.sandbox import Level, confinement
from tests.e2e.test_home_full import at_work
from tests.e2e.test_main_job import write

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
SignIn = Callable[..., Page]
AXE = Path(__file__).parents[2] / "platform/node_modules/axe-core/axe.min.js"
NAME = "jade"


def run(page: Page, beginning: str, text: str) -> Locator:
    """Writes and runs the cell that begins so; what it shows."""
    number = page.locator(".jp-CodeCell").evaluate_all(
        "(cells, beginning) => cells.findIndex((cell) => cell.textContent.includes(beginning))", beginning
    )
    write(page, beginning, text)
    page.keyboard.press("Shift+Enter")
    return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea")


def test_her_mistake_is_told_in_french_with_python_s_words_folded(
    campus: Running, sign_in: SignIn, pictures: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    shown = run(page, "def tarif(age)", "def tarif(age):\n    return prixx\n\nprix = 5\ntarif(12)")
    expect(shown).to_contain_text("Python s'est arrêté", timeout=30_000)
    expect(shown).to_contain_text("« prixx »")
    expect(shown).to_contain_text("return prixx")
    expect(shown.locator("details")).to_have_count(1)
    expect(shown.get_by_text("Traceback (most recent call last)")).to_be_hidden()
    page.screenshot(path=pictures / "erreur-en-francais.png")

    shown.locator("summary").click()
    expect(shown.get_by_text("Traceback (most recent call last)")).to_be_visible()
    page.screenshot(path=pictures / "erreur-en-anglais.png")
    assert _faults(page) == []


def test_a_test_that_fails_speaks_its_own_words_alone(
    campus: Running, sign_in: SignIn, pictures: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    run(page, "def tarif(age)", "def tarif(age):\n    print(5)")
    page.locator(".jp-CodeCell", has_text="La fonction tarif donne un nombre").first.click()
    page.keyboard.press("Shift+Enter")
    words = page.locator(".jp-OutputArea", has_text="À essayer").first
    expect(words).to_be_visible(timeout=30_000)
    expect(words).to_contain_text("tarif ne donne rien")
    expect(words).not_to_contain_text("assert ")
    expect(words).not_to_contain_text("Traceback")
    words.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "verification-en-francais.png")
    page.set_viewport_size({"width": 390, "height": 844})
    words.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "verification-en-francais-telephone.png")
    assert _faults(page) == []
    stop = Visitor(campus.url, NAME, campus.words(NAME))
    assert stop.sign_in().ok
    stop.stop_server()


def _faults(page: Page) -> list[str]:
    """What axe-core finds in what our words are shown as."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "axe.run({include: ['.jp-OutputArea-output div[lang=\"fr\"]']}, {iframes: false,"
        " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(({violations}) =>"
        " violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(' | ')}`))"
    )
    return [str(one) for one in found]

"""What she has typed outlives her server: it is stopped when nobody uses it, and comes back where she was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from grader.sandbox import Level, confinement
from tests.e2e.test_home_full import DRAFTS, at_work, is_saved, shown, sources
from tests.e2e.test_main_job import RIGHT, TITLE, open_exercise, write

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
SignIn = Callable[..., Page]
NAME = "lina"


@pytest.fixture
def home(campus: Running) -> Path:
    return campus.campus.settings.homes_dir / NAME


def stop(campus: Running, name: str = NAME) -> None:
    """As the culler does: by the hub's API."""
    visitor = Visitor(campus.url, name, campus.words(name))
    assert visitor.sign_in().ok
    visitor.stop_server()


def typed_and_kept(page: Page, text: str) -> None:
    """She types; half a second later her browser has it."""
    write(page, "def tarif(age)", text)
    page.wait_for_function(f"({DRAFTS})().length > 0")


def shows(page: Page, text: str) -> None:
    """Returns once her answer is on the page, which draws its cells one after the other."""
    cell = page.locator(".jp-CodeCell", has_text="def tarif(age)").first
    for line in text.splitlines():
        expect(cell.locator(".cm-content")).to_contain_text(line.strip())


def test_a_page_left_open_gets_her_space_and_what_she_typed_back_with_one_button(
    campus: Running, sign_in: SignIn, pictures: Path, home: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    write(page, "def tarif(age)", RIGHT)
    stop(campus)
    assert RIGHT not in sources(home)
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Ton espace s’est fermé", timeout=30_000)
    expect(dialog).to_contain_text("Rien n’est perdu")
    expect(dialog.get_by_role("button")).to_have_count(1)
    shown(page, dialog, pictures, "espace-ferme")

    dialog.get_by_role("button", name="Rouvrir mon espace").click()
    expect(page.get_by_text("Python a redémarré")).to_be_visible(timeout=45_000)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    shows(page, RIGHT)
    page.wait_for_function(f"({DRAFTS})().length == 0")
    assert RIGHT in sources(home)
    page.screenshot(path=pictures / "espace-rouvert-bureau.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=pictures / "espace-rouvert-telephone.png")
    page.set_viewport_size({"width": 1280, "height": 720})

    # Her new Python answers, and what she writes next is saved without a question.
    cell = page.locator(".jp-CodeCell", has_text="def tarif(age)").first
    write(page, "def tarif(age)", "print(6 * 7)  # def tarif(age)")
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-OutputArea")).to_contain_text("42")
    page.keyboard.press("Control+s")
    assert is_saved(page, home, "print(6 * 7)")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


@pytest.mark.parametrize("wants", [True, False])
def test_a_page_loaded_again_without_her_server_offers_what_she_had_typed(
    campus: Running, sign_in: SignIn, pictures: Path, home: Path, wants: bool
) -> None:
    page = sign_in(NAME)
    open_exercise(page, TITLE)
    text = f"def tarif(age):\n    return {1000 + wants}"
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    typed_and_kept(page, text)
    stop(campus)
    page.reload()
    assert asked == ["beforeunload"], "the browser asks whether she wants to leave what is not saved"
    page.goto(f"{campus.url}/services/campus/")
    open_exercise(page, TITLE)

    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("qui n’a pas pu être enregistré")
    shown(page, dialog, pictures, "brouillon")
    dialog.get_by_role("button", name="Oui, remets-le" if wants else "Non, efface-le").click()
    page.wait_for_function(f"({DRAFTS})().length == 0")
    assert (text in sources(home)) is wants
    if wants:
        shows(page, text)
    else:
        expect(page.get_by_text(text.splitlines()[1].strip())).to_have_count(0)
    page.reload()
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(page.get_by_role("button", name="Rendre", exact=True)).to_be_enabled()
    expect(dialog).to_have_count(0)


def test_what_changed_on_the_disk_meanwhile_is_not_written_over(
    campus: Running, sign_in: SignIn, home: Path
) -> None:
    page = sign_in(NAME)
    open_exercise(page, TITLE)
    page.on("dialog", lambda dialog: dialog.accept())
    typed_and_kept(page, "def tarif(age):\n    return 3000")
    stop(campus)
    page.goto(f"{campus.url}/services/campus/")
    other = sign_in(NAME)
    open_exercise(other, TITLE)
    write(other, "def tarif(age)", "def tarif(age):\n    return 4000")
    other.keyboard.press("Control+s")
    assert is_saved(other, home, "return 4000")
    open_exercise(page, TITLE)
    page.wait_for_function(f"({DRAFTS})().length == 0")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    shows(page, "return 4000")
    assert "return 3000" not in sources(home)


def test_what_somebody_else_typed_in_this_browser_is_gone(campus: Running, sign_in: SignIn) -> None:
    page = sign_in(NAME)
    page.evaluate("() => localStorage.setItem('campus:draft:sarah:a/b/b.ipynb', '{\"cells\": []}')")
    open_exercise(page, TITLE)
    assert page.evaluate(DRAFTS) == []


def test_a_browser_that_keeps_nothing_works_as_ever(campus: Running, sign_in: SignIn, home: Path) -> None:
    page = sign_in(NAME)
    refuse = "{ get() { throw new DOMException('no', 'SecurityError'); } }"
    page.add_init_script(
        f"for (const one of ['localStorage', 'sessionStorage']) Object.defineProperty(window, one, {refuse});"
    )
    open_exercise(page, TITLE)
    write(page, "def tarif(age)", "def tarif(age):\n    return 5000")
    page.keyboard.press("Control+s")
    assert is_saved(page, home, "return 5000")

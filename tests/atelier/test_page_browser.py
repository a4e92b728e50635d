"""The Atelier in a real Chromium, on her own server: typing, previews, files, mistakes, the keyboard."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, FrameLocator, Locator, Page, expect

from atelier import bundle
from campus.dist import Dist
from tests.atelier.conftest import build
from tests.atelier.page_server import COURSE, FILES, PICTURE, her_server, notebook, put, served
from tests.grader.films import film

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[2] / "platform/node_modules/axe-core/axe.min.js"
PICTURES = Path(__file__).parents[2] / "test-results" / "shown"
DRAFTS = "() => Object.keys(localStorage).filter(key => key.startsWith('campus:draft:'))"
SIZES = [(1280, 720), (1024, 768), (640, 360), (390, 844)]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def dist_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    build("atelier", "player", "client", "worker")
    folder = tmp_path_factory.mktemp("dist")
    bundle.assemble(bundle.Sources(), folder)
    with served(Dist(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def her(dist_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with her_server(tmp_path_factory.mktemp("atelier"), dist_url) as server:
        yield server


@pytest.fixture
def folder(her: Any) -> Path:
    """Her exercise as it was on the first day."""
    for place in (her.home / COURSE, her.home / ".history"):
        shutil.rmtree(place, ignore_errors=True)
    return put(her.home, "ma_page", notebook("web", "index.html", "Ma page"), FILES)


@pytest.fixture
def open_page(her: Any, folder: Path, chromium: Browser) -> Iterator[Open]:
    """A function that opens her exercise, in a browser of its own or in a tab of the same."""
    contexts = []
    mistakes: list[str] = []

    def open_one(beside: Page | None = None, width: int = 1280, height: int = 720) -> Page:
        if beside is None:
            contexts.append(chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR"))
        context = beside.context if beside else contexts[-1]
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(error.stack or str(error)))
        page.goto(f"{her.url}campus/atelier/{COURSE}/ma_page?token=of-this-server")
        expect(page.locator(".state")).to_have_text("Enregistré")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [mistake for mistake in mistakes if "srcdoc" not in mistake] == [], "mistakes of ours"


def preview(page: Page) -> FrameLocator:
    return page.frame_locator(".page-frame iframe").frame_locator("iframe:not(.to-come)")


def editor(page: Page) -> Locator:
    return page.locator(".editor .cm-content")


def write(page: Page, text: str) -> None:
    """In place of all that is in the editor."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name, exact=True)


def drafts(page: Page, count: int) -> bool:
    """Whether the browser keeps as many, within two seconds; the page's policy lets no test poll inside."""
    for _ in range(40):
        if len(page.evaluate(DRAFTS)) == count:
            return True
        page.wait_for_timeout(50)
    return False


def files_menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Fichiers").click()
    page.get_by_role("button", name=item).click()


def is_on_disk(path: Path, text: str, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.is_file() and text in path.read_text():
            return True
        time.sleep(0.05)
    return False


def test_she_opens_types_and_sees_her_page(open_page: Open, folder: Path) -> None:
    page = open_page()
    expect(page).to_have_title("Ma page · L'Atelier")
    expect(page.locator(".statement-text h2")).to_have_text("Ma page")
    expect(page.locator(".statement-text")).to_contain_text("<script>")
    expect(preview(page).locator("h1")).to_have_css("color", "rgb(184, 58, 30)")
    expect(preview(page).locator("img")).to_have_js_property("naturalWidth", 10)
    expect(page.locator(".output-text")).to_contain_text("bonjour")
    write(page, "<h1>Coucou</h1>")
    expect(preview(page).locator("h1")).to_have_text("Coucou")
    assert is_on_disk(folder / "index.html", "Coucou", 3)
    expect(page.locator(".state")).to_have_text("Enregistré")
    assert page.evaluate(DRAFTS) == []


def test_what_she_types_is_in_the_browser_before_it_is_on_her_server(open_page: Open, folder: Path) -> None:
    page = open_page()
    page.route("**/api/contents/**", lambda route: route.abort())
    write(page, "<h1>Hors ligne</h1>")
    assert drafts(page, 1)
    expect(page.locator(".state")).to_have_text("Hors ligne, gardé dans ton navigateur")
    assert "Hors ligne" not in (folder / "index.html").read_text()
    expect(preview(page).locator("h1")).to_have_text("Hors ligne")
    page.unroute("**/api/contents/**")
    assert is_on_disk(folder / "index.html", "Hors ligne")
    expect(page.get_by_text("La connexion est revenue")).to_be_visible()
    assert page.evaluate(DRAFTS) == []


def test_a_tab_that_is_killed_has_lost_nothing(open_page: Open, folder: Path) -> None:
    page = open_page()
    context = page.context
    context.set_offline(True)
    write(page, "<h1>Presque perdu</h1>")
    assert drafts(page, 1)
    beside = context.new_page()
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = open_page(beside)
    expect(again.get_by_text("J’ai remis ce que tu avais écrit")).to_be_visible()
    expect(editor(again)).to_contain_text("Presque perdu")
    assert is_on_disk(folder / "index.html", "Presque perdu")
    assert drafts(again, 0)


@pytest.mark.parametrize(
    ("choice", "shown"), [("Garder ce que j’ai écrit ici", "à moi"), ("Prendre l’autre version", "autre")]
)
def test_two_versions_are_never_mixed_or_written_over(
    open_page: Open, folder: Path, choice: str, shown: str
) -> None:
    page = open_page()
    (folder / "index.html").write_text("<h1>autre</h1>\n")
    write(page, "<h1>à moi</h1>\n")
    dialog = page.get_by_role("dialog", name="Deux versions de « index.html »")
    expect(dialog).to_contain_text("changé ailleurs")
    expect(dialog.locator(".added")).to_contain_text("à moi")
    expect(dialog.locator(".removed")).to_contain_text("autre")
    assert (folder / "index.html").read_text() == "<h1>autre</h1>\n"
    for key in ("Escape", "Space", "Enter"):
        page.keyboard.press(key)
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=choice).click()
    assert is_on_disk(folder / "index.html", shown)
    expect(editor(page)).to_contain_text(shown)
    expect(page.locator(".state")).to_have_text("Enregistré")
    if shown == "autre":
        editor(page).click()
        page.keyboard.press("Control+z")
        expect(editor(page)).to_contain_text("à moi")


def test_another_tab_follows_what_this_one_saves(open_page: Open) -> None:
    page = open_page()
    other = open_page(page)
    expect(other.get_by_text("ouvert dans un autre onglet")).to_be_visible()
    write(page, "<h1>Dans le premier</h1>")
    expect(editor(other)).to_contain_text("Dans le premier")
    expect(other.get_by_role("dialog")).to_have_count(0)


def test_going_back_shows_what_changed_and_can_be_undone(open_page: Open, folder: Path) -> None:
    page = open_page()
    write(page, "<h1>Tout effacé</h1>\n")
    assert is_on_disk(folder / "index.html", "Tout effacé")
    files_menu(page, "Revenir en arrière…")
    dialog = page.get_by_role("dialog", name="Revenir en arrière")
    moments = dialog.locator(".past-moment")
    expect(moments).to_have_count(2)
    moments.nth(1).click()
    expect(dialog.locator(".difference .added").first).to_contain_text("<!doctype html>")
    expect(dialog.locator(".difference .removed")).to_contain_text("Tout effacé")
    dialog.get_by_role("button", name="Remettre cette version").click()
    expect(editor(page)).to_contain_text("Ma deuxième page")
    assert is_on_disk(folder / "index.html", "Ma deuxième page")
    page.locator(".notice").get_by_role("button", name="Annuler").click()
    expect(editor(page)).to_contain_text("Tout effacé")
    assert is_on_disk(folder / "index.html", "Tout effacé")


def test_links_lead_to_her_other_pages_and_nowhere_else(open_page: Open) -> None:
    page = open_page()
    preview(page).get_by_role("link", name="Ma deuxième page").click()
    expect(preview(page).locator("h1")).to_have_text("Page 2")
    page.get_by_role("button", name="Revenir à index.html").click()
    preview(page).get_by_role("link", name="Ailleurs").click()
    expect(page.locator(".warnings")).to_contain_text("Ce lien mène hors du campus (https://example.org/)")
    expect(preview(page).locator("h1")).to_have_text("Mes chats")


def test_her_script_s_mistake_is_told_in_french_with_its_line(open_page: Open) -> None:
    page = open_page()
    tab(page, "script.js").click()
    write(page, "let chat = 1;\n\nmiaou();\n")
    mistake = page.locator(".mistake")
    expect(mistake).to_contain_text("script.js, ligne 3")
    expect(mistake).to_contain_text("Le nom miaou n’existe pas encore")
    expect(page.locator(".cm-mistake")).to_have_text("miaou();")
    expect(mistake.get_by_text("ReferenceError: miaou is not defined")).to_be_hidden()
    mistake.get_by_text("Voir le message de JavaScript").click()
    expect(mistake.get_by_text("ReferenceError: miaou is not defined")).to_be_visible()
    tab(page, "index.html").click()
    mistake.get_by_role("button", name="Voir la ligne 3").click()
    expect(tab(page, "script.js")).to_have_attribute("aria-selected", "true")
    expect(editor(page)).to_be_focused()


def test_files_that_are_missing_or_outside_are_told(open_page: Open) -> None:
    page = open_page()
    write(page, '<h1>x</h1><img src="chta.png" alt=""><img src="https://example.org/a.png" alt="">')
    warnings = page.locator(".warnings")
    expect(warnings).to_contain_text(
        "« chta.png », mais tu n’as pas de fichier de ce nom. Tu voulais dire « chat.png »"
    )
    expect(warnings).to_contain_text("sur Internet (https://example.org/a.png)")


@pytest.mark.parametrize(
    "script",
    [
        "fetch('https://example.org/').catch(() => console.log('refusé'))",
        "fetch('/user/lea/api/contents').catch(() => console.log('refusé'))",
        "try { parent.parent.document.title } catch { console.log('refusé') }",
        "try { top.location = 'https://example.org/' } catch { console.log('refusé') }",
        "console.log(document.cookie === '' ? 'refusé' : 'lu')",
        "console.log(window.open('https://example.org/') === null ? 'refusé' : 'ouvert')",
    ],
)
def test_her_page_reaches_nothing(open_page: Open, script: str) -> None:
    page = open_page()
    write(page, f"<h1>x</h1><script>try {{ {script} }} catch {{ console.log('refusé') }}</script>")
    expect(page.locator(".output-text")).to_contain_text("refusé")
    assert "campus/atelier" in page.url
    assert len(page.context.pages) == 1


def test_an_endless_loop_is_stopped_and_told(open_page: Open, folder: Path) -> None:
    page = open_page()
    tab(page, "script.js").click()
    write(page, "let i = 0;\nwhile (i < 10) {\n  console.log(i);\n}\n")
    expect(page.locator(".mistake")).to_contain_text("tourne sans jamais s’arrêter", timeout=15_000)
    expect(page.locator(".mistake")).to_contain_text("script.js, ligne 2")
    write(page, 'console.log("réparé");\n')
    expect(page.locator(".output-text")).to_contain_text("réparé")


def test_a_page_that_hangs_is_taken_away_and_the_editor_stays(open_page: Open, folder: Path) -> None:
    page = open_page()
    # A loop that nothing stops: no script of hers, as far as the Atelier sees.
    write(page, "<h1>x</h1><img src=x onerror=\"while (true) {}\" alt=''>")
    expect(page.get_by_role("alert").filter(has_text="Ta page ne répond plus")).to_be_visible(timeout=20_000)
    write(page, "<h1>Réparé</h1>")
    assert is_on_disk(folder / "index.html", "Réparé")
    page.get_by_role("button", name="Relancer l’aperçu").click()
    expect(preview(page).locator("h1")).to_have_text("Réparé")


def test_a_question_of_her_page_waits_for_her(open_page: Open) -> None:
    page = open_page()
    asked: list[Dialog] = []
    page.on("dialog", lambda dialog: asked.append(dialog))
    write(page, "<h1>x</h1><script>console.log('Bonjour ' + prompt('Ton nom ?'))</script>")
    expect(page.get_by_role("alert").filter(has_text="Elle te pose une question")).to_be_visible(
        timeout=20_000
    )
    asked[0].accept("Léa")
    expect(page.locator(".output-text")).to_contain_text("Bonjour Léa")
    expect(page.get_by_text("Elle te pose une question")).to_have_count(0)


def test_the_preview_stays_where_she_had_scrolled(open_page: Open) -> None:
    page = open_page()
    write(page, "<h1>Haut</h1><div style='height: 3000px'></div><p>Bas</p>")
    expect(preview(page).locator("h1")).to_have_text("Haut")
    preview(page).locator("p").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    editor(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("<h2>Tout en haut</h2>")
    expect(preview(page).locator("h2")).to_have_text("Tout en haut")
    assert preview(page).locator("p").evaluate("() => scrollY") > 2000


def test_she_makes_renames_removes_and_brings_files(open_page: Open, folder: Path) -> None:
    page = open_page()
    files_menu(page, "Nouveau fichier…")
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_label("Nom du fichier")
    for wrong, words in {
        "a?b.html": "Ce nom ne va pas",
        "photo": "Ajoute une fin",
        "INDEX.html": "a déjà ce nom",
    }.items():
        name.fill(wrong)
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("alert")).to_contain_text(words)
    name.fill("contact.html")
    page.keyboard.press("Enter")
    expect(tab(page, "contact.html")).to_have_attribute("aria-selected", "true")
    write(page, "<h1>Contact</h1>")
    expect(preview(page).locator("h1")).to_have_text("Contact")

    files_menu(page, "Renommer « contact.html »…")
    name.fill("ecris-moi.html")
    dialog.get_by_role("button", name="Renommer").click()
    expect(tab(page, "ecris-moi.html")).to_have_attribute("aria-selected", "true")
    assert (folder / "ecris-moi.html").read_text() == "<h1>Contact</h1>"
    assert not (folder / "contact.html").exists()

    files_menu(page, "Supprimer « ecris-moi.html »…")
    dialog.get_by_role("button", name="Supprimer").click()
    expect(tab(page, "ecris-moi.html")).to_have_count(0)
    assert not (folder / "ecris-moi.html").exists()
    page.locator(".notice").get_by_role("button", name="Annuler").click()
    expect(tab(page, "ecris-moi.html")).to_have_count(1)
    assert is_on_disk(folder / "ecris-moi.html", "<h1>Contact</h1>")

    brought = [
        {"name": "Mon Chien.PNG", "mimeType": "image/png", "buffer": PICTURE},
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"x"},
        {"name": "film.wav", "mimeType": "audio/wav", "buffer": b"x" * 5_000_001},
    ]
    page.locator("input[type=file]").set_input_files(brought)  # type: ignore[arg-type]
    expect(tab(page, "Mon_Chien.png")).to_have_count(1)
    expect(page.get_by_text("Je ne connais pas ce genre de fichier : « virus.exe »")).to_be_visible()
    expect(page.get_by_text("« film.wav » est trop gros")).to_be_visible()
    assert (folder / "Mon_Chien.png").read_bytes() == PICTURE
    tab(page, "Mon_Chien.png").click()
    expect(page.get_by_role("img", name="Image Mon_Chien.png")).to_be_visible()


def test_the_main_file_keeps_its_name(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Fichiers").click()
    expect(page.get_by_role("button", name="Nouveau fichier…")).to_be_focused()
    expect(page.get_by_role("button", name=re.compile("Renommer|Supprimer"))).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Fichiers")).to_be_focused()


def test_everything_works_by_keyboard(open_page: Open, folder: Path) -> None:
    page = open_page()
    editor(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()
    assert is_on_disk(folder / "index.html", "  <!doctype html>")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor(page)).not_to_be_focused()
    bar = page.get_by_role("separator", name="Largeur du code")
    bar.focus()
    before = int(bar.get_attribute("aria-valuenow") or 0)
    page.keyboard.press("ArrowRight")
    assert int(bar.get_attribute("aria-valuenow") or 0) == before + 4
    tab(page, "index.html").focus()
    page.keyboard.press("ArrowRight")
    expect(tab(page, "page2.html")).to_be_focused()
    expect(tab(page, "page2.html")).to_have_attribute("aria-selected", "true")
    editor(page).click()
    page.keyboard.insert_text("x")
    page.keyboard.press("Control+s")
    expect(page.locator(".state")).to_have_text("Enregistré", timeout=900)
    page.keyboard.press("Control+Shift+Enter")
    panel = page.get_by_role("region", name="Ton résultat")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Ce n’est pas encore rendu", timeout=20_000)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_where_the_browser_has_no_jspi_her_game_is_played_on_her_server(open_page: Open, her: Any) -> None:
    game = "import pygame\nprint('bonjour')\npygame.display.set_mode((40, 30)).fill((200, 30, 30))\n"
    game += "while True:\n    pygame.event.get()\n    pygame.display.flip()\n    pygame.time.wait(20)\n"
    put(her.home, "jeu", notebook("game", "jeu.py", "Mon jeu"), {"jeu.py": game})
    page = open_page()
    page.add_init_script("delete WebAssembly.Suspending")
    page.goto(f"{her.url}campus/atelier/{COURSE}/jeu")
    expect(page.locator(".page-where")).to_contain_text("ton jeu tourne sur le campus")
    page.get_by_role("button", name="Jouer").click()
    expect(page.locator(".output-text")).to_contain_text("bonjour", timeout=30_000)
    canvas = page.locator("canvas.remote")
    expect(canvas).to_have_js_property("width", 40)
    red = canvas.evaluate("canvas => canvas.getContext('2d').getImageData(20, 15, 1, 1).data[0]")
    assert red > 150
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_role("button", name="Jouer")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_size_is_usable_and_has_no_barrier(open_page: Open, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    views = page.locator(".views button")
    pages = views.count() if views.first.is_visible() else 1
    assert (pages == 3) is (width < 800 or height < 416)
    for place in range(pages):
        if pages > 1:
            views.nth(place).click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert_accessible(page)
    for button in ("Actualiser", "Rendre", "Autres actions"):
        box = page.get_by_role("button", name=button, exact=True).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_dialogs_menus_and_mistakes_have_no_barrier(open_page: Open) -> None:
    page = open_page()
    write(page, "<h1>x</h1><script>rien()</script><img src='x.png'>")
    expect(page.locator(".mistake")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Fichiers").click()
    assert_accessible(page)
    page.get_by_role("button", name="Nouveau fichier…").click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    files_menu(page, "Revenir en arrière…")
    page.locator(".past-moment").first.click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Autres actions").click()
    page.get_by_role("button", name="Raccourcis clavier").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ctrl + Maj + Entrée")
    assert_accessible(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_her_result_shows_what_a_test_saw(open_page: Open, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    told = "Un film de ton jeu, de 0,0 s à 1,2 s. À 0,3 s, la touche flèche droite."
    shown = {"sha256": "0" * 64, "alt": told, "width": 320, "height": 284, "seconds": 1.2}
    check = {"name": "bouge", "says": "Il avance", "score": 0, "points": 1, "status": "failed"}
    check = {**check, "words": "Il devrait avancer.", "comment": "", "shown": shown}
    result = {"score": 0, "max_score": 1, "checks": [check], "late_seconds": 0}
    graded = {"id": "one", "state": "graded", "timestamp": "2026-11-29T10:00:00+00:00", "result": result}
    page.route("**/campus/api/exercises/**", lambda route: route.fulfill(json=graded))
    page.route("**/campus/api/submissions/one", lambda route: route.fulfill(json=graded))
    picture = re.compile(r"/campus/api/submissions/one/shown/bouge(\?film=\d+)?$")
    page.route(picture, lambda route: route.fulfill(body=film(), content_type="image/png"))
    page.reload()
    page.get_by_role("button", name="Mon résultat").click()
    image = page.get_by_role("img", name=told)
    expect(image).to_have_js_property("naturalWidth", 320)  # the page's own policy lets it in
    page.get_by_role("button", name="Voir le film").click()
    expect(image).to_have_attribute("src", re.compile(r"\?film=1$"))
    page.get_by_text("Ce que montre le film").click()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"atelier-{width}.png")
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    # By the protocol: the page's own policy lets no other script in.
    page.evaluate(AXE.read_text())
    # Not what is in her own page.
    found = page.evaluate(
        "axe.run({exclude: ['iframe']}, {iframes: false}).then(({violations}) => violations.map("
        "({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(' | ')}`))"
    )
    assert found == []

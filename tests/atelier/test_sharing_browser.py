"""Behind a link, on a phone: the game plays, the page shows, and neither touches the campus."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from campus.dist import Dist
from campus.programs import NODE_MODULES
from tests.atelier.test_sharing import AT, FILES, School

pytestmark = pytest.mark.e2e
GAME = b"""
import pygame
pygame.init()
screen = pygame.display.set_mode((320, 200))
print("parti")
while True:
    for event in pygame.event.get():
        if event.type == pygame.KEYDOWN and event.key == pygame.K_RIGHT:
            raise ValueError("fini")
    screen.fill((200, 30, 30))
    pygame.display.flip()
    pygame.time.wait(20)
"""
PAGE = b"""<!doctype html><title>Ma page</title><link rel=stylesheet href=style.css><h1>Coucou</h1>
<script>
const told = [];
const look = (attempt) => { try { told.push(String(attempt())); } catch (error) { told.push(error.name); } };
look(() => document.cookie);
look(() => localStorage.length);
look(() => parent.document.title);
fetch("/services/campus/path", {credentials: "include"})
  .then(() => told.push("read"), () => told.push("refused"))
  .then(() => { document.body.dataset.told = told.join(" "); });
</script>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def school(
    database: Callable[[str], str], tmp_path: Path, dist: Dist, monkeypatch: pytest.MonkeyPatch
) -> School:
    monkeypatch.setitem(FILES, "jeu.py", GAME)
    monkeypatch.setitem(FILES, "index.html", PAGE)
    monkeypatch.setitem(FILES, "style.css", b"h1 { color: rgb(1, 2, 3) }")
    return School(database("campus"), tmp_path, dist)


@pytest.fixture
def origin(school: School) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, school.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def barriers(page: Page) -> list[str]:
    """What axe-core finds in our own page, frames left out."""
    # Not add_script_tag: the page lets in no script but its own.
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]]


def test_a_shared_game_plays_on_a_phone_with_the_pad(school: School, origin: str, page: Page) -> None:
    secret = school.share()
    school.sit(None)
    page.goto(f"{origin}{AT}/show/{secret}")
    page.get_by_role("button", name="Jouer").click(timeout=60_000)
    expect(page.get_by_text("Le jeu tourne.")).to_be_visible(timeout=60_000)
    player = page.frame_locator("#show iframe")
    expect(player.locator("canvas")).to_be_visible()
    player.get_by_role("button", name="Flèche vers la droite").tap()
    expect(page.get_by_role("status").first).to_contain_text("erreur", timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []


def test_a_shared_page_shows_and_reads_nothing_of_the_campus(school: School, origin: str, page: Page) -> None:
    secret = school.share("page")
    page.goto(f"{origin}{AT}/static/campus.css")
    page.context.add_cookies([{"name": "campus-pages", "value": "hers", "url": origin}])
    page.goto(f"{origin}{AT}/show/{secret}")
    frame = page.frame_locator("iframe.show-stage")
    expect(frame.get_by_role("heading", name="Coucou")).to_have_css("color", "rgb(1, 2, 3)")
    told = frame.locator("body[data-told]")
    expect(told).to_be_visible()
    assert barriers(page) == []
    assert told.get_attribute("data-told") == "SecurityError SecurityError SecurityError refused"

"""What a failed test shows on the page of its result: still, then a film when she asks; hers alone."""

import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from grader import exhibits
from grader.results import CheckResult, Shown
from tests.campus.conftest import AT
from tests.grader.films import film, screenshot

Classroom = Any  # the fixture's class lives in conftest.py
ALT = "Un film de ton jeu, de 0,0 s à 1,2 s. À 0,3 s, la touche flèche droite, jusqu'au bout."
AXE = Path(__file__).parents[2] / "platform" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"bureau": (1280, 720), "zoom-200": (640, 360), "telephone": (390, 844)}
PICTURES = Path(__file__).parents[2] / "test-results" / "shown"


def keep(classroom: Classroom, data: bytes, alt: str = ALT) -> Shown:
    classroom.blobs.put(BytesIO(data))
    seen = exhibits.look(data)
    size = (seen.width, seen.height, seen.seconds) if seen is not None else (10, 10, 0.0)
    return Shown(exhibits.name(data), alt, *size)


def failing(shown: Shown | None, name: str = "bouge", words: str = "Il devrait avancer.") -> CheckResult:
    return CheckResult(name, "La flèche le fait avancer", 2, 0, "failed", words, shown=shown)


@pytest.fixture
def made(classroom: Classroom) -> str:
    """A result of hers that shows a film and a picture."""
    screen = keep(classroom, screenshot(), "Ta page sur un téléphone.")
    return str(
        classroom.graded(failing(keep(classroom, film())), failing(screen, "page", "Le texte dépasse."))
    )


def fetched(classroom: Classroom, made: str, check: str = "bouge", more: str = "") -> Any:
    return classroom.client.get(f"{AT}/results/{made}/shown/{check}{more}")


def test_the_page_shows_it_still_with_its_words(classroom: Classroom, made: str) -> None:
    page = classroom.page(f"/results/{made}")
    assert f'src="{AT}/results/{made}/shown/bouge"' in page
    assert page.count(ALT.split(".")[0]) == 2  # for who does not see it, and for who wants it in words
    assert page.count("Voir le film") == 1
    assert "Ce que montre le film" in page
    assert "Ce que montre l&#39;image" in page


def test_still_or_moving_it_is_a_picture_for_this_page_alone(classroom: Classroom, made: str) -> None:
    still, moving = fetched(classroom, made), fetched(classroom, made, more="?film=1")
    assert moving.data == film()
    assert exhibits.look(still.data) == exhibits.Seen("image/png", 320, 284)
    for answer in (still, moving):
        assert answer.mimetype == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_film_has_another_address_each_time(classroom: Classroom, made: str) -> None:
    first = classroom.page(f"/results/{made}/shown/bouge/film?time=1")
    again = classroom.page(f"/results/{made}/shown/bouge/film?time=2")
    assert f'src="{AT}/results/{made}/shown/bouge?film=1"' in first
    assert f'src="{AT}/results/{made}/shown/bouge?film=2"' in again
    assert "Revoir le film" in again
    assert "film=1&" not in classroom.page(f"/results/{made}/shown/bouge/film?time=-5")


def test_nobody_else_sees_it_but_who_teaches_her(classroom: Classroom, made: str) -> None:
    classroom.seat("lea")
    assert fetched(classroom, made).status_code == 403
    classroom.seat("noor", courses=(), teaches=("cantine",))
    assert fetched(classroom, made).status_code == 403
    classroom.desk.person = None
    assert fetched(classroom, made).status_code == 302
    classroom.seat("noor", courses=(), teaches=("pixels",))
    assert fetched(classroom, made).status_code == 200
    assert "Voir le film" in classroom.page(f"/results/{made}")


@pytest.mark.parametrize("check", ["other", "..%2F..", "bouge/x"])
def test_what_is_not_there_is_not_found(classroom: Classroom, made: str, check: str) -> None:
    assert fetched(classroom, made, check).status_code == 404
    assert fetched(classroom, "nothing", check).status_code == 404


@pytest.mark.parametrize("data", [b"<script>alert(1)</script>", b"<svg onload='alert(1)'/>", film() + b"<b>"])
def test_only_pictures_are_passed_on(classroom: Classroom, data: bytes) -> None:
    made = classroom.graded(failing(keep(classroom, data)))
    assert fetched(classroom, made).status_code == 404


def test_one_that_is_gone_or_was_never_made_is_not_found(classroom: Classroom) -> None:
    gone = classroom.graded(failing(Shown("0" * 64, "Un jeu.", 10, 10)))
    assert fetched(classroom, gone).status_code == 404
    assert "Voir le film" not in classroom.page(f"/results/{classroom.graded(failing(None))}")


def test_results_from_before_have_none(classroom: Classroom) -> None:
    told = failing(None).as_dict(raw=True)
    del told["shown"]
    made = classroom.hand_in()
    classroom.store.finish(made, 0, 2, [told])
    assert "Il devrait avancer." in classroom.page(f"/results/{made}")


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def address(classroom: Classroom, made: str) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, classroom.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{AT}/results/{made}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 720})
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def drawn(page: Page) -> Image.Image:
    with Image.open(BytesIO(page.locator("#shown-bouge img").screenshot())) as seen:
        return seen.convert("RGB").resize((32, 32))


def same(one: Image.Image, other: Image.Image) -> bool:
    """But for edges, which a browser smooths a little otherwise in a film."""
    return max(most for _, most in ImageChops.difference(one, other).getextrema()) < 40  # type: ignore[misc]


def wait_for(page: Page, still: Image.Image, *, moving: bool) -> None:
    end = time.monotonic() + 10
    while same(drawn(page), still) is moving:
        assert time.monotonic() < end, "it moves" if not moving else "it stands still"
        page.wait_for_timeout(30)


@pytest.mark.e2e
def test_nothing_moves_until_she_asks_then_once(page: Page) -> None:
    still = drawn(page)
    page.wait_for_timeout(400)
    assert same(drawn(page), still)
    page.get_by_role("link", name="Voir le film").focus()
    page.keyboard.press("Enter")
    again = page.get_by_role("link", name="Revoir le film")
    expect(again).to_be_focused()
    wait_for(page, still, moving=True)
    wait_for(page, still, moving=False)
    page.wait_for_timeout(500)
    assert same(drawn(page), still)
    again.click()
    wait_for(page, still, moving=True)
    wait_for(page, still, moving=False)
    page.locator("#shown-bouge summary").click()
    expect(page.locator("#shown-bouge details p")).to_contain_text("la touche flèche droite")


@pytest.mark.e2e
def test_without_scripts_the_film_is_one_link_away(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Voir le film").click()
    expect(page).to_have_url(f"{address}/shown/bouge?film=1")
    context.close()


@pytest.mark.e2e
def test_it_is_readable_at_every_size(page: Page) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.locator("#shown-bouge summary").click()
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{size}.png", full_page=True)
        page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 1

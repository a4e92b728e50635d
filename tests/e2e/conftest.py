"""A real Chromium for all end-to-end tests, and somebody of the demonstration signed in with it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.running import Running

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


Visit = Callable[..., Page]


@pytest.fixture
def strangers() -> list[str]:
    """Addresses outside the campus that pages of this test have asked for something."""
    return []


@pytest.fixture
def visit(campus: Running, chromium: Browser, strangers: list[str]) -> Iterator[Visit]:
    """A function that opens a page of the campus in a browser of its own; every request is watched."""
    contexts: list[BrowserContext] = []

    def watch(url: str) -> None:
        if not url.startswith((campus.url, campus.url.replace("http", "ws"), "data:", "blob:", "about:")):
            strangers.append(url)

    def open_page(path: str = "/", width: int = 1280, height: int = 720) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        context.set_default_timeout(45_000)
        contexts.append(context)
        page = context.new_page()
        context.on("request", lambda request: watch(request.url))
        page.on("websocket", lambda socket: watch(socket.url))
        page.goto(campus.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked another host for something"


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots go: kept as artefacts, looked at by people."""
    folder = Path(os.environ.get("CAMPUS_PICTURES", ROOT / "test-results"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def sign_in(campus: Running, visit: Visit) -> Callable[..., Page]:
    """A function that signs somebody of the demonstration in, as she would."""

    def enter(name: str, **options: int) -> Page:
        page = visit("/", **options)
        page.get_by_label("Ton pseudo").fill(name)
        page.get_by_label("Tes trois mots").fill(campus.words(name).replace("-", " "))
        page.keyboard.press("Enter")
        page.wait_for_url("**/services/campus/**")
        return page

    return enter

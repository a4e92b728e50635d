"""Where each learner's server has a name of its own, the whole walk is the same, and origins differ."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.running import Running, free_port, running_campus

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
LEARNER = "lina"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("names") / "campus"
    # Browsers find all names below localhost on this machine.
    settings = f'subdomain_host = "http://campus.localhost:{port}"\n'
    with running_campus(folder, port, settings=settings) as running:
        yield running


@pytest.fixture
def strangers(campus: Running, port: int) -> list[str]:
    """Her server's own name is no other host's."""
    return _OwnNames(port)


class _OwnNames(list[str]):
    def __init__(self, port: int) -> None:
        super().__init__()
        self._own = tuple(f"{scheme}://{LEARNER}.campus.localhost:{port}/" for scheme in ("http", "ws"))

    def append(self, url: str) -> None:
        if not url.startswith(self._own):
            super().append(url)


def test_from_her_card_to_her_result(campus: Running, port: int, sign_in: Callable[..., Page]) -> None:
    page = sign_in(LEARNER)
    assert page.url == f"http://campus.localhost:{port}/services/campus/path"
    step = page.locator("article.step", has_text="Le guichet malin")
    step.get_by_role("link", name="Ouvrir").click()
    page.wait_for_url(f"http://{LEARNER}.campus.localhost:{port}/user/{LEARNER}/notebooks/**")
    expect(page.locator(".jp-Notebook .jp-CodeCell").first).to_be_visible()
    page.get_by_role("button", name="Rendre", exact=True).click()
    result = page.locator(".campus-Sheet")
    expect(result).to_contain_text("points", timeout=60_000)
    result.get_by_role("link", name="Mon parcours").click()
    page.wait_for_url(f"http://campus.localhost:{port}/services/campus/path")
    # From the page, through her server, too.
    step = page.locator("article.step", has_text="Le guichet malin")
    before = step.get_by_role("link", name="Mon résultat").get_attribute("href")
    step.get_by_role("button", name="Rendre à nouveau").click()
    expect(step.get_by_role("link", name="Mon résultat")).not_to_have_attribute(
        "href", before or "", timeout=60_000
    )


def test_who_grades_finds_her_pages(campus: Running, sign_in: Callable[..., Page]) -> None:
    page = sign_in("nadia")
    page.goto(f"{campus.url}/services/formgrader-{COURSE}/formgrader")
    expect(page.get_by_role("link", name="Manual Grading")).to_be_visible()


def test_none_of_her_cookies_goes_to_another_s_server(
    campus: Running, port: int, chromium: Browser, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(LEARNER)
    page.goto(f"{campus.url}/hub/user-redirect/tree")
    page.wait_for_url(f"http://{LEARNER}.campus.localhost:{port}/**")
    names = {one["name"] for one in page.context.cookies(f"http://jade.campus.localhost:{port}/user/jade/")}
    assert names <= {"jupyterhub-session-id"}  # says that she signed out, and opens nothing
    hers = {one["name"] for one in page.context.cookies(page.url)}
    assert f"jupyterhub-user-{LEARNER}" in hers
    assert "jupyterhub-hub-login" not in hers

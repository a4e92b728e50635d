"""The room in a real Chromium: joining, who is there, a pause, the steps, at every size, with axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from busy_ness.app import presence
from busy_ness.app.laptop import laptop
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import Atelier, serving

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[4] / "platform" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"bureau": (1280, 720), "zoom-200": (640, 360), "telephone": (390, 844)}
PICTURES = Path(__file__).parents[4] / "test-results" / "room"


@pytest.fixture
def workshop(atelier: Atelier) -> Workshop:
    return atelier.workshop()


class Desk:
    """People at their own machines; what a page complains of in its console is kept."""

    def __init__(self, chromium: Browser, address: str, atelier: Atelier) -> None:
        self.chromium, self.address, self.atelier = chromium, address, atelier
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def page(self, width: int = 1280, height: int = 720) -> Page:
        context = self.chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def facilitator(self, width: int = 1280, height: int = 720) -> Page:
        page = self.page(width, height)
        page.goto(f"{self.address}/animation#{self.atelier.token}")
        page.wait_for_url(f"{self.address}/")
        return page

    def pupil(self, workshop: Workshop, name: str, team: str, width: int = 390, height: int = 844) -> Page:
        page = self.page(width, height)
        page.goto(f"{self.address}/{workshop.code}/rejoindre")
        page.get_by_label("Ton prénom", exact=True).fill(name)
        page.get_by_role("button", name="C’est moi").click()
        page.get_by_role("link", name="C’est noté").click()
        page.get_by_role("button", name=team).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(team)
        return page


@pytest.fixture
def desk(chromium: Browser, address: str, atelier: Atelier) -> Iterator[Desk]:
    made = Desk(chromium, address, atelier)
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []


def test_three_pupils_join_and_the_facilitator_sees_them_come_and_go(
    desk: Desk, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 1)
    lead = desk.facilitator()
    assert "#" not in lead.url
    lead.goto(f"{desk.address}/{workshop.code}/animer/")
    reds = lead.get_by_role("article", name="Les Rouges")
    ada = desk.pupil(workshop, "Ada", "Les Rouges")
    expect(reds.get_by_text("Ada")).to_be_visible()
    expect(reds.locator('[data-here="1"]')).to_have_count(1)
    grace = desk.pupil(workshop, "Grace", "Les Rouges")
    desk.pupil(workshop, "Katherine", "Les Bleus")
    expect(reds.locator('[data-here="1"]')).to_have_count(2)
    expect(ada.locator(".mates").get_by_text("Grace")).to_be_visible()
    expect(ada.locator('.mates [data-here="1"]')).to_have_count(2)
    grace.goto("about:blank")
    expect(reds.locator('[data-here="1"]')).to_have_count(1, timeout=15_000)
    expect(ada.locator('.mates [data-here="1"]')).to_have_count(1)


def test_a_pause_reaches_phones_and_ends(desk: Desk, workshop: Workshop) -> None:
    lead, ada = desk.facilitator(), desk.pupil(workshop, "Ada", "Les Verts")
    lead.goto(f"{desk.address}/{workshop.code}/animer/")
    lead.get_by_role("button", name="Pause").click()
    expect(ada.get_by_role("status").get_by_text("Tu peux lire, pas écrire")).to_be_visible()
    lead.get_by_role("button", name="Reprendre").click()
    expect(ada.get_by_text("Tu peux lire, pas écrire")).to_have_count(0)


def test_the_next_session_reaches_teams_and_the_projector(desk: Desk, workshop: Workshop) -> None:
    lead, ada, wall = desk.facilitator(), desk.pupil(workshop, "Ada", "Les Verts"), desk.facilitator()
    wall.goto(f"{desk.address}/{workshop.code}/ecran")
    expect(wall.get_by_text(workshop.code)).to_be_visible()
    lead.goto(f"{desk.address}/{workshop.code}/animer/")
    lead.get_by_role("button", name="Commencer").click()
    expect(wall.get_by_role("timer")).to_be_visible()
    first = wall.get_by_role("timer").text_content()
    expect(wall.get_by_role("timer")).not_to_have_text(first or "")
    lead.get_by_label("Aller à la séance").select_option(index=1)
    lead.get_by_role("button", name="Y aller").click()
    expect(ada.get_by_text("Séance 2 sur 6")).to_be_visible()
    expect(wall.get_by_text("Séance 2")).to_be_visible()
    expect(wall.get_by_role("timer")).to_have_count(0)


def test_a_page_whose_wifi_failed_catches_up_by_itself(desk: Desk, workshop: Workshop) -> None:
    ada = desk.pupil(workshop, "Ada", "Les Verts")
    expect(ada.locator('.mates [data-here="1"]')).to_have_count(1)
    ada.context.set_offline(True)
    desk.atelier.parts.workshops.change(workshop, paused=True)
    ada.wait_for_timeout(500)
    ada.context.set_offline(False)
    expect(ada.get_by_text("Tu peux lire, pas écrire")).to_be_visible(timeout=20_000)
    desk.complaints.clear()  # Chromium says that it was offline


def test_a_page_outlives_a_server_that_starts_again(desk: Desk, workshop: Workshop, tmp_path: Path) -> None:
    with serving(desk.atelier.parts) as first:
        desk.address = first
        ada = desk.pupil(workshop, "Ada", "Les Verts")
        ada.wait_for_function("document.getElementById('live-state').hidden")
    expect(ada.get_by_text("Connexion perdue")).to_be_visible(timeout=20_000)
    again = laptop(tmp_path / "atelier", 8765, "127.0.0.1").parts
    again.workshops.change(workshop, paused=True)
    with serving(again, port=int(first.rpartition(":")[2])):
        expect(ada.get_by_text("Tu peux lire, pas écrire")).to_be_visible(timeout=20_000)
        expect(ada.get_by_text("Connexion perdue")).to_be_hidden()
        ada.goto("about:blank")
    desk.complaints.clear()  # Chromium says that nobody answered


def test_joining_works_with_the_keyboard_alone(desk: Desk, workshop: Workshop) -> None:
    page = desk.page()
    page.goto(f"{desk.address}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.get_by_label("Code de l’atelier").focus()
    page.keyboard.type(workshop.code.lower())
    page.keyboard.press("Enter")
    page.get_by_label("Ton prénom", exact=True).focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="C’est noté").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Les Bleus").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Les Bleus")


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_room_is_accessible_and_fits(desk: Desk, workshop: Workshop, size: str) -> None:
    for number, name in enumerate(["Inès", "Léo", "Éléonore-Marguerite", "Tom", "Zoé"]):
        desk.atelier.pupil(workshop, name, number % 3)
    desk.atelier.newcomer(workshop, "Karim")
    desk.atelier.parts.workshops.change(workshop, shows_names=True)
    width, height = SIZES[size]
    stranger, lead = desk.page(width, height), desk.facilitator(width, height)
    code = workshop.code
    for page, path in [
        *((stranger, path) for path in ("entrer", f"entrer/{code}", "animation")),
        *((lead, path) for path in ("", "ateliers/nouveau")),
        *((lead, f"{code}/{path}") for path in ("animer/", "animer/equipes", "ecran", "seance/1")),
    ]:
        page.goto(f"{desk.address}/{path}")
        looked_at(page, f"{path.replace('/', '-').replace(code, 'code') or 'accueil'}-{size}")
    lead.goto(f"{desk.address}/{code}/animer/")
    lead.get_by_role("button", name="Commencer").click()
    looked_at(lead, f"animer-etape-{size}")
    ada = desk.pupil(workshop, "Ada", "Les Rouges", width, height)
    looked_at(ada, f"equipe-{size}")
    desk.atelier.parts.workshops.change(workshop, paused=True)
    expect(ada.get_by_text("Tu peux lire")).to_be_visible()
    looked_at(ada, f"equipe-pause-{size}")
    for path in ("seance/1", "mon-code"):
        ada.goto(f"{desk.address}/{path if path == 'mon-code' else f'{code}/{path}'}")
        looked_at(ada, f"eleve-{path.replace('/', '-')}-{size}")


def looked_at(page: Page, name: str) -> None:
    """Nothing that axe finds, nothing wider than the window, and a picture to look at."""
    session = page.context.new_cdp_session(page)  # not as a script of the page: its policy allows none
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

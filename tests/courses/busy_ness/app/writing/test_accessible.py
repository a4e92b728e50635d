"""Every page of the writing: accessible, readable on a phone and at 200 %, nothing overflows sideways."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from busy_ness.app.people import Person
from busy_ness.app.writing.boxes import BOXES
from busy_ness.plan.entries import EXAMPLE
from tests.courses.busy_ness.app.writing.classroom import Visits

AXE = Path(__file__).parents[5] / "platform" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"bureau": (1280, 720), "zoom-200": (640, 360), "telephone": (390, 844)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
TIGHT = {"produits.sac.prix": "12", "ventes.comptant": "0", "ventes.delai_clients": "90"}  # many alerts
PAGES = {
    "texts": ("canevas", "personas", "etude", "strategie", "pitch"),
    "form": ("plan", "plan/saisie/entreprise", "plan/saisie/produits", "plan/saisie/saison"),
    "statements": ("plan/tresorerie", "plan/seuil", "plan/formes", "plan/faisabilite?tirer=1"),
    "explanations": ("plan/figure/resultat.a1.net", "plan/historique/produits.sac.prix"),
}


def check(page: Page, name: str, pictures: Path) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        page.screenshot(path=pictures / f"{name}-{size}.png", full_page=True)
        page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        told = [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found["violations"]]
        assert told == [], f"{name} at {size}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name} overflows sideways at {size} by {wide} px"


@pytest.fixture
def full(visits: Visits) -> Visits:
    """A team that has written everywhere, and whose plan has many alerts."""
    texts = {key: f"{box.example} {box.question}" for key, box in BOXES.items()}
    entries = {**EXAMPLE, **TIGHT, "etude.personnes": "50", "reponse.seuil": "40000"}
    writing = visits.classroom.parts.writing
    writing.fill(visits.classroom.team.id, texts, entries, Person("ines", "Inès"))
    return visits


@pytest.mark.parametrize("which", PAGES)
def test_a_pupils_pages_are_clean_at_every_size(full: Visits, which: str, tmp_path: Path) -> None:
    look(full, "ines", PAGES[which], tmp_path)


def test_a_facilitators_pages_are_clean_at_every_size(full: Visits, tmp_path: Path) -> None:
    look(full, "clara", ("canevas", "plan", "plan/saisie/produits", "plan/seuil"), tmp_path)


def look(full: Visits, who: str, paths: tuple[str, ...], tmp_path: Path) -> None:
    page = full.open(who, paths[0])
    for path in paths:
        page.goto(f"{full.server.url}{full.classroom.path(path)}")
        page.wait_for_timeout(300)
        check(page, path.replace("/", "_").split("?")[0], tmp_path)


def test_open_dialogs_folded_parts_and_problems_are_clean_too(full: Visits, tmp_path: Path) -> None:
    page = full.open("ines", "plan/saisie/produits")
    page.locator("#form-desk[data-open]").wait_for(state="attached")
    page.locator('[data-entry="produits.sac.prix"]').fill("douze")
    page.locator('[data-entry="produits.sac.prix"]').press("Tab")
    page.locator(".problem:visible").wait_for()
    for summary in page.locator("details summary").all():
        summary.click()
    check(page, "problem", tmp_path)
    page.locator("#live-summary .figure-link").first.click()
    page.locator("dialog[open]").wait_for()
    check(page, "dialog", tmp_path)

"""Steps of a game in a real browser; each takes pages that are signed in, wherever they are served from."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[5] / "platform" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"laptop": (1280, 720), "phone": (390, 844), "zoomed": (640, 360)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def begin(lead: Page) -> None:
    """On the facilitator's market page."""
    lead.get_by_role("button", name="Commencer la partie").click()
    expect(lead.get_by_role("button", name="Ouvrir le trimestre 1")).to_be_visible()


def open_round(lead: Page, number: int, minutes: str = "") -> None:
    lead.get_by_label("Temps pour décider").fill(minutes)
    lead.get_by_role("button", name=f"Ouvrir le trimestre {number}").click()
    expect(lead.get_by_text("Ouvert : les équipes décident")).to_be_visible()


def play_card(lead: Page, title: str) -> None:
    lead.get_by_role("button", name=title).click()
    expect(lead.get_by_text("Annoncée aux équipes")).to_be_visible()


def close_round(lead: Page, number: int) -> None:
    lead.get_by_role("link", name=f"Clôturer le trimestre {number}").click()
    lead.get_by_role("button", name="Oui, clôturer").click()
    expect(lead.get_by_text("Le trimestre est clôturé.")).to_be_visible()


def show_ranking(lead: Page, how: str) -> None:
    lead.get_by_label(how, exact=True).check()
    lead.get_by_role("button", name="Appliquer").click()
    expect(lead.get_by_label(how, exact=True)).to_be_checked()


def type_decision(page: Page, fields: Mapping[str, str]) -> None:
    """On the team's market page; fields of other roles are left alone, the others are kept after."""
    for key, text in fields.items():
        field = page.locator(f'[data-field="{key}"]')
        first = field.locator("input:not([type=hidden])").first
        if first.get_attribute("readonly") is not None or first.is_disabled():
            continue
        if first.get_attribute("type") == "radio":
            field.locator("label", has=page.locator(f'input[value="{text}"]')).click()
        else:
            first.fill(text)
            first.blur()
        expect(page.locator(f'[data-field="{key}"][data-unsent]')).to_have_count(0)


def validate(page: Page) -> None:
    page.get_by_role("button", name="Valider la décision").click()
    expect(page.get_by_text("Validée par")).to_be_visible()


def write_debrief(page: Page, number: int, gap: str, change: str) -> None:
    """On the team's debrief page; both texts are kept after."""
    for key, text in ((f"debrief.{number}.ecart", gap), (f"debrief.{number}.changement", change)):
        page.locator(f'[data-text="{key}"]').fill(text)
    expect(page.locator("#saving")).to_have_text("Enregistré")


def found_by_axe(page: Page) -> list[str]:
    """What axe-core finds at a laptop's size, a phone's and at 200 %; and what sticks out sideways."""
    before, found = page.viewport_size, []
    page.evaluate(AXE.read_text("utf-8"))
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        ran = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        found += [
            f"{name}: {one['id']}: {node['target']} {node['failureSummary']}"
            for one in ran["violations"]
            for node in one["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{name}: wider than the screen")
    if before is not None:
        page.set_viewport_size(before)
    return found

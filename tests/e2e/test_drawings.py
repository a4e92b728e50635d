"""What a learner's cell draws is seen, and heard by those who do not see it."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
TITLE = "Ma carte pixel"


def test_the_first_badge_is_drawn_and_has_words(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("elif")
    page.locator("article.step", has_text=TITLE).get_by_role("link", name="Ouvrir").click()
    page.wait_for_url(re.compile(r"/notebooks/"))
    cell = page.locator(".jp-CodeCell", has_text="montrer_badge(").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    badge = cell.get_by_role("img", name="Badge en pixels, rose sur fond bordeaux")
    expect(badge).to_be_visible(timeout=30_000)
    page.screenshot(path=pictures / "badge.png")

"""Nine o'clock: eight girls in real browsers at the same moment, each from her card to her first result."""

import asyncio
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from benchmarks.running import Running
from grader.sandbox import Level, confinement
from tests.browser import FLAGS

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
CLASS = ("camille", "chloe", "elif", "fatou", "ines", "manon", "sarah", "yasmine")
TITLE = "Le guichet malin"
SENT_AWAY = (429, 500, 502, 503, 504)
PATIENCE_MS = 120_000  # eight browsers share two cores with the campus


@dataclass
class Seen:
    """What one of them saw."""

    result: str
    errors: list[str]


async def come(browser: Browser, campus: Running, name: str) -> Seen:
    context = await browser.new_context(viewport={"width": 1280, "height": 720}, locale="fr-FR")
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    errors: list[str] = []
    context.on(
        "response", lambda one: errors.append(f"{one.status} {one.url}") if one.status in SENT_AWAY else None
    )
    await page.goto(campus.url)
    await page.get_by_label("Ton pseudo").fill(name)
    await page.get_by_label("Tes trois mots").fill(campus.words(name).replace("-", " "))
    await page.keyboard.press("Enter")
    await page.locator("article.step", has_text=TITLE).get_by_role("link", name="Ouvrir").click()
    await page.wait_for_url(re.compile(r"/notebooks/"))
    cell = page.locator(".jp-CodeCell").first
    await cell.locator(".cm-content").click()
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text("print(6 * 7)")
    await page.keyboard.press("Shift+Enter")
    output = cell.locator(".jp-OutputArea-output")
    await expect(output).to_be_visible(timeout=PATIENCE_MS)
    seen = Seen((await output.inner_text()).strip(), errors)
    await context.close()
    return seen


async def ring(campus: Running) -> list[Seen]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        try:
            return await asyncio.gather(*(come(browser, campus, name) for name in CLASS))
        finally:
            await browser.close()


@pytest.mark.timeout(300)
def test_eight_come_at_once_and_each_has_her_first_result(campus: Running, pictures: Path) -> None:
    # In a thread: Playwright's other tests have a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(asyncio.run, ring(campus)).result()
    assert [one.result for one in seen] == ["42"] * len(CLASS)
    assert [error for one in seen for error in one.errors] == []

"""When her files take more than her share: she reads what to do, loses nothing, and can go on handing in."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.running import Running
from campus.accounts import Account
from campus.space import quota
from campus.spawner import LIMITS
from grader.sandbox import Level, confinement
from tests.e2e.spaces import spaces_of
from tests.e2e.test_main_job import COURSE, EXERCISE, RIGHT, TITLE, hand_in, open_exercise, write

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
SignIn = Callable[..., Page]
NAME = "juliette"  # nobody else's: her notebook is as it comes
SIZES = {"bureau": (1280, 720), "telephone": (390, 844)}
DRAFTS = "() => Object.keys(localStorage).filter(key => key.startsWith('campus:draft:'))"
NEVER = ("File too large", "Errno", "Unexpected error", "Error", "home-full")


@pytest.fixture(autouse=True)
def juliette(campus: Running) -> None:
    account = Account(NAME, "Juliette", "learner", (COURSE,))
    campus.campus.accounts.save(account, campus.words(NAME))


@pytest.fixture
def home(campus: Running) -> Path:
    return campus.campus.settings.homes_dir / NAME


@pytest.fixture
def film(campus: Running, home: Path) -> Iterator[Path]:
    """Where a file of hers will be that is larger than her share; gone at the end."""
    path = home / "film.mp4"
    yield path
    path.unlink(missing_ok=True)
    weigh(campus)


def fill(film: Path, campus: Running) -> None:
    with film.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, (campus.campus.settings.learners.home_mb + 20) << 20)
    status = film.parent.stat()
    os.chown(film, status.st_uid, status.st_gid)


def weigh(campus: Running) -> None:
    """What the hub does once a minute."""
    settings = campus.campus.settings
    full = quota.used_mb(settings.homes_dir / NAME) > settings.learners.home_mb
    (first,) = spaces_of(settings.homes_dir, NAME)
    quota.enforce(first.pid, full=full, file_bytes=LIMITS["RLIMIT_FSIZE"])


def at_work(page: Page) -> None:
    """In her notebook, with Python there."""
    open_exercise(page, TITLE)
    cell = page.locator(".jp-CodeCell", has_text="def douche").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_contain_text(re.compile(r"\d"), timeout=30_000)


def is_saved(page: Page, home: Path, text: str, seconds: int = 10) -> bool:
    """Whether it is on her disk, as soon as it is there."""
    for _ in range(seconds * 10):
        if text in sources(home):
            return True
        page.wait_for_timeout(100)
    return False


def sources(home: Path) -> str:
    """All that is in her cells, as it is on her disk."""
    path = home / COURSE / EXERCISE / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return "\n".join(cell.source for cell in notebook.cells)


def shown(page: Page, dialog: Locator, pictures: Path, name: str) -> None:
    """Pictures of a dialog at each size; all of it is on the screen."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        box = dialog.locator(".jp-Dialog-content").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.screenshot(path=pictures / f"{name}-{size}.png")
    page.set_viewport_size({"width": 1280, "height": 720})


def test_a_full_home_is_told_in_french_and_what_she_typed_is_saved_once_there_is_room(
    campus: Running, sign_in: SignIn, pictures: Path, home: Path, film: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    before = sources(home)
    fill(film, campus)
    weigh(campus)
    write(page, "def tarif(age)", RIGHT)
    page.keyboard.press("Control+s")
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Ton travail n’est pas encore enregistré")
    expect(dialog).to_contain_text("Tes fichiers prennent trop de place")
    for never in NEVER:
        expect(dialog).not_to_contain_text(never)
    shown(page, dialog, pictures, "plus-de-place")
    assert sources(home) == before

    with page.context.expect_page() as opened:
        dialog.get_by_role("button", name="Mes fichiers").click()
    files = opened.value
    files.get_by_text(film.name).click()
    files.get_by_role("button", name="Supprimer").click()
    files.locator(".jp-Dialog").get_by_role("button", name="Supprimer").click()
    expect(files.get_by_text(film.name)).to_have_count(0)
    assert not film.exists()
    weigh(campus)

    # Saved by itself, and she is told.
    expect(page.get_by_text("C’est bon, ton travail est enregistré.")).to_be_visible(timeout=40_000)
    expect(page.locator(".jp-CodeCell", has_text="def tarif(age)").first).to_contain_text("return 9")
    assert RIGHT in sources(home)


def test_in_a_full_home_she_hands_in_what_is_on_her_disk(
    campus: Running, sign_in: SignIn, home: Path, film: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    write(page, "def tarif(age)", RIGHT)
    page.keyboard.press("Control+s")
    assert is_saved(page, home, RIGHT)
    fill(film, campus)
    weigh(campus)
    hand_in(page)
    expect(page.locator(".campus-Sheet")).to_contain_text(
        "Le prix change au bon anniversaire", timeout=30_000
    )


def stop_kernels(page: Page) -> None:
    page.evaluate("""async () => {
        const headers = { 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]+)/)[1] };
        const sessions = location.pathname.replace(/notebooks\\/.*/, 'api/sessions');
        for (const { id } of await (await fetch(sessions, { headers })).json()) {
            await fetch(`${sessions}/${id}`, { method: 'DELETE', headers });
        }
    }""")


def test_a_notebook_opened_in_a_full_home_says_why_python_does_not_start(
    campus: Running, sign_in: SignIn, pictures: Path, film: Path
) -> None:
    page = sign_in(NAME)
    at_work(page)
    stop_kernels(page)
    fill(film, campus)
    weigh(campus)
    page.reload()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Python n’a pas pu démarrer", timeout=30_000)
    expect(dialog).to_contain_text("Puis recharge cette page.")
    expect(dialog.get_by_role("button", name="Mes fichiers")).to_be_visible()
    expect(dialog).to_contain_text("Tes fichiers prennent trop de place")
    for never in NEVER:
        expect(dialog).not_to_contain_text(never)
    shown(page, dialog, pictures, "python-sans-place")

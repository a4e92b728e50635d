"""The Atelier through the hub: from *Mon parcours* to the result, and nothing typed is lost whatever dies."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Error, FrameLocator, Locator, Page, expect

from atelier import bundle
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.dist import DIST
from grader.sandbox import Level, confinement
from tests.atelier.conftest import build
from tests.e2e.spaces import spaces_of
from tests.e2e.test_kills import wait_for_hub

pytestmark = [
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
    pytest.mark.timeout(900),  # the first one starts the campus too
]
SignIn = Callable[..., Page]

COURSE = "girls_can_code"
EXERCISES = Path(__file__).parents[2] / "courses" / COURSE / "exercises"
HUB = ("jupyterhub", "jupyterhub_config.py")
MAY_MISS_SECONDS = 2.0
SIZES = {"bureau": (1280, 720), "tablette": (1024, 768), "zoom": (640, 360), "telephone": (390, 844)}

SKY, GROUND, SUN = (120, 190, 255), (70, 160, 70), (255, 210, 60)
RED, BLUE = (255, 0, 0), (30, 20, 160)
GOES_RIGHT = f"""import pygame

pygame.init()
ecran = pygame.display.set_mode((320, 240))
horloge = pygame.time.Clock()
x = 40
while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
        if evenement.type == pygame.KEYDOWN and evenement.key == pygame.K_RIGHT:
            x = 280
    ecran.fill({BLUE})
    pygame.draw.rect(ecran, {RED}, (x - 20, 100, 40, 40))
    pygame.display.flip()
    horloge.tick(60)
"""


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    """The browser side of the sources as they are: a server that starts reads which version is current."""
    build("atelier", "player", "client", "worker")
    bundle.assemble(bundle.Sources(), DIST)


def open_exercise(page: Page, title: str) -> None:
    """From *Mon parcours* to the Atelier, ready to type in."""
    page.locator("article.step", has_text=title).get_by_role("link", name="Ouvrir").click()
    page.wait_for_url(re.compile(r"/campus/atelier/"))
    expect(page.locator(".state")).to_have_text("Enregistré")


def write(page: Page, name: str, text: str) -> None:
    """In place of all that is in a file."""
    page.get_by_role("tab", name=name, exact=True).click()
    page.locator(".editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def solution(exercise: str, name: str) -> str:
    """As a learner would have written it: without what the author tells the check."""
    text = (EXERCISES / exercise / "solution" / name).read_text("utf-8")
    return re.sub(r" *# mutation: ok.*", "", text)


def preview(page: Page) -> FrameLocator:
    return page.frame_locator(".page-frame iframe").frame_locator("iframe:not(.to-come)")


def game(page: Page) -> Locator:
    """What she plays on."""
    return page.frame_locator("iframe[src*='player.html']").locator("canvas")


def colour(page: Page, place: tuple[int, int], size: tuple[int, int]) -> tuple[int, ...]:
    """Of a place in her game's window of that size, as it is on the screen."""
    picture = Image.open(BytesIO(game(page).screenshot())).convert("RGB")
    x, y = (at * length // whole for at, length, whole in zip(place, picture.size, size, strict=True))
    seen = picture.getpixel((x, y))
    assert isinstance(seen, tuple)
    return seen


def until_colour(page: Page, place: tuple[int, int], size: tuple[int, int], wanted: tuple[int, ...]) -> None:
    until, seen = time.monotonic() + 60, None
    while seen != wanted:
        assert time.monotonic() < until, f"{seen} at {place}, not {wanted}"
        page.wait_for_timeout(100)
        with suppress(Error):  # the frame of the game before was just taken away
            seen = colour(page, place, size)


def handed_in(page: Page, seconds: float = 60) -> None:
    page.get_by_role("button", name="Rendre", exact=True).click()
    result = page.get_by_role("region", name="Ton résultat")
    expect(result).to_contain_text("Bravo, tout est réussi", timeout=seconds * 1000)


def pictured(page: Page, pictures: Path, name: str) -> None:
    """Pictures at each size; no part of the page is beside the screen."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=pictures / f"atelier-{name}-{size}.png")
    page.set_viewport_size({"width": 1280, "height": 720})


def test_she_makes_her_page_and_reads_her_result_beside_it(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("jade")
    open_exercise(page, "Ma page")
    expect(page.locator(".statement-text h2").first).to_have_text("Ma page")
    expect(preview(page).locator("p")).to_have_text("Bonjour !")
    write(page, "index.html", solution("ma_page", "index.html"))
    write(page, "style.css", solution("ma_page", "style.css"))
    expect(preview(page).locator("h1")).to_have_text("Les phares")
    expect(preview(page).locator("img")).to_have_js_property("complete", True)
    pictured(page, pictures, "page")
    handed_in(page)
    pictured(page, pictures, "resultat")


def test_she_plays_her_game_stops_it_and_hands_it_in(sign_in: SignIn, pictures: Path) -> None:
    page = sign_in("manon")
    open_exercise(page, "Premier écran")
    run = page.locator(".run")
    write(page, "jeu.py", "import pygame\nprint('bonjour')\npygame.init()\nmiaou()\n")
    run.click()
    mistake = page.locator(".mistake")
    expect(mistake).to_contain_text("jeu.py, ligne 4", timeout=60_000)
    expect(page.locator(".output-text")).to_contain_text("bonjour")
    expect(page.locator(".cm-mistake")).to_have_text("miaou()")
    mistake.get_by_text("Voir le message de Python").click()
    expect(mistake).to_contain_text("NameError: name 'miaou' is not defined")
    pictured(page, pictures, "erreur")

    write(page, "jeu.py", solution("premier_ecran", "jeu.py"))
    page.keyboard.press("Control+Enter")
    expect(run).to_have_text("Arrêter", timeout=30_000)
    expect(page.locator(".page-where")).not_to_have_text(re.compile("prépare|démarre"), timeout=30_000)
    until_colour(page, (540, 100), (640, 480), SUN)
    assert colour(page, (8, 8), (640, 480)) == SKY
    assert colour(page, (320, 440), (640, 480)) == GROUND
    pictured(page, pictures, "jeu")
    run.click()
    expect(run).to_have_text("Jouer")

    write(page, "jeu.py", GOES_RIGHT)
    run.click()
    until_colour(page, (40, 120), (320, 240), RED)
    game(page).click()
    page.keyboard.press("ArrowRight")
    until_colour(page, (280, 120), (320, 240), RED)
    assert colour(page, (40, 120), (320, 240)) == BLUE
    page.keyboard.press("Escape")
    run.click()
    expect(run).to_have_text("Jouer")

    write(page, "jeu.py", solution("premier_ecran", "jeu.py"))
    handed_in(page)


def test_her_site_runs_beside_her_program_and_starts_again_when_it_is_saved(
    sign_in: SignIn, pictures: Path
) -> None:
    page = sign_in("yasmine")
    open_exercise(page, "Livre d'or")
    site = page.frame_locator(".page-frame iframe")
    expect(site.locator("h1").first).to_be_visible(timeout=30_000)
    write(page, "app.py", "miaou\n" + solution("livre_dor", "app.py"))
    mistake = page.locator(".mistake")
    expect(mistake).to_contain_text("miaou", timeout=30_000)
    pictured(page, pictures, "site-erreur")
    write(page, "app.py", solution("livre_dor", "app.py"))
    expect(mistake).to_have_count(0, timeout=30_000)
    for template in (EXERCISES / "livre_dor" / "solution" / "templates").iterdir():
        write(page, f"templates/{template.name}", template.read_text("utf-8"))
    expect(page.locator(".state")).to_have_text("Enregistré")
    expect(site.locator("form").first).to_be_visible(timeout=30_000)
    site.get_by_label("Ton prénom").fill("Yasmine")
    site.get_by_label("Ton message").fill("<b>Bravo</b> !")
    site.get_by_role("button", name="Envoyer").click()
    expect(site.locator("li")).to_have_text("Yasmine : <b>Bravo</b> !")
    pictured(page, pictures, "site")
    handed_in(page)


@dataclass
class Typing:
    """She types numbers, one after the other, and knows when each was typed."""

    page: Page
    moments: list[float] = field(default_factory=list)

    def begin(self) -> None:
        write(self.page, "index.html", "<p>\n")

    def type(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.page.keyboard.type(f"n{len(self.moments)} ", delay=15)
            self.moments.append(time.monotonic())

    def missing_seconds(self, text: str, died: float) -> float:
        """How long before that moment she had typed the first number that is not there; 0 where all are."""
        there = set(re.findall(r"n(\d+) ", text + " "))
        lost = [moment for number, moment in enumerate(self.moments) if str(number) not in there]
        return max((died - moment for moment in lost), default=0.0)


@pytest.fixture
def typing(campus: Running, sign_in: SignIn) -> Typing:
    """Elif, in her page, typing."""
    visitor = Visitor(campus.url, "elif", campus.words("elif"))
    assert visitor.sign_in().ok
    visitor.stop_server()
    page = sign_in("elif")
    open_exercise(page, "Ma page")
    made = Typing(page)
    made.begin()
    return made


@pytest.fixture
def disk(campus: Running) -> Callable[[], str]:
    path = campus.campus.settings.homes_dir / "elif" / COURSE / "ma_page" / "index.html"
    return lambda: path.read_text("utf-8")


def all_there(typing: Typing, disk: Callable[[], str], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if typing.missing_seconds(disk(), time.monotonic()) == 0:
            return True
        typing.page.wait_for_timeout(200)
    return False


def test_her_tab_killed_while_she_types(typing: Typing, disk: Callable[[], str]) -> None:
    typing.type(5)
    died = time.monotonic()
    assert typing.missing_seconds(disk(), died) <= MAY_MISS_SECONDS + 0.6
    context = typing.page.context
    again = context.new_page()
    typing.page.on("crash", lambda _: None)
    with suppress(Error):
        typing.page.goto("chrome://crash", timeout=3000)
    again.goto(f"{typing.page.url.split('/user/')[0]}/user/elif/campus/atelier/{COURSE}/ma_page")
    typing.page = again
    expect(again.locator(".state")).to_have_text("Enregistré", timeout=30_000)
    lost = typing.missing_seconds(disk(), died)
    assert lost <= MAY_MISS_SECONDS
    text = again.locator(".editor .cm-content").inner_text()
    assert typing.missing_seconds(text.replace("\n", " "), died) == lost


def test_the_network_gone_while_she_types(typing: Typing, disk: Callable[[], str]) -> None:
    typing.type(3)
    typing.page.context.set_offline(True)
    died = time.monotonic()
    typing.type(6)
    assert typing.missing_seconds(disk(), died) <= MAY_MISS_SECONDS
    expect(typing.page.locator(".state")).to_have_text("Hors ligne, gardé dans ton navigateur")
    typing.page.context.set_offline(False)
    assert all_there(typing, disk)
    expect(typing.page.locator(".state")).to_have_text("Enregistré")


def test_her_server_killed_while_she_types(
    campus: Running, typing: Typing, disk: Callable[[], str], pictures: Path
) -> None:
    typing.type(3)
    (first,) = spaces_of(campus.campus.settings.homes_dir, "elif")
    first.kill()
    died = time.monotonic()
    assert typing.missing_seconds(disk(), died) <= MAY_MISS_SECONDS
    dialog = typing.page.get_by_role("dialog", name="Ton espace s’est fermé")
    # She goes on typing, and none of her keys presses the button that comes meanwhile.
    while dialog.count() == 0 and time.monotonic() < died + 60:
        typing.type(0.3)
    typing.type(1)
    expect(dialog).to_contain_text("Rien n’est perdu")
    typed = typing.page.locator(".editor .cm-content").inner_text().replace("\n", " ")
    assert typing.missing_seconds(typed, time.monotonic()) <= MAY_MISS_SECONDS
    typing.page.screenshot(path=pictures / "atelier-espace-ferme.png")
    dialog.get_by_role("button", name="Rouvrir mon espace").click()
    expect(typing.page.get_by_text("Ton espace est rouvert")).to_be_visible(timeout=60_000)
    typing.moments = [moment for number, moment in enumerate(typing.moments) if f"n{number} " in typed]
    assert all_there(typing, disk)


def test_the_hub_killed_while_she_types(campus: Running, typing: Typing, disk: Callable[[], str]) -> None:
    typing.type(3)
    campus.kill(*HUB)
    died = time.monotonic()
    typing.type(6)
    assert typing.missing_seconds(disk(), died) <= MAY_MISS_SECONDS
    wait_for_hub(campus)
    typing.type(1)
    assert all_there(typing, disk)
    expect(typing.page.locator(".state")).to_have_text("Enregistré")
    expect(typing.page.get_by_role("dialog")).to_have_count(0)


def test_she_goes_back_in_time(typing: Typing, disk: Callable[[], str], pictures: Path) -> None:
    page = typing.page
    typing.type(1)
    assert all_there(typing, disk)
    page.get_by_role("button", name="Fichiers").click()
    page.get_by_role("button", name="Revenir en arrière…").click()
    dialog = page.get_by_role("dialog", name="Revenir en arrière")
    dialog.locator(".past-moment").last.click()
    expect(dialog.locator(".difference .added").first).to_be_visible()
    pictured(page, pictures, "arriere")
    dialog.get_by_role("button", name="Remettre cette version").click()
    expect(page.locator(".notice")).to_contain_text("C’est remis")
    page.locator(".notice").get_by_role("button", name="Annuler").click()
    assert all_there(typing, disk)


def test_what_she_typed_is_gone_when_another_learner_comes(typing: Typing, campus: Running) -> None:
    page = typing.page
    hers = f"campus:draft:sarah:{COURSE}/ma_page/index.html?x"
    draft = '{"text": "secret", "base": "", "at": 1}'
    page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [hers, draft])
    page.reload()
    expect(page.locator(".state")).to_have_text("Enregistré")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('sarah'))") == []

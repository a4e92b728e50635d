"""Games in a real Chromium: shown, played, asked, stopped, whatever they do."""

import base64
import io
import sys
import wave
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.player_page import PlayerPage, player_page
from campus.dist import Dist
from tests.atelier.engine import ATELIER
from tests.atelier.tab import Tab

RED, GREEN, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 0)
# 320 x 200; a square that arrows and clicks move, red where nothing is.
GAME = """
import pygame

pygame.init()
screen = pygame.display.set_mode((320, 200))
pygame.display.set_caption("Le carré")
clock = pygame.time.Clock()
x = y = 0
running = True
while running:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            running = False
        elif event.type == pygame.MOUSEBUTTONDOWN:
            x, y = event.pos
            print("clic", event.pos, event.button)
        elif event.type == pygame.KEYDOWN:
            print("touche", pygame.key.name(event.key), event.unicode)
    pressed = pygame.key.get_pressed()
    if pressed[pygame.K_RIGHT]:
        x += 2
    screen.fill((255, 0, 0))
    pygame.draw.rect(screen, (0, 255, 0), (x, y, 10, 10))
    pygame.display.flip()
    clock.tick(60)
print("fini")
"""


@pytest.fixture(scope="module")
def served(dist: Dist) -> Iterator[PlayerPage]:
    with player_page(dist) as page:
        yield page


@pytest.fixture(scope="module")
def shared(chromium: Browser, served: PlayerPage) -> Iterator[Tab]:
    """One page for tests that need nothing of their own: a game after another, as in an afternoon."""
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, locale="fr-FR")
    yield Tab(context.new_page(), served.url)
    context.close()


@pytest.fixture
def tab(shared: Tab) -> Iterator[Tab]:
    """That page, with nothing running, a spare that waits and nothing heard yet."""
    shared.wait_until_ready()
    shared.page.evaluate(
        "Object.assign(heard, { states: [], output: '', errors: '', mistakes: [], captions: [], frames: [] })"
    )
    yield shared
    shared.stop()


@pytest.fixture
def fresh(chromium: Browser, served: PlayerPage) -> Iterator[Tab]:
    """A page of this test's own."""
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    yield Tab(context.new_page(), served.url)
    context.close()


def test_a_game_is_shown(tab: Tab) -> None:
    tab.show(GAME)
    assert tab.pixel(5, 5) == GREEN
    assert tab.pixel(50, 50) == RED
    assert tab.heard["captions"] == ["Le carré"]
    assert tab.heard["states"][-1] == "running"


def test_what_the_screen_shows_is_what_the_game_drew(tab: Tab) -> None:
    tab.show(GAME)
    x, y = tab.place(5, 5)
    picture = tab.page.screenshot(clip={"x": x - 2, "y": y - 2, "width": 4, "height": 4})
    seen = tab.page.evaluate(
        """async (base64) => {
            const blob = new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))]);
            const context = new OffscreenCanvas(4, 4).getContext("2d");
            context.drawImage(await createImageBitmap(blob), 0, 0);
            return [...context.getImageData(0, 0, 4, 4).data];
        }""",
        base64.b64encode(picture).decode(),
    )
    assert seen == [0, 255, 0, 255] * 16


def test_keys_move_something(tab: Tab) -> None:
    tab.show(GAME)
    tab.page.evaluate("player.focus()")
    tab.page.keyboard.down("ArrowRight")
    tab.wait_for_pixel(5, 5, RED)
    tab.page.keyboard.up("ArrowRight")
    tab.printed("touche right")


def test_letters_are_those_of_her_keyboard(tab: Tab) -> None:
    tab.show(GAME)
    tab.page.evaluate("player.focus()")
    # Where an English keyboard has its Q, a French one has its A.
    keyboard = tab.page.context.new_cdp_session(tab.page)
    for kind, key in (("keyDown", "a"), ("keyUp", "a"), ("keyDown", "é"), ("keyUp", "é")):
        code = "KeyQ" if key == "a" else "Digit2"
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": code})
    tab.printed("touche a a")
    tab.printed(" é\n")


def test_keys_are_released_when_the_game_loses_the_keyboard(tab: Tab) -> None:
    tab.show(GAME + "\n")
    tab.page.evaluate("player.focus()")
    tab.page.keyboard.down("ArrowRight")
    tab.wait_for_pixel(5, 5, RED)
    tab.page.locator("#after").focus()
    tab.page.wait_for_timeout(200)
    green = "[...Array(width).keys()].filter((x) => data[(5 * width + x) * 4 + 1])"
    rows = f"pixels().then(({{ width, data }}) => {green})"
    before = tab.page.evaluate(rows)
    tab.page.wait_for_timeout(300)
    assert tab.page.evaluate(rows) == before
    tab.page.keyboard.up("ArrowRight")


def test_tab_and_arrows_stay_in_the_game_and_escape_leaves_it(tab: Tab) -> None:
    tab.show(GAME)
    tab.page.evaluate("player.focus()")
    hint = tab.frame.locator("#hint")
    expect(hint).to_be_visible()
    expect(hint).to_have_text("Échap\u00a0: sortir du jeu au clavier")
    tab.page.keyboard.press("Tab")
    tab.printed("touche tab")
    expect(hint).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(hint).to_be_hidden()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.id") != "here"
    tab.printed("touche escape")


@pytest.mark.parametrize("size", [(800, 600), (333, 300), (200, 150)])
def test_the_mouse_touches_the_pixel_below_it_at_any_scale(tab: Tab, size: tuple[int, int]) -> None:
    tab.page.evaluate(
        "([w, h]) => Object.assign(here.style, { width: `${w}px`, height: `${h}px` })", list(size)
    )
    tab.show(GAME)
    tab.page.wait_for_timeout(100)
    tab.page.mouse.click(*tab.place(123, 77))
    tab.printed("clic (123, 77) 1")
    tab.page.mouse.click(*tab.place(20, 30), button="right")
    tab.printed("clic (20, 30) 3")
    tab.page.evaluate("Object.assign(here.style, { width: '', height: '' })")


def test_the_picture_keeps_its_ratio(tab: Tab) -> None:
    tab.show(GAME)
    box = tab.frame.locator("canvas").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (640, 400)


def test_a_finger_is_a_mouse_and_the_pad_has_arrows(chromium: Browser, served: PlayerPage) -> None:
    context = chromium.new_context(
        viewport={"width": 1000, "height": 700}, has_touch=True, is_mobile=True, locale="fr-FR"
    )
    tab = Tab(context.new_page(), served.url)
    tab.show(GAME)
    tab.page.touchscreen.tap(*tab.place(100, 50))
    tab.printed("clic (100, 50) 1")
    pad = tab.frame.get_by_role("group", name="Touches à l’écran")
    expect(pad).to_be_visible()
    tab.frame.get_by_role("button", name="Flèche vers la droite").tap()
    tab.frame.get_by_role("button", name="Espace").tap()
    tab.printed("touche right")
    tab.printed("touche space")
    context.close()


def test_a_program_asks(tab: Tab) -> None:
    tab.play("nom = input('Ton prénom\u202f? ')\nprint('Bonjour', nom)")
    answer = tab.frame.get_by_label("Ton prénom")
    expect(answer).to_be_focused()
    answer.fill("Zoé")
    tab.page.keyboard.press("Enter")
    assert tab.ended()["output"] == "Bonjour Zoé\n"
    expect(answer).to_be_hidden()


def test_a_question_can_be_stopped(tab: Tab) -> None:
    tab.play("input('Alors ?')")
    expect(tab.frame.get_by_label("Alors ?")).to_be_visible()
    assert tab.stop() < 20
    assert tab.heard["mistakes"] == []


def test_sleep_takes_its_time_and_what_is_printed_before_is_read(tab: Tab) -> None:
    tab.play(
        "import time\nprint('un')\nt = time.perf_counter()\ntime.sleep(1)\nprint(time.perf_counter() - t)"
    )
    tab.printed("un")
    slept = float(tab.ended()["output"].split()[1])
    assert slept == pytest.approx(1, abs=0.6)


def test_a_mistake_has_its_line_and_french_words(tab: Tab) -> None:
    tab.play("import pygame\nprint('ok')\nscore = 3\nprint(scor)\n")
    mistake = tab.ended()["mistakes"][0]
    assert (mistake["file"], mistake["line"], mistake["name"]) == ("jeu.py", 4, "NameError")
    assert "scor" in mistake["french"]
    assert "score" in mistake["french"]
    assert "NameError: name 'scor' is not defined" in mistake["english"]
    assert "data:" not in mistake["english"]


def test_a_file_that_is_not_python_has_its_line(tab: Tab) -> None:
    tab.play("print('a')\nif True\n    print('b')\n")
    mistake = tab.ended()["mistakes"][0]
    assert (mistake["file"], mistake["line"], mistake["name"]) == ("jeu.py", 2, "SyntaxError")


def test_a_mistake_in_a_module_of_hers_has_its_file(tab: Tab) -> None:
    tab.play("import niveau\n", {"niveau.py": "murs = [1, 2]\nprint(murs[7])\n"})
    mistake = tab.ended()["mistakes"][0]
    assert (mistake["file"], mistake["line"]) == ("niveau.py", 2)


def test_modules_of_hers_are_imported(tab: Tab) -> None:
    files = {"niveau.py": "NOMBRE = 3", "objets/cle.py": "MOT = 'clé'"}
    tab.play("import niveau\nfrom objets.cle import MOT\nprint(niveau.NOMBRE, MOT)", files)
    assert tab.ended()["output"] == "3 clé\n"


def test_nothing_stays_from_one_game_to_the_next(tab: Tab) -> None:
    tab.play("import math, builtins\nmath.pi = builtins.reste = 3\nopen('reste.txt', 'w').write('x')")
    tab.ended()
    tab.play("import math, os, builtins\nprint(math.pi, hasattr(builtins, 'reste'), os.listdir())")
    assert tab.ended()["output"] == "3.141592653589793 False ['jeu.py']\n"


def test_an_endless_loop_freezes_nothing_and_is_stopped(tab: Tab) -> None:
    tab.play("print('on y va', flush=True)\nwhile True:\n    pass\n")
    tab.printed("on y va")
    assert max(tab.beat() for _ in range(10)) < 10
    assert tab.stop() < 20
    assert tab.heard["states"][-3:] == ["running", "stopping", "ended"]
    tab.play("print('encore')")
    tab.printed("encore", 60)


def test_a_loop_that_catches_everything_is_stopped(tab: Tab) -> None:
    loop = "while True:\n    try:\n        time.sleep(0.1)\n    except BaseException:\n        pass\n"
    tab.play(f"import time\n{loop}")
    assert tab.stop() < 20


def test_a_flood_of_text_freezes_nothing(tab: Tab) -> None:
    tab.play("while True:\n    print('encore une ligne', 1 / 3)\n")
    tab.page.wait_for_timeout(1000)
    assert max(tab.beat() for _ in range(10)) < 10
    assert tab.stop() < 20
    assert len(tab.heard["output"]) < 5_000_000
    assert "caractères de plus ne sont pas montrés" in tab.heard["errors"]


def test_a_game_that_takes_all_memory_says_so(tab: Tab) -> None:
    tab.play("tout = []\nwhile True:\n    tout.append(bytearray(100_000_000))\n")
    assert tab.ended(60)["mistakes"][0]["name"] in ("MemoryError", "Crash")


def test_a_function_that_calls_itself_without_end_says_so(tab: Tab) -> None:
    tab.play("def f(x):\n    return f(x + 1)\nf(0)\n")
    mistake = tab.ended()["mistakes"][0]
    assert mistake["name"] in ("RecursionError", "Crash")


def test_a_second_game_starts_at_once(fresh: Tab) -> None:
    fresh.wait_until_ready()
    fresh.show(GAME)
    fresh.wait_for_spare()  # it boots while she plays
    fresh.stop()
    fresh.show(GAME)
    first, second = fresh.heard["frames"]
    sys.stdout.write(f"first picture after {first:.0f} ms, of the second game after {second:.0f} ms\n")
    assert second < 20_000  # what is reached is in the figures of benchmarks.atelier


def test_playing_again_ends_what_runs(tab: Tab) -> None:
    tab.show(GAME)
    tab.show(GAME.replace("(0, 255, 0)", "(0, 0, 255)"))
    assert tab.pixel(5, 5) == (0, 0, 255)
    assert tab.heard["states"].count("ended") == 1


def test_a_game_that_is_stopped_before_python_is_there_does_not_run(fresh: Tab) -> None:
    fresh.page.evaluate("void play({ 'jeu.py': 'print(1)' }, 'jeu.py').catch(() => undefined)")
    fresh.page.wait_for_timeout(300)
    fresh.stop()
    fresh.page.wait_for_timeout(3000)
    assert "running" not in fresh.heard["states"]
    fresh.play("print('plus tard')")
    fresh.printed("plus tard", 60)


def test_a_game_ends_when_its_window_is_closed(tab: Tab) -> None:
    tab.play(
        GAME.replace("running = True\n", "running = True\npygame.event.post(pygame.Event(pygame.QUIT))\n")
    )
    assert tab.ended()["output"].endswith("fini\n")


def test_images_of_hers_are_shown(tab: Tab) -> None:
    encoded = tab.page.evaluate(
        """async () => {
            const canvas = new OffscreenCanvas(4, 4);
            const context = canvas.getContext("2d");
            context.fillStyle = "#123456";
            context.fillRect(0, 0, 4, 4);
            const bytes = async (type) => {
                const blob = await canvas.convertToBlob({ type });
                return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
            };
            return [await bytes("image/png"), await bytes("image/jpeg")];
        }"""
    )
    png, jpeg = (base64.b64decode(one) for one in encoded)
    source = """
import pygame
pygame.init()
screen = pygame.display.set_mode((40, 20))
screen.blit(pygame.image.load("images/chat.png").convert_alpha(), (0, 0))
screen.blit(pygame.image.load("images/chien.jpg"), (20, 0))
pygame.display.flip()
pygame.time.wait(300)
"""
    tab.show(source, {"images/chat.png": png, "images/chien.jpg": jpeg})
    assert tab.pixel(2, 2) == (0x12, 0x34, 0x56)
    assert tab.pixel(22, 2) == pytest.approx((0x12, 0x34, 0x56), abs=6)


def test_a_sound_of_hers_is_played_to_its_end(tab: Tab) -> None:
    source = """
import pygame
pygame.init()
sound = pygame.mixer.Sound("bip.wav")
print(round(sound.get_length(), 1))
channel = sound.play()
clock = pygame.time.Clock()
before = pygame.time.get_ticks()
while channel.get_busy():
    clock.tick(50)
print(pygame.time.get_ticks() - before)
"""
    tab.play(source, {"bip.wav": tone(seconds=0.5)})
    length, busy = tab.ended()["output"].split()
    assert float(length) == 0.5
    assert 400 < int(busy) < 5000


def tone(seconds: float) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(b"\x00\x20\x00\xe0" * int(seconds * 22050 / 2))
    return file.getvalue()


def test_a_browser_without_jspi_is_told_to_be_unsupported(chromium: Browser, served: PlayerPage) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("delete WebAssembly.Suspending;")
    tab = Tab(page, served.url)
    tab.wait_for("heard.unsupported.length > 0")
    assert "JSPI" in tab.heard["unsupported"][0]
    assert page.evaluate("play({}, 'jeu.py').then(() => 'played', (error) => error.message)") != "played"
    assert page.locator("iframe").count() == 0
    context.close()


def test_several_players_may_be_on_a_page_and_leave_it(fresh: Tab) -> None:
    fresh.wait_until_ready()
    base = fresh.page.evaluate("document.querySelector('iframe').src.replace('player.html', '')")
    printed = fresh.page.evaluate(
        """async (base) => {
            const { Player } = await import(`${base}client.js`);
            player.dispose();
            const two = [1, 2].map(() => new Player(here, { base, label: "Un autre" }));
            const printed = ["", ""];
            two.forEach((one, at) => one.on("output", ({ text }) => (printed[at] += text)));
            const files = new Map([["jeu.py", new TextEncoder().encode("print('ici')")]]);
            await Promise.all(two.map((one) => one.play(files, "jeu.py")));
            for (let i = 0; i < 100 && printed.some((text) => text === ""); i++) {
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            two.forEach((one) => one.dispose());
            return printed;
        }""",
        base,
    )
    assert printed == ["ici\n", "ici\n"]
    assert fresh.page.locator("iframe").count() == 0


def test_the_frame_passes_axe(tab: Tab) -> None:
    tab.play("input('Ton nom ?')")
    expect(tab.frame.get_by_label("Ton nom ?")).to_be_visible()
    frame = next(frame for frame in tab.page.frames if frame.url.endswith("player.html"))
    axe = ATELIER.parent / "node_modules" / "axe-core" / "axe.min.js"
    frame.evaluate(axe.read_text("utf-8"))
    found = frame.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })")
    assert [rule["id"] for rule in found["violations"]] == []

"""The same player in a real Firefox: games are shown, played and stopped there too."""

import json
import time
from collections.abc import Iterator

import pytest

from benchmarks.player_page import PlayerPage, player_page
from campus.dist import Dist
from tests.atelier.firefox import Firefox, command, firefox
from tests.atelier.test_player import GAME

RIGHT = "\ue014"
STATE = "(window.state ?? 'booting')"

pytestmark = pytest.mark.skipif(
    command() is None, reason="no Firefox here: tests/machine.sh installs it as root"
)


@pytest.fixture(scope="module")
def served(dist: Dist) -> Iterator[PlayerPage]:
    with player_page(dist) as page:
        yield page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def fox(browser: Firefox, served: PlayerPage) -> Iterator[Firefox]:
    """The page with the player in it, nothing heard yet; a Firefox without JSPI has its own test."""
    if browser.evaluate("window.heard === undefined"):
        browser.goto(served.url)
        browser.wait_for("window.heard !== undefined")
    if not browser.evaluate("'Suspending' in WebAssembly"):
        pytest.skip("this Firefox has no JSPI: the page uses the server's frames instead")
    browser.wait_for(f"{STATE} !== 'booting' || heard.unsupported.length > 0")
    browser.evaluate("Object.assign(heard, { output: '', mistakes: [], frames: [] }) && 0")
    yield browser
    browser.evaluate("player.stop()")


def play(fox: Firefox, source: str) -> None:
    fox.evaluate(f"play({json.dumps({'jeu.py': source})}, 'jeu.py')")


def test_firefox_plays_or_says_that_it_cannot(browser: Firefox, served: PlayerPage) -> None:
    browser.goto(served.url)
    browser.wait_for("window.heard !== undefined")
    able = browser.evaluate("'Suspending' in WebAssembly")
    browser.wait_for(f"{STATE} !== 'booting' || heard.unsupported.length > 0")
    unsupported = browser.evaluate("heard.unsupported")
    assert unsupported == [] if able else "JSPI" in unsupported[0]


def test_a_game_is_shown_and_keys_move_something(fox: Firefox) -> None:
    play(fox, GAME)
    fox.wait_for("heard.frames.length > 0")
    assert fox.evaluate("pixel(5, 5)") == [0, 255, 0]
    assert fox.evaluate("pixel(50, 50)") == [255, 0, 0]
    fox.evaluate("player.focus()")
    for _ in range(5):
        fox.press(RIGHT)
    fox.wait_for("pixel(5, 5).then(([red]) => red === 255)", 60)
    assert "touche right" in fox.evaluate("heard.output")


def test_the_mouse_touches_the_pixel_below_it(fox: Firefox) -> None:
    play(fox, GAME)
    fox.wait_for("heard.frames.length > 0")
    frame = fox.evaluate("(({ x, y }) => [x, y])(document.querySelector('iframe').getBoundingClientRect())")
    # 320 x 200 in 800 x 600: twice as large, in the middle.
    fox.click(round(frame[0]) + 80 + 2 * 100, round(frame[1]) + 100 + 2 * 50)
    fox.wait_for("heard.output.includes('clic (100, 50) 1')", 60)


def test_a_mistake_has_its_line(fox: Firefox) -> None:
    play(fox, "print('ok')\nprint(1 / 0)\n")
    fox.wait_for(f"{STATE} === 'ended'")
    mistake = fox.evaluate("heard.mistakes[0]")
    assert (mistake["file"], mistake["line"], mistake["name"]) == ("jeu.py", 2, "ZeroDivisionError")


def test_an_endless_loop_is_stopped_and_the_next_game_runs(fox: Firefox) -> None:
    play(fox, "print('on y va')\nwhile True:\n    pass\n")
    fox.wait_for("heard.output.includes('on y va')", 60)
    before = time.monotonic()
    fox.evaluate("player.stop()")
    assert time.monotonic() - before < 30
    play(fox, "print('encore')")
    fox.wait_for("heard.output.includes('encore')")


def test_the_network_is_refused(fox: Firefox, served: PlayerPage) -> None:
    served.asked.clear()
    play(
        fox,
        f"""
import js
from pyodide.ffi import run_sync
try:
    run_sync(js.eval("import('{served.url}/module.js')"))
    print("REACHED")
except BaseException as error:
    print("refused")
""",
    )
    fox.wait_for(f"{STATE} === 'ended'")
    assert fox.evaluate("heard.output") == "refused\n"
    assert served.asked == []

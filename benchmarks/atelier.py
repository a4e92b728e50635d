"""A game in the learner's browser: how soon it is there, how smooth it is, what it costs the server.

Run: ``python -m benchmarks.atelier``; ``--without-peer`` leaves out jupyter_rfb, which is fetched for it. The
player is what ``make env`` has built, served by a process of its own as the campus does, in headless Chromium
without a graphics card. The scene is in ``benchmarks/sprites.py``. Browser, server and peer share a machine:
leave it alone for the four minutes or so that it takes. The last line is JSON:

- ``cold_bytes``: what a browser that has nothing fetches until the first picture, compressed as it is sent;
  without the page's own editor.
- ``first_frame_cold_s``: from opening the page to the first picture, nothing in the browser's cache.
- ``first_frame_warm_s``: the same when the page is opened again.
- ``first_frame_spare_s``: from *Jouer* to the first picture, once a spare worker waits.
- ``fps_100``, ``fps_400``, ``fps_1600``: pictures a second with so many sprites, as the program counts them,
  ``clock.tick(60)`` included, once the browser has compiled what is hot; median of three times three seconds.
- ``server_cpu_s_ten_games_60s``: processor time of the server while ten pages are opened and played, for 60
  seconds in all.
- ``rfb_fps``, ``rfb_server_cpu_s_one_game_60s``: jupyter_rfb with 1600 sprites in a JupyterLab of its own,
  pygame-ce on the server: pictures a second that the browser has confirmed, and processor time of server and
  kernel for each 60 seconds of one game.
"""

import argparse
import json
import multiprocessing
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from benchmarks import rfb
from benchmarks.player_page import player_page
from benchmarks.sprites import game
from campus.dist import Dist

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--no-first-run", "--autoplay-policy=no-user-gesture-required"]
SPRITES = (100, 400, 1600)
GAMES, GAMES_SECONDS = 10, 60.0
PEER_SECONDS = 20.0
PATIENCE_MS = 120_000
FIRST = """
import pygame
pygame.init()
screen = pygame.display.set_mode((640, 480))
screen.fill((200, 30, 60))
pygame.display.flip()
pygame.time.wait(500)
"""


def _serve(dist: Dist, told: Connection) -> None:
    with player_page(dist) as page:
        told.send(page.url)
        told.recv()


@contextmanager
def served(dist: Dist) -> Iterator[tuple[str, psutil.Process]]:
    """The page in a process of its own, so that its processor time is the server's alone."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(dist, theirs), daemon=True)
    process.start()
    try:
        if not ours.poll(60):
            raise AssertionError("the server did not start")
        yield ours.recv(), psutil.Process(process.pid)
    finally:
        process.kill()
        process.join(10)


def play(page: Page, source: str) -> None:
    page.wait_for_function("window.play !== undefined", timeout=PATIENCE_MS)
    page.evaluate("source => void play({ 'jeu.py': source }, 'jeu.py')", source)


def first_frame_s(context: BrowserContext, url: str) -> tuple[float, int]:
    """Opens the page and plays at once: seconds to the first picture, and bytes fetched meanwhile."""
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(url)
    play(page, FIRST)
    page.wait_for_function("heard.shown.length > 0", timeout=PATIENCE_MS)
    seconds = page.evaluate("heard.shown[0]") / 1000
    asked = [request for request in finished if "/atelier/" in request.url]
    size = sum(request.sizes()["responseBodySize"] for request in asked)
    page.close()
    return seconds, size


def spare_s(page: Page) -> float:
    """From *Jouer* to the first picture; a spare worker waits."""
    spare = page.frame_locator("iframe").locator("body[data-spare=waits]")
    spare.wait_for(timeout=PATIENCE_MS)
    time.sleep(1)
    before = page.evaluate("heard.frames.length")
    play(page, FIRST)
    page.wait_for_function(f"heard.frames.length > {before}", timeout=PATIENCE_MS)
    return float(page.evaluate("heard.frames.at(-1)")) / 1000


def fps(page: Page, count: int) -> float:
    """Pictures a second with so many sprites."""
    page.frame_locator("iframe").locator("body[data-spare=waits]").wait_for(timeout=PATIENCE_MS)
    page.evaluate("heard.output = ''")
    play(page, game(count))
    page.wait_for_function(
        "heard.output.split('fps').length > 3 || heard.mistakes.length", timeout=PATIENCE_MS
    )
    heard = page.evaluate("heard")
    if heard["mistakes"]:
        raise AssertionError(heard["mistakes"][0]["english"])
    page.evaluate("player.stop()")
    return statistics.median(float(line.split()[1]) for line in heard["output"].splitlines()[:3])


def server_cpu_s(browser: Browser, url: str, server: psutil.Process) -> float:
    """Processor time of the server while ten pages are opened and played, in 60 seconds."""
    before, began = server.cpu_times(), time.monotonic()
    context = browser.new_context()
    for _ in range(GAMES):
        page = context.new_page()
        page.goto(url)
        play(page, game(100))
    time.sleep(max(0.0, GAMES_SECONDS - (time.monotonic() - began)))
    after = server.cpu_times()
    context.close()
    return after.user + after.system - before.user - before.system


def told(name: str, value: float) -> None:
    print(f"{name}: {value:.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without-peer", action="store_true")
    asked = parser.parse_args()
    figures: dict[str, float] = {}

    def keep(name: str, value: float) -> None:
        figures[name] = round(value, 3)
        told(name, value)

    with sync_playwright() as playwright, served(Dist()) as (url, server):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(viewport={"width": 1000, "height": 700})
        seconds, size = first_frame_s(context, url)
        keep("cold_bytes", size)
        keep("first_frame_cold_s", seconds)
        keep("first_frame_warm_s", first_frame_s(context, url)[0])
        page = context.new_page()
        page.goto(url)
        keep("first_frame_spare_s", statistics.median(spare_s(page) for _ in range(3)))
        for count in SPRITES:
            keep(f"fps_{count}", fps(page, count))
        context.close()
        keep("server_cpu_s_ten_games_60s", server_cpu_s(browser, url, server))
        browser.close()
        if not asked.without_peer:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            with TemporaryDirectory() as folder:
                peer = rfb.measure(browser, SPRITES[-1], Path(folder), PEER_SECONDS)
            keep("rfb_fps", peer.fps)
            keep("rfb_server_cpu_s_one_game_60s", peer.server_cpu_s)
            browser.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

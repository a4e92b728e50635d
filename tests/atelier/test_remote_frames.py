"""A game that plays in her space: real pygame, pictures, keys, questions, errors, and an end."""

import asyncio
import contextlib
import io
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from campus.learner.play import session as sessions
from campus.learner.play.session import Session

MOVING = """
import pygame
pygame.init()
screen = pygame.display.set_mode((320, 200))
pygame.display.set_caption("La balle")
clock = pygame.time.Clock()
x = 0
while True:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            raise SystemExit
    if pygame.key.get_pressed()[pygame.K_RIGHT]:
        x += 5
    screen.fill((20, 20, 80))
    pygame.draw.circle(screen, (255, 200, 0), (x % 320, 100), 20)
    pygame.display.flip()
    clock.tick(60)
"""
STILL = """
import pygame
pygame.init()
screen = pygame.display.set_mode((200, 100))
screen.fill((200, 0, 0))
pygame.display.flip()
while True:
    pygame.event.get()
    pygame.display.flip()
    pygame.time.wait(10)
"""


class Browser:
    """What a page would have seen; it takes each picture as soon as it comes, where it is quick."""

    def __init__(self, folder: Path, *, quick: bool = True) -> None:
        self.said: list[Mapping[str, Any]] = []
        self.pictures: list[bytes] = []
        self.quick = quick
        self.session = Session(folder, self._hear, self._see)

    async def _hear(self, message: Mapping[str, Any]) -> None:
        self.said.append(message)

    async def _see(self, picture: bytes) -> None:
        self.pictures.append(picture)
        if self.quick:
            await self.session.hear({"t": "ack"})

    async def until(self, met: Any, seconds: float = 15) -> None:
        async with asyncio.timeout(seconds):
            while not met():
                await asyncio.sleep(0.01)

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        return [one for one in self.said if one["t"] == kind]

    @property
    def screen(self) -> Image.Image:
        return Image.open(io.BytesIO(self.pictures[-1])).convert("RGB")


@contextlib.asynccontextmanager
async def playing(folder: Path, game: str, **how: Any) -> Any:
    (folder / "jeu.py").write_text(game, "utf-8")
    browser = Browser(folder, **how)
    await browser.session.hear({"t": "start", "main": "jeu.py"})
    try:
        yield browser
    finally:
        await browser.session.end()


def ended(browser: Browser) -> bool:
    return {"t": "state", "state": "ended"} in browser.said


def test_her_game_is_seen_and_hears_the_keyboard(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, MOVING) as browser:
            await browser.until(lambda: browser.pictures)
            assert browser.screen.size == (320, 200)
            assert browser.of("state")[0]["state"] == "running"
            assert browser.of("caption")[0]["text"] == "La balle"
            right = {"code": "ArrowRight", "key": "ArrowRight", "mod": 0}
            await browser.session.hear({"t": "kd", "rep": False, **right})
            before = len(browser.pictures)
            await browser.until(lambda: len(browser.pictures) > before + 10)
            await browser.session.hear({"t": "ku", **right})
            yellow = [x for x in range(320) if browser.screen.getpixel((x, 100))[0] > 200]
            assert yellow
            assert min(yellow) > 5 or max(yellow) > 25

    asyncio.run(play())


def test_pictures_come_only_when_they_changed_and_never_too_many(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, STILL) as browser:
            await browser.until(lambda: browser.pictures)
            await asyncio.sleep(0.5)
            assert len(browser.pictures) == 1
            assert browser.screen.getpixel((50, 50))[0] > 180
        changing = STILL.replace(
            "    pygame.display.flip()\n    pygame",
            "    screen.set_at((1, 1), pygame.time.get_ticks())\n    pygame.display.flip()\n    pygame",
        )
        async with playing(tmp_path, changing) as browser:
            await browser.until(lambda: browser.pictures)
            before = len(browser.pictures)
            await asyncio.sleep(1)
            assert 5 < len(browser.pictures) - before <= 31

    asyncio.run(play())


def test_a_slow_network_gets_fewer_pictures_and_the_game_goes_on(tmp_path: Path) -> None:
    async def play() -> None:
        game = MOVING.replace(
            "while True:", "while True:\n    x += 1\n    if x == 100: print('cent', flush=True)"
        )
        async with playing(tmp_path, game, quick=False) as browser:
            await browser.until(lambda: any("cent" in one["text"] for one in browser.of("out")))
            assert len(browser.pictures) == 2
            await browser.session.hear({"t": "ack"})
            await browser.until(lambda: len(browser.pictures) == 3)

    asyncio.run(play())


def test_the_last_picture_before_a_pause_is_always_sent(tmp_path: Path) -> None:
    game = STILL.split("while True")[0] + "screen.fill((0, 200, 0))\npygame.display.flip()\n"
    game += "import time\ntime.sleep(30)\n"

    async def play() -> None:
        async with playing(tmp_path, game) as browser:
            await browser.until(lambda: browser.pictures and browser.screen.getpixel((50, 50))[1] > 180)

    asyncio.run(play())


def test_mouse_letters_and_clicks_arrive(tmp_path: Path) -> None:
    game = STILL.split("while True")[0] + (
        "seen = []\nwhile len(seen) < 4:\n    for event in pygame.event.get():\n"
        "        if event.type == pygame.MOUSEBUTTONDOWN: seen.append((event.pos, event.button))\n"
        "        if event.type == pygame.MOUSEMOTION: seen.append(pygame.mouse.get_pos())\n"
        "        if event.type == pygame.KEYDOWN: seen.append((event.key == pygame.K_a, event.unicode))\n"
        "    pygame.time.wait(5)\nprint(seen)\n"
    )

    async def play() -> None:
        async with playing(tmp_path, game) as browser:
            await browser.until(lambda: browser.pictures)
            await browser.session.hear({"t": "mm", "x": 10, "y": 20})
            await browser.session.hear({"t": "md", "x": 10, "y": 20, "b": 1})
            await browser.session.hear({"t": "kd", "code": "KeyQ", "key": "a", "mod": 0, "rep": False})
            await browser.session.hear({"t": "kd", "code": "Digit1", "key": "&", "mod": 0, "rep": False})
            await browser.until(lambda: ended(browser))
            assert "[(10, 20), ((10, 20), 1), (True, 'a'), (False, '&')]" in browser.of("out")[0]["text"]

    asyncio.run(play())


def test_input_asks_in_the_page(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, "nom = input('Ton nom ? ')\nprint('Bonjour', nom)\n") as browser:
            await browser.until(lambda: browser.of("ask"))
            assert browser.of("ask")[0]["prompt"] == "Ton nom ? "
            await browser.session.hear({"t": "answer", "text": "Zoé"})
            await browser.until(lambda: ended(browser))
            assert "".join(one["text"] for one in browser.of("out")) == "Bonjour Zoé\n"

    asyncio.run(play())


def test_an_error_is_explained_with_its_line(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, "import pygame\nvitesse = 3\nprint(vitese)\n") as browser:
            await browser.until(lambda: ended(browser))
            [told] = browser.of("error")
            assert (told["error"]["file"], told["error"]["line"]) == ("jeu.py", 3)
            assert "vitesse" in told["error"]["french"]
            assert "NameError" in told["error"]["english"]

    asyncio.run(play())


@pytest.mark.parametrize("main", ["../secret.py", "/etc/passwd", "absent.py", "jeu.txt", ""])
def test_only_a_file_of_the_exercise_is_played(tmp_path: Path, main: str) -> None:
    folder = tmp_path / "exercise"
    folder.mkdir()
    (tmp_path / "secret.py").write_text("print('secret')")

    async def play() -> None:
        browser = Browser(folder)
        await browser.session.hear({"t": "start", "main": main})
        assert ended(browser)
        assert browser.of("error")

    asyncio.run(play())


def test_a_game_that_never_looks_at_its_events_is_stopped_all_the_same(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, "print('ici', flush=True)\nwhile True:\n    pass\n") as browser:
            await browser.until(lambda: browser.of("out"))
            began = time.monotonic()
            await browser.session.hear({"t": "stop"})
            assert time.monotonic() - began < 20
            assert ended(browser)
        assert processes(tmp_path) == []

    asyncio.run(play())


def test_a_game_that_crashes_python_itself_is_explained(tmp_path: Path) -> None:
    async def play() -> None:
        async with playing(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n") as browser:
            await browser.until(lambda: ended(browser))
            assert "d'un coup" in browser.of("error")[0]["error"]["french"]

    asyncio.run(play())


def test_nobody_plays_for_long_and_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "IDLE_SECONDS", 0.2)
    monkeypatch.setattr(sessions, "LOOK_SECONDS", 0.1)

    async def play() -> None:
        async with playing(tmp_path, MOVING) as browser:
            await browser.until(lambda: ended(browser))
            assert "Plus personne" in browser.of("error")[0]["error"]["french"]

    asyncio.run(play())


def test_its_process_knows_no_token_of_her_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "s3cret")

    async def play() -> None:
        async with playing(tmp_path, "import os\nprint(dict(os.environ))\n") as browser:
            await browser.until(lambda: ended(browser))
            text = "".join(one["text"] for one in browser.of("out"))
            assert "SDL_VIDEODRIVER" in text
            assert "s3cret" not in text

    asyncio.run(play())


@pytest.mark.slow
def test_what_one_game_costs(tmp_path: Path, record_property: Any) -> None:
    """A screen of 640 by 480 with fifty things that move, at 60 pictures a second."""
    game = """
import random, pygame
pygame.init()
screen = pygame.display.set_mode((640, 480))
clock = pygame.time.Clock()
things = [[random.randrange(640), random.randrange(480), random.randrange(1, 5)] for _ in range(50)]
while True:
    pygame.event.get()
    screen.fill((20, 20, 80))
    for thing in things:
        thing[0] = (thing[0] + thing[2]) % 640
        pygame.draw.circle(screen, (255, 200, 0), thing[:2], 15)
    pygame.display.flip()
    clock.tick(60)
"""

    async def play() -> tuple[float, int, int]:
        async with playing(tmp_path, game) as browser:
            await browser.until(lambda: browser.pictures)
            [process] = processes(tmp_path)
            before, count, began = sum(process.cpu_times()[:2]), len(browser.pictures), time.monotonic()
            await asyncio.sleep(4)
            seconds = time.monotonic() - began
            used = (sum(process.cpu_times()[:2]) - before) / seconds
            size = sum(map(len, browser.pictures[count:]))
            return used, round((len(browser.pictures) - count) / seconds), round(size / seconds / 1000)

    share, pictures, kilobytes = asyncio.run(play())
    record_property("share of a core", share)
    print(f"{share:.0%} of a core, {pictures} pictures and {kilobytes} kB a second")  # noqa: T201
    # How quick a machine is, is for benchmarks; that there are never more pictures than allowed is for here.
    assert 1 <= pictures <= 27


def processes(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cwd() == str(folder):
                found.append(process)
    return found

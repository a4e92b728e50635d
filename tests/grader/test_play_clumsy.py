"""Clumsy and hostile games: each gets the right verdict and kind words, soon, and none harms the next."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.play import play
from tests.grader.staged import staged, write

HEAD = """
import pygame
pygame.init()
ecran = pygame.display.set_mode((64, 48))
horloge = pygame.time.Clock()
"""
LOOP = """
while True:
    pygame.display.flip()
    horloge.tick(60)
"""
# What each does, its program, and the verdict after thirty pictures.
CLUMSY = {
    "an endless loop without a picture": (HEAD + "while True:\n    pass\n", "frozen", 0),
    "an endless loop that catches all": (
        HEAD + "while True:\n    try:\n        1 / 0\n    except BaseException:\n        pass\n",
        "frozen",
        0,
    ),
    "an endless loop that holds the signal": (
        "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\nwhile True:\n    pass\n",
        "frozen",
        0,
    ),
    "one endless call": (HEAD + "sum(range(10 ** 12))\n", "frozen", 0),
    "sys.exit": (HEAD + "import sys\npygame.display.flip()\nsys.exit(0)\n", "ended", 1),
    "exit()": (HEAD + "exit()\n", "ended", 0),
    "os._exit": (HEAD + "import os\nos._exit(0)\n", "lost", 0),
    "it kills itself": (HEAD + "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "lost", 0),
    "a crash of Python itself": (HEAD + "import ctypes\nctypes.string_at(0)\n", "lost", 0),
    "a huge window": (HEAD + "pygame.display.set_mode((100_000, 100_000))\n", "crashed", 0),
    "thousands of sounds": (
        HEAD
        + "s = pygame.mixer.Sound(buffer=bytes(200))\nwhile True:\n    for _ in range(500): s.play()\n"
        + "    pygame.display.flip()\n",
        "playing",
        30,
    ),
    "changing random.seed": (
        HEAD + "import random\nrandom.seed = lambda *told: None\nrandom.seed()\n" + LOOP,
        "playing",
        30,
    ),
    "its own pygame.time": (
        HEAD + "pygame.time.Clock = lambda: 1 / 0\npygame.time.get_ticks = None\n" + LOOP,
        "playing",
        30,
    ),
    "its own flip": (HEAD + "pygame.display.flip = lambda: None\n" + LOOP, "frozen", 0),
    "threads that draw": (
        HEAD
        + "import threading\ndef peins():\n    while True:\n        ecran.fill((1, 2, 3))\n"
        + "threading.Thread(target=peins, daemon=True).start()\n"
        + LOOP,
        "playing",
        30,
    ),
    "a window resized": (
        HEAD
        + "n = 10\nwhile True:\n    n += 1\n    ecran = pygame.display.set_mode((n, n))\n"
        + "    pygame.display.flip()\n",
        "playing",
        30,
    ),
    "an error late": (
        HEAD + "for n in range(20): pygame.display.flip()\n1 / 0\n",
        "crashed",
        20,
    ),
    "input()": (HEAD + "nom = input('Ton nom ?')\n" + LOOP, "crashed", 0),
    "printing without end": (
        HEAD + "while True:\n    print('x' * 10_000)\n    pygame.display.flip()\n",
        "playing",
        30,
    ),
    "a pygame.py of hers": (HEAD + LOOP, "playing", 30),
    "children": (
        HEAD + "import os\nfor _ in range(5):\n    if os.fork() == 0:\n        os._exit(0)\n" + LOOP,
        "playing",
        30,
    ),
    "an error that cannot be shown": (
        HEAD + "class E(Exception):\n    def __str__(self): return 1 / 0\nraise E\n",
        "crashed",
        0,
    ),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("grader.play.game.SECONDS", 3.0)
    with staged(tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("what", CLUMSY)
def test_a_clumsy_game_has_the_right_verdict(what: str, folder: Path) -> None:
    text, state, frames = CLUMSY[what]
    if "pygame.py" in what:
        write("random.py", "raise SystemExit")
        write("pygame.py", "raise SystemExit")
    write("jeu.py", text)
    begun = time.monotonic()
    game = play("jeu.py", 30, patience_seconds=0.5)
    assert time.monotonic() - begun < 60
    assert (game.state, game.frames) == (state, frames), game.words
    assert game.playing or 40 < len(game.words) < 400
    write("jeu.py", HEAD + LOOP)
    assert play("jeu.py", 5).playing


@pytest.mark.slow
def test_more_pictures_than_can_be_kept_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.play.film.KEPT_BYTES_MAX", 50_000)
    noise = "import os\nwhile True:\n    ecran.get_buffer().write(os.urandom(64 * 48 * 4))\n"
    write("jeu.py", HEAD + noise + "    pygame.display.flip()\n")
    game = play("jeu.py", 30)
    assert game.playing
    assert game.picture(1).size == (64, 48)
    with pytest.raises(AssertionError, match="Montre-le"):
        game.picture(30)

"""The same program on real pygame-ce and on the browser's pygame: the same words, the same pixels."""

import base64
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from tests.atelier.engine import Engine

SCENES = Path(__file__).parent / "scenes"
EXAMPLES = ("chimp", "aliens", "moveit", "stars", "testsprite")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> "Real":
    return Real(tmp_path_factory.mktemp("real"))


class Real:
    """pygame-ce as it is installed, without a screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, scene: Path, *arguments: str) -> str:
        told = subprocess.run(
            [sys.executable, "-W", "ignore", scene, *arguments],
            cwd=self.folder,
            env=os.environ
            | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return told.stdout


@pytest.mark.parametrize("name", ["copies", "shapes", "transforms", "masks", "images", "misuse"])
def test_a_scene_prints_the_same_to_the_last_pixel(name: str, real: Real, engine: Engine) -> None:
    scene = SCENES / f"{name}.py"
    played = engine.run(scene.read_text())
    assert played.error is None, played.error
    expected, got = real.run(scene).splitlines(), played.output.splitlines()
    differing = [pair for pair in zip(expected, got, strict=False) if pair[0] != pair[1]]
    assert not differing, f"{len(differing)} of {len(expected)} lines differ; the first: {differing[0]}"
    assert len(got) == len(expected) > 100


@dataclass(frozen=True)
class Allowed:
    """How far a picture may be from pygame-ce's.

    Attributes:
        share: of the pixels that differ by more than 32 of 255 in a channel.
        mean: of all differences, of 255.
    """

    share: float
    mean: float


ALLOWED = {
    "aaline": Allowed(0.002, 0.2),
    "aacircle": Allowed(0.06, 3.5),
    "arc": Allowed(0.002, 0.3),
    "round": Allowed(0.001, 0.1),
    "ring": Allowed(0.002, 0.2),
    "hsl": Allowed(0.001, 0.2),
    "gaussian_blur": Allowed(0.09, 14.0),
    "text": Allowed(0.35, 32.0),
}


def test_soft_edges_arcs_and_texts_are_within_what_is_stated(
    real: Real, engine: Engine, record_property: Callable[[str, object], None]
) -> None:
    scene = SCENES / "soft.py"
    played = engine.run(scene.read_text())
    assert played.error is None, played.error
    worst = dict.fromkeys(ALLOWED, Allowed(0, 0))
    for expected, got in zip(real.run(scene).splitlines(), played.output.splitlines(), strict=True):
        name = expected.split()[0]
        if name in ALLOWED:
            share, mean = _distance(expected, got)
            worst[name] = Allowed(max(share, worst[name].share), max(mean, worst[name].mean))
    record_property("worst", {name: (found.share, found.mean) for name, found in worst.items()})
    beyond = {
        name: found
        for name, found in worst.items()
        if found.share > ALLOWED[name].share or found.mean > ALLOWED[name].mean
    }
    assert not beyond


def _distance(expected: str, got: str) -> tuple[float, float]:
    pictures = []
    for line in (expected, got):
        _, width, height, pixels = line.split()
        flat = np.frombuffer(zlib.decompress(base64.b64decode(pixels)), np.uint8)
        pictures.append(flat.reshape(int(height), int(width), 4).astype(int))
    first, second = pictures
    wide = min(first.shape[1], second.shape[1])
    # A text that is a pixel wider or narrower is compared where both have something.
    away = np.abs(first[:, :wide, :3] - second[:, :wide, :3])
    return float((away.max(axis=2) > 32).mean()), float(away.mean())


@pytest.mark.parametrize("name", EXAMPLES)
def test_pygames_own_example_runs_unmodified(name: str, engine: Engine) -> None:
    folder = Path(str(files("pygame"))) / "examples"
    played = engine.run(
        files={"jeu.py": (folder / f"{name}.py").read_text(), **_data(folder / "data")}, stop_after_frames=12
    )
    assert played.error is None, played.error
    assert played.presented >= 12
    assert len(np.unique(played.frame.pixels.reshape(-1, 4), axis=0)) > 1


@cache
def _data(folder: Path) -> dict[str, str | bytes]:
    """Its pictures, as browsers would have decoded them: those that are neither PNG nor BMP become PNG."""
    script = (
        "import base64, io, json, pathlib, sys, pygame\n"
        "found = {}\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    if path.suffix in ('.png', '.bmp', '.wav'):\n"
        "        data = path.read_bytes()\n"
        "    elif path.suffix in ('.gif', '.webp', '.jpg'):\n"
        "        written = io.BytesIO()\n"
        "        pygame.image.save(pygame.image.load(path), written, 'x.png')\n"
        "        data = written.getvalue()\n"
        "    else:\n"
        "        continue\n"
        "    found['data/' + path.name] = base64.b64encode(data).decode()\n"
        "print(json.dumps(found))\n"
    )
    quiet = os.environ | {"SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    told = subprocess.run([sys.executable, "-c", script, folder], env=quiet, capture_output=True, check=True)
    return {name: base64.b64decode(data) for name, data in json.loads(told.stdout.splitlines()[-1]).items()}


def test_a_loop_without_a_clock_shows_sixty_frames_a_second(engine: Engine) -> None:
    played = engine.run(
        "import pygame\n"
        "pygame.init()\n"
        "screen = pygame.display.set_mode((40, 30))\n"
        "while True:\n"
        "    pygame.event.get()\n"
        "    screen.fill('red')\n"
        "    pygame.display.flip()\n",
        stop_after_ms=1000,
    )
    assert 55 <= played.presented <= 65
    assert played.frame.at(3, 3) == (255, 0, 0)

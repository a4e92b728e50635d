"""jupyter_rfb, the Atelier's peer: pygame on the server, its frames sent to a notebook as pictures."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import requests
from playwright.sync_api import Browser

from benchmarks.sprites import start
from campus.ports import free_port

# Without what they need that is here already.
PACKAGES = ("jupyter_rfb==1.0.2", "anywidget", "psygnal", "simplejpeg")
WARM_SECONDS = 5.0
_CELL = """
import os
os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
{start}
import asyncio, json, time
import numpy
from jupyter_rfb import RemoteFrameBuffer

class Game(RemoteFrameBuffer):
    screen = pygame.display.set_mode((WIDTH, HEIGHT))

    def get_frame(self):
        paint(self.screen)
        return numpy.ascontiguousarray(pygame.surfarray.array3d(self.screen).swapaxes(0, 1))

game = Game(css_width="640px", css_height="480px")

async def play():
    due = time.monotonic()
    while True:
        game.request_draw()
        due = max(due + 1 / 60, time.monotonic())
        await asyncio.sleep(due - time.monotonic())

async def watch():
    await asyncio.sleep({warm})
    game.reset_stats()
    await asyncio.sleep({seconds})
    with open("stats.json", "w") as file:
        json.dump(game.get_stats(), file)

tasks = [asyncio.ensure_future(play()), asyncio.ensure_future(watch())]
game
"""


@dataclass(frozen=True)
class Peer:
    """What it took to show one game.

    Attributes:
        fps: frames that the browser has confirmed, a second.
        server_cpu_s: processor time of server and kernel, for each 60 seconds of the game.
    """

    fps: float
    server_cpu_s: float


def measure(browser: Browser, count: int, folder: Path, seconds: float) -> Peer:
    """One learner's JupyterLab with the scene in a notebook.

    Args:
        folder: empty; the packages are installed there, and nowhere else.
        seconds: how long the game is watched.

    Raises:
        subprocess.CalledProcessError: a package cannot be had.
    """
    packages, work = folder / "packages", folder / "work"
    work.mkdir()
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--target", packages, *PACKAGES], check=True)
    source = _CELL.format(start=start(count), warm=WARM_SECONDS, seconds=seconds)
    (work / "game.ipynb").write_text(json.dumps(_notebook(source)), "utf-8")

    port, token = free_port(), "measured"
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        "--ServerApp.open_browser=False",
    ]
    options += [f"--ServerApp.root_dir={work}", "--allow-root"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(packages),
        "JUPYTER_PATH": str(packages / "share" / "jupyter"),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/api/status?token={token}")
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{url}/lab/tree/game.ipynb?token={token}")
        page.locator(".jp-Notebook .jp-Cell .cm-content").first.click(timeout=90_000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=60_000)
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-OutputArea-output img, .jupyter-rfb, .jp-OutputArea canvas").first.wait_for(
            timeout=60_000
        )
        time.sleep(WARM_SECONDS)
        before, began = _cpu_seconds(server.pid), time.monotonic()
        while not (work / "stats.json").exists():
            if time.monotonic() - began > seconds + 60:
                raise AssertionError("the notebook never ended its game")
            time.sleep(0.1)
        spent, lasted = _cpu_seconds(server.pid) - before, time.monotonic() - began
        page.context.close()
        stats = json.loads((work / "stats.json").read_text("utf-8"))
        return Peer(round(stats["confirmed_frames"] / seconds, 1), round(spent / lasted * 60, 1))
    finally:
        for process in psutil.Process(server.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        server.kill()
        server.wait(10)


def _notebook(source: str) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "game", "metadata": {}, "source": source}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [{**cell, "outputs": [], "execution_count": None}]
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cpu_seconds(root: int) -> float:
    total = 0.0
    for process in (psutil.Process(root), *psutil.Process(root).children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _wait(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(requests.ConnectionError):
            if requests.get(url, timeout=5).ok:
                return
        time.sleep(0.2)
    raise AssertionError("JupyterLab did not start")

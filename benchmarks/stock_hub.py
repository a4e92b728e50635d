"""The peer of the nine o'clock bell: JupyterHub as its documentation starts it, with the simple spawner.

``SimpleLocalProcessSpawner``, ``DummyAuthenticator``, SQLite, its own proxy, stock ipykernel, every limit as
it is by default (a hundred starts at once: none of forty is refused), but for the patience: by default a
start is given up after 30 s without an answer, which on two cores would leave out the slowest. Everything
runs on the loopback, and all files are in one folder. Extensions of packages that came with us are off;
those of JupyterLab and Notebook are as they come.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from benchmarks.arrival import NOTEBOOK
from benchmarks.running import free_port
from campus.programs import NODE_MODULES, node

START_SECONDS = 60
STOP_SECONDS = 60
PATIENCE_SECONDS = 600
# What comes with nbgrader and jupytext, which the campus's environment has besides.
NOT_STOCK = (
    "jupyter_server_mathjax",
    "jupyterlab_jupytext",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)


@dataclass(frozen=True)
class StockHub:
    """A hub that runs."""

    url: str
    process: subprocess.Popen[bytes]

    def servers(self) -> list[psutil.Process]:
        """The process of each server."""
        below = psutil.Process(self.process.pid).children()
        return [one for one in below if any("jupyterhub-singleuser" in word for word in one.cmdline())]


@contextmanager
def stock_hub(folder: Path, notebook: Path, learners: Sequence[str]) -> Iterator[StockHub]:
    """Starts it with its files in ``folder``; stops it with all servers.

    Args:
        notebook: the exercise, which each of them has in her home already.
    """
    folder.mkdir()
    for name in learners:
        copy = folder / "homes" / name / NOTEBOOK
        copy.parent.mkdir(parents=True)
        shutil.copyfile(notebook, copy)
    extensions = dict.fromkeys(NOT_STOCK, False)
    settings = {"ServerApp": {"jpserver_extensions": extensions}}
    drop_in = folder / "conf" / "jupyter_server_config.d" / "plain.json"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(json.dumps(settings), "utf-8")
    port = free_port()
    (folder / "jupyterhub_config.py").write_text(_configuration(folder, port), "utf-8")
    with (folder / "hub.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(sys.executable).with_name("jupyterhub"))],
            cwd=folder,
            stdout=log,
            stderr=log,
            env=_environment(folder),
        )
    try:
        hub = StockHub(f"http://127.0.0.1:{port}", process)
        _wait_until_open(hub, folder / "hub.log")
        yield hub
    finally:
        _stop(process)


def _configuration(folder: Path, port: int) -> str:
    script = NODE_MODULES / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
    lines = [
        f"c.JupyterHub.bind_url = 'http://127.0.0.1:{port}'",
        f"c.JupyterHub.hub_bind_url = 'http://127.0.0.1:{port + 100}'",
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{port + 101}'",
        f"c.ConfigurableHTTPProxy.command = {[str(node()), str(script)]!r}",
        "c.JupyterHub.authenticator_class = 'dummy'",
        "c.Authenticator.allow_all = True",
        "c.JupyterHub.spawner_class = 'simple'",
        f"c.SimpleLocalProcessSpawner.home_dir_template = {str(folder / 'homes')!r} + '/{{username}}'",
        f"c.Spawner.environment = {{'JUPYTER_CONFIG_PATH': {str(folder / 'conf')!r}}}",
        f"c.Spawner.start_timeout = c.Spawner.http_timeout = {PATIENCE_SECONDS}",
    ]
    if os.geteuid() == 0:
        lines.append("c.Spawner.args = ['--allow-root']")
    return "\n".join(lines) + "\n"


def _environment(folder: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}"
    return {"PATH": path, "LANG": "C.UTF-8", "HOME": str(folder)}


def _wait_until_open(hub: StockHub, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and hub.process.poll() is None:
        try:
            if requests.get(f"{hub.url}/hub/health", timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"the stock hub did not start:\n{log.read_text('utf-8')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
    _, alive = psutil.wait_procs(below, timeout=5)
    for one in alive:
        one.kill()

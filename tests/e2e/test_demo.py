"""The life of a demonstration: started on nothing, used, killed in every way, started again, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import requests

from benchmarks.running import Running, free_port, running_campus
from benchmarks.visitor import Visitor, answer
from tests.e2e.spaces import spaces

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ANSWERS = {"tarif": "def tarif(age):\n    return 0 if age < 4 else 3 if age < 12 else 5 if age < 18 else 9"}


def wait_for(condition: Callable[[], object], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def answers(url: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(url, timeout=2).ok
    return False


def servers_in(folder: Path) -> set[int]:
    """First processes of learners' spaces in this data directory."""
    return {first.pid for _, first in spaces(folder / "homes")}


def enter(campus: Running) -> Visitor:
    """Manon, signed in, with her server running."""
    manon = Visitor(campus.url, "manon", campus.words("manon"))
    assert manon.sign_in().ok
    manon.start_server()
    return manon


def kill_the_hub(campus: Running) -> None:
    """Returns when supervisord has started another hub and it answers."""
    before = campus.pids("jupyterhub", "jupyterhub_config.py")
    campus.kill("jupyterhub", "jupyterhub_config.py")
    assert wait_for(lambda: set(campus.pids("jupyterhub", "jupyterhub_config.py")) - set(before))
    assert wait_for(lambda: answers(f"{campus.url}/hub/health"))


def kill_the_demo(campus: Running, servers: set[int]) -> set[psutil.Process]:
    """SIGKILL to ``campus demo`` alone; returns what it leaves behind, learners' servers left out."""
    left = set(psutil.Process(campus.process.pid).children(recursive=True))
    for pid in servers:
        left -= {psutil.Process(pid), *psutil.Process(pid).children(recursive=True)}
    campus.process.kill()
    campus.process.wait(10)
    return left


def lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def test_started_killed_and_started_again_a_demonstration_keeps_everything(tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    with running_campus(folder, port) as first:
        # It says where it is and how to sign in.
        assert first.url in first.said
        for name in ("alice", "nadia"):
            assert name in first.said
            assert first.words(name) in first.said

        manon = enter(first)
        manon.save(COURSE, EXERCISE, answer(manon.open(COURSE, EXERCISE), ANSWERS))
        made = manon.hand_in(COURSE, EXERCISE)
        score = manon.wait_for_result(made, seconds=90, every=0.2)["result"]["score"]
        servers = servers_in(folder)
        assert servers

        # The hub alone is killed: her server goes on, and the next hub knows it.
        kill_the_hub(first)
        enter(first)
        assert servers_in(folder) == servers

        # Another start on the same folder is refused, and harms nothing.
        twice = subprocess.run(
            [
                sys.executable,
                "-m",
                "campus",
                "demo",
                "--folder",
                str(folder),
                "--port",
                first.url[-5:].strip(":"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (twice.returncode, "already-running" in twice.stderr) == (1, True)
        assert answers(f"{first.url}/hub/health")

        # `campus demo` itself is killed: the rest is still there, without anybody to stop it.
        left = kill_the_demo(first, servers)
        assert any(lives(process) for process in left)

    with running_campus(folder, port) as second:
        # Its processes were replaced; her server was not, and is known.
        assert not any(lives(process) for process in left)
        assert servers_in(folder) == servers
        manon = enter(second)
        assert servers_in(folder) == servers
        assert manon.result(made)["result"]["score"] == score
        everyone = [psutil.Process(pid) for pid in servers]
        everyone += psutil.Process(second.process.pid).children(recursive=True)
        os.kill(second.process.pid, signal.SIGINT)
        assert second.process.wait(60) == 0
        # Ctrl-C left nothing, not even the server that the first campus had started.
        assert wait_for(lambda: not any(lives(process) for process in everyone), 5)

    with running_campus(folder, port) as third:
        manon = enter(third)
        assert manon.result(made)["result"]["score"] == score
        tarif = next(
            cell
            for cell in manon.open(COURSE, EXERCISE).cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "tarif"
        )
        assert tarif.source == ANSWERS["tarif"]

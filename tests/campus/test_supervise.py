"""Real processes under the real supervisord: kept alive, and none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from campus.space import warm

SCRIPT = """
import sys, signal, threading
from pathlib import Path
from campus.programs import Program
from campus.supervise import Supervisor

folder = Path(sys.argv[1])
orphan = "import subprocess, sys, time; " \\
    "words = [sys.executable, '-c', 'import time; time.sleep(600)', 'orphan']; " \\
    "subprocess.Popen(words, start_new_session=True); " \\
    "time.sleep(600)"
programs = [
    Program("first", (sys.executable, "-c", "import time; time.sleep(600)"), 0),
    Program("parent", (sys.executable, "-c", orphan), 1, {"WORD": 'a "quoted" 100%'}),
]
supervisor = Supervisor(programs, folder / "run", folder / "run", folder / "logs", folder / "homes")
class Stop(Exception): pass
def stop(*_): raise Stop
signal.signal(signal.SIGTERM, stop)
try:
    supervisor.end_leftovers()
    supervisor.launch()
    supervisor.start(1)
    print("ready", flush=True)
    supervisor.watch()
except Stop:
    pass
finally:
    supervisor.stop()
"""


def wait_for(condition: object, seconds: float = 15) -> bool:
    assert callable(condition)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def campus(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    if process.poll() is None:
        tree = psutil.Process(process.pid)
        for left in [*tree.children(recursive=True), tree]:
            left.kill()


def below(pid: int, word: str) -> list[psutil.Process]:
    """Living descendants whose command line holds that word."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):
            if word in " ".join(child.cmdline()):
                found.append(child)
    return found


def lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.mark.slow
def test_a_killed_program_is_started_again_and_its_orphan_is_ended_with_the_campus(
    campus: "subprocess.Popen[str]",
) -> None:
    assert wait_for(lambda: below(campus.pid, "time.sleep(600) orphan"))
    parent = next(one for one in below(campus.pid, "subprocess.Popen") if "supervisord" not in one.cmdline())
    orphans = below(campus.pid, "time.sleep(600) orphan")
    parent.kill()
    assert wait_for(lambda: any(one.pid != parent.pid for one in below(campus.pid, "subprocess.Popen")))
    everyone = psutil.Process(campus.pid).children(recursive=True)
    assert {orphan.pid for orphan in orphans} <= {one.pid for one in everyone}, "the orphan was adopted"
    campus.send_signal(signal.SIGTERM)
    assert campus.wait(30) == 0
    assert wait_for(lambda: not any(lives(one) for one in everyone))


@pytest.mark.slow
def test_what_a_killed_campus_left_is_ended_by_the_next_one(
    campus: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    assert wait_for(lambda: below(campus.pid, "time.sleep(600) orphan"))
    left = psutil.Process(campus.pid).children(recursive=True)
    supervisord = below(campus.pid, "supervisor.supervisord")
    assert supervisord
    os.kill(campus.pid, signal.SIGKILL)
    campus.wait(10)
    again = subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert again.stdout is not None
    assert again.stdout.readline() == "ready\n"
    assert not any(lives(one) for one in supervisord)
    again.send_signal(signal.SIGTERM)
    assert again.wait(30) == 0
    for one in left:  # the orphan of the killed campus has no campus to adopt it
        with suppress(psutil.Error):
            one.kill()


SPACE_PROCESS = """
import os, sys, time
from campus.space import first
if os.fork():
    sys.exit()  # whoever started it is gone
os.setsid()
first._take_name(first.SPACE)
if os.fork() == 0:
    first._take_name(first.SERVER)
    os.close(1)
    os.setsid()
    time.sleep(600)
print(os.getpid(), flush=True)
os.close(1)
time.sleep(600)
"""


@contextmanager
def space(homes_dir: Path) -> Iterator[set[psutil.Process]]:
    """The first process of a space and what is below it, as the warm process leaves them when it is gone."""
    made = subprocess.run(
        [sys.executable, "-c", SPACE_PROCESS],
        env={**os.environ, warm.MARK: warm.mark(homes_dir)},
        stdout=subprocess.PIPE,
        check=True,
    )
    first = psutil.Process(int(made.stdout))
    family = {first, *first.children()}
    assert len(family) == 2
    try:
        yield family
    finally:
        for one in family:
            with suppress(psutil.Error):
                one.kill()


@pytest.mark.slow
def test_spaces_outlive_a_killed_campus_and_end_with_the_next_one(
    campus: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    with space(tmp_path / "homes") as ours, space(tmp_path / "elsewhere" / "homes") as others:
        everyone = psutil.Process(campus.pid).children(recursive=True)
        campus.kill()
        campus.wait(10)
        again = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert again.stdout is not None
        assert again.stdout.readline() == "ready\n"
        assert all(lives(one) for one in ours | others)
        again.send_signal(signal.SIGTERM)
        assert again.wait(30) == 0
        assert not any(lives(one) for one in ours)
        assert all(lives(one) for one in others)
        for one in everyone:  # the orphan of the killed campus has no campus to adopt it
            with suppress(psutil.Error):
                one.kill()

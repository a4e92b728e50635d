"""What a learner takes of the machine and leaves behind, and where links in her home lead: no further."""

import hashlib
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.space import limits
from grader.sandbox import Level, cgroup, confinement
from grader.sandbox.cgroup import available
from tests.e2e.spaces import spaces_of
from tests.security.conftest import Attempt, visitor
from tests.security.terminal import Terminal

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
]

ATTACKER, BOMBER, FACILITATOR = "jade", "manon", "nadia"
COURSE = "girls_can_code"
FILLING = """
import threading
held = []
try:
    for _ in range(10_000):
        one = socket.socket(socket.AF_UNIX)
        one.settimeout(5)
        one.connect("/run/campus/" + name)
        held.append(one)
except OSError:
    pass

def large():
    for _ in range(200):
        yield bytes(1 << 20)

sending = [threading.Thread(target=ask, args=("POST", url), kwargs={"data": large()}) for url in urls]
for one in sending:
    one.start()
found = len(held)
"""
ASKING = "found = [ask('GET', url)[0] for url in urls]"
HUB, EXCHANGE = "http+unix://%2Frun%2Fcampus%2Fhub.sock", "http+unix://%2Frun%2Fcampus%2Fexchange.sock"
URLS = [f"{HUB}/hub/api", f"{EXCHANGE}/services/exchange/health"]


@pytest.mark.parametrize("name", ["hub.sock", "exchange.sock"])
def test_one_who_fills_the_gateway_keeps_nobody_else_out(
    victim: Visitor, attacker: Visitor, name: str
) -> None:
    with Kernel(attacker) as hers, Kernel(victim) as theirs:
        asking, filling = Attempt(theirs), Attempt(hers)
        assert asking(ASKING, urls=URLS) == [200, 200]
        assert filling(FILLING, name=name, urls=URLS) > 50
        assert asking(ASKING, urls=URLS) == [200, 200]


SENDING = """
held = []
for _ in range(20):
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(5)
    one.connect("/run/campus/hub.sock")
    held.append(one)
    try:
        one.sendall(b"POST /hub/api/users HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 99000000\\r\\n\\r\\n")
        for _ in range(30):
            one.sendall(bytes(1 << 20))
    except OSError:
        pass
found = len(held)
"""


def test_what_she_sends_to_the_hub_is_not_kept_in_its_memory(campus: Running, attacker: Visitor) -> None:
    hub = psutil.Process(campus.wait_for("jupyterhub", "--config")[0])
    before = hub.memory_info().rss
    with Kernel(attacker) as kernel:
        assert Attempt(kernel)(SENDING) == 20
        assert hub.memory_info().rss - before < 200 << 20


FORKING = """
import os, signal
made = 0
try:
    while made < 2000:
        if os.fork() == 0:
            os.setsid()
            signal.pause()
        made += 1
except OSError:
    pass
print(made, flush=True)
os._exit(0)
"""
FILLING_MEMORY = "x = []\nwhile True: x.append(bytes([1]) * (50 << 20))"


@pytest.fixture
def bomber(campus: Running) -> Visitor:
    return visitor(campus, BOMBER)


@pytest.mark.skipif("pids" not in available(), reason="no control groups for processes here")
def test_a_fork_bomb_takes_her_own_processes_only(campus: Running, bomber: Visitor, victim: Visitor) -> None:
    with Kernel(bomber) as kernel:
        kernel.run(f"open('bomb.py', 'w').write({FORKING!r})")
        code, told = kernel.shell(f"{sys.executable} bomb.py > made 2>&1 < /dev/null; cat made")
        assert (code, 10 < int(told) < campus.campus.settings.learners.processes) == (0, True)
        with Kernel(victim) as other:
            assert other.shell("echo here") == (0, "here\n")
    require_stopped(campus, bomber)


@pytest.mark.skipif("memory" not in available(), reason="no control groups for memory here")
def test_a_memory_bomb_ends_what_she_started_and_nothing_else(
    campus: Running, bomber: Visitor, victim: Visitor
) -> None:
    with Kernel(bomber) as kernel, Kernel(victim) as other:
        assert kernel.shell(f"{sys.executable} -c '{FILLING_MEMORY}'")[0] == 128 + signal.SIGKILL
        assert kernel.run("print(6 * 7)") == "42\n"
        assert other.run("print(6 * 7)") == "42\n"


def test_a_stopped_server_leaves_nothing_behind(campus: Running, bomber: Visitor) -> None:
    leaving = """
import os, signal, subprocess
for _ in range(3):
    subprocess.Popen(["setsid", "nohup", "sleep", "600"], stdout=-3, stderr=-3)
    if os.fork() == 0:
        os.setsid()
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        while True:
            signal.pause()
"""
    with Kernel(bomber) as kernel, Terminal(bomber) as terminal:
        kernel.run(f"open('leaving.py', 'w').write({leaving!r})")
        kernel.shell(f"{sys.executable} leaving.py > /dev/null 2>&1 < /dev/null")
        terminal.run("(trap '' TERM HUP; sleep 600) & disown")
        require_stopped(campus, bomber)


def require_stopped(campus: Running, who: Visitor) -> None:
    """Stops her server as the page does; all that was in her space ends with it."""
    homes = campus.campus.settings.homes_dir
    [space] = spaces_of(homes, who.name)
    everyone = [space, *space.children(recursive=True)]
    assert len(everyone) > 1
    url = f"{campus.url}/hub/api/users/{who.name}/server"
    answer = who.session.delete(url, headers=who.xsrf("/hub/"), timeout=60)
    assert answer.status_code in (202, 204)
    until = time.monotonic() + 30
    while any(lives(one) for one in everyone) and time.monotonic() < until:
        time.sleep(0.1)
    assert [one for one in everyone if lives(one)] == []
    assert in_groups_of(campus, who.name) == set()
    assert groups_of(campus, who.name) == []


def lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def groups_of(campus: Running, name: str) -> list[Path]:
    """Control groups of a learner's, where there are any."""
    mark = hashlib.sha256(str(campus.campus.settings.data_dir).encode()).hexdigest()[:8]
    return list(cgroup.ROOT.glob(f"**/{limits.PARENT}/{mark}-{name}"))


def in_groups_of(campus: Running, name: str) -> set[int]:
    """Processes in them: all of hers, wherever they hang."""
    return {
        int(number)
        for folder in groups_of(campus, name)
        for number in (folder / "cgroup.procs").read_text().split()
    }


def test_she_has_one_space_and_not_two(campus: Running, attacker: Visitor, tokens: list[str]) -> None:
    base = f"{campus.url}/hub/api/users/{ATTACKER}"
    for path in ("server", "servers/second"):
        for token in tokens:
            headers = {"Authorization": f"token {token}"}
            answer = attacker.session.post(f"{base}/{path}", headers=headers, timeout=60)
            assert answer.status_code in (400, 403), answer.text
    [space] = spaces_of(campus.campus.settings.homes_dir, ATTACKER)
    if groups_of(campus, ATTACKER):
        hers = {space.pid, *(one.pid for one in space.children(recursive=True))}
        assert in_groups_of(campus, ATTACKER) == hers


# -- links -----------------------------------------------------------------------------------------


def state(folder: Path) -> dict[str, Any]:
    """Everything below it, with rights and content."""
    return {
        str(one): (one.stat().st_mode, one.stat().st_uid, one.read_bytes() if one.is_file() else None)
        for one in (folder, *folder.rglob("*"))
    }


def test_no_start_of_a_server_follows_a_link_in_a_facilitator_s_home(campus: Running) -> None:
    settings = campus.campus.settings
    facilitator = visitor(campus, FACILITATOR)
    require_stopped(campus, facilitator)
    folder = settings.homes_dir / FACILITATOR / "nbgrader"
    course = folder / COURSE
    before = state(settings.secrets_dir)
    for path in (folder, course, course / "source", course / "release", course / "nbgrader_config.py"):
        saved = path.with_name("saved")
        path.rename(saved)
        path.symlink_to(settings.secrets_dir)
        facilitator.session.get(f"{campus.url}/hub/spawn/{FACILITATOR}", timeout=60)
        assert spaces_of(settings.homes_dir, FACILITATOR) == []
        assert state(settings.secrets_dir) == before
        path.unlink()
        saved.rename(path)
    facilitator.start_server()


def test_no_start_of_a_server_follows_a_link_in_a_learner_s_home(campus: Running, bomber: Visitor) -> None:
    settings = campus.campus.settings
    require_stopped(campus, bomber)
    home = settings.homes_dir / BOMBER
    before = state(settings.secrets_dir)
    for name in (".run", ".ipython", ".jupyter", ".local", COURSE, "nbgrader"):
        with suppress(FileNotFoundError):
            (home / name).rename(home / f"saved-{name}")
        (home / name).symlink_to(settings.secrets_dir)
    # It may start or not: that is her own affair.
    bomber.session.get(f"{campus.url}/hub/spawn/{BOMBER}", timeout=60)
    assert state(settings.secrets_dir) == before

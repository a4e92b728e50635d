"""Whatever process dies, what a learner has saved is there, her kernel goes on, and she is back soon."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pytest
import requests

from benchmarks.kernel import Kernel, KernelError
from benchmarks.running import Running, running_campus
from benchmarks.visitor import Visitor, answer
from campus.space import warm
from campus.space.first import SERVER
from grader.sandbox import Level, confinement
from tests.e2e.spaces import is_warm, spaces, spaces_of, warm_answers

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ANSWERS = {"tarif": "def tarif(age):\n    return 0 if age < 4 else 3 if age < 12 else 5 if age < 18 else 9"}
PAGE = f"hub/user-redirect/campus/open/{COURSE}/{EXERCISE}"
HUB = ("jupyterhub", "jupyterhub_config.py")
PATIENCE_SECONDS = 60.0
BACK_SECONDS = 30.0


def until(asked: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
    end = time.monotonic() + seconds
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def signed_in(campus: Running, name: str) -> Visitor:
    made = Visitor(campus.url, name, campus.words(name))
    assert made.sign_in().ok
    return made


def without_server(campus: Running, name: str) -> Visitor:
    """Signed in; a server that another test has left is stopped."""
    made = signed_in(campus, name)
    made.stop_server()
    return made


def at_work(campus: Running, name: str) -> Visitor:
    """With her server open, and her answer saved."""
    made = signed_in(campus, name)
    made.start_server()
    made.save(COURSE, EXERCISE, answer(made.open(COURSE, EXERCISE), ANSWERS))
    return made


def first_of(campus: Running, visitor: Visitor) -> psutil.Process:
    """The first process of her space, which has to be the only one."""
    found = spaces_of(campus.campus.settings.homes_dir, visitor.name)
    assert len(found) == 1, found
    return found[0]


def zygote(campus: Running) -> int:
    """The warm process itself; its forks have its command line too."""
    for pid in campus.pids("campus.space.zygote"):
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            if process.name() != "bwrap" and (parent := process.parent()) and parent.name() == "bwrap":
                return pid
    return 0


def wait_until_warm(campus: Running) -> None:
    """Returns when the warm process has imported all that it imports, and answers."""
    assert until(lambda: warm_answers(warm.socket_path(campus.campus.settings)))


def opens(visitor: Visitor) -> bool:
    """Whether the link of her pages leads to her notebook now."""
    with suppress(requests.RequestException):
        page = visitor.session.get(f"{visitor.url}/{PAGE}", timeout=BACK_SECONDS)
        return page.ok and f"/user/{visitor.name}/" in page.url
    return False


@contextmanager
def back(visitor: Visitor, after: str) -> Iterator[None]:
    """Says how long it takes from what the block does until her page opens; looks at what she has saved."""
    begun = time.monotonic()
    yield
    assert until(lambda: opens(visitor), BACK_SECONDS), f"{visitor.name} did not come back"
    say(f"{after}: she is back after {time.monotonic() - begun:.1f} s")
    assert saved(visitor) == ANSWERS["tarif"]


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def saved(visitor: Visitor) -> str:
    """Her answer, as it is on her disk."""
    cells = visitor.open(COURSE, EXERCISE).cells
    return next(
        str(cell.source) for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "tarif"
    )


def remembers(kernel: Kernel) -> bool:
    """Whether what she had in memory is still there, from a page that she has loaded anew."""
    with suppress(KernelError, OSError, requests.RequestException):
        kernel.reconnect()
        return kernel.run("print(prix)", seconds=10) == "12\n"
    return False


@pytest.fixture
def fatou(campus: Running) -> Visitor:
    wait_until_warm(campus)
    return at_work(campus, "fatou")


@pytest.fixture
def kernel(fatou: Visitor) -> Iterator[Kernel]:
    with Kernel(fatou) as made:
        made.run("prix = 12")
        yield made


def test_without_the_warm_process_servers_go_on_and_new_ones_start_cold_until_it_is_back(
    campus: Running, fatou: Visitor, kernel: Kernel
) -> None:
    elif_, sarah = without_server(campus, "elif"), without_server(campus, "sarah")
    first = first_of(campus, fatou)
    assert is_warm(first)
    before = zygote(campus)
    os.kill(before, signal.SIGKILL)
    begun = time.monotonic()
    elif_.start_server()
    say(f"warm process killed: a cold start takes {time.monotonic() - begun:.1f} s")
    assert not is_warm(first_of(campus, elif_))
    with Kernel(elif_) as cold:
        assert cold.run("print(1 + 1)") == "2\n"

    assert lives(first)
    assert kernel.run("print(prix)") == "12\n"
    with Kernel(fatou) as another:
        assert another.run("print(1 + 1)") == "2\n"

    assert until(lambda: zygote(campus) not in (0, before))
    wait_until_warm(campus)
    sarah.start_server()
    assert is_warm(first_of(campus, sarah))


def test_a_cold_space_is_as_closed_as_a_warm_one(campus: Running, fatou: Visitor, kernel: Kernel) -> None:
    code = """
import os, pathlib, socket
status = dict(line.split(":\\t") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
folders = sorted(os.listdir("/home")), sorted(os.listdir("/run/campus"))
print([status[name] for name in ("Seccomp", "NoNewPrivs", "CapEff", "CapPrm", "CapInh", "CapAmb")], folders)
print([name for _, name in socket.if_nameindex()], oct(os.umask(0)))
"""
    with ExitStack() as stack:
        elif_ = without_server(campus, "elif")
        os.kill(zygote(campus), signal.SIGKILL)
        elif_.start_server()
        cold = stack.enter_context(Kernel(elif_))
        assert not is_warm(first_of(campus, elif_))
        assert cold.run(code) == kernel.run(code).replace("fatou", "elif")


def test_the_hub_killed_changes_nothing_for_who_is_at_work(
    campus: Running, fatou: Visitor, kernel: Kernel
) -> None:
    before = {name: first.pid for name, first in spaces(campus.campus.settings.homes_dir)}
    assert fatou.name in before
    hub = set(campus.pids(*HUB))
    with back(fatou, "hub killed, by a link of the pages"):
        campus.kill(*HUB)
        # What she has open goes on without it, loaded anew too.
        assert kernel.run("print(prix)") == "12\n"
        assert remembers(kernel)
        assert fatou.session.get(f"{campus.url}/user/fatou/tree", timeout=5).ok
        assert until(lambda: set(campus.pids(*HUB)) - hub)
    # The next hub knows all of them: nobody gets a second one.
    assert {name: first.pid for name, first in spaces(campus.campus.settings.homes_dir)} == before
    assert remembers(kernel)


def test_a_hub_killed_while_her_server_starts_finds_it_again(campus: Running) -> None:
    ines = signed_in(campus, "ines")

    def ask() -> None:
        with suppress(requests.RequestException):
            ines.session.get(f"{campus.url}/hub/spawn/ines", timeout=PATIENCE_SECONDS)

    asking = Thread(target=ask)
    asking.start()
    assert until(lambda: spaces_of(campus.campus.settings.homes_dir, "ines"))
    hub = set(campus.pids(*HUB))
    campus.kill(*HUB)
    asking.join()
    begun = first_of(campus, ines)
    assert until(lambda: set(campus.pids(*HUB)) - hub)
    assert until(lambda: opens(ines))
    assert first_of(campus, ines) == begun


def test_the_proxy_killed_leads_to_her_again(campus: Running, fatou: Visitor, kernel: Kernel) -> None:
    first = first_of(campus, fatou)
    with back(fatou, "proxy killed"):
        campus.kill("configurable-http-proxy")
    assert first_of(campus, fatou) == first
    assert until(lambda: remembers(kernel))


def test_the_gateway_killed_she_can_hand_in_again(campus: Running, fatou: Visitor) -> None:
    campus.kill("serve", "gateway")
    begun = time.monotonic()

    def hand_in() -> str:
        with suppress(requests.RequestException):
            return fatou.hand_in(COURSE, EXERCISE)
        return ""

    assert (made := until(hand_in))
    say(f"gateway killed: she hands in after {time.monotonic() - begun:.1f} s")
    assert fatou.wait_for_result(made, seconds=90, every=0.2)["state"] == "graded"


@pytest.mark.parametrize("who", ["server", "first process"])
def test_her_own_processes_killed_she_opens_her_page_again(campus: Running, fatou: Visitor, who: str) -> None:
    first = first_of(campus, fatou)
    below = first.children(recursive=True)
    killed = first if who == "first process" else next(one for one in below if one.name() == SERVER)
    with back(fatou, f"her {who} killed"):
        killed.kill()
        # The kernel ends the rest of her space on its own time.
        assert until(lambda: not any(lives(one) for one in (first, *below)))
    assert first_of(campus, fatou) != first


@pytest.mark.skipif(os.geteuid() != 0, reason="without root nothing counts her processes")
def test_a_space_full_of_processes_refuses_a_kernel_and_goes_on(
    campus: Running, fatou: Visitor, kernel: Kernel
) -> None:
    fill = """
import subprocess
filling = []
try:
    while len(filling) < 2000:
        filling.append(subprocess.Popen(["sleep", "600"]))
except OSError as error:
    print(type(error).__name__, len(filling) > 50)
"""
    assert kernel.run(fill) == "BlockingIOError True\n"
    with pytest.raises(requests.HTTPError):
        Kernel(fatou)
    # Three hundred at once: each is buried, and the kernel's own end still told.
    kernel.run("for one in filling: one.kill()\nfor one in filling: one.wait()")
    with Kernel(fatou) as another:
        assert another.run("print(1 + 1)") == "2\n"
    assert kernel.run("print(prix)") == "12\n"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_campus_that_ends_leaves_none_of_them_behind_and_a_killed_one_finds_them_again(
    tmp_path: Path, how: signal.Signals
) -> None:
    folder = tmp_path / "demo"
    with running_campus(folder) as first:
        homes = first.campus.settings.homes_dir
        wait_until_warm(first)
        alice = at_work(first, "alice")
        os.kill(zygote(first), signal.SIGKILL)
        chloe = at_work(first, "chloe")
        assert [is_warm(first_of(first, one)) for one in (alice, chloe)] == [True, False]
        ours = {name: process.pid for name, process in spaces(homes)}
        assert set(ours) == {"alice", "chloe"}
        everyone = psutil.Process(first.process.pid).children(recursive=True)
        first.process.send_signal(how)
        first.process.wait(60)
    if how is signal.SIGINT:
        assert until(lambda: not any(lives(one) for one in everyone), 5)
        return

    assert {name: process.pid for name, process in spaces(homes)} == ours
    with running_campus(folder, int(first.url.rpartition(":")[2])) as second:
        assert {name: process.pid for name, process in spaces(homes)} == ours
        for name in ours:
            visitor = signed_in(second, name)
            assert until(lambda visitor=visitor: opens(visitor))  # type: ignore[misc]
            assert saved(visitor) == ANSWERS["tarif"]
        assert {name: process.pid for name, process in spaces(homes)} == ours
        everyone = [*everyone, *psutil.Process(second.process.pid).children(recursive=True)]
    assert until(lambda: not any(lives(one) for one in everyone), 5)
    marked = [one for one in psutil.process_iter() if mark_of(one) == warm.mark(homes)]
    assert marked == []


def mark_of(process: psutil.Process) -> str:
    with suppress(psutil.Error, OSError):
        return process.environ().get(warm.MARK, "")
    return ""

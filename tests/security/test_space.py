"""What a learner tries against her space from a kernel, a terminal and her server's own code, in vain.

The attempts: space_attempts.py, space_attempts_on_others.py, space_attempts_on_machine.py. As root; without:
test_space_without_root.py.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.ports import is_free
from campus.settings import REPOSITORY
from campus.space import warm
from grader.sandbox import Level, confinement
from tests.e2e.spaces import spaces_of
from tests.security.space_alone import found_by
from tests.security.space_outside import (
    ATTEMPTS,
    IN_HER_SERVER,
    SAYS,
    Outside,
    call,
    machine,
    named,
    program,
    source,
)
from tests.security.terminal import Terminal

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
]

VICTIM, ATTACKER = "yasmine", "jade"
WORD = "Moi dans dix ans"
# Processes of the campus that stay as long as it does.
STEADY = (
    ("jupyterhub", "--config"),
    ("serve", "exchange"),
    ("serve", "web"),
    ("serve", "gateway"),
    ("campus.space.zygote",),
    ("configurable-http-proxy",),
    ("supervisor.supervisord",),
)


@pytest.fixture(scope="module")
def outside(
    campus: Running, victim: Visitor, attacker: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Outside]:
    """Another learner at work, the campus around both, and a machine around it."""
    settings = campus.campus.settings
    home = settings.homes_dir / VICTIM
    wait_for_port(settings.formgrader_port(0))  # comes last when a campus starts
    with (
        machine(tmp_path_factory.mktemp("machine")) as things,
        Kernel(victim) as theirs,
        Kernel(attacker) as hers,
        Terminal(victim) as terminal,
    ):
        terminal.run("true")
        theirs.run(f"open('journal-de-yasmine.txt', 'w', encoding='utf-8').write({WORD!r})")
        told = "import os; print(os.environ['JUPYTERHUB_API_TOKEN'], os.environ['JUPYTERHUB_SERVICE_URL'])"
        token, url = theirs.run(told).split()
        [space] = spaces_of(settings.homes_dir, VICTIM)
        everyone = [campus.process.pid, space.pid, *(one.pid for one in space.children(recursive=True))]
        ports = [settings.hub.port, settings.hub_port, settings.proxy_port, settings.exchange_port]
        ports += [settings.web_port, settings.formgrader_port(0), int(url.split(":")[2].split("/")[0])]
        yield Outside(
            home=home,
            file=home / "journal-de-yasmine.txt",
            word=WORD,
            token=token,
            mine=hers.run(told).split()[0],
            pids=[*everyone, *(campus.wait_for(*marks)[0] for marks in STEADY)],
            hidden=[*_of_campus(campus), *_of_courses(), *map(Path, ("/etc/shadow", "/sys/fs", "/var/log"))],
            read_only=[REPOSITORY / "grader", settings.conf_dir / "learner"],
            **{
                **things,
                "tcp": [*things["tcp"], *(("127.0.0.1", port) for port in ports)],
                "sockets": [
                    *things["sockets"],
                    warm.socket_path(settings),
                    settings.sockets_dir / "supervisor.sock",
                    settings.sockets_dir / "pg" / ".s.PGSQL.5432",
                ],
            },
        )


def wait_for_port(port: int) -> None:
    until = time.monotonic() + 60
    while is_free("127.0.0.1", port) and time.monotonic() < until:
        time.sleep(0.1)


def _of_campus(campus: Running) -> list[Path]:
    settings = campus.campus.settings
    folders = [settings.secrets_dir, settings.logs_dir, settings.blobs_dir, settings.courses_dir]
    folders += [settings.run_dir, settings.homes_dir, settings.conf_dir / "facilitator"]
    database = settings.data_dir / "pg"
    return [*folders, *settings.secrets_dir.iterdir(), database, settings.data_dir / "campus.toml"]


def _of_courses() -> list[Path]:
    exercises = [one for one in (REPOSITORY / "courses").glob("*/exercises") if one.is_dir()]
    assert exercises
    return [
        *exercises,
        *(one / "source" for one in exercises if (one / "source").is_dir()),
        REPOSITORY / "tests",
    ]


@pytest.fixture(scope="module")
def kernel(outside: Outside, attacker: Visitor) -> Iterator[Kernel]:
    with Kernel(attacker) as made:
        made.run(source())
        yield made


@pytest.mark.parametrize("name", ATTEMPTS, ids=named)
def test_from_a_kernel_she_gets_nothing_of(outside: Outside, kernel: Kernel, name: str) -> None:
    outside.require()
    found = kernel.run(f"{call(name, outside.given())}\nprint({SAYS!r} + json.dumps(found))")
    outside.require()
    assert json.loads(found.partition(SAYS)[2]) == []


@pytest.fixture(scope="module")
def from_a_terminal(outside: Outside, kernel: Kernel, attacker: Visitor) -> dict[str, Any]:
    outside.require()
    text = program(ATTEMPTS, outside.given())
    kernel.run(f"open('attempts.py', 'w', encoding='utf-8').write({text!r})")
    with Terminal(attacker) as terminal:
        told = terminal.run(f"{sys.executable} attempts.py", seconds=120)
    outside.require()
    found: dict[str, Any] = json.loads(told.partition(SAYS)[2].splitlines()[0])
    return found


@pytest.mark.parametrize("name", ATTEMPTS, ids=named)
def test_from_a_terminal_she_gets_nothing_of(from_a_terminal: dict[str, Any], name: str) -> None:
    assert from_a_terminal[name] == []


@pytest.fixture(scope="module")
def from_her_server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return found_by(tmp_path_factory.mktemp("spaces") / "data")


@pytest.mark.parametrize("name", [*ATTEMPTS, *IN_HER_SERVER], ids=named)
def test_from_code_in_her_server_she_gets_nothing_of(from_her_server: dict[str, Any], name: str) -> None:
    assert from_her_server[name] == []

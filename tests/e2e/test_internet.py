"""What a learner's programs reach of the Internet: nothing, until campus.toml lists hosts; then those."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests

from benchmarks.kernel import Kernel
from benchmarks.running import Running, running_campus
from benchmarks.visitor import Visitor
from grader.sandbox import Level, confinement
from tests.e2e.spaces import is_warm, spaces_of
from tests.e2e.test_space_kills import zygote
from tests.security.terminal import Terminal

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
PATIENCE_SECONDS = 60.0
# No name below .invalid leads anywhere, with or without an Internet: what answers for it is the proxy alone.
TABLE = "[learners]\n"
SETTING = 'internet = ["pas-de-reponse.invalid", ".localhost", ".nip.io"]\n'
LISTED, OTHER = "pas-de-reponse.invalid", "ailleurs.invalid"
TOOLS = """
import json, os, pathlib, requests, socket

def variables():
    return sorted(name for name in os.environ if name.lower().endswith("_proxy"))

def through(words):
    where = os.environ["HTTPS_PROXY"].removeprefix("http://").split(":")
    with socket.create_connection((where[0], int(where[1])), 60) as asking:
        asking.sendall(words.encode())
        asking.shutdown(socket.SHUT_WR)
        heard = b""
        while part := asking.recv(65536):
            heard += part
    return heard.decode()

def connect(target):
    return through(f"CONNECT {target} HTTP/1.1\\r\\nHost: {target}\\r\\n\\r\\n")

def got(url, **options):
    try:
        return requests.get(url, timeout=60, **options).status_code
    except requests.RequestException as error:
        return str(error)

def reached(host, port):
    try:
        socket.create_connection((host, port), 2).close()
    except OSError:
        return False
    return True
"""


def until(asked: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


class Desk:
    """A kernel of hers: gives back what an expression is worth."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        kernel.run(TOOLS)

    def __call__(self, expression: str) -> Any:
        return json.loads(self._kernel.run(f"print(json.dumps({expression}))", seconds=90))

    def shell(self, command: str) -> tuple[int, str]:
        return self._kernel.shell(command, seconds=90)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A campus as it comes."""
    with running_campus(tmp_path_factory.mktemp("internet") / "demo") as running:
        yield running


@pytest.fixture(scope="module")
def alice(closed: Running) -> Visitor:
    made = Visitor(closed.url, "alice", closed.words("alice"))
    assert made.sign_in().ok
    return made


@pytest.fixture(scope="module")
def before(alice: Visitor) -> dict[str, Any]:
    """What she sees and reaches with the setting as it comes."""
    alice.start_server()
    with Kernel(alice) as kernel:
        desk = Desk(kernel)
        return {
            "variables": desk("[*variables(), *(name for name in os.environ if 'INTERNET' in name)]"),
            "doors": desk("sorted(os.listdir('/run/campus'))"),
            "proxy": desk("reached('127.0.0.1', 3128)"),
            "number": desk("reached('151.101.0.223', 443)"),
            "page": desk(f"got('https://{LISTED}/')"),
        }


@pytest.fixture(scope="module")
def opened(closed: Running, before: dict[str, Any]) -> Running:
    """The same campus once its operator has listed hosts: the hub and the gateway have read the file anew."""
    toml = closed.campus.settings.data_dir / "campus.toml"
    as_it_comes = toml.read_text("utf-8")
    assert TABLE in as_it_comes
    toml.write_text(as_it_comes.replace(TABLE, TABLE + SETTING), "utf-8")
    for marks in (("serve", "gateway"), ("jupyterhub", "--config")):
        old = closed.pids(*marks)
        closed.kill(*marks)
        assert until(lambda marks=marks, old=old: set(closed.pids(*marks)) - set(old))  # type: ignore[misc]
    assert until(lambda: answers(f"{closed.url}/hub/health"))
    return closed


def answers(url: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(url, timeout=5).ok
    return False


@pytest.fixture(scope="module")
def desk(opened: Running, alice: Visitor) -> Iterator[Desk]:
    alice.stop_server()
    alice.start_server()
    with Kernel(alice) as kernel:
        yield Desk(kernel)


def test_as_it_comes_nothing_is_reached_and_no_program_looks_for_a_way(before: dict[str, Any]) -> None:
    assert before["variables"] == []
    assert before["doors"] == ["exchange.sock", "hub.sock"]
    assert before["proxy"] is before["number"] is False
    assert "proxy" not in before["page"].lower()


def test_with_hosts_listed_her_programs_know_the_way(desk: Desk, alice: Visitor) -> None:
    assert set(desk("variables()")) == {"HTTPS_PROXY", "NO_PROXY", "https_proxy", "no_proxy"}
    assert desk("sorted(os.listdir('/run/campus'))") == ["exchange.sock", "hub.sock", "internet.sock"]
    assert desk("pathlib.Path(os.environ['CURL_CA_BUNDLE']).exists()")
    with Terminal(alice) as terminal:
        assert "http://127.0.0.1:3128" in terminal.run("echo $HTTPS_PROXY")


def test_a_listed_host_is_tried_and_another_refused(desk: Desk) -> None:
    assert "502 Ce site ne dit rien" in desk(f"got('https://{LISTED}/')")
    assert "403 Ce site n'est pas ouvert depuis ton espace" in desk(f"got('https://{OTHER}/')")


def test_curl_and_pip_go_the_same_way(desk: Desk) -> None:
    for host, status in ((LISTED, 502), (OTHER, 403)):
        code, told = desk.shell(f"curl --silent --show-error --write-out '%{{http_connect}}' https://{host}/")
        assert code != 0
        assert str(status) in told
        index = f"--index-url https://{host}/simple --retries 0 --disable-pip-version-check"
        code, told = desk.shell(f"python -m pip download -vv {index} bonjour")
        assert code != 0
        assert f"{status} Ce site" in told


def test_her_own_server_and_the_campus_work_as_before(desk: Desk, alice: Visitor) -> None:
    assert len(alice.open("girls_can_code", "guichet_malin").cells) > 1
    code, told = desk.shell("nbgrader list --course girls_can_code")
    assert code == 0, told
    assert "guichet_malin" in told


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "campus"])
def test_this_machine_is_not_the_internet_on_any_port(opened: Running, desk: Desk, host: str) -> None:
    settings = opened.campus.settings
    ports = [443, settings.hub.port, settings.hub_port, settings.proxy_port, settings.exchange_port]
    for port in (*ports, settings.web_port, 22):
        assert desk(f"connect('{host}:{port}')").startswith("HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "0xa9fea9fe"]
)
def test_what_a_provider_tells_its_machines_is_not_for_her(desk: Desk, host: str) -> None:
    for port in (80, 443):
        assert desk(f"connect('{host}:{port}')").startswith("HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "name", ["a.localhost", "127.0.0.1.nip.io", "169.254.169.254.nip.io", "10.0.0.1.nip.io"]
)
def test_a_listed_name_that_leads_to_such_an_address_gets_her_nowhere(desk: Desk, name: str) -> None:
    # 403 where it is looked up, 502 where nobody knows it.
    assert desk(f"connect('{name}:443')")[:13] in ("HTTP/1.1 403 ", "HTTP/1.1 502 ")


def test_the_proxy_speaks_to_no_service_of_the_campus(opened: Running, desk: Desk) -> None:
    port = opened.campus.settings.hub_port
    for words in (
        f"GET http://127.0.0.1:{port}/hub/api/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        f"GET /hub/api/ HTTP/1.1\r\nHost: {LISTED}\r\n\r\n",
        f"CONNECT {OTHER}:443 HTTP/1.1\r\n\r\nCONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n",
    ):
        answer = desk(f"through({words!r})")
        assert answer.startswith("HTTP/1.1 403 ")
        assert answer.count("HTTP/1.1") == 1


def test_a_space_that_started_cold_has_the_same_way(opened: Running, desk: Desk) -> None:
    chloe = Visitor(opened.url, "chloe", opened.words("chloe"))
    assert chloe.sign_in().ok
    os.kill(zygote(opened), signal.SIGKILL)
    chloe.start_server()
    [first] = spaces_of(opened.campus.settings.homes_dir, "chloe")
    assert not is_warm(first)
    with Kernel(chloe) as kernel:
        hers = Desk(kernel)
        assert "502 Ce site ne dit rien" in hers(f"got('https://{LISTED}/')")
        assert "403 Ce site n'est pas ouvert" in hers(f"got('https://{OTHER}/')")


def test_after_the_gateway_died_the_way_is_there_again(opened: Running, desk: Desk) -> None:
    opened.kill("serve", "gateway")
    assert until(lambda: "502 Ce site ne dit rien" in desk(f"got('https://{LISTED}/')"))


def test_she_cannot_take_the_gateway_s_place(desk: Desk) -> None:
    code, _ = desk.shell("rm /run/campus/internet.sock")
    assert code != 0
    assert "502 Ce site ne dit rien" in desk(f"got('https://{LISTED}/')")

"""Her Flask site in her real space: it runs confined, and no other learner reaches it or anything by it."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from grader.sandbox import Level, confinement

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
]
FOLDER = "girls_can_code/essai"
APP = """
import os, pathlib, socket, subprocess, time
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = "chut"
child = subprocess.Popen(["sleep", "300"], start_new_session=True)

def reaches(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False

def readable(path):
    try:
        return bool(pathlib.Path(path).read_bytes())
    except OSError:
        return False

@app.route("/")
def page():
    return "Bonjour de " + os.environ["USER"]

@app.route("/voit")
def sees():
    server = os.getppid()
    homes = sorted(os.listdir("/home"))
    numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return jsonify(
        homes=homes,
        token="JUPYTERHUB_API_TOKEN" in os.environ,
        ports=[port for port in map(int, request.args["ports"].split(",")) if reaches(port)],
        server=readable(f"/proc/{server}/environ") or readable(f"/proc/{server}/mem"),
        processes=len(numbers),
        write=os.access("/usr", os.W_OK) or os.access(app.root_path + "/../../../../lina", os.W_OK),
    )
"""


class Home:
    """Somebody's server, as her page uses it."""

    def __init__(self, campus: Running, name: str) -> None:
        self.visitor = Visitor(campus.url, name, campus.words(name))
        assert self.visitor.sign_in().ok
        self.visitor.start_server()
        self.base = f"{campus.url}/user/{name}/"

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = self.visitor.xsrf()
        return self.visitor.session.request(method, self.base + path, headers=headers, timeout=60, **more)

    def write(self, name: str, content: str) -> None:
        for folder in ("girls_can_code", FOLDER):
            if self.ask("GET", f"api/contents/{folder}?content=0").status_code == requests.codes.not_found:
                self.ask("PUT", f"api/contents/{folder}", json={"type": "directory"}).raise_for_status()
        body = {"type": "file", "format": "text", "content": content}
        self.ask("PUT", f"api/contents/{FOLDER}/{name}", json=body).raise_for_status()

    def run(self) -> Mapping[str, Any]:
        self.ask("POST", f"campus/api/site/{FOLDER}/start").raise_for_status()
        until = time.monotonic() + 30
        while (told := self.ask("GET", f"campus/api/site/{FOLDER}/state").json())["state"] == "starting":
            assert time.monotonic() < until
            time.sleep(0.05)
        return dict(told)


@pytest.fixture(scope="module")
def lina(campus: Running) -> Iterator[Home]:
    made = Home(campus, "lina")
    made.write("app.py", APP)
    yield made
    made.ask("POST", f"campus/api/site/{FOLDER}/stop")


@pytest.fixture(scope="module")
def address(campus: Running, lina: Home) -> str:
    told = lina.run()
    assert told["state"] == "running", told
    return f"{campus.url}{told['url']}"


def test_her_site_runs_in_her_space_and_sees_nothing_else(campus: Running, address: str) -> None:
    settings = campus.campus.settings
    assert requests.get(address, timeout=20).text == "Bonjour de lina"
    ports = [
        settings.hub.port,
        settings.hub_port,
        settings.proxy_port,
        settings.exchange_port,
        settings.web_port,
    ]
    asked = {"ports": ",".join(map(str, ports))}
    seen = requests.get(f"{address}voit", params=asked, timeout=30).json()
    assert seen["homes"] == ["lina"]
    assert seen["token"] is False
    assert seen["ports"] == []
    assert seen["server"] is False
    assert seen["write"] is False
    assert seen["processes"] < 30


def test_another_learner_finds_no_site_without_its_address(campus: Running, lina: Home, address: str) -> None:
    jade = Home(campus, "jade")
    assert requests.get(address, timeout=20).ok
    token = address.rstrip("/").rsplit("/", 1)[1]
    guesses = [address.replace(token, "0" * 48), address.replace("/lina/", "/jade/")]
    for guess in guesses:
        answer = jade.visitor.session.get(guess, timeout=20, allow_redirects=False)
        assert answer.status_code == requests.codes.not_found, (guess, answer.text)
        assert "Bonjour" not in answer.text
    for act, method in (("start", "POST"), ("stop", "POST"), ("state", "GET")):
        url = f"{lina.base}campus/api/site/{FOLDER}/{act}"
        answer = jade.visitor.session.request(method, url, timeout=20, allow_redirects=False)
        assert answer.status_code in (302, 403, 404)
    assert requests.get(address, timeout=20).ok


def test_stopping_ends_what_it_started_too(lina: Home, address: str) -> None:
    asked = {"ports": "1"}
    before = requests.get(f"{address}voit", params=asked, timeout=30).json()["processes"]
    lina.ask("POST", f"campus/api/site/{FOLDER}/stop").raise_for_status()
    assert requests.get(address, timeout=20).status_code == requests.codes.unavailable
    assert lina.run()["state"] == "running"
    assert requests.get(f"{address}voit", params=asked, timeout=30).json()["processes"] == before


def test_its_address_is_a_new_one_when_her_server_starts_again(
    campus: Running, lina: Home, address: str
) -> None:
    lina.visitor.stop_server()
    lina.visitor.start_server()
    told = lina.run()
    assert told["state"] == "running"
    assert f"{campus.url}{told['url']}" != address
    assert requests.get(address, timeout=20).status_code == requests.codes.not_found

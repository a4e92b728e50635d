"""A learner who attacks from a kernel in her own real server, and another who just works."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ATTACKER, VICTIM = "jade", "yasmine"

# What every attempt may use: read(path) and ask(method, url, token) never raise; 0: nobody answers there.
TOOLS = """
import json, os, pathlib, requests, requests_unixsocket, socket

def read(path):
    try:
        return pathlib.Path(path).read_bytes().decode(errors="replace")
    except OSError as error:
        return None

def ask(method, url, token=os.environ["JUPYTERHUB_API_TOKEN"], **options):
    try:
        headers = {"Authorization": "token " + token}
        with requests_unixsocket.Session() as session:
            options = {"headers": headers, "allow_redirects": False, "timeout": 30, **options}
            answer = session.request(method, url, **options)
    except requests.ConnectionError as error:
        return 0, str(error)
    return answer.status_code, answer.text
"""


class Attempt:
    """The attacker's kernel: runs code there and gives back its ``found`` as JSON."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        kernel.run(TOOLS)

    def __call__(self, code: str, **given: Any) -> Any:
        values = "".join(f"{name} = json.loads({json.dumps(value)!r})\n" for name, value in given.items())
        return json.loads(self._kernel.run(f"{values}{code}\nprint(json.dumps(found))"))

    def shell(self, command: str) -> tuple[int, str]:
        return self._kernel.shell(command)


def visitor(campus: Running, name: str) -> Visitor:
    made = Visitor(campus.url, name, campus.words(name))
    assert made.sign_in().ok
    made.start_server()
    return made


@pytest.fixture(scope="session")
def victim(campus: Running) -> Visitor:
    """Another learner at work, with something handed in."""
    made = visitor(campus, VICTIM)
    made.open(COURSE, EXERCISE)
    made.hand_in(COURSE, EXERCISE)
    return made


@pytest.fixture(scope="session")
def attacker(campus: Running, victim: Visitor) -> Visitor:
    made = visitor(campus, ATTACKER)
    made.open(COURSE, EXERCISE)
    return made


@pytest.fixture(scope="session")
def attempt(attacker: Visitor) -> Iterator[Attempt]:
    with Kernel(attacker) as kernel:
        yield Attempt(kernel)


@pytest.fixture(scope="session")
def tokens(attacker: Visitor, attempt: Attempt) -> list[str]:
    """Every token she can have: her server's, and one that she makes herself."""
    return [attempt("found = os.environ['JUPYTERHUB_API_TOKEN']"), attacker.new_token()]

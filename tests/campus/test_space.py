"""Spaces forked from a real warm process, each with a real server of a learner's."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer
from threading import Thread
from typing import Any

import psutil
import pytest
import requests

from campus.learner.config import learner_environment, learner_files
from campus.settings import Settings
from campus.space import warm
from campus.space.first import SERVER
from campus.space.job import GATE, SPACE, Job, Place
from campus.supervise import _working_in
from grader.errors import GraderError
from grader.sandbox import Level, confinement
from tests.e2e.spaces import warm_answers

needs_namespaces = pytest.mark.skipif(
    confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"
)
PATIENCE_SECONDS = 60.0
ALICE_UID = 62_900


def test_a_job_is_the_same_at_the_other_end() -> None:
    places = (Place("homes/alice", "/home/alice", writable=True),)
    job = Job("alice", "/home/alice", 62_000, {"A": "é"}, ("--x",), places, {"RLIMIT_CORE": 0}, 64)
    assert Job.unpacked(job.packed()) == job


def until(asked: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def lives(pid: int) -> bool:
    with suppress(psutil.Error):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


class Hub(BaseHTTPRequestHandler):
    """As much of one as a server asks when it starts: which version it is."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"version": "6.1"}')

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@contextmanager
def hub(path: Path) -> Iterator[None]:
    with ThreadingUnixStreamServer(str(path), Hub) as server:
        path.chmod(0o666)
        server.daemon_threads = True
        serving = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        yield
        server.shutdown()
        serving.join()


BECOME = "import sys, pathlib; from campus.settings import Settings; from campus.space import warm; "
BECOME += "warm.become(Settings(data_dir=pathlib.Path(sys.argv[1])), ['json.tool'])"


class Warm:
    """A warm process without a campus around it, and what its spaces need.

    Attributes:
        pid: of the process that spaces are forked from.
    """

    def __init__(self, settings: Settings, outer: int) -> None:
        self.settings = settings
        self.pid = until(lambda: _zygote(outer))
        self.log = settings.data_dir / "alice.log"
        assert until(lambda: warm_answers(warm.socket_path(settings)))

    def files(self) -> int:
        return psutil.Process(self.pid).num_fds()

    def job(self, port: int) -> Job:
        hub = f"http+unix://{str(GATE / 'hub.sock').replace('/', '%2F')}/hub/api"
        environment = {
            "HOME": "/home/alice",
            "JUPYTERHUB_API_TOKEN": "0" * 32,
            "JUPYTERHUB_API_URL": hub,
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-alice",
            "JUPYTERHUB_HOST": "",
            "JUPYTERHUB_SERVICE_PREFIX": "/user/alice/",
            "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}/user/alice/",
            "JUPYTERHUB_USER": "alice",
            "PATH": os.defpath,
            "USER": "alice",
            **learner_environment(self.settings.conf_dir / "learner", "http://127.0.0.1:1"),
        }
        is_root = os.geteuid() == 0
        return Job(
            name="alice",
            home="/home/alice",
            uid=ALICE_UID if is_root else None,
            environment=environment,
            places=(Place("homes/alice", "/home/alice", writable=True), Place("gate/alice", str(GATE))),
        )

    @contextmanager
    def asked(self) -> Iterator[tuple[warm.Started, int]]:
        """A space that is not let go yet, and the port that it answers on."""
        with socket.create_server(("127.0.0.1", 0)) as listener, self.log.open("ab") as log:
            port = listener.getsockname()[1]
            path = warm.socket_path(self.settings)
            started = warm.ask(path, self.job(port), listener.fileno(), log.fileno())
        try:
            yield started, port
        finally:
            with suppress(ProcessLookupError):
                os.kill(started.pid, signal.SIGKILL)

    @contextmanager
    def space(self) -> Iterator[psutil.Process]:
        """The first process of a space whose server answers."""
        with self.asked() as (started, port):
            started.go()
            assert until(lambda: _answers(port) or not lives(started.pid)), self.log.read_text()
            yield psutil.Process(started.pid)


def _answers(port: int) -> bool:
    # Who comes before her server is at its socket has to come again.
    with suppress(requests.ConnectionError):
        return requests.get(f"http://127.0.0.1:{port}/user/alice/api", timeout=PATIENCE_SECONDS).ok
    return False


def _zygote(outer: int) -> int:
    with suppress(psutil.Error):
        for one in psutil.Process(outer).children(recursive=True):
            if "campus.space.zygote" in one.cmdline():
                return one.pid
    return 0


@pytest.fixture(scope="module")
def warm_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("warm"))
    home = settings.homes_dir / "alice"
    for folder in (home, settings.courses_dir, warm.gate_dir(settings) / "alice"):
        folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(home, ALICE_UID, ALICE_UID)
    for name, content in learner_files(["keskia"]).items():
        file = settings.conf_dir / "learner" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    command = [sys.executable, "-c", BECOME, str(settings.data_dir)]
    door = warm.gate_dir(settings) / "alice" / "hub.sock"
    with hub(door), subprocess.Popen(command) as outer:
        try:
            yield Warm(settings, outer.pid)
        finally:
            outer.terminate()


@needs_namespaces
@pytest.mark.slow
class TestSpaces:
    def test_each_has_a_first_process_and_a_server_below_it(self, warm_one: Warm) -> None:
        with warm_one.space() as first:
            assert first.name() == SPACE
            assert [one.name() for one in first.children()] == [SERVER]
            expected = ALICE_UID if os.geteuid() == 0 else os.geteuid()
            assert {one.uids().effective for one in (first, *first.children())} == {expected}

    def test_the_campus_finds_them_when_it_stops(self, warm_one: Warm) -> None:
        with warm_one.space() as first:
            assert {first, *first.children()} <= _working_in(warm_one.settings.homes_dir)
            assert not _working_in(warm_one.settings.data_dir / "elsewhere")

    def test_two_live_side_by_side(self, warm_one: Warm) -> None:
        with warm_one.space() as one, warm_one.space() as other:
            one.kill()
            assert until(lambda: not lives(one.pid))
            assert lives(other.pid)

    def test_one_ends_with_its_server(self, warm_one: Warm) -> None:
        with warm_one.space() as first:
            below = first.children()
            below[0].kill()
            assert until(lambda: not lives(first.pid))
            assert not lives(below[0].pid)

    def test_a_server_ends_with_its_space(self, warm_one: Warm) -> None:
        with warm_one.space() as first:
            below = first.children(recursive=True)
            first.kill()
            assert until(lambda: not any(lives(one.pid) for one in below))

    def test_one_told_to_stop_stops_in_order(self, warm_one: Warm) -> None:
        with warm_one.space() as first:
            first.terminate()
            assert until(lambda: not lives(first.pid))
            assert "received signal 15" in warm_one.log.read_text()
            runtime = warm_one.settings.homes_dir / "alice" / ".local" / "share" / "jupyter" / "runtime"
            assert not list(runtime.glob("jpserver-*.json"))

    def test_they_go_on_and_end_without_the_warm_process(self, warm_one: Warm) -> None:
        settings = warm_one.settings
        command = [sys.executable, "-c", BECOME, str(settings.data_dir)]
        warm.socket_path(settings).rename(settings.data_dir / "kept.sock")
        outer = subprocess.Popen(command)
        try:
            another = Warm(settings, outer.pid)
            with another.space() as first:
                os.kill(another.pid, signal.SIGKILL)
                outer.wait(PATIENCE_SECONDS)
                assert lives(first.children()[0].pid)
                first.terminate()
                assert until(lambda: not lives(first.pid))
        finally:
            outer.kill()
            outer.wait()
        (settings.data_dir / "kept.sock").rename(warm.socket_path(settings))

    def test_one_that_the_hub_forgot_before_it_let_it_go_ends(self, warm_one: Warm) -> None:
        with warm_one.asked() as (started, _):
            pid = started.pid
            assert lives(pid)
            started._connection.close()
            assert until(lambda: not lives(pid))

    @pytest.mark.parametrize("told", [b"\xff no JSON", b"{}", b'{"places": [1]}', b"", b"[]"])
    def test_a_request_that_makes_no_sense_ends_nothing_and_keeps_nothing_open(
        self, warm_one: Warm, told: bytes
    ) -> None:
        with warm_one.space():
            pass
        before = warm_one.files()
        for _ in range(3):
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking, warm_one.log.open() as file:
                asking.connect(str(warm.socket_path(warm_one.settings)))
                socket.send_fds(asking, [told], [file.fileno(), file.fileno()])
        with warm_one.space():
            assert warm_one.files() == before

    def test_where_nobody_answers_it_is_said(self, warm_one: Warm) -> None:
        with pytest.raises(GraderError, match="the warm process") as refused:
            warm.ask(warm_one.settings.data_dir / "nobody.sock", warm_one.job(1), 0, 0)
        assert refused.value.code == "not-warm"

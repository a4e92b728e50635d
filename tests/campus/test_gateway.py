"""The gateway between spaces and the campus's own services."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pytest
import requests
from requests_unixsocket import Session

from campus.settings import Hub, Settings
from campus.space import gateway
from tests.e2e.spaces import gateway_answers

PATIENCE_SECONDS = 60.0
HERS = "alice"


def until(asked: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


class Service(BaseHTTPRequestHandler):
    """Says hello, or back what it is told."""

    def do_GET(self) -> None:
        self._answer(b"hello")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@contextmanager
def served(port: int = 0) -> Iterator[int]:
    HTTPServer.allow_reuse_address = True
    with ThreadingHTTPServer(("127.0.0.1", port), Service) as server:
        serving = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        yield int(server.server_port)
        server.shutdown()
        serving.join()


@contextmanager
def gate(folder: Path, **ports: int) -> "Iterator[subprocess.Popen[bytes]]":
    told = [f"{name}.sock={port}" for name, port in ports.items()]
    gateway.open_doors(folder, HERS)  # it finds them when it comes
    with subprocess.Popen([sys.executable, "-m", "campus.space.gateway", str(folder), *told]) as process:
        try:
            assert until(lambda: gateway_answers(folder))
            yield process
        finally:
            process.kill()


def door(folder: Path, name: str = "hub") -> str:
    return "http+unix://" + str(folder / HERS / f"{name}.sock").replace("/", "%2F")


def connected(folder: Path, who: str = HERS) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(PATIENCE_SECONDS)
    made.connect(str(folder / who / "hub.sock"))
    return made


def test_the_gateway_leads_to_each_service_and_to_no_other(tmp_path: Path) -> None:
    with served() as exchange, gate(tmp_path, exchange=exchange, hub=1), Session() as session:
        assert session.get(door(tmp_path, "exchange")).text == "hello"
        large = os.urandom(5_000_000)
        assert session.post(door(tmp_path, "exchange"), data=large).content == large
        with pytest.raises(requests.ConnectionError):
            session.get(door(tmp_path))
        assert session.get(door(tmp_path, "exchange")).ok


def test_what_is_sent_to_the_hub_without_an_answer_ends_the_connection_before_it_is_much(
    tmp_path: Path,
) -> None:
    with served() as hub, gate(tmp_path, hub=hub), Session() as session:
        most = gateway.UNANSWERED_BYTES["hub.sock"]
        for _ in range(3):  # each answer makes room for as much again
            assert session.post(door(tmp_path), data=bytes(most // 2), timeout=PATIENCE_SECONDS).ok
        with connected(tmp_path) as client:
            client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 99000000\r\n\r\n")
            with pytest.raises(ConnectionError):
                client.sendall(bytes(99 * most))


def test_a_service_that_comes_back_is_reached_again(tmp_path: Path) -> None:
    with ExitStack() as stack:
        with served() as port:
            stack.enter_context(gate(tmp_path, hub=port))
            assert requests_to(tmp_path)
        assert not requests_to(tmp_path)
        with served(port):
            assert requests_to(tmp_path)


def requests_to(folder: Path) -> bool:
    with Session() as session:
        try:
            return bool(session.get(door(folder), timeout=PATIENCE_SECONDS).ok)
        except requests.ConnectionError:
            return False


def test_who_has_said_all_may_still_listen(tmp_path: Path) -> None:
    with served() as port, gate(tmp_path, hub=port), connected(tmp_path) as client:
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        heard = b""
        while part := client.recv(4096):
            heard += part
    assert heard.endswith(b"hello")


def test_clients_that_go_away_leave_nothing_open(tmp_path: Path) -> None:
    with served() as port, gate(tmp_path, hub=port) as process:
        assert requests_to(tmp_path)
        files = psutil.Process(process.pid).num_fds
        before = files()
        for words in (b"", b"GET / HTTP/1.0\r\n", b"GET / HTTP/1.0\r\n\r\n") * 20:
            with connected(tmp_path) as client:
                client.sendall(words)
        assert until(lambda: files() <= before)
        assert requests_to(tmp_path)


def test_one_who_takes_all_that_she_can_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    with served() as port, gate(tmp_path, hub=port) as process, ExitStack() as stack:
        files = psutil.Process(process.pid).num_fds
        before = files()
        gateway.open_doors(tmp_path, "bob")
        with suppress(BlockingIOError):  # her queue is full
            for _ in range(10_000):
                stack.enter_context(connected(tmp_path, "bob"))
        assert requests_to(tmp_path)
        assert until(lambda: files() - before >= 2 * gateway.EACH_MAX)
        assert files() - before < 2 * gateway.EACH_MAX + 20


def test_who_does_not_read_what_is_left_for_her_keeps_her_place_and_then_loses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(bytes(5_000_000))

    monkeypatch.setattr(gateway, "CLOSE_SECONDS", 0.3)
    ours, hers = socket.socketpair()
    ours.setblocking(False)
    with hers:
        begun = time.monotonic()
        asyncio.run(gateway._serve(ours, answer))
        assert time.monotonic() - begun >= 0.3
        heard = 0
        while part := hers.recv(1 << 16):
            heard += len(part)
        assert heard < 5_000_000


def test_where_a_space_is_gone_it_answers_no_more_and_nobody_is_cut_off(tmp_path: Path) -> None:
    with served() as port, gate(tmp_path, hub=port), Session() as session:
        assert session.get(door(tmp_path)).ok
        gateway.open_doors(tmp_path, "bob")
        with connected(tmp_path, "bob"):
            gateway.close_doors(tmp_path, "bob")
        assert not (tmp_path / "bob").exists()
        with pytest.raises(FileNotFoundError):
            connected(tmp_path, "bob")
        assert session.get(door(tmp_path)).ok
        gateway.open_doors(tmp_path, HERS)  # once more, as when her server starts anew
        assert session.get(door(tmp_path)).ok
        assert requests_to(tmp_path)


@pytest.mark.parametrize("name", ["", ".", "..", "../elsewhere", "nobody", "/tmp"])
def test_a_folder_that_is_not_one_of_its_own_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "gate"
    with served() as port, gate(folder, hub=port):
        gateway._tell(folder, name)
        assert requests_to(folder)
    assert {one.parent.name for one in tmp_path.glob("**/hub.sock")} == {HERS}


def test_after_a_restart_it_answers_in_the_same_folders(tmp_path: Path) -> None:
    with served() as port:
        with gate(tmp_path, hub=port):
            gateway.open_doors(tmp_path, "bob")
        tmp_path.with_suffix(".sock").unlink()
        gateway.open_doors(tmp_path, "carla")  # nobody hears that yet
        with gate(tmp_path, hub=port):
            for name in (HERS, "bob", "carla"):
                connected(tmp_path, name).close()


def test_there_are_doors_to_the_hub_s_api_and_to_the_exchange(tmp_path: Path) -> None:
    settings = Settings(tmp_path, hub=Hub(internal_port=9100))
    assert gateway.services(settings) == {"hub.sock": 9100, "exchange.sock": settings.exchange_port}

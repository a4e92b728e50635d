"""The client tries again what may be tried again, and says clearly when the campus does not answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from grader.exchange.client import ExchangeClient, ExchangeRefused, ExchangeUnreachable

Answers = list[tuple[int, str]]


@pytest.fixture
def flaky() -> Iterator[Callable[[Answers], tuple[ExchangeClient, list[str | None]]]]:
    """A function that serves these answers, one for each request, and notes the keys it was sent.

    Status 0 hangs up without an answer.
    """
    servers = []

    def serve(answers: Answers) -> tuple[ExchangeClient, list[str | None]]:
        keys: list[str | None] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                keys.append(self.headers["Idempotency-Key"])
                status, body = answers[min(len(keys), len(answers)) - 1]
                if status:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        servers.append(server)
        return ExchangeClient(f"http://127.0.0.1:{server.server_port}", "t"), keys

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


RECEIPT = '{"id": "1", "timestamp": "2026-11-20T09:00:00+00:00", "sha256": "0", "state": "queued"}'
Flaky = Callable[[Answers], tuple[ExchangeClient, list[str | None]]]


@pytest.mark.parametrize("trouble", [(0, ""), (502, "<html>bad gateway"), (429, "slow down"), (500, "{}")])
def test_a_hand_in_is_sent_again_with_the_same_key(flaky: Flaky, trouble: tuple[int, str]) -> None:
    client, keys = flaky([trouble, trouble, (201, RECEIPT)])
    assert client.submit("c", "a", b"work")["id"] == "1"
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert keys[0]


def test_a_refusal_is_not_sent_again(flaky: Flaky) -> None:
    client, keys = flaky([(403, '{"code": "not-yours", "message": "Non."}')])
    with pytest.raises(ExchangeRefused) as caught:
        client.submit("c", "a", b"work")
    assert (caught.value.code, caught.value.learner, caught.value.http) == ("not-yours", "Non.", 403)
    assert len(keys) == 1


def test_an_exchange_that_stays_broken_is_said_so(flaky: Flaky) -> None:
    client, keys = flaky([(503, "<html>the hub's own page")])
    with pytest.raises(ExchangeUnreachable, match="503"):
        client.submit("c", "a", b"work")
    assert len(keys) == 4


@pytest.mark.parametrize("answer", [(201, "<html>"), (302, ""), (404, "<html>a proxy")])
def test_something_else_that_answers_is_not_believed(flaky: Flaky, answer: tuple[int, str]) -> None:
    client, _ = flaky([answer])
    with pytest.raises(ExchangeUnreachable):
        client.submit("c", "a", b"work")


def test_without_a_network_she_reads_that_nothing_is_lost() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ExchangeUnreachable) as caught:
        ExchangeClient(f"http://127.0.0.1:{port}", "t").assignments()
    assert "ne répond pas" in caught.value.learner
    assert "Rien n'est perdu" in caught.value.learner
    assert caught.value.code == "exchange-unreachable"


def test_her_token_does_not_follow_the_machines_proxy_or_netrc(
    client: Callable[[str], ExchangeClient], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("default login x password y\n")
    assert client("ada").assignments() == []

"""Handing in wakes a learner's server up when it sleeps, and tells her why when it cannot."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from campus.web.bench import Bench
from campus.web.viewer import Viewer
from grader.errors import GraderError

INES = Viewer("ines", "Inès", courses=("pixels",), token="her-token")
SERVER = "/hub/api/users/ines/server"


@dataclass
class Hub:
    """A hub and a learner's server on a loopback port, as the pages meet them."""

    ready: bool = False
    starts: bool = True
    refusal: tuple[int, Any] | None = None
    asked: list[str] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    keys: list[str | None] = field(default_factory=list)
    held: Event = field(default_factory=Event)
    hold: bool = False

    def answer(self, method: str, path: str) -> tuple[int, str]:
        self.asked.append(f"{method} {path}")
        if path == "/hub/api/users/ines":
            return 200, json.dumps({"servers": {"": {"ready": self.ready}} if self.ready else {}})
        if path == SERVER:
            return 202, ""
        if path == f"{SERVER}/progress":
            self.ready = self.starts
            last = {"progress": 100, "ready": True} if self.starts else {"failed": True, "message": "no room"}
            return 200, f'data: {{"progress": 0}}\n\ndata: {json.dumps(last)}\n\n'
        if not self.ready:
            return 424, "{}"
        status, said = self.refusal or (201, {"id": "one", "state": "queued"})
        return status, said if isinstance(said, str) else json.dumps(said)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def bench(hub: Hub) -> Iterator[Bench]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hub.tokens.add(self.headers["Authorization"])
            if self.path.startswith("/user/"):
                hub.keys.append(self.headers["Idempotency-Key"])
                if hub.hold:
                    hub.held.wait(20)
            status, body = hub.answer(self.command, self.path)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = Flask(__name__)
    Babel(app, default_locale="fr")
    with app.test_request_context():
        yield Bench(f"{address}/hub/api", f"{address}/", start_seconds=5)
    server.shutdown()
    server.server_close()


def test_work_goes_through_her_own_server_with_her_own_token(hub: Hub, bench: Bench) -> None:
    hub.ready = True
    assert bench.hand_in(INES, "pixels", "step_0") == "one"
    assert hub.asked[-1] == "POST /user/ines/campus/api/submissions/pixels/step_0"
    assert f"POST {SERVER}" not in hub.asked
    assert hub.tokens == {"token her-token"}


def test_a_server_that_sleeps_is_woken_first(hub: Hub, bench: Bench) -> None:
    assert bench.hand_in(INES, "pixels", "step_0") == "one"
    assert [line.split()[0] for line in hub.asked] == ["GET", "POST", "GET", "POST"]


def test_a_server_that_does_not_wake_is_told_kindly(hub: Hub, bench: Bench) -> None:
    hub.starts = False
    with pytest.raises(GraderError, match="no room") as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert refused.value.code == "bench-asleep"
    assert "Ton travail est gardé" in refused.value.learner
    assert refused.value.http == 503


def test_the_words_of_a_refusal_reach_her(hub: Hub, bench: Bench) -> None:
    hub.ready = True
    hub.refusal = (413, {"code": "bundle-too-large", "message": "Ton travail est trop lourd."})
    with pytest.raises(GraderError) as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert (refused.value.code, refused.value.http) == ("bundle-too-large", 413)
    assert refused.value.learner == "Ton travail est trop lourd."


@pytest.mark.parametrize("said", ["<html>Traceback", '["not", "an", "object"]', "{}"])
def test_an_answer_that_makes_no_sense_is_never_shown(hub: Hub, bench: Bench, said: str) -> None:
    hub.ready = True
    hub.refusal = (500, said)
    with pytest.raises(GraderError) as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert refused.value.code == "bench-refused"
    assert "Traceback" not in refused.value.learner


def test_no_hub_at_all_is_told_kindly() -> None:
    app = Flask(__name__)
    Babel(app, default_locale="fr")
    with app.test_request_context(), pytest.raises(GraderError) as refused:
        Bench("http://127.0.0.1:9/hub/api", "http://127.0.0.1:9/").hand_in(INES, "pixels", "step_0")
    assert refused.value.code == "bench-asleep"


def test_both_tries_of_one_press_carry_one_key(hub: Hub, bench: Bench) -> None:
    hub.ready = True
    hub.refusal = (503, {"code": "exchange-unreachable", "message": "Attends une minute."})
    with pytest.raises(GraderError):
        bench.hand_in(INES, "pixels", "step_0")
    assert len(hub.keys) == 2
    assert len(set(hub.keys)) == 1
    assert hub.keys[0]


def test_a_server_that_never_answers_holds_one_thread_of_the_pages_and_no_more(
    hub: Hub, bench: Bench
) -> None:
    hub.ready = hub.hold = True
    first = Thread(target=lambda: bench.hand_in(INES, "pixels", "step_0"))
    first.start()
    while not hub.keys:
        time.sleep(0.01)
    with pytest.raises(GraderError) as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert (refused.value.code, refused.value.http) == ("bench-busy", 429)
    hub.held.set()
    first.join()
    assert bench.hand_in(INES, "pixels", "step_0") == "one"


def test_of_a_body_without_end_little_is_read(hub: Hub, bench: Bench) -> None:
    hub.ready = True
    hub.refusal = (200, "x" * 10_000_000)
    with pytest.raises(GraderError) as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert refused.value.code == "bench-asleep"


def test_a_server_sends_the_pages_nowhere_else(hub: Hub, bench: Bench) -> None:
    hub.ready = True
    hub.refusal = (302, "{}")
    with pytest.raises(GraderError) as refused:
        bench.hand_in(INES, "pixels", "step_0")
    assert refused.value.http == 502
    assert not any("elsewhere" in line for line in hub.asked)

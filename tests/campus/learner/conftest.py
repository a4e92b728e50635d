"""A learner's own Jupyter server, as the hub would start it, and a real exchange for it to talk to."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from sqlalchemy import create_engine
from werkzeug.serving import make_server

from campus.learner.config import learner_environment, learner_files
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits, pack
from grader.exchange.client import ExchangeClient
from grader.exchange.people import Person
from grader.exchange.service import create_app
from grader.store import Store, metadata

COURSE, EXERCISE = "girls_can_code", "guichet-malin"
TOKEN = "of-this-server"
READY_SECONDS = 60


@dataclass
class Exchange:
    """The real service in a thread; ``results`` is what the graders would have written."""

    url: str
    store: Store
    blobs: FolderBlobs
    results: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def grade(self, submission_id: str, checks: list[dict[str, Any]]) -> None:
        best = sum(check["points"] for check in checks)
        score = sum(check["score"] or 0 for check in checks)
        self.results[submission_id] = {"score": score, "max_score": best, "checks": checks, "late_seconds": 0}
        self.store.start(submission_id)
        self.store.finish(submission_id, score, best, checks)


def check_of(name: str, says: str, score: float | None, points: float, **more: Any) -> dict[str, Any]:
    status = "waiting" if score is None else "passed" if score == points else "failed"
    told = {"name": name, "says": says, "score": score, "points": points, "status": status}
    return {**told, "words": "", "comment": "", **more}


@pytest.fixture
def check() -> Callable[..., dict[str, Any]]:
    return check_of


def _identify(token: str) -> Person | None:
    people = {
        "token-lea": Person("lea", courses=frozenset({COURSE})),
        "token-olga": Person("olga", teaches=frozenset({COURSE})),
    }
    return people.get(token)


def _release(url: str, folder: Path) -> None:
    code: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
    cells = [
        {"cell_type": "markdown", "id": "enonce", "metadata": {}, "source": "# Le guichet malin"},
        {**code, "id": "tarif", "metadata": {}, "source": "def tarif(age):\n    return 3"},
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}
    folder.mkdir()
    (folder / f"{EXERCISE}.ipynb").write_text(json.dumps(notebook))
    (folder / "tarifs.csv").write_text("age,prix\n8,3\n")
    ExchangeClient(url, "token-olga").release(COURSE, EXERCISE, pack(folder))


@dataclass(frozen=True)
class LearnerServer:
    url: str
    home: Path
    environment: Mapping[str, str]

    @property
    def folder(self) -> Path:
        return self.home / COURSE / EXERCISE

    @property
    def notebook(self) -> Path:
        return self.folder / f"{EXERCISE}.ipynb"

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """As her, with the token of the server, redirects not followed."""
        headers = {"Authorization": f"token {TOKEN}", **more.pop("headers", {})}
        address = self.url + path
        return requests.request(method, address, headers=headers, timeout=60, allow_redirects=False, **more)


@pytest.fixture(scope="session")
def _exchange(postgres_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    folder = tmp_path_factory.mktemp("exchange")
    with psycopg.connect(postgres_uri, autocommit=True) as db:
        db.execute("create schema learner_exchange")
    address = postgres_uri.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(
        f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3Dlearner_exchange",
        pool_pre_ping=True,  # other tests end the connections of this server
    )
    metadata.create_all(engine)
    blobs = FolderBlobs(folder / "blobs")
    made = Exchange("", Store(engine), blobs)
    told: Callable[[str], Any] = made.results.get
    prefix = "/services/exchange"
    app = create_app(made.store, blobs, _identify, BundleLimits(), lambda _: None, told, prefix)
    # Not waitress: closing it waits for the connections that learners' servers keep open.
    service = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.url = f"http://127.0.0.1:{service.server_port}{prefix}"
    yield made
    service.shutdown()
    thread.join()
    service.server_close()
    engine.dispose()


@pytest.fixture
def exchange(_exchange: Exchange, tmp_path: Path) -> Exchange:
    """Nothing handed in yet, one exercise released."""
    with _exchange.store.engine.begin() as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
    _release(_exchange.url, tmp_path / "release")
    return _exchange


@contextmanager
def started(folder: Path, exchange_url: str) -> Iterator[LearnerServer]:
    """Lea's server, told where the exchange is; stopped at the end."""
    conf, home = folder / "conf", folder / "homes" / "lea"
    for name, content in learner_files([COURSE]).items():
        path = conf / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    home.mkdir(parents=True)
    port = unused_port()
    hers = {"HOME": str(home), "JUPYTERHUB_USER": "lea", "JUPYTERHUB_API_TOKEN": "token-lea"}
    options = {
        "IdentityProvider.token": TOKEN,
        "ServerApp.allow_root": "True",
        "ServerApp.base_url": "/user/lea/",
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": str(port),
        "ServerApp.port_retries": "0",
        "ServerApp.root_dir": str(home),
    }
    command = [sys.executable, "-m", "jupyter_server", *(f"--{k}={v}" for k, v in options.items())]
    environment = {**os.environ, **learner_environment(conf, exchange_url), **hers}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
    try:
        server = LearnerServer(f"http://127.0.0.1:{port}/user/lea/", home, environment)
        if not answers(server, process):
            raise AssertionError((folder / "server.log").read_text())
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(server: LearnerServer, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return server.ask("GET", "api/status").ok
        except requests.ConnectionError:
            time.sleep(0.1)
    return False


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def _server(_exchange: Exchange, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    with started(tmp_path_factory.mktemp("learner"), _exchange.url) as server:
        yield server


@pytest.fixture
def server(_server: LearnerServer, exchange: Exchange) -> LearnerServer:
    """Her server with an empty desk: one process for all tests, since each start takes seconds."""
    for session in _server.ask("GET", "api/sessions").json():
        _server.ask("DELETE", f"api/sessions/{session['id']}")
    for path in _server.home.iterdir():
        if path.name == COURSE:
            shutil.rmtree(path)
        elif path.suffix == ".ipynb":
            path.unlink()
    return _server


@pytest.fixture
def server_without_exchange(tmp_path: Path) -> Iterator[LearnerServer]:
    with started(tmp_path, "http://127.0.0.1:9/services/exchange") as server:
        yield server

"""A real exchange on a port of its own: waitress, PostgreSQL, blobs in a folder."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import waitress
import waitress.wasyncore
from sqlalchemy import create_engine

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits, pack
from grader.exchange.client import ExchangeClient
from grader.exchange.people import Person
from grader.exchange.service import create_app
from grader.store import Store, metadata

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
GCC = frozenset({COURSE})
CONFIG = f"""
from pathlib import Path
c = get_config()
plugin = "grader.exchange.plugin."
c.ExchangeFactory.exchange = plugin + "Exchange"
c.ExchangeFactory.fetch_assignment = plugin + "ExchangeFetchAssignment"
c.ExchangeFactory.fetch_feedback = plugin + "ExchangeFetchFeedback"
c.ExchangeFactory.release_assignment = plugin + "ExchangeReleaseAssignment"
c.ExchangeFactory.release_feedback = plugin + "ExchangeReleaseFeedback"
c.ExchangeFactory.list = plugin + "ExchangeList"
c.ExchangeFactory.submit = plugin + "ExchangeSubmit"
c.ExchangeFactory.collect = plugin + "ExchangeCollect"
c.Exchange.path_includes_course = True
c.CourseDirectory.course_id = "{COURSE}"
"""


def identify(token: str) -> Person | None:
    """Tokens of the tests are ``token-NAME``: learners are in one course, olga looks after it."""
    kind, _, name = token.partition("-")
    if kind != "token":
        return None
    courses = {"ada": GCC | {"keskia"}, "olga": frozenset(), "eve": frozenset({"keskia"})}
    return Person(name, courses.get(name, GCC), GCC if name == "olga" else frozenset())


def notebook_of(source: str) -> str:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": []}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "execution_count": None}]}
    return json.dumps(book)


@pytest.fixture
def notebook() -> Callable[[str], str]:
    """A function that makes the text of a notebook with one code cell."""
    return notebook_of


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A function that writes files, by relative name, into a new folder."""

    def make(files: dict[str, str]) -> Path:
        made = tmp_path / f"folder-{len(list(tmp_path.iterdir()))}"
        for name, text in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return made

    return make


@pytest.fixture
def store(database: Callable[[str], str]) -> Iterator[Store]:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


@pytest.fixture
def announced() -> list[str]:
    """Ids of the submissions that the graders were told about."""
    return []


@pytest.fixture
def exchange_url(store: Store, blobs: FolderBlobs, announced: list[str]) -> Iterator[str]:
    def enqueue(submission_id: str) -> None:
        kept = store.submission(submission_id)
        assert kept is not None, "announced before the row was committed"
        assert blobs.exists(kept.sha256), "announced before the bundle was kept"
        announced.append(submission_id)

    prefix = "/services/exchange"
    app = create_app(
        store, blobs, identify, BundleLimits(), enqueue, lambda id_: {"submission_id": id_}, prefix
    )
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}{prefix}"
    # Connections kept alive would keep the loop going: close them all, in the loop's own thread.
    server.trigger.pull_trigger(lambda: waitress.wasyncore.close_all(server._map, ignore_all=True))
    thread.join()
    server.task_dispatcher.shutdown()


@pytest.fixture
def client(exchange_url: str) -> Callable[[str], ExchangeClient]:
    """A function that gives the exchange as someone, by name, sees it."""
    return lambda name: ExchangeClient(exchange_url, f"token-{name}")


@pytest.fixture
def work(folder: Callable[[dict[str, str]], Path], notebook: Callable[[str], str]) -> Callable[[str], bytes]:
    """A function that packs a notebook with these words."""
    return lambda source: pack(folder({"guichet_malin.ipynb": notebook(source)}))


@pytest.fixture
def released(client: Callable[[str], ExchangeClient], work: Callable[[str], bytes]) -> bytes:
    bundle = work("def tarif(age): ...")
    client("olga").release(COURSE, EXERCISE, bundle)
    return bundle


@pytest.fixture
def home(tmp_path: Path, exchange_url: str) -> Callable[[str], tuple[Path, dict[str, str]]]:
    """A function that gives someone's folder, with its nbgrader_config.py, and her environment."""

    def make(name: str) -> tuple[Path, dict[str, str]]:
        place = tmp_path / "homes" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "nbgrader_config.py").write_text(CONFIG)
        env = {
            "HOME": str(place),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CAMPUS_EXCHANGE_URL": exchange_url,
            "JUPYTERHUB_API_TOKEN": f"token-{name}",
            "JUPYTERHUB_USER": name,
        }
        return place, env

    return make

"""A machine that dies in the middle of a hand-in leaves nothing broken."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import pack
from grader.exchange.client import ExchangeClient
from grader.store import Store

COURSE, EXERCISE = "girls_can_code", "guichet_malin"

# A process that receives the work and is killed at the point named by its fourth argument.
RECEIVE = f"""
import os, signal, sys
from pathlib import Path
from sqlalchemy import create_engine
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.desk import Desk
from grader.exchange.people import Person
from grader.store import Store

url, blobs, bundle, point = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class DyingStore(Store):
    def add_submission(self, *given, **named):
        if point == "between bundle and row":
            die()
        return super().add_submission(*given, **named)

class DyingBlobs(FolderBlobs):
    def put(self, source):
        if point == "while writing the bundle":
            class Source:
                def read(self, size):
                    return source.read(20) or die()
            source_ = Source()
            return super().put(source_)
        return super().put(source)

desk = Desk(DyingStore(create_engine(url)), DyingBlobs(Path(blobs)), BundleLimits(), die)
person = Person("ada", frozenset({{"{COURSE}"}}))
desk.receive(person, "{COURSE}", "{EXERCISE}", [Path(bundle).read_bytes()], key="k")
"""


@pytest.mark.parametrize(
    ("point", "rows"),
    [("while writing the bundle", 0), ("between bundle and row", 0), ("before the graders are told", 1)],
)
def test_a_killed_exchange_loses_nothing_it_acknowledged_and_can_be_asked_again(
    point: str,
    rows: int,
    store: Store,
    blobs: FolderBlobs,
    client: Callable[[str], ExchangeClient],
    announced: list[str],
    folder: Callable[[dict[str, str]], Path],
    notebook: Callable[[str], str],
    tmp_path: Path,
) -> None:
    bundle = pack(folder({"guichet_malin.ipynb": notebook("mine")}))
    client("olga").release(COURSE, EXERCISE, pack(folder({"guichet_malin.ipynb": notebook("")})))
    (tmp_path / "bundle").write_bytes(bundle)
    url = store.engine.url.render_as_string(hide_password=False)
    order = [sys.executable, "-c", RECEIVE, url, str(blobs.root), str(tmp_path / "bundle"), point]
    assert subprocess.run(order, check=False, timeout=60).returncode == -signal.SIGKILL

    kept = store.submissions([COURSE])
    assert len(kept) == rows
    assert client("olga").submissions(COURSE) == client("ada").submissions(COURSE)

    receipt = client("ada").submit(COURSE, EXERCISE, bundle, key="k")
    assert [one.id for one in store.submissions([COURSE])] == [receipt["id"]]
    assert announced == [receipt["id"]]
    assert client("ada").submission_bundle(receipt["id"]) == bundle

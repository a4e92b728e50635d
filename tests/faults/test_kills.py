"""A thousand hand-ins while everything is killed: each is graded once, or broken with a reason."""

import os
import random
import shutil
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy.exc

from benchmarks.running import free_port
from grader import worker
from grader.errors import GraderError
from grader.exchange.client import ExchangeClient
from grader.sandbox.level import Level, confinement
from grader.store import Submission
from tests.faults.conftest import EXERCISE, SCORES, Figures, School
from tests.faults.enemy import Enemy
from tests.faults.keeper import Keeper, Kept
from tests.faults.leftovers import folders_left, processes_left

SEED = 20_260_101
HAND_INS, LEARNERS, AT_ONCE = 1000, 40, 4
STRIKES = {"worker": 14, "sandbox": 60, "service": 10, "connection": 40, "backend": 5, "database": 2}
GRADE_SECONDS = 480.0  # a worker that hangs is ended after 90 and what its exercise may take


@dataclass(frozen=True)
class HandIn:
    """What a learner was told was kept, and the score that it is worth."""

    learner: str
    answer: int
    receipt: str


class Class:
    """Learners who hand in through the exchange as their servers do, and never give up."""

    def __init__(self, school: School, url: str) -> None:
        self._school, self._url = school, url
        self._lock = threading.Lock()
        self.handed_in: list[HandIn] = []
        self.tried_again = 0

    def work(self, learner: str, answers: Sequence[int]) -> None:
        client = ExchangeClient(self._url, learner)
        for answer in answers:
            receipt = self._hand_in(client, answer, str(uuid4()))
            with self._lock:
                self.handed_in.append(HandIn(learner, answer, receipt))

    def _hand_in(self, client: ExchangeClient, answer: int, key: str) -> str:
        while True:
            try:
                bundle = self._school.bundles[answer]
                return client.submit(self._school.bench.course.id, EXERCISE, bundle, key=key)["id"]
            except GraderError as error:
                # The client itself tried four times: she reads that the campus does not answer, and clicks.
                if error.http < 500:
                    raise
                with self._lock:
                    self.tried_again += 1


def graded_so_far(school: School) -> int | None:
    """None where the database does not answer at this moment."""
    try:
        with psycopg.connect(school.postgres.address, connect_timeout=2) as db:
            row = db.execute("select count(*) from bench_campus.outcome").fetchone()
            return int(row[0]) if row else 0
    except psycopg.Error:
        return None


def unfinished(school: School) -> list[Submission] | None:
    try:
        return school.bench.store.unfinished()
    except sqlalchemy.exc.DBAPIError:
        return None


@pytest.fixture
def keeper(school: School, log: Path) -> Iterator[tuple[Keeper, str]]:
    """Two workers and the exchange, and the exchange's address."""
    port = free_port()
    bench = school.bench
    kept = [Kept("worker", lambda: bench.start_worker(log)) for _ in range(2)]
    kept.append(Kept("service", lambda: bench.start_program("tests.faults.service", log, str(port))))
    with Keeper(kept) as made:
        yield made, f"http://127.0.0.1:{port}"


@pytest.mark.timeout(1200)
def test_each_of_a_thousand_hand_ins_is_graded_once_whatever_is_killed(
    school: School, keeper: tuple[Keeper, str], figures: Figures, log: Path
) -> None:
    chance, begun = random.Random(SEED), time.monotonic()
    kept, url = keeper
    learners = Class(school, url)
    graded = 0

    def progress() -> float:
        nonlocal graded
        graded = max(graded, graded_so_far(school) or 0)
        return (len(learners.handed_in) + graded) / (2 * HAND_INS)

    with Enemy(kept, school.postgres, STRIKES, progress, SEED) as enemy:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = [
                [chance.randrange(len(SCORES)) for _ in range(HAND_INS // LEARNERS)] for _ in range(LEARNERS)
            ]
            list(pool.map(learners.work, [f"learner-{number:02}" for number in range(LEARNERS)], answers))
        handed_in_seconds = time.monotonic() - begun
        end = time.monotonic() + GRADE_SECONDS
        while (left := unfinished(school)) is None or left:
            assert time.monotonic() < end, f"they wait for ever: {left}\n{log.read_text()[-8000:]}"
            time.sleep(0.2)
    seconds = time.monotonic() - begun
    kept.stop()

    store = school.bench.store
    found = {one.id: one for one in store.submissions()}
    broken = {one.id: one.reason for one in found.values() if one.state == "broken"}
    outcomes = store.outcomes(list(found))
    walks, writings = school.seen("walk"), school.seen("writing")
    figures(
        "kills",
        {
            "hand_ins": len(learners.handed_in),
            "sent_again_by_hand": learners.tried_again,
            "kills": dict(sorted(enemy.done.items())),
            "processes_started": {
                one: sum(len(k.pids) for k in kept.named(one)) for one in ("worker", "service")
            },
            "handed_in_seconds": round(handed_in_seconds, 1),
            "seconds": round(seconds, 1),
            "graded": len(outcomes),
            "walks_begun": walks.total(),
            "begun_again": walks.total() - len(walks),
            "most_for_one": max(walks.values()),
            "outcomes_written": writings.total(),
            "broken": len(broken),
        },
    )
    # None lost, none twice.
    assert Counter(one.receipt for one in learners.handed_in) == Counter(list(found))
    assert len(found) == HAND_INS
    # Graded exactly once, or broken with a reason.
    assert all(broken.values()), broken
    assert set(outcomes) == set(found) - set(broken)
    assert writings == Counter(list(outcomes))
    assert {found[one].state for one in outcomes} == {"graded"}
    # Killing from outside is nobody's fault.
    assert not broken
    # As it was worth, and the gradebook shows the newest of each learner.
    assert {one.receipt: outcomes[one.receipt].score for one in learners.handed_in} == {
        one.receipt: SCORES[one.answer] for one in learners.handed_in
    }
    by_learner: dict[str, list[Submission]] = defaultdict(list)
    for one in sorted(found.values(), key=lambda one: one.sequence):
        by_learner[one.learner].append(one)
    sheets = school.bench.book.gradesheets()
    for learner, hers in by_learner.items():
        assert all(a.received_at < b.received_at for a, b in pairwise(hers))
        assert_recorded(school, hers[-1], outcomes[hers[-1].id].score, sheets[learner, EXERCISE])
    assert len(enemy.done) == len(STRIKES), f"never struck: {set(STRIKES) - set(enemy.done)}"
    assert_nothing_left(school, kept, enemy)


def assert_recorded(school: School, newest: Submission, score: float | None, sheet: Any) -> None:
    assert sum(grade.auto_score or 0.0 for grade in sheet.grades.values()) == score
    for step in ("submitted", "autograded"):
        folder = school.bench.book.step(step, newest.learner, EXERCISE)
        assert (folder / "timestamp.txt").read_text().split("+")[0][:26] == str(newest.received_at)[:26]
        # No folder of a walk that was cut short is beside it.
        assert [path.name for path in folder.parent.iterdir()] == [EXERCISE]


def assert_nothing_left(school: School, keeper: Keeper, enemy: Enemy) -> None:
    """Once somebody tidied, as each worker does every minute."""
    worker.tidy(school.bench.grading)
    pids = {pid for one in keeper.kept for pid in one.pids}
    assert processes_left(pids, enemy.seen) == []
    assert folders_left(pids) == []


@pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="no namespaces on this machine")
def test_a_worker_whose_look_at_the_machine_is_killed_does_not_believe_that_nothing_confines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_once, real = tmp_path / "killed", shutil.which("bwrap")
    program = tmp_path / "bwrap"
    program.write_text(
        f'#!/bin/sh\nif [ ! -e {killed_once} ]; then touch {killed_once}; kill -9 $$; fi\nexec {real} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    confinement.cache_clear()
    assert confinement() is Level.NAMESPACES
    assert killed_once.exists()

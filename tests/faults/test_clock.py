"""The clock jumps by a day: the order of arrival decides, and nothing waits until tomorrow."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from grader import submissions
from grader.worker import step
from tests.faults.conftest import EXERCISE, HALF, NOTHING, RIGHT, School, bundle_of

DAY_SECONDS = 86_400
SOON_SECONDS = 45.0
SLOW = "import time\ntime.sleep(5)\ndef tarif(age):\n    return 3 if age < 12 else 8"

# PostgreSQL's clock cannot be set for a test, so what was written before the jump is moved the other way.
JUMPED = """
update bench_jobs.procrastinate_workers set last_heartbeat = last_heartbeat - make_interval(secs => {jump});
update bench_jobs.procrastinate_jobs set scheduled_at = scheduled_at - make_interval(secs => {jump});
update bench_campus.submission set received_at = received_at - make_interval(secs => {jump}),
    state_at = state_at - make_interval(secs => {jump});
"""

Start = Callable[[int], subprocess.Popen[bytes]]


def jump(school: School, seconds: int) -> None:
    """The database's clock, as all that is in it sees it."""
    with psycopg.connect(school.postgres.address) as db:
        db.execute(JUMPED.format(jump=seconds).encode())


def wait_for(holds: Callable[[], bool], seconds: float = SOON_SECONDS) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def state(school: School, made: str) -> str:
    found = school.bench.store.submission(made)
    return found.state if found is not None else ""


@pytest.fixture
def start(school: School, log: Path) -> Iterator[Start]:
    """Starts a worker whose clock jumps by so many seconds when it is told."""
    started: list[subprocess.Popen[bytes]] = []

    def one(seconds: int) -> subprocess.Popen[bytes]:
        made = school.bench.start_program("tests.faults.jumping", log, str(seconds))
        started.append(made)
        return made

    yield one
    for process in started:
        process.kill()
        process.wait()


def test_the_newest_by_arrival_counts_although_the_clock_went_back_a_day(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - timedelta(days=1)  # type: ignore[arg-type]

    bench, course = school.bench, school.bench.course.id
    first = school.keep("ada", NOTHING)
    assert step(bench.grading, first) == "graded"
    monkeypatch.setattr(submissions, "datetime", Yesterday)
    second = school.keep("ada", RIGHT)
    third = school.keep("ada", HALF)
    monkeypatch.undo()
    found = {one.id: one for one in bench.store.submissions()}
    assert found[second].received_at < found[first].received_at
    # The last one first: those before it come too late for the gradebook.
    for made in (third, second):
        assert step(bench.grading, made) == "graded"
    assert [one.id for one in bench.store.latest(course, "ada")] == [third]
    grades = bench.book.gradesheets("ada")["ada", EXERCISE].grades
    assert {name: grade.auto_score for name, grade in grades.items()} == {"enfants": 2.0, "adultes": 0.0}
    assert {one: outcome.score for one, outcome in bench.store.outcomes([first, second, third]).items()} == {
        first: 0.0,
        second: 3.0,
        third: 2.0,
    }


def test_a_job_that_is_lost_after_the_clock_went_back_is_found_at_once(school: School, start: Start) -> None:
    worker = start(-DAY_SECONDS)
    first = school.keep("ada", NOTHING)
    wait_for(lambda: state(school, first) == "graded", 60)
    worker.send_signal(signal.SIGUSR1)
    jump(school, -DAY_SECONDS)
    lost = school.keep("ada", RIGHT)  # nobody is told
    wait_for(lambda: state(school, lost) == "graded")
    assert school.bench.book.gradesheets("ada")["ada", EXERCISE].grades["adultes"].auto_score == 1.0


def test_a_worker_that_died_before_the_clock_went_back_is_known_to_be_dead(
    school: School, start: Start
) -> None:
    slow = bundle_of(school.bench.book.folder / "release" / EXERCISE, SLOW)
    made = school.keep_bundle("ada", slow)
    school.bench.jobs.enqueue(made)
    first = start(-DAY_SECONDS)
    wait_for(lambda: state(school, made) == "running", 60)
    first.kill()
    jump(school, -DAY_SECONDS)
    start(0)
    wait_for(lambda: state(school, made) == "graded")
    assert school.bench.store.outcomes([made])[made].score == 3.0


def test_a_clock_that_goes_forward_a_day_makes_nobody_graded_twice(school: School, start: Start) -> None:
    slow = bundle_of(school.bench.book.folder / "release" / EXERCISE, SLOW)
    made = [school.keep_bundle(learner, slow) for learner in ("ada", "grace")]
    school.bench.jobs.enqueue_all(made)
    workers = [start(DAY_SECONDS) for _ in range(2)]
    wait_for(lambda: "running" in {state(school, one) for one in made}, 60)
    for one in workers:
        one.send_signal(signal.SIGUSR1)
    jump(school, DAY_SECONDS)
    wait_for(lambda: {state(school, one) for one in made} == {"graded"}, 60)
    assert {one.score for one in school.bench.store.outcomes(made).values()} == {3.0}
    # Both are still there, and work.
    last = school.keep("ada", HALF)
    school.bench.jobs.enqueue(last)
    wait_for(lambda: state(school, last) == "graded")

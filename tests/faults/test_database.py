"""The database is locked, stands still or is gone: everything waits, then is graded once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from grader.authoring.build import build_course
from grader.gradebook import CourseBook
from grader.worker import Grading, step
from tests.faults.conftest import RIGHT, Figures, School
from tests.faults.keeper import Keeper, Kept

AWAY_SECONDS = 10.0
LOCKED_SECONDS = 4.0
LEARNERS = 12
WAIT_SECONDS = 120.0
LOCK_SQLITE = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("begin exclusive")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(school: School, tables: str) -> Iterator[None]:
    with psycopg.connect(school.postgres.address) as db:
        db.execute(f"lock table {tables} in access exclusive mode".encode())
        yield
        db.rollback()


@contextmanager
def standing_still(school: School) -> Iterator[None]:
    """Every process of it is stopped, connections stay open."""
    server = psutil.Process(school.postgres.process.pid)
    stopped = [server, *server.children(recursive=True)]
    _signalled(stopped, signal.SIGSTOP)
    try:
        yield
    finally:
        _signalled(stopped, signal.SIGCONT)


def _signalled(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for one in processes:
        with suppress(ProcessLookupError):  # a connection's own process ends with the connection
            os.kill(one.pid, number)


@contextmanager
def gone(school: School) -> Iterator[None]:
    school.postgres.kill()
    yield
    school.postgres.start()


@pytest.mark.parametrize(
    "table", ["bench_gradebook.grade", "bench_campus.submission", "bench_campus.outcome"]
)
def test_while_a_table_is_locked_grading_waits_and_each_is_graded_once(
    school: School, log: Path, table: str
) -> None:
    made = handed_in(school)
    with school.bench.workers(2, log):
        with locked(school, table):
            time.sleep(LOCKED_SECONDS)
        assert_each_once(school, made)


FORGOTTEN = """
insert into bench_jobs.procrastinate_jobs (queue_name, task_name, priority, args, status, worker_id)
select 'grading', 'grade', 0, json_build_object('submission_id', %s::text)::jsonb, 'doing', max(id)
from bench_jobs.procrastinate_workers
"""


def test_a_job_that_a_crash_put_back_into_the_hands_of_a_worker_that_lives_is_done_again(
    school: School, log: Path
) -> None:
    """A worker's commits do not wait for the disk: the end of its last job can be undone."""
    with school.bench.workers(1, log):
        first = school.keep("ada", RIGHT)
        school.bench.graded([first], 60)
        made = school.keep("grace", RIGHT)
        school.bench.store.start(made)
        with psycopg.connect(school.postgres.address) as db:
            db.execute(FORGOTTEN, [made])
        school.bench.graded([made], 30)


@pytest.mark.parametrize("fault", [standing_still, gone])
def test_a_database_that_is_away_for_ten_seconds_costs_nobody_a_try(
    school: School, log: Path, figures: Figures, fault: Callable[[School], AbstractContextManager[None]]
) -> None:
    with Keeper([Kept("worker", lambda: school.bench.start_worker(log)) for _ in range(2)]) as keeper:
        first = handed_in(school)
        end = time.monotonic() + 60
        while not school.bench.store.outcomes(first):
            assert time.monotonic() < end
            time.sleep(0.01)
        with fault(school):
            time.sleep(AWAY_SECONDS)
        begun = time.monotonic()
        made = [*first, *handed_in(school)]
        assert_each_once(school, made)
    figures(
        f"database {fault.__name__} {AWAY_SECONDS:.0f} s",
        {
            "hand_ins": len(made),
            "walks_begun": school.seen("walk").total(),
            "seconds_until_all_graded": round(time.monotonic() - begun, 1),
            "workers_started": sum(len(one.pids) for one in keeper.kept),
        },
    )


def test_a_gradebook_in_sqlite_that_somebody_locks_is_waited_for(school: School, tmp_path: Path) -> None:
    course, folder = school.bench.course, tmp_path / "sqlite"
    book = CourseBook(course.id, folder, f"sqlite:///{folder}/gradebook.db")
    folder.mkdir()
    build_course(course, folder, book.db_url)
    grading = Grading(school.bench.store, school.bench.blobs, {course.id: course}, {course.id: book})
    made = school.keep("ada", RIGHT)
    with grading.sandbox:
        command = [sys.executable, "-c", LOCK_SQLITE, str(folder / "gradebook.db")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"locked\n"
            assert step(grading, made) == "queued"
            other.communicate()
        found = school.bench.store.submission(made)
        assert found is not None
        assert (found.tries, school.bench.store.outcomes([made])) == (0, {})
        assert "the database does not answer" in found.reason
        assert step(grading, made) == "graded"


def handed_in(school: School) -> list[str]:
    made = [school.keep(f"learner-{number}", RIGHT) for number in range(LEARNERS)]
    school.bench.jobs.enqueue_all(made)
    return made


def assert_each_once(school: School, made: Sequence[str]) -> None:
    school.bench.graded(made, WAIT_SECONDS)
    outcomes = school.bench.store.outcomes(made)
    assert {one.score for one in outcomes.values()} == {3.0}
    assert school.seen("writing") == Counter(made)
    assert {one.state for one in school.bench.store.submissions()} == {"graded"}

"""A submission that was acknowledged is graded exactly once, whatever process dies."""

import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from grader import notebooks, recording
from grader.batches import Batches
from grader.errors import GraderError
from grader.exchange.bundle import pack
from grader.folders import author_files, beside, lay_out
from grader.jobs import Jobs
from grader.kinds import JUDGES
from grader.worker import STARTS, TRIES, _judged, step

RIGHT = "def tarif(age):\n    return 3 if age < 12 else 8"
SLOW = "import time\ntime.sleep(2)\n" + RIGHT

WORKER = """
import json, logging, sys
from pathlib import Path
from sqlalchemy import create_engine
from grader.exchange.blobs import FolderBlobs
from grader.gradebook import CourseBook
from grader.manifest import load_course
from grader.store import Store
from grader.worker import Grading, run
logging.basicConfig(level=logging.INFO)
told = json.loads(sys.argv[1])
course = load_course(Path(told["course"]))
book = CourseBook(course.id, Path(told["folder"]), told["gradebook"])
store = Store(create_engine(told["campus"]))
run(Grading(store, FolderBlobs(Path(told["blobs"])), {course.id: course}, {course.id: book}), told["campus"])
"""

Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def start_worker(classroom: Any, tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []
    told = {
        "course": str(classroom.course.folder),
        "folder": str(classroom.book.folder),
        "gradebook": classroom.book.db_url,
        "campus": classroom.db_url,
        "blobs": str(tmp_path / "blobs"),
    }

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", WORKER, json.dumps(told)],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def jobs(classroom: Any) -> Iterator[Jobs]:
    made = Jobs(classroom.db_url, classroom.store)
    made.apply_schema()
    yield made
    made.close()


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def count(classroom: Any, query: str) -> int:
    with psycopg.connect(
        make_url(classroom.db_url).set(drivername="postgresql").render_as_string(False)
    ) as db:
        row = db.execute(query).fetchone()
    return int(row[0]) if row else 0


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_gives_its_submission_to_the_next_one(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=SLOW))
    jobs.enqueue(made)
    first = start_worker()
    wait_until(lambda: classroom.state(made) == "running")
    time.sleep(1)
    os.killpg(first.pid, signal.SIGKILL)
    assert classroom.state(made) == "running"
    start_worker()
    wait_until(lambda: classroom.state(made) == "graded")
    assert classroom.scores("ada")["enfants"] == 2.0
    assert count(classroom, "select count(*) from outcome") == 1
    found = classroom.store.submission(made)
    assert found.tries == 2


@pytest.mark.slow
def test_a_submission_whose_job_was_lost_is_found_by_the_sweep(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    stuck = classroom.hand_in("grace", classroom.answered(tarif=RIGHT))
    classroom.store.start(stuck)  # a worker took it, and nothing remembers
    worker = start_worker()
    wait_until(lambda: {classroom.state(made), classroom.state(stuck)} == {"graded"})
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


@pytest.mark.slow
def test_a_worker_told_to_stop_finishes_the_submission_in_hand(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=SLOW))
    jobs.enqueue(made)
    worker = start_worker()
    wait_until(lambda: classroom.state(made) == "running")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert classroom.state(made) == "graded"


@pytest.mark.slow
def test_a_batch_whose_worker_is_killed_half_way_goes_on_and_hand_ins_pass_it(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    old = [classroom.hand_in(f"learner-{number}", classroom.answered(tarif=RIGHT)) for number in range(6)]
    for one in old:
        assert step(classroom.grading, one) == "graded"
    batches = Batches(classroom.store.engine)
    batch, put_back = batches.start(classroom.course.id, "guichet", "nadia")
    jobs.enqueue_all(put_back[:3])  # whoever began it died there
    new = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    jobs.enqueue(new)
    first = start_worker()
    wait_until(lambda: batches.progress(batch).done >= 1)
    assert classroom.state(new) == "graded"
    os.killpg(first.pid, signal.SIGKILL)
    assert {classroom.state(one) for one in old} == {"graded"}
    start_worker()
    wait_until(lambda: batches.progress(batch).is_over)
    progress = batches.progress(batch)
    assert (progress.done, progress.broken) == (6, 0)
    assert count(classroom, "select count(*) from outcome") == 7


def test_asking_twice_makes_one_job(classroom: Any, jobs: Jobs) -> None:
    jobs.apply_schema()
    jobs.enqueue("one")
    jobs.enqueue("one")
    assert count(classroom, "select count(*) from procrastinate_jobs") == 1


def test_what_fails_on_our_side_is_broken_after_three_tries_and_never_a_zero(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    sha256 = classroom.store.submission(made).sha256
    blob = next(path for path in classroom.grading.blobs.root.rglob(sha256))
    kept = blob.read_bytes()
    blob.unlink()
    assert [step(classroom.grading, made) for _ in range(3)] == ["queued", "queued", "broken"]
    assert step(classroom.grading, made) is None
    broken = classroom.store.submission(made)
    assert "FileNotFoundError" in broken.reason
    assert classroom.store.outcomes([made]) == {}
    blob.write_bytes(kept)
    classroom.store.put_back(made)
    assert step(classroom.grading, made) == "graded"


def test_a_full_disk_is_waited_for_however_long_and_never_a_zero(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("grader.gradebook.replace_folder", full)
        assert {step(classroom.grading, made) for _ in range(5)} == {"queued"}
    found = classroom.store.submission(made)
    assert (found.tries, found.state) == (0, "queued")
    assert "the disk is full" in found.reason
    assert classroom.store.outcomes([made]) == {}
    assert step(classroom.grading, made) == "graded"
    assert classroom.store.submission(made).reason == ""


def test_a_database_that_goes_away_costs_no_try(classroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))

    def gone(*_: object) -> None:
        # Every connection of the pools breaks, the one in use too.
        here = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
        with psycopg.connect(
            make_url(classroom.db_url).set(drivername="postgresql").render_as_string(False)
        ) as db:
            db.execute(f"{here} and application_name = ''")

    save = recording.save

    def save_and_lose(*arguments: Any) -> Any:
        gone()
        return save(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(recording, "save", save_and_lose)
        assert step(classroom.grading, made) == "queued"
    found = classroom.store.submission(made)
    assert found.tries == 0
    assert "the database does not answer" in found.reason
    assert step(classroom.grading, made) == "graded"


def test_a_submission_that_kills_every_worker_is_broken_in_the_end(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    with classroom.store.engine.begin() as db:
        db.execute(text("update submission set tries = :tries"), {"tries": STARTS})
    assert step(classroom.grading, made) == "broken"


def test_a_sandbox_that_somebody_kills_costs_no_learner_her_grade(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))

    def killed(*_: object, **__: object) -> None:
        raise GraderError("sandbox-killed", "", "the sandbox was killed: signal 9 from outside")

    with monkeypatch.context() as patched:
        patched.setattr(classroom.grading.sandbox, "run", killed)
        assert [step(classroom.grading, made) for _ in range(TRIES + 1)] == ["queued"] * (TRIES + 1)
    assert "from outside" in classroom.store.submission(made).reason
    assert step(classroom.grading, made) == "graded"


def test_a_submission_that_kills_every_sandbox_is_broken_in_the_end(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))

    def killed(*_: object, **__: object) -> None:
        raise GraderError("sandbox-killed", "", "the sandbox was killed: signal 9 from outside")

    monkeypatch.setattr(classroom.grading.sandbox, "run", killed)
    assert [step(classroom.grading, made) for _ in range(STARTS + 1)] == ["queued"] * STARTS + ["broken"]
    assert f"died {STARTS} times" in classroom.store.submission(made).reason


def test_a_notebook_under_another_name_is_graded_as_empty(classroom: Any) -> None:
    exercise = classroom.course.exercises[0]
    judgement = _judged(
        classroom.grading,
        classroom.course,
        exercise,
        classroom.book.built(classroom.course, exercise.slug),
        {"copie.ipynb": b"{}"},
    )
    assert judgement.score == 0.0
    assert all("effacée" in check.words for check in judgement.checks)


def test_the_author_s_files_replace_hers_whatever_hers_are(tmp_path: Path) -> None:
    source, work = tmp_path / "source", tmp_path / "work"
    for name in ("data/prix.csv", "a.txt", "x.ipynb", "__pycache__/a.pyc"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("author")
    hers = {
        "data": b"a file where the author has a folder",
        "a.txt/b": b"a folder where the author has a file",
        "x.ipynb": b"a notebook",
        "jeu/jeu.py": b"hers",
    }
    authors = author_files(source)
    lay_out(work, beside(hers, authors), source, authors)
    made = {str(path.relative_to(work)): path.read_text() for path in work.rglob("*") if path.is_file()}
    assert made == {"data/prix.csv": "author", "a.txt": "author", "jeu/jeu.py": "hers"}


def test_walks_leave_no_file_open(classroom: Any) -> None:
    judge = JUDGES["notebook"]
    setup = classroom.book.setup(classroom.course, classroom.course.exercises[0])

    def once() -> int:
        judge({"guichet": classroom.release()}, setup, None, classroom.grading.sandbox)
        return len(list(Path("/proc/self/fd").iterdir()))

    once()
    assert once() == once()


def test_a_byte_order_mark_or_a_folder_in_the_place_of_the_timestamp_breaks_nothing(classroom: Any) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        written = notebooks.written(classroom.answered(tarif=RIGHT))
        (folder / "guichet.ipynb").write_text("\ufeff" + written, encoding="utf-8")
        (folder / "timestamp.txt").mkdir()
        (folder / "timestamp.txt" / "x.txt").write_text("x")
        blob = classroom.grading.blobs.put(BytesIO(pack(folder)))
    added = classroom.store.add_submission("essai", "guichet", "ada", blob.sha256, blob.size_bytes)
    assert step(classroom.grading, added.id) == "graded"
    assert classroom.scores("ada")["enfants"] == 2.0
    for kept in ("submitted", "autograded"):
        assert (classroom.book.step(kept, "ada", "guichet") / "timestamp.txt").read_text().endswith("UTC")


def test_a_learner_who_hands_in_again_and_again_does_not_make_the_others_wait(
    classroom: Any, jobs: Jobs
) -> None:
    notebook = classroom.release()
    made = [classroom.hand_in("ada", notebook) for _ in range(3)] + [classroom.hand_in("grace", notebook)]
    for one in made:
        jobs.enqueue(one)
    with psycopg.connect(
        make_url(classroom.db_url).set(drivername="postgresql").render_as_string(False)
    ) as db:
        rows = db.execute(
            "select args->>'submission_id' from procrastinate_jobs order by priority desc, id"
        ).fetchall()
    assert [row[0] for row in rows] == [made[0], made[3], made[1], made[2]]

"""A grader for benchmarks and fault tests: real store, queue, gradebook and workers, and a PostgreSQL."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from nbformat import NotebookNode
from sqlalchemy import func, select

from campus import database
from campus.settings import Settings
from grader import notebooks
from grader.engines import create_engine
from grader.errors import GraderError
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import pack
from grader.gradebook import CourseBook
from grader.jobs import Jobs
from grader.manifest import Course, load_course
from grader.store import Store, Submission
from grader.tables import metadata, outcome_table
from grader.worker import Grading, run

START_SECONDS = 120.0
WAIT_SECONDS = 300.0


@dataclass(frozen=True)
class Bench:
    """One course, graded by workers in processes of their own."""

    course: Course
    folder: Path
    postgres: str

    def _schema(self, name: str) -> str:
        address = self.postgres.replace("postgresql://", "postgresql+psycopg://")
        return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{name}"

    def make(self) -> None:
        """Schemas and tables; the course is built by the caller."""
        with psycopg.connect(self.postgres, autocommit=True) as db:
            for name in ("bench_campus", "bench_jobs", "bench_gradebook"):
                db.execute(f"create schema {name}")
        metadata.create_all(self.store.engine)
        self.jobs.apply_schema()

    @cached_property
    def book(self) -> CourseBook:
        return CourseBook(self.course.id, self.folder / "course", self._schema("bench_gradebook"))

    @cached_property
    def store(self) -> Store:
        return Store(create_engine(self._schema("bench_campus")))

    @cached_property
    def blobs(self) -> FolderBlobs:
        return FolderBlobs(self.folder / "blobs")

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.jobs_url, self.store)

    @cached_property
    def grading(self) -> Grading:
        return Grading(self.store, self.blobs, {self.course.id: self.course}, {self.course.id: self.book})

    def hand_in(self, exercise: str, learner: str, notebook: NotebookNode) -> Submission:
        """Stores the work as the exchange does, without asking for its grade."""
        with TemporaryDirectory() as made:
            (Path(made) / f"{exercise}.ipynb").write_text(notebooks.written(notebook), "utf-8")
            blob = self.blobs.put(BytesIO(pack(Path(made))))
        return self.store.add_submission(self.course.id, exercise, learner, blob.sha256, blob.size_bytes)

    def graded(self, ids: Sequence[str], seconds: float = WAIT_SECONDS) -> dict[str, datetime]:
        """Waits until every submission has an outcome; when each was recorded, by id.

        Raises:
            TimeoutError: not all within ``seconds``; it says what they wait for.
        """
        end = time.monotonic() + seconds
        # The outcomes themselves are large: reading them over and over would be work on the same machine.
        known = select(func.count()).where(outcome_table.c.submission_id.in_(ids))
        while time.monotonic() < end:
            with self.store.engine.connect() as db:
                count = db.execute(known).scalar_one()
            if count == len(ids):
                outcomes = self.store.outcomes(list(ids))
                return {one: outcomes[one].recorded_at for one in ids}
            time.sleep(0.02)
        left = [self.store.submission(one) for one in ids if one not in self.store.outcomes(list(ids))]
        raise TimeoutError(f"{len(left)} of {len(ids)} have no grade: {left[:2]}")

    @contextmanager
    def workers(self, count: int, log: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Worker processes, stopped at the end."""
        started = [self.start_worker(log) for _ in range(count)]
        try:
            yield started
        finally:
            for one in started:
                one.send_signal(signal.SIGTERM)
            for one in started:
                one.wait(60)

    def start_worker(self, log: Path) -> subprocess.Popen[bytes]:
        return self.start_program("benchmarks.bench", log)

    def start_program(self, module: str, log: Path, *more: str) -> subprocess.Popen[bytes]:
        """A module in a process of its own, which ``Bench.told`` gives the same bench."""
        told = [str(self.course.folder), str(self.folder), self.postgres]
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", module, json.dumps(told), *more],
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @classmethod
    def told(cls) -> "Bench":
        """In such a process: the bench that it was started for."""
        course, folder, address = json.loads(sys.argv[1])
        return cls(load_course(Path(course)), Path(folder), address)

    @property
    def jobs_url(self) -> str:
        return self._schema("bench_jobs")


class Postgres:
    """The campus's own embedded PostgreSQL, with its own durability; it can be killed, and starts again."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data_dir=folder)
        self._server = database.embedded(self._settings)
        self._log = folder / "postgres.log"
        self.process = self._launched()

    @property
    def address(self) -> str:
        return database.server_url(self._settings)

    def _launched(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as output:
            return subprocess.Popen(
                self._server.command, user=self._server.user, stdout=output, stderr=output
            )

    def start(self) -> None:
        """Returns when it answers; what a killed one left may end it a few times before."""
        end = time.monotonic() + START_SECONDS
        while True:
            if self.process.poll() is not None:
                self.process = self._launched()
            try:
                return database.wait(self._settings, seconds=1)
            except GraderError:
                if time.monotonic() > end:
                    raise

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Such a server for as long as it is needed; gives its address."""
    server = Postgres(folder)
    try:
        server.start()
        yield server.address
    finally:
        server.stop()


def worker() -> None:
    """What ``start_worker`` starts."""
    import logging

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    bench = Bench.told()
    run(bench.grading, bench.jobs_url)


if __name__ == "__main__":
    worker()

"""Submissions waiting to be graded, each learner's first one first, in the campus's own PostgreSQL."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from threading import Lock
from typing import Any

import psycopg
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import PoolTimeout
from sqlalchemy import make_url

from grader.store import Store

log = logging.getLogger(__name__)

QUEUE = "grading"
TASK = "grade"
SOME = "grade_some"
SOME_MOST = 8  # of a batch to one job
TURN_SECONDS = 0.5  # and then the rest is put back, so that a hand-in waits no longer for a batch than this
AT_ONCE = 2  # while one is in the sandbox, the other is unpacked, scored or recorded
HEARTBEAT_SECONDS = 1.0
STALLED_SECONDS = 8.0  # a false alarm only grades twice what is recorded once
SWEEP_SECONDS = 3.0
SWEEPS_FOR_TIDY = 20
SWEEP_PRIORITY = 100
# Of a hand-in 0, or as many places lower as others of hers wait; then batches; then what nobody waits for.
LOWEST_OF_HAND_INS = -1_000_000
TIDY_PRIORITY = -1_000_000_000
SWEEP_MOST = 200  # jobs made by one sweep, since nothing is graded meanwhile by this worker

_WAITING = """
select args->>'submission_id' as submission_id from procrastinate_jobs
where status in ('todo', 'doing') and task_name = 'grade'
union
select jsonb_array_elements_text(args->'submission_ids') from procrastinate_jobs
where status in ('todo', 'doing') and task_name = 'grade_some'
"""
# Since the clock went back; of the living the next heartbeat corrects it, the dead are dead in a moment.
_FROM_TOMORROW = """
update procrastinate_workers set last_heartbeat = now() where last_heartbeat > now() + interval '1 second'
"""


class Jobs:
    """The queue of one campus.

    Args:
        db_url: SQLAlchemy URL of the schema that holds the queue.
        store: tells which submissions should have a job.
        step: grades one submission; only a worker gives it.
        tidy: called by a worker from time to time, in a thread.
    """

    def __init__(
        self,
        db_url: str,
        store: Store,
        step: Callable[[str], object] | None = None,
        tidy: Callable[[], object] | None = None,
    ) -> None:
        self.store = store
        self._dsn = make_url(db_url).set(drivername="postgresql").render_as_string(hide_password=False)
        # The store is what is durable, and the sweep makes the jobs that a power cut took: nobody waits for
        # the disk here.
        options = f"{conninfo_to_dict(self._dsn).get('options') or ''} -csynchronous_commit=off"
        conninfo = make_conninfo(self._dsn, options=options.strip())
        self.app = App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=5))
        self._is_open = False
        self._opening = Lock()

        @self.app.task(name=TASK, queue=QUEUE)
        def grade(submission_id: str) -> None:
            if step is None:
                raise RuntimeError("this process puts submissions in the queue and grades none")
            step(submission_id)

        @self.app.task(name=SOME, queue=QUEUE)
        async def grade_some(submission_ids: list[str]) -> None:
            await self._turn(deque(submission_ids), grade)

        @self.app.task(name="sweep", queue=QUEUE, queueing_lock="sweep", pass_context=True)
        async def sweep(context: JobContext) -> None:
            await self._sweep(context.job.worker_id, context.job.id)

        @self.app.task(name="tidy", queue=QUEUE, queueing_lock="tidy")
        def tidy_up() -> None:
            if tidy is not None:
                tidy()

        self._sweeping = sweep.configure(priority=SWEEP_PRIORITY)
        self._tidying = tidy_up.configure(priority=TIDY_PRIORITY)
        self._grade = grade
        self._grade_some = grade_some.configure(priority=LOWEST_OF_HAND_INS - 1)

    def apply_schema(self) -> None:
        """Makes Procrastinate's tables where they are missing; many may call it at once."""
        with psycopg.connect(self._dsn) as db:
            db.execute("select pg_advisory_xact_lock(hashtextextended('procrastinate schema', 0))")
            found = db.execute(
                "select 1 from pg_tables"
                " where schemaname = current_schema() and tablename = 'procrastinate_jobs'"
            ).fetchone()
            if found is None:
                db.execute(SchemaManager.get_schema())

    def enqueue(self, submission_id: str) -> None:
        """Asks for a grade. Twice is once; where the database is out of reach, ``sweep`` asks later."""
        try:
            self._opened()
            again = self._grade.configure(queueing_lock=submission_id, priority=self._priority(submission_id))
            again.defer(submission_id=submission_id)
        except AlreadyEnqueued:
            return
        except (ConnectorException, PoolTimeout) as error:
            log.warning("Submission %s waits for the next sweep: %s", submission_id, error)

    def enqueue_all(self, submission_ids: Iterable[str]) -> None:
        """The same for many, after all that is asked for singly, a few to a job: taking a job from the queue
        costs half as much as a light grade.
        """
        ids = list(submission_ids)
        some: list[dict[str, Any]] = [
            {"submission_ids": ids[at : at + SOME_MOST]} for at in range(0, len(ids), SOME_MOST)
        ]
        try:
            self._opened()
            if some:
                self._grade_some.batch_defer(*some)
        except (ConnectorException, PoolTimeout) as error:
            log.warning("%d submissions wait for the next sweep: %s", len(ids), error)

    def close(self) -> None:
        if self._is_open:
            self.app.close()
            self._is_open = False

    def run_worker(self) -> None:
        """Grades until SIGTERM or SIGINT, then finishes the submission in hand and returns."""
        self.close()
        asyncio.run(self._work())

    async def _work(self) -> None:
        async with self.app.open_async():
            ticking = asyncio.create_task(self._tick())
            try:
                await self.app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=1,
                    fetch_job_polling_interval=2.0,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=STALLED_SECONDS,
                    delete_jobs="always",
                )
            finally:
                ticking.cancel()

    async def _turn(self, ids: deque[str], grade: Callable[[str], object]) -> None:
        end = time.monotonic() + TURN_SECONDS

        async def lane() -> None:
            while ids and time.monotonic() < end:
                await asyncio.to_thread(grade, ids.popleft())

        await asyncio.gather(*(lane() for _ in range(AT_ONCE)))
        if ids:
            await self._grade_some.defer_async(submission_ids=list(ids))

    async def _tick(self) -> None:
        """Asks for a sweep every few seconds, and at times to tidy. Every worker asks; one of each waits.

        Not Procrastinate's periodic tasks: they go by the time of day, and stop until tomorrow where
        somebody sets that back.
        """
        for number in count(1):
            due = [self._sweeping] if number % SWEEPS_FOR_TIDY else [self._sweeping, self._tidying]
            for task in due:
                try:
                    await task.defer_async()
                except AlreadyEnqueued:
                    continue
                except (ConnectorException, PoolTimeout) as error:
                    log.warning("No sweep for now: %s", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _sweep(self, worker: int | None, job: int | None) -> None:
        """Drops the jobs that nobody works on any more, and makes one for each submission that has none.

        Args:
            worker: whoever sweeps, doing ``job``.
        """
        given_back = await self._drop_dead(worker, job)
        rows = await self.app.connector.execute_query_all_async(query=_WAITING)
        waiting = {row["submission_id"] for row in rows}
        lost = {one.work_id: one for one in self.store.unfinished() if one.work_id not in waiting}
        for work_id, one in sorted(lost.items(), key=lambda pair: pair[1].again is not None)[:SWEEP_MOST]:
            if one.again is None and work_id not in given_back:
                log.warning("Submission %s (%s) had no job", work_id, one.state)
            at_once = SWEEP_PRIORITY if work_id in given_back else self._priority(work_id)
            try:
                again = self._grade.configure(queueing_lock=work_id, priority=at_once)
                await again.defer_async(submission_id=work_id)
            except AlreadyEnqueued:
                continue

    async def _drop_dead(self, worker: int | None, this: int | None) -> set[str]:
        """Ids of the submissions of those jobs. Made anew, not retried: that would go by the time of day."""
        await self.app.connector.execute_query_async(query=_FROM_TOMORROW)
        manager = self.app.job_manager
        dead = {
            job.id: job for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        }
        # A worker does one job at a time, so whoever sweeps holds no other: what is marked as its own too was
        # given back by a database that lost its last moments.
        if worker is not None:
            mine = await manager.list_jobs_async(status="doing", worker_id=worker)
            dead |= {job.id: job for job in mine if job.id != this}
        for job in dead.values():
            log.warning("Job %s (%s) is nobody's any more", job.id, job.task_name)
            await manager.finish_job(job, Status.FAILED, delete_job=True)
        single = {str(job.task_kwargs["submission_id"]) for job in dead.values() if job.task_name == TASK}
        several = (job.task_kwargs["submission_ids"] for job in dead.values() if job.task_name == SOME)
        return single.union(*(map(str, ids) for ids in several if isinstance(ids, list)))

    def _priority(self, submission_id: str) -> int:
        """Lower for each submission of the same learner that waits already: nobody fills the queue alone.

        What is graded again is lower than any hand-in.
        """
        hers = next(iter(self.store.work(submission_id)), None)
        if hers is None:
            return 0
        before = sum(
            one.sequence < hers.sequence and (one.again is None) == (hers.again is None)
            for one in self.store.unfinished(hers.learner)
        )
        before = min(before, -LOWEST_OF_HAND_INS)
        return -before if hers.again is None else LOWEST_OF_HAND_INS - 1 - before

    def _opened(self) -> None:
        with self._opening:  # a web server calls from many threads
            if not self._is_open:
                self.app.open()
                self._is_open = True

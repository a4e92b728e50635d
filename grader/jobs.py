"""Submissions waiting to be graded, each learner's first one first, in the campus's own PostgreSQL."""

import logging
from collections.abc import Callable
from threading import Lock

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager
from psycopg_pool import PoolTimeout
from sqlalchemy import make_url

from grader.store import Store

log = logging.getLogger(__name__)

QUEUE = "grading"
TASK = "grade"
HEARTBEAT_SECONDS = 1.0
STALLED_SECONDS = 8.0  # a false alarm only grades twice what is recorded once
SWEEP_CRON = "* * * * * */3"
SWEEP_PRIORITY = 100

_WAITING = """
select args->>'submission_id' as submission_id from procrastinate_jobs
where status in ('todo', 'doing') and task_name = 'grade'
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
        self.app = App(connector=PsycopgConnector(conninfo=self._dsn, min_size=1, max_size=5))
        self._is_open = False
        self._opening = Lock()

        @self.app.task(name=TASK, queue=QUEUE)
        def grade(submission_id: str) -> None:
            if step is None:
                raise RuntimeError("this process puts submissions in the queue and grades none")
            step(submission_id)

        @self.app.periodic(cron=SWEEP_CRON)
        @self.app.task(name="sweep", queue=QUEUE, queueing_lock="sweep", priority=SWEEP_PRIORITY)
        async def sweep(timestamp: int) -> None:
            await self.sweep()

        @self.app.periodic(cron="* * * * * 30")
        @self.app.task(name="tidy", queue=QUEUE, queueing_lock="tidy")
        def tidy_up(timestamp: int) -> None:
            if tidy is not None:
                tidy()

        self._grade = grade

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

    def close(self) -> None:
        if self._is_open:
            self.app.close()
            self._is_open = False

    def run_worker(self) -> None:
        """Grades until SIGTERM or SIGINT, then finishes the submission in hand and returns."""
        self.close()
        self.app.run_worker(
            queues=[QUEUE],
            concurrency=1,
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            delete_jobs="successful",
        )

    async def sweep(self) -> None:
        """Gives back what a dead worker held, and makes a job for each submission that has none.

        Only from inside ``run_worker``, which opens the connection.
        """
        stalled = await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        for job in stalled:
            await self._give_back(job)
        rows = await self.app.connector.execute_query_all_async(query=_WAITING)
        waiting = {row["submission_id"] for row in rows}
        for submission in self.store.submissions(states=("queued", "running")):
            if submission.id not in waiting:
                log.warning("Submission %s (%s) had no job", submission.id, submission.state)
                try:
                    again = self._grade.configure(
                        queueing_lock=submission.id, priority=self._priority(submission.id)
                    )
                    await again.defer_async(submission_id=submission.id)
                except AlreadyEnqueued:
                    continue

    def _priority(self, submission_id: str) -> int:
        """Lower for each submission of the same learner that waits already: nobody fills the queue alone."""
        hers = self.store.submission(submission_id)
        if hers is None:
            return 0
        waiting = self.store.submissions(learner=hers.learner, states=("queued", "running"))
        return -sum(one.received_at < hers.received_at for one in waiting)

    async def _give_back(self, job: Job) -> None:
        log.warning("The worker of job %s (%s) is gone", job.id, job.task_name)
        try:
            await self.app.job_manager.retry_job(
                job, priority=SWEEP_PRIORITY if job.task_name == TASK else None
            )
        except ConnectorException:
            # The same submission is in the queue again already.
            await self.app.job_manager.finish_job(job, Status.FAILED, delete_job=True)

    def _opened(self) -> None:
        with self._opening:  # a web server calls from many threads
            if not self._is_open:
                self.app.open()
                self._is_open = True

"""The addresses under ``campus/`` in a learner's server: open an exercise, hand it in, read the result."""

import asyncio
import json
import os
import posixpath
from collections import defaultdict
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from logging import Logger
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_escape, url_path_join
from tornado import web

from campus.learner import outside, words
from campus.learner.desk import Desk, Place, place, read_nbgrader_config
from grader.errors import GraderError
from grader.words import french

OPEN_SECONDS = 4.0  # how long somebody who has her notebook already waits for missing files to come back
RECEIPTS_KEPT = 50
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


class Reception:
    """Keeps what blocks off the event loop, and two requests for one exercise from treading on each other."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._turns: defaultdict[Place, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._receipts: dict[tuple[Place, str], Mapping[str, Any]] = {}

    async def restore(self, where: Place) -> None:
        async with self._turns[where]:
            await asyncio.to_thread(self.desk.restore, where)

    async def hand_in(self, where: Place, request_key: str) -> Mapping[str, Any]:
        """The same key again gets the same receipt: an answer lost on the way never makes two hand-ins."""
        async with self._turns[where]:
            known = self._receipts.get((where, request_key))
            if known is not None:
                return known
            receipt = await asyncio.to_thread(self.desk.hand_in, where, request_key)
            if request_key:
                self._receipts[where, request_key] = receipt
                while len(self._receipts) > RECEIPTS_KEPT:
                    del self._receipts[next(iter(self._receipts))]
            return receipt


class _Ours:
    """What each handler is given at registration; a mixin, because pages and JSON have different bases."""

    reception: Reception

    def initialize(self, reception: Reception) -> None:
        self.reception = reception


class OpenExercise(_Ours, JupyterHandler):
    auth_resource = "contents"

    @web.authenticated
    @authorized("write")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def get(self, course: str, exercise: str) -> None:
        try:
            where = place(course, exercise)
            await self._make_ready(where)
        except Exception as problem:
            self._explain(_as_ours(problem, self.log))
            return
        self.redirect(url_path_join(self.base_url, "notebooks", url_escape(where.notebook.as_posix())))

    async def _make_ready(self, where: Place) -> None:
        # Asked for even when she has her notebook: a file she deleted, or a fetch cut half-way, is mended.
        restoring = asyncio.ensure_future(self.reception.restore(where))
        if not self.reception.desk.has_notebook(where):
            await restoring
            return
        try:
            await asyncio.wait_for(asyncio.shield(restoring), OPEN_SECONDS)
        except Exception as problem:  # her own work opens whatever state the campus is in
            self.log.warning("campus: %s opens without the exchange: %r", where, problem)
            restoring.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _explain(self, problem: GraderError) -> None:
        self.set_status(int(problem.http))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = PAGES.get_template("problem.html")
        self.finish(
            page.render(
                again=self.request.path,
                path_url=os.environ.get("JUPYTERHUB_HOST", "")
                + posixpath.join(
                    posixpath.dirname(self.settings.get("hub_prefix", "/hub/").rstrip("/")),
                    "services/campus/",
                ),
                **words.problem_page(problem),
            )
        )


class _Answers(_Ours, APIHandler):
    async def answer(self, work: Awaitable[Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        try:
            content = await work
        except Exception as problem:
            error = _as_ours(problem, self.log)
            status, content = HTTPStatus(error.http), {"code": error.code, "message": french(error.learner)}
        self.set_status(int(status))
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(content))


class HandIn(_Answers):
    auth_resource = "contents"

    @web.authenticated
    @authorized("write")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def post(self, course: str, exercise: str) -> None:
        await self.answer(self._hand_in(course, exercise), HTTPStatus.CREATED)

    async def _hand_in(self, course: str, exercise: str) -> Mapping[str, Any]:
        key = self.request.headers.get("Idempotency-Key", "")
        return await self.reception.hand_in(place(course, exercise), key)


class SubmissionResult(_Answers):
    auth_resource = "contents"

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, submission_id: str) -> None:
        await self.answer(asyncio.to_thread(self.reception.desk.result, submission_id))


class LatestResult(_Answers):
    auth_resource = "contents"

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, course: str, exercise: str) -> None:
        await self.answer(self._latest(course, exercise))

    async def _latest(self, course: str, exercise: str) -> Mapping[str, Any] | None:
        return await asyncio.to_thread(self.reception.desk.latest, place(course, exercise))


def add_handlers(server: ServerApp) -> None:
    if outside.FLAG in os.environ:
        outside.open_way(server.io_loop)
    from grader.exchange.client import ExchangeClient

    learner = os.environ.get("JUPYTERHUB_USER", "")
    desk = Desk(
        Path(server.root_dir),
        read_nbgrader_config(),
        learner,
        ExchangeClient(os.environ.get("CAMPUS_EXCHANGE_URL", ""), os.environ.get("JUPYTERHUB_API_TOKEN", "")),
    )
    receive(server, Reception(desk))


def receive(server: ServerApp, reception: Reception) -> None:
    """Registers the addresses, under the server's own base address."""
    base = server.web_app.settings["base_url"]
    given = {"reception": reception}
    addresses: Mapping[str, type[JupyterHandler]] = {
        r"/campus/open/([^/]+)/([^/]+)/?": OpenExercise,
        r"/campus/api/submissions/([^/]+)/([^/]+)": HandIn,
        r"/campus/api/submissions/([^/]+)": SubmissionResult,
        r"/campus/api/exercises/([^/]+)/([^/]+)/latest": LatestResult,
    }
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$", [(url_path_join(base, address), handler, given) for address, handler in addresses.items()]
    )


def _as_ours(problem: Exception, log: Logger) -> GraderError:
    """Behind the one broad catch: a refusal keeps its words, the rest is «not your fault», logged whole."""
    if isinstance(problem, GraderError):
        log.warning("campus: %s: %s", problem.code, problem.operator)
        return problem
    log.error("campus: unexpected %r", problem, exc_info=problem)
    return words.ours(repr(problem))

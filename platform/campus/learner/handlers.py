"""The addresses under ``campus/`` in a learner's server: open an exercise, hand it in, read the result."""

import asyncio
import os
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import web

from campus.learner import outside, words
from campus.learner.atelier import Atelier, Preview, Versions, page_of
from campus.learner.desk import Desk, Place, place, read_nbgrader_config
from campus.learner.piece import piece_of
from campus.learner.play.handlers import add_play_handlers
from campus.learner.reception import PAGES, Answers, Ours, Reception, as_ours, path_url
from campus.learner.site.handlers import add_site_handlers
from grader import exhibits
from grader.errors import GraderError

OPEN_SECONDS = 4.0  # how long somebody who has her notebook already waits for missing files to come back


class OpenExercise(Ours, JupyterHandler):
    auth_resource = "contents"

    @web.authenticated
    @authorized("write")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def get(self, course: str, exercise: str) -> None:
        try:
            where = place(course, exercise)
            await self._make_ready(where)
        except Exception as problem:
            self._explain(as_ours(problem, self.log))
            return
        piece = await asyncio.to_thread(piece_of, self.reception.desk.home, where)
        self.redirect(page_of(self.base_url, where, piece))

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
                path_url=path_url(
                    os.environ.get("JUPYTERHUB_HOST", ""), self.settings.get("hub_prefix", "/hub/")
                ),
                **words.problem_page(problem),
            )
        )


class HandIn(Answers):
    auth_resource = "contents"

    @web.authenticated
    @authorized("write")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def post(self, course: str, exercise: str) -> None:
        await self.answer(self._hand_in(course, exercise), HTTPStatus.CREATED)

    async def _hand_in(self, course: str, exercise: str) -> Mapping[str, Any]:
        key = self.request.headers.get("Idempotency-Key", "")
        return await self.reception.hand_in(place(course, exercise), key)


class SubmissionResult(Answers):
    auth_resource = "contents"

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, submission_id: str) -> None:
        await self.answer(asyncio.to_thread(self.reception.desk.result, submission_id))


class ShownPicture(Ours, JupyterHandler):
    """What a test of hers shows: its film with ``film``, else what stands for it."""

    auth_resource = "contents"

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, submission_id: str, check: str) -> None:
        try:
            data = await asyncio.to_thread(self.reception.desk.shown, submission_id, check)
        except Exception as problem:
            self.set_status(int(as_ours(problem, self.log).http))
            return
        reply = exhibits.reply(data, film=bool(self.get_argument("film", "")))
        if reply is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            return
        body, headers = reply
        for name, value in headers.items():
            self.set_header(name, value)
        self.finish(body)


class LatestResult(Answers):
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
        r"/campus/atelier/([^/]+)/([^/]+)/?": Atelier,
        r"/campus/api/history/([^/]+)/([^/]+)/(.+)": Versions,
        r"/campus/open/([^/]+)/([^/]+)/?": OpenExercise,
        r"/campus/api/submissions/([^/]+)/([^/]+)": HandIn,
        r"/campus/api/submissions/([^/]+)": SubmissionResult,
        r"/campus/api/submissions/([^/]+)/shown/([^/]+)": ShownPicture,
        r"/campus/api/exercises/([^/]+)/([^/]+)/latest": LatestResult,
    }
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [
            *((url_path_join(base, address), handler, given) for address, handler in addresses.items()),
            (url_path_join(base, "/campus/preview"), Preview),
        ],
    )
    add_site_handlers(server, reception)
    add_play_handlers(server)

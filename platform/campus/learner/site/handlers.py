"""The addresses of sites in her server: start, stop and watch one; and the site itself."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import web

from campus.learner import words
from campus.learner.desk import Place, place
from campus.learner.piece import piece_of
from campus.learner.reception import Answers, Reception
from campus.learner.site.relay import Relay
from campus.learner.site.sites import Sites

MAIN = "app.py"


class _OfSite(Answers):
    auth_resource = "contents"

    def initialize(self, reception: Reception, sites: Sites) -> None:  # type: ignore[override]
        super().initialize(reception)
        self.sites = sites

    def standing(self, where: Place) -> Mapping[str, Any]:
        site = self.sites.of(where)
        if site is None:
            return {"url": None, "state": "stopped", "error": None, "log": "", "round": 0}
        return {"url": self.sites.url(where), **site.as_dict()}


class StartSite(_OfSite):
    @web.authenticated
    @authorized("execute")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def post(self, course: str, exercise: str) -> None:
        """Has it run as her files are now; any other site of hers stops.

        The body may be JSON: ``main``, a file of hers (else the exercise's own); ``again``, to start anew
        although nothing has changed.
        """
        await self.answer(self._start(course, exercise))

    async def _start(self, course: str, exercise: str) -> Mapping[str, Any]:
        where = place(course, exercise)
        main, again = _asked(self.request.body)
        if not main:
            piece = await asyncio.to_thread(piece_of, self.sites.home, where)
            main = piece.main if piece is not None and piece.main.endswith(".py") else MAIN
        await self.sites.start(where, main, again=again)
        return self.standing(where)


class SiteState(_OfSite):
    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, course: str, exercise: str) -> None:
        await self.answer(self._state(course, exercise))

    async def _state(self, course: str, exercise: str) -> Mapping[str, Any]:
        where = place(course, exercise)
        if (site := self.sites.of(where)) is not None and self.get_argument("wait", "") == str(site.round):
            await site.ready()
        return self.standing(where)


class StopSite(_OfSite):
    @web.authenticated
    @authorized("execute")  # type: ignore[untyped-decorator]
    async def post(self, course: str, exercise: str) -> None:
        await self.answer(self._stop(course, exercise))

    async def _stop(self, course: str, exercise: str) -> Mapping[str, Any]:
        where = place(course, exercise)
        await self.sites.stop(where)
        return self.standing(where)


def add_site_handlers(server: ServerApp, reception: Reception) -> None:
    base = server.web_app.settings["base_url"]
    sites = Sites(Path(server.root_dir), base, server.log)
    given = {"reception": reception, "sites": sites}
    addresses: Mapping[str, type[_OfSite]] = {
        r"/campus/api/site/([^/]+)/([^/]+)/start": StartSite,
        r"/campus/api/site/([^/]+)/([^/]+)/state": SiteState,
        r"/campus/api/site/([^/]+)/([^/]+)/stop": StopSite,
    }
    relay = (url_path_join(base, r"/campus/site/([^/]+)/(.*)"), Relay, {"sites": sites})
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [relay, *((url_path_join(base, address), handler, given) for address, handler in addresses.items())],
    )


def _asked(body: bytes) -> tuple[str, bool]:
    """The file, empty for the exercise's own, and whether to start anew."""
    try:
        told = json.loads(body) if body.strip() else {}
        main, again = told.get("main", ""), told.get("again", False)
    except (ValueError, AttributeError) as error:
        raise words.unknown_address() from error
    if main != "" and (not isinstance(main, str) or not main.endswith(".py") or Path(main).name != main):
        raise words.unknown_address()
    return main, bool(again)

"""The Atelier's page in her own server: where she makes games and sites, and what it may load."""

import asyncio
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated, authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_escape, url_path_join
from tornado import web

from campus.learner import words
from campus.learner.desk import Place, place
from campus.learner.history import History
from campus.learner.piece import Piece, piece_of
from campus.learner.reception import PAGES, Answers, Ours, path_url
from campus.untrusted import host_of
from grader.errors import GraderError

ADDRESS = "CAMPUS_ATELIER_URL"
_MINUTE = "%Y-%m-%dT%H:%MZ"
# Of the frame that her pages run in: an origin of its own, and no network. What it frames inherits it.
PREVIEW_POLICY = (
    "sandbox allow-scripts allow-forms allow-modals; default-src 'none'; "
    "script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data: blob:; "
    "img-src data: blob:; media-src data: blob:; font-src data: blob:; connect-src data: blob:; "
    "form-action 'none'; base-uri 'none'; frame-src 'none'; frame-ancestors 'self'"
)


def dist_address() -> str | None:
    """Where the browser side is served, with a slash at its end; None where the spawner names none."""
    return os.environ.get(ADDRESS) or None


def page_of(base_url: str, where: Place, piece: Piece | None) -> str:
    """Where an exercise opens: as a notebook, unless it is made in the Atelier and that is built."""
    if piece is not None and dist_address() is not None:
        return url_path_join(base_url, "campus/atelier", where.course, where.exercise)
    return notebook_of(base_url, where)


def notebook_of(base_url: str, where: Place) -> str:
    return str(url_path_join(base_url, "notebooks", url_escape(where.notebook.as_posix())))


class Atelier(Ours, JupyterHandler):
    auth_resource = "contents"

    @web.authenticated
    @authorized("write")  # type: ignore[untyped-decorator] # jupyter_server leaves it untyped
    async def get(self, course: str, exercise: str) -> None:
        dist = dist_address()
        try:
            where = place(course, exercise)
            piece = await asyncio.to_thread(piece_of, self.reception.desk.home, where)
        except GraderError:
            piece = None
        if piece is None or dist is None:
            # Which fetches it, or says in her words why it cannot.
            self.redirect(
                url_path_join(self.base_url, "campus/open", url_escape(course), url_escape(exercise))
            )
            return
        self.xsrf_token  # noqa: B018 - sets the cookie that the page sends back
        nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", self._policy(dist, nonce))
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = PAGES.get_template("atelier.html")
        config = self._config(where, piece, dist, nonce)
        await self.finish(page.render(dist=dist, config=config, **words.atelier_page(piece.title)))

    def _config(self, where: Place, piece: Piece, dist: str, nonce: str) -> Mapping[str, Any]:
        """What the page's ``config.ts`` reads."""
        hub_host = os.environ.get("JUPYTERHUB_HOST", "")
        hub_prefix = str(self.settings.get("hub_prefix", "/hub/"))
        return {
            "learner": self.reception.desk.learner,
            "course": where.course,
            "exercise": where.exercise,
            "kind": piece.kind,
            "main": piece.main,
            "title": piece.title,
            "base": self.base_url,
            "dist": dist,
            "hub": hub_host + hub_prefix,
            "path": path_url(hub_host, hub_prefix),
            "notebook": notebook_of(self.base_url, where),
            "nonce": nonce,
        }

    def _policy(self, dist: str, nonce: str) -> str:
        # CSP's http: lets https: through as well, so what is in front of us need not be known.
        here = f"http://{host_of(self.request.host)}"
        hers = f"{here}{self.base_url}"
        scripts = dist if urlsplit(dist).netloc else f"{here}{dist}"
        fonts = f"{scripts} {scripts.rsplit('/atelier/', 1)[0]}/assets/"
        frames = f"{scripts}player.html {hers}campus/preview {hers}campus/site/"
        socket = hers.replace("http://", "ws://", 1)
        return (
            f"default-src 'none'; script-src {scripts}; "
            f"style-src {scripts} 'nonce-{nonce}'; font-src {fonts}; "
            f"img-src {hers}files/ {hers}campus/api/submissions/ {scripts} blob: data:; "
            f"media-src {hers}files/ blob: data:; "
            f"connect-src {hers} {socket} {scripts}; frame-src {frames}; "
            "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )


class Preview(JupyterHandler):
    """The frame that her pages are shown in: the same for all, with nothing in it, so nobody need sign in."""

    @allow_unauthenticated
    async def get(self) -> None:
        self.set_header("Content-Security-Policy", PREVIEW_POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        await self.finish(PAGES.get_template("preview.html").render())


class Versions(Answers):
    """Earlier versions of a file: the list, or with ``?at=`` one of them."""

    auth_resource = "contents"

    @web.authenticated
    @authorized("read")  # type: ignore[untyped-decorator]
    async def get(self, course: str, exercise: str, name: str) -> None:
        await self.answer(self._told(course, exercise, name, self.get_query_argument("at", "")))

    async def _told(self, course: str, exercise: str, name: str, at: str) -> Mapping[str, Any]:
        history, where = History(self.reception.desk.home), place(course, exercise)
        if not at:
            versions = await asyncio.to_thread(history.versions, where, name)
            return {"versions": [version.at.strftime(_MINUTE) for version in versions]}
        try:
            moment = datetime.strptime(at, _MINUTE).replace(tzinfo=UTC)
        except ValueError:
            raise words.unknown_version() from None
        text = await asyncio.to_thread(history.text, where, name, moment)
        if text is None:
            raise words.unknown_version()
        return {"at": at, "text": text}

"""The WebSocket that a game without a browser's Python is played over."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import ensure_async, url_path_join
from tornado import web
from tornado.websocket import WebSocketHandler

from campus.learner.desk import place
from campus.learner.play.session import Session
from grader.errors import GraderError

MESSAGE_BYTES_MAX = 1 << 16


class Play(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """``campus/play/<course>/<exercise>``; one game at a time for all her pages."""

    auth_resource = "contents"
    playing: ClassVar["Play | None"] = None
    ending: ClassVar[set[asyncio.Future[None]]] = set()
    session: Session | None = None

    def set_default_headers(self) -> None:
        """None of a page's."""

    def initialize(self, home: Path) -> None:
        self.home = home

    @property
    def max_message_size(self) -> int:
        return MESSAGE_BYTES_MAX

    @ws_authenticated
    async def get(self, course: str, exercise: str) -> None:
        if not await ensure_async(
            self.authorizer.is_authorized(self, self.current_user, "execute", "contents")
        ):
            raise web.HTTPError(403)
        opening = super().get(course, exercise)
        if opening is not None:
            await opening

    async def open(self, course: str, exercise: str) -> None:
        super().open()
        try:
            where = place(course, exercise)
        except GraderError:
            self.close(4004)
            return
        self.set_nodelay(True)
        before, Play.playing = Play.playing, self
        if before is not None and before.session is not None:
            await before.session.end()
        self.session = Session(self.home / where.notebook.parent, self._say, self._show)

    async def on_message(self, message: str | bytes) -> None:
        if self.session is None or isinstance(message, bytes):
            return
        try:
            told = json.loads(message)
        except (ValueError, RecursionError):
            return
        if isinstance(told, dict):
            await self.session.hear(told)

    def on_close(self) -> None:
        super().on_close()
        if Play.playing is self:
            Play.playing = None
        if self.session is not None:
            ending = asyncio.ensure_future(self.session.end())
            # A loop keeps no task that waits.
            Play.ending.add(ending)
            ending.add_done_callback(Play.ending.discard)

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._write(json.dumps(message))

    async def _show(self, picture: bytes) -> None:
        await self._write(picture, binary=True)

    async def _write(self, content: str | bytes, *, binary: bool = False) -> None:
        """Waits until the network has taken it.

        Raises:
            WebSocketClosedError
        """
        await self.write_message(content, binary=binary)


def add_play_handlers(server: ServerApp) -> None:
    base = server.web_app.settings["base_url"]
    address = url_path_join(base, r"/campus/play/([^/]+)/([^/]+)")
    given = {"home": Path(server.root_dir)}
    server.web_app.add_handlers(".*$", [(address, Play, given)])  # type: ignore[no-untyped-call]

"""Serves the application: pages in a few threads, open pages' events without any.

Tornado carries both. A page that listens to what happens stays connected for an hour; a server with a thread
for each connection would need one for each pupil.
"""

import asyncio
import contextlib
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, FallbackHandler, RequestHandler
from tornado.wsgi import WSGIContainer

from busy_ness.app.application import FORM_BYTES_MAX, create_app
from busy_ness.app.live import END
from busy_ness.app.parts import Parts
from busy_ness.app.presence import seen
from busy_ness.app.tickets import channels_of, ticket

__all__ = ["application", "serve", "ticket"]

THREADS = 5  # two of them may be printing, and one more wait for its turn
# Of Python's garbage collector. A forecast is five thousand objects without a cycle among them: looking
# through hundreds of forecasts for cycles stopped every page for a second, again and again.
COLLECT = (20_000, 20, 100)
CLOSING_SECONDS = 3
ALIVE_SECONDS = 5  # proxies close what stays silent, and a page takes silence for a dead network
ALIVE = 'data: {"kind":"alive"}\n\n'


class _Events(RequestHandler):
    def initialize(self, parts: Parts) -> None:
        self._parts = parts
        self._waiting: asyncio.Task[None] | None = None

    async def get(self) -> None:
        channels = channels_of(self._parts.mount.secret_key, self.get_query_argument("ticket", ""))
        if channels is None or not await asyncio.to_thread(self._still, channels):
            self.set_status(403)
            return
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        self._waiting = asyncio.current_task()
        with seen(self._parts.live, channels) as listener:
            try:
                self.write("retry: 1500\n\n")
                await self.flush()
                while True:
                    try:
                        message = await asyncio.wait_for(listener.queue.get(), ALIVE_SECONDS)
                    except TimeoutError:
                        message = ALIVE
                    if message == END:
                        return
                    self.write(message)
                    await self.flush()
            except (StreamClosedError, asyncio.CancelledError):  # the page was closed, or we are stopping
                return

    def _still(self, channels: tuple[str, ...]) -> bool:
        """Whether a pupil's seat is still in the team that she would hear."""
        numbers = dict(channel.split(":", 1) for channel in channels)
        if "seat" not in numbers or "team" not in numbers:
            return True
        return self._parts.seating.is_hers(int(numbers["seat"]), int(numbers["team"]))

    def on_connection_close(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()


def application(parts: Parts) -> Application:
    """Pages and events as one Tornado application."""
    pages = WSGIContainer(create_app(parts), executor=ThreadPoolExecutor(THREADS, "page"))
    events = {"parts": parts}
    return Application(
        [
            (rf"{parts.mount.prefix}/direct", _Events, events),
            (r".*", FallbackHandler, {"fallback": pages}),
        ],
        log_function=lambda handler: None,
    )


async def serve(parts: Parts, host: str, port: int, ready: Callable[[int], None] = lambda port: None) -> None:
    """Serves until it is cancelled.

    Args:
        port: 0 for any free one; ``ready`` is told which.
    """
    proxied = parts.mount.behind_proxy
    server = HTTPServer(application(parts), xheaders=proxied, max_body_size=2 * FORM_BYTES_MAX)
    sockets = bind_sockets(port, host)
    server.add_sockets(sockets)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)
    ready(sockets[0].getsockname()[1])
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(server.close_all_connections(), CLOSING_SECONDS)

"""A learner's sites behind a real Tornado server, without the Jupyter server that they live in otherwise."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import requests
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from campus.learner.desk import Place
from campus.learner.site.relay import Relay
from campus.learner.site.runner import State
from campus.learner.site.sites import Sites

BASE = "/user/lea/"
WHERE = Place("girls_can_code", "livre_dor")
HOME = "<h1>Bonjour</h1>"
HELLO = f"""
from flask import Flask
app = Flask(__name__)

@app.route("/")
def accueil():
    return "{HOME}"
"""


class Campus(RequestHandler):
    """Stands for the rest of the campus on the same origin: with her cookie, it gives away everything."""

    seen: ClassVar[list[str]] = []

    def get(self, rest: str) -> None:
        if rest == "sign-in":
            self.set_cookie("jupyterhub-session-id", "hers", httponly=True)
            self.set_cookie("_xsrf", "hers")
            self.finish("<p>Bonjour Lea")
            return
        if rest == "page":
            # As the Atelier frames it.
            address = self.get_argument("site")
            self.finish(f'<iframe sandbox="allow-scripts allow-forms allow-modals" src="{address}"></iframe>')
            return
        cookie = self.get_cookie("jupyterhub-session-id", "")
        self.seen.append(f"{rest} {cookie}".strip())
        self.finish("everything about Lea" if cookie else "nobody")


@dataclass
class Served:
    """Her server, on a thread of its own; every method may be called from the test's."""

    origin: str
    home: Path
    sites: Sites
    loop: asyncio.AbstractEventLoop

    @property
    def folder(self) -> Path:
        return self.home / WHERE.notebook.parent

    def write(self, files: Mapping[str, str]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")

    def do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def start(self, app: str = HELLO, main: str = "app.py", **more: str) -> State:
        """Starts it with this file, and waits until it runs or has crashed."""
        self.write({main: app, **more})
        site = self.do(self.sites.start(WHERE, main, again=True))
        state: State = self.do(site.ready())
        return state

    @property
    def standing(self) -> Mapping[str, Any]:
        site = self.sites.of(WHERE)
        assert site is not None
        return site.as_dict()

    def wait(self, state: State, seconds: float = 20, after: int = 0) -> Mapping[str, Any]:
        """Until it is in that state, in a round after the one named."""
        until = time.monotonic() + seconds
        while self.standing["state"] != state or self.standing["round"] <= after:
            assert time.monotonic() < until, self.standing
            time.sleep(0.02)
        return self.standing

    @property
    def path(self) -> str:
        return self.sites.url(WHERE)

    @property
    def url(self) -> str:
        return self.origin + self.path

    def ask(self, path: str = "", method: str = "GET", **more: Any) -> requests.Response:
        return requests.request(method, self.url + path, timeout=60, allow_redirects=False, **more)


@contextmanager
def served(home: Path) -> Iterator[Served]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> tuple[HTTPServer, Sites, int]:
        sites = Sites(home, BASE)
        relay = (rf"{BASE}campus/site/([^/]+)/(.*)", Relay, {"sites": sites})
        # As in a Jupyter server, which asks for its token in each form.
        app = Application(
            [relay, (r"/hub/(.*)", Campus)], base_url=BASE, xsrf_cookies=True, cookie_secret="secret"
        )
        server = HTTPServer(app)
        [listener] = bind_sockets(0, "127.0.0.1")
        server.add_sockets([listener])
        return server, sites, listener.getsockname()[1]

    server, sites, port = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    made = Served(f"http://127.0.0.1:{port}", home, sites, loop)
    try:
        yield made
    finally:
        made.do(sites.close())
        loop.call_soon_threadsafe(server.stop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

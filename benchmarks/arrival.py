"""A learner who arrives at nine, without a browser: from the sign-in form to the reply of her first cell."""

import asyncio
import html
import json
import re
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from aiohttp import (
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    CookieJar,
    WSMsgType,
)
from yarl import URL

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
NOTEBOOK = f"{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
IMPORT = "import sklearn"
XSRF = re.compile(r'name="_xsrf"\s+value="([^"]+)"')
PROGRESS = re.compile(r'"(/hub/api/users/[^"]+/progress[^"]*)"')


class Stuck(Exception):
    """She did not get any further; the text says where."""


@dataclass(frozen=True)
class Way:
    """How learners get into a hub.

    Attributes:
        url: where the hub's proxy is, without a slash at the end.
        first_page: where she is sent when she has signed in, or above it.
        link: the link of the exercise, below her server.
    """

    url: str
    first_page: str
    link: str


class Learner:
    """One person with a browser of her own: cookies, connections; all is closed with the block.

    Args:
        name: hers, of a person whose server does not run.
        words: what she signs in with.
    """

    def __init__(self, way: Way, name: str, words: str) -> None:
        self.way = way
        self.name = name
        self._words = words
        self._server = f"{way.url}/user/{name}"
        self._cell = ""

    async def __aenter__(self) -> Self:
        jar = CookieJar(unsafe=True, quote_cookie=False)  # of an address that is a number
        self._session = ClientSession(cookie_jar=jar, timeout=ClientTimeout(total=None))
        self._reading: asyncio.Task[None] | None = None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reading is not None:
            self._reading.cancel()
        await self._session.close()

    async def sign_in(self) -> None:
        page, _ = await self._page(f"{self.way.url}/hub/login")
        found = XSRF.search(page)
        if found is None:
            raise Stuck("the sign-in page has no _xsrf field")
        form = {"username": self.name, "password": self._words, "_xsrf": found.group(1)}
        where = f"{self.way.url}/hub/login?next={self.way.first_page}"
        async with self._session.post(where, data=form) as answer:
            await _read(answer)
            if not answer.url.path.startswith(self.way.first_page):
                raise Stuck(f"signed in, she is at {answer.url.path}")

    async def open_server(self) -> float:
        """Seconds from asking for her server to its first page, by way of the page that waits for it."""
        begun = time.monotonic()
        tree = f"/user/{self.name}/tree"
        page, url = await self._page(f"{self.way.url}/hub/spawn/{self.name}?next={tree}")
        while url.path != tree:
            found = PROGRESS.search(page)
            if found is None:
                raise Stuck(f"{url.path} is neither her server nor a page that waits for it")
            await self._follow(html.unescape(found.group(1)))
            page, url = await self._page(str(url))  # the page loads itself again
        return time.monotonic() - begun

    async def open_exercise(self) -> None:
        """The notebook's page, then what is in the notebook."""
        _, url = await self._page(f"{self._server}/{self.way.link}")
        if not url.path.endswith(f"/notebooks/{NOTEBOOK}"):
            raise Stuck(f"the link of the exercise leads to {url.path}")
        contents, _ = await self._page(f"{self._server}/api/contents/{NOTEBOOK}?type=notebook&content=1")
        cells = json.loads(contents)["content"]["cells"]
        self._cell = next(cell["source"] for cell in cells if cell["cell_type"] == "code")

    async def run(self) -> tuple[float, float]:
        """Seconds from asking for a kernel to the replies of ``import sklearn`` and of her first cell."""
        begun = time.monotonic()
        body = {
            "path": NOTEBOOK,
            "name": NOTEBOOK.rpartition("/")[2],
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        async with self._session.post(
            f"{self._server}/api/sessions", json=body, headers=self._xsrf(f"{self._server}/")
        ) as answer:
            kernel = json.loads(await _read(answer))["kernel"]["id"]
        session = uuid4().hex
        channel = await self._session.ws_connect(
            f"{self._server}/api/kernels/{kernel}/channels?session_id={session}", max_msg_size=0
        )
        lasted = []
        for code in (IMPORT, self._cell):
            await self._execute(channel, session, code)
            lasted.append(time.monotonic() - begun)
        self._reading = asyncio.create_task(_read_on(channel))
        return lasted[0], lasted[1]

    async def stop_server(self) -> None:
        """Returns when it has ended."""
        where = f"{self.way.url}/hub/api/users/{self.name}/server"
        headers = self._xsrf(f"{self.way.url}/hub/")
        while True:
            async with self._session.delete(where, headers=headers) as answer:
                await _read(answer)
                if answer.status == 204:
                    return
            await asyncio.sleep(0.2)

    async def _page(self, url: str) -> tuple[str, URL]:
        """Text and address of the page where the redirections end."""
        async with self._session.get(url) as answer:
            return await _read(answer), answer.url

    async def _follow(self, path: str) -> None:
        """Reads what the hub tells of her server's start, until it is ready."""
        async with self._session.get(f"{self.way.url}{path}") as stream:
            if not stream.ok:
                raise Stuck(f"{stream.status} at {stream.url.path}")
            async for line in stream.content:
                if line.startswith(b"data:"):
                    told = json.loads(line.removeprefix(b"data:"))
                    if told.get("failed"):
                        raise Stuck(f"the hub says: {told['message']}")
                    if told.get("ready"):
                        return

    async def _execute(self, channel: ClientWebSocketResponse, session: str, code: str) -> None:
        header = {
            "msg_id": uuid4().hex,
            "session": session,
            "msg_type": "execute_request",
            "username": "",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": True}
        empty: dict[str, Any] = {"parent_header": {}, "metadata": {}, "buffers": []}
        await channel.send_json({"channel": "shell", "header": header, "content": content, **empty})
        async for message in channel:
            if message.type is not WSMsgType.TEXT:
                raise Stuck(f"her kernel's channel broke: {message.data!r}")
            said = json.loads(message.data)
            if (said["msg_type"], said["parent_header"].get("msg_id")) == ("execute_reply", header["msg_id"]):
                if said["content"]["status"] != "ok":
                    raise Stuck(f"her cell failed: {said['content'].get('evalue')}")
                return
        raise Stuck(f"her kernel's channel closed with {channel.close_code}")

    def _xsrf(self, url: str) -> dict[str, str]:
        found = self._session.cookie_jar.filter_cookies(URL(url)).get("_xsrf")
        return {} if found is None else {"X-XSRFToken": found.value}


async def _read(answer: ClientResponse) -> str:
    text = await answer.text()
    if not answer.ok:
        raise Stuck(f"{answer.status} at {answer.url.path}: {' '.join(text.split())[-200:]}")
    return text


async def _read_on(channel: ClientWebSocketResponse) -> None:
    """A page that stays open answers the server's pings."""
    async for _ in channel:
        pass

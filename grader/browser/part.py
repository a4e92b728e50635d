"""Chromium in the process of a learner's pages: opens them and answers what a test asks of them."""

import base64
import os
import select
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from grader.browser import chromium, poster
from grader.browser.pane import Pane, Stuck
from grader.browser.pipe import Gone, Late, Pipe, Refused
from grader.browser.server import ORIGIN, App, Asked, Files, Server
from grader.stage.program import IDLE_SECONDS
from grader.stage.wire import Lost, receive, send

Told = dict[str, Any]

PANES_MAX = 4
START_SECONDS = 20.0
QUESTION_SECONDS = 60.0
REDIRECTS_MAX = 5
LINKS_MAX = 60
TRIES = 3


def perform(channel: socket.socket, request: Told, folder: Path) -> NoReturn:
    """Starts Chromium, then answers; ``request["home"]`` is where her files are."""
    program = chromium.find()
    try:
        if program is None or chromium.lacking():
            send(channel, {"state": "none", "said": chromium.lacking()})
            os._exit(0)
        try:
            desk = Desk(channel, program, folder, Path(request["home"]))
        except (Gone, Late) as error:
            send(channel, {"state": "failed", "said": str(error)[-1000:]})
            os._exit(0)
        send(channel, {"state": "open", "said": ""})
        desk.work()
    except (OSError, Lost, Gone, MemoryError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


class Desk:
    """The pages that are open now, by number."""

    def __init__(self, channel: socket.socket, program: Path, folder: Path, home: Path) -> None:
        self._channel = channel
        self._program = program
        self._folder = folder
        self._home = home
        self._panes: dict[int, Pane] = {}
        self._last = 0
        self._pipe = self._launched()

    def _launched(self) -> Pipe:
        pipe = Pipe(self._program, Path(tempfile.mkdtemp(dir=self._folder)))
        pipe.hear("", self._hear)
        pipe.ask("Target.setDiscoverTargets", {"discover": True}, end=time.monotonic() + START_SECONDS)
        return pipe

    def _again(self) -> None:
        """Another Chromium: a page that turns without end may do so until its process is killed."""
        for pane in self._panes.values():
            pane.server.close()
        self._panes.clear()
        self._pipe.close()
        self._pipe = self._launched()

    def work(self) -> None:
        """Until nobody asks any more, or Chromium is gone (``Gone``)."""
        while True:
            asking, speaking = self._channel.fileno(), self._pipe.number
            ready, _, _ = select.select([asking, speaking], [], [], IDLE_SECONDS)
            if not ready:
                return
            if speaking in ready:
                self._pipe.pump()  # pages go on between questions
            if asking in ready:
                asked = receive(self._channel, time.monotonic() + QUESTION_SECONDS)
                send(self._channel, self._answer(asked))

    def _hear(self, method: str, told: Told) -> None:
        """Windows that a page opens are nobody's to see."""
        if method == "Target.detachedFromTarget":
            for pane in self._panes.values():
                pane.left(str(told.get("sessionId")))
        about = told.get("targetInfo", {})
        if method == "Target.targetCreated" and about.get("type") == "page" and about.get("openerId"):
            self._pipe.tell("Target.closeTarget", {"targetId": about["targetId"]})

    def _answer(self, asked: Told) -> Told:
        try:
            return self._open(asked) if asked["do"] == "open" else self._asked(asked)
        except (Gone, Late):  # nothing but a page can have ended it
            self._again()
            return {"state": "crashed", "pane": self._last}

    def _asked(self, asked: Told) -> Told:
        do: Mapping[str, Callable[[Pane, Told], Told]] = {
            "go": lambda pane, asked: pane.go(asked["path"]),
            "click": lambda pane, asked: {"found": pane.click(asked["words"])},
            "fill": lambda pane, asked: {"found": pane.fill(asked["name"], asked["value"])},
            "look": lambda pane, asked: {},
            "judge": lambda pane, asked: {"problems": pane.judge(list(asked["rules"]))},
            "links": lambda pane, asked: {"links": _followed(pane)},
            "poster": _poster,
        }
        pane = self._panes.get(asked["pane"])
        if pane is None:
            return {"state": "forgotten"}
        return self._done(pane, lambda: do[asked["do"]](pane, asked), looks=asked["do"] != "poster")

    def _open(self, asked: Told) -> Told:
        while len(self._panes) >= PANES_MAX:
            self._panes.pop(next(iter(self._panes))).close()
        file = str(asked["file"])
        server: Server = (
            App(self._home, self._folder, file, int(asked["seed"]), float(asked["patience"]))
            if file.endswith(".py")
            else Files(self._home, file)
        )
        if server.state != "open":
            told = {"state": server.state, "trouble": server.trouble}
            server.close()
            return told
        self._last += 1
        pane = Pane(self._pipe, server, int(asked["width"]), int(asked["height"]))
        self._panes[self._last] = pane
        return {"pane": self._last, **self._done(pane, lambda: pane.go(asked["path"]))}

    def _done(self, pane: Pane, act: Callable[[], Told], *, looks: bool = True) -> Told:
        told: Told = {"state": "open"}
        try:
            told |= _insisted(act)
            if looks:
                told["view"] = _insisted(pane.look)
        except Stuck as stuck:
            told = {"state": stuck.why}
            self._again()
        told |= {"trouble": pane.trouble, "site": pane.server.state}
        told |= {"status": pane.status, "failure": pane.failure[:100]}
        for name in ("errors", "console", "dialogs", "missing", "outside"):
            told[name] = list(getattr(pane, name))
        return told


def _insisted(act: Callable[[], Told]) -> Told:
    """A page that changes in the middle of a question is asked again."""
    for _ in range(TRIES):
        try:
            return act()
        except Refused:
            continue
    raise Stuck("frozen")


def _poster(pane: Pane, asked: Told) -> Told:
    selectors = [str(one) for one in asked["selectors"]][:5]
    taken = [pane.picture(*size, selectors) for size in poster.SIZES]
    return {"image": base64.b64encode(poster.made(taken)).decode()}


def _followed(pane: Pane) -> list[Told]:
    """Each link of the page that leads into the site, with the status of where it leads; 0: nowhere."""
    view = pane.look()
    here = ORIGIN + str(view["address"])
    found: list[Told] = []
    known: dict[str, int] = {}
    for link in view["links"][:LINKS_MAX]:
        said, address = str(link["said"]).strip(), str(link["href"])
        parts = urlsplit(address)
        page, place = urldefrag(address)
        if not said or parts.scheme == "file" or len(parts.scheme) == 1:  # C:\\… is a drive
            status = 0
        elif f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            continue
        elif page == urldefrag(here).url and "#" in said:
            status = 200 if place and pane.has_place(unquote(place)) else 0
        else:
            if page not in known:
                known[page] = _status(pane.server, page)
            status = known[page]
        found.append({"text": link["text"], "said": said, "selector": link["selector"], "status": status})
    return found


def _status(server: Server, address: str) -> int:
    """Of a page in the end; redirects are followed."""
    for _ in range(REDIRECTS_MAX):
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            return 200
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        reply = server.answer(Asked("GET", path, (("Host", "localhost"),)))
        there = next((value for name, value in reply.headers if name.lower() == "location"), "")
        if reply.status not in (301, 302, 303, 307, 308) or not there:
            return reply.status
        address = urldefrag(urljoin(address, there)).url
    return 0

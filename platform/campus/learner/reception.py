"""What the handlers of a learner's server share: whose desk it is, and answers in her words."""

import asyncio
import json
import posixpath
from collections import defaultdict
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from logging import Logger
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.base.handlers import APIHandler

from campus.learner import words
from campus.learner.desk import Desk, Place
from grader.errors import GraderError
from grader.words import french

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


class Ours:
    """What each handler is given at registration; a mixin, because pages and JSON have different bases."""

    reception: Reception

    def initialize(self, reception: Reception) -> None:
        self.reception = reception


class Answers(Ours, APIHandler):
    async def answer(self, work: Awaitable[Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        try:
            content = await work
        except Exception as problem:
            error = as_ours(problem, self.log)
            status, content = HTTPStatus(error.http), {"code": error.code, "message": french(error.learner)}
        self.set_status(int(status))
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(content))


def path_url(hub_host: str, hub_prefix: str) -> str:
    """*Mon parcours*, for a browser.

    Args:
        hub_host: empty where all is on one host.
        hub_prefix: e.g. ``/hub/``.
    """
    return hub_host + posixpath.join(posixpath.dirname(hub_prefix.rstrip("/")), "services/campus/")


def as_ours(problem: Exception, log: Logger) -> GraderError:
    """Behind the one broad catch: a refusal keeps its words, the rest is «not your fault», logged whole."""
    if isinstance(problem, GraderError):
        log.warning("campus: %s: %s", problem.code, problem.operator)
        return problem
    log.error("campus: unexpected %r", problem, exc_info=problem)
    return words.ours(repr(problem))

"""A learner's own server seen from the pages: wake it up if it sleeps, and hand in what is on its disk."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore, Lock
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests
from flask_babel import gettext as _

from campus.web.viewer import Viewer
from grader.errors import GraderError

ANSWER_SECONDS = 30
ANSWER_BYTES = 64 * 1024
# Fewer than the threads of the pages: however slowly servers answer, pages do.
AT_ONCE = 10
PATIENCE_SECONDS = 3
# The proxy knows a server a little before or after the hub says so: one more try covers it.
_NOT_THERE = {HTTPStatus.FAILED_DEPENDENCY, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}


class Bench:
    """Hands in through a learner's server, with her own token.

    Args:
        hub_api_url: e.g. ``http://127.0.0.1:8081/hub/api``, direct.
        servers_url: where the proxy listens, with the base URL, e.g. ``http://127.0.0.1:8000/``.
        start_seconds: how long a server may take to start.
        server_host: what requests for somebody's server say in ``Host``, by her name; as ``servers_url`` does
            where it is None.
    """

    def __init__(
        self,
        hub_api_url: str,
        servers_url: str,
        start_seconds: float = 60,
        server_host: Callable[[str], str] | None = None,
    ) -> None:
        self._hub_api_url = hub_api_url.rstrip("/")
        self._servers_url = servers_url.rstrip("/")
        self._start_seconds = start_seconds
        self._server_host = server_host
        self._busy: set[str] = set()
        self._names = Lock()
        self._places = BoundedSemaphore(AT_ONCE)

    def hand_in(self, viewer: Viewer, course: str, exercise: str) -> str:
        """The id of the submission made from her files; GraderError with words for her.

        One at a time for each learner: her server is hers, so it may be made to answer never.
        """
        with self._turn(viewer):
            return self._hand_in(viewer, course, exercise)

    @contextmanager
    def _turn(self, viewer: Viewer) -> Iterator[None]:
        with self._names:
            alone = viewer.name not in self._busy
            self._busy.add(viewer.name)
        if not alone:
            raise _busy(viewer, "her last hand-in is not over")
        try:
            if not self._places.acquire(timeout=PATIENCE_SECONDS):
                raise _busy(viewer, f"{AT_ONCE} others hand in")
            try:
                yield
            finally:
                self._places.release()
        finally:
            with self._names:
                self._busy.remove(viewer.name)

    def _hand_in(self, viewer: Viewer, course: str, exercise: str) -> str:
        if not self._is_ready(viewer):
            self._start(viewer)
        key = uuid4().hex  # an answer lost on the way never makes two hand-ins
        answer = self._submit(viewer, course, exercise, key)
        if answer.status_code in _NOT_THERE:
            self._start(viewer)
            answer = self._submit(viewer, course, exercise, key)
        said = _object(answer)
        if answer.ok and "id" in said:
            return str(said["id"])
        raise GraderError(
            str(said.get("code") or "bench-refused"),
            str(
                said.get("message")
                or _("Ton espace n'a pas pu rendre ton travail. Ouvre l'exercice et réessaie.")
            ),
            f"{viewer.name}'s server answered {answer.status_code} to a hand-in: {answer.text[:300]}",
            _status(answer.status_code),
        )

    def _submit(self, viewer: Viewer, course: str, exercise: str, key: str) -> requests.Response:
        path = "/".join(quote(part, safe="") for part in (course, exercise))
        url = f"{self._servers_url}/user/{quote(viewer.name, safe='')}/campus/api/submissions/{path}"
        host = {"Host": self._server_host(viewer.name)} if self._server_host else {}
        return self._ask("POST", url, viewer, {"Idempotency-Key": key, **host})

    def _is_ready(self, viewer: Viewer) -> bool:
        answer = self._ask("GET", f"{self._hub_api_url}/users/{quote(viewer.name, safe='')}", viewer)
        servers = _object(answer).get("servers") or {}
        return bool(servers.get("", {}).get("ready"))

    def _start(self, viewer: Viewer) -> None:
        url = f"{self._hub_api_url}/users/{quote(viewer.name, safe='')}/server"
        answer = self._ask("POST", url, viewer)
        # 201: there already; 202: on its way; 400: running, or another request started it first.
        if answer.status_code in (HTTPStatus.CREATED, HTTPStatus.BAD_REQUEST):
            return
        if answer.status_code != HTTPStatus.ACCEPTED:
            raise _asleep(viewer, f"the hub answered {answer.status_code}: {answer.text[:300]}")
        self._wait(viewer, f"{url}/progress")

    def _wait(self, viewer: Viewer, progress_url: str) -> None:
        headers = {**_headers(viewer), "Accept": "text/event-stream"}
        try:
            with requests.get(
                progress_url, headers=headers, stream=True, timeout=(5, self._start_seconds)
            ) as answer:
                for event in _events(answer):
                    if event.get("ready"):
                        return
                    if event.get("failed"):
                        raise _asleep(viewer, str(event.get("message", "")))
        except requests.RequestException as error:
            raise _asleep(viewer, str(error)) from error
        raise _asleep(viewer, "the hub stopped telling its progress")

    def _ask(
        self, method: str, url: str, viewer: Viewer, more: Mapping[str, str] | None = None
    ) -> requests.Response:
        headers = {**_headers(viewer), **(more or {})}
        try:
            answer = requests.request(
                method, url, headers=headers, timeout=ANSWER_SECONDS, stream=True, allow_redirects=False
            )
            with answer:
                answer._content = _content(answer)
            return answer
        except requests.RequestException as error:
            raise _asleep(viewer, f"{method} {url}: {error}") from error


def _headers(viewer: Viewer) -> dict[str, str]:
    return {"Authorization": f"token {viewer.token or ''}", "Accept": "application/json"}


def _content(answer: requests.Response) -> bytes:
    """The body, if it is as short and comes as soon as ours do: a learner's server may say anything."""
    content = b""
    until = time.monotonic() + ANSWER_SECONDS
    for piece in answer.iter_content(1):  # more would wait for more
        content += piece
        if len(content) > ANSWER_BYTES or time.monotonic() > until:
            raise requests.exceptions.ContentDecodingError("an answer without end")
    return content


def _events(answer: requests.Response) -> Iterator[dict[str, Any]]:
    for line in answer.iter_lines():
        if line.startswith(b"data:"):
            yield json.loads(line.removeprefix(b"data:"))


def _status(number: int) -> HTTPStatus:
    """Of a refusal; what is none, or no status at all, is a bad gateway."""
    return HTTPStatus(number) if number >= 400 and number in set(HTTPStatus) else HTTPStatus.BAD_GATEWAY


def _object(answer: requests.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except requests.exceptions.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _busy(viewer: Viewer, reason: str) -> GraderError:
    return GraderError(
        "bench-busy",
        _("On est déjà en train de rendre du travail. Attends un instant, puis réessaie."),
        f"{viewer.name} cannot hand in now: {reason}",
        HTTPStatus.TOO_MANY_REQUESTS,
    )


def _asleep(viewer: Viewer, reason: str) -> GraderError:
    return GraderError(
        "bench-asleep",
        _("Ton espace ne s'est pas réveillé. Ton travail est gardé : attends un instant, puis réessaie."),
        f"{viewer.name}'s server did not start: {reason}",
        HTTPStatus.SERVICE_UNAVAILABLE,
    )

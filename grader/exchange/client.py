"""The exchange as a learner's or a facilitator's server sees it: asks, retries, says what went wrong."""

import random
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import uuid4

import requests
from requests_unixsocket.adapters import UnixAdapter

from grader.errors import GraderError
from grader.exchange import refusals
from grader.exchange.wire import AssignmentJson, FeedbackJson, ReceiptJson, SubmissionJson, TeamReceiptJson

_TRIES = 4
_FIRST_WAIT_SECONDS = 0.3
_LONGEST_WAIT_SECONDS = 5.0
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 60.0


class ExchangeRefused(GraderError):
    """The exchange answered no; ``learner`` holds its words."""


class ExchangeUnreachable(GraderError):
    """The exchange did not answer, after several tries."""


class ExchangeClient:
    """Every call may be sent again safely: a hand-in carries a key, a release its content.

    Args:
        url: the exchange's address, e.g. ``http://127.0.0.1:8101/services/exchange``.
        token: the hub token of whoever asks.
    """

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        self._session = requests.Session()
        # A proxy or a .netrc of the machine must neither carry nor replace her token.
        self._session.trust_env = False
        # In her space, the exchange is behind a UNIX socket.
        self._session.mount("http+unix://", UnixAdapter())
        self._session.headers["Authorization"] = f"token {token}"

    def assignments(self, course: str | None = None) -> list[AssignmentJson]:
        answer = self._ask("GET", _path("api/assignments"), params=_given(course=course))
        return cast(list[AssignmentJson], _json(answer))

    def fetch(self, course: str, assignment: str) -> bytes:
        """The released bundle."""
        return self._ask("GET", _path("api/assignments", course, assignment)).content

    def release(self, course: str, assignment: str, bundle: bytes, force: bool = False) -> AssignmentJson:
        path, params = _path("api/assignments", course, assignment), {"force": "1"} if force else {}
        return cast(AssignmentJson, _json(self._ask("PUT", path, params=params, data=bundle)))

    def take_back(self, course: str, assignment: str) -> None:
        self._ask("DELETE", _path("api/assignments", course, assignment))

    def submit(
        self,
        course: str,
        assignment: str,
        bundle: bytes,
        learner: str | None = None,
        key: str | None = None,
    ) -> ReceiptJson:
        """Hands in; the work is durable when this returns. The same ``key`` again is the same hand-in."""
        path, params = _path("api/submissions", course, assignment), _given(learner=learner)
        headers = {"Idempotency-Key": key or str(uuid4())}
        return cast(ReceiptJson, _json(self._ask("POST", path, params=params, data=bundle, headers=headers)))

    def submit_for_team(
        self,
        course: str,
        assignment: str,
        bundle: bytes,
        team: str,
        learners: Sequence[str],
        key: str | None = None,
    ) -> TeamReceiptJson:
        """The same for each member of a team, by somebody who looks after the course."""
        path, params = _path("api/teams", course, assignment), {"team": team, "learner": list(learners)}
        headers = {"Idempotency-Key": key or str(uuid4())}
        answer = self._ask("POST", path, params=params, data=bundle, headers=headers)
        return cast(TeamReceiptJson, _json(answer))

    def submissions(
        self, course: str | None = None, assignment: str | None = None, learner: str | None = None
    ) -> list[SubmissionJson]:
        """Hers and those of the courses she teaches, oldest first."""
        params = _given(course=course, assignment=assignment, learner=learner)
        return cast(list[SubmissionJson], _json(self._ask("GET", "/api/submissions", params=params)))

    def submission(self, submission_id: str) -> SubmissionJson:
        """One submission with its ``result``."""
        return cast(SubmissionJson, _json(self._ask("GET", _path("api/submissions", submission_id))))

    def shown(self, submission_id: str, check: str) -> bytes:
        """The picture that a check of its result shows."""
        return self._ask("GET", _path("api/submissions", submission_id, "shown", check)).content

    def submission_bundle(self, submission_id: str) -> bytes:
        return self._ask("GET", _path("api/submissions", submission_id, "bundle")).content

    def give_feedback(
        self, course: str, assignment: str, learner: str, timestamp: str, bundle: bytes
    ) -> None:
        self._ask("PUT", _path("api/feedback", course, assignment, learner, timestamp), data=bundle)

    def feedback(self, course: str, assignment: str, learner: str | None = None) -> list[FeedbackJson]:
        path = _path("api/feedback", course, assignment)
        return cast(list[FeedbackJson], _json(self._ask("GET", path, params=_given(learner=learner))))

    def fetch_feedback(
        self, course: str, assignment: str, timestamp: str, learner: str | None = None
    ) -> bytes:
        path = _path("api/feedback", course, assignment, timestamp)
        return self._ask("GET", path, params=_given(learner=learner)).content

    def _ask(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | Sequence[str]] | None = None,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        problem = ""
        wait_seconds = _FIRST_WAIT_SECONDS
        for number in range(1, _TRIES + 1):
            try:
                answer = self._session.request(
                    method,
                    self.url + path,
                    params=params,
                    data=data,
                    headers=headers,
                    timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                    allow_redirects=False,
                )
            except (
                requests.ConnectionError,
                requests.Timeout,
                requests.exceptions.ChunkedEncodingError,
            ) as error:
                problem = f"{type(error).__name__}: {error}"
            except requests.RequestException as error:
                raise _unreachable(f"{method} {self.url}{path}: {error}") from error
            else:
                if answer.ok and not answer.is_redirect:
                    return answer
                refused = _refusal(answer)
                if answer.status_code < 500 and answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                    raise refused
                if number == _TRIES:
                    raise refused
                problem = f"HTTP {answer.status_code}: {refused.operator}"
            if number < _TRIES:
                # Forty learners who lost the network together must not come back together.
                time.sleep(wait_seconds * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret
                wait_seconds = min(wait_seconds * 2, _LONGEST_WAIT_SECONDS)
        raise _unreachable(f"{method} {self.url}{path} failed {_TRIES} times, last: {problem}")


def _path(root: str, *names: str) -> str:
    return "/".join(["", root, *(quote(name, safe="") for name in names)])


def _given(**params: str | None) -> dict[str, str]:
    return {name: value for name, value in params.items() if value is not None}


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise _unreachable(f"{answer.url} answered no JSON: {answer.text[:200]!r}") from error


def _refusal(answer: requests.Response) -> GraderError:
    """The exchange's own words; where something else answered in its place, ours."""
    try:
        status = HTTPStatus(answer.status_code)
        said = answer.json()
        code, words = str(said["code"]), str(said["message"])
    except (ValueError, KeyError, TypeError):
        return _unreachable(f"HTTP {answer.status_code} from {answer.url}: {answer.text[:200]!r}")
    return ExchangeRefused(code, words, f"HTTP {answer.status_code} from {answer.url}: {code}", status)


def _unreachable(operator: str) -> ExchangeUnreachable:
    return ExchangeUnreachable(
        "exchange-unreachable",
        f"Le campus ne répond pas. {refusals.NOTHING_LOST} Attends une minute, puis recommence. "
        f"{refusals.ASK_THE_TEAM}",
        operator,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )

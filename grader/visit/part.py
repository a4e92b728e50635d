"""A learner's Flask site, in its own process: it is asked for pages without any network."""

import base64
import signal
import socket
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import flask

from grader.stage.program import Program, answer, put

TEXT_MAX = 400_000
BYTES_MAX = 6 << 20
HEADERS_MAX = 50


class _TooLong(BaseException):
    """A page took more processor time than anybody waits; not for her ``except Exception``."""


def rehearse() -> None:
    """Before any site: one page with a form, asked for as tests ask."""
    app = flask.Flask("rehearsal")
    app.add_url_rule("/", view_func=lambda: flask.render_template_string("{{ 1 }}"), methods=["GET", "POST"])
    client = app.test_client()
    client.get("/")
    client.post("/", data={"a": "b"})


def perform(channel: socket.socket, request: dict[str, Any], folder: Path) -> NoReturn:
    """Starts ``request["file"]`` as ``python app.py`` would, then answers for its visitors."""
    Stage(channel, request, folder).open()


class Stage:
    """One site.

    Args:
        request: ``file``, ``seed``, and ``patience``: seconds of processor time for the start and each page.
    """

    def __init__(self, channel: socket.socket, request: dict[str, Any], folder: Path) -> None:
        self._channel = channel
        self._seed = int(request["seed"])
        self._patience = float(request["patience"])
        self.program = Program(folder, request["file"])
        self._app: flask.Flask | None = None
        self._client: Any = None
        self._plain_client: Any = None
        self._error: BaseException | None = None
        self._starting = True

    def open(self) -> NoReturn:
        stage = self

        def run(app: flask.Flask, *given: Any, **named: Any) -> NoReturn:
            stage._serve(app)

        put(flask.Flask, run=run)
        self.program.seat(self._seed, ())
        signal.signal(signal.SIGPROF, self._late)
        signal.setitimer(signal.ITIMER_PROF, self._patience)
        if not (self.program.folder / self.program.name).is_file():
            self._end("missing")
        error = self.program.run()
        if error is not None:
            self._end("crashed", error)
        found = [one for one in self.program.space.values() if isinstance(one, flask.Flask)]
        if not found:
            self._end("no site")
        self._serve(found[0])

    def _serve(self, app: flask.Flask) -> NoReturn:
        """Where ``app.run`` would wait for visitors: her code does not go on behind it."""
        self._starting = False
        self._app = app
        app.testing = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.config["TRAP_HTTP_EXCEPTIONS"] = False
        flask.got_request_exception.connect(self._heard, app)
        self._client = app.test_client()
        self._plain_client = app.test_client(use_cookies=False)
        self._end("open")

    def _heard(self, sender: object, exception: BaseException, **more: Any) -> None:
        self._error = exception

    def _late(self, number: int, frame: FrameType | None) -> None:
        if self._starting:
            self._end("frozen", self.program.standing(frame))
        raise _TooLong

    def _end(self, state: str, error: dict[str, Any] | None = None) -> NoReturn:
        signal.setitimer(signal.ITIMER_PROF, 0)
        told = {"state": state, "printed": self.program.printed.text, "error": error}
        answer(self._channel, told, self._page, self.program.folder)

    def _visited(self, asked: dict[str, Any]) -> Any:
        """As one visitor, whose cookies are kept here."""
        return self._client.open(
            asked["path"],
            method=asked["method"],
            data=asked["form"],
            follow_redirects=bool(asked["follow"]),
        )

    def _browsed(self, asked: dict[str, Any]) -> Any:
        """For a browser, which keeps the cookies and follows redirects itself."""
        headers = [(name, value) for name, value in asked["headers"] if name.lower() != "content-length"]
        body = base64.b64decode(asked["raw"])
        return self._plain_client.open(asked["path"], method=asked["method"], headers=headers, data=body)

    def _page(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One page: status, headers, text, and the error of hers that it came from, if it did."""
        if self._client is None:
            return {"status": 0}
        self._error = None
        signal.setitimer(signal.ITIMER_PROF, self._patience)
        try:
            found = self._browsed(asked) if "raw" in asked else self._visited(asked)
            told = {
                "status": int(found.status_code),
                "path": str(found.request.path),
                "headers": [[str(name), str(value)[:4000]] for name, value in found.headers][:HEADERS_MAX],
            }
            body = found.get_data()
            if "raw" in asked:
                told["raw"] = base64.b64encode(body[:BYTES_MAX]).decode()
            else:
                told["text"] = body[:TEXT_MAX].decode("utf-8", "replace")
        except _TooLong:
            return {"status": 0}
        except Exception as error:
            self._error = error
            told = {"status": 500, "path": asked["path"], "headers": [], "text": ""}
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        failed = self.program.trouble(self._error) if self._error is not None else None
        return {**told, "error": failed, "printed": self.program.printed.text}

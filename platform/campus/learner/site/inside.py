"""The process of her site: finds the application in her file, and serves it on the socket it was given."""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask, Response, got_request_exception, request
from flask.cli import NoAppException, find_best_app
from werkzeug import serving
from werkzeug.exceptions import BadRequestKeyError, HTTPException, InternalServerError

from campus.learner.program import inside
from campus.learner.program.channel import Near
from campus.learner.site.notes import NOTE

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
_FAILED = 1


class Mounted:
    """Her application below a path that she does not know: ``url_for`` leads there all the same."""

    def __init__(self, app: Wsgi, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ["SCRIPT_NAME"] = self._prefix
        environ["wsgi.url_scheme"] = environ.pop("HTTP_X_FORWARDED_PROTO", "http")
        environ["REMOTE_ADDR"] = "127.0.0.1"
        return self._app(environ, start_response)


class Serving:
    """
    Args:
        listening: file descriptor of a listening UNIX socket.
        prefix: where browsers find the site, without a slash at its end.
        folder: hers.
    """

    def __init__(self, channel: Near, listening: int, prefix: str, folder: Path) -> None:
        self.channel, self.listening, self.prefix, self.folder = channel, listening, prefix, folder

    def serve(self, app: Wsgi) -> NoReturn:
        """For good: nothing of her file runs after this, as after ``app.run()``."""
        if isinstance(app, Flask):
            self._prepare(app)
        server = serving.make_server(
            "unix://site", 0, Mounted(app, self.prefix), threaded=True, fd=self.listening
        )
        self.channel.tell({"t": "ready"})
        server.serve_forever()
        os._exit(0)

    def run(self, app: Flask, *_: Any, **__: Any) -> NoReturn:
        """In place of ``Flask.run``: her host, port and debugger are left out."""
        self.serve(app)

    def run_simple(self, hostname: str, port: int, application: Wsgi, **_: Any) -> NoReturn:
        """In place of ``werkzeug.serving.run_simple``."""
        self.serve(application)

    def _prepare(self, app: Flask) -> None:
        # Its debugger would run whatever a browser sends.
        app.debug = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.config["TEMPLATES_AUTO_RELOAD"] = True
        app.jinja_env.auto_reload = True
        got_request_exception.connect(self._tell_error, app, weak=False)
        for status, page in ((404, _no_page), (405, _no_method), (400, _bad_request)):
            if not _is_hers(app, status):
                app.register_error_handler(status, page)
        if not _is_hers(app, InternalServerError.code):
            app.register_error_handler(InternalServerError, self._error_page)

    def _tell_error(self, sender: Flask, exception: BaseException, **_: Any) -> None:
        self.channel.tell({"t": "error", **inside.problem(exception, self.folder)})

    def _error_page(self, error: InternalServerError) -> Response:
        cause = error.original_exception or error
        return _note("error", 500, **inside.problem(cause, self.folder))


def _is_hers(app: Flask, status: int) -> bool:
    """Whether she has a page of her own for it."""
    handlers = app.error_handler_spec[None]
    general = {kind for kind in handlers[None] if issubclass(HTTPException, kind)}
    return bool(handlers[status] or general)


def _note(kind: str, status: int, **more: Any) -> Response:
    """An answer that her server puts into words: they are French, and explained where the tables are."""
    return Response(json.dumps({"kind": kind, **more}), status, {NOTE: kind}, mimetype="application/json")


def _no_page(error: HTTPException) -> Response:
    # Her own abort(404) is said otherwise than a route that she has not.
    return _note("no-page" if request.url_rule is None else "not-found", 404, path=request.path)


def _no_method(error: HTTPException) -> Response:
    return _note("no-method", 405, path=request.path, method=request.method)


def _bad_request(error: HTTPException) -> Response:
    field = str(error.args[0]) if isinstance(error, BadRequestKeyError) and error.args else ""
    return _note("no-field" if field else "bad-request", 400, field=field)


def _application(module: Any) -> Wsgi:
    found: Wsgi = find_best_app(module)
    return found


def main() -> None:
    told = json.loads(sys.argv[1])
    path = Path(told["file"])
    folder = path.parent
    channel = inside.begin(told["channel"])
    inside.tell_place_when_asked(channel, folder)
    inside.end_with_her_server(channel)
    # A line for each picture of each page would hide what she prints.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    site = Serving(channel, told["listening"], told["prefix"], folder)
    Flask.run = lambda app, *some, **more: site.run(app, *some, **more)  # type: ignore[method-assign]
    serving.run_simple = site.run_simple  # type: ignore[assignment]
    try:
        app = _application(inside.run_file(path))
    except NoAppException:
        channel.tell({"t": "crash", "name": "NoAppException", "message": ""})
    except BaseException as error:
        channel.tell({"t": "crash", **inside.problem(error, folder)})
    else:
        site.serve(app)
    # Threads of hers would keep it alive.
    sys.stdout.flush()
    os._exit(_FAILED)


if __name__ == "__main__":
    main()

"""The formgrader runs with access to every gradebook: what learners hand in gets no hold of it."""

import asyncio
from pathlib import Path
from typing import Any

from nbgrader.server_extensions.formgrader import handlers
from tornado import web
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from campus.formgrader.doors import HandedInFile, Start, close_doors


def test_our_handlers_take_the_places_of_nbgrader_s() -> None:
    close_doors()
    kinds = {kind for _, kind, *_ in handlers.default_handlers}
    assert {Start, HandedInFile} <= kinds
    assert not kinds & {handlers.FormgraderHandler, handlers.SubmissionFilesHandler}


def asked(kind: Any, path: str) -> HTTPResponse:
    async def ask() -> HTTPResponse:
        listening, port = bind_unused_port()
        pages = web.Application(
            [(r"/(?:formgrader|submissions)/?(.*)", kind)],
            base_url="/",
            nbgrader_bad_setup=False,
            headers={"Content-Security-Policy": "script-src 'unsafe-inline'"},
        )
        server = HTTPServer(pages)
        server.add_socket(listening)
        try:
            return await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}{path}", raise_error=False)
        finally:
            server.stop()

    return asyncio.run(ask())


class _Anyone:
    """Who asks is not what is tried here."""

    current_user = "nadia"

    def prepare(self) -> None:
        pass


class _Start(_Anyone, Start):
    def get(self, rest: str) -> Any:
        return super().get()


class _File(_Anyone, HandedInFile):
    root_of_all = ""

    def initialize(self, default_filename: str | None = None) -> None:
        web.StaticFileHandler.initialize(self, self.root_of_all, default_filename)

    def parse_url_path(self, url_path: str) -> str:
        return url_path


def test_no_folder_is_taken_for_a_course_because_an_address_says_so(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    answer = asked(_Start, f"/formgrader?path={tmp_path}")
    assert answer.code == 404
    assert not (tmp_path / "ran").exists()


def test_a_page_that_was_handed_in_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<script>alert(1)</script>")
    _File.root_of_all = str(tmp_path)
    answer = asked(_File, "/submissions/page.html")
    assert answer.code == 200
    assert answer.headers.get_list("Content-Security-Policy") == [
        "sandbox; default-src 'none'; img-src 'self' data:"
    ]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"

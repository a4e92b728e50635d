"""Two doors of nbgrader's formgrader that let in what learners hand in, closed."""

from typing import Any

from nbgrader.server_extensions.formgrader import handlers
from tornado import web


class Start(handlers.FormgraderHandler):  # type: ignore[misc]
    """The start page; nbgrader's runs the ``nbgrader_config.py`` of whatever folder ``?path=`` names.

    A picture in a learner's text is enough to ask for that, and her folders are on this machine.
    """

    @web.authenticated
    def get(self) -> Any:
        if self.get_arguments("path"):
            raise web.HTTPError(404)
        return super().get()


class HandedInFile(handlers.SubmissionFilesHandler):  # type: ignore[misc]
    """A file beside her notebook; a page among them must not act for the person who grades."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'; img-src 'self' data:")
        self.set_header("X-Content-Type-Options", "nosniff")


_OURS = {handlers.FormgraderHandler: Start, handlers.SubmissionFilesHandler: HandedInFile}


def close_doors() -> None:
    """Puts our handlers in nbgrader's table, before its extension is loaded."""
    handlers.default_handlers[:] = [
        (pattern, _OURS.get(kind, kind), *rest) for pattern, kind, *rest in handlers.default_handlers
    ]

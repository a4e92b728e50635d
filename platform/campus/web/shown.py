"""Pictures that failed tests show: for her whose work it is and those who teach her, and only pictures."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from campus.web.services import Services
from campus.web.session import Session
from campus.web.viewer import Viewer
from grader import exhibits
from grader.results import CheckResult, Result
from grader.stage.exhibit import BYTES_MAX

FILM_MAX = 99


def find_result(services: Services, viewer: Viewer, submission_id: str) -> Result:
    """A result that she may read; 403 or 404 where it is none."""
    submission = services.store.submission(submission_id)
    if submission is None or submission.course not in services.courses:
        abort(404)
    if submission.learner != viewer.name and submission.course not in viewer.teaches:
        abort(403)
    found = services.progress.result(submission_id)
    if found is None:
        abort(404)
    return found


def add_shown_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the routes of these pictures to ``pages``."""

    def find(viewer: Viewer, submission_id: str, name: str) -> tuple[Result, CheckResult]:
        result = find_result(services, viewer, submission_id)
        check = next((one for one in result.checks if one.name == name and one.shown is not None), None)
        if check is None:
            abort(404)
        return result, check

    @pages.get("/results/<submission_id>/shown/<name>")
    @session.signed_in
    def shown(viewer: Viewer, submission_id: str, name: str) -> ResponseReturnValue:
        """The picture: its film with ``film``, else what stands for it."""
        _, check = find(viewer, submission_id, name)
        if services.blobs is None or check.shown is None:
            abort(404)
        try:
            with services.blobs.open(check.shown.sha256) as file:
                data = file.read(BYTES_MAX + 1)
        except FileNotFoundError:
            abort(404)
        reply = exhibits.reply(data, film="film" in request.args)
        if reply is None:
            abort(404)
        body, headers = reply
        return Response(body, headers=headers)

    @pages.get("/results/<submission_id>/shown/<name>/film")
    @session.signed_in
    def film(viewer: Viewer, submission_id: str, name: str) -> ResponseReturnValue:
        """The part of the page that shows it, moving; each ``time`` is another address, so it begins anew."""
        result, check = find(viewer, submission_id, name)
        time = request.args.get("time", type=int) or 1
        return render_template("_shown.html", result=result, check=check, time=min(max(time, 1), FILM_MAX))

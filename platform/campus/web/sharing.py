"""« Partager »: a link to a handed-in game or site, made by her, ended by her or by the team."""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from campus.sharing import Share, Sharing
from campus.web.services import Services
from campus.web.session import Session
from campus.web.viewer import Viewer
from campus.web.words import say as _
from grader.errors import GraderError
from grader.manifest import Exercise
from grader.submissions import Submission

SHARED_KINDS = ("game", "web")


def add_sharing_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the forms of results, and of an exercise's page, to ``pages``."""

    def sharing() -> Sharing:
        if services.sharing is None:
            abort(404)
        return services.sharing

    def find(submission_id: str) -> Submission:
        submission = services.store.submission(submission_id)
        if submission is None or submission.course not in services.courses:
            abort(404)
        return submission

    @pages.post("/results/<submission_id>/share")
    @session.signed_in
    def share(viewer: Viewer, submission_id: str) -> ResponseReturnValue:
        links, submission = sharing(), find(submission_id)
        # Her own work only: nobody else decides that it is shown.
        if submission.learner != viewer.name:
            abort(403)
        exercise = exercise_of(services, submission.course, submission.exercise)
        if exercise is None or exercise.kind not in SHARED_KINDS:
            abort(404)
        if links.is_paused(submission.course):
            raise _paused(submission.course)
        links.make(submission_id, request.form.get("signature", ""))
        return redirect(url_for("campus.result", submission_id=submission_id, _anchor="share"), 303)

    @pages.post("/results/<submission_id>/unshare")
    @session.signed_in
    def unshare(viewer: Viewer, submission_id: str) -> ResponseReturnValue:
        links, submission = sharing(), find(submission_id)
        if submission.learner != viewer.name and submission.course not in viewer.teaches:
            abort(403)
        links.end(submission_id, viewer.name)
        return redirect(url_for("campus.result", submission_id=submission_id, _anchor="share"), 303)

    @pages.post("/room/<course_id>/<slug>/sharing")
    @session.facilitator
    def pause_sharing(viewer: Viewer, course_id: str, slug: str) -> ResponseReturnValue:
        if course_id not in viewer.teaches or course_id not in services.courses:
            abort(403)
        if "resume" in request.form:
            sharing().resume(course_id)
        else:
            sharing().pause(course_id, viewer.name)
        return redirect(url_for("campus.exercise", course_id=course_id, slug=slug, _anchor="sharing"), 303)


def exercise_of(services: Services, course: str, slug: str) -> Exercise | None:
    found = services.courses.get(course)
    return next((one for one in found.exercises if one.slug == slug), None) if found else None


def can_share(services: Services, exercise: Exercise | None, course: str) -> bool:
    """Whether her result offers it."""
    links = services.sharing
    kind = exercise.kind if exercise is not None else ""
    return links is not None and kind in SHARED_KINDS and not links.is_paused(course)


def link_of(services: Services, submission_id: str) -> Share | None:
    return services.sharing.of(submission_id) if services.sharing is not None else None


def _paused(course: str) -> GraderError:
    return GraderError(
        "sharing-paused",
        _("L'équipe a arrêté les partages pour le moment. Ton travail est bien gardé : demande-leur."),
        f"sharing is paused in {course}",
        HTTPStatus.CONFLICT,
    )

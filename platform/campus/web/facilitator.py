"""The facilitator's page: one table for each of her courses, kept up to date while she walks around."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campus.web.export import write_csv
from campus.web.room import Board, board, count, digest, troubles
from campus.web.services import Services
from campus.web.session import Session
from campus.web.steps import STEP_STATES, StepState
from campus.web.viewer import Viewer

REFRESH_SECONDS = 4
UNCHANGED = 204


def add_facilitator_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the facilitator's routes to ``pages``."""

    def course_board(course: str) -> Board:
        return board(
            services.courses[course],
            services.roster(course),
            {release.exercise for release in services.store.releases([course])},
            services.store.openings(course),
            services.progress.table(course),
            services.hints.counts(course),
        )

    def taught(viewer: Viewer, course: str) -> str:
        if course not in viewer.teaches or course not in services.courses:
            abort(403)
        return course

    def live_part(viewer: Viewer) -> dict[str, object]:
        course = request.args.get("course", "")
        wanted = _wanted_state(request.args.get("state", ""))
        asked = [taught(viewer, course)] if course else [c for c in viewer.teaches if c in services.courses]
        boards = [course_board(each) for each in asked]
        return {
            "viewer": viewer,
            "boards": [each.only(wanted) for each in boards],
            "counts": count(boards),
            "troubles": troubles(boards),
            "digest": digest(boards),
            "course": course,
            "wanted": wanted,
        }

    @pages.get("/room")
    @session.facilitator
    def room(viewer: Viewer) -> ResponseReturnValue:
        return render_template(
            "room.html",
            **live_part(viewer),
            courses=[services.courses[c] for c in viewer.teaches if c in services.courses],
            states=STEP_STATES,
            live=request.args.get("live", "1") != "0",
            refresh_seconds=REFRESH_SECONDS,
        )

    @pages.get("/room/live")
    @session.facilitator
    def room_live(viewer: Viewer) -> ResponseReturnValue:
        shown = live_part(viewer)
        if request.args.get("seen") == shown["digest"]:
            return Response(status=UNCHANGED)
        return render_template("_room.html", **shown)

    @pages.get("/room/<course>.csv")
    @session.facilitator
    def export(viewer: Viewer, course: str) -> ResponseReturnValue:
        written = write_csv(course_board(taught(viewer, course)))
        headers = {"Content-Disposition": f'attachment; filename="{course}.csv"', "Cache-Control": "no-store"}
        return Response(written, mimetype="text/csv", headers=headers)

    @pages.post("/submissions/<submission_id>/regrade")
    @session.facilitator
    def regrade(viewer: Viewer, submission_id: str) -> ResponseReturnValue:
        submission = services.store.submission(submission_id)
        if submission is None:
            abort(404)
        taught(viewer, submission.course)
        services.regrade(submission_id)
        course, exercise = request.args.get("course", ""), request.args.get("exercise", "")
        if exercise == submission.exercise:
            page = url_for("campus.exercise", course_id=submission.course, slug=exercise)
            return redirect(page, 303)
        return redirect(url_for("campus.room", course=course or None), 303)


def _wanted_state(asked: str) -> StepState | None:
    return next((state for state in STEP_STATES if state == asked), None)

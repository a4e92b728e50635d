"""The facilitator's page of one exercise: how the class stands, and all its work graded again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campus.web.notes import notes_of
from campus.web.services import Services
from campus.web.session import Session
from campus.web.steps import needs_reading
from campus.web.teams import team_rows
from campus.web.viewer import Viewer
from campus.web.words import say as _
from grader.batches import BatchProgress
from grader.manifest import Course, Exercise
from grader.results import Result

REFRESH_SECONDS = 2
UNCHANGED = 204
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Standing:
    """What the tiles show, of the newest work of each learner."""

    handed_in: int
    graded: int
    to_read: int
    broken: int


def add_exercise_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the routes of an exercise to ``pages``."""

    def find(viewer: Viewer, course_id: str, slug: str) -> tuple[Course, Exercise]:
        if course_id not in viewer.teaches or course_id not in services.courses:
            abort(403)
        course = services.courses[course_id]
        exercise = next((one for one in course.exercises if one.slug == slug), None)
        if exercise is None:
            abort(404)
        return course, exercise

    def batch_part(course: Course, exercise: Exercise) -> dict[str, object]:
        latest = services.batches.latest(course.id, exercise.slug)
        progress = services.batches.progress(latest) if latest is not None else None
        return {
            "course": course,
            "exercise": exercise,
            "progress": progress,
            "names": services.roster(course.id),
            "time_left": _time_left(progress.seconds_left) if progress is not None else "",
            "digest": _digest(progress),
            "refresh_seconds": REFRESH_SECONDS,
        }

    @pages.get("/room/<course_id>/<slug>")
    @session.facilitator
    def exercise(viewer: Viewer, course_id: str, slug: str) -> ResponseReturnValue:
        course, found = find(viewer, course_id, slug)
        table = services.progress.table(course.id)
        links = services.sharing
        return render_template(
            "exercise.html",
            viewer=viewer,
            standing=_standing(table, slug),
            teams=team_rows(services, course.id, found, table),
            notes=notes_of(found),
            sharing=links is not None,
            paused=links is not None and links.is_paused(course.id),
            shared=links.count(course.id) if links is not None else 0,
            **batch_part(course, found),
        )

    @pages.get("/room/<course_id>/<slug>/batch")
    @session.facilitator
    def exercise_batch(viewer: Viewer, course_id: str, slug: str) -> ResponseReturnValue:
        shown = batch_part(*find(viewer, course_id, slug))
        if request.args.get("seen") == shown["digest"]:
            return Response(status=UNCHANGED)
        return render_template("_batch.html", **shown)

    @pages.post("/room/<course_id>/<slug>/regrade")
    @session.facilitator
    def regrade_all(viewer: Viewer, course_id: str, slug: str) -> ResponseReturnValue:
        course, found = find(viewer, course_id, slug)
        services.regrade_all(course.id, found.slug, viewer.name, every="every" in request.form)
        return redirect(url_for("campus.exercise", course_id=course.id, slug=found.slug), 303)


def _standing(table: Mapping[str, Mapping[str, Result]], slug: str) -> Standing:
    results = [results[slug] for results in table.values() if slug in results]
    return Standing(
        handed_in=len(results),
        graded=sum(result.state == "graded" for result in results),
        to_read=sum(needs_reading(result) for result in results),
        broken=sum(result.state == "broken" for result in results),
    )


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return _("on ne sait pas encore dans combien de temps ce sera fini")
    if seconds < MINUTE:
        return _("encore moins d'une minute")
    if seconds < HOUR:
        return _("encore %(n)s minutes environ", n=math.ceil(seconds / MINUTE))
    return _("encore %(n)s heures environ", n=math.ceil(seconds / HOUR))


def _digest(progress: BatchProgress | None) -> str:
    """Changes when the part would read differently."""
    if progress is None:
        return "none"
    broken = ".".join(one.submission_id[:8] for one in progress.troubles)
    return f"{progress.batch.id[:8]}-{progress.done}-{progress.left}-{broken}"

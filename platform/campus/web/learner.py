"""« Mon parcours » and results: what a learner opens, hands in and reads."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campus.web.hints import HintList
from campus.web.services import Services
from campus.web.session import Session
from campus.web.sharing import can_share, link_of
from campus.web.shown import find_result
from campus.web.steps import Day, Step, days_of, path, step_state
from campus.web.teams import handed_in_by
from campus.web.viewer import Viewer
from campus.web.words import headline
from campus.web.words import say as _
from grader.errors import GraderError
from grader.manifest import Course

UNCHANGED = 204


@dataclass(frozen=True)
class CoursePath:
    """A course as one learner walks it; ``to_come`` counts the exercises not open yet."""

    course: Course
    days: tuple[Day, ...]
    to_come: int

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for day in self.days for step in day.steps)

    @property
    def passed(self) -> int:
        return sum(step.state == "passed" for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        """The first exercise that is hers to do now."""
        doable = ("todo", "begun", "to_improve")
        return next((step for step in self.steps if step.is_open and step.state in doable), None)


def add_learner_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the learner's routes to ``pages``."""

    def course_path(viewer: Viewer, course: Course) -> CoursePath:
        released = {release.exercise for release in services.store.releases([course.id])}
        begun = {exercise for _learner, exercise in services.store.openings(course.id, viewer.name)}
        hints = {slug: n for (_name, slug), n in services.hints.counts(course.id, viewer.name).items()}
        steps = path(course, released, begun, services.progress.latest(course.id, viewer.name), hints)
        days = days_of(course, steps, services.formats.get(course.id, ""))
        return CoursePath(course, days, len(course.exercises) - len(steps))

    def find_step(viewer: Viewer, course: str, exercise: str) -> Step:
        if course not in viewer.courses or course not in services.courses:
            abort(403)
        steps = course_path(viewer, services.courses[course]).steps
        found = next((step for step in steps if step.exercise.slug == exercise), None)
        if found is None:
            abort(404)
        return found

    @pages.get("/")
    @session.signed_in
    def home(viewer: Viewer) -> ResponseReturnValue:
        if viewer.teaches:
            return redirect(url_for("campus.room"))
        return redirect(url_for("campus.my_path"))

    @pages.get("/path")
    @session.signed_in
    def my_path(viewer: Viewer) -> ResponseReturnValue:
        paths = [course_path(viewer, services.courses[c]) for c in viewer.courses if c in services.courses]
        pending = any(step.is_pending for walked in paths for step in walked.steps)
        return render_template("path.html", viewer=viewer, paths=paths, pending=pending)

    @pages.get("/steps/<course>/<exercise>")
    @session.signed_in
    def step(viewer: Viewer, course: str, exercise: str) -> ResponseReturnValue:
        found = find_step(viewer, course, exercise)
        if request.args.get("seen") == _digest(found):
            return Response(status=UNCHANGED)
        return render_template("_step.html", step=found, said="")

    @pages.post("/steps/<course>/<exercise>/hand-in")
    @session.signed_in
    def hand_in(viewer: Viewer, course: str, exercise: str) -> ResponseReturnValue:
        before = find_step(viewer, course, exercise)
        live = bool(request.headers.get("HX-Request"))
        try:
            if not before.is_open:
                raise _closed(before)
            if before.in_app:
                raise _elsewhere(before)
            submission_id = services.hand_in(viewer, course, exercise)
        except GraderError as error:
            if not live:
                raise
            # HTMX puts the card back with the reason in it: she stays where she was.
            return render_template("_step.html", step=before, said=error.learner, focus="hand-in")
        if live:
            now = find_step(viewer, course, exercise)
            return render_template("_step.html", step=now, said="", focus="result")
        return redirect(url_for("campus.result", submission_id=submission_id), 303)

    @pages.get("/results/<submission_id>")
    @session.signed_in
    def result(viewer: Viewer, submission_id: str) -> ResponseReturnValue:
        found = find_result(services, viewer, submission_id)
        live = bool(request.headers.get("HX-Request"))
        if live and request.args.get("seen") == found.state:
            return Response(status=UNCHANGED)
        course = services.courses[found.course]
        exercise = next((e for e in course.exercises if e.slug == found.exercise), None)
        state = step_state(found, begun=True)
        title, sentence = headline(found, state)
        opened = services.hints.opened(found.course, found.exercise, found.learner)
        hints = None
        if exercise is not None:
            closed = state != "to_improve"
            hints = HintList(course.id, exercise, len(opened), result_id=submission_id, closed=closed)
        attempts = services.store.submissions([found.course], found.exercise, found.learner)
        handed_in = next((one for one in attempts if one.id == submission_id), None)
        names = services.roster(found.course)
        page = render_template(
            "_result.html" if live else "result.html",
            viewer=viewer,
            result=found,
            course=course,
            exercise=exercise,
            state=state,
            title=title,
            sentence=sentence,
            attempts=list(reversed(attempts)),
            teaching=found.course in viewer.teaches and found.learner != viewer.name,
            learner_name=names.get(found.learner, found.learner),
            team=handed_in_by(services, handed_in, names),
            pending=state == "handed_in",
            hints=hints,
            opened=opened,
            share=link_of(services, submission_id),
            can_share=can_share(services, exercise, found.course),
            share_days=services.sharing.days if services.sharing else 0,
        )
        return make_response(page)


def _closed(step: Step) -> GraderError:
    return GraderError(
        "exercise-closed",
        _("Cet exercice est fermé : l'équipe l'a repris. Ton travail est gardé, demande-leur de le rouvrir."),
        f"{step.course}/{step.exercise.slug} was taken back",
        HTTPStatus.CONFLICT,
    )


def _elsewhere(step: Step) -> GraderError:
    return GraderError(
        "handed-in-in-app",
        _("Ce travail se rend avec ton équipe, dans l'application du cours. Rien n'est perdu : ouvre-la."),
        f"{step.course}/{step.exercise.slug} is collected by the course's app",
        HTTPStatus.CONFLICT,
    )


def _digest(step: Step) -> str:
    """Changes when the card would read differently."""
    return f"{step.state}-{step.result.submission_id if step.result else ''}"

"""Hints: she opens the next one when she wants it; those that she opened stay."""

from dataclasses import dataclass
from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campus.web.services import Services
from campus.web.session import Session
from campus.web.viewer import Viewer
from grader.manifest import Exercise


@dataclass(frozen=True)
class HintList:
    """The hints of one exercise as one learner sees them.

    Attributes:
        opened: how many she has read.
        fresh: the number of the one that she has just opened; 0 where there is none.
        result_id: the result below which they are shown, if it is not on her path.
        closed: whether no more are offered, since there is nothing left to try.
    """

    course: str
    exercise: Exercise
    opened: int = 0
    fresh: int = 0
    result_id: str = ""
    closed: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return self.exercise.hints[: self.opened]

    @property
    def count(self) -> int:
        return len(self.exercise.hints)

    @property
    def next_number(self) -> int:
        """The number of the one that she may open now; 0 where she has them all."""
        return self.opened + 1 if self.opened < self.count and not self.closed else 0


def add_hint_pages(pages: Blueprint, services: Services, session: Session) -> None:
    """Adds the one route that opens a hint."""

    @pages.post("/steps/<course>/<exercise>/hints")
    @session.signed_in
    def open_hint(viewer: Viewer, course: str, exercise: str) -> ResponseReturnValue:
        found = _exercise(viewer, course, exercise)
        number = _number(found)
        opened = len(services.hints.opened(course, exercise, viewer.name))
        if number > opened + 1:
            _refuse()
        services.hints.open(course, exercise, viewer.name, number)
        result_id = _result_id(viewer, course, exercise)
        if request.headers.get("HX-Request"):
            # Pressed twice, or on a page that is not the newest: she gets them all again.
            shown = HintList(course, found, max(opened, number), fresh=number, result_id=result_id)
            return render_template("_hints.html", hints=shown)
        place = f"hint-{course}-{exercise}-{number}"
        if result_id:
            return redirect(url_for("campus.result", submission_id=result_id, _anchor=place), 303)
        return redirect(url_for("campus.my_path", _anchor=place), 303)

    def _exercise(viewer: Viewer, course: str, exercise: str) -> Exercise:
        if course not in viewer.courses or course not in services.courses:
            abort(403)
        found = next((one for one in services.courses[course].exercises if one.slug == exercise), None)
        # A hint before the exercise was opened would be read before the statement.
        begun = (viewer.name, exercise) in services.store.openings(course, viewer.name)
        if found is None or not begun:
            abort(404)
        return found

    def _result_id(viewer: Viewer, course: str, exercise: str) -> str:
        """The result that she was reading when she asked, if it is one of hers on this exercise."""
        asked = services.store.submission(request.form.get("result", ""))
        if asked is None or (asked.learner, asked.course, asked.exercise) != (viewer.name, course, exercise):
            return ""
        return asked.id


def _number(exercise: Exercise) -> int:
    told = request.form.get("number", "")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    if not 0 < number <= len(exercise.hints):
        _refuse()
    return number


def _refuse() -> NoReturn:
    abort(400)

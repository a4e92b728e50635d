"""The facilitator's page: what to do now, every team at a glance, and the buttons that lead the workshop."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from busy_ness.app import words
from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.room.glance import of_workshop
from busy_ness.app.room.guide import Step, guides, html

TIMER_MINUTES_MAX = 180


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``/<code>/animer/`` and its buttons; each answers with that page again."""

    def done(visit: Visit) -> ResponseReturnValue:
        return redirect(url_for("busy.lead", code=visit.workshop.code), HTTPStatus.SEE_OTHER)

    @pages.get("/<code>/animer/")
    @doors.facilitator
    def lead(visit: Visit) -> ResponseReturnValue:
        workshop = visit.workshop
        path = guides(workshop.sessions)
        guide = path[workshop.session - 1]
        steps: tuple[Step | None, ...] = (None, *guide.steps, None)
        return render_template(
            "room/lead.html",
            guides=path,
            guide=guide,
            now_step=steps[min(workshop.step, len(guide.steps))],
            next_step=steps[min(workshop.step, len(guide.steps)) + 1],
            glances=of_workshop(parts, workshop),
            html=html,
            titles=short_titles(),
            seconds_left=seconds_left(parts, visit),
        )

    @pages.get("/<code>/animer/equipes-en-direct")
    @doors.facilitator
    def lead_glance(visit: Visit) -> ResponseReturnValue:
        guide = guides(visit.workshop.sessions)[visit.workshop.session - 1]
        return render_template(
            "room/_glance.html",
            guide=guide,
            titles=short_titles(),
            glances=of_workshop(parts, visit.workshop),
        )

    @pages.post("/<code>/animer/etape")
    @doors.facilitator
    def lead_step(visit: Visit) -> ResponseReturnValue:
        """Another step of the guide; its minutes start to run."""
        steps = guides(visit.workshop.sessions)[visit.workshop.session - 1].steps
        step = _whole("step", 0, len(steps))
        ends = parts.now() + timedelta(minutes=steps[step - 1].minutes) if step else None
        parts.workshops.change(visit.workshop, step=step, timer_ends_at=ends)
        return done(visit)

    @pages.post("/<code>/animer/seance")
    @doors.facilitator
    def lead_session(visit: Visit) -> ResponseReturnValue:
        session = _whole("session", 1, visit.workshop.sessions)
        parts.workshops.change(visit.workshop, session=session, step=0, timer_ends_at=None)
        return done(visit)

    @pages.post("/<code>/animer/pause")
    @doors.facilitator
    def lead_pause(visit: Visit) -> ResponseReturnValue:
        parts.workshops.change(visit.workshop, paused=bool(_whole("paused", 0, 1)))
        return done(visit)

    @pages.post("/<code>/animer/minuteur")
    @doors.facilitator
    def lead_timer(visit: Visit) -> ResponseReturnValue:
        minutes = _whole("minutes", 0, TIMER_MINUTES_MAX)
        ends = parts.now() + timedelta(minutes=minutes) if minutes else None
        parts.workshops.change(visit.workshop, timer_ends_at=ends)
        return done(visit)

    @pages.post("/<code>/animer/fin")
    @doors.facilitator
    def lead_end(visit: Visit) -> ResponseReturnValue:
        """Ends the workshop, or opens it again."""
        ends = bool(_whole("ended", 0, 1))
        ended_at = parts.now() if ends else None
        parts.workshops.change(visit.workshop, ended_at=ended_at, paused=False, timer_ends_at=None)
        return done(visit)

    @pages.post("/<code>/animer/options")
    @doors.facilitator
    def lead_options(visit: Visit) -> ResponseReturnValue:
        """Boxes that are ticked or not, all of them at once."""
        names = ("open_to_join", "places_pupils", "shows_names")
        parts.workshops.change(visit.workshop, **{name: name in request.form for name in names})
        return done(visit)


def seconds_left(parts: Parts, visit: Visit) -> int | None:
    """Of the timer; 0 where the time is over, None where there is none."""
    ends = visit.workshop.timer_ends_at
    return max(0, round((ends - parts.now()).total_seconds())) if ends is not None else None


def short_titles() -> Mapping[str, str]:
    """What teams write, in the order of the sessions, in a word."""
    _ = words.say
    return {
        "canvas": _("Canevas"),
        "personas": _("Personas"),
        "study": _("Étude"),
        "strategy": _("Stratégie"),
        "plan": _("Plan"),
        "pitch": _("Pitch"),
    }


def _whole(name: str, least: int, most: int) -> int:
    """A number that a button of ours sends."""
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
        raise BadRequest
    return int(text)

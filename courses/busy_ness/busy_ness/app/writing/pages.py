"""Routes of the writing."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.writing import boxes
from busy_ness.app.writing.desk import GROUPS, Desk
from busy_ness.app.writing.entry_pages import add_entry_pages
from busy_ness.app.writing.export_pages import add_export_pages
from busy_ness.app.writing.plan_pages import add_plan_pages
from busy_ness.app.writing.text_pages import add_text_pages


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the writing's routes."""
    add_text_pages(pages, parts, doors)
    add_entry_pages(pages, parts, doors)
    add_plan_pages(pages, parts, doors)

    add_export_pages(pages, parts, doors)

    def page(visit: Visit, name: str, **more: object) -> str:
        desk = Desk.of(parts.writing, visit)
        return render_template(f"writing/{name}", visit=visit, desk=desk, groups=GROUPS, **more)

    @pages.get("/<code>/equipe/<int:team_id>/canevas")
    @doors.team
    def canvas(visit: Visit) -> ResponseReturnValue:
        return page(visit, "canvas.html", canvas=boxes.CANVAS)

    @pages.get("/<code>/equipe/<int:team_id>/personas")
    @doors.team
    def personas(visit: Visit) -> ResponseReturnValue:
        return render_template("writing/personas.html", visit=visit, personas=boxes.PERSONAS)

    @pages.get("/<code>/equipe/<int:team_id>/etude")
    @doors.team
    def study(visit: Visit) -> ResponseReturnValue:
        return page(visit, "study.html", study=boxes.STUDY)

    @pages.get("/<code>/equipe/<int:team_id>/strategie")
    @doors.team
    def strategy(visit: Visit) -> ResponseReturnValue:
        return page(visit, "strategy.html", strategy=boxes.STRATEGY)

    @pages.get("/<code>/equipe/<int:team_id>/pitch")
    @doors.team
    def pitch(visit: Visit) -> ResponseReturnValue:
        seconds = sum(slide.seconds for slide in boxes.PITCH)
        return page(visit, "pitch.html", slides=boxes.PITCH, seconds=seconds)

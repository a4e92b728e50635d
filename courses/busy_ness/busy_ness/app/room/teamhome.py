"""A team's home: its sessions as a path, its people and what each does; what a session is."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from busy_ness import market
from busy_ness.app import words
from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.room.glance import delivered
from busy_ness.app.room.guide import Guide, guides, html
from busy_ness.app.workshops import Workshop


@dataclass(frozen=True)
class Link:
    """A page that a team works on; ``filled`` of ``total`` boxes are, where that is known."""

    title: str
    url: str
    filled: int = 0
    total: int = 0


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``/<code>/``, ``/<code>/etat`` and ``/<code>/seance/<n>``."""

    @pages.get("/<code>/")
    @doors.person
    def team_home(person: Person, code: str) -> ResponseReturnValue:
        if person.is_facilitator:
            return redirect(url_for("busy.lead", code=code))
        workshop = parts.workshops.find(code)
        if workshop is None or parts.workshops.seat_of(workshop.id, person.name) is None:
            return redirect(url_for("busy.join", code=code))
        page: ResponseReturnValue = hers(code=code)
        return page

    @doors.workshop
    def hers(visit: Visit) -> ResponseReturnValue:
        path = guides(visit.workshop.sessions)
        mates = parts.workshops.seats(visit.here.id)
        here = {seat.id for seat in mates if parts.live.listening(seat.channel)}
        done = delivered(parts, visit.workshop.id).get(visit.here.id, frozenset())
        return render_template(
            "room/team_home.html",
            guides=path,
            current=path[visit.workshop.session - 1],
            links=links(visit.workshop, visit.here.id, path[visit.workshop.session - 1]),
            mates=mates,
            here=here | {visit.seat.id if visit.seat else 0},
            role_titles={role.key: role.title for role in market.ROLES},
            missions=missions(),
            delivered=done,
        )

    @pages.get("/<code>/etat")
    @doors.workshop
    def state(visit: Visit) -> ResponseReturnValue:
        return render_template("room/_state.html")

    @pages.get("/<code>/seance/<int:n>")
    @doors.workshop
    def session(visit: Visit, n: int) -> ResponseReturnValue:
        path = guides(visit.workshop.sessions)
        if not 1 <= n <= len(path):
            raise NotFound
        team_id = visit.team.id if visit.team else None
        return render_template(
            "room/session.html",
            n=n,
            guide=path[n - 1],
            last=len(path),
            links=links(visit.workshop, team_id, path[n - 1]) if team_id is not None else [],
            html=html,
        )

    def links(workshop: Workshop, team_id: int, guide: Guide) -> list[Link]:
        """The pages of a session."""
        titles = page_titles()
        counts = parts.writing.filled(team_id)
        return [
            Link(
                titles[name],
                url_for(f"busy.{name}", code=workshop.code, team_id=team_id),
                *counts.get(name, (0, 0)),
            )
            for name in guide.pages
        ]


def missions() -> Mapping[str, str]:
    """What each role does in the workshop, for the pupil who has it."""
    _ = words.say
    return {
        "dg": _("Tu donnes la parole à chacun, tu gardes l’heure et tu tranches quand il faut."),
        "commercial": _(
            "Tu parles pour les clients : ce qu’ils veulent, ce qu’ils paient, où ils te trouvent."
        ),
        "production": _("Tu penses à la fabrication : les matières, le temps, la qualité, les machines."),
        "finance": _("Tu tiens les comptes : ce qui entre, ce qui sort, ce qui reste."),
    }


def page_titles() -> Mapping[str, str]:
    """What the pages of teams are called, by name."""
    _ = words.say
    return {
        "canvas": _("Le canevas"),
        "personas": _("Les personas"),
        "study": _("L’étude de marché"),
        "strategy": _("La stratégie"),
        "plan": _("Le prévisionnel"),
        "market": _("Le marché"),
        "results": _("Les résultats"),
        "debrief": _("Le bilan des décisions"),
        "pitch": _("Le pitch"),
    }

"""Routes of handing in."""

from base64 import b64encode
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.handing.lead import add_lead_pages
from busy_ness.app.handing.parcels import Parcel, Parcels
from busy_ness.app.handing.receipts import Receipt, Receipts, key_of
from busy_ness.app.mount import DeliveryError, TeamWork
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.words import say as _
from busy_ness.app.writing.dossier import dossier_of
from busy_ness.deliverables import DELIVERABLES, Deliverable, Work, packed, written
from busy_ness.dossier import Dossier
from busy_ness.review import remarks
from busy_ness.review.accounts import forecast_of
from busy_ness.rubric import RUBRIC, answers
from busy_ness.showing import Picture, shown

WORDS = {
    "canevas": "busy.canvas",
    "etude_strategie": "busy.study",
    "previsionnel": "busy.plan",
    "bilan_decisions": "busy.debrief",
    "pitch": "busy.pitch",
}
"""The page on which each deliverable is written."""


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the routes of handing in."""
    receipts, parcels = Receipts(parts.engine), Parcels(parts.turns)
    add_lead_pages(pages, parts, doors, receipts, parcels)

    @pages.get("/rendre/<deliverable>")
    @doors.person
    def my_hand_in(person: Person, deliverable: str) -> ResponseReturnValue:
        """Where « Mon parcours » leads: her team's page of the newest workshop she sits in."""
        asked = _asked(deliverable)
        for workshop in parts.workshops.of_person(person.name):
            found = parts.workshops.seat_of(workshop.id, person.name)
            if found is not None:
                code, team_id = workshop.code, found[0].id
                there = url_for("busy.hand_in", code=code, team_id=team_id, deliverable=asked.exercise)
                return redirect(there)
        return redirect(url_for("busy.home"))

    @pages.get("/<code>/equipe/<int:team_id>/rendre/<deliverable>")
    @doors.team
    def hand_in(visit: Visit, deliverable: str) -> ResponseReturnValue:
        return page(visit, _asked(deliverable))

    @pages.post("/<code>/equipe/<int:team_id>/rendre/<deliverable>")
    @doors.team
    def hand_in_now(visit: Visit, deliverable: str) -> ResponseReturnValue:
        asked = _asked(deliverable)
        if not visit.may_write:
            return page(visit, asked, _refusal(visit), HTTPStatus.CONFLICT)
        dossier = dossier_of(parts, visit.workshop, visit.here)
        # Who clicks ten times in a minute hands in once: the same content has the same key.
        dossier = replace(dossier, made_at=dossier.made_at.replace(second=0, microsecond=0))
        work = Work(asked.exercise, dossier)
        made = parcels.of(work, forecast_of(dossier))
        members = [one.name for one in dossier.members]
        key = key_of(visit.here.id, asked.exercise, members, made.files)
        try:
            receipt = send(work, made, key)
        except DeliveryError as error:
            return page(visit, asked, str(error), HTTPStatus.BAD_GATEWAY)
        people = ", ".join(one.display_name for one in dossier.members)
        receipts.keep(
            Receipt(
                visit.here.id,
                asked.exercise,
                key,
                receipt,
                visit.person.name,
                people,
                written(work),
                parts.now(),
            )
        )
        for channel in (visit.here.channel, visit.workshop.channel):
            parts.live.publish(channel, "handed", exercise=asked.exercise, team=visit.here.id)
        flash(_("C’est rendu, pour %(people)s.", people=people), "praise")
        for warning in made.warnings:
            flash(warning, "note")
        return redirect(request.path, HTTPStatus.SEE_OTHER)

    @pages.get("/<code>/equipe/<int:team_id>/rendre/<deliverable>.zip")
    @doors.team
    def hand_in_zip(visit: Visit, deliverable: str) -> ResponseReturnValue:
        """The deliverable and its documents as a file to keep, or for a campus to import."""
        asked = _asked(deliverable)
        work = Work(asked.exercise, dossier_of(parts, visit.workshop, visit.here))
        archive = packed({asked.exercise: parcels.of(work, forecast_of(work.dossier)).files})
        response = Response(archive, mimetype="application/zip")
        name = f"busy-ness-{asked.exercise}.zip"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response

    def send(work: Work, made: Parcel, key: str) -> str:
        if parts.mount.deliver is None:
            return ""
        dossier = work.dossier
        return parts.mount.deliver(
            TeamWork(
                exercise=work.exercise,
                team=dossier.team,
                members=tuple(one.name for one in dossier.members),
                files=made.files,
                key=key,
                answers=answers(work),
            )
        )

    def page(
        visit: Visit, asked: Deliverable, refused: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> ResponseReturnValue:
        dossier = dossier_of(parts, visit.workshop, visit.here)
        found = receipts.of_team(visit.workshop.id, visit.here.id)
        told = render_template(
            "handing/hand_in.html",
            visit=visit,
            asked=asked,
            all_of_them=tuple(DELIVERABLES.values()),
            receipts=found,
            last=found.get(asked.exercise),
            dossier=dossier,
            todo=[one.words for one in remarks(asked.exercise, dossier) if one.words],
            rubric=RUBRIC[asked.exercise],
            preview=_preview(asked.exercise, dossier),
            written_at=url_for(WORDS[asked.exercise], code=visit.workshop.code, team_id=visit.here.id),
            collects=parts.mount.deliver is not None,
            refused=refused,
            may_write=visit.may_write,
            closed=_refusal(visit),
        )
        return Response(told, status, mimetype="text/html")


def _asked(exercise: str) -> Deliverable:
    if exercise not in DELIVERABLES:
        raise NotFound
    return DELIVERABLES[exercise]


def _refusal(visit: Visit) -> str:
    """Why somebody may look and not hand in; "" where she may."""
    if visit.seat is None:
        return _("Vous regardez le travail de l’équipe : c’est elle qui rend.")
    if visit.workshop.ended_at is not None:
        return _("L’atelier est terminé : on ne peut plus rendre. Ton travail est gardé.")
    if visit.workshop.paused:
        return _("L’atelier est en pause. Attends la reprise pour rendre : rien n’est perdu.")
    return ""


def _preview(exercise: str, dossier: Dossier) -> Markup:
    """The same as the exercise shows, in the page."""
    made = Markup("")
    for part in shown(exercise, dossier):
        if isinstance(part, Picture):
            data = b64encode(part._repr_png_()).decode()
            made += Markup('<img class="poster" src="data:image/png;base64,{}" alt="{}">').format(
                data, repr(part)
            )
        else:
            made += Markup(part._repr_html_())  # noqa: S704  (its words were escaped there)
    return made

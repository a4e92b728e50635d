"""What a facilitator sees of hand-ins: who has, all of them as one file, those of a laptop brought here."""

import io
import zipfile
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.handing.parcels import Parcels
from busy_ness.app.handing.receipts import Receipt, Receipts, key_of
from busy_ness.app.mount import DeliveryError, TeamWork
from busy_ness.app.parts import Parts
from busy_ness.app.words import say as _
from busy_ness.app.workshops import Team
from busy_ness.deliverables import DELIVERABLES, FILE, DeliverableError, Work, unpacked, written
from busy_ness.review.accounts import forecast_of
from busy_ness.rubric import answers


@dataclass(frozen=True)
class Brought:
    """What became of one deliverable of a file; ``problem`` is empty where it is handed in."""

    team: str
    title: str
    problem: str = ""


def add_lead_pages(
    pages: Blueprint, parts: Parts, doors: Doors, receipts: Receipts, parcels: Parcels
) -> None:
    """Adds ``animer/rendus``."""

    @pages.get("/<code>/animer/rendus")
    @doors.facilitator
    def lead_handed(visit: Visit) -> ResponseReturnValue:
        return page(visit)

    @pages.get("/<code>/animer/rendus.zip")
    @doors.facilitator
    def lead_handed_zip(visit: Visit) -> ResponseReturnValue:
        """The newest of each team and deliverable, a folder for each team."""
        teams = {team.id: team for team in parts.workshops.teams(visit.workshop.id)}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for (team_id, exercise), one in sorted(receipts.latest(visit.workshop.id).items()):
                folder = f"{team_id}-{_plain(teams[team_id].name)}"
                archive.writestr(f"{folder}/{exercise}/{FILE}", one.content)
        response = Response(made.getvalue(), mimetype="application/zip")
        response.headers["Content-Disposition"] = 'attachment; filename="busy-ness-rendus.zip"'
        response.headers["Cache-Control"] = "no-store"
        return response

    @pages.post("/<code>/animer/rendus")
    @doors.facilitator
    def lead_bring(visit: Visit) -> ResponseReturnValue:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            return page(visit, problem=_("Choisissez d’abord un fichier zip."), status=HTTPStatus.BAD_REQUEST)
        try:
            works = unpacked(sent.read())
        except DeliverableError as error:
            return page(visit, problem=str(error), status=HTTPStatus.BAD_REQUEST)
        return page(visit, brought=[bring(visit, work) for work in works])

    def bring(visit: Visit, work: Work) -> Brought:
        """Hands in for the team of that name here, for those who sit in it now."""
        title = DELIVERABLES[work.exercise].title
        teams = {_folded(team.name): team for team in parts.workshops.teams(visit.workshop.id)}
        team = teams.get(_folded(work.dossier.team))
        if team is None:
            return Brought(work.dossier.team, title, _("Aucune équipe de ce nom dans cet atelier."))
        seats = parts.workshops.seats(team.id)
        if not seats:
            return Brought(team.name, title, _("Personne n’est encore assis dans cette équipe."))
        return Brought(team.name, title, handed(visit, work, team))

    def handed(visit: Visit, work: Work, team: Team) -> str:
        """Why it was not; "" where it is."""
        seats = parts.workshops.seats(team.id)
        members = tuple(seat.person for seat in seats)
        files = parcels.of(work, forecast_of(work.dossier)).files
        key, receipt = key_of(team.id, work.exercise, members, files), ""
        if parts.mount.deliver is not None:
            try:
                receipt = parts.mount.deliver(
                    TeamWork(work.exercise, team.name, members, files, key, answers(work))
                )
            except DeliveryError as error:
                return str(error)
        people = ", ".join(seat.display_name for seat in seats)
        made = (team.id, work.exercise, key, receipt, visit.person.name, people, written(work), parts.now())
        receipts.keep(Receipt(*made))
        for channel in (team.channel, visit.workshop.channel):
            parts.live.publish(channel, "handed", exercise=work.exercise, team=team.id)
        return ""

    def page(
        visit: Visit,
        brought: list[Brought] | None = None,
        problem: str = "",
        status: HTTPStatus = HTTPStatus.OK,
    ) -> ResponseReturnValue:
        told = render_template(
            "handing/lead.html",
            visit=visit,
            teams=parts.workshops.teams(visit.workshop.id),
            all_of_them=tuple(DELIVERABLES.values()),
            receipts=receipts.latest(visit.workshop.id),
            collects=parts.mount.deliver is not None,
            brought=brought or [],
            problem=problem,
        )
        return Response(told, status, mimetype="text/html")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(name: str) -> str:
    """A team's name as a folder's."""
    kept = "".join(c if c.isalnum() else "-" for c in name)
    return "-".join(part for part in kept.split("-") if part)[:40] or "equipe"

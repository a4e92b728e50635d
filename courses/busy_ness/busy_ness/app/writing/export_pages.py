"""Routes by which a team, a banker or a juror takes the work away: spreadsheet, bank's file, slides."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.writing.dossier import dossier_of
from busy_ness.dossier import Dossier
from busy_ness.plan.forecast import Forecast

_PATIENCE_SECONDS = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Make = Callable[[Dossier, Forecast], bytes]


def add_export_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``exports/…``."""

    def made(visit: Visit, make: Make, mimetype: str, ending: str) -> ResponseReturnValue:
        from busy_ness.export.printable import file_name

        dossier = dossier_of(parts, visit.workshop, visit.here)
        forecast = parts.writing.forecasts.of(visit.here.id, dossier.entries).forecast
        with parts.turns.turn(_PATIENCE_SECONDS) as mine:
            if not mine:
                raise ServiceUnavailable
            content = make(dossier, forecast)
        response = Response(content, HTTPStatus.OK, mimetype=mimetype)
        name = f"{file_name(dossier.company)}-{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response

    @pages.get("/<code>/equipe/<int:team_id>/exports/previsionnel.xlsx")
    @doors.team
    def export_workbook(visit: Visit) -> ResponseReturnValue:
        from busy_ness.export.workbook import workbook  # with typst, takes a while to come

        return made(visit, workbook, _XLSX, "previsionnel.xlsx")

    @pages.get("/<code>/equipe/<int:team_id>/exports/previsionnel.pdf")
    @doors.team
    def export_report(visit: Visit) -> ResponseReturnValue:
        from busy_ness.export.report import report

        return made(visit, lambda *work: report(*work).pdf, "application/pdf", "previsionnel.pdf")

    @pages.get("/<code>/equipe/<int:team_id>/exports/pitch.pdf")
    @doors.team
    def export_slides(visit: Visit) -> ResponseReturnValue:
        from busy_ness.export.slides import slides

        return made(visit, lambda *work: slides(*work).pdf, "application/pdf", "pitch.pdf")

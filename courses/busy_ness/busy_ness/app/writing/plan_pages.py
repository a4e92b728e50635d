"""Routes of the prévisionnel: the form screen by screen, the statements, and where each figure comes from."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.words import say
from busy_ness.app.writing import boxes
from busy_ness.app.writing.desk import GROUPS, Desk
from busy_ness.app.writing.drawings import drawing_of, fan
from busy_ness.app.writing.shown import UNITS, often, rarely, shown, told, usual
from busy_ness.plan.entries import CATALOG, EntryError, find
from busy_ness.plan.figures import Figure

# The screen on which an alert's cause is changed, where the alert names no entry itself.
_CAUSES: Mapping[str, str] = {
    "depart": "financement",
    "apport": "financement",
    "tresorerie": "ventes",
    "tresorerie_annee": "charges",
    "ventes": "produits",
    "seuil": "produits",
    "seuil_jamais": "produits",
    "emprunt": "emprunts",
    "capitaux_propres": "financement",
    "plafond_micro": "entreprise",
    "franchise": "entreprise",
    "ordre_de_grandeur": "dirigeant",
}


def add_plan_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``plan`` and everything below it that is read."""
    writing = parts.writing
    _ = say

    @pages.app_context_processor
    def form_words() -> dict[str, object]:
        functions = (shown, told, usual, often, rarely)
        return {"UNITS": UNITS, **{one.__name__: one for one in functions}}

    @pages.get("/<code>/equipe/<int:team_id>/plan")
    @doors.team
    def plan(visit: Visit) -> ResponseReturnValue:
        return _page(visit, "plan.html")

    @pages.get("/<code>/equipe/<int:team_id>/plan/saisie/<group>")
    @doors.team
    def plan_form(visit: Visit, group: str) -> ResponseReturnValue:
        keys = [one.key for one in CATALOG]
        if group not in keys:
            raise NotFound
        place = keys.index(group)
        return _page(
            visit,
            "plan_form.html",
            group=CATALOG[place],
            before=CATALOG[place - 1] if place else None,
            after=CATALOG[place + 1] if place + 1 < len(CATALOG) else None,
            removed=writing.form.removed_rows(visit.here.id, CATALOG[place]) if CATALOG[place].rows else {},
        )

    @pages.get("/<code>/equipe/<int:team_id>/plan/<sheet>")
    @doors.team
    def plan_sheet(visit: Visit, sheet: str) -> ResponseReturnValue:
        desk = Desk.of(writing, visit)
        try:
            found = desk.forecast.sheet(sheet)
        except KeyError as error:
            raise NotFound from error
        drawing = drawing_of(found.key, desk.forecast) if found.key != "seuil" or desk.shows_answer else None
        return _page(visit, "plan_sheet.html", desk, sheet=found, drawing=drawing)

    @pages.get("/<code>/equipe/<int:team_id>/plan/figure/<key>")
    @doors.team
    def plan_figure(visit: Visit, key: str) -> ResponseReturnValue:
        desk = Desk.of(writing, visit)
        try:
            figure = desk.forecast.figure(key)
        except KeyError as error:
            raise NotFound from error
        source = figure  # a statement often repeats a figure that another one computes
        while isinstance(source.expression, Figure):
            source = source.expression
        sheets = {one.key: sheet for sheet in desk.forecast.sheets for one in sheet}
        page = "_figure.html" if request.headers.get("HX-Request") else "figure.html"
        return _page(visit, page, desk, figure=figure, source=source, sheet=sheets.get(source.key))

    @pages.get("/<code>/equipe/<int:team_id>/plan/historique/<key>")
    @doors.team
    def plan_history(visit: Visit, key: str) -> ResponseReturnValue:
        try:
            group, entry, _row = find(key)
        except EntryError as error:
            raise NotFound from error
        changes = writing.form.history(visit.here.id, key)
        over_a_page = "HX-Request" in request.headers  # its field is there to be put back
        return _page(
            visit,
            "_history.html" if over_a_page else "history.html",
            changes=changes,
            key=key,
            group=group,
            label=entry.label,
            may_put_back=over_a_page and visit.may_write,
        )

    @pages.get("/<code>/equipe/<int:team_id>/plan/faisabilite")
    @doors.team
    def feasibility(visit: Visit) -> ResponseReturnValue:
        from busy_ness.plan.feasibility import feasibility as draw  # numpy takes a while to come

        desk = Desk.of(writing, visit)
        drawn = None
        if "tirer" in request.args:
            drawn = draw(desk.forecast, seed=f"{visit.workshop.seed}|{visit.here.id}")
        return _page(visit, "feasibility.html", desk, drawn=drawn, drawing=fan(drawn) if drawn else None)

    def _page(visit: Visit, name: str, desk: Desk | None = None, **more: object) -> str:
        place: dict[str, Any] = {"code": visit.workshop.code, "team_id": visit.here.id}
        return render_template(
            f"writing/{name}",
            visit=visit,
            figures_at=url_for("busy.plan_figure", key="-", **place).removesuffix("-"),
            desk=desk or Desk.of(writing, visit),
            catalog=CATALOG,
            groups=GROUPS,
            causes=_CAUSES,
            cash_box=boxes.CASH,
            **more,
        )

"""Pages of a team at the market: decide together, live; each refusal is said beside what it is about."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.desk import Desk, desk_of
from busy_ness.app.rounds.drafts import Typed
from busy_ness.app.rounds.form import FIELDS, decision_so_far
from busy_ness.app.rounds.refusals import Disagreement, Refusal, RoundClosed, Unplayable
from busy_ness.app.rounds.results import choices_of
from busy_ness.app.rounds.simulator import Simulation, simulate


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the routes of ``/<code>/equipe/<id>/marche``."""
    decisions = Decisions(parts, parts.ledger)

    def page(visit: Visit, refusal: Refusal | None = None) -> ResponseReturnValue:
        refused = refusal is not None
        desk = desk_of(
            parts,
            decisions,
            visit,
            problems=refusal.problems if isinstance(refusal, Unplayable) else (),
            conflicts=refusal.conflicts if isinstance(refusal, Disagreement) else (),
            typed=request.form if refused and not isinstance(refusal, RoundClosed) else None,
        )
        shown = render_template(
            "rounds/market.html",
            desk=desk,
            refusal=refusal,
            choices=choices_of,
            field_names=FIELDS,
            now=parts.now(),
            teams={str(team.id): team for team in parts.workshops.teams(visit.workshop.id)},
            simulation=_simulated(desk, request.form if refused else {}),
        )
        return shown, HTTPStatus.OK if refusal is None else refusal.status

    def back(visit: Visit) -> ResponseReturnValue:
        return redirect(
            url_for("busy.market", code=visit.workshop.code, team_id=visit.here.id), HTTPStatus.SEE_OTHER
        )

    @pages.get("/<code>/equipe/<int:team_id>/marche")
    @doors.team
    def market(visit: Visit) -> ResponseReturnValue:
        return page(visit)

    @pages.get("/<code>/equipe/<int:team_id>/marche/etat")
    @doors.team
    def market_state(visit: Visit) -> ResponseReturnValue:
        desk = desk_of(parts, decisions, visit)
        fields = {
            key: {
                "text": field.entry.text,
                "version": field.entry.version,
                "by": field.entry.display_name,
                "problem": field.problem,
            }
            for key, field in desk.fields.items()
        }
        return jsonify(stamp=desk.stamp, round=desk.round, fields=fields)

    @pages.get("/<code>/equipe/<int:team_id>/marche/simulation")
    @doors.team
    def market_costs(visit: Visit) -> ResponseReturnValue:
        desk = desk_of(parts, decisions, visit, typed=request.args)
        return render_template("rounds/_costs.html", desk=desk, simulation=_simulated(desk, request.args))

    @pages.post("/<code>/equipe/<int:team_id>/marche/brouillon")
    @doors.team
    def market_type(visit: Visit) -> ResponseReturnValue:
        typed = Typed(request.form.get("field", ""), request.form.get("text", ""), _whole("version"))
        try:
            entry, problems = decisions.type(visit, _whole("round"), typed)
        except Disagreement as refusal:
            theirs = refusal.conflicts[0].theirs
            other = {"text": theirs.text, "version": theirs.version, "by": theirs.display_name}
            said = {"reason": "conflict", "words": refusal.words, "theirs": other}
            return jsonify(said), refusal.status
        except Refusal as refusal:
            return jsonify(reason=type(refusal).__name__, words=refusal.words), refusal.status
        said_of = {problem.key: problem.words for problem in problems}
        return jsonify(version=entry.version, text=entry.text, by=entry.display_name, problems=said_of)

    @pages.post("/<code>/equipe/<int:team_id>/marche/valider")
    @doors.team
    def market_validate(visit: Visit) -> ResponseReturnValue:
        typed = [
            Typed(key, request.form[key], _whole(f"{key}_version")) for key in FIELDS if key in request.form
        ]
        try:
            decisions.validate(visit, _whole("round"), typed)
        except Refusal as refusal:
            return page(visit, refusal)
        return back(visit)

    @pages.post("/<code>/equipe/<int:team_id>/marche/rouvrir")
    @doors.team
    def market_reopen(visit: Visit) -> ResponseReturnValue:
        try:
            decisions.reopen(visit, _whole("round"))
        except Refusal as refusal:
            return page(visit, refusal)
        return back(visit)

    @pages.post("/<code>/equipe/<int:team_id>/marche/conseiller")
    @doors.team
    def market_advise(visit: Visit) -> ResponseReturnValue:
        try:
            decisions.advise(visit, request.form.get("rival", ""))
        except Refusal as refusal:
            return page(visit, refusal)
        return back(visit)


def _whole(name: str) -> int:
    """A number of the form that our own page wrote; 0 where it is none."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _simulated(desk: Desk, asked: Mapping[str, str]) -> Simulation | None:
    """What the decision costs; None while a number is missing. ``asked["essai"]``: units to try."""
    if desk.standing is None or desk.company is None or not desk.fields:
        return None
    rules = desk.standing.game.rules
    shown = {key: field.entry for key, field in desk.fields.items()}
    decision = decision_so_far(shown, desk.company, rules)
    if decision is None:
        return None
    tried = asked.get("essai", "").strip()
    sold = int(tried) if tried.isascii() and tried.isdigit() and len(tried) < 7 else None
    return simulate(desk.company, decision, desk.round, rules, sold)

"""Pages of the facilitator at the market: all that she does passes through here, and nothing silently."""

from functools import wraps
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, View, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import charts
from busy_ness.app.rounds.conduct import Conduct
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.form import FIELDS
from busy_ness.app.rounds.overview import overview_of
from busy_ness.app.rounds.refusals import Refusal, RoundClosed, StillUndecided
from busy_ness.app.rounds.results import choices_of
from busy_ness.app.words import say
from busy_ness.market import CARDS


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the routes of ``/<code>/animer/marche``."""
    conduct, decisions = Conduct(parts, parts.ledger), Decisions(parts, parts.ledger)

    def page(
        visit: Visit, said: str = "", refusal: Refusal | None = None, template: str = "lead"
    ) -> ResponseReturnValue:
        shown = render_template(
            f"rounds/{template}.html",
            overview=overview_of(parts, decisions, visit.workshop),
            cards=CARDS,
            field_count=len(FIELDS),
            choices=choices_of,
            point=charts.point,
            said=said,
            refusal=refusal,
            now=parts.now(),
        )
        return shown, HTTPStatus.OK if refusal is None else refusal.status

    def back(visit: Visit, said: str = "") -> ResponseReturnValue:
        return redirect(
            url_for("busy.lead_market", code=visit.workshop.code, dit=said or None), HTTPStatus.SEE_OTHER
        )

    def refusals_shown(view: View) -> View:
        """The view; a refusal is answered by the market's page with its words."""

        @wraps(view)
        def answered(visit: Visit) -> ResponseReturnValue:
            try:
                return view(visit)
            except Refusal as refusal:
                return page(visit, refusal=refusal)

        return answered

    @pages.get("/<code>/animer/marche")
    @doors.facilitator
    def lead_market(visit: Visit) -> ResponseReturnValue:
        return page(visit, _said(request.args.get("dit", "")))

    @pages.get("/<code>/animer/marche/direct")
    @doors.facilitator
    def lead_market_now(visit: Visit) -> ResponseReturnValue:
        return page(visit, template="_lead")

    @pages.post("/<code>/animer/marche/commencer")
    @doors.facilitator
    @refusals_shown
    def market_begin(visit: Visit) -> ResponseReturnValue:
        chosen = set(request.form.getlist("team"))
        teams = tuple(team for team in parts.workshops.teams(visit.workshop.id) if str(team.id) in chosen)
        fields = {
            "rounds": request.form.get("rounds", str(visit.workshop.rounds)),
            "customers_per_team": request.form.get("customers_per_team", str(visit.workshop.market_size)),
            "events": "1" if request.form.get("events") else "0",
        }
        conduct.begin(visit.workshop, teams, fields, visit.person)
        return back(visit)

    @pages.post("/<code>/animer/marche/ouvrir")
    @doors.facilitator
    @refusals_shown
    def market_open(visit: Visit) -> ResponseReturnValue:
        conduct.open(visit.workshop, _number("round"), request.form.get("minutes", ""))
        return back(visit)

    @pages.post("/<code>/animer/marche/carte")
    @doors.facilitator
    @refusals_shown
    def market_card(visit: Visit) -> ResponseReturnValue:
        conduct.play_card(visit.workshop, request.form.get("card", ""))
        return back(visit)

    @pages.post("/<code>/animer/marche/rappeler")
    @doors.facilitator
    @refusals_shown
    def market_remind(visit: Visit) -> ResponseReturnValue:
        conduct.remind(visit.workshop, parts.workshops.teams(visit.workshop.id))
        return back(visit, "rappel")

    @pages.get("/<code>/animer/marche/cloturer")
    @doors.facilitator
    def market_closing(visit: Visit) -> ResponseReturnValue:
        standing = parts.ledger.standing(visit.workshop.id)
        if standing is None or standing.open_round is None:
            return back(visit)
        return page(visit, template="closing")

    @pages.post("/<code>/animer/marche/cloturer")
    @doors.facilitator
    @refusals_shown
    def market_close(visit: Visit) -> ResponseReturnValue:
        seen = frozenset(
            int(text) for text in request.form.getlist("seen") if text.isascii() and text.isdigit()
        )
        try:
            conduct.close(visit.workshop, _number("round"), seen, visit.person)
        except StillUndecided as refusal:
            return page(visit, refusal=refusal, template="closing")
        except RoundClosed:
            return back(visit, "deja")
        return back(visit, "cloture")

    @pages.post("/<code>/animer/marche/classement")
    @doors.facilitator
    @refusals_shown
    def market_ranking(visit: Visit) -> ResponseReturnValue:
        conduct.show_ranking(visit.workshop, request.form.get("how", ""))
        return back(visit)

    @pages.get("/<code>/animer/marche/journal")
    @doors.facilitator
    @refusals_shown
    def market_journal(visit: Visit) -> ResponseReturnValue:
        verdict = conduct.verify(visit.workshop)
        teams = {str(team.id): team.name for team in parts.workshops.teams(visit.workshop.id)}
        return render_template("rounds/journal.html", verdict=verdict, teams=teams)


def _said(key: str) -> str:
    if key == "rappel":
        return say("Le rappel s’affiche chez les équipes qui n’ont pas encore validé.")
    if key == "deja":
        return say("Ce trimestre était déjà clôturé : rien n’a été compté deux fois.")
    return say("Le trimestre est clôturé. Les équipes voient leurs résultats.") if key == "cloture" else ""


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

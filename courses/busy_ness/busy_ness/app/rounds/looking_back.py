"""Pages that look back: results of a round, debrief, ranking."""

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import charts
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.form import FIELDS
from busy_ness.app.rounds.history import debriefed, debriefs
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.rounds.results import Results, choices_of, results_of
from busy_ness.market import Score, ranking


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds results, debriefs and the ranking."""
    decisions = Decisions(parts, parts.ledger)

    def played(visit: Visit, number: int) -> tuple[Standing, Results] | None:
        """The round that was asked for, or the last one for 0; None while none is closed."""
        standing = parts.ledger.standing(visit.workshop.id)
        if standing is None or not standing.game.results:
            return None
        teams, team_id = parts.workshops.teams(visit.workshop.id), visit.here.id
        asked = number or len(standing.game.results)
        results = results_of(standing, asked, teams, team_id, decisions.planned(team_id))
        if results is None:
            raise NotFound
        return standing, results

    def not_yet(visit: Visit) -> ResponseReturnValue:
        return redirect(
            url_for("busy.market", code=visit.workshop.code, team_id=visit.here.id), HTTPStatus.SEE_OTHER
        )

    @pages.get("/<code>/equipe/<int:team_id>/marche/resultats", defaults={"number": 0})
    @pages.get("/<code>/equipe/<int:team_id>/marche/resultats/<int:number>")
    @doors.team
    def results(visit: Visit, number: int) -> ResponseReturnValue:
        found = played(visit, number)
        if found is None:
            return not_yet(visit)
        standing, told = found
        return render_template(
            "rounds/results.html",
            standing=standing,
            results=told,
            number=told.market.number,
            choices=choices_of,
            field_names=FIELDS,
            point=charts.point,
            late=decisions.late(visit.here.id, told.market.number),
            word=decisions.word(visit.here.id, told.market.number),
        )

    @pages.get("/<code>/equipe/<int:team_id>/marche/bilan", defaults={"number": 0})
    @pages.get("/<code>/equipe/<int:team_id>/marche/bilan/<int:number>")
    @doors.team
    def debrief(visit: Visit, number: int) -> ResponseReturnValue:
        found = played(visit, number)
        if found is None:
            return not_yet(visit)
        standing, told = found
        texts = parts.writing.texts(visit.here.id)
        return render_template(
            "rounds/debrief.html",
            standing=standing,
            results=told,
            number=told.market.number,
            hands_in="busy.hand_in" in current_app.view_functions,
            done={market.number for market in standing.game.results if debriefed(texts, market.number)},
        )

    @pages.get("/<code>/classement", endpoint="ranking")
    @doors.workshop
    def show_ranking(visit: Visit) -> ResponseReturnValue:
        standing = parts.ledger.standing(visit.workshop.id)
        ranked = ranking(standing.game, debriefs(parts, standing)) if standing else ()
        shown = standing is not None and (visit.seat is None or standing.ranking != "hidden")
        return render_template(
            "rounds/ranking.html",
            standing=standing,
            shown=shown and bool(standing and standing.game.results),
            ranked=ranked,
            teams={str(team.id): team for team in parts.workshops.teams(visit.workshop.id)},
            own_team=str(visit.seat.team_id) if visit.seat else "",
            praise={one.score.team: _best(one.score) for one in ranked},
            named=visit.seat is None or (standing is not None and standing.ranking == "named"),
        )


def _best(score: Score) -> str:
    """The part in which a team took most of what there was to take: each has one to be proud of."""
    return max(score.parts, key=lambda part: part.points / part.most).label

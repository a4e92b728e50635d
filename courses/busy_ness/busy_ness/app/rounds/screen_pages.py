"""What the projector shows of the market: who has decided, never what; then what happened, for everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import charts
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.history import debriefs
from busy_ness.app.rounds.overview import overview_of
from busy_ness.market import Ranked, ranking


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the fragment ``/<code>/ecran/marche``."""
    decisions = Decisions(parts, parts.ledger)

    @pages.get("/<code>/ecran/marche")
    @doors.workshop
    def screen_market(visit: Visit) -> ResponseReturnValue:
        overview = overview_of(parts, decisions, visit.workshop)
        standing = overview.standing
        ranked: tuple[Ranked, ...] = ()
        if standing is not None and standing.ranking == "named" and standing.game.results:
            ranked = ranking(standing.game, debriefs(parts, standing))
        return render_template(
            "rounds/_screen.html", overview=overview, ranked=ranked, now=parts.now(), point=charts.point
        )

"""The facilitator's page of teams and pupils: names, colours, places, roles, personal codes."""

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from busy_ness import market
from busy_ness.app import words
from busy_ness.app.doors import Doors, Visit
from busy_ness.app.local import LocalSignIn
from busy_ness.app.parts import Parts
from busy_ness.app.room.ordering import TEAM_NAME_MAX, one_line
from busy_ness.app.workshops import COLOURS, TEAMS_MAX, TeamNameTaken


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``/<code>/animer/equipes`` and its buttons."""
    local = parts.mount.sign_in if isinstance(parts.mount.sign_in, LocalSignIn) else None

    def page(visit: Visit, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
        seats = parts.seating.of(visit.workshop.id)
        seated = {seat.person for some in seats.values() for seat in some}
        shown = render_template(
            "room/teams.html",
            teams=parts.workshops.teams(visit.workshop.id),
            seats=seats,
            waiting={name: shown for name, shown in known(visit).items() if name not in seated},
            roles=market.ROLES,
            colours=colour_names(),
            teams_max=TEAMS_MAX,
            name_max=TEAM_NAME_MAX,
            has_codes=local is not None,
            problem=problem,
        )
        return make_response(shown, status)

    def known(visit: Visit) -> dict[str, str]:
        """Display names, by account, of everybody who may be seated in this workshop."""
        people = parts.seating.unseated(visit.workshop.id)
        if local is not None:
            accounts = local.accounts.of_workshop(visit.workshop.id)
            people.update({account.name: account.display_name for account in accounts})
        elif parts.mount.roster is not None:
            people.update(parts.mount.roster())
        for some in parts.seating.of(visit.workshop.id).values():
            people.update({seat.person: seat.display_name for seat in some})
        return people

    def done(visit: Visit) -> ResponseReturnValue:
        return redirect(url_for("busy.teams", code=visit.workshop.code), HTTPStatus.SEE_OTHER)

    @pages.get("/<code>/animer/equipes")
    @doors.facilitator
    def teams(visit: Visit) -> ResponseReturnValue:
        return page(visit)

    @pages.post("/<code>/animer/equipes")
    @doors.facilitator
    def add_team(visit: Visit) -> ResponseReturnValue:
        return kept(visit, None)

    @pages.post("/<code>/animer/equipes/<int:team_id>")
    @doors.facilitator
    def change_team(visit: Visit, team_id: int) -> ResponseReturnValue:
        return kept(visit, team_id)

    def kept(visit: Visit, team_id: int | None) -> ResponseReturnValue:
        """A team's name and colour, of a new one where there is no id."""
        _ = words.say
        found = {team.id: team for team in parts.workshops.teams(visit.workshop.id)}
        if team_id is not None and team_id not in found:
            raise NotFound
        name, colour = one_line(request.form.get("name", "")), request.form.get("colour", "0")
        if not 0 < len(name) <= TEAM_NAME_MAX:
            said = _("Donnez à l’équipe un nom de %(most)s signes au plus.", most=TEAM_NAME_MAX)
            return page(visit, said, HTTPStatus.BAD_REQUEST)
        if colour not in map(str, range(COLOURS)):
            raise BadRequest
        try:
            if team_id is None:
                parts.workshops.add_team(visit.workshop, name)
            else:
                parts.workshops.change_team(visit.workshop, found[team_id], name, int(colour))
        except TeamNameTaken:
            said = _("Une autre équipe s’appelle déjà « %(name)s ». Choisissez un autre nom.", name=name)
            return page(visit, said, HTTPStatus.CONFLICT)
        except ValueError:
            said = _("Un atelier a %(most)s équipes au plus.", most=TEAMS_MAX)
            return page(visit, said, HTTPStatus.CONFLICT)
        return done(visit)

    @pages.post("/<code>/animer/eleves")
    @doors.facilitator
    def place_pupil(visit: Visit) -> ResponseReturnValue:
        """Seats a pupil in another team, or in none."""
        person, team = request.form.get("person", ""), request.form.get("team", "")
        display_name = known(visit).get(person)
        if display_name is None or not (team == "" or team.isdecimal()):
            raise BadRequest
        try:
            parts.seating.place(visit.workshop, person, display_name, int(team[:9]) if team else None)
        except LookupError as error:
            raise BadRequest from error
        return done(visit)

    @pages.post("/<code>/animer/equipes/<int:team_id>/roles")
    @doors.facilitator
    def give_roles(visit: Visit, team_id: int) -> ResponseReturnValue:
        """The boxes of a whole team; a pupil who left meanwhile is passed over."""
        if team_id not in {team.id for team in parts.workshops.teams(visit.workshop.id)}:
            raise NotFound
        given = {
            seat.id: tuple(request.form.getlist(f"roles-{seat.id}"))
            for seat in parts.workshops.seats(team_id)
        }
        try:
            parts.seating.set_roles(visit.workshop, given)
        except ValueError as error:
            raise BadRequest from error
        return done(visit)

    @pages.post("/<code>/animer/roles")
    @doors.facilitator
    def turn_roles(visit: Visit) -> ResponseReturnValue:
        if request.form.get("how") == "rotate":
            parts.seating.rotate(visit.workshop)
        else:
            parts.seating.share_roles(visit.workshop)
        return done(visit)

    @pages.post("/<code>/animer/eleves/code")
    @doors.facilitator
    def new_personal_code(visit: Visit) -> ResponseReturnValue:
        """A new personal code for a pupil who forgot hers; shown once, to be read to her."""
        account = local.accounts.find(request.form.get("person", "")) if local is not None else None
        if local is None or account is None or account.workshop_id != visit.workshop.id:
            raise NotFound
        local.accounts.renew(account.name)
        renewed = local.accounts.find(account.name) or account
        digits = local.accounts.personal_code(renewed)
        return render_template("room/new_code.html", name=account.display_name, digits=digits)


def colour_names() -> tuple[str, ...]:
    """Of the palette, in its order."""
    _ = words.say
    return (_("bleu"), _("brique"), _("vert"), _("violet"), _("ocre"), _("rose"), _("ardoise"), _("olive"))

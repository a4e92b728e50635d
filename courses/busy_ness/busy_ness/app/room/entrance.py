"""The way in: the home page, a new workshop, a team to join."""

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from busy_ness.app import words
from busy_ness.app.doors import Doors
from busy_ness.app.guesses import Guesses
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.room.ordering import read
from busy_ness.app.seating import TEAM_SIZE, NotOpen, TeamFull
from busy_ness.app.workshops import Workshop


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``/``, ``/ateliers/nouveau``, ``/rejoindre`` and ``/<code>/rejoindre``."""
    guesses = Guesses()

    @pages.get("/")
    @doors.person
    def home(person: Person) -> ResponseReturnValue:
        if person.is_facilitator:
            found = parts.workshops.all()
            counts = parts.workshops.count_members([one.id for one in found])
            return render_template("room/home_lead.html", workshops=found, counts=counts)
        mine = parts.workshops.of_person(person.name)
        if person.only_workshop is not None:
            only = parts.workshops.by_id(person.only_workshop)
            if only is not None:
                return redirect(url_for("busy.team_home", code=only.code))
        return render_template("room/home.html", workshops=mine)

    @pages.route("/ateliers/nouveau", methods=["GET", "POST"])
    @doors.person
    def new_workshop(person: Person) -> ResponseReturnValue:
        if not person.is_facilitator:
            raise Forbidden
        asked = read(request.form)
        if request.method == "POST" and asked.order is not None:
            made = parts.workshops.create(asked.order, person.name)
            return redirect(url_for("busy.lead", code=made.code), HTTPStatus.SEE_OTHER)
        wrong = request.method == "POST"
        page = render_template(
            "room/new_workshop.html", typed=asked.typed, problems=asked.problems if wrong else {}
        )
        return make_response(page, HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK)

    @pages.post("/rejoindre")
    @doors.person
    def join_by_code(person: Person) -> ResponseReturnValue:
        typed = request.form.get("code", "")
        found = looked_for(person, typed)
        if isinstance(found, Workshop):
            return redirect(url_for("busy.join", code=found.code), HTTPStatus.SEE_OTHER)
        mine = parts.workshops.of_person(person.name)
        page = render_template("room/home.html", workshops=mine, typed=typed[:40], problem=found[0])
        return make_response(page, found[1])

    @pages.route("/<code>/rejoindre", methods=["GET", "POST"])
    @doors.person
    def join(person: Person, code: str) -> ResponseReturnValue:
        found = looked_for(person, code)
        if not isinstance(found, Workshop):
            mine = parts.workshops.of_person(person.name)
            page = render_template("room/home.html", workshops=mine, typed=code[:40], problem=found[0])
            return make_response(page, found[1])
        if person.is_facilitator:
            return redirect(url_for("busy.lead", code=found.code))
        if parts.workshops.seat_of(found.id, person.name):
            return redirect(url_for("busy.team_home", code=found.code))
        if request.method == "GET":
            return join_page(found, person)
        return sat_down(found, person)

    def sat_down(workshop: Workshop, person: Person) -> ResponseReturnValue:
        _ = words.say
        chosen = request.form.get("team", "")
        if not workshop.places_pupils and not chosen.isdecimal():
            return join_page(workshop, person, _("Choisis une équipe."), HTTPStatus.BAD_REQUEST)
        team_id = None if workshop.places_pupils else int(chosen[:9])
        try:
            parts.seating.join(workshop, person.name, person.display_name, team_id)
        except TeamFull:
            said = _("Cette équipe vient de se remplir. Choisis-en une autre, ou demande à l’animatrice.")
            return join_page(workshop, person, said, HTTPStatus.CONFLICT)
        except LookupError:
            said = _("Cette équipe n’existe pas, ou plus. Choisis-en une autre.")
            return join_page(workshop, person, said, HTTPStatus.BAD_REQUEST)
        except NotOpen:
            return join_page(workshop, person, "", HTTPStatus.CONFLICT)
        return redirect(url_for("busy.team_home", code=workshop.code), HTTPStatus.SEE_OTHER)

    def join_page(
        workshop: Workshop, person: Person, problem: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> ResponseReturnValue:
        taken_out = person.name in parts.seating.unseated(workshop.id)
        page = render_template(
            "room/join.html",
            workshop=workshop,
            teams=parts.workshops.teams(workshop.id),
            seats=parts.seating.of(workshop.id),
            size=TEAM_SIZE,
            problem=problem,
            taken_out=taken_out,
        )
        return make_response(page, status)

    def looked_for(person: Person, code: str) -> Workshop | tuple[str, HTTPStatus]:
        """The workshop of a code, for those who may sit in it; wrong codes are counted."""
        _ = words.say
        key = f"code|{person.name}"
        wait = guesses.wait_seconds(key)
        if wait:
            said = _("Trop d’essais. Attends %(seconds)s secondes, puis recommence.", seconds=wait)
            return said, HTTPStatus.TOO_MANY_REQUESTS
        found = parts.workshops.find(code[:40])
        if person.only_workshop is not None and (found is None or found.id != person.only_workshop):
            raise Forbidden
        if found is None:
            return _("Aucun atelier n’a ce code. Recopie-le tel qu’il est au tableau."), HTTPStatus.NOT_FOUND
        guesses.undo(key)
        roster = parts.mount.roster
        if roster is not None and not person.is_facilitator and person.name not in roster():
            said = _("Ton compte n’est pas dans la liste de cet atelier. Demande à l’animatrice.")
            return said, HTTPStatus.FORBIDDEN
        return found

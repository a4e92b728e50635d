"""Doors of the pages: a pupil into her own team's, a facilitator into every team's of her workshop."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from flask import Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound

from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.workshops import Seat, Team, Workshop

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Visit:
    """Somebody in a workshop; ``seat`` is None for a facilitator, ``team`` where the page is of no team."""

    person: Person
    workshop: Workshop
    team: Team | None = None
    seat: Seat | None = None

    @property
    def may_write(self) -> bool:
        """A pupil in her team while the workshop goes on: not paused, not ended."""
        return self.seat is not None and not self.workshop.paused and self.workshop.ended_at is None

    @property
    def channels(self) -> tuple[str, ...]:
        """What a page of this visit may hear; her seat's tells the others that she is there."""
        heard = [self.workshop.channel]
        if self.seat is None:
            heard.append(self.workshop.lead_channel)
        if self.team is not None:
            heard.append(self.team.channel)
        if self.seat is not None:
            heard.append(self.seat.channel)
        return tuple(heard)

    @property
    def here(self) -> Team:
        """The page's team.

        Raises:
            LookupError: the page is of no team.
        """
        if self.team is None:
            raise LookupError("this page is of no team")
        return self.team


class Doors:
    """Wraps views; each gets what its door found as its first argument."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def whoever(self) -> Person | None:
        """Who made this request, asked once."""
        if "person" not in g:
            g.person = self._parts.mount.sign_in.current_person()
        person: Person | None = g.person
        return person

    def person(self, view: View) -> View:
        """``view(person, …)`` for whoever is signed in."""

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            person = self.whoever()
            if person is not None:
                return view(person, *args, **kwargs)
            if request.headers.get("HX-Request") or request.method != "GET":
                return Response(status=401, headers={"HX-Refresh": "true"})
            return self._parts.mount.sign_in.start(request.full_path.rstrip("?"))

        return guarded

    def workshop(self, view: View) -> View:
        """``view(visit, …)`` of ``/<code>/…``, for its pupils and its facilitators."""

        @wraps(view)
        def entered(person: Person, code: str, *args: Any, **kwargs: Any) -> ResponseReturnValue:
            return view(self._visit(person, code), *args, **kwargs)

        return self.person(entered)

    def facilitator(self, view: View) -> View:
        """``view(visit, …)`` of ``/<code>/animer/…``, for facilitators alone."""

        @wraps(view)
        def entered(person: Person, code: str, *args: Any, **kwargs: Any) -> ResponseReturnValue:
            if not person.is_facilitator:
                raise Forbidden
            return view(self._visit(person, code), *args, **kwargs)

        return self.person(entered)

    def team(self, view: View) -> View:
        """``view(visit, …)`` of ``/<code>/equipe/<int:team_id>/…``: its members; facilitators, reading."""

        @wraps(view)
        def entered(
            person: Person, code: str, team_id: int, *args: Any, **kwargs: Any
        ) -> ResponseReturnValue:
            visit = self._visit(person, code)
            if visit.seat is None:
                found = [one for one in self._parts.workshops.teams(visit.workshop.id) if one.id == team_id]
                if not found:
                    raise NotFound
                visit = replace(visit, team=found[0])
                g.visit = visit
            elif visit.seat.team_id != team_id:
                raise Forbidden
            return view(visit, *args, **kwargs)

        return self.person(entered)

    def _visit(self, person: Person, code: str) -> Visit:
        """A pupil learns nothing of workshops that are not hers, not even whether there is one."""
        workshop = self._parts.workshops.find(code)
        if workshop is None:
            raise NotFound if person.is_facilitator else Forbidden
        if person.is_facilitator:
            g.visit = Visit(person, workshop)
        else:
            found = self._parts.workshops.seat_of(workshop.id, person.name)
            if found is None or person.only_workshop not in (None, workshop.id):
                raise Forbidden
            g.visit = Visit(person, workshop, *found)
        visit: Visit = g.visit
        return visit

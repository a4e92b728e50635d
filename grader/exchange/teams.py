"""Where somebody who looks after a course hands in for a team: once, for each of its members."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.exchange import team_refusals as refusals
from grader.exchange.desk import Desk, check_key
from grader.exchange.people import Person
from grader.exchange.refusals import key_reused
from grader.teams import TeamSubmission

log = logging.getLogger(__name__)

NAME_LETTERS = 80


@dataclass(frozen=True)
class TeamRules:
    """What the exchange asks of those who know courses and people.

    Attributes:
        most: how many members a team may have, by course and exercise; 0 where it takes no teams' work.
        find: the person of that name; None where there is none.
    """

    most: Callable[[str, str], int]
    find: Callable[[str], Person | None]


class TeamDesk:
    """Receives for teams, as the exchange's desk does for one learner."""

    def __init__(self, desk: Desk, rules: TeamRules) -> None:
        self._desk = desk
        self._rules = rules

    def receive(
        self,
        person: Person,
        course: str,
        exercise: str,
        source: Iterable[bytes],
        team: str,
        learners: Sequence[str],
        key: str | None = None,
    ) -> TeamSubmission:
        """Work handed in, durable on return: bundle synced, a row for each member, all or none.

        Args:
            person: looks after the course; a learner hands in for herself alone.
            team: its display name.
            learners: names of the members; one that comes twice counts once.
            key: the same again is the same hand-in.
        """
        person.must_teach(course)
        check_key(key)
        name, members = _name(team), tuple(dict.fromkeys(learners))
        self._desk.released(course, exercise)
        self._check(course, exercise, members)
        for member in members:
            self._desk.must_have_room(member)
        blob = self._desk.keep(source, needs_notebook=True)
        made = self._desk.store.teams.add(
            course, exercise, name, members, blob.sha256, blob.size_bytes, person.name, key
        )
        first = made.first
        same = (first.course, first.exercise, first.sha256, made.team, set(made.learners))
        if same != (course, exercise, blob.sha256, name, set(members)):
            raise key_reused(str(key))
        told = (made.id, person.name, name, members, course, exercise, blob)
        log.info("received %s from %s for team %r %s, %s/%s: %s", *told)
        if any(one.state == "queued" for one in made.members):
            self._desk.announce(made.id)
        return made

    def _check(self, course: str, exercise: str, members: Sequence[str]) -> None:
        most = self._rules.most(course, exercise)
        if not most:
            raise refusals.not_for_teams(course, exercise)
        if not members:
            raise refusals.empty_team()
        if len(members) > most:
            raise refusals.too_many_members(len(members), most)
        for name in members:
            member = self._rules.find(name)
            if member is None:
                raise refusals.unknown_learner(name)
            if course not in member.courses:
                raise refusals.not_in_course(name, course)


def _name(team: str) -> str:
    name = " ".join(team.split())
    if not name or len(name) > NAME_LETTERS or not name.isprintable():
        raise refusals.bad_team_name(name)
    return name

"""A team's page of the round that goes on: where it stands, its form, what the decision costs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from busy_ness.app.doors import Visit
from busy_ness.app.parts import Parts
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.drafts import DraftConflict, Entry
from busy_ness.app.rounds.form import FIELDS, decision_so_far, problems_of
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.rounds.rights import FIELD_ROLES, VALIDATING, holders, may_act
from busy_ness.app.rounds.validations import Word
from busy_ness.app.workshops import Seat, Team
from busy_ness.market import Company, Problem, TeamResult, hints

Phase = Literal["waiting", "absent", "advising", "over", "between", "decided", "deciding"]


@dataclass(frozen=True)
class Field:
    """One field as somebody sees it.

    Attributes:
        mine: she may write it.
        whose: first names of those who hold its role; empty where the role is missing.
    """

    key: str
    name: str
    entry: Entry
    mine: bool
    whose: str
    problem: str = ""
    conflict: DraftConflict | None = None


@dataclass(frozen=True)
class Desk:
    """``round`` is the round to decide, or the last one played where the game is over.

    ``last`` is the team's quarter that was closed last, ``advised`` that of the rival it helps.
    ``stamp`` changes with whatever makes the page another page: it is then asked for anew.
    """

    phase: Phase
    standing: Standing | None
    company: Company | None
    round: int
    fields: Mapping[str, Field]
    word: Word | None
    may_validate: bool
    validators: str
    hints: tuple[str, ...]
    late: Mapping[str, Entry]
    stamp: str
    rivals: tuple[Team, ...] = ()
    last: TeamResult | None = None
    advised: TeamResult | None = None

    @property
    def blocked(self) -> bool:
        return self.standing is not None and self.standing.blocked

    @property
    def typed(self) -> int:
        """Fields that are filled."""
        return sum(bool(field.entry.text) for field in self.fields.values())


def desk_of(
    parts: Parts,
    decisions: Decisions,
    visit: Visit,
    *,
    problems: Sequence[Problem] = (),
    conflicts: Sequence[DraftConflict] = (),
    typed: Mapping[str, str] | None = None,
) -> Desk:
    """The page as it is for ``visit`` now.

    Args:
        problems, conflicts: of what was just sent.
        typed: texts that were just sent and are not kept, shown again.
    """
    standing = parts.ledger.standing(visit.workshop.id)
    team_id = visit.here.id
    seats = parts.workshops.seats(team_id)
    company = standing.company(team_id) if standing else None
    number = 1 if standing is None else min(standing.game.round, standing.game.rules.rounds)
    word = decisions.word(team_id, number) if company else None
    phase = _phase(standing, company, word)
    fields: dict[str, Field] = {}
    found_hints: tuple[str, ...] = ()
    if standing is not None and company is not None and phase in ("deciding", "decided"):
        shown = dict(decisions.entries(standing, team_id, number))
        for key, text in (typed or {}).items():
            if key in shown:
                shown[key] = Entry(key, shown[key].version, text, shown[key].display_name)
        rules = standing.game.rules
        said = {one.key: one.words for one in problems or problems_of(shown, company, rules)}
        disputed = {one.theirs.field: one for one in conflicts}
        fields = {
            key: _field(shown[key], visit.seat, seats, said.get(key, ""), disputed.get(key)) for key in FIELDS
        }
        decision = decision_so_far(shown, company, rules)
        if decision is not None and shown["forecast_sales"].text:
            found_hints = hints(decision, company, rules)
    last = number if phase == "over" else number - 1
    rivals: tuple[Team, ...] = ()
    if standing is not None and phase == "advising":
        playing = {int(one.team) for one in standing.game.playing}
        rivals = tuple(team for team in parts.workshops.teams(visit.workshop.id) if team.id in playing)
    return Desk(
        phase=phase,
        standing=standing,
        company=company,
        round=number,
        fields=fields,
        word=word,
        may_validate=visit.seat is not None and may_act(visit.seat, VALIDATING, seats),
        validators=_names(VALIDATING, seats),
        hints=found_hints,
        late=decisions.late(team_id, last) if last else {},
        stamp=_stamp(standing, phase, number, seats, company),
        rivals=rivals,
        last=_quarter(standing, str(team_id)),
        advised=_quarter(standing, company.advises) if company and company.advises else None,
    )


def _quarter(standing: Standing | None, team: str) -> TeamResult | None:
    played = standing.game.results if standing else ()
    return played[-1].team(team) if played else None


def _phase(standing: Standing | None, company: Company | None, word: Word | None) -> Phase:
    if standing is None:
        return "waiting"
    if company is None:
        return "absent"
    if standing.game.finished:
        return "over"
    if not company.playing:
        return "advising"
    if standing.open_round is None:
        return "between"
    return "decided" if word is not None and word.kind == "validated" else "deciding"


def _field(
    entry: Entry, seat: Seat | None, seats: Sequence[Seat], problem: str, conflict: DraftConflict | None
) -> Field:
    role = FIELD_ROLES[entry.field]
    mine = seat is not None and may_act(seat, role, seats)
    return Field(entry.field, FIELDS[entry.field], entry, mine, _names(role, seats), problem, conflict)


def _names(role: str, seats: Sequence[Seat]) -> str:
    return ", ".join(seat.display_name for seat in holders(role, seats))


def _stamp(
    standing: Standing | None, phase: Phase, number: int, seats: Sequence[Seat], company: Company | None
) -> str:
    told: list[object] = [phase, number, [(seat.id, seat.role) for seat in seats]]
    if standing is not None:
        told += [
            standing.card and standing.card.key,
            standing.deadline_at,
            standing.blocked,
            standing.ranking,
        ]
        told += [standing.open_round, company.advises if company else None]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]

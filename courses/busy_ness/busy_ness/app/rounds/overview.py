"""The whole market at a glance: every team, what it has typed, decided and become."""

from collections.abc import Mapping
from dataclasses import dataclass

from busy_ness.app.database import reading
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import drafts
from busy_ness.app.rounds.decisions import Decisions
from busy_ness.app.rounds.history import debriefed
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.rounds.results import Results, results_of
from busy_ness.app.rounds.validations import Word
from busy_ness.app.workshops import Seat, Team, Workshop
from busy_ness.market import Company, Decision, default_decision


@dataclass(frozen=True)
class TeamLine:
    """A team in the open round.

    Attributes:
        company: None for a team that does not play.
        decided: it has a decision that counts; ``word`` may say that it was opened again since.
        typed: fields that are filled.
        fallback: what is played if it decides nothing.
        debriefed: it has written the debrief of the last closed round.
    """

    team: Team
    seats: tuple[Seat, ...]
    company: Company | None
    decided: bool
    word: Word | None
    typed: int
    fallback: Decision | None
    debriefed: bool

    @property
    def playing(self) -> bool:
        return self.company is not None and self.company.playing


@dataclass(frozen=True)
class Overview:
    """``results`` are those of the last closed round."""

    workshop: Workshop
    standing: Standing | None
    lines: tuple[TeamLine, ...]
    results: Results | None

    @property
    def undecided(self) -> tuple[TeamLine, ...]:
        return tuple(line for line in self.lines if line.playing and not line.decided)

    @property
    def decided(self) -> tuple[TeamLine, ...]:
        return tuple(line for line in self.lines if line.playing and line.decided)

    def name(self, team: str) -> str:
        """Of a team by its name in the game."""
        return next((line.team.name for line in self.lines if str(line.team.id) == team), "")


def overview_of(parts: Parts, decisions: Decisions, workshop: Workshop) -> Overview:
    """Everything about the market of a workshop, in a few queries for all its teams."""
    standing = parts.ledger.standing(workshop.id)
    teams = parts.workshops.teams(workshop.id)
    seats = parts.seating.of(workshop.id)
    words: Mapping[int, Word] = {}
    typed: Mapping[int, int] = {}
    if standing is not None and standing.open_round is not None:
        ids = [team.id for team in teams]
        words = decisions.words(ids, standing.open_round)
        with reading(parts.engine).connect() as db:
            typed = drafts.counts(db, ids, standing.open_round)
    results = None
    if standing is not None and standing.game.results:
        results = results_of(standing, len(standing.game.results), teams, None, {})
    last = len(standing.game.results) if standing is not None else 0
    texts = parts.writing.board.of_teams([team.id for team in teams]) if last else {}
    lines = []
    for team in teams:
        company = standing.company(team.id) if standing is not None else None
        fallback = None
        if standing is not None and company is not None and company.playing:
            fallback = default_decision(company, standing.game.rules)
        lines.append(
            TeamLine(
                team,
                seats.get(team.id, ()),
                company,
                standing is not None and team.id in standing.decided,
                words.get(team.id),
                typed.get(team.id, 0),
                fallback,
                debriefed(texts.get(team.id, {}), last),
            )
        )
    return Overview(workshop, standing, tuple(lines), results)

"""The market that all teams of a workshop share: pure, seeded, and replayed to the same byte."""

from busy_ness.market.company import Company, Decision, Machine, Status
from busy_ness.market.debrief import Gap
from busy_ness.market.decision import FIELDS, DecisionError, Problem, check_decision, default_decision, hints
from busy_ness.market.events import CARDS, Shock, ShockError, card
from busy_ness.market.game import Game, GameError, RoundResult, advise, play
from busy_ness.market.journal import Journal, JournalError, Resumed, replay, resume, serialize
from busy_ness.market.quarter import Planned, TeamResult, budget
from busy_ness.market.roles import ROLES, Role, roles_of
from busy_ness.market.rules import Rules, RulesError, check_rules
from busy_ness.market.score import Part, Ranked, Score, ranking, score
from busy_ness.market.statement import Line, Statement, statement

__all__ = [
    "CARDS",
    "FIELDS",
    "ROLES",
    "Company",
    "Decision",
    "DecisionError",
    "Game",
    "GameError",
    "Gap",
    "Journal",
    "JournalError",
    "Line",
    "Machine",
    "Part",
    "Planned",
    "Problem",
    "Ranked",
    "Resumed",
    "Role",
    "RoundResult",
    "Rules",
    "RulesError",
    "Score",
    "Shock",
    "ShockError",
    "Statement",
    "Status",
    "TeamResult",
    "advise",
    "budget",
    "card",
    "check_decision",
    "check_rules",
    "default_decision",
    "hints",
    "play",
    "ranking",
    "replay",
    "resume",
    "roles_of",
    "score",
    "serialize",
    "statement",
]

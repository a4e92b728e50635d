"""Why the market does not take what somebody sent: each with its words, its status and what is kept."""

from http import HTTPStatus

from busy_ness.app.rounds.drafts import DraftConflict
from busy_ness.market import Problem


class Refusal(Exception):
    """``words`` go to who asked, in French."""

    status = HTTPStatus.CONFLICT

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotYours(Refusal):
    """A field of another role, or the word of the DG."""

    status = HTTPStatus.FORBIDDEN


class RoundClosed(Refusal):
    """The round is not open (any more); what was typed is kept beside."""


class Locked(Refusal):
    """The team has validated: to change something, it opens its decision again."""


class WorkshopPaused(Refusal):
    """The facilitator paused the workshop, or it has ended."""


class StillUndecided(Refusal):
    """Teams without a decision that the facilitator was not shown; ``teams`` are their ids."""

    def __init__(self, words: str, teams: frozenset[int]) -> None:
        super().__init__(words)
        self.teams = teams


class Unplayable(Refusal):
    """A decision with problems, each beside its field."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, words: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(words)
        self.problems = problems


class Disagreement(Refusal):
    """Friends wrote other values meanwhile; both are in each of ``conflicts``."""

    def __init__(self, words: str, conflicts: tuple[DraftConflict, ...]) -> None:
        super().__init__(words)
        self.conflicts = conflicts

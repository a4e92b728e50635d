"""What the other rooms ask of the writing: a team's texts and numbers, and what they come to."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Engine

from busy_ness.app.live import Live
from busy_ness.app.people import Person
from busy_ness.app.writing import progress
from busy_ness.app.writing.entries import Entries
from busy_ness.app.writing.forecasts import Computed, Forecasts
from busy_ness.app.writing.texts import Texts


class Writing:
    """One for the whole application: it remembers what was asked for last.

    Attributes:
        board: the texts that pupils write together.
        form: numbers and choices, each with its version.
        forecasts: what those numbers come to.
    """

    def __init__(self, engine: Engine, live: Live, now: Callable[[], datetime]) -> None:
        self.board = Texts(engine, now)
        self.form = Entries(engine, live, now)
        self.forecasts = Forecasts()

    def texts(self, team_id: int) -> Mapping[str, str]:
        """What a team wrote, by key of ``Dossier.texts``; a missing key is empty."""
        return self.board.of_teams((team_id,))[team_id]

    def entries(self, team_id: int) -> Mapping[str, str]:
        """Canonical texts by key of ``Dossier.entries``; what is empty or erased is left out."""
        return {key: one.value for key, one in self.form.values(team_id).items() if one.value}

    def computed(self, team_id: int) -> Computed:
        """The team's forecast as its entries are now, and the entries it had to leave out."""
        return self.forecasts.of(team_id, self.entries(team_id))

    def filled(self, team_id: int) -> Mapping[str, tuple[int, int]]:
        """(written, of how many) for canvas, personas, study, strategy, plan and pitch."""
        return progress.filled(self.texts(team_id), self.entries(team_id))

    def fill(
        self, team_id: int, texts: Mapping[str, str], entries: Mapping[str, str], person: Person
    ) -> None:
        """Writes where nobody has written yet: a team that is ready for a demonstration.

        Raises:
            EntryError: an entry cannot be kept. KeyError: no such box. TooLongError: a text is too long.
        """
        self.form.fill(team_id, entries, person)
        self.board.fill(team_id, texts, person.name)

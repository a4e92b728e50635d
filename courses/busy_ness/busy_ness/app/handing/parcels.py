"""What goes out when a team hands in: its dossier, and the documents that a reader opens."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from busy_ness.app.turns import Turns
from busy_ness.deliverables import FILE, Work, written
from busy_ness.dossier import Dossier
from busy_ness.plan.forecast import Forecast

if TYPE_CHECKING:
    from busy_ness.export.press import Printed

log = logging.getLogger(__name__)
ATTACHED_BYTES_MAX = 1_500_000
"""Of one document; a hand-in may have 10 MB by itself, and each member's is kept."""
PATIENCE_SECONDS = 5

Make = Callable[[Dossier, Forecast], tuple[bytes, tuple[str, ...]]]


@dataclass(frozen=True)
class Parcel:
    """Files by name, and what the team should know about them, in French."""

    files: Mapping[str, bytes]
    warnings: tuple[str, ...] = ()


class Parcels:
    """Makes parcels, a few at a time."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def of(self, work: Work, forecast: Forecast) -> Parcel:
        """The deliverable itself, and spreadsheet, bank's file or slides beside it.

        A document that cannot be made, is too large, or whose turn does not come is left out: what is
        graded is the deliverable.
        """
        files = {FILE: written(work)}
        told: list[str] = []
        for name, make in _documents(work.exercise):
            try:
                with self._turns.turn(PATIENCE_SECONDS) as mine:
                    if not mine:
                        log.warning("%s of team %r is left out: too many at once", name, work.dossier.team)
                        continue
                    content, warnings = make(work.dossier, forecast)
            except Exception:
                log.exception("%s of team %r is handed in without %s", work.exercise, work.dossier.team, name)
                continue
            if len(content) <= ATTACHED_BYTES_MAX:
                files[name] = content
                told += warnings
            else:
                log.warning("%s of team %r is left out: %d bytes", name, work.dossier.team, len(content))
        return Parcel(files, tuple(told))


def _documents(exercise: str) -> tuple[tuple[str, Make], ...]:
    # What makes them takes a while to be imported.
    if exercise == "previsionnel":
        from busy_ness.export.report import report
        from busy_ness.export.workbook import workbook

        return (
            ("previsionnel.xlsx", lambda dossier, made: (workbook(dossier, made), ())),
            ("previsionnel.pdf", lambda dossier, made: _told(report(dossier, made))),
        )
    if exercise == "pitch":
        from busy_ness.export.slides import slides

        return (("pitch.pdf", lambda dossier, made: _told(slides(dossier, made))),)
    return ()


def _told(printed: "Printed") -> tuple[bytes, tuple[str, ...]]:
    return printed.pdf, printed.warnings

"""What can be said of a team's work by itself: by the app before it is handed in, by the exercises after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from busy_ness.deliverables import DeliverableError, open_work
from busy_ness.dossier import Dossier
from busy_ness.review import accounts, canvas, debrief, pitch, study

Check = Callable[[Dossier], str]
"""What is still to do, in French, to the team; "" where nothing is."""

CHECKS: Mapping[str, Mapping[str, Check]] = {
    "canevas": canvas.CHECKS,
    "etude_strategie": study.CHECKS,
    "previsionnel": accounts.CHECKS,
    "bilan_decisions": debrief.CHECKS,
    "pitch": pitch.CHECKS,
}


@dataclass(frozen=True)
class Remark:
    """What one check says of a team's work; ``words`` is empty where it has nothing to say."""

    check: str
    words: str


def remarks(exercise: str, dossier: Dossier) -> tuple[Remark, ...]:
    """What every check of an exercise says, in their order."""
    return tuple(Remark(name, check(dossier)) for name, check in CHECKS[exercise].items())


def problem(exercise: str, check: str, content: str) -> str:
    """What one check says of a deliverable, given what lay beside the notebook; "" where all is well."""
    try:
        work = open_work(exercise, content)
    except DeliverableError as error:
        return str(error)
    return CHECKS[exercise][check](work.dossier)

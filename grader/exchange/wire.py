"""The JSON that the exchange and its clients speak, and the times written in it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NotRequired, TypedDict

# nbgrader's own default: it reads this in timestamp.txt and compares it with the due date.
_NBGRADER_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"


class AssignmentJson(TypedDict):
    course: str
    assignment: str
    released_at: str


class ReceiptJson(TypedDict):
    """What a hand-in is answered with: from then on it is kept."""

    id: str
    timestamp: str
    sha256: str
    state: str


class MemberReceiptJson(ReceiptJson):
    """A member's own submission of what her team handed in."""

    learner: str


class TeamReceiptJson(ReceiptJson):
    """``id`` is the team submission's; ``submissions`` has each member's, in the order they were named."""

    team: str
    submissions: list[MemberReceiptJson]


class SubmissionJson(ReceiptJson):
    """``feedback_sha256`` is the released feedback, if any; ``result`` comes with one submission only."""

    course: str
    assignment: str
    learner: str
    feedback_sha256: NotRequired[str | None]
    result: NotRequired[dict[str, Any] | None]


class FeedbackJson(TypedDict):
    timestamp: str
    sha256: str


def written(moment: datetime) -> str:
    """ISO 8601 in UTC, to the microsecond: it names a submission of a learner."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """Aware UTC; raises ValueError for anything that is not a time with its zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return moment.astimezone(UTC)


def for_nbgrader(moment: datetime) -> str:
    """As nbgrader writes it in timestamp.txt and names feedback folders."""
    return moment.astimezone(UTC).strftime(_NBGRADER_FORMAT)


def from_nbgrader(naive: datetime) -> datetime:
    """nbgrader's times are UTC without saying so."""
    return naive.replace(tzinfo=UTC)


def stamp(folder: Path, moment: datetime) -> None:
    """Writes nbgrader's ``timestamp.txt``, whatever she put in its place: late penalties rest on it."""
    file = folder / "timestamp.txt"
    if file.is_dir():
        shutil.rmtree(file)
    file.write_text(for_nbgrader(moment))

"""What a learner and a facilitator read of one submission, as plain records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from grader.store import State

Status = Literal["passed", "partial", "failed", "waiting"]


@dataclass(frozen=True)
class CheckResult:
    """One graded cell.

    ``score`` is None while a person has to look (``waiting``); ``words`` say in French what happened and
    what to try; ``comment`` is what a facilitator wrote; ``raw`` is the technical trace, for facilitators.
    """

    name: str
    says: str
    points: float
    score: float | None
    status: Status
    words: str = ""
    comment: str = ""
    raw: str = ""

    def as_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """As JSON; ``raw`` only for facilitators, since it can show hidden tests."""
        told: dict[str, Any] = {
            "name": self.name,
            "says": self.says,
            "points": self.points,
            "score": self.score,
            "status": self.status,
            "words": self.words,
            "comment": self.comment,
        }
        return {**told, "raw": self.raw} if raw else told


@dataclass(frozen=True)
class Result:
    """One submission: ``score`` is None until it is graded, and after that counts what is known so far.

    ``remarks`` are a person's comments on answers that carry no points themselves.
    """

    submission_id: str
    course: str
    exercise: str
    learner: str
    received_at: datetime
    state: State
    score: float | None
    max_score: float
    checks: tuple[CheckResult, ...] = ()
    reason: str = ""
    late_seconds: float = 0.0
    remarks: tuple[str, ...] = ()

    def as_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """As JSON; ``raw`` and ``reason`` only for facilitators."""
        told: dict[str, Any] = {
            "submission_id": self.submission_id,
            "course": self.course,
            "exercise": self.exercise,
            "learner": self.learner,
            "received_at": self.received_at.isoformat(),
            "state": self.state,
            "score": self.score,
            "max_score": self.max_score,
            "checks": [check.as_dict(raw=raw) for check in self.checks],
            "late_seconds": self.late_seconds,
            "remarks": list(self.remarks),
        }
        return {**told, "reason": self.reason} if raw else told


def status(score: float | None, points: float, *, failed: bool = False) -> Status:
    """Where a score stands; ``failed`` decides for a cell that is worth no points."""
    if score is None:
        return "waiting"
    if score >= points and not (points == 0 and failed):
        return "passed"
    return "partial" if score > 0 else "failed"

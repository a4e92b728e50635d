"""What a learner and a facilitator read of one submission, as plain records."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from grader.sayings.french import french
from grader.store import State

Status = Literal["passed", "partial", "failed", "waiting"]


@dataclass(frozen=True)
class Shown:
    """A picture that a test which failed shows, kept under the hash of its content.

    Attributes:
        alt: in French, all that it shows.
        width, height: in its own pixels.
        seconds: that it moves; 0 where it does not.
    """

    sha256: str
    alt: str
    width: int
    height: int
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class CheckResult:
    """One graded cell.

    ``score`` is None while a person has to look (``waiting``); ``words`` say in French what happened and
    what to try; ``comment`` is what a facilitator wrote; ``raw`` is the technical trace, for facilitators.
    ``asked``, ``obtained`` and ``expected`` are what a comparison that she may read failed on, as Python
    writes it, empty where that is not known; ``advice`` is the author's on a mistake that he foresaw;
    ``shown`` is a picture of what the test saw.
    """

    name: str
    says: str
    points: float
    score: float | None
    status: Status
    words: str = ""
    comment: str = ""
    raw: str = ""
    asked: str = ""
    obtained: str = ""
    expected: str = ""
    advice: str = ""
    shown: Shown | None = None

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> "CheckResult":
        """From ``as_dict(raw=True)``."""
        shown = told.get("shown")
        return cls(**{**told, "shown": Shown(**shown) if shown else None})

    @property
    def detail(self) -> str:
        """What was obtained and expected, as a sentence; empty where the words say both already."""
        if not self.expected or self.status == "passed" or self.obtained == self.expected:
            return ""
        if _says(self.words, self.obtained) and _says(self.words, self.expected):
            return ""
        said = f"Pour `{self.asked}`, ton programme" if self.asked else "Ton programme"
        if self.obtained == "None":
            said += " ne donne rien (`None`)."
        elif self.obtained.startswith(("<function", "<bound method", "<built-in")):
            said += " donne une fonction : il manque peut-être des parenthèses."
        else:
            said += f" donne `{self.obtained}`."
        said += f" On attendait `{self.expected}`."
        if self.obtained == repr(self.expected):
            said += " Les guillemets en font un texte : enlève-les."
        return french(said)

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
            "asked": self.asked,
            "obtained": self.obtained,
            "expected": self.expected,
            "advice": self.advice,
            "shown": self.shown.as_dict() if self.shown is not None else None,
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
            "checks": [{**check.as_dict(raw=raw), "detail": check.detail} for check in self.checks],
            "late_seconds": self.late_seconds,
            "remarks": list(self.remarks),
        }
        return {**told, "reason": self.reason} if raw else told


def _says(words: str, value: str) -> bool:
    """Whether a text holds a value, written as Python or as French people write numbers."""
    # 58 078,71 € is 58078.71
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", words)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    pattern = re.compile(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)")
    return any(pattern.search(text) for text in (words, plain))


def status(score: float | None, points: float, *, failed: bool = False) -> Status:
    """Where a score stands; ``failed`` decides for a cell that is worth no points."""
    if score is None:
        return "waiting"
    if score >= points and not (points == 0 and failed):
        return "passed"
    return "partial" if score > 0 else "failed"

"""Everything one team produced, as it stood at one moment: what is exported, handed in and pitched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Member:
    """A pupil of the team; ``name`` is her account, ``display_name`` what people read, ``role`` in French."""

    name: str
    display_name: str
    role: str = ""


@dataclass(frozen=True)
class PlayedRound:
    """One closed round of the market: what the team planned, what became of it (euros; units sold)."""

    number: int
    decision: Mapping[str, str]
    planned_sales: int | None
    sales: int
    planned_result: Decimal | None
    result: Decimal
    cash: Decimal
    event: str = ""


@dataclass(frozen=True)
class Dossier:
    """A team's work.

    Attributes:
        texts: what they wrote together, by key (``canvas.segments``, ``pitch.1``…); a missing key is empty.
        entries: canonical texts of the plan's form and of the study's numbers, by key.
        rounds: those that are closed, in order.
        made_at: aware, UTC.
    """

    workshop: str
    team: str
    company: str
    members: tuple[Member, ...]
    made_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[PlayedRound, ...] = ()

    def text(self, key: str) -> str:
        return self.texts.get(key, "").strip()

"""The collaborators that every page gets, made in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine

from busy_ness.app.database import connect
from busy_ness.app.handing import tables as _handing_tables  # noqa: F401  (they join metadata)
from busy_ness.app.live import Live
from busy_ness.app.mount import Mount
from busy_ness.app.rounds import tables as _rounds_tables  # noqa: F401
from busy_ness.app.rounds.ledger import Ledger
from busy_ness.app.seating import Seating
from busy_ness.app.tables import metadata
from busy_ness.app.turns import Turns
from busy_ness.app.workshops import Workshops
from busy_ness.app.writing import tables as _writing_tables  # noqa: F401
from busy_ness.app.writing.store import Writing


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """What pages work with; ``now`` is aware and in UTC."""

    mount: Mount
    engine: Engine
    live: Live
    workshops: Workshops
    now: Callable[[], datetime] = _utc_now
    writing: Writing = field(init=False)
    seating: Seating = field(init=False)
    ledger: Ledger = field(init=False)
    turns: Turns = field(default_factory=Turns)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writing", Writing(self.engine, self.live, self.now))
        object.__setattr__(self, "seating", Seating(self.engine, self.live))
        object.__setattr__(self, "ledger", Ledger(self.engine))

    @classmethod
    def of(cls, mount: Mount) -> "Parts":
        engine, live = connect(mount.database_url, metadata), Live()
        return cls(mount, engine, live, Workshops(engine, live))

"""Who starts her server now, and who waits: first come, first served, each told her place and how long."""

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FIRST_GUESS_SECONDS = 2.0
REMEMBERED = 20


@dataclass(eq=False)
class Ticket:
    """One person's place.

    Attributes:
        name: hers.
        begun: when her server began to start (``time.monotonic``); None while she waits.
    """

    name: str
    begun: float | None = None
    turn: asyncio.Event = field(default_factory=asyncio.Event)


class Rush:
    """A queue at the door of one campus.

    Args:
        at_once: how many servers start at the same time; more would only make each of them slower.
    """

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self._waiting: deque[Ticket] = deque()
        self._starting: set[Ticket] = set()
        self._lasted: deque[float] = deque(maxlen=REMEMBERED)

    @asynccontextmanager
    async def place(self, name: str) -> AsyncIterator[Ticket]:
        """Waits for her turn, which lasts as long as the block; whoever gives up leaves the queue."""
        ticket = Ticket(name)
        self._waiting.append(ticket)
        self._call()
        try:
            await ticket.turn.wait()
            yield ticket
        finally:
            if ticket in self._starting:
                self._starting.discard(ticket)
                assert ticket.begun is not None  # noqa: S101 - set when it was called
                self._lasted.append(time.monotonic() - ticket.begun)
            else:
                self._waiting.remove(ticket)
            self._call()

    def _call(self) -> None:
        while self._waiting and len(self._starting) < self.at_once:
            ticket = self._waiting.popleft()
            ticket.begun = time.monotonic()
            self._starting.add(ticket)
            ticket.turn.set()

    def ahead(self, name: str) -> int | None:
        """How many wait before her; None where she does not wait."""
        return next((place for place, one in enumerate(self._waiting) if one.name == name), None)

    def seconds(self, ahead: int) -> int:
        """About how long until a server is there for somebody with so many before her."""
        lasts = sum(self._lasted) / len(self._lasted) if self._lasted else FIRST_GUESS_SECONDS
        return max(1, math.ceil(lasts * (1 + (ahead + 1) / self.at_once)))


def told(ahead: int, seconds: int) -> str:
    """Her place in words that a twelve-year-old reads at a glance."""
    soon = f"encore {seconds} secondes environ" if seconds > 1 else "plus qu'une seconde"
    if ahead == 0:
        return f"C'est bientôt à toi\u202f: {soon}."
    others = "1 personne passe" if ahead == 1 else f"{ahead} personnes passent"
    return f"{others} avant toi\u202f: {soon}."

"""Sign-in with a card: a pseudonym and three words, checked by the hub and slowed down for guessers."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from jupyterhub.auth import Authenticator
from traitlets import Integer, Unicode

from campus.accounts import Accounts
from grader.engines import create_engine

_MANY = 1000
LONGEST_NAME = 40
"""As in the accounts' table."""


class Throttle:
    """Counts failures of one account from one address, so that a room behind one address is not locked out.

    Args:
        limit: failures within the window after which answers are refused.
        window_seconds: how long a failure counts.
    """

    def __init__(
        self, limit: int, window_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._window_seconds = window_seconds
        self._clock = clock
        self._failures: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._most = _MANY

    def blocked(self, name: str, address: str) -> bool:
        return len(self._recent(name, address)) >= self._limit

    def failed(self, name: str, address: str) -> None:
        self._forget()
        self._failures[name, address].append(self._clock())

    def succeeded(self, name: str, address: str) -> None:
        self._failures.pop((name, address), None)

    def _forget(self) -> None:
        """Drops those whose failures no longer count, once there are many: guessers invent names."""
        if len(self._failures) >= self._most:
            oldest = self._clock() - self._window_seconds
            kept = {who: when for who, when in self._failures.items() if when and when[-1] >= oldest}
            self._failures = defaultdict(deque, kept)
            self._most = max(_MANY, 2 * len(kept))

    def _recent(self, name: str, address: str) -> deque[float]:
        failures = self._failures.get((name, address), deque())
        oldest = self._clock() - self._window_seconds
        while failures and failures[0] < oldest:
            failures.popleft()
        return failures


class CardAuthenticator(Authenticator):  # type: ignore[misc]
    """Accounts come from the campus's own table; groups follow the account at every sign-in."""

    database_url = Unicode(help="SQLAlchemy address of the campus schema.").tag(config=True)
    failure_limit = Integer(8, help="Failures of one account from one address before it must wait.").tag(
        config=True
    )
    name_failure_limit = Integer(
        100, help="Failures of one account in an hour, from wherever: an address is the asker's own word."
    ).tag(config=True)
    failure_window_seconds = Integer(120, help="How long a failure counts, in seconds.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._accounts = Accounts(create_engine(self.database_url))
        self._throttle = Throttle(self.failure_limit, self.failure_window_seconds)
        self._by_name = Throttle(self.name_failure_limit, 3600)

    async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any] | None:
        name = self.normalize_username(data.get("username", "").strip())
        address = handler.request.remote_ip
        if len(name) > LONGEST_NAME or "\0" in name:
            return None
        if self._throttle.blocked(name, address) or self._by_name.blocked(name, ""):
            self.log.warning("Sign-in of %r from %s refused for now: too many failures", name, address)
            return None
        # Counted before they are looked at, or a hundred at the same instant would all be let through.
        self._throttle.failed(name, address)
        self._by_name.failed(name, "")
        account = await asyncio.to_thread(self._accounts.check, name, data.get("password", ""))
        if account is None:
            return None
        self._throttle.succeeded(name, address)
        self._by_name.succeeded(name, "")
        return {"name": account.name, "groups": account.groups}

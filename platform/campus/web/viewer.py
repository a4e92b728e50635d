"""Who is looking at a page, however she signed in."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from flask.typing import ResponseReturnValue

Role = Literal["learner", "facilitator"]


@dataclass(frozen=True)
class Viewer:
    """A signed-in person.

    ``courses`` she learns, ``teaches`` those she facilitates; ``token`` is her hub token.
    """

    name: str
    display_name: str
    roles: frozenset[Role] = frozenset({"learner"})
    courses: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    token: str | None = field(default=None, repr=False)


class SignIn(Protocol):
    """Who is there, and how to come and go; each call belongs to the current Flask request."""

    def current_person(self) -> Viewer | None: ...

    def start(self, next_url: str) -> ResponseReturnValue:
        """Sends her to sign in; she comes back to ``next_url``, a path of this site."""

    def finish(self) -> ResponseReturnValue:
        """Answers the OAuth callback."""

    def leave(self) -> ResponseReturnValue: ...

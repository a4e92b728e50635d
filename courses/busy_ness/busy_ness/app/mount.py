"""What the application needs from the place it runs in: a hub, or one laptop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from busy_ness.app.people import SignIn


@dataclass(frozen=True)
class TeamWork:
    """A deliverable on its way to be graded: counts for every one of ``members`` (accounts).

    Attributes:
        exercise: the course's exercise it answers.
        files: by path relative to the exercise's folder.
        key: the same key never makes a second submission.
        answers: what the team says in answer cells of the exercise's notebook, by the cells' names.
    """

    exercise: str
    team: str
    members: tuple[str, ...]
    files: Mapping[str, bytes]
    key: str
    answers: Mapping[str, str] = field(default_factory=dict)


class DeliveryError(Exception):
    """The work was not taken; ``str()`` says it in French, to the pupils. Nothing of theirs is lost."""


Deliver = Callable[[TeamWork], str]
"""Hands a team's work in and returns the receipt's id; raises DeliveryError."""

Roster = Callable[[], Mapping[str, str]]
"""Display names of those who may join, by account, in the order of the table."""


@dataclass(frozen=True)
class Mount:
    """The surroundings.

    Attributes:
        database_url: SQLAlchemy's; SQLite or PostgreSQL.
        secret_key: signs cookies; at least 32 characters.
        prefix: path under which every page lives, without a slash at the end ("" or "/services/busy_ness").
        deliver: None where nothing collects work; deliverables are then downloaded.
        roster: None where whoever has the workshop's code may join.
        campus_url: the page of exercises that "Mon parcours" leads to; "" where there is none.
        behind_proxy: whether the headers by which a proxy names the visitor's address are to be believed.
        address: what pupils type to come (scheme, host, port); None where it is what the browser asked for.
    """

    database_url: str
    secret_key: str
    sign_in: SignIn
    prefix: str = ""
    deliver: Deliver | None = None
    roster: Roster | None = None
    campus_url: str = ""
    secure_cookies: bool = False
    behind_proxy: bool = False
    address: Callable[[], str] | None = None

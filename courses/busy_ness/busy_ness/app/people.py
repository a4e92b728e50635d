"""Who looks at a page, whichever way they signed in."""

from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint
from flask.typing import ResponseReturnValue


@dataclass(frozen=True)
class Person:
    """Somebody signed in.

    Attributes:
        name: unique and stable.
        display_name: what others read.
        only_workshop: id of the one workshop her account is for; None where it is for any.
    """

    name: str
    display_name: str
    is_facilitator: bool = False
    only_workshop: int | None = None


class SignIn(Protocol):
    """A way of signing in: the hub's accounts, or the workshop's own where there is no hub."""

    def current_person(self) -> Person | None:
        """Whoever made this request; None where nobody is signed in."""

    def start(self, next_url: str) -> ResponseReturnValue:
        """Sends the visitor to sign in, then back to ``next_url`` (a path of ours)."""

    def add_pages(self, pages: Blueprint) -> None:
        """Adds the routes that signing in and out need."""

"""The application on a campus: what the campus gives, as the application's own parts want it."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from flask import Blueprint
from flask.typing import ResponseReturnValue

from busy_ness.app import demonstration
from busy_ness.app.mount import DeliveryError, Mount, TeamWork
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.serve import serve as serve_parts

log = logging.getLogger(__name__)


class Visitor(Protocol):
    """Somebody of the course, as the campus knows her."""

    @property
    def name(self) -> str: ...

    @property
    def display_name(self) -> str: ...

    @property
    def is_facilitator(self) -> bool: ...


class Visitors(Protocol):
    """Signing in through the campus."""

    def current_person(self) -> Visitor | None: ...

    def start(self, next_url: str) -> ResponseReturnValue: ...

    def add_pages(self, pages: Blueprint) -> None: ...


class Collect(Protocol):
    """Hands a team's work in; RuntimeError, in French, where it is not taken."""

    def __call__(
        self,
        exercise: str,
        team: str,
        members: Sequence[str],
        files: Mapping[str, bytes],
        answers: Mapping[str, str],
        key: str,
    ) -> str: ...


class Surroundings(Protocol):
    """What a campus gives to the app of a course (docs/authors/apps.md)."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def prefix(self) -> str: ...

    @property
    def database_url(self) -> str: ...

    @property
    def secret_key(self) -> str: ...

    @property
    def sign_in(self) -> Visitors: ...

    @property
    def roster(self) -> Callable[[], Mapping[str, str]]: ...

    @property
    def deliver(self) -> Collect: ...

    @property
    def campus_url(self) -> str: ...

    @property
    def secure_cookies(self) -> bool: ...


class CampusSignIn:
    """The application's ``SignIn`` where a campus has signed everybody in already."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors

    def current_person(self) -> Person | None:
        visitor = self._visitors.current_person()
        if visitor is None:
            return None
        return Person(visitor.name, visitor.display_name, visitor.is_facilitator)

    def start(self, next_url: str) -> ResponseReturnValue:
        return self._visitors.start(next_url)

    def add_pages(self, pages: Blueprint) -> None:
        self._visitors.add_pages(pages)


def mount(place: Surroundings) -> Mount:
    """The application's own record of where it runs."""

    def deliver(work: TeamWork) -> str:
        try:
            return place.deliver(
                work.exercise, work.team, work.members, work.files, answers=work.answers, key=work.key
            )
        except RuntimeError as error:
            raise DeliveryError(str(error)) from error

    return Mount(
        database_url=place.database_url,
        secret_key=place.secret_key,
        sign_in=CampusSignIn(place.sign_in),
        prefix=place.prefix,
        deliver=deliver,
        roster=place.roster,
        campus_url=place.campus_url,
        secure_cookies=place.secure_cookies,
        behind_proxy=True,
    )


def demonstrate(place: Surroundings) -> None:
    """Makes a workshop to look at, once; ``[app] demonstrate`` of course.toml."""
    parts = Parts.of(mount(place))
    try:
        demonstration.prepare(parts, place.roster)
    finally:
        parts.engine.dispose()


def serve(place: Surroundings) -> None:
    """Serves the application on a campus until it is stopped; ``[app] serve`` of course.toml."""
    asyncio.run(serve_parts(Parts.of(mount(place)), place.host, place.port))

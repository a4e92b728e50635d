"""What the app of a course is given by the campus: its place, people, database, and the way to hand work in.

A course imports nothing of the campus, and the campus names no course: the function that ``[app] serve`` of
course.toml names gets a :class:`Surroundings`, and serves until it is stopped. docs/authors/apps.md.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from jupyterhub.services.auth import HubOAuth

from campus import database, secret
from campus.collecting import Collector
from campus.web.signin import HubSignIn
from campus.web.viewer import SignIn
from campus.wiring import Campus
from grader.errors import GraderError
from grader.manifest import Course

PEOPLE_SECONDS = 30


@dataclass(frozen=True)
class Visitor:
    """Somebody of the course: ``name`` is her account, ``display_name`` what others read."""

    name: str
    display_name: str
    is_facilitator: bool = False


class Visitors:
    """Signing in to a course's app through the hub; each call belongs to the current Flask request."""

    def __init__(self, sign_in: SignIn, course: str) -> None:
        self._sign_in = sign_in
        self._course = course

    def current_person(self) -> Visitor | None:
        """Whoever made this request; None where nobody is signed in; 403 for who is not of the course."""
        viewer = self._sign_in.current_person()
        if viewer is None:
            return None
        teaches = self._course in viewer.teaches
        if not teaches and self._course not in viewer.courses:
            abort(403)
        return Visitor(viewer.name, viewer.display_name, teaches)

    def start(self, next_url: str) -> ResponseReturnValue:
        """Sends the visitor to sign in; she comes back to ``next_url``, a path."""
        return self._sign_in.start(next_url)

    def add_pages(self, pages: Blueprint) -> None:
        """Adds the routes ``oauth_callback`` and ``logout``; ``pages`` lies under the app's own prefix."""
        pages.add_url_rule("/oauth_callback", view_func=self._sign_in.finish, endpoint="oauth_callback")
        pages.add_url_rule(
            "/logout", view_func=self._sign_in.leave, endpoint="logout", methods=["GET", "POST"]
        )


class Deliver(Protocol):
    """Hands in what a team made; it counts for each of ``members``, who are learners of the course."""

    def __call__(
        self,
        exercise: str,
        team: str,
        members: Sequence[str],
        files: Mapping[str, bytes],
        answers: Mapping[str, str],
        key: str,
    ) -> str:
        """The receipt's id.

        Args:
            files: by path beside the notebook.
            answers: text of answer cells of the exercise's notebooks, by the cells' names.
            key: the same key never makes a second submission.

        Raises:
            RuntimeError: the work was not taken; the text says why in French, to the pupils.
        """


@dataclass(frozen=True)
class Surroundings:
    """The campus, as the app of one course sees it.

    Attributes:
        host: address to listen on, with ``port``.
        prefix: path of every page of the app, without a slash at the end.
        database_url: SQLAlchemy address of a PostgreSQL schema that is the app's alone.
        secret_key: signs cookies; 64 hexadecimal digits, the same at every start.
        roster: display names of the course's learners by account, in the order of the table.
        campus_url: path of « Mon parcours ».
        secure_cookies: whether browsers come over HTTPS.
    """

    host: str
    port: int
    prefix: str
    database_url: str
    secret_key: str
    sign_in: Visitors
    roster: Callable[[], Mapping[str, str]]
    deliver: Deliver
    campus_url: str
    secure_cookies: bool


def surroundings(campus: Campus, course: str) -> Surroundings:
    """Those of the app of ``course``, which has one."""
    settings, prefix = campus.settings, prefix_of(course)
    token = secret.read(settings.secrets_dir)[secret.app(course)]
    hub = HubOAuth(
        api_url=settings.hub_api_url,
        api_token=token,
        oauth_client_id=f"service-{course}",
        oauth_redirect_uri=f"{settings.hub.subdomain_host}{prefix}/oauth_callback",
        base_url=f"{prefix}/",
        cache_max_age=PEOPLE_SECONDS,
    )
    sign_in = HubSignIn(hub, campus.display_name, home_url=f"{prefix}/")
    return Surroundings(
        host="127.0.0.1",
        port=settings.app_port(campus.app_ids.index(course)),
        prefix=prefix,
        database_url=database.schema_url(settings, database.app_schema(course)),
        secret_key=token,
        sign_in=Visitors(sign_in, course),
        roster=lambda: campus.roster(course),
        deliver=Collector(course, settings.exchange_url, token, settings.exchange.limits),
        campus_url="/services/campus/",
        secure_cookies=settings.public_url.startswith("https://"),
    )


def prefix_of(course: str) -> str:
    """Path of every page of a course's app: the hub's, for a service of the course's name."""
    return f"/services/{course}"


def serve(campus: Campus, course: str) -> None:
    """Runs the app of a course until it is stopped.

    Raises:
        GraderError: ``no-app``, ``app-unreadable``.
    """
    found = next((one for one in campus.courses if one.id == course), None)
    if found is None or found.app is None:
        raise GraderError(
            "no-app",
            "Ce cours n'a pas d'application.",
            f"no course {course!r} with an [app] in its course.toml is among this campus's courses",
        )
    _function(found, "serve", found.app.serve)(surroundings(campus, course))


def demonstrate(campus: Campus) -> None:
    """Has every app make what it shows in a demonstration; schemas are there, apps do not run yet.

    Raises:
        GraderError: ``app-unreadable``.
    """
    for course in campus.courses:
        if course.app is not None and course.app.demonstrate:
            _function(course, "demonstrate", course.app.demonstrate)(surroundings(campus, course.id))


def _function(course: Course, key: str, entry: str) -> Callable[[Surroundings], None]:
    module, _, name = entry.partition(":")
    try:
        function: Callable[[Surroundings], None] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise GraderError(
            "app-unreadable",
            "L'application du cours n'a pas pu s'ouvrir.",
            f'{course.folder}/course.toml: [app] {key} = "{entry}" cannot be imported: {error}',
        ) from error
    return function

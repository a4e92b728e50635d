"""Doors of the pages: only a signed-in person gets in, and only a course's facilitator into its room."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from campus.web.viewer import SignIn, Viewer

P = ParamSpec("P")
Page = Callable[Concatenate[Viewer, P], ResponseReturnValue]


class Session:
    """Guards views with whichever way of signing in was handed over."""

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in

    def signed_in(self, page: Page[P]) -> Callable[P, ResponseReturnValue]:
        """The page for whoever is signed in; others are sent to the sign-in page and come back."""

        @wraps(page)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            viewer = self._sign_in.current_person()
            if viewer is not None:
                return page(viewer, *args, **kwargs)
            if request.headers.get("HX-Request"):
                # A fragment cannot show the sign-in page: the whole page reloads and goes through it.
                return Response(status=401, headers={"HX-Refresh": "true"})
            return self._sign_in.start(
                request.full_path if request.method == "GET" else request.script_root + "/"
            )

        return guarded

    def facilitator(self, page: Page[P]) -> Callable[P, ResponseReturnValue]:
        """The page for people who teach at least one course; 403 for everyone else."""

        def checked(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not viewer.teaches:
                abort(403)
            return page(viewer, *args, **kwargs)

        return wraps(page)(self.signed_in(checked))

    def add_pages(self, pages: Blueprint) -> None:
        pages.add_url_rule("/oauth_callback", view_func=self._sign_in.finish, endpoint="oauth_callback")
        pages.add_url_rule("/logout", view_func=self._sign_in.leave, endpoint="logout")

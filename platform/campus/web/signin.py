"""Signing in through JupyterHub's OAuth: the hub knows who she is, these pages only ask."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from jupyterhub.services.auth import HubOAuth
from tornado.httputil import url_concat
from tornado.web import HTTPError

from campus.web.viewer import Role, Viewer

LEARNS = "learn-"
TEACHES = "formgrade-"
HUB_SESSION_COOKIE = "jupyterhub-session-id"


def viewer_of(person: Mapping[str, Any], display_name: str, token: str | None) -> Viewer:
    """The viewer behind a hub user model; her groups say what she learns and teaches."""
    groups = sorted(person.get("groups") or ())
    courses = tuple(group.removeprefix(LEARNS) for group in groups if group.startswith(LEARNS))
    teaches = tuple(group.removeprefix(TEACHES) for group in groups if group.startswith(TEACHES))
    roles: set[Role] = {"facilitator"} if teaches else set()
    if courses or not teaches:
        roles.add("learner")
    return Viewer(person["name"], display_name, frozenset(roles), courses, teaches, token)


class HubSignIn:
    """A ``SignIn`` for a service of JupyterHub.

    Her token needs ``read:users:name!user`` and ``read:users:groups!user``, and for handing in
    ``access:servers!user``, ``servers!user`` and ``read:servers!user``
    (the service's ``oauth_client_allowed_scopes``).

    Args:
        auth: where the hub is, and which OAuth client we are (from JUPYTERHUB_* by default).
        display_name: what a person calls her, by name.
        logout_url: the hub's own way out.
        home_url: where a sign-in that is no longer known ends; the pages' home without it.
    """

    def __init__(
        self,
        auth: HubOAuth,
        display_name: Callable[[str], str],
        logout_url: str = "/hub/logout",
        home_url: str = "",
    ) -> None:
        self._auth = auth
        self._display_name = display_name
        self._logout_url = logout_url
        self._home_url = home_url

    def current_person(self) -> Viewer | None:
        token = session.get("token")
        if not token:
            return None
        # Borrowed laptops: whoever signed in to the hub since then has another session there.
        hub_session = request.cookies.get(HUB_SESSION_COOKIE, "")
        person = None
        if hub_session == session.get("hub_session"):
            person = self._auth.user_for_token(token, session_id=hub_session)
        if person is None:  # someone else, or a token taken back or too old
            session.clear()
            return None
        return viewer_of(person, self._display_name(person["name"]), token)

    def start(self, next_url: str) -> ResponseReturnValue:
        verifier, challenge, method = self._auth.generate_pkce_code_challenge()
        state = secrets.token_urlsafe(16)
        # One attempt at a time: a second tab takes over, and the first one just starts again.
        session["oauth"] = {"state": state, "verifier": verifier, "next": next_url.rstrip("?")}
        asked = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        return redirect(url_concat(self._auth.login_url, asked))

    def finish(self) -> ResponseReturnValue:
        if request.args.get("error"):
            abort(403)
        attempt = session.pop("oauth", None)
        if not session and attempt is None:
            abort(400)  # no cookie came back: going round again would never end
        code, state = request.args.get("code", ""), request.args.get("state", "")
        if attempt is None or not hmac.compare_digest(attempt["state"], state):
            return redirect(self._home_url or url_for("campus.home"))
        try:
            session["token"] = self._token(code, attempt["verifier"])
        except HTTPError as error:
            abort(403 if error.status_code < 500 else 503)
        session["hub_session"] = request.cookies.get(HUB_SESSION_COOKIE, "")
        return redirect(attempt["next"])

    def _token(self, code: str, verifier: str) -> Any:
        try:
            return self._auth.token_for_code(code, code_verifier=verifier)
        except HTTPError as error:
            if error.status_code < 500:
                raise
        # The first request after the hub was started anew meets a connection that the old one has closed.
        return self._auth.token_for_code(code, code_verifier=verifier)

    def leave(self) -> ResponseReturnValue:
        session.clear()
        return redirect(self._logout_url)

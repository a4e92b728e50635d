"""Who a hub token belongs to, as the exchange wants to know it."""

from typing import Any

from jupyterhub.services.auth import HubAuth

from campus.accounts import Accounts
from campus.secret import formgrader
from campus.settings import Settings
from grader.exchange.people import Person

SCOPE = "access:services!service=exchange"


class People:
    """Asks the hub for the name behind a token, and the accounts for what that person may do."""

    def __init__(self, settings: Settings, courses: tuple[str, ...], accounts: Accounts) -> None:
        self._hub = HubAuth(api_url=settings.hub_api_url, api_token="", cache_max_age=60)
        self._accounts = accounts
        # A course's app goes by the course's own name: what teams made there it hands in for them.
        self._services = {name: course for course in courses for name in (formgrader(course), course)}

    def identify(self, token: str) -> Person | None:
        """The person, formgrader or app whose token this is; None where the hub knows none, or not for us."""
        model = self._hub.user_for_token(token)
        if model is None or not self._hub.check_scopes({SCOPE}, model):
            return None
        return self._service(model) if model["kind"] == "service" else self._user(model)

    def _service(self, model: dict[str, Any]) -> Person | None:
        course = self._services.get(model["name"])
        return Person(model["name"], teaches=frozenset({course})) if course else None

    def _user(self, model: dict[str, Any]) -> Person | None:
        return self.find(model["name"])

    def find(self, name: str) -> Person | None:
        """Whoever has an account of that name."""
        account = self._accounts.find(name)
        if account is None:
            return None
        courses = frozenset(account.courses)
        if account.role == "facilitator":
            # She fetches and hands in too, to see what her learners see.
            return Person(account.name, courses=courses, teaches=courses)
        return Person(account.name, courses=courses)

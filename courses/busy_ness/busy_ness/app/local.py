"""Signing in where there is no hub: the workshop's code and a first name; a private link to lead."""

import hashlib
import hmac
import re
from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from busy_ness.app import words
from busy_ness.app.accounts import NAME_MAX, Account, Accounts, NameTaken, clean_name
from busy_ness.app.guesses import Guesses
from busy_ness.app.people import Person
from busy_ness.app.returning import ours
from busy_ness.app.workshops import CODE_LENGTH, CODE_LETTERS, Workshop, Workshops

FACILITATOR = "animation"
CODE = re.compile(rf"[{CODE_LETTERS}]{{{CODE_LENGTH}}}", re.IGNORECASE)
MANY = 40  # mistakes of everybody at once about one pupil's code


class LocalSignIn:
    """A ``SignIn`` of accounts that the application keeps itself.

    Args:
        token: the facilitator's, at the end of her private link.
        prefix: the mount's.
    """

    def __init__(self, accounts: Accounts, workshops: Workshops, token: str, prefix: str = "") -> None:
        self.accounts = accounts
        self._workshops = workshops
        self._token = token
        self._prefix = prefix
        self._by_address = Guesses()
        self._by_account = Guesses(free=MANY)

    def current_person(self) -> Person | None:
        if session.get("leads"):
            if hmac.compare_digest(str(session["leads"]), self._fingerprint()):
                return Person(FACILITATOR, words.say("Animation"), is_facilitator=True)
            session.clear()
        account = self.account()
        return Person(account.name, account.display_name, False, account.workshop_id) if account else None

    def account(self) -> Account | None:
        """The pupil's account behind this request."""
        name, turn = session.get("pupil", ("", 0))
        found = self.accounts.find(name) if name else None
        return found if found is not None and found.turn == turn else None

    def start(self, next_url: str) -> ResponseReturnValue:
        """The page that asks who she is, or first for the workshop where the path does not name it."""
        wanted = ours(self._prefix, next_url)
        code = wanted.removeprefix(f"{self._prefix}/").partition("/")[0]
        if CODE.fullmatch(code):
            return redirect(url_for("busy.present", code=code, next=wanted))
        return redirect(url_for("busy.enter", next=wanted))

    def add_pages(self, pages: Blueprint) -> None:
        pages.get("/entrer")(self.enter)
        pages.post("/entrer")(self.find_workshop)
        pages.get("/entrer/<code>")(self.present)
        pages.post("/entrer/<code>/nouveau")(self.register)
        pages.post("/entrer/<code>/retour")(self.come_back)
        pages.get("/mon-code")(self.personal_code)
        pages.get("/animation")(self.lead_page)
        pages.post("/animation")(self.take_lead)
        pages.post("/sortir")(self.logout)

    def enter(self) -> ResponseReturnValue:
        """Asks for the workshop's code; the projector's QR code brings it along."""
        return self._enter_page(request.args.get("code", ""))

    def find_workshop(self) -> ResponseReturnValue:
        typed = request.form.get("code", "")
        found = self._guess_workshop(typed)
        if isinstance(found, Workshop):
            wanted = ours(self._prefix, request.form.get("next", ""))
            return redirect(url_for("busy.present", code=found.code, next=wanted))
        return self._enter_page(typed, *found)

    def present(self, code: str) -> ResponseReturnValue:
        found = self._guess_workshop(code)
        if not isinstance(found, Workshop):
            return self._enter_page(code, *found)
        return self._present_page(found)

    def register(self, code: str) -> ResponseReturnValue:
        _ = words.say
        found = self._guess_workshop(code)
        if not isinstance(found, Workshop):
            return self._enter_page(code, *found)
        typed = request.form.get("name", "")
        if not found.open_to_join or found.ended_at is not None:
            said = _("Les inscriptions sont fermées. Demande à l’animatrice de les rouvrir.")
            return self._present_page(found, new_problem=said, status=HTTPStatus.CONFLICT)
        try:
            account = self.accounts.add(found.id, clean_name(typed))
        except ValueError:
            said = _("Écris ton prénom avec des lettres, %(most)s au plus.", most=NAME_MAX)
            return self._present_page(found, new_problem=said, status=HTTPStatus.BAD_REQUEST)
        except NameTaken:
            said = _(
                "Ce prénom est déjà pris dans cet atelier. Si c’est toi, va dans « Je reviens ». "
                "Sinon, ajoute une lettre : « %(name)s B. »",
                name=clean_name(typed)[: NAME_MAX - 3],
            )
            return self._present_page(found, new_problem=said, status=HTTPStatus.CONFLICT)
        self._sign_in(account)
        return redirect(url_for("busy.personal_code", next=self._next(found)), HTTPStatus.SEE_OTHER)

    def come_back(self, code: str) -> ResponseReturnValue:
        """A first name and its personal code; whoever guesses has to wait."""
        found = self._guess_workshop(code)
        if not isinstance(found, Workshop):
            return self._enter_page(code, *found)
        typed, guess = request.form.get("name", ""), request.form.get("personal", "")
        try:
            account = self.accounts.called(found.id, clean_name(typed))
        except ValueError:
            account = None
        who = f"{found.id}|{account.name if account else typed[:NAME_MAX]}"
        here = f"personal|{request.remote_addr}|{who}"
        wait = self._by_address.wait_seconds(here) or self._by_account.wait_seconds(who)
        if wait:
            return self._present_page(
                found, back_problem=_patience(wait), status=HTTPStatus.TOO_MANY_REQUESTS
            )
        if account is None or not self.accounts.is_hers(account, guess):
            said = words.say(
                "Ce prénom et ce code ne vont pas ensemble. Vérifie les quatre chiffres, "
                "ou demande à l’animatrice : elle peut te donner un nouveau code."
            )
            return self._present_page(found, back_problem=said, status=HTTPStatus.FORBIDDEN)
        self._by_address.forgive(here)
        self._by_account.forgive(who)
        self._sign_in(account)
        return redirect(self._next(found), HTTPStatus.SEE_OTHER)

    def personal_code(self) -> ResponseReturnValue:
        account = self.account()
        if account is None:
            return self.start(request.path)
        workshop = self._workshops.by_id(account.workshop_id)
        return render_template(
            "room/personal_code.html",
            digits=self.accounts.personal_code(account),
            name=account.display_name,
            next_url=self._next(workshop),
        )

    def lead_page(self) -> ResponseReturnValue:
        """Her private link ends in ``#key``, which no server and no log ever sees; a script posts it."""
        return render_template("room/lead_sign_in.html")

    def take_lead(self) -> ResponseReturnValue:
        here = f"lead|{request.remote_addr}"
        wait = self._by_address.wait_seconds(here)
        if wait:
            page = render_template("room/lead_sign_in.html", problem=_patience(wait, formal=True))
            return make_response(page, HTTPStatus.TOO_MANY_REQUESTS)
        given = request.form.get("key", "").strip().rpartition("#")[2]
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            said = words.say(
                "Ce lien n’est pas le bon. Recopiez celui que l’ordinateur de l’atelier affiche "
                "au démarrage, en entier."
            )
            return make_response(
                render_template("room/lead_sign_in.html", problem=said), HTTPStatus.FORBIDDEN
            )
        self._by_address.forgive(here)
        session.clear()
        session["leads"] = self._fingerprint()
        return redirect(url_for("busy.home"), HTTPStatus.SEE_OTHER)

    def logout(self) -> ResponseReturnValue:
        session.clear()
        return redirect(url_for("busy.enter"), HTTPStatus.SEE_OTHER)

    def _guess_workshop(self, code: str) -> Workshop | tuple[str, HTTPStatus]:
        """The workshop of a code, or what to say instead; wrong codes are counted, right ones are not."""
        here = f"code|{request.remote_addr}"
        wait = self._by_address.wait_seconds(here)
        if wait:
            return _patience(wait), HTTPStatus.TOO_MANY_REQUESTS
        found = self._workshops.find(code[:40]) if code.strip() else None
        if found is None:
            said = words.say("Aucun atelier n’a ce code. Recopie-le tel qu’il est au tableau.")
            return said, HTTPStatus.NOT_FOUND
        self._by_address.undo(here)
        return found

    def _enter_page(
        self, code: str, problem: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> ResponseReturnValue:
        wanted = ours(self._prefix, request.values.get("next", ""))
        page = render_template("room/enter.html", typed=code[:40], problem=problem, next_url=wanted)
        return make_response(page, status)

    def _present_page(
        self, workshop: Workshop, status: HTTPStatus = HTTPStatus.OK, **problems: str
    ) -> ResponseReturnValue:
        page = render_template(
            "room/present.html",
            workshop=workshop,
            typed=request.form.get("name", "")[: NAME_MAX * 2],
            next_url=request.values.get("next", ""),
            **problems,
        )
        return make_response(page, status)

    def _next(self, workshop: Workshop | None) -> str:
        """Where she wanted to go in this workshop, otherwise its home."""
        if workshop is None:
            return url_for("busy.home")
        home = url_for("busy.team_home", code=workshop.code)
        asked = ours(self._prefix, request.values.get("next", ""))
        return asked if asked.startswith(home) else home

    def _sign_in(self, account: Account) -> None:
        session.clear()  # with a new CSRF token: nothing of before goes on
        session["pupil"] = [account.name, account.turn]
        g.pop("person", None)

    def _fingerprint(self) -> str:
        return hashlib.sha256(f"leads|{self._token}".encode()).hexdigest()[:32]


def _patience(seconds: int, formal: bool = False) -> str:
    _ = words.say
    if formal:
        return _("Trop d’essais. Attendez %(seconds)s secondes, puis recommencez.", seconds=seconds)
    return _("Trop d’essais. Attends %(seconds)s secondes, puis recommence.", seconds=seconds)

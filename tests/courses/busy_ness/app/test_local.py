"""Signing in without a hub: the workshop's code, a first name, a personal code; the facilitator's link."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from busy_ness.app.accounts import Accounts, NameTaken, clean_name, plain
from busy_ness.app.guesses import FORGOTTEN_SECONDS, FREE, Guesses
from busy_ness.app.laptop import laptop
from busy_ness.app.local import LocalSignIn
from busy_ness.app.returning import ours
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import Atelier


@pytest.fixture
def workshop(atelier: Atelier) -> Workshop:
    return atelier.workshop()


def personal_code(client: FlaskClient) -> str:
    found = re.search(r'big-code">(\d{4})<', client.get("/mon-code").text)
    assert found is not None
    return found[1]


def come_back(client: FlaskClient, workshop: Workshop, name: str, digits: str) -> int:
    answer = client.post(f"/entrer/{workshop.code}/retour", data={"name": name, "personal": digits})
    return answer.status_code


def test_a_pupil_types_the_code_her_name_and_sits_down(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.visitor()
    assert her.get("/").location == "/entrer?next=/"
    found = her.post("/entrer", data={"code": workshop.code.lower()})
    assert found.location == f"/entrer/{workshop.code}?next=/"
    named = her.post(f"/entrer/{workshop.code}/nouveau", data={"name": "  Inès  "})
    assert named.location.startswith("/mon-code")
    assert "Bonjour Inès" in her.get(named.location).text
    assert her.get(f"/{workshop.code}/").location == f"/{workshop.code}/rejoindre"
    team = atelier.parts.workshops.teams(workshop.id)[1]
    assert her.post(f"/{workshop.code}/rejoindre", data={"team": str(team.id)}).status_code == 303
    page = her.get(f"/{workshop.code}/").text
    assert "Les Bleus" in page
    assert "Inès" in page


def test_the_projected_address_asks_who_she_is_at_once(atelier: Atelier, workshop: Workshop) -> None:
    wanted = f"/{workshop.code}/rejoindre"
    assert atelier.visitor().get(wanted).location == f"/entrer/{workshop.code}?next={wanted}"


def test_her_personal_code_brings_her_back_on_another_device(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    phone = atelier.visitor()
    assert come_back(phone, workshop, "zoe", digits) == 303
    assert "Les Rouges" in phone.get(f"/{workshop.code}/").text


def test_nobody_sits_down_as_somebody_else(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    other = atelier.visitor()
    taken = other.post(f"/entrer/{workshop.code}/nouveau", data={"name": "ZOE"})
    assert taken.status_code == 409
    assert "déjà pris" in taken.text
    wrong = f"{(int(digits) + 1) % 10_000:04d}"
    assert come_back(other, workshop, "Zoé", wrong) == 403
    assert other.get(f"/{workshop.code}/").status_code == 302


def test_guesses_of_a_personal_code_have_to_wait(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    thief = atelier.visitor()
    wrong = [f"{n:04d}" for n in range(10) if f"{n:04d}" != digits]
    answers = [come_back(thief, workshop, "Zoé", guess) for guess in wrong[: FREE + 1]]
    assert answers == [403] * FREE + [429]
    assert come_back(thief, workshop, "Zoé", digits) == 429
    elsewhere = atelier.app.test_client()
    answer = elsewhere.post(
        f"/entrer/{workshop.code}/retour",
        data={"name": "Zoé", "personal": digits},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert answer.status_code == 303  # her own device is not locked out by the thief's


def test_guesses_from_many_addresses_have_to_wait_too(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    wrong = "0000" if digits != "0000" else "1111"
    codes = []
    for n in range(60):
        answer = atelier.visitor().post(
            f"/entrer/{workshop.code}/retour",
            data={"name": "Zoé", "personal": wrong},
            environ_base={"REMOTE_ADDR": f"192.0.2.{n}"},
        )
        codes.append(answer.status_code)
    assert 429 in codes
    assert codes.index(429) == 40


def test_guesses_of_a_workshop_code_have_to_wait(atelier: Atelier, workshop: Workshop) -> None:
    thief = atelier.visitor()
    answers = [thief.post("/entrer", data={"code": f"BBBB{n}2"}).status_code for n in range(2, 9)]
    assert answers == [404] * FREE + [429] * 2
    assert thief.get(f"/entrer/{workshop.code}").status_code == 429


def test_knowing_one_code_does_not_buy_guesses_at_others(atelier: Atelier, workshop: Workshop) -> None:
    thief = atelier.visitor()
    answers = []
    for n in range(2, 9):
        thief.get(f"/entrer/{workshop.code}")
        answers.append(thief.post("/entrer", data={"code": f"CCCC{n}2"}).status_code)
    assert 429 in answers


def test_a_first_name_is_letters_and_short(atelier: Atelier, workshop: Workshop) -> None:
    for wrong in ("", "   ", "1234", "x" * 31, "\x00\x01"):
        answer = atelier.visitor().post(f"/entrer/{workshop.code}/nouveau", data={"name": wrong})
        assert answer.status_code == 400, wrong
        assert "avec des lettres" in answer.text


def test_what_she_types_never_becomes_html(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.pupil(workshop, "<b>Zoé</b>")
    page = her.get(f"/{workshop.code}/").text
    assert "<b>Zoé" not in page
    assert "&lt;b&gt;Zoé" in page


def test_names_are_the_same_whatever_their_accents() -> None:
    assert plain("Zoé B.") == plain("ZOE b") == "zoeb"
    assert clean_name("  Jean \n  Luc ") == "Jean Luc"
    assert plain("ﷺ" * 30) == plain("ﷺ" * 30)
    assert len(plain("ﷺ" * 30)) <= 60


def test_the_same_name_may_be_in_two_workshops(atelier: Atelier, workshop: Workshop) -> None:
    atelier.pupil(workshop, "Zoé")
    atelier.pupil(atelier.workshop(), "Zoé")


def test_an_account_is_for_its_workshop_alone(atelier: Atelier, workshop: Workshop) -> None:
    other = atelier.workshop()
    her = atelier.pupil(workshop, "Zoé")
    for code in (other.code, "BBBBBB"):  # there or not: the same answer
        assert her.get(f"/{code}/rejoindre").status_code == 403
        assert her.get(f"/{code}/", follow_redirects=True).status_code == 403
        assert her.get(f"/{code}/seance/1").status_code == 403


def test_signing_in_leaves_nothing_of_the_session_before(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.visitor()
    with her.session_transaction() as before:
        before["planted"] = "by somebody else"
        before["csrf_token"] = "known"
    her.post(f"/entrer/{workshop.code}/nouveau", data={"name": "Zoé"})
    with her.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != "known"


def test_signing_out_ends_it_on_a_borrowed_laptop(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.pupil(workshop, "Zoé")
    assert her.post("/sortir").status_code == 303
    assert her.get(f"/{workshop.code}/seance/1").status_code == 302


def test_a_new_personal_code_ends_the_sessions_of_the_old(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.pupil(workshop, "Zoé")
    old = personal_code(her)
    account = local(atelier).accounts.called(workshop.id, "Zoé")
    assert account is not None
    answer = atelier.facilitator().post(f"/{workshop.code}/animer/eleves/code", data={"person": account.name})
    shown = re.search(r'big-code">(\d{4})<', answer.text)
    assert shown is not None
    assert her.get(f"/{workshop.code}/seance/1").status_code == 302
    phone = atelier.visitor()
    if old != shown[1]:
        assert come_back(phone, workshop, "Zoé", old) == 403
    assert come_back(phone, workshop, "Zoé", shown[1]) == 303


def test_without_the_key_no_personal_code_can_be_found(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    account = local(atelier).accounts.called(workshop.id, "Zoé")
    assert account is not None
    others = {Accounts(atelier.parts.engine, f"key {n}").personal_code(account) for n in range(20)}
    assert len(others) > 10  # they depend on the key alone: nothing of hers is in the database
    assert local(atelier).accounts.personal_code(account) == digits


def test_personal_codes_are_spread(atelier: Atelier, workshop: Workshop) -> None:
    accounts = local(atelier).accounts
    drawn = {accounts.personal_code(accounts.add(workshop.id, f"N{chr(97 + n)}")) for n in range(26)}
    assert len(drawn) > 20
    with pytest.raises(NameTaken):
        accounts.add(workshop.id, "na")


def test_the_private_link_leads_and_no_other(atelier: Atelier) -> None:
    stranger = atelier.visitor()
    for key in ("", "wrong", atelier.token[:-1], atelier.token + "x", "é"):
        assert stranger.post("/animation", data={"key": key}).status_code == 403
    assert stranger.post("/animation", data={"key": atelier.token}).status_code == 429
    lead = atelier.visitor()
    pasted = f"http://127.0.0.1:8765/animation#{atelier.token}"
    answer = lead.post("/animation", data={"key": pasted}, environ_base={"REMOTE_ADDR": "192.0.2.3"})
    assert answer.status_code == 303
    assert lead.get("/").status_code == 200


def test_a_new_private_link_ends_the_sessions_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    old = Atelier(laptop(folder, 8765, "127.0.0.1"))
    lead = old.facilitator()
    cookie = lead.get_cookie("busy-ness")
    assert cookie is not None
    (folder / "facilitator.key").unlink()
    new = Atelier(laptop(folder, 8765, "127.0.0.1"))
    assert new.token != old.token
    again = new.visitor()
    again.set_cookie("busy-ness", cookie.value)
    assert again.get("/").location == "/entrer?next=/"


def test_cookies_are_for_the_server_alone(atelier: Atelier) -> None:
    answer = atelier.visitor().post("/animation", data={"key": atelier.token})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie  # it ends with the browser
    assert atelier.token not in cookie


@pytest.mark.parametrize(
    "wanted",
    [
        "https://mal.example/",
        "//mal.example",
        "/\\mal.example",
        "\\\\mal.example",
        "javascript:alert(1)",
        "/services/busy_nessX/",
        "/services/busy_ness/../hub",
        "/services/busy_ness/\n//mal.example",
        "",
        "services/busy_ness/",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(wanted: str) -> None:
    assert ours("/services/busy_ness", wanted) == "/services/busy_ness/"


def test_she_comes_back_to_the_page_she_wanted() -> None:
    assert ours("/services/busy_ness", "/services/busy_ness/X/seance/2?a=1") == (
        "/services/busy_ness/X/seance/2?a=1"
    )
    assert ours("", "/X/seance/2") == "/X/seance/2"
    assert ours("", "//mal.example/") == "/"


def test_the_page_she_wanted_must_be_of_her_workshop(atelier: Atelier, workshop: Workshop) -> None:
    her = atelier.visitor()
    wanted = f"/{workshop.code}/seance/2"
    answer = her.post(f"/entrer/{workshop.code}/nouveau", data={"name": "Zoé", "next": wanted})
    assert f'href="{wanted}"' in her.get(answer.location).text
    for elsewhere in ("//mal.example", "https://mal.example", "/animation"):
        page = her.get("/mon-code", query_string={"next": elsewhere}).text
        assert f'href="/{workshop.code}/"' in page
        assert "mal.example" not in page


def test_waits_get_longer_and_are_forgotten() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0], free=2)
    assert [guesses.wait_seconds("a") for _ in range(2)] == [0, 0]
    assert guesses.wait_seconds("a") == 31
    assert guesses.wait_seconds("b") == 0
    now[0] += 31
    assert guesses.wait_seconds("a") == 0
    assert guesses.wait_seconds("a") == 61
    now[0] += FORGOTTEN_SECONDS + 60
    assert [guesses.wait_seconds("a") for _ in range(2)] == [0, 0]


def test_closed_inscriptions_refuse_newcomers_with_words(atelier: Atelier, workshop: Workshop) -> None:
    digits = personal_code(atelier.pupil(workshop, "Zoé"))
    atelier.parts.workshops.change(workshop, open_to_join=False)
    answer = atelier.visitor().post(f"/entrer/{workshop.code}/nouveau", data={"name": "Tom"})
    assert answer.status_code == 409
    assert "inscriptions sont fermées" in answer.text
    assert come_back(atelier.visitor(), workshop, "Zoé", digits) == 303


def test_every_team_is_offered_until_it_is_full(atelier: Atelier, workshop: Workshop) -> None:
    for name in ("A", "B", "C", "D"):
        atelier.pupil(workshop, name)
    late = atelier.newcomer(workshop, "E")
    team = atelier.parts.workshops.teams(workshop.id)[0]
    answer = late.post(f"/{workshop.code}/rejoindre", data={"team": str(team.id)})
    assert answer.status_code == 409
    assert "vient de se remplir" in answer.text
    for wrong in ("", "abc", "999999", "-1"):
        assert late.post(f"/{workshop.code}/rejoindre", data={"team": wrong}).status_code == 400


def local(atelier: Atelier) -> LocalSignIn:
    sign_in = atelier.parts.mount.sign_in
    assert isinstance(sign_in, LocalSignIn)
    return sign_in

"""A team types and decides: every refusal has its words, and nothing typed is lost."""

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from busy_ness.app.words import typeset
from tests.courses.busy_ness.app.rounds.school import DECISION, School, told

TEAM, RIVAL = "Les Tisseuses", "Éco-Gourdes"


@pytest.fixture
def opened(school: School) -> School:
    school.begin()
    school.open(1)
    return school


def typed(
    client: FlaskClient,
    school: School,
    field: str,
    text: str,
    version: int = 0,
    team: str = TEAM,
    number: int = 1,
) -> TestResponse:
    sent = {"field": field, "text": text, "version": version, "round": number}
    return client.post(school.desk(team) + "/brouillon", data=sent)


def validated(
    client: FlaskClient, school: School, team: str = TEAM, number: int = 1, **changed: str
) -> TestResponse:
    fields = {**DECISION, **changed, "round": str(number)}
    return client.post(school.desk(team) + "/valider", data=fields)


def state(client: FlaskClient, school: School, team: str = TEAM) -> Mapping[str, Mapping[str, object]]:
    return dict(told(client.get(school.desk(team) + "/etat"))["fields"])


def test_what_one_types_is_what_the_others_see(opened: School) -> None:
    assert told(typed(opened.client("hugo"), opened, "price", "18,50"))["version"] == 1
    seen = state(opened.client("lea"), opened)["price"]
    assert (seen["text"], seen["by"], seen["version"]) == ("18,50", "Hugo", 1)


def test_a_zero_byte_that_no_database_takes_is_left_out(opened: School) -> None:
    assert told(typed(opened.client("hugo"), opened, "price", "\0 18\0,50"))["text"] == "18,50"


@pytest.mark.parametrize(
    ("field", "person", "text", "words"),
    [
        ("price", "hugo", "vingt", "n’est pas un nombre"),
        ("price", "hugo", "-4", "négatif"),
        ("price", "hugo", "1000000000000", "trop long"),
        ("price", "hugo", "41", "40"),
        ("advertising", "hugo", "-1", "négatif"),
        ("quality", "nadia", "6", "Choisis 1, 2, 3, 4 ou 5"),
        ("production", "nadia", "12,5", "entier"),
        ("production", "nadia", "501", "500"),
        ("forecast_sales", "tom", "beaucoup", "n’est pas un nombre"),
        ("forecast_result", "tom", "1000000000000", "trop long"),
        ("forecast_result", "tom", "200000", "plus que tout ce marché"),
        ("forecast_result", "tom", "12,345", "deux chiffres"),
    ],
)
def test_what_cannot_be_played_is_kept_and_told_beside_its_field(
    opened: School, field: str, person: str, text: str, words: str
) -> None:
    answer = typed(opened.client(person), opened, field, text)
    assert answer.status_code == 200
    assert words in told(answer)["problems"][field]
    seen = state(opened.client("lea"), opened)[field]
    assert seen["text"] == text
    assert words in str(seen["problem"])


def test_empty_fields_are_no_problem_until_the_team_validates(opened: School) -> None:
    assert told(typed(opened.client("hugo"), opened, "price", "18"))["problems"] == {}
    answer = opened.client("lea").post(opened.desk(TEAM) + "/valider", data={"round": 1})
    assert answer.status_code == 422
    assert "la case est vide" in answer.text
    assert "n’est pas encore validée" in answer.text
    assert 'value="18"' in answer.text


def test_two_who_write_the_same_field_both_keep_their_word(opened: School) -> None:
    ines, sami = opened.client("ines"), opened.client("sami")
    assert typed(ines, opened, "price", "18", team=RIVAL).status_code == 200
    opened.without_roles(RIVAL)
    refused = typed(sami, opened, "price", "21", team=RIVAL)
    assert refused.status_code == 409
    assert told(refused)["theirs"] == {"text": "18", "version": 1, "by": "Ines"}
    assert state(ines, opened, RIVAL)["price"]["text"] == "18"
    assert told(typed(sami, opened, "price", "21", version=1, team=RIVAL))["version"] == 2
    assert opened.history(RIVAL, "price") == ["18", "21"]


def test_the_same_text_again_is_no_disagreement(opened: School) -> None:
    opened.without_roles(RIVAL)
    assert told(typed(opened.client("ines"), opened, "price", "18", team=RIVAL))["version"] == 1
    assert told(typed(opened.client("sami"), opened, "price", " 18 ", team=RIVAL))["version"] == 1


def test_a_form_sent_whole_shows_both_values_of_what_differs(opened: School) -> None:
    opened.without_roles(RIVAL)
    typed(opened.client("ines"), opened, "price", "18", team=RIVAL)
    answer = validated(opened.client("sami"), opened, team=RIVAL, price="21", price_version="0")
    assert answer.status_code == 409
    assert typeset("Ines a écrit « 18 » pendant que tu écrivais « 21 »") in answer.text
    assert state(opened.client("sami"), opened, RIVAL)["production"]["text"] == DECISION["production"]
    again = validated(opened.client("sami"), opened, team=RIVAL, price="21", price_version="1")
    assert again.status_code == 303


def test_each_role_writes_its_own_fields(opened: School) -> None:
    answer = typed(opened.client("lea"), opened, "price", "20")
    assert answer.status_code == 403
    assert "c’est Hugo qui l’écrit" in told(answer)["words"]
    assert validated(opened.client("hugo"), opened).status_code == 403
    page = opened.client("lea").get(opened.desk(TEAM)).text
    assert "Valider la décision" in page
    assert "Valider la décision" not in opened.client("hugo").get(opened.desk(TEAM)).text


def test_where_a_role_is_missing_everybody_acts(opened: School) -> None:
    opened.without_roles(RIVAL)
    assert typed(opened.client("ines"), opened, "forecast_sales", "300", team=RIVAL).status_code == 200
    assert validated(opened.client("sami"), opened, RIVAL, forecast_sales_version="1").status_code == 303


def test_when_roles_turn_at_mid_game_the_fields_change_hands(opened: School) -> None:
    opened.parts.seating.rotate(opened.workshop)
    assert typed(opened.client("hugo"), opened, "price", "18").status_code == 403
    assert typed(opened.client("nadia"), opened, "price", "18").status_code == 200
    assert validated(opened.client("lea"), opened).status_code == 403
    assert "Hugo" in validated(opened.client("lea"), opened).text


def test_a_validated_decision_is_locked_until_it_is_opened_again(opened: School) -> None:
    lea, hugo = opened.client("lea"), opened.client("hugo")
    opened.fill(TEAM, DECISION)
    assert validated(lea, opened).status_code == 303
    page = hugo.get(opened.desk(TEAM)).text
    assert "Validée par Lea" in page
    refused = typed(hugo, opened, "price", "30", version=1)
    assert refused.status_code == 409
    assert "rouvrez-la" in told(refused)["words"]
    assert hugo.post(opened.desk(TEAM) + "/rouvrir", data={"round": 1}).status_code == 403
    assert lea.post(opened.desk(TEAM) + "/rouvrir", data={"round": 1}).status_code == 303
    assert typed(hugo, opened, "price", "30", version=1).status_code == 200
    opened.close(1)
    quarter = opened.game.results[0].team(str(opened.teams[TEAM].id))
    assert quarter is not None
    assert quarter.decided
    assert quarter.decision.price == 20  # what was validated counts, not what was being discussed
    assert "rouverte à la clôture" in lea.get(opened.desk(TEAM) + "/resultats").text


def test_a_decision_that_comes_too_late_is_kept_and_shown(opened: School) -> None:
    opened.fill(TEAM, DECISION)
    opened.close(1)
    answer = validated(opened.client("lea"), opened, price="33,10")
    assert answer.status_code == 409
    assert "Trop tard" in answer.text
    assert "Arrivé trop tard, mais gardé" in answer.text
    assert "33,10" in answer.text
    refused = typed(opened.client("hugo"), opened, "advertising", "777", version=1)
    assert refused.status_code == 409
    assert told(refused)["reason"] == "RoundClosed"
    shown = opened.client("nadia").get(opened.desk(TEAM) + "/resultats").text
    assert "33,10" in shown
    assert "777" in shown
    assert opened.game.round == 2


def test_a_round_that_is_not_open_takes_nothing(school: School) -> None:
    assert validated(school.client("lea"), school).status_code == 409
    assert "n’a pas encore commencé" in validated(school.client("lea"), school).text
    school.begin()
    assert typed(school.client("hugo"), school, "price", "18").status_code == 409


def test_another_teams_desk_is_closed_to_a_pupil(opened: School) -> None:
    lea = opened.client("lea")
    for path in ("", "/etat", "/simulation", "/resultats", "/bilan"):
        assert lea.get(opened.desk(RIVAL) + path).status_code == 403
    assert typed(lea, opened, "price", "9", team=RIVAL).status_code == 403
    assert validated(lea, opened, RIVAL).status_code == 403
    assert state(opened.client("ines"), opened, RIVAL)["price"]["text"] == ""


def test_a_facilitator_reads_and_does_not_decide(opened: School) -> None:
    clara = opened.client("clara")
    assert clara.get(opened.desk(TEAM)).status_code == 200
    assert typed(clara, opened, "price", "9").status_code == 403
    assert validated(clara, opened).status_code == 403


def test_a_pause_blocks_decisions_and_the_page_keeps_what_was_sent(opened: School) -> None:
    opened.parts.workshops.change(opened.workshop, paused=True)
    refused = typed(opened.client("hugo"), opened, "price", "18")
    assert refused.status_code == 409
    assert told(refused)["reason"] == "WorkshopPaused"
    answer = validated(opened.client("lea"), opened, price="27,30")
    assert answer.status_code == 409
    assert "en pause" in answer.text
    assert 'value="27,30"' in answer.text
    opened.parts.workshops.change(opened.workshop, paused=False)
    assert typed(opened.client("hugo"), opened, "price", "18").status_code == 200


def test_an_unknown_field_or_round_is_refused_without_harm(opened: School) -> None:
    assert typed(opened.client("hugo"), opened, "cheat", "1").status_code == 409
    assert typed(opened.client("hugo"), opened, "price", "18", number=9).status_code == 409
    weird = {"field": "price", "text": "18", "version": "x", "round": "²"}
    assert opened.client("hugo").post(opened.desk(TEAM) + "/brouillon", data=weird).status_code == 409
    assert state(opened.client("hugo"), opened)["price"]["text"] == ""


def test_the_costs_tell_what_the_decision_gives_and_nothing_of_the_others(opened: School) -> None:
    asked = {**DECISION, "essai": "250"}
    shown = opened.client("hugo").get(opened.desk(TEAM) + "/simulation", query_string=asked).text
    assert "8,20" in shown  # what one product of quality 3 costs
    assert "250" in shown
    assert RIVAL not in shown
    missing = opened.client("hugo").get(opened.desk(TEAM) + "/simulation").text
    assert "remplis" in missing


def test_markup_that_somebody_types_stays_text(opened: School) -> None:
    typed(opened.client("hugo"), opened, "price", "<script>alert(1)</script>")
    assert "<script>alert" not in opened.client("lea").get(opened.desk(TEAM)).text

"""A facilitator leads the market: once is once, and whoever changes the past is found out."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update

from busy_ness.app.rounds.glance import glance
from busy_ness.app.rounds.tables import journal_table
from busy_ness.app.words import typeset
from busy_ness.market import serialize
from tests.courses.busy_ness.app.rounds.school import DECISION, School

TEAM, RIVAL, ALONE = "Les Tisseuses", "Éco-Gourdes", "Lumina"


def lines(school: School) -> list[dict[str, object]]:
    with school.parts.engine.connect() as db:
        return [json.loads(line) for line, _, _ in school.parts.ledger.written(db, school.workshop.id)]


def ids(school: School, *teams: str) -> set[str]:
    return {str(school.teams[team].id) for team in teams}


def test_a_game_begins_once_with_the_teams_that_were_chosen(any_school: School) -> None:
    chosen = [any_school.teams[TEAM].id, any_school.teams[RIVAL].id]
    told = {"rounds": "4", "customers_per_team": "700", "events": "1", "team": chosen}
    clara = any_school.client("clara")
    assert clara.post(any_school.lead + "/commencer", data=told).status_code == 303
    assert any_school.begin(rounds="2").status_code == 303
    assert (any_school.game.rules.rounds, any_school.game.rules.customers_per_team) == (4, 700)
    assert [company.team for company in any_school.game.companies] == [str(one) for one in chosen]
    assert len(lines(any_school)) == 1
    absent = any_school.client("paul").get(any_school.desk(ALONE))
    assert "commencé sans ton équipe" in absent.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rounds": "7"}, "de 1 à 6"),
        ({"rounds": "six"}, "en chiffres"),
        ({"customers_per_team": "1000000000000"}, "Le nombre de clients"),
        ({"customers_per_team": "-5"}, "Le nombre de clients"),
    ],
)
def test_rules_that_cannot_be_played_are_refused(school: School, changed: dict[str, str], words: str) -> None:
    answer = school.begin(**changed)
    assert answer.status_code == 409
    assert words in answer.text
    assert school.parts.ledger.standing(school.workshop.id) is None
    nobody = school.client("clara").post(school.lead + "/commencer", data={"rounds": "6"})
    assert nobody.status_code == 409


@pytest.mark.parametrize("minutes", ["0", "121", "dix", "-3", "9999999"])
def test_a_time_that_is_none_opens_nothing(school: School, minutes: str) -> None:
    school.begin()
    answer = school.open(1, minutes)
    assert answer.status_code == 409
    assert "nombre de minutes" in answer.text
    assert school.standing.open_round is None


def test_only_the_next_round_opens(school: School) -> None:
    school.begin()
    assert school.open(2).status_code == 409
    assert school.open(1, "10").status_code == 303
    opened, deadline = school.standing.opened_at, school.standing.deadline_at
    assert opened is not None
    assert deadline is not None
    assert (deadline - opened).total_seconds() == 600
    assert "data-deadline" in school.client("paul").get(school.desk(ALONE)).text


def test_a_decision_after_the_time_still_counts_until_the_facilitator_closes(school: School) -> None:
    school.begin()
    school.open(1, "1")
    opened = school.standing.opened_at
    with school.parts.engine.begin() as db:
        school.parts.ledger.change(db, school.workshop.id, deadline_at=opened)
    assert school.decide(ALONE, DECISION).status_code == 303
    assert school.standing.decided == {school.teams[ALONE].id}


def test_the_confirmation_names_the_teams_that_have_not_decided(school: School) -> None:
    school.begin()
    school.open(1)
    school.decide(ALONE, DECISION)
    asked = school.client("clara").get(school.lead + "/cloturer").text
    body = asked.partition("<main")[2]
    assert TEAM in body
    assert RIVAL in body
    assert ALONE not in body
    assert "350 produits" in body  # what is played in their place


def test_a_team_that_changes_its_mind_meanwhile_is_shown_before_the_closing(school: School) -> None:
    school.begin()
    school.open(1)
    clara = school.client("clara")
    told = {"round": 1, "seen": [school.teams[TEAM].id, school.teams[RIVAL].id]}
    refused = clara.post(school.lead + "/cloturer", data=told)
    assert refused.status_code == 409
    assert ALONE in refused.text.partition("<main")[2]
    assert school.game.round == 1
    school.decide(ALONE, DECISION)
    assert clara.post(school.lead + "/cloturer", data=told).status_code == 303
    assert school.game.round == 2


def test_the_last_decision_is_played_for_a_team_that_decides_nothing_and_it_is_told(school: School) -> None:
    school.begin()
    school.open(1)
    school.decide(ALONE, {**DECISION, "price": "23,50"})
    school.close(1)
    school.open(2)
    school.close(2)
    quarter = school.game.results[1].team(str(school.teams[ALONE].id))
    assert quarter is not None
    assert not quarter.decided
    assert str(quarter.decision.price) == "23.50"
    paul = school.client("paul")
    assert "la dernière décision de ton équipe a été jouée" in paul.get(school.desk(ALONE)).text
    assert "n’a pas décidé à temps" in paul.get(school.desk(ALONE) + "/resultats").text


def test_ten_clicks_of_two_facilitators_close_a_round_once(any_school: School) -> None:
    any_school.begin()
    any_school.open(1)
    any_school.decide(ALONE, DECISION)
    told = {"round": 1, "seen": [team.id for team in any_school.teams.values()]}
    clients = [any_school.client(name) for name in ("clara", "marc") * 5]
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda one: one.post(any_school.lead + "/cloturer", data=told), clients))
    assert {answer.status_code for answer in answers} == {303}
    assert sum("dit=cloture" in answer.location for answer in answers) == 1
    assert [line["kind"] for line in lines(any_school)] == ["start", "decision", "close"]
    assert any_school.game.round == 2
    assert any_school.close(1).location.endswith("dit=deja")


def test_decisions_and_a_closing_at_once_are_each_before_or_after_it(any_school: School) -> None:
    any_school.begin()
    any_school.open(1)
    for team in any_school.teams:
        any_school.fill(team, DECISION)
    voices = {TEAM: "lea", RIVAL: "sami", ALONE: "paul"}

    def validate(team: str) -> int:
        client = any_school.client(voices[team])
        return client.post(any_school.desk(team) + "/valider", data={"round": 1}).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = {team: threads.submit(validate, team) for team in voices}
        closing = threads.submit(any_school.close, 1)
    assert closing.result().status_code == 303
    decided = {result.team for result in any_school.game.results[0].teams if result.decided}
    assert decided == ids(any_school, *(team for team, one in statuses.items() if one.result() == 303))
    assert {one.result() for one in statuses.values()} <= {303, 409}
    assert lines(any_school)[-1]["kind"] == "close"


def test_a_card_is_announced_to_the_teams_and_counts_once(school: School) -> None:
    school.begin()
    school.open(1)
    clara = school.client("clara")
    assert clara.post(school.lead + "/carte", data={"card": "canicule"}).status_code == 303
    shown = school.client("paul").get(school.desk(ALONE)).text
    assert "Canicule" in shown
    assert typeset("15 % de clients en moins") in shown
    assert "Canicule" in school.client("paul").get(f"/{school.workshop.code}/ecran/marche").text
    school.close(1)
    assert school.game.results[0].shock.key == "canicule"
    assert school.game.results[0].played_card
    school.open(2)
    school.close(2)
    assert not school.game.results[1].played_card
    assert clara.post(school.lead + "/carte", data={"card": "météorite"}).status_code == 409


def test_a_card_can_be_taken_back_before_the_closing(school: School) -> None:
    school.begin()
    clara = school.client("clara")
    clara.post(school.lead + "/carte", data={"card": "energie"})
    clara.post(school.lead + "/carte", data={"card": ""})
    school.open(1)
    school.close(1)
    assert not school.game.results[0].played_card


def test_the_journal_agrees_to_the_byte_until_somebody_changes_the_past(any_school: School) -> None:
    any_school.begin()
    for number in (1, 2):
        any_school.open(number)
        any_school.decide(ALONE, {**DECISION, "price": str(20 + number)}, number)
        any_school.close(number)
    clara = any_school.client("clara")
    shown = clara.get(any_school.lead + "/journal").text
    assert "Tout concorde, à l’octet près" in shown
    assert str(any_school.standing.journal.head) in shown
    assert typeset(f"{ALONE} décide pour le trimestre 2.") in shown
    line = any_school.standing.journal.lines[1].replace('"price":"21', '"price":"12')
    with any_school.parts.engine.begin() as db:
        db.execute(update(journal_table).where(journal_table.c.number == 2).values(line=line))
    shown = clara.get(any_school.lead + "/journal").text
    assert "Tout concorde" not in shown
    assert "a été modifiée" in shown
    with any_school.parts.engine.begin() as db:
        db.execute(delete(journal_table).where(journal_table.c.number == 2))
    assert "Tout concorde" not in clara.get(any_school.lead + "/journal").text


def test_a_replay_in_another_process_gives_the_same_game(school: School) -> None:
    school.begin()
    school.open(1)
    school.decide(TEAM, DECISION)
    school.close(1)
    fresh = type(school.parts).of(school.parts.mount)
    again = fresh.ledger.standing(school.workshop.id)
    assert again is not None
    assert serialize(again.game) == serialize(school.game)


def test_pupils_do_not_lead(school: School) -> None:
    school.begin()
    lea = school.client("lea")
    assert lea.get(school.lead).status_code == 403
    assert lea.get(school.lead + "/journal").status_code == 403
    for path in ("/ouvrir", "/cloturer", "/carte", "/classement", "/commencer", "/rappeler"):
        assert lea.post(school.lead + path, data={"round": 1}).status_code == 403
    assert school.standing.open_round is None


def test_the_game_ends_after_its_last_round(school: School) -> None:
    school.begin(rounds="1")
    school.open(1)
    school.close(1)
    assert school.open(2).status_code == 409
    assert "La partie est finie" in school.client("paul").get(school.desk(ALONE)).text
    assert "La partie est finie" in school.client("clara").get(school.lead).text


def test_the_facilitators_glance_tells_where_each_team_is(school: School) -> None:
    assert glance(school.parts, school.workshop.id) == {}
    school.begin()
    school.open(1)
    school.decide(ALONE, DECISION)
    states = glance(school.parts, school.workshop.id)
    assert states[school.teams[ALONE].id].words == "décision validée"
    assert states[school.teams[TEAM].id].words == "réfléchit"
    assert states[school.teams[TEAM].id].cash == 15000


def test_the_projector_shows_who_has_decided_and_not_what(school: School) -> None:
    screen = f"/{school.workshop.code}/ecran/marche"
    assert "Trimestre" not in school.client("clara").get(screen).text
    school.begin()
    school.open(1, "5")
    school.decide(ALONE, {**DECISION, "price": "37,77"})
    shown = school.client("clara").get(screen).text
    assert "a décidé" in shown
    assert "37,77" not in shown
    assert "data-deadline" in shown
    school.close(1)
    shown = school.client("clara").get(screen).text
    assert "37,77" in shown
    assert "<svg" in shown

"""After a closing: what happened, in figures that explain themselves; a debrief; points."""

from decimal import Decimal

import pytest
from pycrdt import Doc, Text

from busy_ness.app.rounds.history import debriefs, played_rounds
from busy_ness.app.words import typeset
from tests.courses.busy_ness.app.rounds.school import DECISION, School

TEAM, RIVAL, ALONE = "Les Tisseuses", "Éco-Gourdes", "Lumina"


@pytest.fixture
def played(school: School) -> School:
    school.begin()
    school.open(1)
    school.decide(TEAM, DECISION)
    school.decide(RIVAL, {**DECISION, "price": "16", "forecast_sales": "500", "production": "500"})
    school.close(1)
    return school


def write_texts(school: School, team: str, **texts: str) -> None:
    document: Doc[Text] = Doc()
    for key, text in texts.items():
        document[f"debrief.1.{key}"] = Text(text)
    school.parts.writing.board.take(school.teams[team].id, document.get_update(), "lea")


def test_every_figure_of_the_results_is_explained(played: School) -> None:
    shown = played.client("lea").get(played.desk(TEAM) + "/resultats").text
    for label in ("Chiffre d’affaires", "Coût des produits vendus", "Usure des machines", "Argent à la fin"):
        assert label in shown
    quarter = played.game.results[0].team(str(played.teams[TEAM].id))
    assert quarter is not None
    assert shown.count("<small>") >= 25
    assert "data-text" not in shown


def test_the_drawings_say_the_same_in_words_and_in_tables(played: School) -> None:
    shown = played.client("lea").get(played.desk(TEAM) + "/resultats").text
    assert shown.count('role="img"') == 2
    assert "Parts de marché. " in shown
    assert shown.count(RIVAL) >= 4


def test_before_the_first_closing_results_lead_back_to_the_market(school: School) -> None:
    school.begin()
    lea = school.client("lea")
    for path in ("/resultats", "/bilan"):
        assert lea.get(school.desk(TEAM) + path).location.endswith("/marche")


def test_a_round_that_was_not_played_has_no_results(played: School) -> None:
    lea = played.client("lea")
    assert lea.get(played.desk(TEAM) + "/resultats/1").status_code == 200
    assert lea.get(played.desk(TEAM) + "/resultats/2").status_code == 404
    assert lea.get(played.desk(TEAM) + "/bilan/9").status_code == 404


def test_the_dossier_tells_what_was_planned_and_what_became_of_it(played: School) -> None:
    (told,) = played_rounds(played.parts, played.workshop, played.teams[TEAM])
    assert (told.number, told.planned_sales, told.planned_result) == (1, 380, Decimal(-150))
    quarter = played.game.results[0].team(str(played.teams[TEAM].id))
    assert quarter is not None
    assert (told.sales, told.result, told.cash) == (quarter.sales, quarter.result, quarter.cash_after)
    assert told.decision["quality"] == "3"
    assert told.event
    (undecided,) = played_rounds(played.parts, played.workshop, played.teams[ALONE])
    assert (undecided.planned_sales, undecided.planned_result) == (None, None)


def test_the_teams_own_planned_result_stands_against_the_real_one(played: School) -> None:
    shown = played.client("lea").get(played.desk(TEAM) + "/bilan").text
    assert "−150" in shown
    assert "que prévu" in shown
    assert 'data-text="debrief.1.ecart"' in shown
    assert 'data-text="debrief.1.changement"' in shown


def test_a_debrief_counts_when_both_its_texts_are_written(played: School) -> None:
    team = str(played.teams[TEAM].id)
    assert debriefs(played.parts, played.standing)[team] == 0
    write_texts(played, TEAM, ecart="On a vendu moins : trop cher.")
    assert debriefs(played.parts, played.standing)[team] == 0
    write_texts(played, TEAM, changement="Prix à 18 €.")
    assert debriefs(played.parts, played.standing)[team] == 1
    assert "bilan écrit" in played.client("lea").get(played.desk(TEAM) + "/bilan").text


def test_the_ranking_is_seen_when_the_facilitator_shows_it(played: School) -> None:
    path = f"/{played.workshop.code}/classement"
    lea, clara = played.client("lea"), played.client("clara")
    assert "Pas encore dévoilé" in lea.get(path).text
    assert "sur 100" in clara.get(path).text
    clara.post(played.lead + "/classement", data={"how": "anonymous"})
    shown = lea.get(path).text.partition("<main")[2]
    assert TEAM in shown
    assert RIVAL not in shown
    assert "Une autre équipe" in shown
    assert "Point fort" in shown
    assert RIVAL in clara.get(path).text
    clara.post(played.lead + "/classement", data={"how": "named"})
    assert RIVAL in lea.get(path).text
    assert clara.post(played.lead + "/classement", data={"how": "loud"}).status_code == 409


def test_bankruptcy_is_said_kindly_and_the_team_chooses_whom_it_helps(school: School) -> None:
    school.begin(events="0")
    ruin = {**DECISION, "price": "8", "quality": "5", "production": "500", "advertising": "12000"}
    school.open(1)
    school.decide(ALONE, ruin)
    school.close(1)
    number = 1
    while school.standing.company(school.teams[ALONE].id).playing:  # type: ignore[union-attr]
        number += 1
        school.open(number)
        page = school.client("paul").get(school.desk(ALONE)).text
        if "redressement" in page:
            assert "conseiller de la banque" in page
        school.decide(ALONE, {**ruin, "advertising": "0"}, number)
        school.close(number)
    paul = school.client("paul")
    results = paul.get(school.desk(ALONE) + "/resultats").text
    assert "Cela arrive à de vraies entreprises" in results
    page = paul.get(school.desk(ALONE)).text
    assert "Quelle équipe voulez-vous aider" in page
    rival = str(school.teams[RIVAL].id)
    assert paul.post(school.desk(ALONE) + "/conseiller", data={"rival": rival}).status_code == 303
    assert school.standing.company(school.teams[ALONE].id).advises == rival  # type: ignore[union-attr]
    wrong = paul.post(school.desk(ALONE) + "/conseiller", data={"rival": str(school.teams[ALONE].id)})
    assert wrong.status_code == 409
    assert "encore" in wrong.text
    assert typeset("conseille Éco-Gourdes") in school.client("clara").get(school.lead).text
    playing = school.client("lea").post(school.desk(TEAM) + "/conseiller", data={"rival": rival})
    assert playing.status_code == 409
    school.open(number + 1)
    refused = paul.post(school.desk(ALONE) + "/valider", data={**DECISION, "round": number + 1})
    assert refused.status_code == 422
    assert "liquidation" in refused.text

"""The writing's pages without scripts: who may open them, what they refuse, what they show."""

import re
from html import unescape

import pytest
from pycrdt import Doc, Text

from busy_ness.app.application import create_app
from busy_ness.app.people import Person
from busy_ness.app.writing.glance import glance
from busy_ness.plan.entries import CATALOG, EXAMPLE
from busy_ness.plan.figures import Figure
from tests.courses.busy_ness.app.writing.classroom import Classroom

INES = Person("ines", "Inès")
READ = ("canevas", "personas", "etude", "strategie", "plan", "pitch", "plan/tresorerie", "plan/faisabilite")


def update(text: str = "Le fil", key: str = "canvas.couts") -> bytes:
    document: Doc[Text] = Doc({key: Text(text)})
    return document.get_update()


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("page", READ)
def test_a_team_reads_its_own_pages_and_no_other_teams(classroom: Classroom, page: str) -> None:
    assert classroom.client("ines").get(classroom.path(page)).status_code == 200
    assert classroom.client("clara").get(classroom.path(page)).status_code == 200
    assert classroom.client("sami").get(classroom.path(page)).status_code == 403


def test_another_team_neither_reads_nor_writes_texts_and_numbers(classroom: Classroom) -> None:
    sami = classroom.client("sami")
    assert sami.get(classroom.path("textes")).status_code == 403
    assert sami.post(classroom.path("textes"), data=update()).status_code == 403
    assert sami.post(classroom.path("presence"), data={"key": "canvas.couts"}).status_code == 403
    said = {"key": "entreprise.nom", "value": "Pris", "version": "0"}
    assert sami.post(classroom.path("plan/saisie"), data=said).status_code == 403
    assert sami.post(classroom.path("plan/lignes/charges")).status_code == 403
    writing = classroom.parts.writing
    assert (writing.texts(classroom.team.id), writing.entries(classroom.team.id)) == ({}, {})


@pytest.mark.parametrize("who", ["clara", "ines"])
def test_nobody_writes_while_the_workshop_is_paused_and_a_facilitator_never(
    classroom: Classroom, who: str
) -> None:
    classroom.pause(who == "ines")
    client = classroom.client(who)
    refused = client.post(classroom.path("textes"), data=update())
    assert refused.status_code == 403
    assert refused.get_json()["said"]
    said = {"key": "entreprise.nom", "value": "Non", "version": "0"}
    assert client.post(classroom.path("plan/saisie"), data=said).status_code == 403
    assert classroom.parts.writing.entries(classroom.team.id) == {}


@pytest.mark.parametrize(
    "body",
    [b"", b"garbage", b"\xff" * 200, update(key="canvas.secret"), update("x" * 20_000), update() + b"\x00"],
    ids=["empty", "garbage", "endless", "unknown key", "too long", "something after"],
)
def test_a_hostile_update_is_refused_with_words_and_nothing_stays(classroom: Classroom, body: bytes) -> None:
    refused = classroom.client("ines").post(classroom.path("textes"), data=body)
    assert refused.status_code == 422
    assert refused.get_json()["said"].endswith((".", "!"))
    assert classroom.parts.writing.texts(classroom.team.id) == {}


def test_a_page_asks_only_for_what_it_lacks(classroom: Classroom) -> None:
    client = classroom.client("ines")
    assert client.post(classroom.path("textes"), data=update("Le fil")).get_json() == {"seq": 1}
    answer = client.get(classroom.path("textes"))
    assert (answer.headers["X-Seq"], answer.headers["X-Writable"]) == ("1", "1")
    document: Doc[Text] = Doc()
    document.apply_update(answer.data)
    assert str(document.get("canvas.couts", type=Text)) == "Le fil"
    assert client.get(classroom.path("textes"), query_string={"known": "pas du base64 !"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "words_said"),
    [
        ("douze", "n’est pas un nombre"),
        ("-3", "négatif"),
        ("1000000000000", "n’est pas entre"),
        ("2,345", "trop précis"),
    ],
)
def test_a_number_that_cannot_be_says_why_in_french(
    classroom: Classroom, typed: str, words_said: str
) -> None:
    said = {"key": "produits.1.prix", "value": typed, "version": "0"}
    refused = classroom.client("ines").post(classroom.path("plan/saisie"), data=said)
    assert refused.status_code == 422
    assert words_said in refused.get_json()["said"]


def test_a_conflict_names_who_wrote_what_and_offers_both(classroom: Classroom) -> None:
    said = {"key": "produits.1.prix", "value": "25", "version": "0"}
    assert classroom.client("ines").post(classroom.path("plan/saisie"), data=said).status_code == 200
    met = classroom.client("tom").post(classroom.path("plan/saisie"), data={**said, "value": "30"})
    assert met.status_code == 409
    told = {
        key: value.replace("\xa0", " ").replace("\u202f", " ")
        for key, value in met.get_json().items()
        if isinstance(value, str)
    }
    assert told["said"] == "Inès vient d’écrire 25 € ; tu as écrit 30 €."
    assert (told["keep"], told["put"], told["shown"]) == ("Garder 25 €", "Mettre 30 €", "25")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"key": "produits.1.prix", "value": "3", "version": "deux"},
        {"key": "rien.du.tout", "value": "3", "version": "0"},
    ],
)
def test_a_request_made_by_hand_is_refused_politely(classroom: Classroom, said: dict[str, str]) -> None:
    assert classroom.client("ines").post(classroom.path("plan/saisie"), data=said).status_code == 422


def test_every_screen_and_every_statement_opens_with_an_empty_and_a_full_plan(classroom: Classroom) -> None:
    writing, client = classroom.parts.writing, classroom.client("ines")
    for entries in ({}, EXAMPLE):
        writing.form.fill(classroom.team.id, entries, INES)
        for group in CATALOG:
            assert client.get(classroom.path(f"plan/saisie/{group.key}")).status_code == 200
        for sheet in writing.computed(classroom.team.id).forecast.sheets:
            page = client.get(classroom.path(f"plan/{sheet.key}"))
            assert page.status_code == 200
            assert unescape(page.text).count("<table") == 1
    for missing in ("plan/rien", "plan/saisie/etude", "plan/figure/rien", "plan/historique/rien"):
        assert client.get(classroom.path(missing)).status_code == 404


def test_every_figure_explains_itself_and_its_terms_can_be_opened(classroom: Classroom) -> None:
    writing, client = classroom.parts.writing, classroom.client("ines")
    writing.form.fill(classroom.team.id, {**EXAMPLE, "reponse.seuil": "58078.71"}, INES)
    forecast = writing.computed(classroom.team.id).forecast
    for figure in [one for number, one in enumerate(forecast.figures.values()) if number % 25 == 0]:
        shown = client.get(classroom.path(f"plan/figure/{figure.key}"), headers={"HX-Request": "true"})
        assert shown.status_code == 200
        assert figure.text.replace("\xa0", " ").replace("\u202f", " ") in words(shown.text)
        source = figure
        while isinstance(source.expression, Figure):  # repeated from another statement: its formula is shown
            source = source.expression
        for term in source.explain().terms:
            assert f"plan/figure/{term.key}" in shown.text


def test_the_seuil_is_kept_until_the_team_has_computed_it(classroom: Classroom) -> None:
    writing, client = classroom.parts.writing, classroom.client("ines")
    writing.form.fill(classroom.team.id, {**EXAMPLE, "produits.sac.unites1": "2000"}, INES)
    answer = writing.computed(classroom.team.id).forecast.figure("seuil.a1.seuil").text
    pages = [
        "plan",
        "plan/seuil",
        "plan/saisie/produits",
        "plan/figure/seuil.a1.seuil",
        "plan/figure/seuil.a1.unites",
    ]
    for page in pages:
        assert answer not in unescape(client.get(classroom.path(page)).text), page
    said = {"key": "reponse.seuil", "value": "40000", "version": "0"}
    client.post(classroom.path("plan/saisie"), data=said)
    shown = words(client.get(classroom.path("plan/seuil")).text)
    assert "Pas encore" in shown
    assert answer.replace("\xa0", " ").replace("\u202f", " ") in shown


def test_an_alert_leads_to_the_field_to_change(classroom: Classroom) -> None:
    writing, client = classroom.parts.writing, classroom.client("ines")
    writing.form.fill(classroom.team.id, {**EXAMPLE, "produits.sac.prix": "5"}, INES)
    page = client.get(classroom.path("plan")).text
    assert "fait perdre" in page
    assert "plan/saisie/produits#f-produits-sac-prix" in page
    form = client.get(classroom.path("plan/saisie/produits")).text
    assert 'id="f-produits-sac-prix"' in form


def test_what_pupils_write_is_shown_as_text(classroom: Classroom) -> None:
    nasty = "<script>alert(1)</script>"
    client = classroom.client("ines")
    client.post(classroom.path("textes"), data=update(f"</textarea>{nasty}"))
    said = {"key": "entreprise.nom", "value": nasty, "version": "0"}
    assert client.post(classroom.path("plan/saisie"), data=said).status_code == 200
    for page in ("canevas", "plan/saisie/entreprise", "plan/historique/entreprise.nom", "plan/hypotheses"):
        assert nasty not in client.get(classroom.path(page)).text


@pytest.mark.parametrize(
    ("page", "start"), [("previsionnel.xlsx", b"PK"), ("previsionnel.pdf", b"%PDF"), ("pitch.pdf", b"%PDF")]
)
def test_a_team_takes_its_work_away(classroom: Classroom, page: str, start: bytes) -> None:
    classroom.parts.writing.form.fill(classroom.team.id, EXAMPLE, INES)
    taken = classroom.client("ines").get(classroom.path(f"exports/{page}"))
    assert taken.status_code == 200
    assert taken.data.startswith(start)
    assert 'filename="re-fil-' in taken.headers["Content-Disposition"]
    assert classroom.client("sami").get(classroom.path(f"exports/{page}")).status_code == 403


def test_the_facilitator_sees_every_team_at_a_glance(classroom: Classroom) -> None:
    writing = classroom.parts.writing
    writing.fill(classroom.team.id, {"canvas.couts": "Le fil", "pitch.1": "Jade"}, EXAMPLE, INES)
    seen = glance(classroom.parts, classroom.workshop.id)
    mine, other = seen[classroom.team.id], seen[classroom.other.id]
    assert mine.filled["canvas"] == (1, 10)
    assert mine.filled["pitch"] == (1, 7)
    assert mine.filled["plan"] == (7, 8)
    assert (str(mine.cash), str(mine.lowest_cash)) == ("8249.96", "3105.83")
    assert (other.cash, other.filled["canvas"]) == (None, (0, 10))


def test_a_form_of_another_site_writes_nothing(classroom: Classroom) -> None:
    client = create_app(classroom.parts).test_client()
    client.get("/bonjour/ines")
    assert client.post(classroom.path("textes"), data=update()).status_code == 400
    said = {"key": "entreprise.nom", "value": "Non", "version": "0"}
    assert client.post(classroom.path("plan/saisie"), data=said).status_code == 400
    writing = classroom.parts.writing
    assert (writing.texts(classroom.team.id), writing.entries(classroom.team.id)) == ({}, {})


@pytest.mark.parametrize("seen", ["²", "9" * 5000])
def test_a_number_that_is_none_does_not_break_the_page(classroom: Classroom, seen: str) -> None:
    there = classroom.path("plan/lignes/charges/1/enlever")
    assert classroom.client("ines").post(there, data={"seen": seen}).status_code == 409

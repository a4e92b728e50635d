"""Leading a workshop: made by a form, from step to step, paused, timed, ended; pupils placed and named."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from busy_ness.app.doors import Visit
from busy_ness.app.people import Person
from busy_ness.app.room.guide import guides
from busy_ness.app.room.ordering import read
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import Atelier


@pytest.fixture
def workshop(atelier: Atelier) -> Workshop:
    return atelier.workshop()


@pytest.fixture
def lead(atelier: Atelier) -> FlaskClient:
    return atelier.facilitator()


def press(lead: FlaskClient, workshop: Workshop, button: str, **data: object) -> int:
    return lead.post(f"/{workshop.code}/animer/{button}", data=data).status_code


def test_a_facilitator_makes_a_workshop(atelier: Atelier, lead: FlaskClient) -> None:
    asked = {
        "title": " Collège  Macé ",
        "sessions": "7",
        "audience": "college",
        "teams": "5",
        "market_size": "700",
    }
    answer = lead.post("/ateliers/nouveau", data={**asked, "rounds": "4", "seed": "x1", "places_pupils": "1"})
    (made,) = atelier.parts.workshops.all()
    assert answer.location == f"/{made.code}/animer/"
    assert (made.title, made.sessions, made.audience, made.market_size) == ("Collège Macé", 7, "college", 700)
    assert (made.rounds, made.seed, made.places_pupils) == (4, "x1", True)
    assert [team.name for team in atelier.parts.workshops.teams(made.id)] == [
        f"Équipe {n}" for n in range(1, 6)
    ]
    assert made.code in lead.get("/").text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "Donnez un titre"),
        ("title", "x" * 81, "Donnez un titre"),
        ("sessions", "8", "6 ou 7"),
        ("audience", "maternelle", "collège ou lycée"),
        ("teams", "0", "de 1 à 8"),
        ("teams", "9", "de 1 à 8"),
        ("teams", "six", "nombre entier"),
        ("teams", "-1", "nombre entier"),
        ("market_size", "10" * 6, "nombre entier"),
        ("market_size", "99", "de 100 à 5000"),
        ("rounds", "13", "de 1 à 12"),
        ("rounds", "²", "nombre entier"),
        ("seed", "x" * 41, "40 signes"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    atelier: Atelier, lead: FlaskClient, field: str, typed: str, words: str
) -> None:
    answer = lead.post("/ateliers/nouveau", data={"title": "Gardé", field: typed})
    assert answer.status_code == 400
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text or field in ("sessions", "audience")
    assert field == "title" or 'value="Gardé"' in answer.text
    assert atelier.parts.workshops.all() == ()
    with atelier.app.test_request_context():
        assert set(read({"title": "T", field: typed}).problems) == {field}


def test_steps_of_the_guide_run_one_after_the_other(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    steps = guides(6)[0].steps
    page = lead.get(f"/{workshop.code}/animer/").text
    assert f"Commencer : {steps[0].title}".replace(" :", "\u00a0:") in page
    assert press(lead, workshop, "etape", step=1) == 303
    now = atelier.now(workshop)
    assert now.step == 1
    assert now.timer_ends_at is not None
    left = now.timer_ends_at - atelier.parts.now()
    assert timedelta(minutes=steps[0].minutes - 1) < left <= timedelta(minutes=steps[0].minutes)
    page = lead.get(f"/{workshop.code}/animer/").text
    assert f"Étape suivante : {steps[1].title}".replace(" :", "\u00a0:") in page
    press(lead, workshop, "etape", step=len(steps))
    assert "Finir cette séance et préparer la 2" in lead.get(f"/{workshop.code}/animer/").text
    press(lead, workshop, "seance", session=2)
    assert (atelier.now(workshop).session, atelier.now(workshop).step) == (2, 0)
    assert atelier.now(workshop).timer_ends_at is None


def test_the_last_step_of_the_last_session_ends_the_workshop(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    press(lead, workshop, "seance", session=6)
    press(lead, workshop, "etape", step=len(guides(6)[5].steps))
    assert "next-step" in lead.get(f"/{workshop.code}/animer/").text
    press(lead, workshop, "fin", ended=1)
    assert atelier.now(workshop).ended_at is not None
    assert "Rouvrir l’atelier" in lead.get(f"/{workshop.code}/animer/").text
    press(lead, workshop, "fin", ended=0)
    assert atelier.now(workshop).ended_at is None


@pytest.mark.parametrize(
    ("button", "data"),
    [
        ("seance", {"session": "7"}),
        ("seance", {"session": "0"}),
        ("seance", {}),
        ("etape", {"step": "99"}),
        ("etape", {"step": "-1"}),
        ("pause", {"paused": "oui"}),
        ("minuteur", {"minutes": "181"}),
        ("minuteur", {"minutes": "٣"}),
        ("fin", {"ended": ""}),
    ],
)
def test_a_button_that_is_not_ours_changes_nothing(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop, button: str, data: dict[str, str]
) -> None:
    assert lead.post(f"/{workshop.code}/animer/{button}", data=data).status_code == 400
    assert atelier.now(workshop) == workshop


def test_in_a_pause_pupils_read_and_do_not_write(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    her = atelier.pupil(workshop, "Ada")
    assert "Pause" not in her.get(f"/{workshop.code}/").text
    press(lead, workshop, "pause", paused=1)
    page = her.get(f"/{workshop.code}/").text
    assert "Tu peux lire, pas écrire" in page
    assert "Tu peux lire" in her.get(f"/{workshop.code}/etat").text
    assert not visit_of(atelier, workshop).may_write
    press(lead, workshop, "pause", paused=0)
    assert her.get(f"/{workshop.code}/etat").text.strip() == ""
    assert visit_of(atelier, workshop).may_write
    press(lead, workshop, "fin", ended=1)
    assert not visit_of(atelier, workshop).may_write
    assert "L’atelier est terminé" in her.get(f"/{workshop.code}/").text


def visit_of(atelier: Atelier, workshop: Workshop) -> Visit:
    (seats,) = atelier.parts.seating.of(workshop.id).values()
    found = atelier.parts.workshops.seat_of(workshop.id, seats[0].person)
    assert found is not None
    return Visit(Person(seats[0].person, "Ada"), atelier.now(workshop), *found)


def test_the_projector_shows_names_only_where_wanted(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    atelier.pupil(workshop, "Ada")
    page = lead.get(f"/{workshop.code}/ecran").text
    assert "Ada" not in page
    assert "1 élève" in page
    assert "127.0.0.1:8765" in page
    assert workshop.code in page
    press(lead, workshop, "options", shows_names="on", open_to_join="on")
    assert "Ada" in lead.get(f"/{workshop.code}/ecran/direct").text
    press(lead, workshop, "options")
    assert not atelier.now(workshop).open_to_join
    press(lead, workshop, "etape", step=1)
    assert workshop.code not in lead.get(f"/{workshop.code}/ecran/direct").text


def test_the_projector_has_the_join_address_as_a_qr_code(lead: FlaskClient, workshop: Workshop) -> None:
    page = lead.get(f"/{workshop.code}/ecran").text
    drawn = re.search(r'<svg[^>]*viewBox="0 0 (\d+) \1"', page)
    assert drawn is not None
    modules = int(drawn[1]) / 8 if int(drawn[1]) > 100 else int(drawn[1])
    assert modules >= 21 + 2 * 4  # a quiet zone of four modules on each side
    assert "style=" not in page


def test_pupils_are_moved_taken_out_and_renamed_teams_keep_them(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    atelier.pupil(workshop, "Ada")
    rouges, bleus, _ = atelier.parts.workshops.teams(workshop.id)
    seat = atelier.parts.workshops.seats(rouges.id)[0]
    assert press(lead, workshop, "eleves", person=seat.person, team=bleus.id) == 303
    assert [one.person for one in atelier.parts.workshops.seats(bleus.id)] == [seat.person]
    assert press(lead, workshop, f"equipes/{bleus.id}", name=" Les  Azurs ", colour=7) == 303
    renamed = atelier.parts.workshops.teams(workshop.id)[1]
    assert (renamed.name, renamed.colour) == ("Les Azurs", 7)
    assert press(lead, workshop, f"equipes/{bleus.id}", name="Les Rouges", colour=1) == 409
    assert press(lead, workshop, f"equipes/{bleus.id}", name="", colour=1) == 400
    assert press(lead, workshop, f"equipes/{bleus.id}", name="x" * 41, colour=1) == 400
    assert press(lead, workshop, f"equipes/{bleus.id}", name="A", colour=8) == 400
    assert press(lead, workshop, "equipes/999", name="A", colour=1) == 404
    assert press(lead, workshop, "eleves", person=seat.person, team="") == 303
    assert "Sans équipe" in lead.get(f"/{workshop.code}/animer/equipes").text
    assert press(lead, workshop, "eleves", person="nobody", team=bleus.id) == 400


def test_roles_are_given_in_one_form_and_go_round(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    for name in ("Ada", "Grace"):
        atelier.pupil(workshop, name)
    team = atelier.parts.workshops.teams(workshop.id)[0]

    def roles() -> list[tuple[str, ...]]:
        return [seat.roles for seat in atelier.parts.workshops.seats(team.id)]

    press(lead, workshop, "roles", how="share")
    assert roles() == [("dg", "production"), ("commercial", "finance")]
    press(lead, workshop, "roles", how="rotate")
    assert roles() == [("commercial", "finance"), ("dg", "production")]
    first, second = atelier.parts.workshops.seats(team.id)
    given = {f"roles-{first.id}": ["dg"], f"roles-{second.id}": ["finance", "commercial", "production"]}
    assert lead.post(f"/{workshop.code}/animer/equipes/{team.id}/roles", data=given).status_code == 303
    assert roles() == [("dg",), ("commercial", "production", "finance")]
    bad = {f"roles-{first.id}": ["chef"]}
    assert lead.post(f"/{workshop.code}/animer/equipes/{team.id}/roles", data=bad).status_code == 400
    assert roles()[0] == ("dg",)
    page = atelier.pupil(workshop, "Katherine").get(f"/{workshop.code}/").text
    assert "Direction générale" in page
    assert "Tu penses à la fabrication" in page


def test_a_ninth_team_is_refused_with_words(lead: FlaskClient, workshop: Workshop) -> None:
    for n in range(5):
        assert press(lead, workshop, "equipes", name=f"N{n}") == 303
    answer = lead.post(f"/{workshop.code}/animer/equipes", data={"name": "Neuvième"})
    assert answer.status_code == 409
    assert "8 équipes au plus" in answer.text


def test_the_path_of_a_team_shows_where_it_is(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    her = atelier.pupil(workshop, "Ada")
    press(lead, workshop, "seance", session=2)
    page = her.get(f"/{workshop.code}/").text
    assert page.count('aria-current="step"') == 1
    assert guides(6)[1].title in page
    assert "Continuer" in page
    assert her.get(f"/{workshop.code}/seance/7").status_code == 404
    assert her.get(f"/{workshop.code}/seance/0").status_code == 404


def test_only_the_facilitator_reads_what_to_say(
    atelier: Atelier, lead: FlaskClient, workshop: Workshop
) -> None:
    her = atelier.pupil(workshop, "Ada")
    for n in range(1, 7):
        hers, leads = (client.get(f"/{workshop.code}/seance/{n}").text for client in (her, lead))
        assert "Vous dites" in leads
        assert "Erreurs fréquentes" in leads
        assert "Sans ordinateurs" in leads
        assert "Vous dites" not in hers
        assert "Erreurs fréquentes" not in hers

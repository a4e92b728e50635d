"""Numbers and choices: never written over unseen, never lost, on both kinds of database."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from busy_ness.app.people import Person
from busy_ness.app.writing.desk import GROUPS
from busy_ness.app.writing.entries import ConflictError, Entries, RowChangedError, first_rows, standing_rows
from busy_ness.plan.entries import EXAMPLE, EntryError
from tests.courses.busy_ness.app.writing.classroom import Classroom, found_classroom

INES, TOM = Person("ines", "Inès"), Person("tom", "Tom")
PRICE = "produits.1.prix"


@pytest.fixture
def classroom(each_database_url: str) -> Classroom:
    return found_classroom(each_database_url)


@pytest.fixture
def form(classroom: Classroom) -> Entries:
    return classroom.parts.writing.form


def test_what_is_typed_in_french_is_kept_canonical(classroom: Classroom, form: Entries) -> None:
    written = form.write(classroom.team.id, PRICE, "25,50 €", 0, INES)
    assert (written.value, written.version, written.person_name) == ("25.5", 1, "Inès")
    assert classroom.parts.writing.entries(classroom.team.id) == {PRICE: "25.5"}


def test_the_second_of_two_who_write_at_once_is_asked_instead_of_winning(
    classroom: Classroom, form: Entries
) -> None:
    form.write(classroom.team.id, PRICE, "25", 0, INES)
    with pytest.raises(ConflictError) as met:
        form.write(classroom.team.id, PRICE, "30", 0, TOM)
    assert (met.value.theirs.value, met.value.theirs.person_name, met.value.typed) == ("25", "Inès", "30")
    assert form.write(classroom.team.id, PRICE, "30", met.value.theirs.version, TOM).version == 2


def test_the_same_answer_of_two_is_no_conflict_and_sending_twice_does_no_harm(
    classroom: Classroom, form: Entries
) -> None:
    first = form.write(classroom.team.id, PRICE, "25", 0, INES)
    assert form.write(classroom.team.id, PRICE, "25,00", 0, TOM) == first
    assert len(form.history(classroom.team.id, PRICE)) == 1


def test_sixteen_who_write_at_once_make_one_winner_and_fifteen_questions(
    classroom: Classroom, form: Entries
) -> None:
    def write(number: int) -> bool:
        try:
            form.write(classroom.team.id, PRICE, str(number), 0, INES)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(1, 17))) == 1


def test_the_history_says_who_and_what_was_before(classroom: Classroom, form: Entries) -> None:
    form.write(classroom.team.id, PRICE, "25", 0, INES)
    form.write(classroom.team.id, PRICE, "30", 1, TOM)
    form.write(classroom.team.id, PRICE, "", 2, INES)
    told = [(one.person_name, one.old, one.new) for one in form.history(classroom.team.id, PRICE)]
    assert told == [("Inès", "30", ""), ("Tom", "25", "30"), ("Inès", "", "25")]
    assert all(one.at.tzinfo is not None for one in form.history(classroom.team.id, PRICE))


@pytest.mark.parametrize("text", ["douze", "-3", "1000000000000", "1,234", "1.250,50"])
def test_bad_input_changes_nothing(classroom: Classroom, form: Entries, text: str) -> None:
    form.write(classroom.team.id, PRICE, "25", 0, INES)
    with pytest.raises(EntryError):
        form.write(classroom.team.id, PRICE, text, 1, INES)
    assert classroom.parts.writing.entries(classroom.team.id) == {PRICE: "25"}


def test_two_who_add_a_row_at_once_get_two_rows(classroom: Classroom, form: Entries) -> None:
    charges = GROUPS["charges"]
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda who: form.add_row(classroom.team.id, charges, who), (INES, TOM)))
    assert sorted(rows) == ["1", "2"]
    assert standing_rows(charges, classroom.parts.writing.entries(classroom.team.id)) == ("1", "2")


def test_a_first_product_that_nobody_named_stays_when_a_second_comes(
    classroom: Classroom, form: Entries
) -> None:
    products = GROUPS["produits"]
    assert standing_rows(products, {}) == first_rows(products) == ("1",)
    assert form.add_row(classroom.team.id, products, INES) == "2"
    assert standing_rows(products, classroom.parts.writing.entries(classroom.team.id)) == ("1", "2")


def test_there_are_as_many_rows_as_the_form_allows(classroom: Classroom, form: Entries) -> None:
    loans = GROUPS["emprunts"]
    for _ in range(3):
        form.add_row(classroom.team.id, loans, INES)
    with pytest.raises(EntryError, match="3 lignes au plus"):
        form.add_row(classroom.team.id, loans, INES)


@pytest.mark.parametrize("row", ["2", "x", "99999999"])
def test_a_row_that_nobody_added_takes_no_number(classroom: Classroom, form: Entries, row: str) -> None:
    """A script could make thousands of rows, or one whose number leaves no name for the next."""
    with pytest.raises(EntryError, match="Recharge la page"):
        form.write(classroom.team.id, f"produits.{row}.prix", "25", 0, INES)
    assert form.add_row(classroom.team.id, GROUPS["produits"], INES) == "2"


def test_rows_that_were_taken_away_come_back_only_where_there_is_room(
    classroom: Classroom, form: Entries
) -> None:
    team_id, loans = classroom.team.id, GROUPS["emprunts"]
    form.remove_row(team_id, loans, form.add_row(team_id, loans, INES), seen=1, person=INES)
    for _ in range(3):
        form.add_row(team_id, loans, INES)
    name = f"emprunts.1.{next(one.field for one in loans.entries if one.is_text)}"
    with pytest.raises(EntryError, match="3 lignes au plus"):
        form.write(team_id, name, "De retour", 2, INES)
    with pytest.raises(EntryError, match="3 lignes au plus"):
        form.restore_row(team_id, loans, "1", INES)


def test_a_row_that_was_taken_away_comes_back_whole(classroom: Classroom, form: Entries) -> None:
    team_id, charges = classroom.team.id, GROUPS["charges"]
    form.add_row(team_id, charges, INES)
    form.write(team_id, "charges.1.montant1", "7200", 0, INES)
    before = classroom.parts.writing.entries(team_id)
    form.remove_row(team_id, charges, "1", seen=2, person=TOM)
    assert classroom.parts.writing.entries(team_id) == {}
    assert form.removed_rows(team_id, charges) == {"1": "Charge 1"}
    form.restore_row(team_id, charges, "1", TOM)
    assert classroom.parts.writing.entries(team_id) == before
    assert form.removed_rows(team_id, charges) == {}


def test_a_row_in_which_somebody_just_wrote_is_not_taken_away_unseen(
    classroom: Classroom, form: Entries
) -> None:
    team_id, charges = classroom.team.id, GROUPS["charges"]
    form.add_row(team_id, charges, INES)
    form.write(team_id, "charges.1.montant1", "7200", 0, INES)
    with pytest.raises(RowChangedError):
        form.remove_row(team_id, charges, "1", seen=1, person=TOM)
    assert classroom.parts.writing.entries(team_id)["charges.1.montant1"] == "7200"


def test_a_number_typed_in_a_row_that_is_gone_meanwhile_asks_first(
    classroom: Classroom, form: Entries
) -> None:
    team_id, charges = classroom.team.id, GROUPS["charges"]
    form.add_row(team_id, charges, INES)
    form.write(team_id, "charges.1.montant1", "7200", 0, INES)
    form.remove_row(team_id, charges, "1", seen=2, person=TOM)
    with pytest.raises(ConflictError) as met:
        form.write(team_id, "charges.1.montant1", "7500", 1, INES)
    assert (met.value.theirs.value, met.value.theirs.person_name) == ("", "Tom")


def test_a_new_row_never_takes_the_name_of_one_that_is_gone(classroom: Classroom, form: Entries) -> None:
    team_id, charges = classroom.team.id, GROUPS["charges"]
    assert form.add_row(team_id, charges, INES) == "1"
    form.remove_row(team_id, charges, "1", seen=1, person=INES)
    assert form.add_row(team_id, charges, INES) == "2"


def test_a_ready_team_is_filled_once_and_never_over_what_pupils_wrote(
    classroom: Classroom, form: Entries
) -> None:
    writing, team_id = classroom.parts.writing, classroom.team.id
    form.write(team_id, "entreprise.nom", "À nous", 0, INES)
    writing.fill(team_id, {"canvas.couts": "Le fil"}, EXAMPLE, TOM)
    writing.fill(team_id, {"canvas.couts": "Autre chose"}, {"entreprise.nom": "Encore"}, TOM)
    assert writing.entries(team_id) == {**EXAMPLE, "entreprise.nom": "À nous"}
    assert writing.texts(team_id) == {"canvas.couts": "Le fil"}


def test_the_forecast_follows_the_entries_and_is_made_once_for_them(
    classroom: Classroom, form: Entries
) -> None:
    writing, team_id = classroom.parts.writing, classroom.team.id
    form.fill(team_id, EXAMPLE, INES)
    first = writing.computed(team_id)
    assert str(first.forecast.figure("tresorerie.m12.fin").value) == "8249.96"
    assert writing.computed(team_id) is first
    form.write(team_id, "produits.sac.prix", "30", 1, INES)
    assert writing.computed(team_id).forecast.figure("resultat.a1.ca").value == 72_000

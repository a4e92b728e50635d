"""What a team types is checked at the door: it becomes a number once, or says what to do."""

import pytest

from busy_ness.plan.entries import CATALOG, EXAMPLE, STUDY, EntryError, check, find, read

PRICE = "produits.sac.prix"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("25,50", "25.5"),
        ("25.5", "25.5"),
        (" 25,50 € ", "25.5"),
        ("1 250", "1250"),
        ("1\u202f250,00", "1250"),
        ("007", "7"),
        ("0,00", "0"),
        ("100000", "100000"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_price_is_understood_as_people_write_it(typed: str, kept: str) -> None:
    assert check(PRICE, typed) == kept
    assert check(PRICE, kept) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("vingt", "n’est pas un nombre"),
        ("25€50", "n’est pas un nombre"),
        ("1e5", "n’est pas un nombre"),
        ("NaN", "n’est pas un nombre"),
        ("٣", "n’est pas un nombre"),
        ("--3", "n’est pas un nombre"),
        ("-3", "négatif"),
        ("−3", "négatif"),
        ("1000000000000", "n’est pas entre"),
        ("9" * 60, "n’est pas entre"),
        ("9" * 5000, "trop long"),
        ("1.250,50", "un point et une virgule"),
        ("2,555", "2 chiffres au plus"),
    ],
)
def test_what_cannot_be_kept_says_why_and_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(EntryError, match=words) as refused:
        check(PRICE, typed)
    assert str(refused.value).startswith("Prix de vente HT\u00a0: ")
    assert len(str(refused.value)) < 250


def test_units_are_whole_and_percents_are_written_as_read() -> None:
    with pytest.raises(EntryError, match="un nombre entier"):
        check("produits.sac.unites1", "2,5")
    assert check("ventes.commission", "5 %") == "5"
    with pytest.raises(EntryError, match="n’est pas entre 0 et 100"):
        check("ventes.commission", "101")


def test_a_choice_must_be_in_its_list() -> None:
    assert check("entreprise.forme", "scop") == "scop"
    with pytest.raises(EntryError, match="Choisis parmi"):
        check("entreprise.forme", "SA")


def test_a_name_is_any_readable_text() -> None:
    assert check("produits.sac.nom", "  Sac   <b>recyclé</b> ") == "Sac <b>recyclé</b>"
    with pytest.raises(EntryError, match="60 caractères"):
        check("produits.sac.nom", "a" * 61)
    with pytest.raises(EntryError, match="Retape ce nom"):
        check("produits.sac.nom", "Sac\u202e")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "produits",
        "produits.prix",
        "produits.sac.couleur",
        "produits.SAC.prix",
        "produits.abcdefghi.prix",
        "x.y",
    ],
)
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(EntryError, match="n’existe pas"):
        check(key, "1")


def test_the_example_is_canonical_and_without_problem() -> None:
    assert {key: check(key, text) for key, text in EXAMPLE.items()} == dict(EXAMPLE)
    assert read(EXAMPLE).problems == ()


def test_the_numbers_of_the_study_are_checked_by_the_same_door_and_left_out_of_the_plan() -> None:
    assert check("etude.personnes", "40") == "40"
    assert check("reponse.seuil", "58 078,71 €") == "58078.71"
    reading = read({"etude.personnes": "quarante", "canvas.revenus": "Vente en ligne"})
    assert reading.problems == ()
    assert {group.key for group in STUDY} == {"etude", "reponse"}


def test_nothing_written_is_a_plan_with_one_product() -> None:
    reading = read({})
    assert reading.problems == ()
    assert reading.plan.rows["produits"] == ("1",)
    assert reading.plan.names["produits.1.nom"] == "Produit 1"
    assert reading.plan.numbers["produits.1.prix"] == 0


def test_an_empty_year_takes_the_one_before() -> None:
    plan = read({"produits.a.unites1": "100", "produits.a.unites3": "300"}).plan
    assert [plan.numbers[f"produits.a.unites{year}"] for year in (1, 2, 3)] == [100, 100, 300]


def test_a_wrong_entry_takes_its_default_and_is_told() -> None:
    reading = read({"produits.a.prix": "vingt", "produits.a.unites1": "100"})
    assert [problem.key for problem in reading.problems] == ["produits.a.prix"]
    assert "vingt" in reading.problems[0].words
    assert reading.plan.numbers["produits.a.prix"] == 0
    assert reading.plan.numbers["produits.a.unites1"] == 100


def test_rows_beyond_the_limit_are_told_and_left_out() -> None:
    reading = read({f"emprunts.{n}.montant": "100" for n in (10, 2, 1, 3)})
    assert reading.plan.rows["emprunts"] == ("1", "2", "3")
    assert [problem.key for problem in reading.problems] == ["emprunts.10"]


def test_seasons_without_any_weight_are_told() -> None:
    reading = read({f"saison.m{n:02}": "0" for n in range(1, 13)})
    assert len(reading.problems) == 1
    assert {reading.plan.numbers[f"saison.m{n:02}"] for n in range(1, 13)} == {1}


def test_every_question_has_words_and_a_key_of_its_own() -> None:
    keys = []
    for group in CATALOG:
        assert group.title
        assert group.help
        for entry in group.entries:
            assert entry.label
            assert entry.help
            key = group.key_of(entry, "x" if group.rows else "")
            assert find(key) == (group, entry, "x" if group.rows else "")
            keys.append(key)
            assert check(key, entry.default) == entry.default
    assert len(keys) == len(set(keys))

"""What the checks say of a team's work: the right thing, in words that help, and never of good work."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busy_ness import example
from busy_ness.dossier import Dossier
from busy_ness.review import CHECKS, accounts, canvas, debrief, pitch, problem, remarks, study
from busy_ness.review.precision import everybody, numbers, stems, vague

GOOD = example.dossier()
EMPTY = Dossier("Atelier", "Les Vides", "", (), GOOD.made_at)


def with_texts(**texts: str) -> Dossier:
    told = {key.replace("__", "."): text for key, text in texts.items()}
    return replace(GOOD, texts={**GOOD.texts, **told})


def with_entries(**entries: str) -> Dossier:
    told = {key.replace("__", "."): text for key, text in entries.items()}
    return replace(GOOD, entries={**GOOD.entries, **told})


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("exercise", CHECKS)
def test_good_work_has_nothing_left_to_do_and_empty_work_has_in_every_check(exercise: str) -> None:
    assert [one for one in remarks(exercise, GOOD) if one.words] == []
    assert [one.check for one in remarks(exercise, EMPTY) if not one.words] == []


@pytest.mark.parametrize("exercise", CHECKS)
def test_without_a_deliverable_each_check_says_where_it_is_handed_in(exercise: str) -> None:
    for check in CHECKS[exercise]:
        assert "depuis Busy & Ness" in problem(exercise, check, "")
        assert "abîmé" in problem(exercise, check, "{")


@given(st.dictionaries(st.sampled_from(sorted(GOOD.texts)), st.text(max_size=60)))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_a_check(texts: dict[str, str]) -> None:
    dossier = replace(GOOD, texts={**GOOD.texts, **texts})
    for exercise in CHECKS:
        assert all(isinstance(one.words, str) for one in remarks(exercise, dossier))


@pytest.mark.parametrize(
    "text",
    ["", "  ", "?", "...", "Je ne sais pas", "on sait pas encore", "rien", "blabla", "xxxx", "zzz kkk ttt"],
)
def test_what_says_nothing_is_vague(text: str) -> None:
    assert vague(with_texts(canvas__canaux=text), "canvas.canaux")


def test_what_says_something_is_not_vague_however_it_is_typed() -> None:
    for text in (
        "LE MARCHÉ DU SAMEDI MATIN",
        "le marché,\nle lycée et le bus",
        "2 boutiques du centre, 1 stand",
    ):
        assert vague(with_texts(canvas__canaux=text), "canvas.canaux") == ""


def test_everybody_is_nobody() -> None:
    assert everybody("Tout le monde !")
    assert everybody("à n’importe qui")
    assert not everybody("les gens du monde associatif")


def test_stems_meet_across_endings_and_small_words_do_not() -> None:
    assert stems("les lycéennes") & stems("un lycéen de Lens")
    assert not stems("pour vous avec eux") & stems("avec vous pour nous")


def test_numbers_are_read_as_people_write_them() -> None:
    assert numbers("1 250,50 € et 3 sacs, 12\u202f000 vues, 5 %") == ["1250.50", "3", "12000", "5"]


def test_the_price_that_customers_pay_is_the_one_compared() -> None:
    (price,), source = study.customer_prices(GOOD)
    assert (price, source) == (Decimal("30.0"), "TVA comprise")
    franchise = with_entries(entreprise__tva="franchise")
    assert study.customer_prices(franchise)[0] == [Decimal(25)]
    unwritten = replace(GOOD, entries={k: v for k, v in GOOD.entries.items() if not k.startswith("produits")})
    assert study.customer_prices(unwritten)[0] == [Decimal(25), Decimal(30)]


def test_a_price_outside_is_accepted_with_a_reason_and_not_without() -> None:
    dear = with_entries(produits__sac__prix="45")
    silent = replace(
        dear, texts={**GOOD.texts, "strategie.prix": "54 € le sac, un prix qui nous plaît beaucoup."}
    )
    assert "au-dessus de 32,00 €" in plain(study.answer(silent))
    why = "54 € parce que la lanière est garantie à vie, et que personne d’autre ne le promet."
    assert study.answer(replace(dear, texts={**GOOD.texts, "strategie.prix": why})) == ""
    cheap = replace(silent, entries={**GOOD.entries, "produits.sac.prix": "10"})
    assert "sous 20,00 €" in plain(study.answer(cheap))


@pytest.mark.parametrize("asked", ["14", "0", ""])
def test_too_few_people_were_asked(asked: str) -> None:
    assert study.people(with_entries(etude__personnes=asked))
    assert study.people(with_entries(etude__personnes="15")) == ""


# Each number was computed by hand from the dossier's Re-Fil: fixed costs 34 266.44, rate 0.59.
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("2323.15", "un nombre d’unités"),
        ("34266.44", "charges fixes elles-mêmes"),
        ("20217.20", "multiplié"),
        ("580.79", "en pour cent"),
        ("83576.68", "la part qui s’en va"),
        ("53332.95", "amortissements"),
        ("57457.63", "intérêts"),
        ("52711.86", "les amortissements et les intérêts"),
        ("31638.03", "l’équipe"),
        ("51976.99", "cotisations"),
        ("57231.25", "frais d’établissement"),
        ("57061.76", "impôts et taxes"),
        ("33671.93", "charges externes"),
        ("53541.31", "commission"),
        ("99773.63", "comptées avec les fixes"),
        ("58866.44", "total de vos charges"),
        ("60000", "chiffre d’affaires"),
        ("35400", "votre marge"),
        ("4839.89", "d’un mois"),
        ("69694.45", "avec la TVA"),
        ("67781.92", "année 2"),
        ("84937.54", "année 3"),
        ("58200", "arrondi en route"),
        ("40000", "trop bas"),
        ("75000", "trop haut"),
        ("", "calculez-le à la main"),
    ],
)
def test_a_wrong_seuil_gets_the_name_of_the_mistake_that_gives_it(answer: str, words: str) -> None:
    said = accounts.threshold(with_entries(reponse__seuil=answer))
    assert words in said
    assert "58 078" not in plain(said), "the answer itself is never told"


@pytest.mark.parametrize("answer", ["58078.71", "58079", "58078", "58078.7"])
def test_the_right_seuil_passes_to_the_euro(answer: str) -> None:
    assert accounts.threshold(with_entries(reponse__seuil=answer)) == ""


def test_a_product_sold_at_a_loss_has_no_seuil() -> None:
    assert "aucun seuil" in accounts.threshold(with_entries(produits__sac__achat="40"))


def test_a_start_that_is_not_paid_for_says_how_much_is_missing() -> None:
    said = plain(accounts.balanced(with_entries(financement__capital="4000")))
    assert "il vous faut 16 620,00 €, et vous avez 14 000,00 € : il manque 2 620,00 €" in said


def test_below_zero_is_accepted_where_somebody_pays_meanwhile() -> None:
    late = with_entries(ventes__comptant="0", ventes__delai_clients="90")
    assert "dès" in accounts.cash(late)
    told = "Les parents avancent 9 000 € jusqu’en septembre, sans intérêts."
    assert accounts.cash(replace(late, texts={**GOOD.texts, "plan.tresorerie": told})) == ""
    assert accounts.cash(replace(late, texts={**GOOD.texts, "plan.tresorerie": "On verra bien."}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 000 €", ["60000"]),
        ("60k€ et 3,5 k€", ["60000", "3500"]),
        ("58\u202f078,71\u00a0€", ["58078.71"]),
        ("12 euros, 3 sacs, 5 %", ["12"]),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, expected: list[str]) -> None:
    assert pitch.amounts(text) == [Decimal(one) for one in expected]


@pytest.mark.parametrize(
    "told", ["58 078,71 €", "58 079 €", "58 080 €", "58 100 €", "58 000 €", "964 €", "14,75 €"]
)
def test_a_figure_of_the_plan_may_be_rounded_as_people_do(told: str) -> None:
    assert pitch.true(with_texts(pitch__4=f"Nous disons {told} au jury, et rien d’autre.")) == ""


@pytest.mark.parametrize("told", ["95 000 €", "61 000 €", "59 000 €", "15,75 €"])
def test_a_figure_that_no_table_has_is_shown_beside_the_nearest(told: str) -> None:
    said = pitch.true(with_texts(pitch__4=f"Nous disons {told} au jury, et rien d’autre."))
    assert "Le plus proche est" in plain(said)


@pytest.mark.parametrize("told", ["58 078 €", "4 840 € par mois", "2 324 sacs par an", "194 sacs par mois"])
def test_the_seuil_may_be_told_in_euros_or_in_bags(told: str) -> None:
    assert pitch.figures(with_texts(pitch__4=f"25 € le sac, 60 000 € de ventes, seuil à {told}.")) == ""


def test_too_long_a_slide_is_counted() -> None:
    assert "signes de trop" in pitch.slides(with_texts(pitch__1="Une phrase assez longue. " * 40))


def test_a_debrief_wants_a_forecast_a_figure_and_something_new() -> None:
    assert debrief.played(EMPTY)
    unplanned = tuple(replace(one, planned_sales=None) for one in GOOD.rounds)
    assert "aux tours 1, 2" in debrief.planned(replace(GOOD, rounds=unplanned))
    assert debrief.planned(replace(GOOD, rounds=(unplanned[0], GOOD.rounds[1]))) == ""
    said = debrief.gaps(with_texts(debrief__1__ecart="Les autres équipes ont vendu moins cher que nous."))
    assert "600 ventes prévues, 480 réalisées" in said
    same = with_texts(debrief__2__changement=GOOD.texts["debrief.1.changement"])
    assert "Aux tours 1 et 2" in debrief.changes(same)


def test_a_persona_is_complete_or_says_what_is_missing() -> None:
    assert "ses freins" in canvas.persona(with_texts(persona__1__freins=""))
    second = {
        f"persona.2.{part}": GOOD.texts[f"persona.1.{part}"] for part in ("nom", "vie", "besoins", "freins")
    }
    assert canvas.persona(replace(GOOD, texts={**GOOD.texts, **second, "persona.1.freins": ""})) == ""

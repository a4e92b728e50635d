"""What a team may type, and the words that answer what it may not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busy_ness.market import (
    Company,
    Decision,
    DecisionError,
    Problem,
    Rules,
    check_decision,
    default_decision,
    hints,
)

RULES = Rules()
COMPANY = Company.new("Re-Fil", RULES)
GOOD = {
    "price": "19,90",
    "quality": "3",
    "production": "400",
    "advertising": "500",
    "machine": "0",
    "forecast_sales": "390",
}


def _refusals(company: Company = COMPANY, **changed: str) -> dict[str, str]:
    with pytest.raises(DecisionError) as refused:
        check_decision({**GOOD, **changed}, company, RULES)
    return {
        problem.key: problem.words.replace("\u00a0", " ").replace("\u202f", " ")
        for problem in refused.value.problems
    }


def test_a_french_comma_and_a_point_are_the_same_price() -> None:
    expected = Decision(Decimal("19.90"), 3, 400, Decimal("500.00"), 0, 390)
    assert check_decision(GOOD, COMPANY, RULES) == expected
    assert (
        check_decision({**GOOD, "price": " 19.9 € ", "production": "4\u202f0 0"}, COMPANY, RULES) == expected
    )


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("price", "vingt", "Le prix : « vingt » n’est pas un nombre. Écris un prix en euros"),
        ("price", "-20", "Le prix : un nombre négatif n’est pas possible ici."),
        ("price", "7,99", "Le prix : sur ce marché, il va de 8 € à 40 €, et tu as écrit 7,99 €."),
        ("price", "40,01", "il va de 8 € à 40 €, et tu as écrit 40,01 €."),
        ("price", "1000000000000", "Le prix : « 1000000000000 » est beaucoup trop long pour ce marché."),
        ("price", "19,999", "les centimes s’arrêtent à deux chiffres"),
        ("price", "", "Le prix : la case est vide."),
        ("price", "1e1", "« 1e1 » n’est pas un nombre"),
        ("price", "nan", "« nan » n’est pas un nombre"),
        ("price", "٢٠", "n’est pas un nombre"),
        ("quality", "0", "La qualité : elle va de 1 à 5, et tu as écrit 0. Choisis 1, 2, 3, 4 ou 5."),
        ("quality", "6", "elle va de 1 à 5"),
        ("quality", "2,5", "« 2,5 » n’est pas un nombre entier"),
        ("production", "501", "fabriquent au plus 500 produits par trimestre, et tu en demandes 501. "
                              "Baisse la production ou achète une machine."),
        ("production", "-1", "La production : un nombre négatif"),
        ("production", "999999999999", "fabriquent au plus 500"),
        ("advertising", "18000,01", "18 000,01 € pour la publicité, à payer tout de suite, c’est trop. "
                                    "Avec le découvert permis, tu as 18 000 €. Dépense moins."),
        ("advertising", "-0,01", "La publicité : un nombre négatif"),
        ("machine", "2", "tu peux acheter une seule machine par trimestre. Écris 1"),
        ("machine", "oui", "« oui » n’est pas un nombre. Écris 1 pour acheter une machine"),
        ("forecast_sales", "beaucoup", "Les ventes prévues : « beaucoup » n’est pas un nombre"),
    ],
)  # fmt: skip
def test_each_refusal_says_which_why_and_what_to_do(key: str, typed: str, words: str) -> None:
    refusals = _refusals(COMPANY, **{key: typed})
    assert list(refusals) == [key]
    assert words in refusals[key]


def test_everything_wrong_is_said_at_once() -> None:
    assert set(_refusals(price="abc", quality="9", production="9999")) == {"price", "quality", "production"}


def test_an_unknown_field_and_a_missing_one_are_refused() -> None:
    assert "n’existe pas" in _refusals(colour="rouge")["colour"]
    with pytest.raises(DecisionError, match="La qualité"):
        check_decision({key: text for key, text in GOOD.items() if key != "quality"}, COMPANY, RULES)


def test_a_machine_makes_room_for_production_in_its_own_quarter() -> None:
    assert check_decision({**GOOD, "machine": "1", "production": "1000"}, COMPANY, RULES).production == 1000
    refusal = _refusals(machine="1", production="1001")["production"]
    assert "au plus 1 000" in refusal
    assert "achète" not in refusal


def test_a_machine_and_advertising_together_stay_within_what_the_bank_allows() -> None:
    poor = replace(COMPANY, cash=Decimal(-500))
    assert check_decision({**GOOD, "advertising": "2500"}, poor, RULES).advertising == 2500
    assert (
        "3 001 € pour la machine et la publicité" in _refusals(poor, machine="1", advertising="1")["machine"]
    )


def test_redressement_refuses_advertising() -> None:
    watched = replace(COMPANY, status="redressement", beyond=1)
    assert "pendant le redressement" in _refusals(watched, advertising="1")["advertising"]
    assert check_decision({**GOOD, "advertising": "0"}, watched, RULES).advertising == 0


def test_a_team_in_liquidation_does_not_decide() -> None:
    assert "conseille" in _refusals(replace(COMPANY, status="liquidation"))[""]


def test_who_decides_nothing_plays_the_last_quarter_again_within_its_means() -> None:
    assert default_decision(COMPANY, RULES) == Decision(Decimal(20), 3, 350, Decimal(0), 0, 350)
    last = Decision(Decimal(25), 4, 900, Decimal(4000), 1, 880)
    again = default_decision(replace(COMPANY, last=last, cash=Decimal(-1000)), RULES)
    assert again == Decision(Decimal(25), 4, 500, Decimal(2000), 0, 880)
    watched = replace(COMPANY, last=last, status="redressement")
    assert default_decision(watched, RULES).advertising == 0


def test_hints_speak_of_a_forecast_without_products_and_of_a_price_under_its_cost() -> None:
    decision = Decision(Decimal(10), 5, 300, Decimal(0), 0, 400)
    assert [hint.split()[0] for hint in hints(decision, COMPANY, RULES)] == ["Tu", "Un"]
    assert hints(Decision(Decimal(20), 3, 400, Decimal(0), 0, 390), COMPANY, RULES) == ()


@given(st.fixed_dictionaries({key: st.text(max_size=15) for key in GOOD}))
def test_any_text_is_a_decision_or_words(fields: dict[str, str]) -> None:
    refused: tuple[Problem, ...] = ()
    try:
        decision = check_decision(fields, COMPANY, RULES)
        assert 8 <= decision.price <= 40
        assert 0 <= decision.production <= 1000
    except DecisionError as error:
        refused = error.problems
    assert all(problem.key in GOOD and problem.words for problem in refused)

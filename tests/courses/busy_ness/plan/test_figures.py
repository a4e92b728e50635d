"""A figure keeps its formula: it gives the value, the words and the numbers."""

from decimal import Decimal

import pytest

from busy_ness.plan.expressions import Constant, Power, Round, as_expression, highest, lowest, total, when
from busy_ness.plan.figures import Figure, define, entry, terms
from busy_ness.plan.numerals import half_up, write


@pytest.fixture
def price() -> Figure:
    return entry("produits.sac.prix", "Prix de vente HT", "eur_unit", Decimal(25))


@pytest.fixture
def units() -> Figure:
    return entry("produits.sac.unites1", "Unités vendues, année 1", "units", Decimal(2400))


def test_a_figure_is_computed_from_its_formula(price: Figure, units: Figure) -> None:
    revenue = define("ca", "Chiffre d’affaires", "eur", units * price)
    assert revenue.value == Decimal("60000.00")
    assert revenue.expression is not None
    assert revenue.expression.evaluate() == revenue.value
    assert terms(revenue.expression) == (units, price)


@pytest.mark.parametrize(
    ("number", "cents"), [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.124", "0.12"), ("-0.001", "0.00")]
)
def test_half_a_cent_goes_away_from_zero_and_zero_has_no_sign(number: str, cents: str) -> None:
    assert str(half_up(Decimal(number), 2)) == cents


def test_rounding_is_part_of_the_formula_only_where_there_is_something_to_round(
    price: Figure, units: Figure
) -> None:
    assert not isinstance(define("a", "A", "eur", price + units).expression, Round)
    rounded = define("b", "B", "eur", price * Constant(Decimal("0.333")))
    assert isinstance(rounded.expression, Round)
    assert rounded.value == Decimal("8.33")  # 8.325


def test_an_explanation_names_the_terms_then_gives_the_numbers(price: Figure, units: Figure) -> None:
    told = define("ca", "Chiffre d’affaires", "eur", units * price).explain()
    assert (
        told.words
        == "Chiffre d’affaires = «\u00a0Unités vendues, année 1\u00a0» × «\u00a0Prix de vente HT\u00a0»"
    )
    assert told.numbers == "60\u202f000,00\u00a0€ = 2\u202f400 × 25,00\u00a0€"
    assert told.terms == (units, price)


def test_brackets_stand_where_the_order_of_operations_needs_them(price: Figure, units: Figure) -> None:
    fixed = entry("f", "Fixe", "eur", Decimal(100))
    told = define("x", "X", "eur", fixed / (price / units) - (fixed - price)).explain().numbers
    assert told.endswith("100,00\u00a0€ ÷ (25,00\u00a0€ ÷ 2\u202f400) − (100,00\u00a0€ − 25,00\u00a0€)")


def test_of_an_alternative_only_the_branch_that_counts_is_told(price: Figure, units: Figure) -> None:
    told = define("x", "X", "eur", when(units, ">", 0, price / units, 0)).explain()
    assert told.words == "X = «\u00a0Prix de vente HT\u00a0» ÷ «\u00a0Unités vendues, année 1\u00a0»"
    assert told.numbers == "0,01\u00a0€ = 25,00\u00a0€ ÷ 2\u202f400"
    assert told.terms == (units, price)


def test_a_number_that_a_condition_gives_says_why(price: Figure, units: Figure) -> None:
    told = define("x", "X", "eur", when(units, "<", 0, price, 0)).explain()
    assert told.words == "X = 0, parce que «\u00a0Unités vendues, année 1\u00a0» n’est pas sous 0"
    told = define("x", "X", "eur", when(price, "<=", 25, 7, units)).explain()
    assert told.numbers == "7,00\u00a0€ = 7, parce que 25,00\u00a0€ ne dépasse pas 25"


def test_what_cannot_go_below_zero_says_so(price: Figure, units: Figure) -> None:
    told = define("x", "X", "eur", highest(price - 30, 0) * units).explain()
    assert told.numbers == "0,00\u00a0€ = (25,00\u00a0€ − 30, ou 0 si c’est négatif) × 2\u202f400"
    assert (
        define("x", "X", "eur", lowest(price, 30))
        .explain()
        .numbers.endswith("le plus petit de 25,00\u00a0€ et 30")
    )


def test_the_branch_not_taken_is_not_computed(price: Figure) -> None:
    nothing = entry("u", "Unités", "units", Decimal(0))
    assert define("x", "X", "eur", when(nothing, ">", 0, price / nothing, 7)).value == 7


def test_a_long_sum_is_told_by_its_ends(price: Figure) -> None:
    months = [entry(f"m{n}", f"Mois {n}", "eur", Decimal(n)) for n in range(1, 13)]
    told = define("x", "X", "eur", total(months)).explain()
    assert told.numbers == "78,00\u00a0€ = 1,00\u00a0€ + 2,00\u00a0€ + … + 12,00\u00a0€ (12\u00a0nombres)"
    assert len(told.terms) == 12


def test_an_entry_and_a_rate_say_where_they_come_from(price: Figure) -> None:
    assert price.explain().words == "Un nombre que ton équipe a écrit."
    assert price.entry == "produits.sac.prix"
    rate = Figure("taux.is", "IS", Decimal("0.15"), "percent", None, "Source : CGI.")
    assert rate.explain().words == "Un taux qui ne dépend pas de ton équipe. Source : CGI."
    assert rate.entry == ""


def test_a_zero_that_means_impossible_shows_its_words() -> None:
    assert define("s", "Seuil", "eur", 0, zero="jamais atteint").text == "jamais atteint"
    assert define("s", "Seuil", "eur", 3, zero="jamais atteint").text == "3,00\u00a0€"


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("58078.71", "eur", "58\u202f078,71\u00a0€"),
        ("-12.5", "eur", "−12,50\u00a0€"),
        ("0.5900", "percent", "59\u00a0%"),
        ("0.055", "percent", "5,5\u00a0%"),
        ("348.5", "days", "348,5\u00a0jours"),
        ("1", "years", "1\u00a0an"),
        ("60", "months", "60\u00a0mois"),
        ("0.3981", "coefficient", "0,3981"),
        ("2400", "units", "2\u202f400"),
    ],
)
def test_numbers_are_written_as_french_people_write_them(number: str, unit: str, text: str) -> None:
    assert write(Decimal(number), unit) == text  # type: ignore[arg-type]


def test_functions_of_a_spreadsheet_do_the_same_here(price: Figure) -> None:
    assert highest(price, 30, 0).evaluate() == 30
    assert lowest(price, 30).evaluate() == 25
    assert total([]).evaluate() == 0
    assert (-as_expression(price)).evaluate() == -25
    assert Power(Constant(Decimal("1.5")), as_expression(-2)).evaluate().quantize(
        Decimal("0.0001")
    ) == Decimal("0.4444")

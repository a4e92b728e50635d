"""What a decision costs, before anybody knows what the others do."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busy_ness.app.rounds import charts
from busy_ness.app.rounds.simulator import simulate
from busy_ness.market import Company, Decision, Rules
from tests.courses.busy_ness.app.rounds.school import School

RULES = Rules()
FRESH = Company.new("1", RULES)


@pytest.fixture(autouse=True)
def speaking(school: School) -> Iterator[None]:
    """Words are looked up in the language of a request."""
    with school.app.test_request_context():
        yield


def decided(price: str = "20", quality: int = 3, production: int = 400, sales: int = 380) -> Decision:
    return Decision(Decimal(price), quality, production, Decimal(500), 0, sales)


@given(
    price=st.integers(8, 40),
    quality=st.integers(1, 5),
    production=st.integers(0, 500),
    tried=st.integers(0, 900),
)
def test_every_case_is_the_markets_own_account(price: int, quality: int, production: int, tried: int) -> None:
    decision = decided(str(price), quality, production)
    simulation = simulate(FRESH, decision, 1, RULES, tried)
    assert [case.sold for case in simulation.cases] == sorted(
        {0, production // 2, min(tried, production), production}
    )
    for case in simulation.cases:
        collected = case.sold * price * (1 - RULES.late_share)
        storage = RULES.storage * (production - case.sold)
        assert case.cash == simulation.cash_before + collected - simulation.spent - storage


@given(price=st.integers(8, 40), quality=st.integers(1, 5), production=st.integers(1, 500))
def test_the_break_even_is_the_first_number_of_sales_without_a_loss(
    price: int, quality: int, production: int
) -> None:
    decision = decided(str(price), quality, production)
    found = simulate(FRESH, decision, 1, RULES).break_even

    def result(sold: int) -> Decimal:
        return {case.sold: case.result for case in simulate(FRESH, decision, 1, RULES, sold).cases}[sold]

    if found is None:
        assert result(production) < 0
    else:
        assert result(found) >= 0
        assert found == 0 or result(found - 1) < 0


def test_the_forecast_is_tried_when_nothing_else_is() -> None:
    labels = {case.sold: case.label for case in simulate(FRESH, decided(sales=380), 1, RULES).cases}
    assert labels[380] == "ta prévision"
    assert {case.sold: case.label for case in simulate(FRESH, decided(), 1, RULES, 250).cases}[
        250
    ] == "ton essai"


def test_a_drawing_says_in_words_what_it_shows_and_names_are_only_text() -> None:
    bars = [
        charts.Bar("<b>Les & autres</b>", 0, Decimal("0.6"), Decimal(18)),
        charts.Bar("Personne", None, Decimal("0.4")),
    ]
    drawing = charts.shares(bars)
    assert "60\u00a0%" in drawing.words
    assert "<b>" not in drawing.svg
    assert drawing.svg.count("<rect") == 4


@pytest.mark.parametrize("values", [(0,), (15000, -9999), (15000, 15000, 15000), (-1, -2), (15000, 10**7)])
def test_every_account_fits_in_its_drawing(values: tuple[int, ...]) -> None:
    line = charts.Line("Les Tisseuses", 3, tuple(Decimal(one) for one in values))
    drawing = charts.cash([line])
    heights = [
        float(one.split(",")[1]) for one in drawing.svg.split('class="line" d="M')[1].split('"')[0].split("L")
    ]
    assert all(0 <= height <= charts.PLOT_HEIGHT for height in heights)

"""Drawings of the exports: whatever the figures, they stay inside their frame and say the same in words."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busy_ness.export.amounts import amount, euros, short
from busy_ness.export.charts import BRICK, Drawing, break_even, cash, years

MONTHS = tuple(f"m{n}" for n in range(1, 13))
EUROS = st.decimals(-(10**9), 10**9, places=2)
SUMS = st.decimals(0, 10**9, places=2)
NUMBER = re.compile(r'(?<![\w-])(?:x|y|x1|x2|y1|y2|cx|cy)="(-?[\d.]+)"')


def check(drawing: Drawing) -> None:
    """It is one SVG whose every point lies inside its frame (bars may touch it)."""
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 - our own drawing
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    for found in NUMBER.finditer(drawing.svg):
        most = width if found[0].startswith(("x", "cx")) else height
        assert -1 <= float(found[1]) <= most + 1, found[0]
    assert drawing.words


@given(st.lists(EUROS, min_size=12, max_size=12))
def test_any_year_of_cash_is_drawn_inside_its_frame(balances: list[Decimal]) -> None:
    drawing = cash(MONTHS, balances)
    check(drawing)
    assert euros(min(balances)) in drawing.words
    assert drawing.svg.count('fill="url(#below)"') == sum(balance < 0 for balance in balances)


@given(SUMS, SUMS, st.decimals(0, 3, places=4), st.none() | SUMS)
def test_any_break_even_is_drawn_inside_its_frame(
    sales: Decimal, fixed: Decimal, rate: Decimal, threshold: Decimal | None
) -> None:
    check(break_even(sales, fixed, rate, threshold, "année 1"))


@given(
    st.lists(SUMS, min_size=3, max_size=3),
    st.lists(st.none() | SUMS, min_size=3, max_size=3),
    st.lists(EUROS, min_size=3, max_size=3),
)
def test_any_three_years_are_drawn_inside_their_frame(
    sales: list[Decimal], thresholds: list[Decimal | None], results: list[Decimal]
) -> None:
    drawing = years(sales, thresholds, results)
    check(drawing)
    assert drawing.svg.count(f'fill="{BRICK}"') >= sum(short(result).startswith("−") for result in results)


def test_sales_that_never_pay_the_costs_are_told() -> None:
    assert (
        "aucun chiffre d’affaires" in break_even(Decimal(10), Decimal(5), Decimal(2), None, "année 2").words
    )


@pytest.mark.parametrize(
    ("value", "in_a_table", "in_a_sentence", "on_a_drawing"),
    [
        ("1234.5", "1\u202f234,50", "1\u202f234,50\u00a0€", "1\u202f235\u00a0€"),
        ("-0.01", "(0,01)", "−0,01\u00a0€", "0\u00a0€"),
        ("-0.001", "0,00", "0,00\u00a0€", "0\u00a0€"),
        ("-2500000", "(2\u202f500\u202f000,00)", "−2\u202f500\u202f000,00\u00a0€", "−2,5\u00a0M€"),
        ("0.005", "0,01", "0,01\u00a0€", "0\u00a0€"),
    ],
)
def test_amounts_are_written_as_in_french_accounts(
    value: str, in_a_table: str, in_a_sentence: str, on_a_drawing: str
) -> None:
    number = Decimal(value)
    assert (amount(number), euros(number), short(number)) == (in_a_table, in_a_sentence, on_a_drawing)

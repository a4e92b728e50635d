"""The logit against the dossier's oracle, and what must hold for any offers."""

import math
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from busy_ness.market.demand import (
    Offer,
    Sale,
    attraction,
    price_elasticity,
    serve,
    shares,
    utility,
    utility_parts,
)
from busy_ness.market.rules import Rules

RULES, HALF = Rules(), Decimal("0.5")
ORACLE = {
    "A": (Offer(Decimal(20), 3, Decimal(1000), HALF), "0.194081", "0.214733", 730),
    "B": (Offer(Decimal(16), 2, Decimal(500), HALF), "0.453530", "0.278341", 946),
    "C": (Offer(Decimal(26), 5, Decimal(1500), HALF), "-0.143439", "0.153220", 520),
    "D": (Offer(Decimal(20), 3, Decimal(0), HALF), "0", "0.176853", 601),
}
MICRO = Decimal("0.000001")

offers = st.builds(
    Offer,
    price=st.decimals(8, 40, places=2),
    quality=st.integers(1, 5),
    advertising_stock=st.decimals(0, 50_000, places=2),
    reputation=st.decimals(0, 1, places=6),
)


def test_utilities_shares_and_demand_are_those_of_the_dossier() -> None:
    utilities = [utility(offer, RULES) for offer, *_ in ORACLE.values()]
    split = shares(utilities)
    for (_, known_utility, known_share, known_demand), found, share in zip(
        ORACLE.values(), utilities, split.teams, strict=True
    ):
        assert found.quantize(MICRO) == Decimal(known_utility)
        assert share.quantize(MICRO) == Decimal(known_share)
        assert math.floor(3400 * share) == known_demand
    assert split.outside.quantize(MICRO) == Decimal("0.176853")


def test_the_price_elasticity_of_a_is_the_dossiers_and_the_slope_of_its_share() -> None:
    utilities = [utility(offer, RULES) for offer, *_ in ORACLE.values()]
    share = shares(utilities).teams[0]
    elasticity = price_elasticity(Decimal(20), share, RULES)
    assert elasticity.quantize(Decimal("0.001")) == Decimal("-2.199")
    step = Decimal("0.0001")
    dearer = Offer(20 * (1 + step), 3, Decimal(1000), HALF)
    moved = shares([utility(dearer, RULES), *utilities[1:]]).teams[0]
    assert float((moved / share - 1) / step) == pytest.approx(float(elasticity), rel=1e-3)


def test_decimal_arithmetic_agrees_with_floating_point() -> None:
    for offer, *_ in ORACLE.values():
        p, q, a, r = (
            float(offer.price),
            offer.quality,
            float(offer.advertising_stock),
            float(offer.reputation),
        )
        by_float = -2.8 * (p / 20 - 1) + 0.22 * (q - 3) + 0.28 * math.log1p(a / 1000) + 0.6 * (r - 0.5)
        assert float(utility(offer, RULES)) == pytest.approx(by_float, abs=1e-11)


@given(offer=offers)
def test_the_reasons_to_buy_add_up_to_the_utility(offer: Offer) -> None:
    assert sum(utility_parts(offer, RULES).values()) == utility(offer, RULES)


@given(market=st.lists(offers, max_size=8))
def test_shares_and_the_customers_who_buy_nothing_make_one(market: list[Offer]) -> None:
    split = shares([utility(offer, RULES) for offer in market])
    assert sum(split.teams) + split.outside == 1
    assert all(share > 0 for share in (*split.teams, split.outside))


@given(market=st.lists(offers, min_size=1, max_size=8), dearer=st.decimals("0.05", 30, places=2))
def test_a_higher_price_loses_customers_and_rivals_gain_them(market: list[Offer], dearer: Decimal) -> None:
    first = market[0]
    assume(first.price + dearer <= 40)
    raised = Offer(first.price + dearer, first.quality, first.advertising_stock, first.reputation)
    before = shares([utility(offer, RULES) for offer in market])
    after = shares([utility(offer, RULES) for offer in (raised, *market[1:])])
    assert after.teams[0] < before.teams[0]
    assert after.outside > before.outside
    assert all(new >= old for new, old in zip(after.teams[1:], before.teams[1:], strict=True))


@given(market=st.lists(offers, min_size=1, max_size=8))
def test_quality_advertising_and_reputation_bring_customers(market: list[Offer]) -> None:
    first = market[0]
    before = shares([utility(offer, RULES) for offer in market]).teams[0]
    better = [Offer(first.price, first.quality, first.advertising_stock + 100, first.reputation)]
    if first.quality < 5:
        better.append(Offer(first.price, first.quality + 1, first.advertising_stock, first.reputation))
    if first.reputation <= Decimal("0.9"):
        better.append(
            Offer(first.price, first.quality, first.advertising_stock, first.reputation + Decimal("0.1"))
        )
    for offer in better:
        assert shares([utility(one, RULES) for one in (offer, *market[1:])]).teams[0] > before


@given(
    market=st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.decimals("0.001", 50, places=3)),
        min_size=1,
        max_size=8,
    )
)
def test_nothing_is_sold_that_is_not_there(market: list[tuple[int, int, Decimal]]) -> None:
    available = [have for _, have, _ in market]
    sales = serve([asked for asked, _, _ in market], available, [weight for _, _, weight in market], HALF)
    for sale, have in zip(sales, available, strict=True):
        assert 0 <= sale.sold <= have
        assert min(sale.sold_first, sale.second, sale.lost) >= 0
        assert not (sale.lost and sale.second)
    assert sum(sale.second for sale in sales) <= sum(sale.lost for sale in sales) // 2


def test_half_of_the_unserved_try_once_where_there_is_stock_by_attraction() -> None:
    sales = serve([300, 100, 100], [100, 200, 400], [Decimal(1), Decimal(1), Decimal(3)], HALF)
    assert sales == (Sale(300, 100, 0), Sale(100, 100, 25), Sale(100, 100, 75))
    # 60 of the 75 find nothing left; they do not try a third time.
    assert serve([300, 100, 100], [100, 200, 115], [Decimal(1), Decimal(1), Decimal(3)], HALF)[2].second == 15


def test_a_team_alone_with_stock_does_not_sell_to_everybody_at_any_price() -> None:
    """Of 400 unserved, 200 try it: all buy where it is at least as attractive as buying nothing, few at 40
    euros."""
    found = []
    for price in (16, 20, 28, 40):
        weight = attraction(utility(Offer(Decimal(price), 3, Decimal(0), HALF), RULES))
        sales = serve([600, 50], [200, 1000], [Decimal(2), weight], HALF)
        found.append(sales[1].second)
    assert found == [200, 200, 65, 12]

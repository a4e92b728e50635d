"""Forty seeds: the dossier's four strategies earn what it says, the over-spender fails."""

from collections.abc import Mapping
from decimal import Decimal
from statistics import mean

import pytest

from busy_ness.market import Game, Rules, play
from busy_ness.market.strategies import STRATEGIES, Strategy, overspend

RULES, SEEDS = Rules(), [str(seed) for seed in range(40)]
DOSSIER = {"balanced": 9036, "low-cost": 5511, "premium": 3309, "passive": -2311}


def _ends(strategies: Mapping[str, Strategy]) -> list[Game]:
    ends = []
    for seed in SEEDS:
        game = Game.new(seed, list(strategies), RULES)
        while not game.finished:
            chosen = {
                company.team: strategies[company.team](company, game.round, RULES) for company in game.playing
            }
            game = play(game, chosen)
        ends.append(game)
    return ends


@pytest.fixture(scope="module")
def ends() -> list[Game]:
    return _ends(STRATEGIES)


@pytest.mark.parametrize("strategy", DOSSIER)
def test_mean_results_are_those_of_the_dossier_within_three_per_cent(strategy: str, ends: list[Game]) -> None:
    found = mean(game.company(strategy).result_total for game in ends)
    assert float(found) == pytest.approx(DOSSIER[strategy], rel=0.03)


def test_nobody_fails_who_plays_one_of_the_four(ends: list[Game]) -> None:
    assert all(company.beyond == 0 for game in ends for company in game.companies)


def test_who_spends_everything_is_liquidated_in_forty_of_forty() -> None:
    ends = _ends({**STRATEGIES, "over-spender": overspend})
    assert [game.company("over-spender").status for game in ends] == ["liquidation"] * 40
    assert all(game.company("over-spender").advises == "passive" for game in ends)
    assert all(game.company(name).playing for game in ends for name in STRATEGIES)


def test_luck_moves_a_result_less_than_the_strategy_does(ends: list[Game]) -> None:
    ranks = []
    for game in ends:
        best_first = sorted(game.companies, key=lambda company: -company.result_total)
        ranks.append([company.team for company in best_first])
    assert all(rank[-1] == "passive" for rank in ranks)
    assert sum(rank[0] == "balanced" for rank in ranks) >= 36


def test_every_number_is_money_to_the_cent(ends: list[Game]) -> None:
    for game in ends[:5]:
        for company in game.companies:
            for amount in (company.cash, company.receivable, company.stock_value, company.result_total):
                assert amount == amount.quantize(Decimal("0.01"))

"""The five-part score: its marks, its order, and what nobody can gain by."""

from dataclasses import replace
from decimal import Decimal

import pytest

from busy_ness.market import Decision, Game, Rules, play, ranking, score
from busy_ness.market.score import accuracy
from busy_ness.market.strategies import STRATEGIES, overspend

MOST = {"result": 40, "cash": 20, "service": 15, "forecast": 15, "debrief": 10}


def _end(rounds: int = 6) -> Game:
    game = Game.new("points", [*STRATEGIES, "dépense tout"], Rules(rounds=rounds))
    while not game.finished:
        game = play(
            game,
            {
                company.team: STRATEGIES.get(company.team, overspend)(company, game.round, game.rules)
                for company in game.playing
                if company.team != "passive"
            },
        )
    return game


def test_the_parts_are_those_of_the_dossier_and_make_a_hundred() -> None:
    found = score(_end(), "balanced", debriefs=6)
    assert {part.key: part.most for part in found.parts} == MOST
    assert sum(MOST.values()) == 100
    assert all(0 <= part.points <= part.most and part.how for part in found.parts)
    assert found.total == sum(part.points for part in found.parts)


@pytest.mark.parametrize(
    ("mean", "points"),
    [(-500, 0), (-3000, 0), (0, 6), (750, 15), (2000, 30), (4000, 35), (6000, 40), (9000, 40)],
)
def test_the_result_is_measured_a_quarter_between_fixed_marks(mean: int, points: int) -> None:
    for rounds in (2, 6):
        game = _end(rounds)
        earned = replace(game.company("balanced"), result_total=Decimal(mean * rounds))
        game = replace(game, companies=(earned, *game.companies[1:]))
        assert score(game, "balanced").part("result").points == points


@pytest.mark.parametrize(("cash", "points"), [(-2000, 0), (0, 0), (7500, 10), (15000, 20), (40000, 20)])
def test_cash_is_measured_against_what_there_was_at_the_start(cash: int, points: int) -> None:
    game = _end(2)
    game = replace(game, companies=(replace(game.companies[0], cash=Decimal(cash)), *game.companies[1:]))
    assert score(game, game.companies[0].team).part("cash").points == points


def test_a_forecast_counts_by_how_near_it_was_and_only_if_the_team_made_it() -> None:
    line = _end(1).results[0].teams[0]
    for forecast, expected in ((line.sales, "1"), (2 * line.sales, "0.5"), (0, "0")):
        guess = replace(line, decision=replace(line.decision, forecast_sales=forecast))
        assert accuracy(guess) == Decimal(expected)
    assert accuracy(replace(line, decided=False)) == 0
    none = replace(line, sale=replace(line.sale, sold_first=0, second=0))
    assert accuracy(replace(none, decision=replace(line.decision, forecast_sales=0))) == 1


def test_debriefs_count_once_for_each_quarter_played() -> None:
    game = _end(4)
    assert score(game, "passive", debriefs=2).part("debrief").points == 5
    assert score(game, "passive", debriefs=99).part("debrief").points == 10


def test_a_liquidated_team_keeps_the_points_of_its_work_and_none_of_its_money() -> None:
    found = score(_end(), "dépense tout", debriefs=6)
    assert found.part("result").points == found.part("cash").points == 0
    assert found.part("debrief").points == 10
    assert found.part("service").points > 0


def test_a_rivals_success_takes_no_points_away() -> None:
    game = _end()
    before = score(game, "balanced")
    richer = tuple(
        replace(company, result_total=Decimal(10**5)) if company.team == "premium" else company
        for company in game.companies
    )
    assert score(replace(game, companies=richer), "balanced") == before


def test_the_ranking_gives_equal_teams_the_same_place() -> None:
    idle = Decision(Decimal(20), 3, 300, Decimal(0), 0, 300)
    game = play(Game.new("x", ["a", "b", "c"]), {"a": idle, "b": idle, "c": replace(idle, price=Decimal(12))})
    placed = ranking(game, {"a": 1, "b": 1})
    assert [(one.place, one.score.team) for one in placed] == [(1, "a"), (1, "b"), (3, "c")]
    assert [one.score.total for one in placed] == sorted((one.score.total for one in placed), reverse=True)


def test_before_the_first_quarter_nobody_has_points() -> None:
    assert [one.score.total for one in ranking(Game.new("x", ["a", "b"]))] == [0, 0]

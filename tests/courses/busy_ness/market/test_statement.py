"""What a result page shows: tables that add up, planned against real, and who does what."""

from decimal import Decimal

import pytest

from busy_ness.market import (
    Decision,
    Game,
    RoundResult,
    Rules,
    Statement,
    TeamResult,
    play,
    roles_of,
    statement,
)
from busy_ness.market.strategies import STRATEGIES, overspend

RULES = Rules()


def _statements() -> list[tuple[TeamResult, RoundResult, Statement]]:
    game = Game.new("tableaux", [*STRATEGIES, "dépense tout"])
    while not game.finished:
        game = play(
            game,
            {
                company.team: STRATEGIES.get(company.team, overspend)(company, game.round, RULES)
                for company in game.playing
                if company.team != "passive"
            },
            "retards" if game.round == 3 else None,
        )
    return [
        (team, result, statement(team, result, RULES)) for result in game.results for team in result.teams
    ]


STATEMENTS = _statements()


def test_the_result_table_adds_up_to_the_result() -> None:
    for team, _, shown in STATEMENTS:
        values = {line.key: line.value for line in shown.result}
        assert values["revenue"] + values["cost_of_sales"] == values["margin"]
        charges = ("advertising", "fixed_costs", "wages", "storage", "depreciation", "interest", "overdraft")
        assert values["margin"] + sum(values[key] for key in charges) == values["result"] == team.result


def test_the_cash_table_adds_up_to_the_account() -> None:
    for team, _, shown in STATEMENTS:
        *moves, end = shown.cash
        assert end.key == "cash"
        assert sum(line.value for line in moves) == end.value == team.cash_after


def test_every_line_says_how_it_was_computed_and_no_zero_is_negative() -> None:
    for _, _, shown in STATEMENTS:
        for line in (*shown.customers, *shown.result, *shown.cash):
            assert line.how.endswith(".")
            assert line.text
            assert not line.text.startswith("−0\u00a0")


def test_words_use_the_quarters_own_numbers() -> None:
    team, result, shown = STATEMENTS[0]
    lines = {line.key: line for line in (*shown.customers, *shown.result)}
    assert f"{team.sales}\u00a0×\u00a020\u00a0€".replace("\u00a0", " ") in lines["revenue"].how.replace(
        "\u00a0", " "
    )
    assert lines["asked"].value == team.sale.asked
    assert result.customers == lines["customers"].value


def test_share_times_customers_gives_the_customers_who_came() -> None:
    for team, result, shown in STATEMENTS:
        line = next(line for line in shown.customers if line.key == "asked")
        share = Decimal(line.how.split(" × ")[1].split("\u00a0")[0].replace(",", ".")) / 100
        assert abs(result.customers * share - team.sale.asked - Decimal("0.5")) < Decimal("1.1")


def test_the_wear_of_machines_says_how_many_there_are() -> None:
    for team, _, shown in STATEMENTS:
        line = next(line for line in shown.result if line.key == "depreciation")
        machines = team.capacity // RULES.machine_capacity
        assert -line.value == machines * 375
        assert f"{machines}\u00a0machine" in line.how


def test_planned_against_real_tells_each_difference() -> None:
    game = Game.new("écart", ["a"], Rules(noise=Decimal(0), events=False))
    game = play(game, {"a": Decision(Decimal(20), 3, 500, Decimal(0), 0, 400)})
    team = game.results[0].teams[0]
    gaps = {gap.key: gap for gap in statement(team, game.results[0], RULES).gaps}
    # 850 customers, half of them buy: 425. 25 more than planned bring 500 of revenue.
    assert gaps["sales"].words == "25 de plus que prévu"
    assert gaps["revenue"].difference == 500
    assert gaps["revenue"].words.replace("\u00a0", " ") == "500 € de plus que prévu"
    # 25 x 11.80 of margin, and 25 x 0.30 of storage that was not needed.
    assert gaps["result"].difference == Decimal("302.50")
    # 70 % of the 500 are cashed now.
    assert gaps["cash"].difference == Decimal("357.50")


def test_a_forecast_that_comes_true_in_a_calm_quarter_has_no_gap() -> None:
    game = Game.new("juste", ["a"], Rules(noise=Decimal(0), events=False))
    game = play(game, {"a": Decision(Decimal(20), 3, 500, Decimal(0), 0, 425)})
    gaps = statement(game.results[0].teams[0], game.results[0], RULES).gaps
    assert {gap.words for gap in gaps} == {"exactement comme prévu"}


def test_a_team_that_decided_nothing_planned_nothing_and_reads_why() -> None:
    shown = next(shown for team, _, shown in STATEMENTS if team.team == "passive")
    assert shown.gaps == ()
    assert "n’a pas décidé à temps" in shown.remarks[0]


@pytest.mark.parametrize("status", ["redressement", "liquidation"])
def test_the_bank_explains_what_happens_next(status: str) -> None:
    shown = next(shown for team, _, shown in STATEMENTS if team.status_after == status)
    assert status in shown.bank
    assert ("conseille maintenant une autre équipe" in shown.bank) == (status == "liquidation")
    assert ("conseiller de la banque" in shown.bank) == (status == "redressement")


def test_roles_turn_at_mid_game_and_nobody_is_left_without_one() -> None:
    for members in (["Ana"], ["Ana", "Bo"], ["Ana", "Bo", "Chloé"], ["Ana", "Bo", "Chloé", "Dan"]):
        for number in range(1, 7):
            held = roles_of(members, number, RULES)
            assert sorted(role.key for roles in held.values() for role in roles) == [
                "commercial",
                "dg",
                "finance",
                "production",
            ]
            assert all(held[member] for member in members)
    four = ["Ana", "Bo", "Chloé", "Dan"]
    assert roles_of(four, 3, RULES)["Ana"][0].key == "dg"
    assert roles_of(four, 4, RULES)["Bo"][0].key == "dg"
    assert roles_of([], 1, RULES) == {}

"""Games as classes play them: money is conserved, stocks are real, and bankruptcy goes as written."""

import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busy_ness.market import (
    CARDS,
    Company,
    Decision,
    Game,
    GameError,
    Rules,
    RulesError,
    ShockError,
    advise,
    budget,
    card,
    check_rules,
    default_decision,
    play,
)
from busy_ness.market.decision import check_means
from busy_ness.market.events import drawn, noise
from busy_ness.market.strategies import overspend

RULES = Rules()
KEYS = [shock.key for shock in CARDS]

wishes = st.builds(
    Decision,
    price=st.decimals(8, 40, places=2),
    quality=st.integers(1, 5),
    production=st.integers(0, 2000),
    advertising=st.decimals(0, 20_000, places=2),
    machine=st.integers(0, 1),
    forecast_sales=st.integers(0, 3000),
)


def _within_means(wish: Decision, company: Company, rules: Rules) -> Decision:
    """The wish as the door would let it through."""
    if company.status == "redressement":
        wish = replace(wish, advertising=Decimal(0))
    if check_means(replace(wish, production=0), company, rules):
        wish = replace(wish, advertising=Decimal(0))
    if check_means(replace(wish, production=0), company, rules):
        wish = replace(wish, machine=0)
    return replace(wish, production=min(wish.production, company.capacity(rules, wish.machine)))


@st.composite
def games(draw: st.DrawFn) -> list[Game]:
    """Every state of a game of one to eight teams that decide anything, with cards now and then."""
    rules = Rules(rounds=draw(st.integers(1, 10)), customers_per_team=draw(st.integers(100, 5000)))
    teams = draw(st.integers(1, 8))
    game = Game.new(draw(st.text(max_size=5)), [f"équipe {place}" for place in range(teams)], rules)
    states = [game]
    while not game.finished:
        decisions = {
            company.team: _within_means(wish, company, rules)
            for company in game.playing
            if (wish := draw(st.none() | wishes))
        }
        game = play(game, decisions, draw(st.none() | st.sampled_from(KEYS)))
        states.append(game)
    return states


@settings(max_examples=30, deadline=None)
@given(games())
def test_net_worth_moves_by_the_result_to_the_cent_so_nobody_gets_free_money(states: list[Game]) -> None:
    for before, after in pairwise(states):
        for company in before.playing:
            now, line = after.company(company.team), after.results[-1].team(company.team)
            assert line is not None
            assert now.net_worth - company.net_worth == line.result
            paid = line.production_cost + line.machine_paid + line.advertising + line.fixed_costs + line.wages
            paid += line.storage + line.loan_repaid + line.interest + line.overdraft
            assert now.cash == company.cash + line.collected_late + line.collected - paid
            assert min(paid, line.production_cost, line.fixed_costs, line.wages, line.overdraft) >= 0
            # All money that comes in was paid by customers, now or a quarter later.
            assert line.collected + line.receivable_after == line.revenue == line.decision.price * line.sales
            assert line.collected_late == company.receivable


@settings(max_examples=30, deadline=None)
@given(games())
def test_no_stock_is_negative_and_no_product_is_sold_twice(states: list[Game]) -> None:
    for before, after in pairwise(states):
        for line in after.results[-1].teams:
            company = before.company(line.team)
            made = line.decision.production
            assert made <= line.capacity
            assert 0 <= line.sales <= company.stock + made
            assert after.company(line.team).stock == company.stock + made - line.sales >= 0
            assert after.company(line.team).stock_value >= 0
            assert 0 <= line.reputation_after <= 1
            assert 0 <= line.service <= 1
        result = after.results[-1]
        assert sum(line.sales for line in result.teams) <= result.customers
        assert sum(line.share for line in result.teams) + result.outside == 1


@settings(max_examples=25, deadline=None)
@given(games())
def test_the_bank_acts_as_written(states: list[Game]) -> None:
    for before, after in pairwise(states):
        for company in after.companies:
            was = before.company(company.team)
            if not was.playing:
                assert company == replace(was, advises=company.advises)
                continue
            beyond = company.cash < -3000
            assert company.beyond == was.beyond + beyond
            assert (company.status == "liquidation") == (beyond and was.beyond == 1)
            assert beyond <= (company.status in ("redressement", "liquidation"))
            if was.status == "redressement":
                line = after.results[-1].team(company.team)
                assert line is not None
                assert line.advertising == 0


@settings(deadline=None)
@given(wish=wishes, stock=st.integers(0, 400))
def test_no_decision_brings_cash_before_customers_pay(wish: Decision, stock: int) -> None:
    company = replace(Company.new("a", RULES), stock=stock, stock_value=Decimal(8 * stock))
    decision = _within_means(replace(wish, forecast_sales=0), company, RULES)
    unsold = budget(company, decision, 1, RULES)
    assert unsold.sales == 0
    assert unsold.cash <= company.cash - RULES.fixed_costs - RULES.wages - RULES.loan_repayment
    assert unsold.result <= -RULES.fixed_costs - RULES.wages


def test_a_quarter_by_hand() -> None:
    game = Game.new("calme", ["a", "b"], Rules(noise=Decimal(0), events=False))
    made = Decision(Decimal(20), 3, 450, Decimal(1000), 0, 450)
    game = play(game, {"a": made, "b": replace(made, advertising=Decimal(0), production=300)})
    a = game.results[0].team("a")
    assert a is not None
    # e^0.194081 = 1.214195; N = 1 700: a is asked 1.214195 / 3.214195 of them, b 1 / 3.214195.
    assert (game.results[0].customers, a.sale.asked) == (1700, 642)
    assert (a.sales, a.lost_sales, a.stock_after, a.revenue) == (450, 192, 0, Decimal(9000))
    # 450 x 8.20; 3 000 / 8; 1 % of 7 000.
    assert (a.cost_of_sales, a.depreciation, a.interest) == (Decimal(3690), Decimal(375), Decimal(70))
    assert a.result == 9000 - 3690 - 1000 - 2400 - 1600 - 375 - 70 == Decimal(-135)
    assert a.cash_after == 15000 + 6300 - 3690 - 1000 - 2400 - 1600 - 500 - 70 == Decimal(12040)
    assert (a.receivable_after, a.loan_repaid) == (Decimal(2700), Decimal(500))
    # 0.7 x 0.5 + 0.3 x 450/642 x 3/5
    assert a.reputation_after.quantize(Decimal("0.0001")) == Decimal("0.4762")


def test_advertising_is_remembered_by_half() -> None:
    game = Game.new("x", ["a"])
    decision = Decision(Decimal(20), 3, 100, Decimal(1000), 0, 100)
    for expected in (1000, 1500, 1750):
        game = play(game, {"a": decision})
        assert game.company("a").advertising_stock == expected


def test_a_machine_works_eight_quarters_and_is_then_worth_nothing() -> None:
    game = Game.new("x", ["a"], Rules(rounds=10))
    idle = Decision(Decimal(20), 3, 0, Decimal(0), 0, 0)
    game = play(game, {"a": replace(idle, machine=1)})
    assert game.company("a").capacity(game.rules) == 1000
    assert sum(machine.value for machine in game.company("a").machines) == Decimal("5250.00")


def test_worn_machines_leave_the_workshop() -> None:
    rules = Rules(rounds=12, fixed_costs=Decimal(0), wages=Decimal(0))
    game = Game.new("x", ["a"], rules)
    capacities = []
    for number in range(1, 12):
        machine = int(number == 3)
        game = play(game, {"a": Decision(Decimal(20), 3, 0, Decimal(0), machine, 0)})
        capacities.append(game.company("a").capacity(rules))
    # The first works in quarters 1 to 8, the one of quarter 3 in 3 to 10.
    assert capacities == [500, 500, 1000, 1000, 1000, 1000, 1000, 500, 500, 0, 0]
    assert game.company("a").machines == ()


def test_an_over_spender_is_warned_once_then_liquidated_and_helps_the_weakest() -> None:
    game = Game.new("banque", ["prudents", "flambeurs", "dormeurs"])
    seen = []
    while not game.finished:
        decisions = {}
        if game.company("flambeurs").playing:
            decisions["flambeurs"] = overspend(game.company("flambeurs"), game.round, game.rules)
        game = play(game, decisions)
        seen.append(game.company("flambeurs").status)
    assert seen[:2] == ["redressement", "liquidation"]
    flambeurs = game.company("flambeurs")
    assert flambeurs.advises in ("prudents", "dormeurs")
    assert [result.team("flambeurs") is None for result in game.results] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]
    with pytest.raises(GameError, match="fini"):
        play(game, {})


def test_a_liquidated_team_may_help_another_one_but_does_not_decide() -> None:
    game = Game.new("banque", ["flambeurs", "b", "c"])
    for _ in range(2):
        game = play(game, {"flambeurs": overspend(game.company("flambeurs"), game.round, game.rules)})
    assert game.company("flambeurs").status == "liquidation"
    assert advise(game, "flambeurs", "c").company("flambeurs").advises == "c"
    with pytest.raises(GameError, match="ne joue plus"):
        advise(game, "flambeurs", "flambeurs")
    with pytest.raises(GameError, match="dirige encore"):
        advise(game, "b", "c")
    with pytest.raises(GameError, match="liquidation"):
        play(game, {"flambeurs": default_decision(game.company("b"), game.rules)})


def test_redressement_ends_when_the_account_is_back_at_zero_and_is_granted_once() -> None:
    rules = Rules(noise=Decimal(0), events=False, customers_per_team=5000)
    game = Game.new("x", ["a", "b"], rules)
    broke = replace(game.companies[0], cash=Decimal(-2900))
    game = replace(game, companies=(broke, game.companies[1]))
    # Nothing sold: 4 570 euros of charges.
    game = play(game, {"a": Decision(Decimal(40), 1, 0, Decimal(0), 0, 0)})
    assert (game.company("a").status, game.company("a").beyond) == ("redressement", 1)
    rich = replace(game.companies[0], cash=Decimal(-2000))
    game = replace(game, companies=(rich, game.companies[1]))
    game = play(game, {"a": Decision(Decimal(25), 3, 500, Decimal(0), 0, 500)})
    game = play(game, {"a": Decision(Decimal(25), 3, 500, Decimal(0), 0, 500)})
    assert (game.company("a").status, game.company("a").beyond) == ("active", 1)
    game = replace(game, companies=(replace(game.companies[0], cash=Decimal(-9000)), game.companies[1]))
    game = play(game, {"a": Decision(Decimal(40), 1, 0, Decimal(0), 0, 0)})
    assert game.company("a").status == "liquidation"


def test_overdraft_costs_three_per_cent_of_what_is_missing() -> None:
    game = Game.new("x", ["a"], Rules(noise=Decimal(0), events=False))
    game = replace(game, companies=(replace(game.companies[0], cash=Decimal(3000)),))
    game = play(game, {"a": Decision(Decimal(40), 1, 0, Decimal(0), 0, 0)})
    line = game.results[0].teams[0]
    assert (line.overdraft, line.cash_after) == (Decimal("47.10"), Decimal("-1617.10"))


@pytest.mark.parametrize("key", KEYS)
def test_every_card_does_what_its_text_says(key: str) -> None:
    game = Game.new("x", ["a", "b"])
    decisions = {
        "a": Decision(Decimal(20), 4, 500, Decimal(0), 0, 0),
        "b": Decision(Decimal(20), 2, 500, Decimal(0), 0, 0),
    }
    calm, played = play(game, decisions, "calme").results[0], play(game, decisions, key).results[0]
    shock = card(key)
    assert (played.shock, played.played_card) == (shock, True)
    assert played.customers == pytest.approx(float(shock.customers * calm.customers), abs=2)
    for before, after in zip(calm.teams, played.teams, strict=True):
        assert after.unit_cost == (before.unit_cost * shock.unit_cost).quantize(Decimal("0.01"))
        assert after.fixed_costs == before.fixed_costs * shock.fixed_costs
        late = Decimal("0.30") if shock.late_share is None else shock.late_share
        assert after.receivable_after == (after.revenue * late).quantize(Decimal("0.01"))
    assert played.teams[0].reputation_used == Decimal("0.5") + shock.reputation
    assert played.teams[1].reputation_used == Decimal("0.5") + shock.reputation_low
    assert (played.outside > calm.outside) == (shock.outside > 0 or shock.reputation_low < 0)


def test_an_unknown_card_is_refused_with_the_names_of_the_others() -> None:
    with pytest.raises(ShockError, match="rentree"):
        play(Game.new("x", ["a"]), {}, "tsunami")


def test_events_are_those_of_the_seed_and_each_comes_about_as_often() -> None:
    found = [drawn(f"graine {seed}", number, RULES).key for seed in range(500) for number in range(1, 7)]
    for key in ("rentree", "canicule", "matieres", "article", "calme"):
        assert 500 < found.count(key) < 700
    assert drawn("z", 1, RULES) == drawn("z", 1, RULES)
    assert drawn("z", 1, Rules(events=False)).key == "calme"


def test_noise_is_normal_with_three_per_cent() -> None:
    logs = sorted(float(noise(f"{seed}", 1, RULES).ln()) for seed in range(3000))
    mean = sum(logs) / len(logs)
    deviation = (sum((log - mean) ** 2 for log in logs) / len(logs)) ** 0.5
    assert abs(mean) < 0.002
    assert deviation == pytest.approx(0.03, rel=0.05)
    assert sum(abs(log) < 0.03 for log in logs) / len(logs) == pytest.approx(0.683, abs=0.03)


def test_a_decision_beyond_the_means_is_refused_at_the_round_too() -> None:
    with pytest.raises(GameError, match=r"au plus 500"):
        play(Game.new("x", ["a"]), {"a": Decision(Decimal(20), 3, 600, Decimal(0), 0, 600)})


def test_a_decision_of_a_team_of_another_workshop_is_refused() -> None:
    with pytest.raises(GameError, match="ne joue pas dans ce marché"):
        play(Game.new("x", ["a"]), {"z": Decision(Decimal(20), 3, 100, Decimal(0), 0, 100)})


@pytest.mark.parametrize("names", [[], ["a"] * 9, ["a", "a"], ["a", " "]])
def test_teams_that_cannot_play_together_are_refused(names: list[str]) -> None:
    with pytest.raises(GameError, match=r"équipe|Équipe"):
        Game.new("x", names)


def test_one_team_alone_plays_against_customers_who_buy_nothing() -> None:
    game = Game.new("seule", ["a"])
    while not game.finished:
        game = play(game, {})
    assert all(0 < result.outside < 1 for result in game.results)


def test_a_facilitator_changes_the_size_and_the_length_of_the_market() -> None:
    rules = check_rules({"rounds": "4", "customers_per_team": "1\u202f200", "events": "0"})
    assert (rules.rounds, rules.customers_per_team, rules.events) == (4, 1200, False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rounds": "0"}, "de 1 à 12"),
        ({"rounds": "six"}, "n’est pas un nombre"),
        ({"rounds": "2,5"}, "entier"),
        ({"customers_per_team": "-850"}, "de 100 à 5000"),
        ({"customers_per_team": "1000000000000"}, "trop long"),
        ({"events": "parfois"}, "0 .sans. ou 1"),
        ({"price_weight": "0"}, "n’existe pas"),
    ],
)
def test_settings_that_cannot_be_played_are_refused_with_words(fields: dict[str, str], words: str) -> None:
    with pytest.raises(RulesError, match=words):
        check_rules(fields)


def test_eight_teams_and_six_rounds_take_less_than_fifty_milliseconds() -> None:
    def seconds() -> float:
        started = time.perf_counter()
        game = Game.new("vite", [str(place) for place in range(8)])
        while not game.finished:
            game = play(game, {})
        return time.perf_counter() - started

    assert min(seconds() for _ in range(3)) < 0.05

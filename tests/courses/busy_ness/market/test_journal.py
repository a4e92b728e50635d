"""The chained journal: what it says is what happened, and a replay gives the same bytes."""

import hashlib
import json
from decimal import ROUND_DOWN, Context, Decimal, setcontext
from decimal import getcontext as current
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busy_ness.market import (
    Decision,
    Game,
    Journal,
    JournalError,
    Rules,
    advise,
    check_decision,
    play,
    replay,
    resume,
    serialize,
)
from busy_ness.market.strategies import STRATEGIES, overspend


def _played(seed: str, rounds: int = 6, card: str | None = "retards") -> tuple[Journal, list[Game]]:
    game = Game.new(seed, [*STRATEGIES, "dépense tout"], Rules(rounds=rounds))
    journal, states = Journal.start(game), [game]
    while not game.finished:
        decisions = {}
        for company in game.playing:
            decide = STRATEGIES.get(company.team, overspend)
            if company.team != "passive":
                decisions[company.team] = decide(company, game.round, game.rules)
                journal = journal.decided(game.round, company.team, decisions[company.team])
        shock = card if game.round == 2 else None
        journal = journal.closed(game.round, shock)
        game = play(game, decisions, shock)
        states.append(game)
        if not game.company("dépense tout").playing and game.round == 4:
            journal, game = (
                journal.advised("dépense tout", "premium"),
                advise(game, "dépense tout", "premium"),
            )
            states.append(game)
    return journal, states


@settings(max_examples=20, deadline=None)
@given(seed=st.text(max_size=20), rounds=st.integers(1, 8))
def test_a_replay_gives_every_state_to_the_byte(seed: str, rounds: int) -> None:
    journal, states = _played(seed, rounds)
    again = replay(Journal.read(journal.text))
    assert [serialize(state) for state in again] == [serialize(state) for state in states]
    assert again[-1] == states[-1]


def test_the_bytes_do_not_depend_on_the_arithmetic_around() -> None:
    journal, states = _played("graine")
    kept = current().copy()
    try:
        setcontext(Context(prec=6, rounding=ROUND_DOWN))
        assert serialize(replay(journal)[-1]) == serialize(states[-1])
    finally:
        setcontext(kept)


def test_the_bytes_are_known() -> None:
    """The same on every machine and in every version: a change here is a change of the game."""
    game = Game.new("oracle", ["a", "b", "c"])
    game = play(game, {"a": Decision(Decimal("19.90"), 4, 480, Decimal("750.00"), 0, 470)}, "marche")
    a = game.results[0].teams[0]
    assert str(game.results[0].noise) == "0.963958247507"
    assert (str(a.utility), str(a.share), a.sale.asked) == ("0.390692420622", "0.330058636125", 1014)
    digest = "4312b713615763a1bee9414eb2a3f7f801cae6c403bd0fb53d0d39121b9cdb1d"
    assert hashlib.sha256(serialize(game)).hexdigest() == digest


def test_of_several_decisions_in_a_round_the_last_counts() -> None:
    game = Game.new("x", ["a", "b"])
    first = Decision(Decimal("15.00"), 3, 400, Decimal("0.00"), 0, 400)
    last = Decision(Decimal("25.00"), 3, 300, Decimal("0.00"), 0, 250)
    journal = Journal.start(game).decided(1, "a", first).decided(1, "a", last)
    assert resume(journal).decisions == {"a": last}
    after = resume(journal.closed(1))
    assert after.game == play(game, {"a": last})
    assert after.decisions == {}


def test_a_decision_of_the_open_round_is_there_after_a_restart() -> None:
    game = Game.new("x", ["a", "b"])
    fields = {"price": "19,90", "quality": "3", "production": "400", "advertising": "500", "machine": "1"}
    decision = check_decision({**fields, "forecast_sales": "390"}, game.company("a"), game.rules)
    text = Journal.start(game).decided(1, "a", decision).text
    found = resume(Journal.read(text))
    assert found.game == game
    assert found.decisions == {"a": decision}


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_change_of_a_line_is_noticed(data: st.DataObject) -> None:
    journal, _ = _played("chaîne", 2)
    number = data.draw(st.integers(0, len(journal.lines) - 1))
    line = journal.lines[number]
    place = data.draw(st.integers(0, len(line) - 1))
    sign = data.draw(st.sampled_from('0123456789abcdef{}",:').filter(lambda one: one != line[place]))
    changed = line[:place] + sign + line[place + 1 :]
    with pytest.raises(JournalError, match=rf"ligne {number + 1}\b"):
        Journal.read("\n".join((*journal.lines[:number], changed, *journal.lines[number + 1 :])))


def test_a_line_taken_out_or_moved_is_noticed() -> None:
    lines = _played("chaîne", 2)[0].lines
    with pytest.raises(JournalError, match="ligne 3"):
        Journal.read("\n".join((*lines[:2], *lines[3:])))
    with pytest.raises(JournalError, match="ligne 2"):
        Journal.read("\n".join((lines[0], lines[2], lines[1], *lines[3:])))


def test_a_forged_decision_with_a_right_hash_still_meets_the_rules() -> None:
    game = Game.new("x", ["a"])
    forged = Decision(Decimal(20), 3, 10**6, Decimal(0), 0, 1)
    with pytest.raises(JournalError, match="au plus 500"):
        resume(Journal.start(game).decided(1, "a", forged))
    late = Decision(Decimal(20), 3, 10, Decimal(0), 0, 1)
    with pytest.raises(JournalError, match="n’est pas celui qui est ouvert"):
        resume(Journal.start(game).decided(2, "a", late))
    with pytest.raises(JournalError, match="ne joue pas dans ce marché"):
        resume(Journal.start(game).decided(1, "b", late))


@pytest.mark.parametrize("text", ["", "bonjour", "[]", "{}", '{"previous": 3}'])
def test_a_text_that_is_no_journal_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(JournalError, match="ligne 1"):
        resume(Journal.read(text))


def test_each_line_is_json_that_a_person_can_read() -> None:
    journal, _ = _played("lisible", 1)
    told = [json.loads(line) for line in journal.lines]
    assert [entry["kind"] for entry in told] == ["start", *["decision"] * 4, "close"]
    assert told[1]["decision"] == {
        "advertising": "1000.00",
        "forecast_sales": 500,
        "machine": 0,
        "price": "20.00",
        "production": 500,
        "quality": 3,
    }
    assert all(after["previous"] == before["hash"] for before, after in pairwise(told))

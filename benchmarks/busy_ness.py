"""Business plans, markets and their pages, timed.

Run: ``python -m benchmarks.busy_ness [--peer PYTHON] [--no-pages]``. The plan is « Re-Fil », the example of
the course. No library computes a French prévisionnel; its nearest peer is a spreadsheet without a window:
``--peer`` names a Python that has ``formulas``, which calculates the workbook that the course exports (the
same cells, the same cents: checked). The market and the feasibility have no peer. The last line is JSON:

- ``plan_ms``: median of one whole forecast, from entries that were read to its sheets and alerts.
- ``game_8x6_ms``: median of a whole game of eight teams and six rounds, decisions checked at the door as
  typed.
- ``replay_8x6_ms``: the same game read again from its chained journal, as a restarted server does.
- ``feasibility_10000_ms``: median of 10,000 drawn years of twelve months.
- ``page_p95_ms_200_teams``: of 200 teams in 25 workshops with a browser each, see
  ``benchmarks.teams_online``; ``page_p50_ms_200_teams``, ``pages_a_second`` and, in ``page_p95_ms``, each
  kind of page.
- ``peer_plan_ms``, ``plan_ratio``: median of one calculation by the peer, and how many forecasts fit in it.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.teams_online import pages_of_teams
from busy_ness.dossier import Dossier
from busy_ness.export.workbook import workbook
from busy_ness.market import Decision, Game, Journal, check_decision, play, resume, serialize
from busy_ness.market.decision import FIELDS
from busy_ness.market.strategies import STRATEGIES
from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.feasibility import feasibility
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.rates import load_rates

TEAMS, ROUNDS, DRAWS = 8, 6, 10_000
LAST_CASH = "8249.96"
PEER = """
import sys, time, formulas
begun = time.perf_counter()
model = formulas.ExcelModel().loads(sys.argv[1]).finish()
print("loaded", time.perf_counter() - begun)
for _ in range(5):
    begun = time.perf_counter()
    found = model.calculate()
    print("calculated", time.perf_counter() - begun)
cells = (value for one in found.values() if hasattr(one, "value") for row in one.value for value in row)
print("right", any(isinstance(one, (int, float)) and abs(one - float(sys.argv[2])) < 0.005 for one in cells))
"""


def main() -> None:
    asked = _parser().parse_args()
    rates = load_rates()
    plan = read(EXAMPLE).plan
    made = forecast(plan, rates)
    assert str(made.figure("tresorerie.m12.fin").value) == LAST_CASH
    found: dict[str, object] = {}
    found["plan_ms"] = _median("forecast of Re-Fil", 60, lambda: forecast(plan, rates))
    found["game_8x6_ms"] = _median("game, 8 teams x 6 rounds", 40, a_game)
    journal = a_journal()
    found["replay_8x6_ms"] = _median("the same from its journal", 40, lambda: resume(journal))
    found["feasibility_10000_ms"] = _median(
        "feasibility, 10,000 years", 20, lambda: feasibility(made, "Re-Fil", DRAWS)
    )
    if not asked.no_pages:
        found |= pages_of_teams()
    if asked.peer is not None:
        peer_ms = 1000 * peer_seconds(asked.peer, made)
        found |= {"peer_plan_ms": round(peer_ms), "plan_ratio": round(peer_ms / float(str(found["plan_ms"])))}
    print(json.dumps(found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.busy_ness")
    parser.add_argument("--peer", type=Path, help="a Python that has the package `formulas`")
    parser.add_argument("--no-pages", action="store_true", help="leave out the 200 teams online")
    return parser


def _median(what: str, times: int, run: Callable[[], object]) -> float:
    """Milliseconds of the median run, after two that do not count."""
    taken = []
    for number in range(times + 2):
        begun = time.perf_counter()
        run()
        if number > 1:
            taken.append(1000 * (time.perf_counter() - begun))
    median = statistics.median(taken)
    print(f"{what}: median {median:.2f} ms, from {min(taken):.2f} to {max(taken):.2f} of {times}", flush=True)
    return round(median, 2)


def _typed(game: Game) -> dict[str, dict[str, str]]:
    """What each team types in its form: the four strategies of the dossier, in turn."""
    ways = list(STRATEGIES.values())
    typed = {}
    for place, company in enumerate(game.companies):
        if company.playing:
            choice = ways[place % len(ways)](company, game.round, game.rules)
            typed[company.team] = {key: str(getattr(choice, key)) for key in FIELDS}
    return typed


def _checked(game: Game, typed: dict[str, dict[str, str]]) -> dict[str, Decision]:
    return {team: check_decision(fields, game.company(team), game.rules) for team, fields in typed.items()}


def a_game() -> Game:
    game = Game.new("banc", [f"équipe {place}" for place in range(TEAMS)])
    while not game.finished:
        game = play(game, _checked(game, _typed(game)))
    assert len(game.results) == ROUNDS
    return game


def a_journal() -> Journal:
    """The journal of ``a_game``; replayed, it gives the same bytes."""
    game = Game.new("banc", [f"équipe {place}" for place in range(TEAMS)])
    journal = Journal.start(game)
    while not game.finished:
        decisions = _checked(game, _typed(game))
        for team, decision in decisions.items():
            journal = journal.decided(game.round, team, decision)
        journal = journal.closed(game.round)
        game = play(game, decisions)
    assert serialize(resume(journal).game) == serialize(a_game())
    return journal


def peer_seconds(python: Path, made: Forecast) -> float:
    """Median calculation of the exported workbook by ``formulas``; loading it is told apart."""
    dossier = Dossier("Banc", "Re-Fil", "Re-Fil", (), datetime(2026, 1, 1, tzinfo=UTC), entries=EXAMPLE)
    with tempfile.TemporaryDirectory(prefix="busy-bench-") as folder:
        path = Path(folder) / "re-fil.xlsx"
        path.write_bytes(workbook(dossier, made))
        done = subprocess.run(
            [python, "-c", PEER, path, LAST_CASH], capture_output=True, text=True, check=True
        )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["right", "True"] in lines, "the peer finds other figures"
    seconds = [float(words[1]) for words in lines if words[0] == "calculated"]
    loaded = next(float(words[1]) for words in lines if words[0] == "loaded")
    median = statistics.median(seconds)
    print(f"peer: formulas, {median:.2f} s a calculation after {loaded:.1f} s of loading", flush=True)
    return median


if __name__ == "__main__":
    main()

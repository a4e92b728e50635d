"""Two hundred teams at work: a real server on the loopback, and a browser's requests for each team.

25 workshops of eight teams, each with the plan of « Re-Fil » and a market in its third quarter. Each team
has one pupil signed in with her first name and personal code, whose page listens to what happens (an open
connection), and who opens a page of her team every five seconds, at times of her own: forty pages a second
in all, for a minute. A page counts from the request until its last byte. Server and browsers share the
machine.
"""

import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector
from psutil import Process

from busy_ness.app.laptop import laptop
from busy_ness.app.local import LocalSignIn
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.workshops import Order, Workshop
from busy_ness.market import Game, Journal, check_rules, play
from busy_ness.market.strategies import STRATEGIES
from busy_ness.plan.entries import EXAMPLE

WORKSHOPS, TEAMS = 25, 8
QUARTERS_PLAYED = 2
EVERY_SECONDS, SECONDS = 5.0, 60.0
HOST = "127.0.0.1"
CSRF = re.compile(r'name="csrf-token" content="([^"]+)"')
LIVE = re.compile(r'data-live="([^"]+)" data-live-url="([^"]+)"')
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/animation")
PAGES = {
    "home": "/{code}/",
    "canvas": "/{code}/equipe/{team}/canevas",
    "plan": "/{code}/equipe/{team}/plan",
    "cash": "/{code}/equipe/{team}/plan/tresorerie",
    "market": "/{code}/equipe/{team}/marche",
    "results": "/{code}/equipe/{team}/marche/resultats",
}


@dataclass(frozen=True)
class Pupil:
    """Who she is at the door, and where her team's pages are."""

    code: str
    team: int
    name: str
    personal: str


def pages_of_teams() -> dict[str, object]:
    """Milliseconds by name, as ``benchmarks.busy_ness`` prints them."""
    with tempfile.TemporaryDirectory(prefix="busy-bench-") as folder:
        begun = time.perf_counter()
        pupils = school(Path(folder))
        print(f"{len(pupils)} teams made in {time.perf_counter() - begun:.1f} s", flush=True)
        taken = serve_and_visit(Path(folder), pupils)
    every = [one for times in taken.values() for one in times]
    for kind, times in taken.items():
        print(f"{kind}: {len(times)} pages, p50 {_p(times, 50):.1f}, p95 {_p(times, 95):.1f} ms", flush=True)
    return {
        "page_p95_ms_200_teams": round(_p(every, 95), 1),
        "page_p50_ms_200_teams": round(_p(every, 50), 1),
        "pages_a_second": round(len(every) / SECONDS, 1),
        "page_p95_ms": {kind: round(_p(times, 95), 1) for kind, times in taken.items()},
    }


def _p(milliseconds: Sequence[float], percent: int) -> float:
    return statistics.quantiles(milliseconds, n=100)[percent - 1]


def school(folder: Path) -> list[Pupil]:
    """Workshops, plans and markets, made through the application's own parts."""
    parts = laptop(folder, 0, HOST).parts
    sign_in = parts.mount.sign_in
    assert isinstance(sign_in, LocalSignIn)
    pupils = []
    for number in range(WORKSHOPS):
        names = tuple(f"Équipe {place + 1}" for place in range(TEAMS))
        order = Order(f"Atelier {number}", 6, "college", names, market_size=850, seed=f"banc {number}")
        workshop = parts.workshops.create(order, "animation")
        teams = parts.workshops.teams(workshop.id)
        for team in teams:
            account = sign_in.accounts.add(workshop.id, f"Ana {team.name[-1]}")
            parts.seating.join(workshop, account.name, account.display_name, team.id)
            parts.writing.form.fill(team.id, EXAMPLE, Person(account.name, account.display_name, False))
            personal = sign_in.accounts.personal_code(account)
            pupils.append(Pupil(workshop.code, team.id, account.display_name, personal))
        _market(parts, workshop, [str(team.id) for team in teams])
    parts.engine.dispose()
    return pupils


def _market(parts: Parts, workshop: Workshop, teams: Sequence[str]) -> None:
    now, ways = datetime.now(UTC), list(STRATEGIES.values())
    game = Game.new(workshop.seed, teams, check_rules({}))
    journal = Journal.start(game)
    with parts.engine.begin() as db:
        parts.ledger.begin(db, workshop.id, journal, "animation", now)
        for _ in range(QUARTERS_PLAYED):
            decisions = {}
            for place, company in enumerate(game.playing):
                decision = ways[place % len(ways)](company, game.round, game.rules)
                decisions[company.team] = decision
                journal = journal.decided(game.round, company.team, decision)
                parts.ledger.append(db, workshop.id, journal, "animation", now)
            journal = journal.closed(game.round)
            parts.ledger.append(db, workshop.id, journal, "animation", now)
            game = play(game, decisions)
        parts.ledger.change(db, workshop.id, open_round=game.round, opened_at=now)


def serve_and_visit(folder: Path, pupils: Sequence[Pupil]) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "busy_ness", "--host", HOST, "--port", "0", "--data", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := ADDRESS.search(line):
                    return asyncio.run(_visit(found[1], pupils, Process(server.pid)))
            raise SystemExit("busy_ness ended before it was ready; start it by hand to see why.")
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=30)


async def _visit(address: str, pupils: Sequence[Pupil], server: Process) -> dict[str, list[float]]:
    browsers = [Browser(address, pupil) for pupil in pupils]
    try:
        for browser in browsers:
            await browser.sign_in()
        print(f"{len(browsers)} pupils are in", flush=True)
        taken: dict[str, list[float]] = {kind: [] for kind in PAGES}
        before = sum(server.cpu_times()[:2])
        await asyncio.gather(*(browser.work(taken, number) for number, browser in enumerate(browsers)))
        cpu_ms = 1000 * (sum(server.cpu_times()[:2]) - before) / sum(map(len, taken.values()))
        print(f"server: {cpu_ms:.1f} ms of a processor a page; load {os.getloadavg()[0]:.1f}", flush=True)
        return taken
    finally:
        await asyncio.gather(*(browser.close() for browser in browsers))


class Browser:
    """One pupil's: her cookies, her connections, her open page that listens."""

    def __init__(self, address: str, pupil: Pupil) -> None:
        self._address, self._pupil = address, pupil
        self._session = ClientSession(
            cookie_jar=CookieJar(unsafe=True),  # of an address that is a number
            connector=TCPConnector(limit=4),
            timeout=ClientTimeout(total=None),
        )
        self._listening: asyncio.Task[None] | None = None

    async def sign_in(self) -> None:
        """The door of who comes back; then her page listens."""
        page = await self._page(f"/entrer/{self._pupil.code}")
        token = CSRF.search(page)
        assert token is not None
        fields = {"name": self._pupil.name, "personal": self._pupil.personal, "csrf_token": token[1]}
        url = f"{self._address}/entrer/{self._pupil.code}/retour"
        async with self._session.post(url, data=fields) as answer:
            home = await answer.text()
            assert answer.status == 200, f"{url}: {answer.status}"
        live = LIVE.search(home)
        assert live is not None, "her page does not listen"
        self._listening = asyncio.create_task(self._listen(live[1], live[2]))

    async def work(self, taken: dict[str, list[float]], number: int) -> None:
        """Open a page every few seconds; each pupil begins at another moment and with another page."""
        chance = random.Random(number)
        loop, kinds = asyncio.get_running_loop(), list(PAGES)
        begun = loop.time()
        due, turn = begun + chance.uniform(0, EVERY_SECONDS), number
        while due < begun + SECONDS:
            await asyncio.sleep(due - loop.time())
            kind = kinds[turn % len(kinds)]
            sent = time.perf_counter()
            await self._page(PAGES[kind].format(code=self._pupil.code, team=self._pupil.team))
            taken[kind].append(1000 * (time.perf_counter() - sent))
            due, turn = due + EVERY_SECONDS, turn + 1

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self._session.close()

    async def _page(self, path: str) -> str:
        async with self._session.get(self._address + path) as answer:
            text = await answer.text()
            assert answer.status == 200, f"{path}: {answer.status}"
            return text

    async def _listen(self, ticket: str, url: str) -> None:
        async with self._session.get(self._address + url, params={"ticket": ticket}) as events:
            assert events.status == 200
            async for _ in events.content:
                pass

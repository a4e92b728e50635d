"""Forty learners at nine o'clock, first visit, against JupyterHub's simple spawner and stock ipykernel.

Run: ``python -m benchmarks.bell`` (``--learners 12`` for a small one). Ours is a real campus, as
``campus demo`` starts it, with as many accounts more as there are learners; the peer is in
``benchmarks/stock_hub.py``. Forty learners arrive evenly within ten seconds, each with her own cookies and
connections, through the proxy. Each signs in with the form, asks for her server, follows its progress until
the page of her files is there, opens an exercise (the notebook's page and its contents; no scripts or styles,
which a browser would fetch besides), has a kernel started, and runs ``import sklearn`` and the exercise's
first cell over the WebSocket. Then the campus again, anew, with sixty learners within sixty seconds. The
learners share the machine with what they measure. The last line is JSON:

- ``errors``: how many learners did not get through to the end; a line before says what stopped each.
- ``server_p50_s``, ``server_p95_s``, ``server_last_s``: from asking for the server until ``/user/NAME/tree``
  has answered 200, through the hub's OAuth; at the 50th and 95th percentile, and the slowest.
- ``first_cell_p95_s``: from asking for the kernel (``POST /api/sessions``) to the reply of the notebook's
  first cell, which comes after that of ``import sklearn``; at the 95th percentile.
- ``server_alone_s``: as ``server_*_s``, median of three learners who come one after the other, each for the
  first time, while nobody else is there.
- ``kernel_alone_s``: the same learners, from asking for the kernel to the reply of ``import sklearn``.
- ``private_mb_per_learner``, ``pss_mb_per_learner``: memory of all processes of a learner, the first process
  of her space included, after the rush, with all servers and kernels running: what is mapped by one process
  alone (USS), and that plus its share of what several map (PSS).
- ``stock_`` before a name: the same, of the peer, in the same run.
- ``calm_`` before a name: the same, of the campus with sixty learners within sixty seconds.
"""

import argparse
import asyncio
import json
import math
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.arrival import COURSE, EXERCISE, NOTEBOOK, Learner, Way
from benchmarks.machine import memory_mb, told, wait_until_quiet
from benchmarks.running import Running, running_campus
from benchmarks.stock_hub import stock_hub
from campus.accounts import Account
from campus.demo import card
from campus.space.job import SPACE

RUSH, RUSH_SECONDS = 40, 10.0
CALM, CALM_SECONDS = 60, 60.0
ALONE = 3
PATIENCE_SECONDS = 600.0

Servers = Callable[[], list[psutil.Process]]


@dataclass(frozen=True)
class Visit:
    """What one learner waited for, in seconds.

    Attributes:
        server: from asking for it to its first page.
        kernel: from asking for it to the reply of ``import sklearn``.
        cell: from asking for the kernel to the reply of the notebook's first cell.
    """

    server: float
    kernel: float
    cell: float


@dataclass(frozen=True)
class Rush:
    """What came of all visits, and the memory that they took at the end, in MB for each learner."""

    visits: Sequence[Visit]
    errors: Sequence[str]
    private_mb: float
    pss_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description="The nine o'clock bell.")
    parser.add_argument("--learners", type=int, default=RUSH, help="in the rush; half as many more when calm")
    learners = parser.parse_args().learners
    # In the background of a script Ctrl-C is ignored, also by the campus, which is stopped by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="campus-bell-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        found = ours(folder / "rush", learners, RUSH_SECONDS, alone=True)
        notebook = folder / "rush" / "courses" / COURSE / "release" / EXERCISE / f"{EXERCISE}.ipynb"
        found |= stock(folder / "stock", notebook, learners, RUSH_SECONDS)
        calm = learners * CALM // RUSH
        found |= ours(folder / "calm", calm, CALM_SECONDS, alone=False, before="calm_")
        print(json.dumps(found))


def ours(folder: Path, learners: int, seconds: float, *, alone: bool, before: str = "") -> dict[str, float]:
    """The figures of a campus made for this, by name."""
    with running_campus(folder) as running:
        _say(f"campus: open after {running.started_seconds:.1f} s")
        words = _add_accounts(running, names(learners))
        running.wait_for("serve", "worker")
        running.wait_for("jupyterhub-singleuser")  # the last that a campus starts: its formgraders
        way = Way(running.url, "/services/campus/", f"campus/open/{COURSE}/{EXERCISE}")

        def servers() -> list[psutil.Process]:
            below = psutil.Process(running.process.pid).children(recursive=True)
            return [one for one in below if one.name() == SPACE]

        return _measured(way, words, seconds, servers, running.process.pid, alone=alone, before=before)


def stock(folder: Path, notebook: Path, learners: int, seconds: float) -> dict[str, float]:
    """The peer's."""
    people = names(learners)
    with stock_hub(folder, notebook, people) as hub:
        _say("stock: open")
        way = Way(hub.url, "/hub/home", f"notebooks/{NOTEBOOK}")
        words = dict.fromkeys(people, "unused")
        return _measured(way, words, seconds, hub.servers, hub.process.pid, alone=True, before="stock_")


def names(learners: int) -> list[str]:
    """Of those who come alone, then of the rush."""
    return [f"seule-{one:02}" for one in range(ALONE)] + [f"neuf-heures-{one:02}" for one in range(learners)]


def _add_accounts(running: Running, people: Sequence[str]) -> dict[str, str]:
    """Their words, by name."""
    campus = running.campus
    words = {name: card(campus, name).words for name in people}
    for name, hers in words.items():
        campus.accounts.save(Account(name, name.capitalize(), "learner", campus.course_ids), hers)
    return words


def _measured(
    way: Way,
    words: Mapping[str, str],
    seconds: float,
    servers: Servers,
    root: int,
    *,
    alone: bool,
    before: str,
) -> dict[str, float]:
    """
    Args:
        words: of each learner; the first few come alone.
        root: the process above all others of the hub.
    """
    people = list(words.items())
    found: dict[str, float] = {}
    wait_until_quiet(root)
    if alone:
        visits = []
        for name, hers in people[:ALONE]:
            visit = asyncio.run(_alone(way, name, hers))
            _say(f"{before}alone: server {visit.server:.2f} s, kernel {visit.kernel:.2f} s")
            visits.append(visit)
            wait_until_quiet(root)
        found["server_alone_s"] = statistics.median(visit.server for visit in visits)
        found["kernel_alone_s"] = statistics.median(visit.kernel for visit in visits)
    with told(f"{before}rush of {len(people) - ALONE} in {seconds:g} s", root):
        rush = asyncio.run(_rush(way, people[ALONE:], seconds, servers))
    for error in rush.errors:
        _say(f"{before}error: {error}")
    found |= {"errors": len(rush.errors), **_figures(rush)}
    return {f"{before}{name}": round(value, 3) for name, value in found.items()}


def _figures(rush: Rush) -> dict[str, float]:
    found = {"private_mb_per_learner": rush.private_mb, "pss_mb_per_learner": rush.pss_mb}
    if rush.visits:
        waited = [visit.server for visit in rush.visits]
        found |= {
            "server_p50_s": percentile(waited, 50),
            "server_p95_s": percentile(waited, 95),
            "server_last_s": max(waited),
            "first_cell_p95_s": percentile([visit.cell for visit in rush.visits], 95),
        }
    return found


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of the values that so many percent of them do not exceed."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


# -- learners ---------------------------------------------------------------------------------------


async def _visit(learner: Learner) -> Visit:
    await learner.sign_in()
    server = await learner.open_server()
    await learner.open_exercise()
    return Visit(server, *await learner.run())


async def _alone(way: Way, name: str, words: str) -> Visit:
    async with Learner(way, name, words) as learner:
        visit = await _visit(learner)
        await learner.stop_server()
        return visit


async def _rush(way: Way, people: Sequence[tuple[str, str]], seconds: float, servers: Servers) -> Rush:
    """All of them, evenly; their memory is looked at while all their pages are open."""
    visits: list[Visit] = []
    errors: list[str] = []

    async def arrive(learner: Learner, position: int) -> None:
        await asyncio.sleep(position * seconds / len(people))
        begun = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                visits.append(await _visit(learner))
        except Exception as error:  # whatever stops her is a finding
            after = time.monotonic() - begun
            errors.append(f"{learner.name}, {after:.1f} s after she came: {type(error).__name__}: {error}")

    async with AsyncExitStack() as stack:
        learners = [await stack.enter_async_context(Learner(way, *one)) for one in people]
        await asyncio.gather(*(arrive(learner, position) for position, learner in enumerate(learners)))
        there = servers()
        private, pss = await asyncio.to_thread(memory_mb, there)
    count = max(1, len(there))
    return Rush(visits, errors, private / count, pss / count)


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()

"""Who starts her server now, who waits, and what she reads meanwhile."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from campus.rush import Rush, told
from campus.space import limits
from grader.errors import GraderError


class Door:
    """A rush whose starts end when the test says so."""

    def __init__(self, at_once: int) -> None:
        self.rush = Rush(at_once)
        self.started: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}

    async def come(self, name: str) -> None:
        self.ends[name] = asyncio.Event()
        async with self.rush.place(name):
            self.started.append(name)
            await self.ends[name].wait()

    async def all_come(self, *names: str) -> dict[str, asyncio.Task[None]]:
        coming = {}
        for name in names:
            coming[name] = asyncio.create_task(self.come(name))
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        return coming


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_so_many_start_at_once_and_the_others_in_the_order_they_came() -> None:
    async def test() -> None:
        door = Door(2)
        coming = await door.all_come("ada", "grace", "joan", "mary")
        assert door.started == ["ada", "grace"]
        assert [door.rush.ahead(name) for name in coming] == [None, None, 0, 1]
        door.ends["grace"].set()
        await coming["grace"]
        await asyncio.sleep(0)
        assert door.started == ["ada", "grace", "joan"]
        assert door.rush.ahead("mary") == 0
        for end in door.ends.values():
            end.set()
        await asyncio.gather(*coming.values())
        assert door.started == ["ada", "grace", "joan", "mary"]

    run(test())


def test_who_goes_away_while_she_waits_holds_nobody_up() -> None:
    async def test() -> None:
        door = Door(1)
        coming = await door.all_come("ada", "grace", "joan")
        coming["grace"].cancel()
        await asyncio.gather(coming["grace"], return_exceptions=True)
        assert door.rush.ahead("joan") == 0
        door.ends["ada"].set()
        await coming["ada"]
        await asyncio.sleep(0)
        assert door.started == ["ada", "joan"]
        door.ends["joan"].set()
        await coming["joan"]

    run(test())


def test_a_start_that_fails_gives_its_place_back() -> None:
    async def test() -> None:
        rush = Rush(1)
        with pytest.raises(RuntimeError):
            async with rush.place("ada"):
                raise RuntimeError("no server")
        async with asyncio.timeout(5), rush.place("grace"):
            assert rush.ahead("grace") is None

    run(test())


def test_the_estimate_follows_how_long_starts_take() -> None:
    rush = Rush(2)
    before = rush.seconds(0)
    rush._lasted.extend([10.0, 10.0])
    assert before < rush.seconds(0) == 15
    assert rush.seconds(5) == 40


@pytest.mark.parametrize(
    ("ahead", "seconds", "words"),
    [
        (0, 1, "C'est bientôt à toi\u202f: plus qu'une seconde."),
        (1, 4, "1 personne passe avant toi\u202f: encore 4 secondes environ."),
        (12, 9, "12 personnes passent avant toi\u202f: encore 9 secondes environ."),
    ],
)
def test_her_place_is_told_in_words(ahead: int, seconds: int, words: str) -> None:
    assert told(ahead, seconds) == words


def test_a_full_machine_lets_nobody_else_in_and_says_why(tmp_path: Path) -> None:
    memory = tmp_path / "meminfo"
    memory.write_text("MemTotal: 4000000 kB\nMemAvailable: 204800 kB\n")
    with pytest.raises(GraderError) as refused:
        limits.require_room(memory)
    assert refused.value.code == "machine-full"
    assert "only 200 MB" in refused.value.operator
    memory.write_text("MemAvailable: 2048000 kB\n")
    limits.require_room(memory)

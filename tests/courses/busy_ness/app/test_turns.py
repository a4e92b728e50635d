"""Turns at what takes long: some work, one waits, the others are told at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from busy_ness.app.turns import Turns


def test_who_comes_when_all_work_and_one_waits_is_told_at_once() -> None:
    turns, busy, done = Turns(at_once=2, waiting=1), Barrier(3), Event()

    def work() -> bool:
        with turns.turn(30) as mine:
            busy.wait(10)
            done.wait(10)
            return mine

    def waits() -> bool:
        with turns.turn(30) as mine:
            return mine

    with ThreadPoolExecutor(3) as threads:
        working = [threads.submit(work) for _ in range(2)]
        busy.wait(10)
        third = threads.submit(waits)
        while turns._room._value:
            done.wait(0.01)
        with turns.turn(30) as mine:
            assert not mine
        done.set()
        assert [one.result(10) for one in (*working, third)] == [True, True, True]
    with turns.turn(0) as mine:
        assert mine


def test_a_turn_that_does_not_come_in_time_leaves_its_place() -> None:
    turns = Turns(at_once=1, waiting=1)
    with turns.turn(0) as first:
        for _ in range(3):
            with turns.turn(0.01) as second:
                assert (first, second) == (True, False)
    with turns.turn(0) as mine:
        assert mine

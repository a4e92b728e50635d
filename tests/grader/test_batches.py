"""All the work of an exercise graded again: no result disappears, hand-ins go first, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine

from grader.batches import RECENT, Batches, _seconds_left
from grader.jobs import LOWEST_OF_HAND_INS, Jobs
from grader.store import Store, metadata, now

COURSE, EXERCISE = "girls_can_code", "guichet_malin"


@pytest.fixture
def store(database: Callable[[str], str]) -> Store:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    return Store(engine)


@pytest.fixture
def batches(store: Store) -> Batches:
    return Batches(store.engine)


def hand_in(store: Store, learner: str, exercise: str = EXERCISE) -> str:
    return store.add_submission(COURSE, exercise, learner, "0" * 64, 10).id


def graded(store: Store, learner: str, exercise: str = EXERCISE) -> str:
    made = hand_in(store, learner, exercise)
    store.start(made)
    assert store.finish(made, 1.0, 5.0, [])
    return made


def score(store: Store, submission_id: str) -> float | None:
    return store.outcomes([submission_id])[submission_id].score


def test_only_the_newest_graded_work_of_each_learner_is_put_back(store: Store, batches: Batches) -> None:
    old, newest, waiting = graded(store, "ada"), graded(store, "ada"), hand_in(store, "ada")
    hers, other = graded(store, "grace"), graded(store, "grace", "autre")
    batch, put_back = batches.start(COURSE, EXERCISE, "nadia")
    assert (put_back, batch.size, batch.started_by) == ([newest, hers], 2, "nadia")
    assert {one.id for one in store.unfinished()} == {newest, hers, waiting}
    assert batches.latest(COURSE, EXERCISE) == batch
    _, every = batches.start(COURSE, EXERCISE, "nadia", every=True)
    assert every == [old, newest, hers]
    assert other not in every


def test_the_result_from_before_stays_until_the_new_one_is_there(store: Store, batches: Batches) -> None:
    made = graded(store, "ada")
    batches.start(COURSE, EXERCISE, "nadia")
    for _ in range(2):
        found = store.submission(made)
        assert found is not None
        assert (found.state, score(store, made)) == ("graded", 1.0)
        started = store.start(made)
    assert started is not None
    assert store.finish(made, 4.0, 5.0, [], started.round)
    assert not store.finish(made, 2.0, 5.0, [], started.round)
    assert score(store, made) == 4.0
    assert store.unfinished() == []


def test_a_grade_begun_before_the_tests_changed_is_not_kept(store: Store, batches: Batches) -> None:
    again, first = graded(store, "ada"), hand_in(store, "grace")
    store.put_back(again)
    begun = [store.start(again), store.start(first)]
    _, put_back = batches.start(COURSE, EXERCISE, "nadia")
    assert put_back == [again, first]
    for one in begun:
        assert one is not None
        assert store.standing(one) == "unwanted"
        assert not store.finish(one.id, 0.0, 5.0, [], one.round)
        store.give_up((one,), "too late")
    assert {one.id for one in store.unfinished()} == {again, first}


def test_progress_is_counted_from_the_submissions(store: Store, batches: Batches) -> None:
    made = [graded(store, f"learner-{number}") for number in range(4)]
    batch, _ = batches.start(COURSE, EXERCISE, "nadia")
    before = batches.progress(batch)
    assert (before.done, before.left, before.broken, before.percent, before.seconds_left) == (
        0,
        4,
        0,
        0,
        None,
    )
    for number in (0, 1):
        store.start(made[number])
        store.finish(made[number], 2.0, 5.0, [])
    store.start(made[2])
    store.give_up(store.work(made[2]), "the disk said no")
    half = batches.progress(batch)
    assert (half.done, half.left, half.broken, half.percent, half.is_over) == (2, 1, 1, 75, False)
    assert half.seconds_left is not None
    assert [(one.learner, one.reason) for one in half.troubles] == [("learner-2", "the disk said no")]
    assert half.as_dict()["broken"][0]["learner"] == "learner-2"
    assert score(store, made[2]) == 1.0
    store.put_back(made[2])
    for number in (2, 3):
        store.start(made[number])
        store.finish(made[number], 2.0, 5.0, [])
    after = batches.progress(batch)
    assert (after.done, after.left, after.broken, after.percent, after.seconds_left) == (4, 0, 0, 100, 0.0)


def test_the_time_left_follows_the_pace_of_the_last_grades(store: Store, batches: Batches) -> None:
    graded(store, "ada")
    batch, _ = batches.start(COURSE, EXERCISE, "nadia")
    morning = replace(batch, started_at=now() - timedelta(hours=10))
    times = [now() - timedelta(seconds=number) for number in range(RECENT)]
    assert _seconds_left(morning, 100, times) == pytest.approx(100, rel=0.01)
    assert _seconds_left(batch, 0, []) == 0.0


def test_a_batch_of_nothing_leaves_no_trace(store: Store, batches: Batches) -> None:
    batch, put_back = batches.start(COURSE, EXERCISE, "nadia")
    assert (batch.size, put_back, batches.latest(COURSE, EXERCISE)) == (0, [], None)
    assert batches.progress(batch).is_over


def test_whatever_is_handed_in_goes_before_a_batch(store: Store, batches: Batches) -> None:
    old = [graded(store, "ada"), graded(store, "ada"), graded(store, "grace")]
    batches.start(COURSE, EXERCISE, "nadia", every=True)
    new = [hand_in(store, "ada") for _ in range(3)]
    jobs = Jobs(store.engine.url.render_as_string(hide_password=False), store)
    assert [jobs._priority(one) for one in new] == [0, -1, -2]
    assert [jobs._priority(one) - LOWEST_OF_HAND_INS for one in old] == [-1, -2, -1]

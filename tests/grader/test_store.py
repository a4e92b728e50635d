"""The store keeps each submission once and each outcome once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import create_engine

from grader import store as store_module
from grader.store import Store, metadata


@pytest.fixture
def store(database: Callable[[str], str]) -> Store:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    return Store(engine)


def hand_in(store: Store, learner: str = "ada", key: str | None = None) -> str:
    return store.add_submission("girls_can_code", "guichet_malin", learner, "0" * 64, 10, key).id


def test_the_same_request_sent_twice_is_one_submission(store: Store) -> None:
    assert hand_in(store, key="k1") == hand_in(store, key="k1")
    assert hand_in(store, key="k2") != hand_in(store, key="k1")
    assert len(store.submissions(["girls_can_code"])) == 2


def test_the_same_key_from_two_learners_is_two_submissions(store: Store) -> None:
    assert hand_in(store, "ada", "k") != hand_in(store, "grace", "k")


def test_a_second_outcome_for_a_submission_is_ignored(store: Store) -> None:
    made = hand_in(store)
    assert store.finish(made, 3.0, 5.0, [{"name": "t"}])
    assert not store.finish(made, 5.0, 5.0, [])
    assert store.outcomes([made])[made].score == 3.0


def test_a_graded_submission_is_not_started_again(store: Store) -> None:
    made = hand_in(store)
    assert store.start(made) is not None
    again = store.start(made)
    assert again is not None
    assert again.tries == 2
    store.finish(made, 1.0, 1.0, [])
    assert store.start(made) is None


def test_a_worker_that_fails_after_another_has_graded_changes_nothing(store: Store) -> None:
    made = hand_in(store)
    store.start(made)
    store.finish(made, 1.0, 1.0, [])
    store.try_again(store.work(made), "kernel killed")
    store.give_up(store.work(made), "kernel killed")
    found = store.submission(made)
    assert found is not None
    assert (found.state, found.reason) == ("graded", "")


def test_the_clock_going_back_does_not_make_an_old_submission_the_newest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = hand_in(store)
    yesterday = store_module.now() - timedelta(days=1)
    monkeypatch.setattr(store_module, "now", lambda: yesterday)
    second = hand_in(store)
    assert [s.id for s in store.submissions()] == [first, second]
    assert [s.id for s in store.latest("girls_can_code")] == [second]
    store.finish(second, 1.0, 1.0, [])
    older, newer = store.submission(first), store.submission(second)
    assert older is not None
    assert newer is not None
    assert newer.received_at < older.received_at
    assert (store.standing(older), store.is_newest_graded(newer)) == ("overtaken", True)


def test_waiting_for_the_database_costs_no_try(store: Store) -> None:
    made = hand_in(store)
    for _ in range(20):
        started = store.start(made)
        assert started is not None
        assert started.tries == 1
        store.wait((started,), "the database does not answer")
    found = store.submission(made)
    assert found is not None
    assert (found.state, found.reason) == ("queued", "the database does not answer")


def test_a_submission_put_back_is_graded_anew(store: Store) -> None:
    made = hand_in(store)
    store.give_up(store.work(made), "no kernel")
    assert [s.reason for s in store.submissions(states=["broken"])] == ["no kernel"]
    store.put_back(made)
    assert store.start(made) is not None
    assert store.finish(made, 1.0, 1.0, [])


def test_a_release_taken_back_is_not_listed_and_can_be_released_again(store: Store) -> None:
    store.release("girls_can_code", "guichet_malin", "a" * 64)
    store.take_back("girls_can_code", "guichet_malin")
    assert store.releases(["girls_can_code"]) == []
    store.release("girls_can_code", "guichet_malin", "b" * 64)
    assert [r.sha256 for r in store.releases(["girls_can_code"])] == ["b" * 64]


def test_only_the_newest_submission_is_latest(store: Store) -> None:
    first, second = hand_in(store), hand_in(store)
    assert [s.id for s in store.latest("girls_can_code")] == [second]
    store.finish(second, 1.0, 1.0, [])
    older = store.submission(first)
    assert older is not None
    assert not store.is_newest_graded(older)


def test_a_bundle_handed_in_twice_takes_its_place_once(store: Store) -> None:
    assert store.kept_bytes("ada") == 0
    for sha256, size_bytes in (("a" * 64, 10), ("a" * 64, 10), ("b" * 64, 5)):
        store.add_submission("girls_can_code", "guichet_malin", "ada", sha256, size_bytes)
    assert store.kept_bytes("ada") == 15
    assert store.kept_bytes("grace") == 0

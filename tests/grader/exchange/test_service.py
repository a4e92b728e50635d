"""The exchange over a real connection: work goes out, comes in once, and is kept whatever fails."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits, pack
from grader.exchange.client import ExchangeClient, ExchangeRefused
from grader.exchange.people import Person
from grader.exchange.service import create_app
from grader.exchange.wire import read_time
from grader.store import Store

MakeFolder = Callable[[dict[str, str]], Path]
Client = Callable[[str], ExchangeClient]
COURSE, EXERCISE = "girls_can_code", "guichet_malin"


def refused(call: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(ExchangeRefused) as caught:
        call()
    assert "." in caught.value.learner
    return caught.value.code, caught.value.http


# -- the walk --------------------------------------------------------------------------------------


def test_a_released_assignment_is_listed_and_fetched_as_it_was(
    client: Client, released: bytes, store: Store
) -> None:
    assert [one["assignment"] for one in client("ada").assignments()] == [EXERCISE]
    assert client("ada").assignments("keskia") == []
    assert client("eve").assignments() == []
    assert client("ada").fetch(COURSE, EXERCISE) == released
    client("olga").fetch(COURSE, EXERCISE)
    assert store.openings(COURSE) == {("ada", EXERCISE)}


def test_a_submission_is_kept_announced_and_read_back(
    client: Client, released: bytes, work: Callable[[str], bytes], announced: list[str]
) -> None:
    receipt = client("ada").submit(COURSE, EXERCISE, work("mine"))
    assert announced == [receipt["id"]]
    assert receipt["state"] == "queued"
    for name in ("ada", "olga"):
        one = client(name).submission(receipt["id"])
        assert (one["learner"], one["course"], one["assignment"]) == ("ada", COURSE, EXERCISE)
        assert one["result"] == {"submission_id": receipt["id"]}
        assert client(name).submission_bundle(receipt["id"]) == work("mine")


def test_work_handed_in_again_is_another_submission(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    first = client("ada").submit(COURSE, EXERCISE, work("1"))
    second = client("ada").submit(COURSE, EXERCISE, work("1"))
    assert first["sha256"] == second["sha256"]
    assert [one["id"] for one in client("ada").submissions()] == [first["id"], second["id"]]
    assert read_time(first["timestamp"]) < read_time(second["timestamp"])


def test_the_same_key_twice_is_one_submission(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    first = client("ada").submit(COURSE, EXERCISE, work("1"), key="k")
    assert client("ada").submit(COURSE, EXERCISE, work("1"), key="k") == first
    assert len(client("ada").submissions()) == 1
    assert client("grace").submit(COURSE, EXERCISE, work("1"), key="k")["id"] != first["id"]


def test_the_same_key_with_other_work_is_refused(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    client("ada").submit(COURSE, EXERCISE, work("1"), key="k")
    assert refused(lambda: client("ada").submit(COURSE, EXERCISE, work("2"), key="k")) == ("key-reused", 409)
    assert refused(lambda: client("ada").submit(COURSE, EXERCISE, work("2"), key="k" * 101))[0] == "bad-field"


def test_twenty_learners_hand_in_at_the_same_instant(
    client: Client, released: bytes, work: Callable[[str], bytes], store: Store, announced: list[str]
) -> None:
    names = [f"learner-{number:02}" for number in range(20)]
    bundles = {name: work(name) for name in names}
    together = threading.Barrier(20)

    def hand_in(name: str) -> str:
        asked = client(name)
        together.wait()
        return asked.submit(COURSE, EXERCISE, bundles[name])["id"]

    with ThreadPoolExecutor(20) as pool:
        made = dict(zip(names, pool.map(hand_in, names), strict=True))
    assert sorted(announced) == sorted(made.values())
    for name in names:
        assert client(name).submission_bundle(made[name]) == bundles[name]
    assert len(store.submissions([COURSE])) == 20


def test_one_learner_clicks_twenty_times_at_the_same_instant(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    bundle, together = work("mine"), threading.Barrier(20)

    def hand_in(number: int) -> str:
        asked = client("ada")
        together.wait()
        return asked.submit(COURSE, EXERCISE, bundle, key="same" if number % 2 else None)["id"]

    with ThreadPoolExecutor(20) as pool:
        made = list(pool.map(hand_in, range(20)))
    assert len(set(made)) == 11
    assert len(client("ada").submissions()) == 11


def test_feedback_reaches_its_learner_only(
    client: Client, released: bytes, work: Callable[[str], bytes], folder: MakeFolder
) -> None:
    receipt = client("ada").submit(COURSE, EXERCISE, work("1"))
    page = pack(folder({"guichet_malin.html": "<p>Bravo</p>"}))
    client("olga").give_feedback(COURSE, EXERCISE, "ada", receipt["timestamp"], page)
    assert [one["timestamp"] for one in client("ada").feedback(COURSE, EXERCISE)] == [receipt["timestamp"]]
    assert client("ada").fetch_feedback(COURSE, EXERCISE, receipt["timestamp"]) == page
    assert client("ada").submissions()[0]["feedback_sha256"] is not None
    assert client("olga").feedback(COURSE, EXERCISE, "ada") != []
    assert client("grace").feedback(COURSE, EXERCISE) == []
    fetch = client("grace").fetch_feedback
    assert refused(lambda: fetch(COURSE, EXERCISE, receipt["timestamp"])) == ("unknown-feedback", 404)
    assert refused(lambda: fetch(COURSE, EXERCISE, receipt["timestamp"], "ada")) == ("not-yours", 403)
    assert refused(lambda: client("grace").feedback(COURSE, EXERCISE, "ada")) == ("not-yours", 403)


def test_a_teacher_sees_her_course_and_a_learner_only_herself(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    for name in ("ada", "grace"):
        client(name).submit(COURSE, EXERCISE, work(name))
    assert [one["learner"] for one in client("olga").submissions()] == ["ada", "grace"]
    assert [one["learner"] for one in client("olga").submissions(learner="grace")] == ["grace"]
    assert [one["learner"] for one in client("ada").submissions(COURSE, EXERCISE)] == ["ada"]
    assert client("olga").submissions("keskia") == []
    assert refused(lambda: client("ada").submissions(learner="grace")) == ("not-yours", 403)
    assert refused(lambda: client("olga").submissions("keskia", learner="ada")) == ("not-yours", 403)


# -- releases --------------------------------------------------------------------------------------


def test_an_assignment_taken_back_keeps_what_was_handed_in(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    receipt = client("ada").submit(COURSE, EXERCISE, work("1"))
    client("olga").take_back(COURSE, EXERCISE)
    client("olga").take_back(COURSE, EXERCISE)
    assert client("ada").assignments() == []
    assert refused(lambda: client("ada").fetch(COURSE, EXERCISE)) == ("taken-back", 410)
    assert refused(lambda: client("ada").submit(COURSE, EXERCISE, work("2"))) == ("taken-back", 410)
    assert [one["id"] for one in client("ada").submissions()] == [receipt["id"]]
    client("olga").release(COURSE, EXERCISE, work("new"))
    assert client("ada").fetch(COURSE, EXERCISE) == work("new")


def test_a_release_is_replaced_only_when_forced(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    olga = client("olga")
    assert olga.release(COURSE, EXERCISE, released) == olga.assignments()[0]
    assert refused(lambda: olga.release(COURSE, EXERCISE, work("new"))) == ("already-released", 409)
    olga.release(COURSE, EXERCISE, work("new"), force=True)
    assert client("ada").fetch(COURSE, EXERCISE) == work("new")


@pytest.mark.parametrize("name", ["..", ".hidden", "a b", "a+b", "é", "a" * 101])
def test_a_name_that_cannot_be_a_folder_everywhere_is_not_released(
    client: Client, work: Callable[[str], bytes], name: str
) -> None:
    code, _ = refused(lambda: client("olga").release(COURSE, name, work("1")))
    assert code in ("unusable-name", "not-found")


# -- when something of ours fails ------------------------------------------------------------------


def in_process(
    store: Store, blobs: FolderBlobs, enqueue: Callable[[str], None], identify: Callable[[str], Person | None]
) -> Any:
    return create_app(store, blobs, identify, BundleLimits(), enqueue, lambda _: None).test_client()


def test_graders_that_cannot_be_told_do_not_lose_the_work(
    store: Store, blobs: FolderBlobs, work: Callable[[str], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    def enqueue(submission_id: str) -> None:
        raise ConnectionError("no job engine")

    ada = Person("ada", frozenset({COURSE}), frozenset({COURSE}))
    app = in_process(store, blobs, enqueue, lambda _: ada)
    headers = {"Authorization": "Bearer x"}
    app.put(f"/api/assignments/{COURSE}/{EXERCISE}", data=io.BytesIO(work("")), headers=headers)
    answer = app.post(f"/api/submissions/{COURSE}/{EXERCISE}", data=io.BytesIO(work("1")), headers=headers)
    assert answer.status_code == 201
    assert [one.id for one in store.submissions(states=["queued"])] == [answer.json["id"]]
    assert "could not be announced" in caplog.text


def test_what_we_did_not_expect_is_ours_and_said_kindly(
    store: Store, blobs: FolderBlobs, caplog: pytest.LogCaptureFixture
) -> None:
    def identify(token: str) -> Person | None:
        raise ConnectionError("the hub is away")

    app = in_process(store, blobs, lambda _: None, identify)
    answer = app.get("/api/assignments", headers={"Authorization": "token x"})
    assert (answer.status_code, answer.json["code"]) == (500, "broken")
    assert "hub is away" not in answer.text
    assert "hub is away" in caplog.text

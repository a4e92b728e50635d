"""What the exchange refuses over a real connection, to whom, and that nothing is lost by it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import pack
from grader.exchange.client import ExchangeClient, ExchangeRefused
from grader.store import Store

MakeFolder = Callable[[dict[str, str]], Path]
Client = Callable[[str], ExchangeClient]
COURSE, EXERCISE = "girls_can_code", "guichet_malin"


def refused(call: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(ExchangeRefused) as caught:
        call()
    assert "." in caught.value.learner
    return caught.value.code, caught.value.http


# -- who -------------------------------------------------------------------------------------------


def test_nobody_without_a_token_gets_anything(exchange_url: str, released: bytes) -> None:
    answer = requests.get(f"{exchange_url}/api/assignments", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
    answer = requests.post(f"{exchange_url}/api/submissions/{COURSE}/{EXERCISE}", data=released, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
    unknown = ExchangeClient(exchange_url, "made-up")
    assert refused(unknown.assignments) == ("bad-token", 401)
    assert refused(lambda: unknown.submit(COURSE, EXERCISE, released)) == ("bad-token", 401)


def test_nobody_hands_in_or_reads_under_another_name(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    receipt = client("ada").submit(COURSE, EXERCISE, work("1"), learner="ada")
    grace = client("grace")
    assert refused(lambda: grace.submit(COURSE, EXERCISE, work("1"), learner="ada")) == ("not-yours", 403)
    assert refused(lambda: grace.submission(receipt["id"])) == ("not-yours", 403)
    assert refused(lambda: grace.submission_bundle(receipt["id"])) == ("not-yours", 403)
    assert grace.submissions() == []


def test_a_learner_of_another_course_is_refused(client: Client, released: bytes) -> None:
    eve = client("eve")
    assert refused(lambda: eve.fetch(COURSE, EXERCISE)) == ("not-enrolled", 403)
    assert refused(lambda: eve.submit(COURSE, EXERCISE, released)) == ("not-enrolled", 403)
    assert refused(lambda: eve.assignments(COURSE)) == ("not-enrolled", 403)


def test_a_learner_cannot_do_what_a_teacher_does(
    client: Client, released: bytes, work: Callable[[str], bytes]
) -> None:
    ada = client("ada")
    receipt = ada.submit(COURSE, EXERCISE, work("1"))
    assert refused(lambda: ada.release(COURSE, EXERCISE, released, force=True)) == ("not-a-teacher", 403)
    assert refused(lambda: ada.take_back(COURSE, EXERCISE)) == ("not-a-teacher", 403)
    give = ada.give_feedback
    assert (
        refused(lambda: give(COURSE, EXERCISE, "ada", receipt["timestamp"], released))[0] == "not-a-teacher"
    )
    assert client("ada").fetch(COURSE, EXERCISE) == released


# -- what ------------------------------------------------------------------------------------------


def test_unknown_things_are_refused_by_name(client: Client, released: bytes) -> None:
    ada, olga = client("ada"), client("olga")
    assert refused(lambda: ada.fetch(COURSE, "nothing")) == ("unknown-assignment", 404)
    assert refused(lambda: ada.submit(COURSE, "nothing", released)) == ("unknown-assignment", 404)
    assert refused(lambda: olga.take_back(COURSE, "nothing")) == ("unknown-assignment", 404)
    assert refused(lambda: ada.submission("nothing")) == ("unknown-submission", 404)
    when = "2026-11-20T09:00:00.000000+00:00"
    give = olga.give_feedback
    assert refused(lambda: give(COURSE, EXERCISE, "ada", when, released)) == ("unknown-submission", 404)
    assert refused(lambda: give(COURSE, EXERCISE, "ada", "noon", released)) == ("bad-field", 400)


def test_a_refused_bundle_leaves_no_trace(
    client: Client, released: bytes, folder: MakeFolder, store: Store, blobs: FolderBlobs
) -> None:
    before = sorted(blobs.root.rglob("*"))
    ada = client("ada")
    without = pack(folder({"notes.txt": "x"}))
    assert refused(lambda: ada.submit(COURSE, EXERCISE, b"not a bundle")) == ("unreadable-bundle", 400)
    assert refused(lambda: ada.submit(COURSE, EXERCISE, b"")) == ("unreadable-bundle", 400)
    assert refused(lambda: ada.submit(COURSE, EXERCISE, without)) == ("no-notebook", 400)
    assert refused(lambda: ada.submit(COURSE, EXERCISE, bytes(10_000_001))) == ("bundle-too-large", 413)
    assert store.submissions() == []
    assert sorted(blobs.root.rglob("*")) == before


def test_a_body_of_unknown_length_stops_at_the_limit(exchange_url: str, released: bytes) -> None:
    sent = (bytes(1_000_000) for _ in range(12))
    answer = requests.post(
        f"{exchange_url}/api/submissions/{COURSE}/{EXERCISE}",
        data=sent,
        headers={"Authorization": "token token-ada"},
        timeout=30,
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "bundle-too-large")


def test_unknown_routes_and_methods_answer_in_json(exchange_url: str) -> None:
    answer = requests.get(f"{exchange_url}/api/nothing", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    answer = requests.delete(f"{exchange_url}/api/assignments", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert requests.get(f"{exchange_url}/health", timeout=10).json() == {"status": "ok"}

"""Who looks after a course hands in for a team: once, for each of its members, or clearly refused."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
import waitress
import waitress.wasyncore

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.client import ExchangeClient, ExchangeRefused
from grader.exchange.people import Person
from grader.exchange.service import create_app
from grader.exchange.teams import TeamRules
from grader.store import Store
from tests.grader.exchange.conftest import identify

COURSE, EXERCISE, ALONE = "girls_can_code", "guichet_malin", "carte_pixel"
MOST = 3
PEOPLE = frozenset({"ada", "grace", "lea", "zoe", "eve", "olga"})
Work = Callable[[str], bytes]


def find(name: str) -> Person | None:
    return identify(f"token-{name}") if name in PEOPLE else None


def most(course: str, exercise: str) -> int:
    return MOST if (course, exercise) == (COURSE, EXERCISE) else 0


@pytest.fixture
def url(store: Store, blobs: FolderBlobs, announced: list[str]) -> Iterator[str]:
    def enqueue(work_id: str) -> None:
        kept = store.work(work_id)
        assert kept, "announced before the rows were committed"
        assert all(blobs.exists(one.sha256) for one in kept)
        announced.append(work_id)

    rules = TeamRules(most, find)
    app = create_app(store, blobs, identify, BundleLimits(), enqueue, lambda _: None, teams=rules)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(lambda: waitress.wasyncore.close_all(server._map, ignore_all=True))
    thread.join()
    server.task_dispatcher.shutdown()


@pytest.fixture
def olga(url: str, work: Work) -> ExchangeClient:
    """She looks after the course, and has released both exercises."""
    client = ExchangeClient(url, "token-olga")
    for exercise in (EXERCISE, ALONE):
        client.release(COURSE, exercise, work("def tarif(age): ..."))
    return client


def refused(call: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(ExchangeRefused) as caught:
        call()
    assert "." in caught.value.learner
    return caught.value.code, caught.value.http


def test_one_hand_in_is_each_member_s_own_submission(
    olga: ExchangeClient, url: str, work: Work, store: Store, announced: list[str]
) -> None:
    made = olga.submit_for_team(COURSE, EXERCISE, work("ours"), "Re-Fil", ["lea", "ada"])
    assert (made["team"], made["state"]) == ("Re-Fil", "queued")
    assert [one["learner"] for one in made["submissions"]] == ["lea", "ada"]
    assert announced == [made["id"]]
    for one in made["submissions"]:
        hers = ExchangeClient(url, f"token-{one['learner']}")
        assert [found["id"] for found in hers.submissions()] == [one["id"]]
        assert hers.submission_bundle(one["id"]) == work("ours")
        assert (one["timestamp"], one["sha256"]) == (made["timestamp"], made["sha256"])
    kept = store.teams.find(made["id"])
    assert kept is not None
    assert (kept.sender, kept.learners) == ("olga", ("lea", "ada"))


def test_the_same_key_twice_is_one_hand_in_even_at_the_same_moment(
    olga: ExchangeClient, url: str, work: Work, store: Store
) -> None:
    bundle, members = work("ours"), ["ada", "grace", "lea"]

    def once(_: int) -> str:
        client = ExchangeClient(url, "token-olga")
        return client.submit_for_team(COURSE, EXERCISE, bundle, "Re-Fil", members, key="s3")["id"]

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(once, range(12)))) == 1
    assert [one.learner for one in store.submissions()] == members
    first = olga.submit_for_team(COURSE, EXERCISE, bundle, "Re-Fil", members, key="s3")
    assert olga.submit_for_team(COURSE, EXERCISE, bundle, "Re-Fil", members, key="s3") == first


@pytest.mark.parametrize(
    ("source", "team", "members"),
    [("other", "Re-Fil", ["ada"]), ("ours", "Autre", ["ada"]), ("ours", "Re-Fil", ["ada", "lea"])],
)
def test_the_same_key_with_anything_else_is_refused(
    olga: ExchangeClient, work: Work, source: str, team: str, members: list[str]
) -> None:
    olga.submit_for_team(COURSE, EXERCISE, work("ours"), "Re-Fil", ["ada"], key="k")
    again = refused(lambda: olga.submit_for_team(COURSE, EXERCISE, work(source), team, members, key="k"))
    assert again == ("key-reused", 409)


def test_a_member_s_own_key_is_not_the_team_s(olga: ExchangeClient, url: str, work: Work) -> None:
    made = olga.submit_for_team(COURSE, EXERCISE, work("ours"), "Re-Fil", ["ada"], key="k")
    alone = ExchangeClient(url, "token-ada").submit(COURSE, EXERCISE, work("mine"), key="k")
    assert alone["id"] not in {made["id"], made["submissions"][0]["id"]}


def test_a_learner_s_token_hands_in_for_nobody_else(olga: ExchangeClient, url: str, work: Work) -> None:
    for name in ("ada", "eve"):
        client = ExchangeClient(url, f"token-{name}")
        call = lambda: client.submit_for_team(COURSE, EXERCISE, work("x"), "Re-Fil", ["ada"])  # noqa: B023, E731
        assert refused(call) == ("not-a-teacher", 403)
    nobody = ExchangeClient(url, "stolen")
    assert refused(lambda: nobody.submit_for_team(COURSE, EXERCISE, work("x"), "R", ["ada"]))[1] == 401


@pytest.mark.parametrize(
    ("exercise", "team", "members", "code"),
    [
        (EXERCISE, "Re-Fil", [], "empty-team"),
        (EXERCISE, "Re-Fil", ["ada", "grace", "lea", "zoe"], "too-many-members"),
        (EXERCISE, "Re-Fil", ["ada", "personne"], "unknown-learner"),
        (EXERCISE, "Re-Fil", ["ada", "eve"], "not-in-course"),
        (EXERCISE, " \t", ["ada"], "bad-team-name"),
        (EXERCISE, "x" * 81, ["ada"], "bad-team-name"),
        (EXERCISE, "a\x00b", ["ada"], "bad-team-name"),
        (ALONE, "Re-Fil", ["ada"], "not-for-teams"),
        ("jamais", "Re-Fil", ["ada"], "unknown-assignment"),
    ],
)
def test_what_cannot_be_a_team_s_work_is_refused_and_nobody_gets_a_row(
    olga: ExchangeClient, work: Work, store: Store, exercise: str, team: str, members: list[str], code: str
) -> None:
    call = refused(lambda: olga.submit_for_team(COURSE, exercise, work("x"), team, members))
    assert call[0] == code
    assert store.submissions() == []


def test_an_exercise_that_was_taken_back_is_refused(olga: ExchangeClient, work: Work) -> None:
    olga.take_back(COURSE, EXERCISE)
    call = refused(lambda: olga.submit_for_team(COURSE, EXERCISE, work("x"), "Re-Fil", ["ada"]))
    assert call == ("taken-back", 410)


def test_a_name_said_twice_is_one_member(olga: ExchangeClient, work: Work) -> None:
    made = olga.submit_for_team(COURSE, EXERCISE, work("x"), "  Re   Fil ", ["ada", "ada", "lea", "ada"])
    assert [one["learner"] for one in made["submissions"]] == ["ada", "lea"]
    assert made["team"] == "Re Fil"


def test_a_member_who_hands_in_at_the_same_microsecond_stops_nobody(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = store.add_submission(COURSE, EXERCISE, "ada", "0" * 64, 1)
    numbers = count()
    real = store.teams.add.__globals__["now"]
    monkeypatch.setitem(
        store.teams.add.__globals__, "now", lambda: alone.received_at if next(numbers) < 2 else real()
    )
    made = store.teams.add(COURSE, EXERCISE, "Re-Fil", ["lea", "ada"], "1" * 64, 1, "olga", "k")
    assert made.first.received_at > alone.received_at
    assert [one.learner for one in made.members] == ["lea", "ada"]
    assert len(store.submissions()) == 3

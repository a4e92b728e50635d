"""What one learner may take of everybody's disk, and feedback that is made when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.desk import NOT_MADE, Desk
from grader.exchange.people import Person
from grader.store import Store, Submission

COURSE, EXERCISE = "girls_can_code", "guichet_malin"


def test_who_has_handed_in_too_much_is_refused_and_the_others_are_not(
    store: Store, tmp_path: Path, work: Callable[[str], bytes]
) -> None:
    first = work("1")
    desk = Desk(
        store, FolderBlobs(tmp_path / "kept"), BundleLimits(max_kept_bytes=len(first)), lambda _: None
    )
    ada, grace = (Person(name, courses=frozenset({COURSE})) for name in ("ada", "grace"))
    nadia = Person("nadia", teaches=frozenset({COURSE}))
    desk.release(nadia, COURSE, EXERCISE, [work("0")], force=True)
    desk.receive(ada, COURSE, EXERCISE, [first])
    with pytest.raises(GraderError) as refused:
        desk.receive(ada, COURSE, EXERCISE, [work("2")])
    assert (refused.value.code, refused.value.http) == ("kept-too-much", 413)
    desk.receive(grace, COURSE, EXERCISE, [work("2")])
    assert len(store.submissions(learner="ada")) == 1


@dataclass
class Printer:
    """Makes pages whose text says how many were made before."""

    store: Store
    blobs: FolderBlobs
    page: Callable[[str], bytes]
    made: list[str] = field(default_factory=list)
    fails: bool = False

    def ensure(self, submission: Submission) -> bool:
        if self.fails:
            raise GraderError("no-feedback", "Pas encore.")
        if submission.id in self.made:
            return False
        self.made.append(submission.id)
        kept = self.blobs.put(BytesIO(self.page(f"page {len(self.made)}")))
        key = (submission.course, submission.exercise, submission.learner, submission.received_at)
        self.store.add_feedback(*key, kept.sha256, self.fingerprint(submission))
        return True

    def fingerprint(self, submission: Submission) -> str:
        return "as now"


def test_a_graded_hand_in_has_feedback_that_is_made_when_she_fetches_it(
    store: Store, tmp_path: Path, work: Callable[[str], bytes]
) -> None:
    blobs = FolderBlobs(tmp_path / "kept")
    printer = Printer(store, blobs, work)
    desk = Desk(store, blobs, BundleLimits(), lambda _: None, printer)
    ada = Person("ada", courses=frozenset({COURSE}))
    nadia = Person("nadia", teaches=frozenset({COURSE}))
    desk.release(nadia, COURSE, EXERCISE, [work("0")], force=True)
    old, new, waiting = (desk.receive(ada, COURSE, EXERCISE, [work(text)]) for text in "123")

    def listed() -> dict[str, str]:
        return desk.feedback_hashes(desk.submissions(ada, COURSE, EXERCISE, None))

    assert listed() == {}
    for one in (old, new):
        store.finish(one.id, 1.0, 1.0, [])
    assert (listed(), printer.made) == ({new.id: NOT_MADE}, [])
    printer.fails = True
    assert desk.feedback(ada, COURSE, EXERCISE) == []
    printer.fails = False
    [page] = desk.feedback(ada, COURSE, EXERCISE)
    assert (page.received_at, printer.made) == (new.received_at, [new.id])
    assert listed() == {new.id: page.sha256}
    desk.fetch_feedback(ada, COURSE, EXERCISE, new.received_at).close()
    desk.give_feedback(nadia, COURSE, EXERCISE, "ada", old.received_at, [work("hers")])
    assert set(listed()) == {old.id, new.id}
    assert waiting.id not in listed()
    assert {one.made_from for one in desk.feedback(ada, COURSE, EXERCISE)} == {"as now"}

"""What one learner may take of everybody's disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.desk import Desk
from grader.exchange.people import Person
from grader.store import Store

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

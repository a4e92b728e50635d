"""A full disk: nothing is half kept, nothing is lost, and nobody gets a zero for it."""

import time
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.people import Person
from grader.exchange.service import create_app
from grader.worker import step
from tests.faults.conftest import EXERCISE, RIGHT, School, bundle_of
from tests.faults.mounts import filled, is_full, small_disk

NO_SPACE = "the disk is full"


def exchange(school: School, blobs: Path) -> FlaskClient:
    course = frozenset({school.bench.course.id})
    app = create_app(
        school.bench.store,
        FolderBlobs(blobs),
        lambda name: Person(name, course),
        BundleLimits(),
        lambda _: None,
        lambda _: None,
    )
    return app.test_client()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "filler")


def test_a_hand_in_that_finds_no_room_is_refused_in_words_and_nothing_of_it_is_kept(
    school: School, tmp_path: Path
) -> None:
    blobs = tmp_path / "small"
    with small_disk(blobs, 256):
        client = exchange(school, blobs)
        headers = {"Authorization": "token ada", "Idempotency-Key": str(uuid4())}
        address = f"/api/submissions/{school.bench.course.id}/{EXERCISE}"
        with filled(blobs):
            assert is_full(blobs)
            refused = client.post(address, data=school.bundles[RIGHT], headers=headers)
            assert refused.status_code == 507
            assert refused.json is not None
            assert refused.json["code"] == "disk-full"
            assert "Rien n'est perdu" in refused.json["message"]
            assert files(blobs) == []
            assert school.bench.store.submissions() == []
        # There is room again, and she clicks once more.
        kept = client.post(address, data=school.bundles[RIGHT], headers=headers)
        assert kept.status_code == 201
        assert kept.json is not None
        assert files(blobs) == [kept.json["sha256"]]
        assert [one.id for one in school.bench.store.submissions()] == [kept.json["id"]]


@pytest.mark.parametrize("folder", ["submitted", "autograded"])
def test_grades_wait_for_room_and_say_so_then_are_given_once(school: School, log: Path, folder: str) -> None:
    bench = school.bench
    disk = bench.book.folder / folder
    with small_disk(disk, 256):
        with filled(disk), bench.workers(1, log):
            made = [school.keep("ada", RIGHT), school.keep("grace", RIGHT)]
            bench.jobs.enqueue_all(made)
            waited_for(school, made, NO_SPACE)
            time.sleep(4)  # a sweep later, still
            assert {one.state for one in bench.store.submissions()} <= {"queued", "running"}
            assert bench.store.outcomes(made) == {}
        with bench.workers(1, log):
            bench.graded(made, 60)
    assert {one.score for one in bench.store.outcomes(made).values()} == {3.0}
    assert [(one.state, one.tries, one.reason) for one in bench.store.submissions()] == [
        ("graded", 1, "")
    ] * 2


def waited_for(school: School, ids: list[str], reason: str) -> None:
    end = time.monotonic() + 60
    while not all(reason in (one.reason if one else "") for one in map(school.bench.store.submission, ids)):
        assert time.monotonic() < end, school.bench.store.submissions()
        time.sleep(0.1)


FILLS = """import itertools
for number in itertools.count():
    with open(f"{number}.bin", "wb") as file:
        file.write(b"x" * 1000000)
"""
SAYS_SO = "def tarif(age):\n    raise OSError(28, 'No space left on device')"
QUOTA = "import errno, os\nraise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))"


@pytest.mark.parametrize("answer", [FILLS, SAYS_SO, QUOTA], ids=["fills", "lies", "quota"])
def test_a_disk_that_her_own_code_fills_is_her_mistake_and_not_our_disk(school: School, answer: str) -> None:
    released = school.bench.book.folder / "release" / EXERCISE
    made = school.keep_bundle("ada", bundle_of(released, answer))
    assert step(school.bench.grading, made) == "graded"
    assert school.bench.store.outcomes([made])[made].score == 0.0


def test_files_that_do_not_fit_in_the_sandbox_are_no_full_disk_either(school: School) -> None:
    released = school.bench.book.folder / "release" / EXERCISE
    much = {f"{number}.txt": b"0" * 3_000_000 for number in range(3)}
    answer = "def tarif(age):\n    return 3 if age < 12 else 8"
    made = school.keep_bundle("ada", bundle_of(released, answer, much))
    assert step(school.bench.grading, made) == "graded"

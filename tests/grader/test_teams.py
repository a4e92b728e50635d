"""A team's work is graded once and counts for every member, whatever process dies, and again for all."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader import worker
from grader.batches import Batches
from grader.jobs import Jobs
from grader.teams import TeamSubmission
from grader.worker import TRIES, step
from tests.grader.team import HALF, TEAM, answered, by_hand, hand_in, outcomes, sheet
from tests.grader.test_worker import RIGHT, Start, count, jobs, start_worker, wait_until

__all__ = ["jobs", "start_worker"]  # fixtures

SLOW = "import time\ntime.sleep(2)\n" + RIGHT
# What a stopwatch is for the grader: an answer that is worth something else each time it runs.
MOODY = "import random\nmood = random.random()\ndef tarif(age):\n    return 3 if mood < 0.5 else 8"
CHECKS = {"adultes": 1.0, "enfants": 2.0, "regle": None}


def states(classroom: Any, team: TeamSubmission) -> set[str]:
    return {classroom.state(one.id) for one in team.members}


def test_a_team_is_graded_once_and_each_member_has_the_grade(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    judge = worker._judged

    def counted(*given: Any) -> Any:
        judged.append("once")
        return judge(*given)

    monkeypatch.setattr(worker, "_judged", counted)
    team = hand_in(classroom, answered(classroom, RIGHT))
    assert step(classroom.grading, team.id) == "graded"
    assert judged == ["once"]
    assert states(classroom, team) == {"graded"}
    assert outcomes(classroom, team) == dict.fromkeys(TEAM, 3.0)
    for learner in TEAM:
        assert classroom.scores(learner) == CHECKS
        for kept in ("submitted", "autograded"):
            folder = classroom.book.step(kept, learner, "guichet")
            assert (folder / "guichet.ipynb").exists()
            told = (folder / "timestamp.txt").read_text()
            assert told[:26] == str(team.first.received_at)[:26]
    assert step(classroom.grading, team.id) is None
    assert step(classroom.grading, team.first.id) is None


def test_any_member_s_id_names_the_whole_work(classroom: Any) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    assert step(classroom.grading, team.members[2].id) == "graded"
    assert outcomes(classroom, team) == dict.fromkeys(TEAM, 3.0)


@pytest.mark.slow
def test_a_worker_killed_in_mid_grading_of_a_team_gives_each_member_exactly_one_grade(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    team = hand_in(classroom, answered(classroom, SLOW))
    jobs.enqueue(team.id)
    first = start_worker()
    wait_until(lambda: states(classroom, team) == {"running"})
    time.sleep(1)
    os.killpg(first.pid, signal.SIGKILL)
    assert states(classroom, team) == {"running"}
    start_worker()
    wait_until(lambda: states(classroom, team) == {"graded"})
    assert outcomes(classroom, team) == dict.fromkeys(TEAM, 3.0)
    assert [classroom.scores(learner) for learner in TEAM] == [CHECKS] * 3
    assert count(classroom, "select count(*) from outcome") == 3
    assert {one.tries for one in classroom.store.work(team.id)} == {2}


@pytest.mark.slow
@pytest.mark.parametrize("after", ["grades of one member", "the gradebook", "one folder"])
def test_a_walk_cut_short_while_it_records_ends_with_one_and_the_same_grade_for_all(
    classroom: Any, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """The answer is worth something else each time: half of the team must not keep the first."""
    place = {
        "grades of one member": "grader.gradebook.recording.save",
        "the gradebook": "grader.store.Store.finish_work",
        "one folder": "grader.gradebook.replace_folder",
    }[after]
    calls: list[int] = []
    real = _resolve(place)

    class Killed(BaseException):
        """As SIGKILL: nothing of ours catches it."""

    def cut(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == (1 if after == "the gradebook" else 2):
            raise Killed
        return real(*given, **named)

    team = hand_in(classroom, answered(classroom, MOODY))
    with monkeypatch.context() as patched:
        patched.setattr(place, cut)
        with pytest.raises(Killed):
            step(classroom.grading, team.id)
    assert states(classroom, team) == {"running"}
    assert outcomes(classroom, team) == {}
    assert step(classroom.grading, team.id) == "graded"
    assert len(set(outcomes(classroom, team).values())) == 1
    assert sum(value or 0 for value in classroom.scores("ines").values()) == outcomes(classroom, team)["ines"]
    assert classroom.scores("ines") == classroom.scores("karim") == classroom.scores("lea")


def _resolve(place: str) -> Any:
    module, _, name = place.rpartition(".")
    owner: Any = __import__("grader.gradebook")
    for part in module.split(".")[1:]:
        owner = getattr(owner, part)
    return getattr(owner, name)


@pytest.mark.slow
def test_a_team_s_work_whose_job_was_lost_gets_one_job(
    classroom: Any, jobs: Jobs, start_worker: Start, tmp_path: Path
) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    running = start_worker()
    wait_until(lambda: states(classroom, team) == {"graded"})
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=20) == 0
    assert {one.tries for one in classroom.store.work(team.id)} == {1}
    assert (tmp_path / "worker.log").read_text().count("had no job") == 1


def test_what_fails_on_our_side_is_broken_for_the_whole_team_and_put_back_for_it(classroom: Any) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    blob = next(classroom.grading.blobs.root.rglob(team.first.sha256))
    kept = blob.read_bytes()
    blob.unlink()
    assert [step(classroom.grading, team.id) for _ in range(TRIES)] == ["queued", "queued", "broken"]
    assert states(classroom, team) == {"broken"}
    assert {one.reason for one in classroom.store.work(team.id)} != {""}
    blob.write_bytes(kept)
    assert classroom.store.put_back(team.members[1].id) == team.id
    assert states(classroom, team) == {"queued"}
    assert step(classroom.grading, team.id) == "graded"
    assert outcomes(classroom, team) == dict.fromkeys(TEAM, 3.0)


def test_a_team_s_older_work_graded_late_replaces_nothing_newer(classroom: Any) -> None:
    team = hand_in(classroom, answered(classroom, HALF))
    alone = classroom.hand_in("lea", answered(classroom, RIGHT))
    assert step(classroom.grading, alone) == "graded"
    assert step(classroom.grading, team.id) == "graded"
    assert outcomes(classroom, team) == dict.fromkeys(TEAM, 2.0)
    assert classroom.scores("lea")["adultes"] == 1.0
    assert classroom.scores("ines")["adultes"] == 0.0


def test_grading_again_keeps_what_a_person_gave_and_changes_all_alike(
    classroom: Any, jobs: Jobs, start_worker: Start
) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    alone = classroom.hand_in("zoe", answered(classroom, HALF))
    for one in (team.id, alone):
        assert step(classroom.grading, one) == "graded"
    by_hand(classroom, "ines", 2.0, "Bravo")
    batches = Batches(classroom.store.engine)
    batch, ids = batches.start(classroom.course.id, "guichet", "nadia")
    assert ids == [team.id, alone]
    assert batch.size == 4
    jobs.enqueue_all(ids)
    start_worker()
    wait_until(lambda: batches.progress(batch).is_over)
    assert {one.tries for one in classroom.store.work(team.id)} == {1}
    for learner in TEAM:
        found = sheet(classroom, learner)
        assert (found.grades["regle"].score, found.comments["regle"]) == (2.0, "Bravo")
        assert not found.grades["regle"].needs_manual_grade
    assert count(classroom, "select count(*) from outcome") == 4


def test_late_work_of_a_team_is_late_for_each_member(classroom: Any) -> None:
    due = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=2)
    with classroom.book.opened() as book:
        book.find_assignment("guichet").duedate = due
        book.db.commit()
    config = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    with (classroom.book.folder / "nbgrader_config.py").open("a") as file:
        file.write("\n" + config)
    team = hand_in(classroom, answered(classroom, RIGHT))
    assert step(classroom.grading, team.id) == "graded"
    assert [sheet(classroom, one).late_penalty for one in TEAM] == [3.0] * 3
    assert all(sheet(classroom, one).late_seconds > 3600 for one in TEAM)

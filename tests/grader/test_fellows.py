"""What a person gives to one member's copy counts for all whose copy it is, and for nobody else."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from grader import recording
from grader.progress import Progress
from grader.worker import step
from tests.grader.team import HALF, TEAM, answered, by_hand, hand_in, outcomes, sheet
from tests.grader.test_worker import RIGHT


def test_what_a_person_gives_to_one_copy_counts_for_all_and_feedback_says_so(classroom: Any) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    assert step(classroom.grading, team.id) == "graded"
    pages = classroom.grading.pages
    before = {one.learner: pages.fingerprint(one) for one in classroom.store.work(team.id)}
    by_hand(classroom, "karim", 1.5, "Un peu plus de détails.")
    progress = Progress(classroom.store, {classroom.course.id: classroom.book})
    for one in classroom.store.work(team.id):
        result = progress.result(one.id)
        assert result is not None
        assert result.score == 4.5
        check = next(check for check in result.checks if check.name == "regle")
        assert (check.score, check.status, check.comment) == (1.5, "partial", "Un peu plus de détails.")
        assert pages.fingerprint(one) != before[one.learner]
    by_hand(classroom, "ines", None, "")
    assert {sheet(classroom, one).grades["regle"].needs_manual_grade for one in TEAM} == {True}
    assert {sheet(classroom, one).comments.get("regle", "") for one in TEAM} == {""}


def test_a_second_hand_in_of_the_team_waits_for_a_look_in_each_copy(classroom: Any) -> None:
    for answer in (RIGHT, HALF):
        team = hand_in(classroom, answered(classroom, answer))
        assert step(classroom.grading, team.id) == "graded"
        assert {sheet(classroom, one).grades["regle"].needs_manual_grade for one in TEAM} == {True}
        by_hand(classroom, "lea", 2.0, answer)
        assert {sheet(classroom, one).comments["regle"] for one in TEAM} == {answer}
        assert {sheet(classroom, one).grades["regle"].needs_manual_grade for one in TEAM} == {False}


def test_a_person_who_grades_while_a_team_is_graded_again_is_never_refused(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her save holds a row of one copy and wants the others'; the walk holds those and wants hers."""
    team = hand_in(classroom, answered(classroom, RIGHT))
    changed = hand_in(classroom, answered(classroom, HALF), ["zoe"])
    assert step(classroom.grading, team.id) == "graded"
    with classroom.store.engine.begin() as db:
        db.execute(text("update submission set sha256 = :other"), {"other": changed.first.sha256})
    classroom.store.put_back(team.first.id)
    save, others_are_held = recording.save, threading.Event()

    def save_and_tell(db: Any, judgement: Any, one: Any) -> bool:
        if one.learner == "lea":
            others_are_held.set()
        return save(db, judgement, one)

    monkeypatch.setattr(recording, "save", save_and_tell)
    lea = (
        "select grade.id from grade join base_cell on base_cell.id = cell_id join submitted_notebook s"
        " on s.id = grade.notebook_id join submitted_assignment a on a.id = s.assignment_id"
        " where a.student_id = 'lea' and base_cell.name = 'adultes'"
    )
    with ThreadPoolExecutor(1) as pool:
        with classroom.book.engine.begin() as hers:
            hers.execute(text(f"{lea} for update of grade"))
            walk = pool.submit(step, classroom.grading, team.id)
            assert others_are_held.wait(60)
            time.sleep(1.2)  # whoever waits when PostgreSQL looks for a deadlock, after a second, is refused
            hers.execute(text(f"update grade set manual_score = 0.5 where id in ({lea})"))  # noqa: S608
        assert walk.result(60) == "queued"
    assert {one.tries for one in classroom.store.work(team.id)} == {0}
    assert step(classroom.grading, team.id) == "graded"
    assert {sheet(classroom, one).grades["adultes"].score for one in TEAM} == {0.5}
    assert {classroom.scores(one)["adultes"] for one in TEAM} == {0.0}


def test_who_leaves_keeps_what_was_graded_and_who_joins_gets_only_what_comes_then(classroom: Any) -> None:
    first = hand_in(classroom, answered(classroom, RIGHT), ["ines", "karim"])
    assert step(classroom.grading, first.id) == "graded"
    by_hand(classroom, "ines", 2.0, "Bravo")
    second = hand_in(classroom, answered(classroom, HALF), ["ines", "lea"])
    assert ("lea", "guichet") not in classroom.book.gradesheets()
    assert step(classroom.grading, second.id) == "graded"
    assert outcomes(classroom, first) == {"ines": 3.0, "karim": 3.0}
    assert outcomes(classroom, second) == {"ines": 2.0, "lea": 2.0}
    # Karim's is the old work, with what was said of it; nothing that is said of the new one reaches him.
    by_hand(classroom, "lea", 0.5, "À revoir")
    karim, ines = sheet(classroom, "karim"), sheet(classroom, "ines")
    assert (karim.grades["regle"].score, karim.comments["regle"]) == (2.0, "Bravo")
    assert classroom.scores("karim")["adultes"] == 1.0
    assert (ines.grades["regle"].score, ines.comments["regle"]) == (0.5, "À revoir")
    assert not ines.grades["regle"].needs_manual_grade
    # And what is corrected in the old work is his alone.
    by_hand(classroom, "karim", 1.0)
    assert sheet(classroom, "ines").grades["regle"].score == 0.5


def test_who_changes_team_is_graded_with_the_other_one(classroom: Any) -> None:
    old = hand_in(classroom, answered(classroom, RIGHT), ["ines", "karim"])
    assert step(classroom.grading, old.id) == "graded"
    by_hand(classroom, "ines", 2.0)
    new = hand_in(classroom, answered(classroom, HALF), ["zoe", "karim"], "Pixel")
    assert step(classroom.grading, new.id) == "graded"
    # As nbgrader does: her old score stays until somebody looks at the new work.
    assert sheet(classroom, "karim").grades["regle"].needs_manual_grade
    by_hand(classroom, "zoe", 1.0)
    assert sheet(classroom, "karim").grades["regle"].score == 1.0
    assert not sheet(classroom, "karim").grades["regle"].needs_manual_grade
    assert sheet(classroom, "ines").grades["regle"].score == 2.0
    # The old work graded again is no longer Karim's.
    classroom.store.put_back(old.first.id)
    assert step(classroom.grading, old.id) == "graded"
    assert classroom.scores("karim")["adultes"] == 0.0
    assert classroom.scores("ines")["adultes"] == 1.0
    by_hand(classroom, "ines", 0.5)
    assert sheet(classroom, "karim").grades["regle"].score == 1.0


def test_a_member_who_hands_in_alone_goes_her_own_way(classroom: Any) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    assert step(classroom.grading, team.id) == "graded"
    alone = classroom.hand_in("lea", answered(classroom, HALF))
    assert step(classroom.grading, alone) == "graded"
    by_hand(classroom, "ines", 2.0)
    assert sheet(classroom, "karim").grades["regle"].score == 2.0
    assert sheet(classroom, "lea").grades["regle"].score is None
    by_hand(classroom, "lea", 1.0)
    assert sheet(classroom, "ines").grades["regle"].score == 2.0


def test_a_single_learner_asks_the_gradebook_nothing_more_than_before(classroom: Any) -> None:
    """No table of ours is made, read or written for her."""
    made = classroom.hand_in("ada", answered(classroom, RIGHT))
    assert step(classroom.grading, made) == "graded"
    with classroom.book.engine.connect() as db:
        found = db.execute(text("select to_regclass('team_copy')")).scalar_one()
    assert found is None

"""What a learner gets back: kind words, her grades and comments, and never a hidden test."""

import re
from typing import Any

from grader.exchange.bundle import verify
from grader.progress import Progress
from grader.worker import step, tidy

RIGHT = "def tarif(age):\n    return 3 if age < 12 else 8"
ALMOST = "def tarif(age):\n    return 3 if age < 11 else 8"  # only the hidden test finds it


def page(classroom: Any, learner: str = "ada") -> str:
    """The page as ``nbgrader fetch_feedback`` would bring it, made if it is not there."""
    for submission in classroom.store.latest(classroom.course.id, learner):
        classroom.grading.pages.ensure(submission)
    released = classroom.store.feedback(classroom.course.id, "guichet", learner)
    with classroom.grading.blobs.open(released[-1].sha256) as bundle:
        entries = verify(bundle)
    assert [entry.name for entry in entries] == ["guichet.html"]
    return entries[0].content.decode()


def grade_by_hand(classroom: Any, score: float, comment: str) -> None:
    with classroom.book.opened() as book:
        grade = book.find_grade("regle", "guichet", "guichet", "ada")
        grade.manual_score, grade.needs_manual_grade = score, False
        book.find_comment("regle", "guichet", "guichet", "ada").manual_comment = comment
        book.find_comment("tarif", "guichet", "guichet", "ada").manual_comment = "Joli code"
        book.db.commit()


def test_the_page_has_her_words_and_no_hidden_test(classroom: Any) -> None:
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=ALMOST)))
    made = page(classroom)
    assert "Et à onze ans ?" in made
    for hidden in ("tarif(11)", "HIDDEN", "AssertionError", "Traceback (most"):
        assert hidden not in re.sub(r"<[^>]+>", "", made)


def test_code_that_prints_what_calls_it_does_not_show_it(classroom: Any) -> None:
    spy = "import linecache, sys\ndef tarif(age):\n    print(In[-1])\n    return 3 if age < 12 else 8"
    submitted = classroom.answered(tarif=spy)
    submitted.cells.append(submitted.cells[0].copy())
    submitted.cells[-1] = type(submitted.cells[2])(
        cell_type="code", source="print(In)", metadata={}, outputs=[], execution_count=None, id="spy"
    )
    step(classroom.grading, classroom.hand_in("ada", submitted))
    assert "tarif(11)" not in re.sub(r"<[^>]+>", "", page(classroom))


def test_the_page_asks_nobody_for_anything(classroom: Any) -> None:
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT)))
    asked = re.findall(
        r"""(?:src|href)=["'](?:https?:)?//[^"']+|@import|url\((?:["']?)https?:""", page(classroom)
    )
    assert asked == []


def test_the_page_is_made_again_when_a_person_grades(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT, regle="Parce que."))
    step(classroom.grading, made)
    assert classroom.store.feedback(classroom.course.id, "guichet", "ada") == []
    before = page(classroom)
    submission = classroom.store.submission(made)
    assert not classroom.grading.pages.ensure(submission)
    grade_by_hand(classroom, 1.5, "Bien expliqué")
    tidy(classroom.grading)
    assert not classroom.grading.pages.ensure(submission)
    assert "Bien expliqué" not in before
    assert "Bien expliqué" in page(classroom)


def test_no_page_is_made_while_somebody_waits_for_a_grade(classroom: Any) -> None:
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT)))
    waiting = classroom.hand_in("grace", classroom.answered(tarif=RIGHT))
    tidy(classroom.grading)
    assert classroom.store.released_feedback([classroom.course.id]) == []
    step(classroom.grading, waiting)
    tidy(classroom.grading)
    pages = classroom.store.released_feedback([classroom.course.id])
    assert {one.learner for one in pages} == {"ada", "grace"}


def test_a_manual_grade_and_comment_reach_her_result_at_once(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT, regle="Parce que."))
    progress = Progress(classroom.store, classroom.grading.books)
    waiting = progress.result(made)
    assert waiting is not None
    assert (waiting.state, waiting.score, waiting.checks) == ("queued", None, ())
    step(classroom.grading, made)
    graded = progress.result(made)
    assert graded is not None
    assert (graded.score, graded.max_score) == (3.0, 5.0)
    assert [(check.name, check.status) for check in graded.checks] == [
        ("enfants", "passed"),
        ("adultes", "passed"),
        ("regle", "waiting"),
    ]
    grade_by_hand(classroom, 1.5, "Bien expliqué")
    seen = progress.latest(classroom.course.id, "ada")["guichet"]
    assert seen.score == 4.5
    regle = seen.checks[2]
    assert (regle.status, regle.score, regle.comment) == ("partial", 1.5, "Bien expliqué")
    assert seen.remarks == ("Joli code",)
    assert progress.table(classroom.course.id)["ada"]["guichet"] == seen
    assert "raw" not in seen.as_dict()["checks"][0]


def test_what_is_broken_has_no_score(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    classroom.store.give_up(classroom.store.work(made), "disk full")
    result = Progress(classroom.store, classroom.grading.books).table(classroom.course.id)["ada"]["guichet"]
    assert (result.state, result.score, result.reason) == ("broken", None, "disk full")
    assert "reason" not in result.as_dict()

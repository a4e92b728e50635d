"""A facilitator's page of an exercise: how the class stands, and all its work graded again."""

import re
from html import unescape
from typing import Any

import pytest

from grader.batches import Batches, BatchProgress
from grader.results import CheckResult

AT = "/services/campus"
PAGE = "/room/pixels/step_0"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.fixture
def room(classroom: Classroom) -> Classroom:
    classroom.seat("samira", courses=(), teaches=("pixels",))
    return classroom


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def progress(room: Classroom) -> BatchProgress:
    batches = Batches(room.store.engine)
    batch = batches.latest("pixels", "step_0")
    assert batch is not None
    return batches.progress(batch)


def finish(room: Classroom, submission_id: str) -> None:
    room.store.start(submission_id)
    assert room.store.finish(submission_id, 1.0, 2.0, [])


def test_the_table_leads_to_the_page_of_each_exercise(room: Classroom, passed: CheckResult) -> None:
    room.graded(passed)
    assert f'href="{AT}{PAGE}"' in room.page("/room")
    page = room.page(PAGE)
    assert "Ma carte pixel" in page
    tiles = re.search(r'<ul class="tiles">.*?</ul>', page, re.DOTALL)
    assert tiles
    assert words(tiles[0]) == "1 rendu 1 corrigé 0 à relire 0 en panne"


def test_nothing_graded_is_nothing_to_grade_again(room: Classroom) -> None:
    room.hand_in()
    page = room.page(PAGE)
    assert "Rien à recorriger" in words(page)
    assert "<form" not in page


def test_she_is_asked_before_all_work_is_graded_again(room: Classroom, passed: CheckResult) -> None:
    old, newest, hers = room.graded(passed), room.graded(passed), room.graded(passed, learner="lea")
    page = room.page(PAGE)
    assert page.index("<summary") < page.index("On y va") < page.index("Oui, recorriger")
    answer = room.post(f"{PAGE}/regrade", seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, AT + PAGE)
    assert {one.id for one in room.store.unfinished()} == {newest, hers}
    assert progress(room).batch.started_by == "samira"
    room.post(f"{PAGE}/regrade", seen_on=PAGE, data={"every": "1"})
    assert {one.id for one in room.store.unfinished()} == {old, newest, hers}


def test_the_page_follows_the_batch_until_its_end(room: Classroom, passed: CheckResult) -> None:
    made = [room.graded(passed), room.graded(passed, learner="lea")]
    room.post(f"{PAGE}/regrade", seen_on=PAGE)
    page = room.page(PAGE)
    assert 'hx-trigger="every 2s"' in page
    assert re.search(r'<progress aria-label="[^"]+" max="100" value="0">', page)
    assert re.search(r'<p role="status">Les travaux sont en train', page)
    seen = re.search(rf'hx-get="{AT}({PAGE}/batch\?seen=[^"]+)"', page)
    assert seen
    assert room.status(seen[1]) == 204
    finish(room, made[0])
    half = room.page(seen[1])
    assert 'value="50"' in half
    assert "1 sur 2 recorrigés, encore moins d'une minute" in words(half)
    finish(room, made[1])
    after = room.page(PAGE)
    assert "hx-trigger" not in after
    assert "<progress" not in after
    assert "est terminée" in words(after)


def test_what_broke_keeps_its_result_and_can_be_run_again(room: Classroom, passed: CheckResult) -> None:
    made = room.graded(passed)
    room.post(f"{PAGE}/regrade", seen_on=PAGE)
    room.store.start(made)
    room.store.give_up(room.store.work(made), "no kernel <b>")
    page = room.page(PAGE)
    assert "no kernel &lt;b&gt;" in page
    assert "Inès" in page
    answer = room.post(f"/submissions/{made}/regrade?course=pixels&exercise=step_0", seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, AT + PAGE)
    assert room.regraded == [made]
    room.seat()
    assert "Bravo" in room.page(f"/results/{made}") or "2/2" in room.page("/path").replace("\u202f", "")


@pytest.mark.parametrize("path", ["/room/cantine/step_0", "/room/none/step_0", "/room/cantine/step_0/batch"])
def test_a_course_she_does_not_teach_is_closed(room: Classroom, path: str) -> None:
    assert room.status(path) == 403


def test_only_exercises_that_exist_have_a_page(room: Classroom) -> None:
    assert room.status("/room/pixels/none") == 404


def test_work_of_another_course_cannot_be_graded_again(room: Classroom, passed: CheckResult) -> None:
    room.graded(passed)
    room.graded(passed, course="cantine")
    assert room.post("/room/cantine/step_0/regrade", seen_on=PAGE).status_code == 403
    room.seat()
    assert room.status(PAGE) == 403
    assert room.store.unfinished() == []


def test_the_page_says_how_to_lead_the_exercise(room: Classroom) -> None:
    assert "À dire" not in room.page(PAGE)
    notes = room.courses["pixels"].exercise("step_0").notes
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text(
        "## À dire\n\nQue veux-tu : un carré ? <script>alert(1)</script> [lien](javascript:alert(2))\n"
    )
    page = room.page(PAGE)
    assert "<h3>À dire</h3>" in page
    assert "veux-tu\u00a0: un carré\u202f? &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page

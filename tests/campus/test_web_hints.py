"""Hints: one by one, kept, recorded once, and never on a page before she asks."""

import re
from html import unescape
from typing import Any

import pytest

from grader.results import CheckResult

AT = "/services/campus"
PATH = "/steps/pixels/step_0/hints"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.fixture
def begun(classroom: Classroom) -> Classroom:
    classroom.store.opened("pixels", "step_0", "ines")
    return classroom


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def opened(room: Classroom, learner: str = "ines") -> list[int]:
    return [one.number for one in room.hints.opened("pixels", "step_0", learner)]


def test_no_page_shows_a_hint_that_was_not_asked_for(begun: Classroom, failed: CheckResult) -> None:
    assert "Un indice ?" in words(begun.page("/path"))
    made = begun.graded(failed)
    for page in ("/path", f"/results/{made}"):
        assert "Relis le" not in begun.page(page)


def test_hints_come_one_by_one_and_stay(begun: Classroom) -> None:
    first = begun.post(PATH, "/path", {"number": "1"}, **{"HX-Request": "true"}).text
    assert "Indice 1 sur 3 Relis le tableau ." in words(first)
    assert "<code>tableau</code>" in first
    assert "elif" not in first
    assert re.search(r'id="hint-pixels-step_0-1" tabindex="-1" autofocus', first)
    second = begun.post(PATH, "/path", {"number": "2"}, **{"HX-Request": "true"}).text
    assert "Relis le" in second
    assert "Pense à &lt;elif&gt;." in second
    assert second.count("autofocus") == 1
    page = words(begun.page("/path"))
    assert "Indice 2 sur 3" in page
    assert "Un autre indice ? « Ma carte pixel » (3/3)" in page
    begun.post(PATH, "/path", {"number": "3"})
    assert "Un autre indice" not in words(begun.page("/path")).split("Le guichet malin")[0]
    assert opened(begun) == [1, 2, 3]


def test_a_hint_is_recorded_once_with_its_moment(begun: Classroom) -> None:
    for _ in range(3):
        assert begun.post(PATH, "/path", {"number": "1"}).status_code == 303
    (one,) = begun.hints.opened("pixels", "step_0", "ines")
    assert one.number == 1
    assert one.opened_at.tzinfo is not None


def test_without_scripts_she_comes_back_to_the_new_hint(begun: Classroom, failed: CheckResult) -> None:
    assert begun.post(PATH, "/path", {"number": "1"}).location == f"{AT}/path#hint-pixels-step_0-1"
    made = begun.graded(failed)
    page = f"/results/{made}"
    answer = begun.post(PATH, page, {"number": "2", "result": made})
    assert answer.location == f"{AT}{page}#hint-pixels-step_0-2"
    assert "Indice 2 sur 3" in words(begun.page(page))


@pytest.mark.parametrize("number", ["2", "4", "0", "-1", "un", "", "1" * 5000, "²"])
def test_none_is_skipped_and_none_invented(begun: Classroom, number: str) -> None:
    assert begun.post(PATH, "/path", {"number": number}).status_code == 400
    assert opened(begun) == []


def test_the_statement_comes_before_the_hints(classroom: Classroom) -> None:
    classroom.store.opened("pixels", "step_1", "ines")
    assert classroom.post(PATH, "/path", {"number": "1"}).status_code == 404
    assert "Un indice" not in words(classroom.page("/path")).split("Le guichet malin")[0]
    assert classroom.post("/steps/pixels/rien/hints", "/path", {"number": "1"}).status_code == 404


def test_hints_of_another_course_are_closed(begun: Classroom) -> None:
    begun.store.opened("cantine", "step_0", "ines")
    assert begun.post("/steps/cantine/step_0/hints", "/path", {"number": "1"}).status_code == 403


def test_a_form_without_its_token_opens_nothing(begun: Classroom) -> None:
    assert begun.client.post(AT + PATH, data={"number": "1"}).status_code == 400
    assert opened(begun) == []


def test_the_result_of_another_is_no_way_back(begun: Classroom, failed: CheckResult) -> None:
    hers = begun.graded(failed, learner="lea")
    answer = begun.post(PATH, "/path", {"number": "1", "result": hers})
    assert answer.location == f"{AT}/path#hint-pixels-step_0-1"


def test_once_all_is_passed_no_more_is_offered(begun: Classroom, passed: CheckResult) -> None:
    begun.post(PATH, "/path", {"number": "1"})
    made = begun.graded(passed)
    page = words(begun.page(f"/results/{made}"))
    assert "Indice 1 sur 3" in page
    assert "Un autre indice" not in page


def test_a_facilitator_sees_how_many_each_opened_and_which(begun: Classroom, failed: CheckResult) -> None:
    begun.post(PATH, "/path", {"number": "1"})
    begun.post(PATH, "/path", {"number": "2"})
    made = begun.graded(failed)
    begun.seat("samira", courses=(), teaches=("pixels",))
    row = next(row for row in re.findall(r"<tr.*?</tr>", begun.page("/room"), re.DOTALL) if "Inès" in row)
    assert "2 indices ouverts" in words(row)
    page = words(begun.page(f"/results/{made}"))
    assert "Indices ouverts : 2 sur 3" in page
    assert "Pense à <elif>." in page
    assert "Compare avec" not in page
    assert "Un autre indice" not in page
    text = begun.client.get(f"{AT}/room/pixels.csv").data.decode("utf-8-sig")
    assert text.splitlines()[1].endswith(";2")


def test_the_room_moves_when_a_hint_is_opened(begun: Classroom) -> None:
    begun.seat("samira", courses=(), teaches=("pixels",))
    seen = re.search(r'name="seen" value="([^"]+)"', begun.page("/room"))
    assert seen
    begun.hints.open("pixels", "step_0", "ines", 1)
    assert "1 indice ouvert" in words(begun.page(f"/room/live?seen={seen[1]}"))

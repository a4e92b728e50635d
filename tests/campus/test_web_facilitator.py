"""« Ma salle »: what a facilitator sees, does and takes away, and what she cannot."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest

from campus.web.export import BYTE_ORDER_MARK, harmless
from grader.results import CheckResult

AT = "/services/campus"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.fixture
def room(classroom: Classroom) -> Classroom:
    classroom.seat("samira", courses=(), teaches=("pixels",))
    return classroom


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row(page: str, name: str) -> str:
    found = [part for part in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if name in part]
    assert len(found) == 1
    return words(found[0])


def test_the_table_shows_everyone_even_who_has_not_begun(
    room: Classroom, passed: CheckResult, failed: CheckResult
) -> None:
    room.graded(passed)
    room.graded(passed, failed, exercise="step_1")
    page = room.page("/room")
    assert row(page, "Inès") == "Inès ines 1 sur 3 Réussi 2/2 À améliorer 2,5/4 À faire"
    assert row(page, "Léa") == "Léa lea 0 sur 3 À faire À faire À faire"


def test_the_tiles_count_the_newest_work(room: Classroom, passed: CheckResult, waiting: CheckResult) -> None:
    room.graded(passed)
    room.graded(passed, waiting)
    room.store.give_up(room.store.work(room.hand_in("lea")), "no kernel")
    tiles = re.search(r'<ul class="tiles">.*?</ul>', room.page("/room"), re.DOTALL)
    assert tiles
    assert words(tiles[0]) == "2 élèves 2 rendus 1 à relire 1 en panne"


def test_broken_work_comes_first_and_can_be_run_again(room: Classroom) -> None:
    made = room.hand_in()
    room.store.give_up(room.store.work(made), "no kernel <b>")
    page = room.page("/room")
    assert page.index("no kernel &lt;b&gt;") < page.index("<table>")
    answer = room.post(f"/submissions/{made}/regrade", seen_on="/room")
    assert (answer.status_code, answer.location) == (303, f"{AT}/room")
    assert room.regraded == [made]


def test_work_of_another_course_cannot_be_run_again(room: Classroom) -> None:
    room.store.give_up(room.store.work(room.hand_in()), "no kernel")
    other = room.hand_in("lea", course="cantine")
    assert room.post(f"/submissions/{other}/regrade", seen_on="/room").status_code == 403
    assert room.regraded == []


def test_a_course_she_does_not_teach_is_closed(room: Classroom, passed: CheckResult) -> None:
    made = room.graded(passed, course="cantine")
    closed = ("/room?course=cantine", "/room/live?course=cantine", "/room/cantine.csv", "/room/none.csv")
    for path in (*closed, f"/results/{made}"):
        assert room.status(path) == 403
    assert "Cours cantine" not in room.page("/room")


def test_a_filter_keeps_the_rows_in_that_state(room: Classroom, passed: CheckResult) -> None:
    room.graded(passed)
    page = room.page("/room?course=pixels&state=passed")
    assert "Inès" in page
    assert "Léa" not in page
    assert "Personne dans cet état" in room.page("/room?state=broken")
    assert room.status("/room?state=nonsense") == 200


def test_the_live_part_is_sent_only_when_it_changed(room: Classroom) -> None:
    seen = re.search(r'name="seen" value="([^"]+)"', room.page("/room"))
    assert seen
    assert room.status(f"/room/live?seen={seen[1]}") == 204
    room.hand_in()
    assert "Rendu, en correction…" in words(room.page(f"/room/live?seen={seen[1]}"))


def test_a_person_can_stop_the_page_from_moving(room: Classroom) -> None:
    assert "hx-trigger" in room.page("/room")
    assert "hx-trigger" not in room.page("/room?live=0")


def test_the_formgrader_opens_in_a_tab_of_its_own(room: Classroom) -> None:
    link = '<a href="/services/formgrader-pixels/formgrader" target="_blank" rel="noopener">'
    assert link in room.page("/room")


def test_she_reads_the_technical_detail_that_learners_do_not(
    room: Classroom, passed: CheckResult, failed: CheckResult
) -> None:
    made = room.graded(passed, failed)
    page = room.page(f"/results/{made}")
    assert "Traceback (most recent call last)" in page
    assert "<details" in page
    assert "Inès" in page


def test_a_hostile_name_is_only_a_name(room: Classroom) -> None:
    room.roster["lea"] = "<img src=x onerror=alert(1)>"
    room.store.give_up(room.store.work(room.hand_in("lea")), "no kernel")
    page = room.page("/room")
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_csv_opens_well_in_french(room: Classroom, passed: CheckResult, failed: CheckResult) -> None:
    room.graded(passed, failed)
    answer = room.client.get(f"{AT}/room/pixels.csv")
    text = answer.data.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pixels.csv"'
    lines = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))
    assert lines[0] == [
        "Pseudo",
        "Prénom",
        "Exercice",
        "État",
        "Points",
        "Sur",
        "À relire",
        "Rendu le",
        "Indices",
    ]
    assert lines[1][:7] == ["ines", "Inès", "Ma carte pixel", "À améliorer", "2,5", "4", ""]
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", lines[1][7])
    assert len(lines) == 1 + 2 * 3


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r\n=cmd|' /C calc'!A0", "＝1"])
def test_no_name_becomes_a_formula(room: Classroom, name: str) -> None:
    room.roster["lea"] = name
    text = room.client.get(f"{AT}/room/pixels.csv").data.decode("utf-8-sig")
    cells = [line[1] for line in csv.reader(io.StringIO(text), delimiter=";")]
    assert harmless(name) in cells
    assert all(re.match(r"[\w']", cell) for cell in cells)


def test_a_facilitator_lands_in_her_room_and_a_learner_on_her_path(room: Classroom) -> None:
    assert room.client.get(f"{AT}/").location == f"{AT}/room"
    room.seat()
    assert room.client.get(f"{AT}/").location == f"{AT}/path"

"""A team's texts survive simultaneous writers, restarts and folding, on both kinds of database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from pycrdt import Doc, Text
from sqlalchemy import func, select

from busy_ness.app.writing.tables import text_snapshot_table, text_update_table
from busy_ness.app.writing.texts import TEXT_MAX, Texts, TooLongError
from busy_ness.app.writing.updates import GapError, UpdateError
from tests.courses.busy_ness.app.writing.classroom import Classroom, found_classroom

COSTS = "canvas.couts"


class Pupil:
    """A page's document; what is typed in it is what the page would send."""

    def __init__(self, texts: Texts, team_id: int, name: str) -> None:
        self.texts, self.team_id, self.name = texts, team_id, name
        self.document: Doc[Text] = Doc()
        self.document.apply_update(texts.standing(team_id).state)

    def write(self, text: str, key: str = COSTS, at: int = 0) -> bytes:
        before = self.document.get_state()
        self.document.get(key, type=Text).insert(at, text)
        return self.document.get_update(before)

    def send(self, text: str, key: str = COSTS, at: int = 0) -> int:
        return self.texts.take(self.team_id, self.write(text, key, at), self.name)


@pytest.fixture
def classroom(each_database_url: str) -> Classroom:
    return found_classroom(each_database_url)


@pytest.fixture
def texts(classroom: Classroom) -> Texts:
    return classroom.parts.writing.board


def again(classroom: Classroom) -> Texts:
    """What a server finds that has just started."""
    return Texts(classroom.parts.engine, lambda: datetime.now(UTC))


def test_what_was_answered_is_there_after_a_restart(classroom: Classroom, texts: Texts) -> None:
    ines = Pupil(texts, classroom.team.id, "ines")
    assert ines.send("Le fil") == 1
    assert ines.send(", le tissu", at=6) == 2
    assert again(classroom).of_teams((classroom.team.id,)) == {classroom.team.id: {COSTS: "Le fil, le tissu"}}


def test_two_who_type_at_the_same_place_both_stay(classroom: Classroom, texts: Texts) -> None:
    ines, tom = (Pupil(texts, classroom.team.id, name) for name in ("ines", "tom"))
    one, two = ines.write("Le loyer. "), tom.write("Les salaires. ")
    texts.take(classroom.team.id, one, "ines")
    texts.take(classroom.team.id, two, "tom")
    text = texts.standing(classroom.team.id).texts[COSTS]
    assert sorted((text[:10], text[10:])) == ["Le loyer. ", "Les salaires. "] or sorted(
        (text[:14], text[14:])
    ) == ["Le loyer. ", "Les salaires. "]


def test_the_same_update_twice_does_no_harm(classroom: Classroom, texts: Texts) -> None:
    update = Pupil(texts, classroom.team.id, "ines").write("Le fil")
    texts.take(classroom.team.id, update, "ines")
    texts.take(classroom.team.id, update, "ines")
    assert texts.standing(classroom.team.id).texts[COSTS] == "Le fil"


def test_eight_threads_lose_nothing_and_numbers_have_no_holes(classroom: Classroom, texts: Texts) -> None:
    team_id = classroom.team.id

    def write(number: int) -> list[int]:
        pupil = Pupil(texts, team_id, f"eleve{number}")
        return [pupil.send(f"<{number}.{word}>") for word in range(30)]

    with ThreadPoolExecutor(8) as pool:
        seqs = sorted(seq for answered in pool.map(write, range(8)) for seq in answered)
    assert seqs == list(range(1, 241))
    for read in (texts, again(classroom)):
        text = read.standing(team_id).texts[COSTS]
        assert all(f"<{number}.{word}>" in text for number in range(8) for word in range(30))


def test_old_updates_are_folded_and_a_page_from_before_still_catches_up(
    classroom: Classroom, texts: Texts
) -> None:
    team_id = classroom.team.id
    early, ines = Pupil(texts, team_id, "tom"), Pupil(texts, team_id, "ines")
    for number in range(450):
        ines.send(f"{number} ", at=0)
    with classroom.parts.engine.connect() as db:
        assert db.scalar(select(func.count()).select_from(text_update_table)) == 50
        assert db.scalar(select(text_snapshot_table.c.seq)) == 400
    late = again(classroom).standing(team_id)
    assert late.seq == 450
    early.document.apply_update(late.since(early.document.get_state()))
    assert (
        str(early.document.get(COSTS, type=Text)) == late.texts[COSTS] == texts.standing(team_id).texts[COSTS]
    )
    assert early.send("Tom est là. ") == 451


def test_two_servers_on_one_database_agree(classroom: Classroom, texts: Texts) -> None:
    other = again(classroom)
    Pupil(texts, classroom.team.id, "ines").send("Le fil. ")
    Pupil(other, classroom.team.id, "tom").send("Le tissu. ")
    Pupil(texts, classroom.team.id, "ines").send("Le loyer. ")
    assert texts.standing(classroom.team.id).texts == other.standing(classroom.team.id).texts


def test_teams_do_not_mix(classroom: Classroom, texts: Texts) -> None:
    Pupil(texts, classroom.team.id, "ines").send("à nous")
    Pupil(texts, classroom.other.id, "sami").send("à eux")
    found = texts.of_teams((classroom.team.id, classroom.other.id))
    assert [found[classroom.team.id][COSTS], found[classroom.other.id][COSTS]] == ["à nous", "à eux"]


def test_two_who_reach_the_limit_at_once_lose_nothing(classroom: Classroom, texts: Texts) -> None:
    ines, tom = (Pupil(texts, classroom.team.id, name) for name in ("ines", "tom"))
    one, two = ines.write("i" * (TEXT_MAX - 10)), tom.write("t" * 1000)
    texts.take(classroom.team.id, one, "ines")
    texts.take(classroom.team.id, two, "tom")
    assert len(texts.standing(classroom.team.id).texts[COSTS]) == TEXT_MAX + 990


def test_a_text_without_end_is_refused_and_nothing_of_it_stays(classroom: Classroom, texts: Texts) -> None:
    ines = Pupil(texts, classroom.team.id, "ines")
    ines.send("Le fil")
    with pytest.raises(TooLongError) as refused:
        ines.send("x" * 50_000)
    assert refused.value.key == COSTS
    assert again(classroom).standing(classroom.team.id).texts[COSTS] == "Le fil"


def test_a_huge_update_is_refused_unread(classroom: Classroom, texts: Texts) -> None:
    with pytest.raises(UpdateError, match="bytes"):
        texts.take(classroom.team.id, b"\x00" * 300_000, "ines")


def test_a_page_that_skipped_something_is_told_to_send_more(classroom: Classroom, texts: Texts) -> None:
    ines = Pupil(texts, classroom.team.id, "ines")
    ines.write("perdu ")
    with pytest.raises(GapError):
        ines.send("et après")
    vector = texts.standing(classroom.team.id).vector
    texts.take(classroom.team.id, ines.document.get_update(vector), "ines")
    assert "perdu " in texts.standing(classroom.team.id).texts[COSTS]


def test_control_characters_of_a_paste_are_not_shown(classroom: Classroom, texts: Texts) -> None:
    Pupil(texts, classroom.team.id, "ines").send("ligne\x0b\x00 1\nligne 2")
    assert texts.of_teams((classroom.team.id,))[classroom.team.id][COSTS] == "ligne 1\nligne 2"

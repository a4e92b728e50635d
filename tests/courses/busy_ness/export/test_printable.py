"""Texts of pupils on their way into files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busy_ness.export.printable import LONGEST_WORD, breakable, clean, file_name, one_line, shortened


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Re-Fil \r\n des sacs\rsolides ", "Re-Fil \n des sacs\nsolides"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("nom\u202egnirpe\u202c", "nomgnirpe"),
        ("\ufeffdébut\ufffe", "début"),
        ("e\u0301te\u0301", "été"),
        ("👩\u200d🔧 répare", "👩\u200d🔧 répare"),
        ("\ud83d seul", "seul"),
        ("مرحبا", "مرحبا"),
        ("#let $x$ *gras* <a> @b \\", "#let $x$ *gras* <a> @b \\"),
    ],
)
def test_what_no_file_can_hold_is_taken_out_and_the_rest_stays(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_written_as_utf_8_once_it_is_clean(typed: str) -> None:
    assert clean(typed).encode("utf-8").decode("utf-8") == clean(clean(typed))


@given(st.text(alphabet="abc \n", max_size=300))
def test_a_very_long_word_may_be_cut_and_loses_no_letter(text: str) -> None:
    spread = breakable(text)
    assert spread.replace("\u200b", "") == text
    assert all(len(piece) < LONGEST_WORD for piece in spread.replace("\u200b", " ").split())


def test_a_text_that_is_too_long_is_cut_between_words_and_says_so() -> None:
    assert shortened("Des sacs solides et beaux", 18) == "Des sacs solides…"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"
    assert shortened("court", 10) == "court"


def test_a_name_for_a_file_has_nothing_that_a_system_refuses() -> None:
    assert file_name("Re-Fil & Cie : « l’été »") == "re-fil-cie-l-ete"
    assert file_name("../../etc/passwd\x00") == "etc-passwd"
    assert file_name("…") == "entreprise"


def test_a_text_on_one_line_keeps_the_spaces_that_must_not_break() -> None:
    assert one_line(" a\n\n b\t c\u00a0: 1\u202f234\u00a0€ ") == "a b c\u00a0: 1\u202f234\u00a0€"

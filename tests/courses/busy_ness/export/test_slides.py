"""Six slides that a jury reads from the end of a room."""

from dataclasses import replace

import pytest

from busy_ness.export.slides import TITLES, slides
from tests.courses.busy_ness.export.reading import read, squeezed
from tests.courses.busy_ness.export.teams import REFIL, SHIFTS, forecast_of, odd_team, short_lines

FORECAST = forecast_of(REFIL)


def test_the_pitch_of_re_fil_is_six_slides_with_its_words_and_its_figures() -> None:
    printed = slides(REFIL, FORECAST)
    pages = read(printed.pdf, "pitch")
    assert printed.warnings == ()
    assert pages.sizes == ((297, 167),) * 6
    for title, page in zip(TITLES, pages.texts, strict=True):
        assert title in page
    assert "Re-Fil" in pages.texts[0]
    assert "Le sac qui a déjà vécu" in pages.texts[0]
    assert all(figure in squeezed(pages.texts[3]) for figure in ("60000€", "75000€", "964€", "résultat"))
    assert all(name in pages.texts[4] for name in ("Inès", "Tom", "Łucja", "Malo"))
    assert "ines.b" not in pages.words
    assert all("entreprise fictive" in page for page in pages.texts)


def test_a_text_that_fills_its_slide_is_written_smaller_and_the_team_is_told() -> None:
    long = REFIL.texts["pitch.2"] + "\nNous choisissons chaque tissu avec soin, puis nous le lavons. " * 9
    printed = slides(replace(REFIL, texts={**REFIL.texts, "pitch.2": long}), FORECAST)
    (warning,) = printed.warnings
    assert "Diapositive 2" in warning
    assert "écrit petit" in warning
    assert "[…]" not in read(printed.pdf, "pitch-petit").words


@pytest.mark.parametrize("text", ["x" * 10_000, "des mots " * 1_111, "ligne\n" * 3_000, "un mot " * 200])
def test_a_text_that_no_slide_holds_is_cut_where_it_is_seen_and_the_team_is_told(text: str) -> None:
    printed = slides(replace(REFIL, texts={**REFIL.texts, "pitch.4": text}), FORECAST)
    pages = read(printed.pdf, "pitch-long")
    (warning,) = printed.warnings
    assert "Diapositive 4" in warning
    assert "la fin n’est pas montrée" in warning
    assert len(pages.texts) == 6
    assert "[…]" in pages.texts[3] or "…" in pages.texts[3]
    assert "60000€" in squeezed(pages.texts[3])
    assert len(squeezed(pages.texts[3])) > 200


def test_an_empty_pitch_is_six_titles_and_six_advices() -> None:
    printed = slides(replace(REFIL, texts={}, members=()), FORECAST)
    assert [f"Diapositive {n} " in words for n, words in enumerate(printed.warnings, 1)] == [True] * 6
    assert len(read(printed.pdf).texts) == 6


@pytest.mark.parametrize("shift", SHIFTS)
def test_odd_texts_everywhere_leave_six_slides(shift: int) -> None:
    odd = odd_team(shift)
    pages = read(slides(odd, forecast_of(odd)).pdf)
    assert len(pages.texts) == 6
    pitch = (odd.texts[f"pitch.{number}"] for number in range(1, 7))
    assert [text for text in short_lines(pitch) if not pages.show(text.removeprefix("- "))] == []


def test_the_same_work_gives_the_same_file() -> None:
    assert slides(REFIL, FORECAST) == slides(REFIL, FORECAST)

"""Cents and thresholds of Busy & Ness, against the accountant's figures of « Re-Fil »."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from busy_ness import arrondi, euros, montrer_annee
from busy_ness.year_line import YearLine

# Year by year: sales, units, services (the 500 of year 1 included), gross pay, director, loan interest.
RE_FIL = (
    (60_000, 2_400, 14_900, 12_000, 0, 366.44),
    (75_000, 3_000, 14_700, 12_000, 6_000, 291.33),
    (90_000, 3_600, 15_000, 15_000, 12_000, 213.15),
)
EXPECTED = ((58_078.71, 348.5), (67_781.92, 325.4), (84_937.54, 339.8))


@pytest.mark.parametrize(("year", "expected"), list(zip(RE_FIL, EXPECTED, strict=True)))
def test_the_threshold_counts_depreciation_and_interest(
    year: tuple[float, ...], expected: tuple[float, float]
) -> None:
    sales, units, services, gross, director, interest = year
    rate = (sales - 9 * units - 0.05 * sales) / sales
    assert rate == pytest.approx(0.59)
    depreciation = 9_000 / 5 + 3_000 / 3
    fixed = services + 1.3 * gross + director + 600 + depreciation + interest
    threshold = arrondi(fixed / rate)
    assert (threshold, arrondi(threshold / sales * 360, 1)) == expected


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (0.125, 2, 0.13),
        (2.675, 2, 2.68),
        (1.005, 2, 1.01),
        (178 / 0.64, 2, 278.13),
        (-0.125, 2, -0.13),
        (348.45, 1, 348.5),
        (2.5, 0, 3.0),
        (Decimal("33.335"), 2, 33.34),
        (7, 2, 7.0),
    ],
)
def test_half_a_cent_goes_up(number: float, places: int, expected: float) -> None:
    assert arrondi(number, places) == expected


def test_euros_are_written_as_french_accounts_do() -> None:
    assert euros(58078.7119) == "58\u202f078,71\u00a0€"
    assert euros(-0.005) == "-0,01\u00a0€"
    assert euros(1_234_567) == "1\u202f234\u202f567,00\u00a0€"


def test_a_pupil_reads_in_french_why_a_number_is_refused() -> None:
    with pytest.raises(TypeError, match="se termine-t-elle par return"):
        arrondi(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="le texte '14,75'"):
        euros("14,75")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attend un nombre"):
        arrondi([1])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="division par zéro"):
        arrondi(float("inf"))
    with pytest.raises(ValueError, match="décimales"):
        arrondi(1.5, -1)
    with pytest.raises(ValueError, match="à partir de 0"):
        montrer_annee(-3)


@pytest.mark.parametrize("day", [0, 30, 348.5, 360, 900])
def test_a_year_is_drawn_and_says_itself_in_words(day: float) -> None:
    line = montrer_annee(day)
    image = ElementTree.fromstring(line._repr_svg_())  # noqa: S314 - made by us
    assert image.get("role") == "img"
    assert image.get("aria-label") == repr(line)


def test_a_year_that_never_pays_its_costs_says_so() -> None:
    assert "ne paient pas encore" in repr(YearLine(361.0))
    assert "Jusqu'au jour 348,5" in repr(YearLine(348.5))

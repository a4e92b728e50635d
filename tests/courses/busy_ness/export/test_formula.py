"""Formulas of the plan as a spreadsheet writes them."""

from decimal import Decimal

import pytest

from busy_ness.export.formula import ARGUMENTS, Cell, Writer, column_name
from busy_ness.plan.expressions import Power, Round, Term, highest, lowest, total, when
from busy_ness.plan.figures import Figure, define, entry

A = entry("a", "A", "eur", Decimal("2.50"))
B = entry("b", "B", "eur", Decimal(4))
C = entry("c", "C", "percent", Decimal("0.05"))
CELLS = {"saisie.a": Cell("Ici", 0, 1), "saisie.b": Cell("Ici", 1, 1), "saisie.c": Cell("L’autre", 4, 2)}


def written(formula: Term) -> str:
    return Writer(CELLS, "Ici").formula(define("x", "X", "eur", formula))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (A + B, "=ROUND(B1+B2,2)"),
        (A * C, "=ROUND(B1*'L’autre'!C5,2)"),
        (A - (B - A), "=ROUND(B1-(B2-B1),2)"),
        (A - B + A, "=ROUND(B1-B2+B1,2)"),
        ((A + B) * 3, "=ROUND(ROUND(B1+B2,2)*3,2)"),
        (A / (B * 2), "=ROUND(ROUND(B1/(B2*2),10),2)"),
        (A / B * 2, "=ROUND(ROUND(B1/B2*2,10),2)"),
        (-A * B, "=ROUND((-B1)*B2,2)"),
        (A * -1, "=ROUND(B1*(-1),2)"),
        (A + 0, "=B1"),
        (highest(A, B, 0), "=MAX(B1,B2,0)"),
        (lowest(A, A + B), "=ROUND(MIN(B1,B1+B2),2)"),
        (when(A, ">=", B, A, 0), "=IF(B1>=B2,B1,0)"),
        (when(A - B, ">", 0, A, B), "=IF(ROUND(B1-B2,2)>0,B1,B2)"),
        (Power(A, C) * 1, "=ROUND(ROUND(POWER(B1,'L’autre'!C5)*1,10),2)"),
        (Round(A / B, 4) * B, "=ROUND(ROUND(ROUND(B1/B2,12),4)*B2,2)"),
        (total([A, B]), "=ROUND(SUM(B1,B2),2)"),
        ((A - total([A, B])) / 2, "=ROUND(ROUND(ROUND(B1-SUM(B1,B2),2)/2,10),2)"),
        (A * C + B * C, "=ROUND(ROUND(B1*'L’autre'!C5+B2*'L’autre'!C5,6),2)"),
        (A / (1 - Power(A, C)), "=ROUND(ROUND(B1/(1-POWER(B1,'L’autre'!C5)),10),2)"),
        (A / 3 + B, "=ROUND(ROUND(B1/3+B2,10),2)"),
    ],
)
def test_a_formula_keeps_its_meaning(formula: Term, expected: str) -> None:
    assert written(formula) == expected


def row(count: int) -> tuple[list[Figure], dict[str, Cell]]:
    figures = [entry(f"n{n}", f"N{n}", "eur", Decimal(1)) for n in range(count)]
    return figures, {figure.key: Cell("L’an", 3, n) for n, figure in enumerate(figures)}


def test_a_sum_of_neighbours_is_a_range() -> None:
    figures, cells = row(12)
    year = define("year", "Année", "eur", total(figures))
    assert Writer(cells, "L’an").formula(year) == "=ROUND(SUM(A4:L4),2)"
    assert Writer(cells, "Bilan").formula(year) == "=ROUND(SUM('L’an'!A4:L4),2)"


def test_a_sum_of_neighbours_in_another_order_is_a_list() -> None:
    figures, cells = row(3)
    assert Writer(cells, "L’an").formula(define("s", "S", "eur", total(figures[::-1]))) == (
        "=ROUND(SUM(C4,B4,A4),2)"
    )


def test_a_very_long_sum_stays_within_what_a_spreadsheet_takes() -> None:
    figures, cells = row(600)
    formula = Writer(cells, "L’an").formula(define("s", "S", "eur", total(figures[::-1])))
    assert formula.startswith("=ROUND(SUM(SUM(")
    assert max(part.count(",") for part in formula.split(")")) <= ARGUMENTS


def test_what_was_written_has_no_formula() -> None:
    with pytest.raises(ValueError, match="is written"):
        Writer(CELLS, "Ici").formula(A)


def test_a_sheet_whose_name_has_an_apostrophe_is_quoted_twice() -> None:
    assert Cell("L'été", 0, 0).seen_from("Bilan") == "'L''été'!A1"


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]

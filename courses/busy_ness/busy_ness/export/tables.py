"""The forecast's sheets as tables of a printed page: how wide, how small, in how many pieces."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from busy_ness.export.amounts import amount
from busy_ness.export.printable import breakable, one_line
from busy_ness.plan.figures import Figure
from busy_ness.plan.sheets import Sheet

# Millimetres on A4 inside the margins of report.typ.
UPRIGHT, ACROSS = 170, 269
MANY = 5  # columns of figures; beyond them the page is turned
LABEL_UPRIGHT, LABEL_ACROSS = 62, 46
GUTTER = 2.2
POINT_MM = 0.3528
DIGIT = 0.56  # width of a digit, in the size of its letters
LARGEST, SMALLEST = 9.5, 6.0


@dataclass(frozen=True)
class Cut:
    """Columns ``first`` to ``last`` (not included) of a sheet, printed at a size in points."""

    first: int
    last: int
    size: float


def is_wide(sheet: Sheet) -> bool:
    return len(sheet.columns) > MANY


def printed(sheet: Sheet) -> list[Mapping[str, Any]]:
    """The tables of a sheet, as ``report.typ`` takes them; more than one where the figures are very long."""
    return [
        {
            "corner": "En euros" if _in_euros(sheet) else "",
            "columns": [one_line(name) for name in sheet.columns[cut.first : cut.last]],
            "size": cut.size,
            "rows": list(_rows(sheet, cut)),
        }
        for cut in cuts(sheet)
    ]


def cuts(sheet: Sheet) -> list[Cut]:
    """As few tables as possible whose figures stay readable and never leave the page."""
    longest = max((len(_cell(figure, sheet)["text"]) for figure in sheet), default=1)
    names = max((len(word) for name in sheet.columns for word in name.split()), default=1)
    room = (ACROSS - LABEL_ACROSS) if is_wide(sheet) else (UPRIGHT - LABEL_UPRIGHT)
    columns = len(sheet.columns)
    for pieces in range(1, columns + 1):
        each = -(-columns // pieces)
        size = (room / each - GUTTER) / (max(longest, names) * DIGIT * POINT_MM)
        if size >= SMALLEST or each == 1:
            size = round(max(min(size, LARGEST), SMALLEST - 1), 1)
            return [Cut(first, min(first + each, columns), size) for first in range(0, columns, each)]
    return []


def _rows(sheet: Sheet, cut: Cut) -> Iterator[Mapping[str, Any]]:
    for row in sheet.rows:
        cells = row.figures[cut.first : cut.last]
        padded = (*cells, *([None] * (cut.last - cut.first - len(cells))))
        yield {
            "label": breakable(one_line(row.label)),
            "kind": row.kind,
            "cells": [] if row.kind == "heading" else [_cell(figure, sheet) for figure in padded],
        }


def _cell(figure: Figure | None, sheet: Sheet) -> dict[str, Any]:
    if figure is None:
        return {"text": "", "negative": False}
    if figure.unit in ("eur", "eur_unit") and _in_euros(sheet) and not (figure.zero and not figure.value):
        return {"text": amount(figure.value), "negative": figure.value < 0}
    return {"text": figure.text, "negative": figure.value < 0}


def _in_euros(sheet: Sheet) -> bool:
    """Whether most figures are euros: the unit then stands once, above the table."""
    units = [figure.unit in ("eur", "eur_unit") for figure in sheet]
    return sum(units) * 2 > len(units)

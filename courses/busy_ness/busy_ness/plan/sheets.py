"""Statements as tables of figures, ready for a page, a workbook and a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from busy_ness.plan.figures import Figure

Kind = Literal["line", "subtotal", "total", "heading"]


@dataclass(frozen=True)
class Row:
    """One line of a statement.

    Attributes:
        key: unique in the sheet.
        label: the accountant's word, without the period (the column says it).
        figures: one for each column, ``None`` where the cell is empty; none at all for a heading.
        help: what the line means, for someone of fourteen.
    """

    key: str
    label: str
    figures: tuple[Figure | None, ...] = ()
    kind: Kind = "line"
    help: str = ""


@dataclass(frozen=True)
class Sheet:
    """One statement: every figure of a forecast stands in exactly one cell of one sheet.

    ``detail`` marks a sheet that explains another one (a loan month by month); it can stay folded.
    ``columns`` name the columns of figures; the column of labels has no name.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    detail: bool = False

    def __iter__(self) -> Iterator[Figure]:
        for row in self.rows:
            for figure in row.figures:
                if figure is not None:
                    yield figure

    def row(self, key: str) -> Row:
        """The row of that key. Raises ``KeyError``."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

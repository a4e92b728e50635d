"""A figure's formula as a spreadsheet writes it, over the cells where its terms stand.

The names are those of the file format (``ROUND``, ``IF``, a point, a comma between arguments): each program
shows its reader's language. ``ROUND`` rounds half away from zero, as the plan does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.plan.expressions import (
    SETTLED,
    UNBOUNDED,
    Add,
    Comparison,
    Constant,
    Div,
    Expression,
    If,
    Max,
    Min,
    Mul,
    Neg,
    Power,
    Round,
    RoundUp,
    Sub,
    Sum,
)
from busy_ness.plan.figures import Figure

HEAD_ROW = 3  # where the names of the columns stand: below a title, a note and an empty line
# A spreadsheet counts in binary: 1133.33 - 944.44 is a hair below 188.89, and half of it another cent.
# So a sum is rounded to the digits that it really has, before anything is made of it.
SETTLED_DIGITS, SPARE_DIGITS = 9, 8
ARGUMENTS = 250  # of one function, at most; Excel takes 255


@dataclass(frozen=True)
class Cell:
    """Where a figure stands; rows and columns count from zero."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        return f"{column_name(self.column)}{self.row + 1}"

    @property
    def fixed_name(self) -> str:
        return f"${column_name(self.column)}${self.row + 1}"

    @property
    def quoted_sheet(self) -> str:
        return "'" + self.sheet.replace("'", "''") + "'"

    def seen_from(self, sheet: str) -> str:
        return self.name if sheet == self.sheet else f"{self.quoted_sheet}!{self.name}"


def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        name = chr(ord("A") + letter) + name
        index -= 1
    return name


@dataclass(frozen=True)
class Writer:
    """Writes formulas for the cells of one sheet.

    Attributes:
        cells: where every figure stands, by key.
    """

    cells: Mapping[str, Cell]
    sheet: str

    def formula(self, figure: Figure) -> str:
        """``=ROUND(B3*B4,2)``. ``figure`` is computed.

        Raises:
            ValueError: an entry or a rate, which has no formula. KeyError: a term stands in no cell.
        """
        if figure.expression is None:
            raise ValueError(f"{figure.key} is written, not computed")
        written = self.write(figure.expression)
        if not _exact(figure.expression):
            written = f"ROUND({written},{figure.digits})"
        return f"={written}"

    def write(self, node: Expression, level: int = 0) -> str:
        """``node`` inside what binds at ``level``: 1 a sum, 2 a product, 3 a divisor."""
        match node:
            case Figure():
                return self.cells[node.key].seen_from(self.sheet)
            case Constant():
                return _number(node.number, level)
            case Add(right=Constant(number)) if not number:
                return self.write(node.left, level)
            case Add():
                return _within(f"{self.write(node.left, 1)}+{self.write(node.right, 1)}", 1, level)
            case Sub():
                return _within(f"{self.write(node.left, 1)}-{self.write(node.right, 2)}", 1, level)
            case Mul():
                return _within(f"{self._settled(node.left, 2)}*{self._settled(node.right, 2)}", 2, level)
            case Div():
                return _within(f"{self._settled(node.left, 2)}/{self._settled(node.right, 3)}", 2, level)
            case Neg():
                return _within(f"-{self.write(node.inner, 3)}", 1, level)
            case Power():
                return f"POWER({self._settled(node.left)},{self._settled(node.right)})"
            case Round():
                return f"ROUND({self._before_rounding(node)},{node.digits})"
            case RoundUp():
                return f"ROUNDUP(ROUND({self.write(node.inner)},{SETTLED}),0)"
            case Sum():
                return self._sum(node.terms)
            case Max():
                return f"MAX({','.join(self.write(term) for term in node.terms)})"
            case Min():
                return f"MIN({','.join(self.write(term) for term in node.terms)})"
            case If():
                then, other = self.write(node.then), self.write(node.other)
                return f"IF({self._condition(node.condition)},{then},{other})"
        raise TypeError(f"no spreadsheet formula for {type(node).__name__}")

    def _condition(self, condition: Comparison) -> str:
        return condition.sign.join(self._settled(side, 1) for side in (condition.left, condition.right))

    def _before_rounding(self, node: Round) -> str:
        """What is rounded, settled on the digits that it has: 2.499 999 999 999 999 6 is 2.5, and gives 3."""
        inner = self.write(node.inner)
        # A product of two cells is right to fifteen digits, and ROUND to a digit or more looks at fifteen.
        near = isinstance(node.inner, Mul) and node.digits > 0 and node.inner.places < UNBOUNDED
        if near or _exact(node.inner) or node.inner.places <= node.digits:
            return inner
        return f"ROUND({inner},{min(node.inner.places, node.digits + SPARE_DIGITS)})"

    def _settled(self, node: Expression, level: int = 0) -> str:
        match node:
            case Add(right=Constant(number)) if not number:
                return self._settled(node.left, level)
            case Add() | Sub() | Sum() if node.places <= SETTLED_DIGITS:
                return f"ROUND({self.write(node)},{node.places})"
        return self.write(node, level)

    def _sum(self, terms: Sequence[Expression]) -> str:
        span = self._range(terms)
        if span:
            return f"SUM({span})"
        parts = [self.write(term) for term in terms]
        groups = [parts[n : n + ARGUMENTS] for n in range(0, len(parts), ARGUMENTS)]
        sums = [f"SUM({','.join(group)})" for group in groups]
        return sums[0] if len(sums) == 1 else f"SUM({','.join(sums)})"

    def _range(self, terms: Sequence[Expression]) -> str:
        """``B3:B14`` where the terms are neighbours, one after the other; empty elsewhere."""
        cells = [self.cells[term.key] for term in terms if isinstance(term, Figure)]
        if len(cells) != len(terms) or len(cells) < 3:
            return ""
        first, last = cells[0], cells[-1]
        down = [Cell(first.sheet, first.row + n, first.column) for n in range(len(cells))]
        right = [Cell(first.sheet, first.row, first.column + n) for n in range(len(cells))]
        return f"{first.seen_from(self.sheet)}:{last.name}" if cells in (down, right) else ""


def _exact(node: Expression) -> bool:
    """Whether a spreadsheet's binary result is already the nearest to the decimal one."""
    match node:
        case Figure() | Constant() | Round() | RoundUp():
            return True
        case Add(right=Constant(number)) if not number:
            return _exact(node.left)
        case Neg():
            return _exact(node.inner)
        case Max() | Min():
            return all(_exact(term) for term in node.terms)
        case If():
            return _exact(node.then) and _exact(node.other)
    return False


def _number(number: Decimal, level: int) -> str:
    return _within(f"{number:f}", 1, level) if number < 0 else f"{number:f}"


def _within(written: str, own: int, level: int) -> str:
    return f"({written})" if own < level else written

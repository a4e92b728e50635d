"""The figures of one forecast while it is made: each is defined once, and statements find it by its key."""

from collections.abc import Iterable, Sequence

from busy_ness.plan.catalog import MONTHS
from busy_ness.plan.entries import Plan
from busy_ness.plan.expressions import Expression, Term, as_expression, total, when
from busy_ness.plan.figures import Figure, define, entry
from busy_ness.plan.numerals import Unit
from busy_ness.plan.rates import Rates
from busy_ness.plan.sheets import Kind, Row, Sheet

YEARS = ("a1", "a2", "a3")
YEAR_TITLES = ("Année 1", "Année 2", "Année 3")
MONTH_CODES = tuple(f"m{number:02}" for number in range(1, 13))


class Book:
    """Figures by key; ``plan`` and ``rates`` are where they start from.

    Attributes:
        months: the names of the twelve months of the first year, from the month of opening.
    """

    def __init__(self, plan: Plan, rates: Rates) -> None:
        self.plan, self.rates = plan, rates
        self.figures: dict[str, Figure] = {}
        first = int(plan.choices["entreprise.mois"]) - 1
        self.months = tuple([MONTHS[(first + number) % 12] for number in range(12)])

    def __getitem__(self, key: str) -> Figure:
        return self.figures[key]

    def row(self, sheet: str, key: str, codes: Sequence[str] = YEARS) -> tuple[Figure, ...]:
        """One row of a sheet made before: a figure for each column."""
        return tuple([self.figures[f"{sheet}.{code}.{key}"] for code in codes])

    def entry(self, key: str) -> Figure:
        """The figure of a number of the form. Raises ``KeyError`` where it was left to the usual rate."""
        return self.figures[f"saisie.{key}"]

    def entries(self, key: str) -> tuple[Figure, ...]:
        """The three years of a number of the form: ``autres.taxes`` gives ``taxes1`` to ``taxes3``."""
        return tuple([self.figures[f"saisie.{key}{year}"] for year in (1, 2, 3)])

    def write(self, key: str, label: str, unit: Unit) -> Figure:
        """Take over a number of the form."""
        return self.keep(entry(key, label, unit, self.plan.numbers[key]))

    def keep(self, figure: Figure) -> Figure:
        """Add a figure. Raises ``ValueError`` where its key is taken."""
        if figure.key in self.figures:
            raise ValueError(f"two figures are called {figure.key}")
        self.figures[figure.key] = figure
        return figure

    def choice(self, key: str) -> str:
        return self.plan.choices[key]

    def rows(self, group: str) -> list[tuple[str, str]]:
        """The rows of a group of the form, each with the name that the team gave it."""
        return [(row, self.plan.names[f"{group}.{row}.nom"]) for row in self.plan.rows[group]]

    def vat(self, key: str) -> Figure:
        """The rate of TVA chosen at ``key``; that of no TVA for a company in franchise."""
        franchise = self.plan.choices["entreprise.tva"] == "franchise"
        return self.rates["tva.aucune" if franchise else f"tva.{self.plan.choices[key]}"]


class Draft:
    """A sheet while it is written, row by row; ``codes`` and ``titles`` are those of its columns."""

    def __init__(
        self, book: Book, key: str, codes: Sequence[str] = YEARS, titles: Sequence[str] = YEAR_TITLES
    ) -> None:
        self.book, self.key, self.codes, self.titles = book, key, codes, tuple(titles)
        self.endings = [f", {_within(title)}" for title in titles]
        self.rows: list[Row] = []

    @classmethod
    def monthly(cls, book: Book, key: str) -> "Draft":
        """A sheet of the twelve months of the first year."""
        return cls(book, key, MONTH_CODES, [month.capitalize() for month in book.months])

    def line(
        self,
        key: str,
        label: str,
        formulas: Iterable[Term | None],
        words: str = "",
        *,
        kind: Kind = "line",
        unit: Unit = "eur",
        zeros: Sequence[str] = (),
    ) -> tuple[Figure, ...]:
        """Define a row: a formula for each column, made when its turn comes; ``None`` leaves a cell empty.

        ``zeros`` are the words shown in place of a zero, for each column. Gives the figures, without the
        empty cells.
        """
        figures: list[Figure | None] = []
        made: list[Figure] = []
        told = zeros or [""] * len(self.codes)
        for code, ending, zero, formula in zip(self.codes, self.endings, told, formulas, strict=True):
            if formula is None:
                figures.append(None)
                continue
            figure = define(f"{self.key}.{code}.{key}", label + ending, unit, formula, zero)
            figures.append(self.book.keep(figure))
            made.append(figure)
        self.rows.append(Row(key, label, tuple(figures), kind, words))
        return tuple(made)

    def share(
        self,
        key: str,
        label: str,
        whole: Term,
        weights: Sequence[Expression] = (),
        words: str = "",
        *,
        unit: Unit = "eur",
    ) -> tuple[Figure, ...]:
        """Share a sum between the columns by weights (equally without any), and lose no cent.

        Each takes its part of what is left: the last one takes the rest.
        """
        taken: list[Figure] = []
        figures: list[Figure] = []
        for position, code in enumerate(self.codes):
            left = as_expression(whole) - total(taken) if taken else as_expression(whole)
            if weights:
                later = total(weights[position:])
                part = when(later, ">", 0, left * weights[position] / later, 0)
            else:
                part = left / (len(self.codes) - position)
            label_here = label + self.endings[position]
            taken.append(self.book.keep(define(f"{self.key}.{code}.{key}", label_here, unit, part)))
            figures.append(taken[-1])
        self.rows.append(Row(key, label, tuple(figures), "line", words))
        return tuple(figures)

    def heading(self, key: str, label: str, words: str = "") -> None:
        self.rows.append(Row(key, label, (), "heading", words))

    def sheet(self, title: str, note: str = "", *, detail: bool = False) -> Sheet:
        return Sheet(self.key, title, self.titles, tuple(self.rows), note, detail)


def _within(title: str) -> str:
    """The title inside a sentence: « Année 1 » loses its capital, « EURL ou SARL » does not."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]

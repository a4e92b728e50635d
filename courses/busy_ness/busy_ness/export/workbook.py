"""The forecast as a spreadsheet whose figures are computed: change a price, and every sheet follows.

Each figure stands in one cell, with the plan's own formula over the cells of its terms, and with its value
beside it so that a telephone that computes nothing shows it too. Cells that a team wrote are coloured and
open; the others are locked without a password. Texts of pupils are texts, whatever they begin with.
"""

from collections.abc import Mapping
from datetime import UTC
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from busy_ness.dossier import Dossier
from busy_ness.export.formula import HEAD_ROW, Cell, Writer
from busy_ness.export.front import FRONT, Front
from busy_ness.export.notice import DISCLAIMER, FICTION
from busy_ness.export.printable import one_line, shortened
from busy_ness.export.styles import GREEN, SOFT, Origin, Styles, lay_out
from busy_ness.plan.entries import EntryError, check, find
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.numerals import plain
from busy_ness.plan.sheets import Row, Sheet

LONGEST_TEXT = 2_000  # of a cell; a spreadsheet takes 32 767, a reader does not
SHEET_NAME = 31
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


def workbook(dossier: Dossier, forecast: Forecast) -> bytes:
    """The XLSX file.

    Args:
        forecast: of ``dossier.entries``; its graph of figures becomes the formulas.
    """
    out = BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": shortened(one_line(f"Prévisionnel de {dossier.company}"), 200),
            "author": shortened(one_line(dossier.team), 200),
            "comments": DISCLAIMER,
            "created": dossier.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_calc_mode("auto")
    names, cells = sheet_names(forecast), places(forecast)
    styles = Styles(book)
    front = book.add_worksheet(FRONT)
    pages = {sheet.key: book.add_worksheet(names[sheet.key]) for sheet in forecast.sheets}
    for sheet in forecast.sheets:
        _Page(pages[sheet.key], sheet, styles, cells, dossier).fill()
    Front(book, front, styles, cells).fill(dossier, forecast)
    book.close()
    return out.getvalue()


def places(forecast: Forecast) -> Mapping[str, Cell]:
    """Where each figure stands in the workbook, by its key."""
    names = sheet_names(forecast)
    return {
        figure.key: Cell(names[sheet.key], HEAD_ROW + 1 + down, 1 + across)
        for sheet in forecast.sheets
        for down, row in enumerate(sheet.rows)
        for across, figure in enumerate(row.figures)
        if figure is not None
    }


def sheet_names(forecast: Forecast) -> Mapping[str, str]:
    """The tab of each sheet by its key: its title, as a spreadsheet takes it, each once."""
    names: dict[str, str] = {}
    for sheet in forecast.sheets:
        name = shortened(one_line(sheet.title).translate(FORBIDDEN).strip(), SHEET_NAME)
        if name.casefold() in {taken.casefold() for taken in (FRONT, *names.values())}:
            name = f"{name[: SHEET_NAME - 3]} {len(names) + 1}"
        names[sheet.key] = name
    return names


class _Page:
    """One sheet of the forecast on one worksheet."""

    def __init__(
        self, page: Worksheet, sheet: Sheet, styles: Styles, cells: Mapping[str, Cell], dossier: Dossier
    ) -> None:
        self.page, self.sheet, self.styles, self.dossier = page, sheet, styles, dossier
        self.writer = Writer(cells, page.get_name())
        self.last = len(sheet.columns)

    def fill(self) -> None:
        title = {"bold": True, "font_size": 16, "text_wrap": False}
        self._text(0, 0, self.sheet.title, **title)
        self._text(1, 0, self.sheet.note or FICTION, italic=True, text_wrap=False)
        self._head()
        for down, row in enumerate(self.sheet.rows, HEAD_ROW + 1):
            self._row(down, row)
        self._set_up()

    def _head(self) -> None:
        self.page.set_row(0, 24)
        self.page.set_row(HEAD_ROW, 24)
        self.page.write_string(HEAD_ROW, 0, "", self.styles.head("left"))
        for across, column in enumerate(self.sheet.columns, 1):
            self.page.write_string(HEAD_ROW, across, one_line(column), self.styles.head())

    def _row(self, down: int, row: Row) -> None:
        label = shortened(one_line(row.label), LONGEST_TEXT)
        if row.kind == "heading":
            self._text(down, 0, label, bold=True, font_color=GREEN, text_wrap=False)
            return
        self.page.write_string(down, 0, label, self.styles.label(label, row.kind))
        for across in range(1, self.last + 1):
            figure = row.figures[across - 1] if across <= len(row.figures) else None
            if figure is None:
                if row.kind != "line":
                    self.page.write_blank(down, across, None, self.styles.number("eur", "computed", row.kind))
                continue
            self._figure(down, across, figure, row)
        if row.help:
            self._text(down, self.last + 2, row.help, italic=True, font_color=SOFT, text_wrap=False)

    def _figure(self, down: int, across: int, figure: Figure, row: Row) -> None:
        origin = _origin(figure)
        strength = "line" if row.kind == "heading" else row.kind
        look = self.styles.number(figure.unit, origin, strength, figure.zero)
        if figure.expression is not None:
            self.page.write_formula(down, across, self.writer.formula(figure), look, float(figure.value))
            return
        self._bound(down, across, figure)
        same = self._same_as(figure)
        if same:
            self.page.write_formula(down, across, f"={same}", look, float(figure.value))
            return
        self.page.write_number(down, across, float(figure.value), look)

    def _bound(self, down: int, across: int, figure: Figure) -> None:
        """A number that the form would refuse is refused here too."""
        if not figure.entry:
            return
        _, entry, _ = find(figure.entry)
        scale = 100 if figure.unit == "percent" else 1
        unit = "\u00a0%" if figure.unit == "percent" else ""
        self.page.data_validation(
            down,
            across,
            down,
            across,
            {
                "validate": "decimal" if entry.decimals else "integer",
                "criteria": "between",
                "minimum": float(entry.minimum / scale),
                "maximum": float(entry.maximum / scale),
                "error_title": "Ce nombre n’est pas possible",
                "error_message": f"Écris un nombre de {plain(entry.minimum)}{unit} à "
                f"{plain(entry.maximum)}{unit}, sans lettres.",
            },
        )

    def _same_as(self, figure: Figure) -> str:
        """The cell whose number an empty question takes: year 2 follows year 1 until somebody writes it."""
        if not figure.entry:
            return ""
        _, entry, _ = find(figure.entry)
        if not entry.same_as or _written(self.dossier, figure.entry):
            return ""
        other = f"{figure.key.rpartition('.')[0]}.{entry.same_as}"
        return self.writer.cells[other].seen_from(self.writer.sheet)

    def _text(self, down: int, across: int, words: str, **look: Any) -> None:
        text = shortened(one_line(words), LONGEST_TEXT)
        self.page.write_string(down, across, text, self.styles.text(text, **look))

    def _set_up(self) -> None:
        page, last = self.page, self.last
        end = HEAD_ROW + len(self.sheet.rows)
        longest = max((len(one_line(row.label)) for row in self.sheet.rows), default=0)
        page.set_column(0, 0, min(max(longest * 0.95, 24), 52))
        for across in range(1, last + 1):
            texts = [
                row.figures[across - 1].text  # type: ignore[union-attr]
                for row in self.sheet.rows
                if across <= len(row.figures) and row.figures[across - 1] is not None
            ]
            # A computed cell may grow when a price is changed: two places are left.
            page.set_column(across, across, max(12, *(len(text) + 3 for text in texts), 0))
        page.set_column(last + 1, last + 1, 3)
        page.set_column(last + 2, last + 2, 80)
        page.freeze_panes(HEAD_ROW + 1, 1)
        if last > 5:
            page.set_landscape()
        page.repeat_rows(HEAD_ROW)
        page.print_area(0, 0, end, last)
        lay_out(page, self.dossier.company)


def _written(dossier: Dossier, key: str) -> str:
    """What the team wrote there, empty where it is not usable, as for the plan."""
    try:
        return check(key, dossier.entries.get(key, ""))
    except EntryError:
        return ""


def _origin(figure: Figure) -> Origin:
    if figure.expression is not None:
        return "computed"
    if not figure.entry:
        return "fixed"
    return "structural" if find(figure.entry)[1].structural else "written"

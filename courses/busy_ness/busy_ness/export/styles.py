"""How the workbook's cells look: what a team wrote, what is computed, what the law fixes."""

from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from busy_ness.export.notice import FICTION
from busy_ness.export.printable import one_line, shortened
from busy_ness.plan.numerals import Unit

INK, SOFT, LINE, GREEN, BRICK, MUSTARD = "#12312F", "#47605D", "#DDD5C2", "#0B4F4A", "#A8321A", "#FFC145"
WRITTEN, FIXED, STRUCTURAL, TOTAL = "#FFF4D6", "#E4EEF7", "#ECECEC", "#F1EFE6"
Origin = Literal["written", "structural", "fixed", "computed"]
Strength = Literal["line", "subtotal", "total"]

_EURO = '#,##0.00\\ "€"'
# As the file format writes them: each program shows its reader's comma and spaces.
NUMBERS: dict[Unit, str] = {
    "eur": f"{_EURO};[Red]\\-{_EURO}",
    "eur_unit": f"{_EURO};[Red]\\-{_EURO}",
    "percent": "0.00\\ %;[Red]\\-0.00\\ %",
    "units": "#,##0;[Red]\\-#,##0",
    "days": '#,##0.0\\ "jours";[Red]\\-#,##0.0\\ "jours"',
    "months": '0\\ "mois"',
    "years": '0\\ "ans"',
    "hours": '#,##0.00\\ "h"',
    "coefficient": "0.00##",
    "choice": "0",
}
FILLS: dict[Origin, str] = {"written": WRITTEN, "structural": STRUCTURAL, "fixed": FIXED}
QUOTED = ("=", "+", "-", "@")


def number_format(unit: Unit, zero: str = "") -> str:
    """The file format's code for a unit; ``zero`` are words in place of 0."""
    code = NUMBERS[unit]
    if not zero:
        return code
    positive, *negative = code.split(";")
    shown = zero.replace('"', "”")
    return f'{positive};{negative[0] if negative else f"-{positive}"};"{shown}"'


class Styles:
    """Formats of one workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def number(self, unit: Unit, origin: Origin, strength: Strength, zero: str = "") -> Format:
        """A figure's cell; what a team wrote may be changed, the rest is locked."""
        look: dict[str, Any] = {
            "num_format": number_format(unit, zero),
            "align": "right",
            **_weight(strength),
        }
        if origin in FILLS:
            look |= {"bg_color": FILLS[origin], "border": 1, "border_color": LINE}
        if origin == "written":
            look["locked"] = False
        return self._format(look)

    def text(self, words: str, **look: Any) -> Format:
        """A text's cell; one that begins like a formula stays a text when somebody edits it."""
        if words.startswith(QUOTED):
            look["quote_prefix"] = True
        return self._format({"valign": "top", "text_wrap": True, **look})

    def label(self, words: str, strength: Strength) -> Format:
        return self.text(words, **_weight(strength))

    def sample(self, origin: Origin) -> Format:
        """A cell of the legend."""
        return self._format({"bg_color": FILLS.get(origin, "#FFFFFF"), "border": 1, "border_color": SOFT})

    def head(self, align: str = "right") -> Format:
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": GREEN, "align": align, "text_wrap": True}
        return self._format({**look, "valign": "vcenter"})

    def _format(self, look: dict[str, Any]) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            font = {"font_name": "Calibri", "font_size": 11, "font_color": INK}
            self._made[key] = self.book.add_format({**font, **look})
        return self._made[key]


def _weight(strength: Strength) -> dict[str, Any]:
    if strength == "line":
        return {}
    if strength == "subtotal":
        return {"bold": True, "top": 1, "top_color": SOFT}
    return {"bold": True, "top": 1, "bottom": 6, "top_color": INK, "bottom_color": INK, "bg_color": TOTAL}


A4 = 9


def lay_out(page: Worksheet, company: str) -> None:
    """How a sheet prints, and that what is computed is locked: without a password; columns may be widened."""
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.set_margins(0.5, 0.5, 0.6, 0.7)
    page.fit_to_pages(1, 0)
    page.set_footer(footer(company))
    page.protect("", {"format_columns": True, "format_rows": True})


def footer(company: str) -> str:
    """Printed below each page; ``&`` would be a command there, and 255 signs are the most it holds."""
    name = shortened(one_line(company), 60).replace("&", "&&")
    return f"&L{name} — {FICTION.lower()}&RPage &P sur &N"

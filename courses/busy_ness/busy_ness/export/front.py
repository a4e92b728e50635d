"""The workbook's first sheet: who, how to read the colours, what counts, what to watch, two charts."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from busy_ness.dossier import Dossier
from busy_ness.export.formula import HEAD_ROW, Cell
from busy_ness.export.notice import DISCLAIMER, FICTION
from busy_ness.export.printable import one_line, shortened
from busy_ness.export.styles import BRICK, GREEN, LINE, MUSTARD, SOFT, Origin, Styles, lay_out
from busy_ness.export.summary import YEARS, cash, day, identity, key_rows
from busy_ness.plan.book import YEAR_TITLES
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast

FRONT = "À lire d’abord"
COLUMNS = 6
LETTERS = 105  # on one line of all columns
LEGEND: tuple[tuple[Origin, str, str], ...] = (
    ("written", "Jaune", "Écrit par l’équipe. Change ce nombre\u00a0: toutes les feuilles se recalculent."),
    (
        "structural",
        "Gris",
        "Écrit par l’équipe, mais il décide des lignes du classeur\u00a0: change-le dans l’application.",
    ),
    ("fixed", "Bleu", "Taux ou seuil de la loi, ou ordre de grandeur\u00a0: sa source est à côté."),
    (
        "computed",
        "Blanc",
        "Calculé\u00a0: clique sur la cellule pour voir sa formule. Elle est verrouillée, sans mot de passe.",
    ),
)


class Front:
    """Fills the first sheet; ``cells`` say where the figures stand that it repeats."""

    def __init__(self, book: Workbook, page: Worksheet, styles: Styles, cells: Mapping[str, Cell]) -> None:
        self.book, self.page, self.styles, self.cells = book, page, styles, cells
        self.next = 0

    def fill(self, dossier: Dossier, forecast: Forecast) -> None:
        self._line(dossier.company or FICTION, bold=True, font_size=22, font_color=GREEN)
        slogan = one_line(dossier.text("entreprise.slogan"))
        if slogan:
            self._line(shortened(slogan, 200), italic=True, font_size=12)
        self._line(FICTION, bold=True, font_color=BRICK)
        self._line(DISCLAIMER)
        self.next += 1
        for label, words in identity(dossier, forecast):
            self._text(self.next, 0, label, font_color=SOFT)
            self._text(self.next, 1, words, text_wrap=False)
            self.next += 1
        self.next += 1
        self._legend()
        self._key_figures(forecast)
        self._alerts(dossier, forecast)
        self._charts(forecast)
        self._set_up(dossier.company)

    def _legend(self) -> None:
        self._text(self.next, 0, "Lire ce classeur", bold=True, font_size=14)
        for origin, colour, words in LEGEND:
            self.next += 1
            self.page.write_string(self.next, 0, colour, self.styles.sample(origin))
            self._text(self.next, 1, words, text_wrap=False)
        self.next += 2

    def _key_figures(self, forecast: Forecast) -> None:
        """Each is the cell of its sheet, so that it follows when an entry is changed."""
        rows = list(key_rows(forecast))
        self.page.write_string(self.next, 0, "Les chiffres qui comptent", self.styles.head("left"))
        for across, title in enumerate(YEAR_TITLES, 1):
            self.page.write_string(self.next, across, title, self.styles.head())
        for row in rows:
            self.next += 1
            self.page.write_string(self.next, 0, row.label, self.styles.label(row.label, "line"))
            for across, figure in enumerate(row.figures, 1):
                if figure is not None:
                    self._figure(self.next, across, figure)
        self.next += 1
        lowest = min(cash(forecast), key=lambda figure: figure.value)
        label = "Le compte le plus bas de l’année 1"
        self.page.write_string(self.next, 0, label, self.styles.label(label, "total"))
        first, last = (self.cells[figure.key] for figure in (cash(forecast)[0], cash(forecast)[-1]))
        formula = f"=MIN({first.seen_from(FRONT)}:{last.name})"
        look = self.styles.number("eur", "computed", "total")
        self.page.write_formula(self.next, 1, formula, look, float(lowest.value))
        self.next += 2

    def _figure(self, down: int, across: int, figure: Figure) -> None:
        look = self.styles.number(figure.unit, "computed", "line", figure.zero)
        formula = f"={self.cells[figure.key].seen_from(FRONT)}"
        self.page.write_formula(down, across, formula, look, float(figure.value))

    def _alerts(self, dossier: Dossier, forecast: Forecast) -> None:
        self._line(f"Points de vigilance, le {day(dossier)}", bold=True, font_size=14)
        for alert in forecast.alerts:
            self._line(f"{alert.words} {alert.action}")
        if not forecast.alerts:
            self._line("Aucun : le compte reste au-dessus de zéro et le projet couvre ses charges.")
        self.next += 1

    def _charts(self, forecast: Forecast) -> None:
        months = cash(forecast)
        account = self.book.add_chart({"type": "column"})
        account.add_series(
            {
                "name": "Compte à la fin du mois",
                "categories": self._heads(months),
                "values": self._range(months),
                "fill": {"color": GREEN},
                "invert_if_negative": True,
                "invert_if_negative_color": BRICK,
            }
        )
        self._place(account, "Le compte en banque, mois par mois", 0)
        sales = self.book.add_chart({"type": "column"})
        for key, name, colour in (
            ("resultat.{}.ca", "Chiffre d’affaires", GREEN),
            ("seuil.{}.seuil", "Seuil de rentabilité", MUSTARD),
        ):
            figures = [forecast.figure(key.format(year)) for year in YEARS]
            sales.add_series(
                {
                    "name": name,
                    "categories": self._heads(figures),
                    "values": self._range(figures),
                    "fill": {"color": colour},
                }
            )
        self._place(sales, "Chiffre d’affaires et seuil de rentabilité", 1)

    def _place(self, chart: Chart, title: str, number: int) -> None:
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis(
            {"num_format": '#,##0\\ "€"', "major_gridlines": {"visible": True, "line": {"color": LINE}}}
        )
        chart.set_x_axis({"label_position": "low"})
        chart.set_size({"width": 460, "height": 300})
        place = {"x_offset": 6 + number * 470, "object_position": 2, "description": title}
        self.page.insert_chart(self.next, 0, chart, place)

    def _range(self, figures: Sequence[Figure]) -> str:
        first, last = self.cells[figures[0].key], self.cells[figures[-1].key]
        return f"={first.quoted_sheet}!{first.fixed_name}:{last.fixed_name}"

    def _heads(self, figures: Sequence[Figure]) -> str:
        """The names of the columns above these figures."""
        cells = [self.cells[figures[n].key] for n in (0, -1)]
        first, last = (Cell(cell.sheet, HEAD_ROW, cell.column) for cell in cells)
        return f"={first.quoted_sheet}!{first.fixed_name}:{last.fixed_name}"

    def _line(self, words: str, **look: Any) -> None:
        """One text over all columns."""
        text = shortened(one_line(words), 1_000)
        self.page.merge_range(self.next, 0, self.next, COLUMNS - 1, "", self.styles.text(text, **look))
        self.page.write_string(self.next, 0, text, self.styles.text(text, **look))
        lines = -(-len(text) // LETTERS)
        size = look.get("font_size", 11)
        self.page.set_row(self.next, lines * size * 1.4)
        self.next += 1

    def _text(self, down: int, across: int, words: str, **look: Any) -> None:
        text = shortened(one_line(words), 1_000)
        self.page.write_string(down, across, text, self.styles.text(text, **look))

    def _set_up(self, company: str) -> None:
        self.page.set_column(0, 0, 40)
        self.page.set_column(1, COLUMNS - 1, 18)
        self.page.print_area(0, 0, self.next + 16, COLUMNS - 1)
        lay_out(self.page, company)

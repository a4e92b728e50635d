"""What somebody in a hurry reads of a forecast: who, the figures of three years, the two curves."""

from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from busy_ness.dossier import Dossier
from busy_ness.export import charts
from busy_ness.export.printable import one_line, shortened
from busy_ness.plan.catalog import CATALOG, MONTHS
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.sheets import Row

PARIS = ZoneInfo("Europe/Paris")
YEARS = ("a1", "a2", "a3")
MONTH_CODES = tuple(f"m{number:02}" for number in range(1, 13))
KEY_ROWS = (
    ("resultat", "ca"),
    ("resultat", "ebe"),
    ("resultat", "net"),
    ("resultat", "caf"),
    ("seuil", "seuil"),
    ("seuil", "point_mort"),
    ("financement", "tresorerie"),
)
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
CASH = ("tresorerie", "fin")


def key_rows(forecast: Forecast) -> Iterator[Row]:
    """The rows of three years that count most; a row that the legal form does not have is left out."""
    sheets = {sheet.key: sheet for sheet in forecast.sheets}
    for sheet, key in KEY_ROWS:
        yield sheets[sheet].row(key)


def cash(forecast: Forecast) -> tuple[Figure, ...]:
    """The account at the end of each month of year 1."""
    return tuple(forecast.figure(f"{CASH[0]}.{month}.{CASH[1]}") for month in MONTH_CODES)


def month_names(forecast: Forecast) -> tuple[str, ...]:
    """The twelve months from the one of opening, as a drawing writes them."""
    first = int(forecast.plan.choices["entreprise.mois"]) - 1
    return tuple(SHORT_MONTHS[(first + number) % 12] for number in range(12))


def identity(dossier: Dossier, forecast: Forecast) -> list[tuple[str, str]]:
    """Who made it and when: (label, words), without what is empty."""
    members = ", ".join(
        f"{member.display_name} ({member.role})" if member.role else member.display_name
        for member in dossier.members
    )
    lines = (
        ("Équipe", dossier.team),
        ("Membres", members),
        ("Forme juridique", legal_form(forecast)),
        ("Atelier", dossier.workshop),
        ("Date", day(dossier)),
    )
    return [(label, shortened(one_line(words), 300)) for label, words in lines if one_line(words)]


def day(dossier: Dossier) -> str:
    """« 1er mars 2026 », in Paris."""
    made = dossier.made_at.astimezone(PARIS)
    return f"{made.day if made.day > 1 else '1er'} {MONTHS[made.month - 1]} {made.year}"


def legal_form(forecast: Forecast) -> str:
    company = next(group for group in CATALOG if group.key == "entreprise")
    entry = company.entry("forme")
    chosen = forecast.plan.choices["entreprise.forme"]
    return next(
        (choice.label for choice in (entry.choices if entry else ()) if choice.value == chosen), chosen
    )


def drawing_of_cash(forecast: Forecast) -> charts.Drawing:
    return charts.cash(month_names(forecast), [figure.value for figure in cash(forecast)])


def drawing_of_break_even(forecast: Forecast) -> charts.Drawing:
    """Year 1."""
    sales, fixed, variable = (
        forecast.figure(f"seuil.a1.{key}").value for key in ("ca", "fixes", "variables")
    )
    rate = variable / sales if sales else Decimal(0)
    return charts.break_even(sales, fixed, rate, threshold(forecast, "a1"), "année 1")


def drawing_of_years(forecast: Forecast) -> charts.Drawing:
    def row(key: str) -> list[Figure]:
        return [forecast.figure(key.format(year)) for year in YEARS]

    return charts.years(
        [figure.value for figure in row("resultat.{}.ca")],
        [threshold(forecast, year) for year in YEARS],
        [figure.value for figure in row("resultat.{}.net")],
    )


def threshold(forecast: Forecast, year: str) -> Decimal | None:
    """The seuil de rentabilité in euros, or nothing where no turnover pays the costs."""
    margin = forecast.figure(f"seuil.{year}.marge").value
    return forecast.figure(f"seuil.{year}.seuil").value if margin > 0 else None

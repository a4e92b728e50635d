"""Drawings of a team's forecast for its pages: the account, the seuil, and the years that might come."""

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from busy_ness.app.writing.forecasts import balances_of
from busy_ness.export.charts import Drawing, break_even, cash
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.numerals import write

if TYPE_CHECKING:  # it brings numpy
    from busy_ness.plan.feasibility import Feasibility

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 320, 84, 16, 20, 44
_INK, _SOFT, _LINE, _GREEN, _BRICK = "#12312f", "#47605d", "#ddd5c2", "#0b4f4a", "#a8321a"


def drawing_of(sheet: str, forecast: Forecast) -> Drawing | None:
    """The drawing that belongs to a sheet; None for most."""
    if sheet == "tresorerie":
        months = [_short(name) for name in forecast.sheet("tresorerie").columns]
        return cash(months, [figure.value for figure in balances_of(forecast)])
    if sheet == "seuil":
        sales, fixed, variable, level = (
            forecast.figure(f"seuil.a1.{key}").value for key in ("ca", "fixes", "variables", "seuil")
        )
        rate = variable / sales if sales else sales
        return break_even(sales, fixed, rate, level or None, "année 1")
    return None


def fan(drawn: "Feasibility") -> Drawing:
    """Where the account lies in half of the years that were drawn, in nine of ten, and as planned."""
    months = drawn.months
    values = [float(month.quantiles[q]) for month in months for q in (5, 95)]
    low, high = min(0.0, *values), max(0.0, *values)
    high = high if high > low else low + 1

    def x(place: int) -> float:
        return _LEFT + place * (_WIDTH - _LEFT - _RIGHT) / (len(months) - 1)

    def y(value: float) -> float:
        return _TOP + (high - value) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    def band(lower: int, upper: int, colour: str) -> str:
        edge = [f"{x(n):.1f},{y(float(month.quantiles[upper])):.1f}" for n, month in enumerate(months)]
        edge += [
            f"{x(n):.1f},{y(float(months[n].quantiles[lower])):.1f}" for n in reversed(range(len(months)))
        ]
        return f'<polygon points="{" ".join(edge)}" fill="{colour}"/>'

    planned = " ".join(f"{x(n):.1f},{y(float(month.planned)):.1f}" for n, month in enumerate(months))
    median = " ".join(f"{x(n):.1f},{y(float(month.quantiles[50])):.1f}" for n, month in enumerate(months))
    parts = [
        band(5, 95, "#cfe3de"),
        band(25, 75, "#8fbfb4"),
        _line(_LEFT, y(0), _WIDTH - _RIGHT, y(0), _BRICK if low < 0 else _SOFT),
        f'<polyline points="{median}" fill="none" stroke="{_GREEN}" stroke-width="3"/>',
        f'<polyline points="{planned}" fill="none" stroke="{_INK}" stroke-width="2" stroke-dasharray="6 5"/>',
    ]
    for value in (low, high, 0.0) if low < 0 < high else (low, high):
        label = write(_round(value), "eur").replace(",00", "")
        parts.append(_text(_LEFT - 8, y(value) + 4, label, "end", _SOFT))
    for n, month in enumerate(months):
        parts.append(_text(x(n), _HEIGHT - 18, _short(month.label), "middle", _INK))
    worst = max(months, key=lambda month: month.below_zero)
    words = (
        f"Sur {drawn.draws} années tirées au sort : {drawn.sentence} "
        f"Le mois le plus risqué est {worst.label}."
        if worst.below_zero
        else f"Sur {drawn.draws} années tirées au sort : {drawn.sentence}"
    )
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}">{"".join(parts)}</svg>',
        words,
    )


def _short(month: str) -> str:
    """« févr. » for « Février », and « juin » as it is."""
    name = month.lower()
    return (
        name if len(name) <= 4 else f"{name[:4] if name[:3] in ('fév', 'jan', 'jui', 'sep') else name[:3]}."
    )


def _round(value: float) -> Decimal:
    return Decimal(round(value / 100) * 100)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="13"'
    return f'<text {place} fill="{colour}">{escape(words)}</text>'

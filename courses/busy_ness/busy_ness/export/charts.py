"""The two drawings of a forecast: the account month by month, and the sales from which the costs are paid.

Each is an SVG without script or outside file, with the sentence that says the same to who does not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from busy_ness.export.amounts import euros, short

INK, SOFT, LINE = "#12312f", "#47605d", "#ddd5c2"
GREEN, BRICK, MUSTARD = "#0b4f4a", "#a8321a", "#ffc145"
WIDTH, HEIGHT = 720, 300
FLAT = 190  # below twelve columns of figures, on the same page
LEFT, RIGHT, TOP, BOTTOM = 78, 18, 26, 40


@dataclass(frozen=True)
class Drawing:
    """An SVG and its words."""

    svg: str
    words: str


@dataclass(frozen=True)
class _Scale:
    """Euros of the vertical axis: round steps that hold zero and every value."""

    low: float
    high: float
    step: float
    height: int

    @classmethod
    def holding(cls, values: Sequence[float], height: int) -> "_Scale":
        low, high = min(0.0, *values), max(0.0, *values)
        if low == high:
            high = 1.0
        rough = (high - low) / (5 if height > FLAT else 3)
        size = 10.0 ** floor(log10(rough))
        step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= rough)
        return cls(step * floor(low / step), step * ceil(high / step), step, height)

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * (self.height - TOP - BOTTOM)

    def grid(self) -> str:
        count = round((self.high - self.low) / self.step)
        marks = [self.low + n * self.step for n in range(count + 1)]
        return "".join(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{self.y(m):.1f}" y2="{self.y(m):.1f}" '
            f'stroke="{SOFT if abs(m) < self.step / 2 else LINE}" stroke-width="1"/>'
            + _text(LEFT - 8, self.y(m) + 4, short(Decimal(repr(m))), "end", SOFT, 12)
            for m in marks
        )


def cash(months: Sequence[str], balances: Sequence[Decimal]) -> Drawing:
    """Bars of the account at the end of each month.

    Args:
        months: as they are written below the bars.
        balances: euros, as many as months, at least one.
    """
    values = [float(balance) for balance in balances]
    scale = _Scale.holding(values, FLAT)
    place = (WIDTH - LEFT - RIGHT) / len(values)
    zero, bars = scale.y(0), []
    worst = min(range(len(values)), key=lambda n: values[n])
    for n, value in enumerate(values):
        x, y = LEFT + (n + 0.18) * place, scale.y(value)
        below = value < 0
        # Below zero a bar is hatched too: the colour alone is not seen by everybody, nor on a black printer.
        bars.append(
            f'<rect x="{x:.1f}" y="{min(y, zero):.1f}" width="{place * 0.64:.1f}" '
            f'height="{max(abs(zero - y), 0.8):.1f}" fill="{"url(#below)" if below else GREEN}" '
            f'stroke="{BRICK if below else GREEN}"/>'
        )
        bars.append(_text(LEFT + (n + 0.5) * place, FLAT - 18, months[n], "middle", INK, 12))
        if n in (worst, len(values) - 1):
            above = y - 6 if not below else y + 15
            bars.append(
                _text(LEFT + (n + 0.5) * place, above, short(balances[n]), "middle", INK, 12, bold=True)
            )
    words = (
        f"Compte en banque à la fin de chaque mois : au plus bas {euros(balances[worst])} ({months[worst]}), "
        f"{euros(balances[-1])} au bout de {len(values)} mois."
    )
    return _drawing(scale.grid() + "".join(bars), words, WIDTH, FLAT)


def break_even(
    sales: Decimal, fixed: Decimal, variable_rate: Decimal, threshold: Decimal | None, year: str
) -> Drawing:
    """Sales and costs against sales; they cross at the seuil de rentabilité.

    Args:
        sales: the year's turnover, euros.
        fixed: costs that do not move with sales, euros.
        variable_rate: costs that do, per euro of sales (0.41).
        threshold: euros; None where no turnover pays the costs.
        year: « année 1 ».
    """
    widest = max(float(sales), float(threshold or 0)) * 1.2 or 1.0

    def costs_at(x: float) -> float:
        return float(fixed) + float(variable_rate) * x

    scale = _Scale.holding([widest, costs_at(widest)], HEIGHT)
    across = WIDTH - LEFT - RIGHT

    def x(value: float) -> float:
        return LEFT + value / widest * across

    parts = [
        scale.grid(),
        _line(x(0), scale.y(0), x(widest), scale.y(widest), GREEN),
        _line(x(0), scale.y(costs_at(0)), x(widest), scale.y(costs_at(widest)), BRICK, "8 5"),
        _line(LEFT + 8, TOP - 14, LEFT + 36, TOP - 14, GREEN),
        _text(LEFT + 42, TOP - 10, "chiffre d’affaires", "start", GREEN, 13, bold=True),
        _line(LEFT + 190, TOP - 14, LEFT + 218, TOP - 14, BRICK, "8 5"),
        _text(LEFT + 224, TOP - 10, "charges, fixes et variables", "start", BRICK, 13, bold=True),
    ]
    for value, name, level in ((threshold, "seuil", 0), (sales, f"prévu, {year}", 1)):
        if value is None:
            continue
        at = x(float(value))
        anchor = "end" if at > WIDTH - 150 else "middle"
        parts += [
            _line(at, scale.y(0), at, scale.y(float(value)), SOFT, "2 3", 1.5),
            f'<circle cx="{at:.1f}" cy="{scale.y(float(value)):.1f}" r="5" fill="{MUSTARD}" stroke="{INK}"/>',
            _text(at, HEIGHT - 24 + level * 16, f"{name} : {short(value)}", anchor, INK, 12, bold=True),
        ]
    if threshold is None:
        words = (
            f"En {year}, aucun chiffre d’affaires ne paie les charges : "
            "chaque vente coûte plus qu’elle ne rapporte."
        )
    else:
        words = (
            f"En {year}, les ventes paient toutes les charges à partir de {euros(threshold)} ; "
            f"{euros(sales)} sont prévus."
        )
    return _drawing("".join(parts), words)


def years(
    sales: Sequence[Decimal], thresholds: Sequence[Decimal | None], results: Sequence[Decimal]
) -> Drawing:
    """Sales of each year as bars with the seuil across and the result below, in letters for a whole room.

    Args:
        sales, results: euros of year 1, 2, 3.
        thresholds: euros; None where no turnover pays the costs.
    """
    width, height, top, bottom = 480, 380, 46, 96
    highest = max(1.0, *(float(value or 0) for value in (*sales, *thresholds)))
    place, floor_y = width / len(sales), height - bottom
    parts = [
        f'<rect x="4" y="8" width="20" height="14" fill="{GREEN}"/>',
        _text(32, 21, "ventes", "start", INK, 18, bold=True),
        _line(120, 15, 150, 15, BRICK, "7 4", 4),
        _text(158, 21, "seuil de rentabilité", "start", INK, 18, bold=True),
        _line(0, floor_y, width, floor_y, SOFT, width=1.5),
    ]
    for n, (value, threshold, result) in enumerate(zip(sales, thresholds, results, strict=True)):
        x, middle = n * place, (n + 0.5) * place
        tall = float(value) / highest * (floor_y - top - 24)
        parts += [
            f'<rect x="{x + place * 0.2:.1f}" y="{floor_y - tall:.1f}" width="{place * 0.6:.1f}" '
            f'height="{tall:.1f}" fill="{GREEN}"/>',
            _text(middle, floor_y - tall - 10, short(value), "middle", INK, 19, bold=True),
            _text(middle, floor_y + 24, f"Année {n + 1}", "middle", INK, 19, bold=True),
            _text(middle, floor_y + 52, "résultat", "middle", SOFT, 17),
            _text(middle, floor_y + 76, short(result), "middle", BRICK if result < 0 else INK, 19, bold=True),
        ]
        if threshold is not None:
            y = floor_y - float(threshold) / highest * (floor_y - top - 24)
            parts.append(_line(x + place * 0.08, y, x + place * 0.92, y, "#ffffff", "", 7))
            parts.append(_line(x + place * 0.08, y, x + place * 0.92, y, BRICK, "7 4", 4))
    told = " ; ".join(
        f"année {n + 1}, {euros(value)} de ventes, "
        + (
            f"seuil de rentabilité {euros(threshold)}, "
            if threshold is not None
            else "seuil jamais atteint, "
        )
        + f"résultat {euros(result)}"
        for n, (value, threshold, result) in enumerate(zip(sales, thresholds, results, strict=True))
    )
    return _drawing("".join(parts), f"Les ventes de trois années : {told}.", width, height)


def _drawing(inside: str, words: str, width: int = WIDTH, height: int = HEIGHT) -> Drawing:
    hatch = (
        f'<defs><pattern id="below" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffe3da"/>'
        f'<rect width="3" height="6" fill="{BRICK}"/></pattern></defs>'
    )
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" '
        f'font-family="Atkinson Hyperlegible Next, DejaVu Sans Mono, sans-serif">{hatch}{inside}</svg>',
        words,
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "", width: float = 3) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str, size: int, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
    return f'<text {place} fill="{colour}"{weight}>{escape(words)}</text>'

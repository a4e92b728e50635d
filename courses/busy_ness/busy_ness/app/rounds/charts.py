"""The drawings of a round, made by the server: who sold how much of the market, and everybody's account.

Each is an SVG without script, beside the sentence that says the same; teams are told apart by their name and
the form of their points as well as by their colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from markupsafe import Markup

from busy_ness.app.words import euros, percent, say

WIDTH = 440
ROW, BAR = 52, 20
LEFT, RIGHT, TOP, BOTTOM = 78, 24, 18, 34
PLOT_HEIGHT = 270
_POINTS = (
    "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z",  # round
    "M-5,-5H5V5H-5Z",
    "M0,-6.5L6,5H-6Z",
    "M0,-7L7,0L0,7L-7,0Z",
    "M0,6.5L6,-5H-6Z",
    "M-2,-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",  # cross
    "M-6,-3H6V3H-6Z",
    "M-3,-6H3V6H-3Z",
)
_SVG = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{words}">{inside}</svg>'
)
_BAR = Markup(
    '<g class="{colour}"><path class="mark" transform="translate(8 {middle})" d="{point}"/>'
    '<text class="name" x="20" y="{label}">{name}</text>'
    '<rect x="0" y="{top}" width="{track}" height="{bar}" rx="5" class="track"/>'
    '<rect x="0" y="{top}" width="{length}" height="{bar}" rx="5" class="bar"/>'
    '<text class="value" x="{end}" y="{value}">{share}</text>'
    '<text class="price" x="{right}" y="{label}">{price}</text></g>'
)


@dataclass(frozen=True)
class Drawing:
    """An SVG, and the sentence for who does not see it."""

    svg: Markup
    words: str


@dataclass(frozen=True)
class Bar:
    """One team's part of the market: ``colour`` is its place in the palette, None for who buys nothing."""

    name: str
    colour: int | None
    share: Decimal
    price: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One team's account at the start and after each round, in euros."""

    name: str
    colour: int
    values: tuple[Decimal, ...]
    mine: bool = False


def shares(bars: Sequence[Bar]) -> Drawing:
    """One bar a team, its price beside its name; the longest bar fills the width."""
    most = max((bar.share for bar in bars), default=Decimal(0)) or Decimal(1)
    track = WIDTH - 74
    rows = Markup("").join(
        _BAR.format(
            colour="nobody" if bar.colour is None else f"team-{bar.colour}",
            point=_POINTS[(bar.colour or 0) % len(_POINTS)],
            middle=n * ROW + 14,
            label=n * ROW + 19,
            name=bar.name if len(bar.name) <= 26 else f"{bar.name[:25]}…",
            top=n * ROW + 26,
            bar=BAR,
            track=track,
            length=f"{max(2.0, float(bar.share / most) * track):.1f}",
            end=track + 8,
            value=n * ROW + 42,
            share=percent(bar.share, 0),
            right=track,
            price="" if bar.price is None else euros(bar.price),
        )
        for n, bar in enumerate(bars)
    )
    words = " ; ".join(
        say("%(team)s : %(share)s des clients", team=bar.name, share=percent(bar.share, 0))
        + ("" if bar.price is None else say(", au prix de %(price)s", price=euros(bar.price)))
        for bar in bars
    )
    return _drawn(rows, ROW * len(bars), say("Parts de marché. %(list)s.", list=words))


def cash(lines: Sequence[Line]) -> Drawing:
    """Everybody's account, from the start (T0) to the last round; below zero the ground is marked."""
    everything = [float(value) for line in lines for value in line.values] or [0.0]
    scale = _Scale.holding(everything)
    count = max((len(line.values) for line in lines), default=1)
    step = (WIDTH - LEFT - RIGHT) / max(1, count - 1)
    ground = Markup("")
    if scale.low < 0:
        ground = Markup('<rect class="below" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
            LEFT, scale.y(0), WIDTH - LEFT - RIGHT, scale.y(scale.low) - scale.y(0)
        )
    times = Markup("").join(
        Markup('<text class="axis" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            LEFT + n * step, PLOT_HEIGHT - 8, say("Début") if n == 0 else f"T{n}"
        )
        for n in range(count)
    )
    drawn = Markup("").join(_line(line, scale, step) for line in sorted(lines, key=lambda one: one.mine))
    words = " ; ".join(
        say("%(team)s : %(now)s", team=line.name, now=euros(line.values[-1], 0)) for line in lines
    )
    return _drawn(
        ground + scale.grid() + times + drawn,
        PLOT_HEIGHT,
        say("Argent sur le compte après chaque trimestre. À la fin : %(list)s.", list=words),
    )


def _line(line: Line, scale: "_Scale", step: float) -> Markup:
    spots = [(LEFT + n * step, scale.y(float(value))) for n, value in enumerate(line.values)]
    path = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    marks = Markup("").join(
        Markup('<path class="mark" transform="translate({:.1f} {:.1f})" d="{}"/>').format(
            x, y, _POINTS[line.colour % len(_POINTS)]
        )
        for x, y in spots
    )
    return Markup('<g class="team-{}{}"><path class="line" d="{}"/>{}</g>').format(
        line.colour, " mine" if line.mine else "", path, marks
    )


def point(colour: int) -> str:
    """The path of a team's point, for legends: 14 units wide around zero."""
    return _POINTS[colour % len(_POINTS)]


def _drawn(inside: Markup, height: int, words: str) -> Drawing:
    return Drawing(_SVG.format(width=WIDTH, height=max(height, ROW), words=words, inside=inside), words)


@dataclass(frozen=True)
class _Scale:
    """Euros of the vertical axis: round steps that hold zero and every value."""

    low: float
    high: float
    step: float

    @classmethod
    def holding(cls, values: Sequence[float]) -> "_Scale":
        low, high = min(0.0, *values), max(0.0, *values)
        high = high if high > low else low + 1
        rough = (high - low) / 4
        size = 10.0 ** floor(log10(rough))
        step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= rough)
        return cls(step * floor(low / step), step * ceil(high / step), step)

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * (PLOT_HEIGHT - TOP - BOTTOM)

    def grid(self) -> Markup:
        marks = [self.low + n * self.step for n in range(round((self.high - self.low) / self.step) + 1)]
        return Markup("").join(
            Markup(
                '<line class="{}" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>'
                '<text class="axis" x="{}" y="{:.1f}" text-anchor="end">{}</text>'
            ).format(
                "zero" if abs(mark) < self.step / 2 else "grid",
                LEFT,
                WIDTH - RIGHT,
                self.y(mark),
                self.y(mark),
                LEFT - 8,
                self.y(mark) + 5,
                euros(Decimal(round(mark)), 0),
            )
            for mark in marks
        )

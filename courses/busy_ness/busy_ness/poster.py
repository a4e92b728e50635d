"""Pictures of a team's work, drawn in its colours: boxes with words, and bars over months or rounds.

A graded notebook keeps pictures and plain tables, and nothing that could run: so these are PNG.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "export" / "fonts"
TITLE_FONT = FONTS / "bricolage-grotesque-latin-700-normal.ttf"
TEXT_FONT = FONTS / "atkinson-hyperlegible-next-latin-400-normal.ttf"
INK, PAPER, CARD, LINE = "#12312f", "#fff8ea", "#ffffff", "#d9cfba"
# White on each of these has a contrast of 4.5 or more.
GREEN, BRICK, BLUE, PLUM = "#0b4f4a", "#a8321a", "#1f4f8f", "#6b2f6b"
MARGIN, PADDING = 20, 12
TITLE_SIZES = (18, 16, 15, 14)
TEXT_SIZES = (22, 20, 18, 16, 15, 14, 13)
COLOURS_KEPT = 64

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Box:
    """A box of a poster: its place and size in cells of a grid, its title and words."""

    left: int
    top: int
    wide: int
    high: int
    title: str
    words: str
    colour: str = GREEN


@dataclass(frozen=True)
class Bar:
    """What stands over one label: one value, or two side by side (planned, real)."""

    label: str
    values: tuple[Decimal, ...]


def boxes(title: str, cells: Sequence[Box], cell: tuple[int, int], grid: tuple[int, int]) -> bytes:
    """A poster as PNG; words too long for their box end in « … ».

    Args:
        cell: width and height of a cell, in pixels.
        grid: how many cells it is wide and high.
    """
    wide, high = cell[0] * grid[0] + 2 * MARGIN, cell[1] * grid[1] + 2 * MARGIN + 56
    image, draw = _sheet(wide, high)
    draw.text((MARGIN, MARGIN - 4), _drawable(title), INK, _font(TITLE_FONT, 34))
    for box in cells:
        left, top = MARGIN + box.left * cell[0], MARGIN + 56 + box.top * cell[1]
        right, bottom = left + box.wide * cell[0] - 8, top + box.high * cell[1] - 8
        draw.rounded_rectangle((left, top, right, bottom), 10, CARD, LINE, 2)
        draw.rounded_rectangle(
            (left, top, right, top + 36), 10, box.colour, corners=(True, True, False, False)
        )
        name, room = _drawable(box.title), right - left - 2 * PADDING
        size = next(
            (size for size in TITLE_SIZES if _font(TITLE_FONT, size).getlength(name) <= room), TITLE_SIZES[-1]
        )
        title_font = _font(TITLE_FONT, size)
        draw.text(
            (left + PADDING, top + 18), _fitted(name, title_font, room), "#ffffff", title_font, anchor="lm"
        )
        inner = (right - left - 2 * PADDING, bottom - top - 36 - 2 * PADDING)
        lines, size = _laid_out(_drawable(box.words), *inner)
        for place, line in enumerate(lines):
            at = (left + PADDING, top + 36 + PADDING + place * round(1.3 * size))
            draw.text(at, line, INK, _font(TEXT_FONT, size))
    return _png(image)


def bars(title: str, columns: Sequence[Bar], names: Sequence[str] = (), unit: str = "€") -> bytes:
    """Bars as PNG: one colour for each of ``names``, brick below zero where there is one value a label."""
    wide, high, left, top, bottom = 1080, 440, 90, 92, 60
    image, draw = _sheet(wide, high)
    small = _font(TEXT_FONT, 15)
    draw.text((MARGIN, 18), _drawable(title), INK, _font(TITLE_FONT, 26))
    for place, name in enumerate(names):
        at = wide - MARGIN - 180 * (len(names) - place)
        draw.rectangle((at, 26, at + 18, 44), _colour(place, Decimal(1), len(names)))
        draw.text((at + 26, 24), _drawable(name), INK, small)
    values = [value for column in columns for value in column.values]
    least, most = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = float(most - least) or 1.0
    room = high - top - bottom

    def y(value: Decimal) -> float:
        return top + float(most - value) / span * room

    draw.line((left, y(Decimal(0)), wide - MARGIN, y(Decimal(0))), INK, 2)
    draw.text((left - 10, y(Decimal(0))), _drawable(f"0 {unit}".strip()), INK, small, anchor="rm")
    step = (wide - MARGIN - left) / max(1, len(columns))
    for number, column in enumerate(columns):
        each = 0.7 * step / max(1, len(column.values))
        start = left + step * number + 0.15 * step
        for place, value in enumerate(column.values):
            ends = sorted((y(Decimal(0)), y(value)))
            x = start + each * place
            colour = _colour(place, value, len(column.values))
            draw.rectangle((x, ends[0], x + each - 3, max(ends[1], ends[0] + 1)), colour)
            anchor, edge = ("mb", ends[0] - 3) if value >= 0 else ("ma", ends[1] + 2)
            draw.text((x + each / 2, edge), _whole(value), INK, small, anchor=anchor)
        middle = left + step * (number + 0.5)
        draw.text((middle, high - bottom + 26), _drawable(column.label), INK, small, anchor="ma")
    return _png(image)


def ruler(title: str, low: Decimal, high: Decimal, price: Decimal | None) -> bytes:
    """The acceptable interval on a line of prices as PNG, with the team's price on it."""
    wide, tall, left = 1080, 190, 60
    image, draw = _sheet(wide, tall)
    draw.text((MARGIN, 16), _drawable(title), INK, _font(TITLE_FONT, 26))
    small = _font(TEXT_FONT, 19)
    ends = [low, high, *([price] if price is not None else [])]
    first, last = min(ends) * Decimal("0.8"), max(ends) * Decimal("1.15")
    span = float(last - first) or 1.0

    def x(value: Decimal) -> float:
        return left + float(value - first) / span * (wide - 2 * left)

    draw.line((left, 105, wide - left, 105), LINE, 6)
    draw.line((x(low), 105, x(high), 105), GREEN, 18)
    for value in (low, high):
        draw.text((x(value), 124), _drawable(_euros(value)), INK, small, anchor="ma")
    if price is not None:
        inside = low <= price <= high
        draw.polygon([(x(price), 92), (x(price) - 13, 66), (x(price) + 13, 66)], BLUE if inside else BRICK)
        draw.text((x(price), 150), _drawable(f"votre prix : {_euros(price)}"), INK, small, anchor="ma")
    return _png(image)


def _whole(value: Decimal) -> str:
    return f"{value:,.0f}".replace(",", "\u00a0").replace("-", "−")


def _euros(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",") + " €"


def _colour(place: int, value: Decimal, many: int) -> str:
    if many > 1:
        return (BLUE, GREEN)[place % 2]
    return BRICK if value < 0 else GREEN


def _sheet(wide: int, high: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (wide, high), PAPER)
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.quantize(COLOURS_KEPT, Image.Quantize.FASTOCTREE).save(made, "PNG")
    return made.getvalue()


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> Font:
    """Pillow's own where ours were not put in place."""
    return ImageFont.truetype(path, size) if path.is_file() else ImageFont.load_default(size)


def _drawable(text: str) -> str:
    """What the typefaces have; the words under the picture have all of it."""
    plain = re.sub(r"[ \u202f]([€%:;!?»])", "\u00a0\\1", text.replace("« ", "«\u00a0"))
    plain = re.sub(r"(?<=\d)[ \u202f](?=\d{3}\b)", "\u00a0", re.sub(r"[\t\u202f]", " ", plain))
    return "".join(c for c in plain if c == "\n" or 0x20 <= ord(c) < 0x180 or c in "’‘“”–—…€−•œŒ")


def _laid_out(words: str, wide: int, high: int) -> tuple[list[str], int]:
    """The lines of a text at the largest size that fits; cut at the smallest one."""
    lines: list[str] = []
    for size in TEXT_SIZES:
        lines, room = _wrapped(words, _font(TEXT_FONT, size), wide), high // round(1.3 * size)
        if len(lines) <= room:
            return lines, size
    kept = lines[:room]
    if kept:
        kept[-1] = _fitted(f"{kept[-1]} …", _font(TEXT_FONT, size), wide)
    return kept, size


def _wrapped(words: str, font: Font, wide: int) -> list[str]:
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > wide:
                lines.append(line)
                longer = word
            line = _fitted(longer, font, wide)
        if line:
            lines.append(line)
    return lines


def _fitted(text: str, font: Font, wide: int) -> str:
    """The text, cut where it would leave its box."""
    if font.getlength(text) <= wide:
        return text
    while text and font.getlength(f"{text}…") > wide:
        text = text[:-1]
    return f"{text.rstrip()}…"

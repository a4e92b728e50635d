"""The frame of every drawing: an SVG that is seen, and heard by those who do not see it."""

from collections.abc import Iterable
from html import escape


def svg(width: float, height: float, label: str, body: str, view: str = "") -> str:
    """A whole SVG image.

    Args:
        width: in pixels of the screen.
        height: in pixels of the screen.
        label: French, describes the drawing.
        body: SVG elements.
        view: the ``viewBox``; from 0, 0 to the size where it is empty.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{short(width)}" height="{short(height)}" '
        f'viewBox="{view or f"0 0 {short(width)} {short(height)}"}" role="img" '
        f'aria-label="{escape(label)}" font-family="sans-serif">{body}</svg>'
    )


def rectangle(x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> str:
    rounded = f' rx="{short(radius)}"' if radius else ""
    return (
        f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"'
        f'{rounded} fill="{fill}"/>'
    )


def pixels(squares: Iterable[tuple[int, int]], size: float, fill: str) -> str:
    """Squares of one colour as one path; ``squares`` are (column, row)."""
    rows: dict[int, list[int]] = {}
    for column, row in squares:
        rows.setdefault(row, []).append(column)
    drawn = []
    for row, columns in sorted(rows.items()):
        for first, count in _runs(sorted(set(columns))):
            drawn.append(
                f"M{short(first * size)} {short(row * size)}h{short(count * size)}v{short(size)}"
                f"h-{short(count * size)}z"
            )
    return f'<path d="{"".join(drawn)}" fill="{fill}"/>' if drawn else ""


def short(value: float) -> str:
    """A number with two decimals at most: SVG files stay small."""
    return f"{round(value, 2) + 0:g}" if abs(value) < 1e5 else f"{value:.0f}"


def _runs(columns: list[int]) -> Iterable[tuple[int, int]]:
    """(first, count) of neighbours in a sorted row."""
    first, count = columns[0], 1
    for column in columns[1:]:
        if column == first + count:
            count += 1
        else:
            yield first, count
            first, count = column, 1
    yield first, count

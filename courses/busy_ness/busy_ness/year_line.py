"""A year drawn as one line: the days that pay the costs, then the days that make a profit."""

from dataclasses import dataclass

from busy_ness.money import arrondi

YEAR_DAYS = 360  # twelve months of 30 days, as French forecasts count
WIDTH, BAR_TOP, BAR_HEIGHT = 640, 54, 44
# Text contrasts: white on COSTS 8.1, white on PROFIT 5.3 (WCAG 2.1 asks for 4.5).
COSTS, PROFIT, INK = "#8c2f39", "#1f7a4d", "#1d2433"


@dataclass(frozen=True)
class YearLine:
    """The line of one year; ``day`` is the point mort, in days of a 360-day year (above 360: not reached)."""

    day: float

    def __repr__(self) -> str:
        if self.day > YEAR_DAYS:
            return "En un an, les ventes ne paient pas encore toutes les charges."
        return f"Jusqu'au jour {_comma(self.day)}, les ventes paient les charges. Ensuite, c'est du bénéfice."

    def _repr_svg_(self) -> str:
        reached = min(self.day, YEAR_DAYS) / YEAR_DAYS
        cut = round(20 + reached * (WIDTH - 40), 1)
        month = (WIDTH - 40) / 12
        months = "".join(_text(20 + (n + 0.5) * month, 118, 12, str(n + 1), INK) for n in range(12))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="130" viewBox="0 0 {WIDTH} 130" '
            f'role="img" aria-label="{self!r}" font-family="sans-serif">'
            f'<text x="20" y="30" font-size="16" fill="{INK}">{self!r}</text>'
            f"{_bar(20, cut, 'charges', COSTS)}{_bar(cut, WIDTH - 20, 'bénéfice', PROFIT)}{months}</svg>"
        )


def montrer_annee(point_mort: float) -> YearLine:
    """Draw the year with the day on which the costs are paid.

    Args:
        point_mort: in days of a 360-day year, 0 or more.

    Raises:
        TypeError: not a number. ValueError: below zero (messages in French).
    """
    day = arrondi(point_mort, 1)
    if day < 0:
        raise ValueError(
            "Le point mort est un nombre de jours, à partir de 0. "
            f"Tu as donné {_comma(day)} : vérifie ton calcul."
        )
    return YearLine(day)


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _bar(left: float, right: float, word: str, colour: str) -> str:
    size = f'x="{left:.1f}" y="{BAR_TOP}" width="{right - left:.1f}" height="{BAR_HEIGHT}"'
    # A word wider than its bar would be cut.
    written = _text((left + right) / 2, BAR_TOP + BAR_HEIGHT / 2 + 5, 15, word, "#ffffff")
    return f'<rect {size} fill="{colour}"/>{written if right - left > 90 else ""}'


def _text(x: float, y: float, size: int, words: str, colour: str) -> str:
    place = f'x="{x:.1f}" y="{y:.0f}" text-anchor="middle"'
    return f'<text {place} font-size="{size}" fill="{colour}">{words}</text>'

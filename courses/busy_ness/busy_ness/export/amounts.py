"""Figures as French accounts print them; below zero in parentheses, never in a colour alone."""

from decimal import ROUND_HALF_UP, Decimal

from busy_ness.money import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE

MINUS = "\u2212"


def amount(value: Decimal, places: int = 2) -> str:
    """« 1 234,50 », « (1 234,50) » below zero."""
    written = _plain(abs(value), places)
    return f"({written})" if value < 0 and written.strip("0,") else written


def euros(value: Decimal, places: int = 2) -> str:
    """« −1 234,50 € », inside a sentence."""
    written = _plain(abs(value), places)
    sign = MINUS if value < 0 and written.strip("0,") else ""
    return f"{sign}{written}{NO_BREAK_SPACE}€"


def short(value: Decimal) -> str:
    """« 58 079 € », and from a million on « 1,2 M€ »: for the marks of a drawing."""
    if abs(value) >= 1_000_000:
        millions = _plain(abs(value) / 1_000_000, 1).removesuffix(",0")
        return f"{MINUS if value < 0 else ''}{millions}{NO_BREAK_SPACE}M€"
    return euros(value, 0)


def _plain(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}".replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")

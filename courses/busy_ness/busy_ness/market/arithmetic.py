"""Numbers of the market: cents half-up, French texts, and one arithmetic for all machines."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

NO_BREAK, NARROW = "\u00a0", "\u202f"
CENT = Decimal("0.01")
# exp, ln and sqrt of `decimal` are correctly rounded by definition, unlike those of a machine's C library.
EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_LONGEST = 12


class NumberError(ValueError):
    """A text is not a number that can be used; the message is the beginning of a French explanation."""


def cents(amount: Decimal) -> Decimal:
    """Half a cent goes away from zero, as in accounts."""
    return amount.quantize(CENT, ROUND_HALF_UP, EXACT)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)


def floored(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_FLOOR, EXACT))


def number(text: str) -> Decimal:
    """A pupil's number: « 1 250,50 », "1250.5", "20 €".

    Raises:
        NumberError: empty, letters, or more than twelve characters (French, without what to do).
    """
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text.replace("\u2212", "-"))
    if not bare:
        raise NumberError("la case est vide.")
    if not _NUMBER.fullmatch(bare):
        raise NumberError(f"« {text.strip()[:30]} » n’est pas un nombre.")
    if len(bare) > _LONGEST:
        raise NumberError(f"« {bare[:30]} » est beaucoup trop long pour ce marché.")
    return EXACT.add(Decimal(bare.replace(",", ".")), 0)  # « -0 » is zero


def whole(text: str) -> int:
    """A whole number.

    Raises:
        NumberError: not a number, or with something after the comma.
    """
    value = number(text)
    if value != value.to_integral_value():
        raise NumberError(f"« {text.strip()[:30]} » n’est pas un nombre entier.")
    return int(value)


def euros(amount: Decimal) -> str:
    """« 1 250 € », « −3,50 € »: cents only where there are some."""
    exact = cents(amount)
    figures = f"{exact:,.2f}".removesuffix(".00")
    return f"{_french(figures)}{NO_BREAK}€"


def units(count: int) -> str:
    """« 1 250 »."""
    return _french(f"{count:,}")


def counted(count: int, noun: str) -> str:
    """« 1 trimestre », « 3 trimestres »."""
    return f"{units(count)}{NO_BREAK}{noun}{'s' if count > 1 else ''}"


def decimal(value: Decimal, places: int) -> str:
    """« 0,52 »."""
    return _french(f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}")


def percent(value: Decimal, places: int = 0) -> str:
    """A fraction as « 21 % »."""
    return f"{decimal(value * 100, places)}{NO_BREAK}%"


def _french(figures: str) -> str:
    return figures.replace(",", NARROW).replace(".", ",").replace("-", "−")

"""Numbers written the way French people write them: « 58 078,71 € », « 59 % », « 348,5 jours »."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from busy_ness.money import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE

Unit = Literal[
    "eur", "eur_unit", "percent", "units", "days", "months", "years", "hours", "coefficient", "choice"
]

# Digits after the comma that a computed figure keeps. A percent is a fraction: 0.5900 is 59,00 %.
DIGITS: dict[Unit, int] = {
    "eur": 2,
    "eur_unit": 2,
    "percent": 4,
    "units": 0,
    "days": 1,
    "months": 0,
    "years": 0,
    "hours": 2,
    "coefficient": 4,
    "choice": 0,
}
_STEPS = tuple(Decimal(1).scaleb(-digits) for digits in range(10))
_WORDS: dict[Unit, tuple[str, str]] = {
    "days": ("jour", "jours"),
    "months": ("mois", "mois"),
    "years": ("an", "ans"),
    "hours": ("heure", "heures"),
}


def half_up(number: Decimal, digits: int) -> Decimal:
    """Round half away from zero to ``digits`` (0 to 9) after the comma; never gives a negative zero."""
    return number.quantize(_STEPS[digits], ROUND_HALF_UP) + 0


def plain(number: Decimal) -> str:
    """Write a number without unit, useless zeros left out: ``Decimal("0.3980")`` gives « 0,398 »."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _french("0" if text == "-0" else text)


def write(number: Decimal, unit: Unit) -> str:
    """Write a number with its unit, as a statement shows it."""
    match unit:
        case "eur" | "eur_unit":
            return f"{_french(f'{half_up(number, 2):,.2f}')}{NO_BREAK_SPACE}€"
        case "percent":
            return f"{plain(number * 100)}{NO_BREAK_SPACE}%"
        case "days" | "months" | "years" | "hours":
            one, many = _WORDS[unit]
            return f"{plain(number)}{NO_BREAK_SPACE}{many if abs(number) >= 2 else one}"
    return plain(number)


def _french(text: str) -> str:
    return text.replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",").replace("-", "−")

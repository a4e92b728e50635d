"""How the application speaks: French numbers, French spaces, and one place to translate from."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

from busy_ness.money import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE

PARIS = ZoneInfo("Europe/Paris")


def typeset(text: str) -> str:
    """The same text with the spaces of French typography, so that no line starts with a sign."""
    text = re.sub(r" ([!?;])(?!=)", rf"{NARROW_NO_BREAK_SPACE}\1", text)
    text = re.sub(r" ([:%»€])", rf"{NO_BREAK_SPACE}\1", text)
    return text.replace("« ", f"«{NO_BREAK_SPACE}")


def say(message: str, **values: object) -> str:
    """The sentence in the reader's language, typeset; French is the source."""
    return typeset(str(gettext(message, **values)))


def count(one: str, several: str, num: int) -> str:
    """« 1 équipe », « 2 équipes » : both sentences with ``%(num)s``."""
    return typeset(str(ngettext(one, several, num)))


def number(value: Decimal | int | float, places: int = 0) -> str:
    """« 12 345,67 » with narrow no-break spaces; a minus that does not break."""
    text = f"{abs(value):,.{places}f}".replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")
    zero = not any(c in "123456789" for c in text)
    return text if value >= 0 or zero else f"−{text}"


def euros(value: Decimal | int, places: int = 2) -> str:
    """« −1 234,50 € »."""
    return f"{number(value, places)}{NO_BREAK_SPACE}€"


def percent(value: Decimal | float, places: int = 1) -> str:
    """``0.59`` gives « 59,0 % »."""
    return f"{number(value * 100, places)}{NO_BREAK_SPACE}%"


def moment(value: datetime) -> str:
    """« 14 h 05 », in Paris; ``value`` is aware."""
    return f"{value.astimezone(PARIS):%-H}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{value.astimezone(PARIS):%M}"


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"number": number, "euros": euros, "percent": percent, "moment": moment}
)

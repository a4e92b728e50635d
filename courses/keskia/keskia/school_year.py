"""The days on which a canteen of Roubaix (school zone B) served in 2025-26, and how far holidays were."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Ministry of education, zone B, 2025-26. A break goes from its first day off to the day of return.
FIRST_DAY = date(2025, 9, 1)
BREAKS = (
    (date(2025, 10, 18), date(2025, 11, 3)),
    (date(2025, 12, 20), date(2026, 1, 5)),
    (date(2026, 2, 14), date(2026, 3, 2)),
    (date(2026, 4, 11), date(2026, 4, 27)),
    (date(2026, 7, 4), date(2026, 9, 1)),
)
# Public holidays that fall in school time, and the Friday after Ascension, when classes do not meet.
HOLIDAYS = frozenset(
    {
        date(2025, 11, 11),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 15),
        date(2026, 5, 25),
    }
)
WEEKDAYS = {0: "lundi", 1: "mardi", 3: "jeudi", 4: "vendredi"}  # no meal on Wednesday


@dataclass(frozen=True)
class ServiceDay:
    """One day on which meals are served.

    Attributes:
        day: the date.
        weekday: its French name, one of ``WEEKDAYS``.
        days_to_break: days until the next school holidays (1 = they begin tomorrow).
        days_since_break: days since classes came back (0 = the day of return).
        beside_holiday: True when the day before or after is a public holiday.
    """

    day: date
    weekday: str
    days_to_break: int
    days_since_break: int
    beside_holiday: bool


def service_days() -> tuple[ServiceDay, ...]:
    """Every service day of the school year 2025-26, in order."""
    return tuple(_describe(day) for day in _calendar() if _serves(day))


def _calendar() -> Iterator[date]:
    day = FIRST_DAY
    while day < BREAKS[-1][0]:
        yield day
        day += timedelta(days=1)


def _serves(day: date) -> bool:
    off = any(start <= day < back for start, back in BREAKS)
    return day.weekday() in WEEKDAYS and not off and day not in HOLIDAYS


def _describe(day: date) -> ServiceDay:
    next_break = min(start for start, _ in BREAKS if start > day)
    last_return = max([FIRST_DAY, *(back for _, back in BREAKS if back <= day)])
    one = timedelta(days=1)
    return ServiceDay(
        day=day,
        weekday=WEEKDAYS[day.weekday()],
        days_to_break=(next_break - day).days,
        days_since_break=(day - last_return).days,
        beside_holiday=bool({day - one, day + one} & HOLIDAYS),
    )

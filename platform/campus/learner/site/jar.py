"""Keeps her site's cookies in its browser's place: they never reach the campus's origin."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

COOKIES_MAX = 50
COOKIE_LETTERS_MAX = 4096


class Jar:
    """Cookies of one site: the jar goes to it alone, and all of it, so path and domain say nothing."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, datetime | None]] = {}

    def keep(self, headers: Iterable[str], now: datetime | None = None) -> None:
        """What ``Set-Cookie`` headers ask for; the oldest go where there are too many."""
        now = now or datetime.now(UTC)
        for header in headers:
            pair, _, attributes = header.partition(";")
            name, is_pair, value = pair.partition("=")
            name, value = name.strip(), value.strip()
            if not is_pair or not name or len(pair) > COOKIE_LETTERS_MAX:
                continue
            ends = _end(attributes, now)
            self._kept.pop(name, None)
            if ends is None or ends > now:
                self._kept[name] = (value, ends)
        while len(self._kept) > COOKIES_MAX:
            del self._kept[next(iter(self._kept))]

    def header(self, now: datetime | None = None) -> str:
        """``Cookie`` for the next request; empty where there is none."""
        now = now or datetime.now(UTC)
        alive = (
            f"{name}={value}" for name, (value, ends) in self._kept.items() if ends is None or ends > now
        )
        return "; ".join(alive)


def _end(attributes: str, now: datetime) -> datetime | None:
    """When a cookie ends; None for never. Max-Age counts more than Expires."""
    told = {}
    for attribute in attributes.split(";"):
        name, _, value = attribute.partition("=")
        told[name.strip().lower()] = value.strip()
    if (seconds := told.get("max-age", "")).lstrip("-").isdigit():
        return now if int(seconds) <= 0 else None  # a site here lives for hours
    try:
        ends = parsedate_to_datetime(told["expires"])
    except (KeyError, ValueError, TypeError):
        return None
    return ends if ends.tzinfo else ends.replace(tzinfo=UTC)

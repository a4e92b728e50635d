"""Tickets: what a page shows in order to hear channels; only pages of those who may are given one."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

TICKET_SECONDS = 12 * 60 * 60
_SALT = "busy-ness-live"


def ticket(secret_key: str, *channels: str) -> str:
    """A signed list of channels, good for half a day; a pupil's only as long as her seat is hers."""
    return str(URLSafeTimedSerializer(secret_key, salt=_SALT).dumps(list(channels)))


def channels_of(secret_key: str, text: str) -> tuple[str, ...] | None:
    """The channels of a ticket; None where it is not ours or too old."""
    try:
        return tuple(URLSafeTimedSerializer(secret_key, salt=_SALT).loads(text, max_age=TICKET_SECONDS))
    except BadSignature:
        return None

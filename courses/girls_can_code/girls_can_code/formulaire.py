"""A form of a learner's, filled in as a visitor would whatever its fields are, for the tests of her site."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

# Fields where a visitor writes words of her own.
WORDS = ("text", "search", "")
_TYPED = {
    "email": "visiteuse@exemple.fr",
    "tel": "0123456789",
    "url": "https://exemple.fr",
    "date": "2027-05-12",
    "time": "14:30",
    "month": "2027-05",
    "week": "2027-W19",
    "datetime-local": "2027-05-12T14:30",
    "color": "#aa3366",
    "password": "motdepasse7",
}
_BUTTONS = ("submit", "button", "reset", "image", "file")
# Names that ``Site.send`` keeps for itself.
TAKEN = ("path", "follow")


def sent_forms(pages: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The forms that go by POST and have a field for words, each with the path of its page.

    Args:
        pages: answers by path, as ``plan.tour`` finds them.
    """
    return [
        (path, form)
        for path, answer in pages.items()
        for form in answer.page.forms
        if is_sent(form) and wordy(form)
    ]


def fields(form: Any) -> list[Any]:
    """The fields that have a name, in the order of the page."""
    return [
        one for one in form.find("input", "textarea", "select") if one.get("name") and not _is_button(one)
    ]


def wordy(form: Any) -> list[str]:
    """Names of the fields where words are written."""
    return [one.get("name") for one in fields(form) if _is_wordy(one)]


def filled(form: Any, words: list[str]) -> dict[str, str]:
    """What the form sends, by name.

    Args:
        words: for the fields where words are written, in their order; the last one for all that follow.
    """
    values: dict[str, str] = {}
    left = list(words)
    for one in fields(form):
        name = one.get("name")
        if name in TAKEN:
            continue
        if _is_wordy(one):
            values[name] = left.pop(0) if len(left) > 1 else left[0]
        elif one.tag == "select":
            values[name] = _chosen(one)
        elif _kind(one) == "radio":
            values.setdefault(name, one.get("value", "on"))
        elif _kind(one) in ("number", "range"):
            values[name] = one.get("min") or one.get("value") or "5"
        else:
            values[name] = _TYPED.get(_kind(one)) or one.get("value", "on")
    return values


def address(form: Any, page: str) -> str:
    """Where it is sent, from the page at this path."""
    return str(urljoin(page, form.get("action").strip() or page))


def is_sent(form: Any) -> bool:
    """Whether it goes by POST."""
    return bool(form.get("method").strip().lower() == "post")


def _kind(field: Any) -> str:
    return str(field.get("type")).strip().lower()


def _is_button(field: Any) -> bool:
    return field.tag == "input" and _kind(field) in _BUTTONS


def _is_wordy(field: Any) -> bool:
    return bool(field.tag == "textarea" or (field.tag == "input" and _kind(field) in WORDS))


def _chosen(select: Any) -> str:
    """The first choice that says something."""
    options = select.find("option")
    values = [one.get("value") if one.has("value") else one.text for one in options]
    return next((one for one in values if one), "")

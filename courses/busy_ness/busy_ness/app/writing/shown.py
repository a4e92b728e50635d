"""How an entry's canonical text is shown: « 1 250,5 » where the database has ``1250.5``."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from busy_ness.plan.entries import find
from busy_ness.plan.form import Entry, Group
from busy_ness.plan.numerals import plain

UNITS: Mapping[str, str] = MappingProxyType(
    {"eur": "€", "eur_unit": "€", "percent": "%", "months": "mois", "years": "ans"}
)
# What a first plan does without; it stays folded in the form.
_RARELY = frozenset(
    {"tva", "tva_achat", "frais_tva", "stock_tva", "commission_tva", "allegement", "temps", "mois"}
)


def shown(key: str, text: str) -> str:
    """What stands in the field of the form; for a choice, its value."""
    _, entry, _ = find(key)
    return plain(Decimal(text)) if entry.is_number and text else text


def told(key: str, text: str) -> str:
    """The same in a sentence: the words of a choice, « rien » where it is empty."""
    _, entry, _ = find(key)
    if not text:
        return "rien"
    if entry.choices:
        return next((choice.label for choice in entry.choices if choice.value == text), text)
    unit = UNITS.get(entry.unit, "") if entry.is_number else ""
    return f"{shown(key, text)}\u00a0{unit}" if unit else shown(key, text)


def usual(group: Group, entry: Entry) -> str:
    """What is taken where nothing is written, for the empty field."""
    if entry.same_as:
        same = group.entry(entry.same_as)
        year = entry.same_as[-1]
        return f"comme l’année {year}" if year.isdigit() or same is None else same.label
    if entry.is_text or group.key in ("etude", "reponse"):
        return ""
    return plain(Decimal(entry.default)) if entry.default else "taux habituel"


def often(group: Group) -> tuple[Entry, ...]:
    """What every plan needs of a group."""
    return tuple(entry for entry in group.entries if entry not in rarely(group))


def rarely(group: Group) -> tuple[Entry, ...]:
    """What a first plan does without; it stays folded."""
    if group.key == "entreprise":
        return ()
    fields = _RARELY | {"taux"} if group.key == "salaires" else _RARELY
    return tuple(entry for entry in group.entries if entry.field in fields)

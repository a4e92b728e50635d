"""What a team wrote, checked at the door: texts become numbers once, and a wrong one says what to do."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from busy_ness.plan.catalog import CATALOG
from busy_ness.plan.example import EXAMPLE
from busy_ness.plan.form import Entry, Group
from busy_ness.plan.numerals import plain
from busy_ness.plan.study import STUDY

__all__ = ["CATALOG", "EXAMPLE", "STUDY", "EntryError", "Plan", "Problem", "Reading", "check", "find", "read"]

LONGEST = 60  # characters of a number or a name as typed
_ROW = re.compile(r"[a-z0-9]{1,8}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_UNITS = re.compile(r"(€|euros?|%|unités?|jours?|mois|ans?|heures?)$", re.IGNORECASE)
_GROUPS = {group.key: group for group in (*CATALOG, *STUDY)}


class EntryError(ValueError):
    """What was typed cannot be kept; ``str`` says what, why and what to do, in French."""


@dataclass(frozen=True)
class Problem:
    """An entry that was left out, and the words for the team."""

    key: str
    words: str


@dataclass(frozen=True)
class Plan:
    """Everything that the forecast is made of, defaults included; keys are those of the form.

    Attributes:
        numbers: the number of each numeric question; a percent is a fraction (5 % is ``Decimal("0.05")``).
            An empty question that takes the usual rate of the law is left out.
        choices: what was chosen.
        names: the texts, with a name for each row.
        rows: for each group that has rows, their names in order.
    """

    numbers: Mapping[str, Decimal]
    choices: Mapping[str, str]
    names: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    plan: Plan
    problems: tuple[Problem, ...]


def find(key: str) -> tuple[Group, Entry, str]:
    """The group, the question and the row of a key (the row is empty where the group has none).

    Raises:
        EntryError: no such question.
    """
    parts = key.split(".")
    group = _GROUPS.get(parts[0])
    if group is not None and len(parts) == (3 if group.rows else 2):
        entry, row = group.entry(parts[-1]), parts[1] if group.rows else ""
        if entry is not None and (not row or _ROW.fullmatch(row)):
            return group, entry, row
    raise EntryError(f"La question «\u00a0{key}\u00a0» n’existe pas. Recharge la page.")


def check(key: str, text: str) -> str:
    """The canonical text of an entry: « 25,50 € » gives ``25.5``. Nothing but spaces gives ``""``.

    Raises:
        EntryError: unknown key, letters for a number, out of bounds, too precise, no such choice.
    """
    _, entry, _ = find(key)
    if len(text) > 10 * LONGEST:
        raise EntryError(f"{entry.label}\u00a0: c’est trop long. Écris {LONGEST} caractères au plus.")
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if not text:
        return ""
    if entry.is_text:
        return _name(entry, text)
    if entry.choices:
        return _chosen(entry, text)
    return _canonical(_number(entry, text))


def read(values: Mapping[str, str]) -> Reading:
    """Make the plan of what was written; what is missing or wrong takes its default, with a problem if wrong.

    Keys of other parts of the work (``etude.…``, ``reponse.…``, ``canvas.…``) are left aside.
    """
    problems: list[Problem] = []
    kept: dict[str, str] = {}
    plan_groups = {group.key for group in CATALOG}
    for key, text in values.items():
        if key.split(".")[0] not in plan_groups:
            continue
        try:
            kept[key] = check(key, text)
        except EntryError as refused:
            problems.append(Problem(key, str(refused)))
    numbers: dict[str, Decimal] = {}
    choices: dict[str, str] = {}
    names: dict[str, str] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for group in CATALOG:
        found: tuple[str, ...] = ("",)
        if group.rows:
            found = rows[group.key] = _rows(group, values, problems)
        for number, row in enumerate(found, 1):
            for entry in group.entries:
                key = group.key_of(entry, row)
                text = kept.get(key, "")
                if entry.is_text:
                    names[key] = text or (f"{group.row_title} {number}" if row else "")
                elif entry.choices:
                    choices[key] = text or entry.default
                elif text or entry.same_as or entry.default:
                    same = numbers[f"{key.rpartition('.')[0]}.{entry.same_as}"] if entry.same_as else None
                    numbers[key] = _value(entry, text) if text or same is None else same
    _check_seasons(numbers, problems)
    frozen = MappingProxyType
    return Reading(Plan(frozen(numbers), frozen(choices), frozen(names), frozen(rows)), tuple(problems))


def _rows(group: Group, values: Mapping[str, str], problems: list[Problem]) -> tuple[str, ...]:
    least, most = group.rows or (0, 0)
    start = f"{group.key}."
    parts = [key.split(".") for key, text in values.items() if key.startswith(start) and text.strip()]
    named = {part[1] for part in parts if len(part) == 3 and _ROW.fullmatch(part[1])}
    rows = sorted(named, key=lambda row: (len(row), row))
    if len(rows) > most:
        left_out = f"{start}{rows[most]}"
        words = (
            f"{group.title}\u00a0: {most} lignes au plus. Réunis les suivantes\u00a0: elles ne comptent pas."
        )
        problems.append(Problem(left_out, words))
    return tuple(rows[:most]) or tuple(str(number) for number in range(1, least + 1))


def _check_seasons(numbers: dict[str, Decimal], problems: list[Problem]) -> None:
    weights = [key for key in numbers if key.startswith("saison.")]
    if not any(numbers[key] for key in weights):
        numbers.update(dict.fromkeys(weights, Decimal(1)))
        words = "Tous les mois ont le poids 0\u00a0: rien ne se vendrait. Donne un poids à un mois au moins."
        problems.append(Problem(weights[0], words))


def _value(entry: Entry, text: str) -> Decimal:
    number = Decimal(text or entry.default)
    return number / 100 if entry.unit == "percent" else number


def _name(entry: Entry, text: str) -> str:
    if len(text) > entry.maximum:
        raise EntryError(f"{entry.label}\u00a0: c’est trop long. Écris {entry.maximum} caractères au plus.")
    if any(unicodedata.category(character).startswith("C") for character in text):
        raise EntryError(f"{entry.label}\u00a0: un caractère ne s’écrit pas. Retape ce nom au clavier.")
    return text


def _chosen(entry: Entry, text: str) -> str:
    values = [choice.value for choice in entry.choices]
    if text in values:
        return text
    names = ", ".join(choice.label for choice in entry.choices)
    raise EntryError(
        f"{entry.label}\u00a0: «\u00a0{text[:LONGEST]}\u00a0» n’est pas dans la liste. "
        f"Choisis parmi\u00a0: {names}."
    )


def _number(entry: Entry, text: str) -> Decimal:
    bare = _UNITS.sub("", text.replace(" ", "")).replace("−", "-")
    if "," in bare and "." in bare:
        raise EntryError(
            f"{entry.label}\u00a0: «\u00a0{text[:LONGEST]}\u00a0» a un point et une virgule. "
            "Garde la virgule pour les centimes, et rien pour les milliers\u00a0: 1250,50."
        )
    bare = bare.replace(",", ".")
    if not _NUMBER.fullmatch(bare):
        raise EntryError(
            f"{entry.label}\u00a0: «\u00a0{text[:LONGEST]}\u00a0» n’est pas un nombre. "
            "Écris seulement des chiffres, par exemple 25,50."
        )
    number = Decimal(bare)
    if number < 0:
        raise EntryError(
            f"{entry.label}\u00a0: un nombre négatif n’est pas possible ici. Écris-le sans le signe moins."
        )
    if not entry.minimum <= number <= entry.maximum:
        raise EntryError(
            f"{entry.label}\u00a0: {plain(number) if len(bare) < 20 else 'ce nombre'} n’est pas entre "
            f"{plain(entry.minimum)} et {plain(entry.maximum)}. Vérifie le nombre de zéros et l’unité."
        )
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > entry.decimals:
        limit = (
            f"{entry.decimals} chiffres au plus après la virgule" if entry.decimals else "un nombre entier"
        )
        raise EntryError(
            f"{entry.label}\u00a0: «\u00a0{text[:LONGEST]}\u00a0» est trop précis. Écris {limit}."
        )
    return number


def _canonical(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

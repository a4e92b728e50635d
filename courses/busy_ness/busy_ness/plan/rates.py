"""The rates of the law, read from one dated and sourced file and checked at the door."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import yaml

from busy_ness.plan.figures import Figure
from busy_ness.plan.numerals import Unit

Certainty = Literal["high", "medium"]

RATES_FILE = Path(__file__).with_name("rates.yaml")
ACTIVITIES = ("vente", "artisanat", "liberal", "cipav")
KEYS = frozenset(
    (
        *("is.plafond", "is.reduit", "is.normal"),
        *("tva.normal", "tva.intermediaire", "tva.reduit", "tva.particulier", "tva.aucune"),
        *("franchise.vente", "franchise.vente_majore", "franchise.service", "franchise.service_majore"),
        *("micro.plafond.vente", "micro.plafond.service"),
        *(
            f"micro.{part}.{activity}"
            for part in ("cotisations", "cfp", "versement", "abattement")
            for activity in ACTIVITIES
        ),
        *("smic.heure", "smic.mois", "pass.mois"),
        *("rgdu.base", "rgdu.pente", "rgdu.exposant", "rgdu.plafond", "rgdu.sortie"),
        *("salaire.patronales", "tns.taux", "tns.plancher", "president.coefficient"),
        *("scop.part_travail", "scop.reserves", "association.franchise"),
    )
)
_FIELDS = frozenset(("label", "value", "unit", "since", "source", "certainty"))
_HIGHEST: dict[str, Decimal] = {
    "percent": Decimal(100),
    "coefficient": Decimal(10),
    "eur": Decimal(1_000_000),
}


class RatesError(ValueError):
    """The file of rates cannot be used; ``str`` names the file, the line and the key, and what to write."""


@dataclass(frozen=True)
class Rate:
    """One rate; its figure is a leaf of the graph. ``medium`` marks an order of magnitude."""

    figure: Figure
    since: date
    source: str
    certainty: Certainty


@dataclass(frozen=True)
class Rates:
    """All rates at a date. ``rates["is.reduit"]`` is a figure whose percent is a fraction."""

    date: date
    rates: Mapping[str, Rate]

    def __getitem__(self, key: str) -> Figure:
        return self.rates[key].figure

    def __iter__(self) -> Iterator[Rate]:
        return iter(self.rates.values())


def load_rates(path: Path = RATES_FILE) -> Rates:
    """Read and check the rates.

    Raises:
        RatesError: not YAML; a key unknown, missing or written twice; a value that is none or out of bounds.
        OSError: the file cannot be read.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as broken:
        raise RatesError(f"{path.name}: not YAML: {broken}") from broken
    top = _mapping(path, root, "the file")
    _expect(path, top, frozenset(("date", "rates")), "the file", root)
    listed = _mapping(path, top["rates"], "rates")
    _expect(path, listed, KEYS, "rates", top["rates"])
    made = {key: _rate(path, key, node) for key, node in listed.items()}
    return Rates(_day(path, "date", top["date"]), MappingProxyType(made))


def _rate(path: Path, key: str, node: yaml.Node) -> Rate:
    fields = _mapping(path, node, key)
    _expect(path, fields, _FIELDS, key, node)
    text = {name: _scalar(path, f"{key}.{name}", value) for name, value in fields.items()}
    since = _day(path, f"{key}.since", fields["since"])
    unit, certainty = _unit(path, key, fields["unit"]), _certainty(path, key, fields["certainty"])
    value = _number(path, key, unit, fields["value"])
    day = f"{since:%d/%m/%Y}"
    told = f"Source\u00a0: {text['source']}, depuis le {day}"
    if certainty == "medium":
        # A threshold of the law that is not confirmed yet is not an order of magnitude.
        rough = text["source"].startswith("Ordre de grandeur")
        told += "\u00a0; ordre de grandeur, à vérifier" if rough else "\u00a0; valeur à vérifier"
    told += "."
    return Rate(
        Figure(f"taux.{key}", text["label"], value, unit, None, told), since, text["source"], certainty
    )


def _number(path: Path, key: str, unit: Unit, node: yaml.Node) -> Decimal:
    text = _scalar(path, f"{key}.value", node)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise _error(path, node, f"{key}.value: {text!r} is not a number; write 12.3") from None
    if not (value.is_finite() and 0 <= value <= _HIGHEST[unit]):
        raise _error(path, node, f"{key}.value: {text} is not between 0 and {_HIGHEST[unit]} ({unit})")
    return value / 100 if unit == "percent" else value


def _unit(path: Path, key: str, node: yaml.Node) -> Unit:
    text = _scalar(path, f"{key}.unit", node)
    if text == "percent":
        return "percent"
    if text == "eur":
        return "eur"
    if text == "coefficient":
        return "coefficient"
    raise _error(path, node, f"{key}.unit: {text!r} is none of {', '.join(_HIGHEST)}")


def _certainty(path: Path, key: str, node: yaml.Node) -> Certainty:
    text = _scalar(path, f"{key}.certainty", node)
    if text == "high":
        return "high"
    if text == "medium":
        return "medium"
    raise _error(path, node, f"{key}.certainty: {text!r} is none of {', '.join(get_args(Certainty))}")


def _day(path: Path, name: str, node: yaml.Node) -> date:
    text = _scalar(path, name, node)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _error(path, node, f"{name}: {text!r} is not a day; write 2026-01-31") from None


def _scalar(path: Path, name: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _error(path, node, f"{name}: one value is expected")
    return str(node.value)


def _mapping(path: Path, node: yaml.Node | None, name: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _error(path, node, f"{name}: keys and values are expected")
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = _scalar(path, name, key_node)
        if key in found:
            raise _error(path, key_node, f"{name}: {key!r} is written twice; keep one")
        found[key] = value
    return found


def _expect(
    path: Path, found: Mapping[str, yaml.Node], expected: frozenset[str], name: str, node: yaml.Node | None
) -> None:
    for key in sorted(found.keys() - expected):
        raise _error(
            path, found[key], f"{name}: {key!r} is unknown; known keys: {', '.join(sorted(expected))}"
        )
    for key in sorted(expected - found.keys()):
        raise _error(path, node, f"{name}: {key!r} is missing; add it")


def _error(path: Path, node: yaml.Node | None, words: str) -> RatesError:
    line = f" line {node.start_mark.line + 1}:" if node is not None else ""
    return RatesError(f"{path.name}:{line} {words}")

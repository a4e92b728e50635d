"""What a form may ask: one question, its bounds and its words, in groups that may have rows."""

from dataclasses import dataclass
from decimal import Decimal

from busy_ness.plan.numerals import Unit


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One question of the form.

    Attributes:
        field: the end of its key: ``prix`` in ``produits.sac.prix``.
        label: what the form and the statements call it.
        help: what it means, for someone of fourteen.
        unit: of a number; a percent is written as read: ``5`` for 5 %.
        minimum, maximum: bounds of a number, both allowed.
        decimals: how many digits after the comma a number may have.
        default: canonical text where nothing is written. Empty: the usual rate of the law is taken.
        same_as: the field of the same row whose value is taken where nothing is written.
        choices: empty unless one of these must be chosen.
        is_text: a name; anything readable, ``maximum`` characters at most.
        structural: which lines exist depends on it: a workbook cannot follow when it changes.
    """

    field: str
    label: str
    help: str
    unit: Unit = "eur"
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(10_000_000)
    decimals: int = 2
    default: str = "0"
    same_as: str = ""
    choices: tuple[Choice, ...] = ()
    is_text: bool = False
    structural: bool = False

    @property
    def is_number(self) -> bool:
        return not self.choices and not self.is_text


@dataclass(frozen=True)
class Group:
    """Questions that belong together. ``rows`` is ``None``, or how few and how many rows the group may have.

    Keys: ``<group>.<field>``, and ``<group>.<row>.<field>`` where there are rows; ``<row>`` is a short name
    (1 to 8 of ``a-z0-9``). Rows stand in the order of their names, the shorter ones first: 1, 2, 10.
    """

    key: str
    title: str
    help: str
    entries: tuple[Entry, ...]
    rows: tuple[int, int] | None = None
    row_title: str = ""

    def key_of(self, entry: Entry, row: str = "") -> str:
        """The whole key of a question of this group."""
        return f"{self.key}.{row}.{entry.field}" if row else f"{self.key}.{entry.field}"

    def entry(self, field: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.field == field), None)


def money(field: str, label: str, words: str) -> Entry:
    """An amount in euros, to the cent, up to ten millions."""
    return Entry(field, label, words)


def unit_price(field: str, label: str, words: str) -> Entry:
    """Euros for one unit, to the cent, up to 100 000."""
    return Entry(field, label, words, "eur_unit", maximum=Decimal(100_000))


def count(field: str, label: str, words: str, same_as: str = "") -> Entry:
    """Whole units, up to a million."""
    return Entry(field, label, words, "units", maximum=Decimal(1_000_000), decimals=0, same_as=same_as)


def percent(field: str, label: str, words: str, maximum: int = 100, default: str = "0") -> Entry:
    return Entry(field, label, words, "percent", maximum=Decimal(maximum), default=default)


def choice(field: str, label: str, words: str, default: str, *choices: tuple[str, str]) -> Entry:
    made = tuple(Choice(value, name) for value, name in choices)
    return Entry(field, label, words, "choice", default=default, choices=made, structural=True)


def name(field: str, label: str, words: str) -> Entry:
    """A short text: 60 characters at most."""
    return Entry(field, label, words, "choice", maximum=Decimal(60), default="", is_text=True)


def yearly(field: str, label: str, words: str) -> tuple[Entry, ...]:
    """An amount for each of the three years; an empty year takes the one before."""
    return tuple(
        Entry(
            f"{field}{year}",
            f"{label}, année {year}",
            words,
            same_as=f"{field}{year - 1}" if year > 1 else "",
        )
        for year in (1, 2, 3)
    )


def vat(field: str, label: str, words: str = "") -> Entry:
    """Which rate of TVA applies; the rates themselves are in ``rates.yaml``."""
    return choice(
        field,
        label,
        words or "La TVA est une taxe ajoutée au prix. L’entreprise la reçoit, puis la rend à l’État.",
        "normal",
        ("normal", "Taux normal"),
        ("intermediaire", "Taux intermédiaire (restaurant, transport, travaux)"),
        ("reduit", "Taux réduit (nourriture, livres)"),
        ("particulier", "Taux particulier (presse, médicaments remboursés)"),
        ("aucune", "Pas de TVA (assurance, formation, association…)"),
    )

"""One number of the prévisionnel with its formula: value, explanation and workbook cell have one source."""

from dataclasses import dataclass, field
from decimal import Decimal

from busy_ness.plan import wording
from busy_ness.plan.expressions import (
    Expression,
    If,
    Neg,
    Pair,
    Round,
    RoundUp,
    Several,
    Term,
    as_expression,
)
from busy_ness.plan.numerals import DIGITS, Unit, half_up, write

ENTRY = "entry:"  # how the source of what a team wrote begins


@dataclass(frozen=True, eq=False, slots=True)
class Figure(Expression):
    """A number that has a name; in a formula it is a leaf.

    Attributes:
        key: unique in a forecast: ``resultat.a1.ca``, ``tresorerie.m06.fin``.
        label: French, understandable alone: « Chiffre d’affaires, année 1 ».
        value: euros, or what ``unit`` says. A percent is a fraction: ``Decimal("0.05")`` is 5 %.
        expression: gives exactly ``value`` when evaluated; ``None`` for an entry of the form, or a rate.
        source: ``entry:<key of the form>``, or where a rate comes from and since when.
        zero: words to show in place of a zero which means « impossible »: a seuil without margin.
    """

    key: str
    label: str
    value: Decimal
    unit: Unit
    expression: Expression | None = field(default=None, repr=False)
    source: str = ""
    zero: str = ""

    def evaluate(self) -> Decimal:
        return self.value

    @property
    def digits(self) -> int:
        """How many digits after the comma a computed figure keeps."""
        return DIGITS[self.unit]

    @property
    def places(self) -> int:
        return DIGITS[self.unit]

    @property
    def text(self) -> str:
        """The value as a statement shows it: « 58 078,71 € »."""
        return self.zero if self.zero and not self.value else write(self.value, self.unit)

    @property
    def entry(self) -> str:
        """The key of the form where this number was written; empty for any other figure."""
        return self.source.removeprefix(ENTRY) if self.source.startswith(ENTRY) else ""

    def explain(self) -> "Explanation":
        """Where this number comes from, in French, with the figures to open next."""
        if self.expression is None:
            where = (
                "Un nombre que ton équipe a écrit."
                if self.entry
                else f"Un taux qui ne dépend pas de ton équipe. {self.source}"
            )
            return Explanation(self, where, "", ())
        return Explanation(
            self,
            f"{self.label} = {wording.in_words(self.expression)}",
            f"{self.text} = {wording.in_numbers(self.expression)}",
            terms(self.expression),
        )


@dataclass(frozen=True)
class Explanation:
    """A figure told: ``words`` with the names, ``numbers`` with the team's own numbers.

    ``terms`` are the figures of the formula, in the order they are read, each once.
    ``numbers`` is empty for an entry and a rate.
    """

    figure: Figure
    words: str
    numbers: str
    terms: tuple[Figure, ...]


def define(key: str, label: str, unit: Unit, formula: Term, zero: str = "") -> Figure:
    """Compute a figure: its formula, rounded half-up to the digits of its unit where it may have more."""
    expression = as_expression(formula)
    digits = DIGITS[unit]
    value = half_up(expression.evaluate(), digits)
    if expression.places > digits:
        expression = Round(expression, digits)
    return Figure(key, label, value, unit, expression, "", zero)


def entry(key: str, label: str, unit: Unit, value: Decimal) -> Figure:
    """A number that the team wrote; ``key`` is the form's."""
    return Figure(f"saisie.{key}", label, value, unit, None, ENTRY + key)


def terms(expression: Expression) -> tuple[Figure, ...]:
    """The figures that a formula names, in the order they are read, each once."""
    found: dict[Figure, None] = {}
    _gather(expression, found)
    return tuple(found)


def _gather(node: Expression, found: dict[Figure, None]) -> None:
    match node:
        case Figure():
            found[node] = None
        case Pair():
            _gather(node.left, found)
            _gather(node.right, found)
        case Neg() | Round() | RoundUp():
            _gather(node.inner, found)
        case Several():
            for term in node.terms:
                _gather(term, found)
        case If():
            for part in (node.condition.left, node.condition.right, node.then, node.other):
                _gather(part, found)

"""How a figure is computed: formulas as data, so that a page, a workbook and a test read the same one.

A node is evaluated with exact decimals; it maps to a spreadsheet one to one (``+ - * /``, ``POWER``,
``ROUND``, ``ROUNDUP``, ``MAX``, ``MIN``, ``IF``, ``SUM``).
Only the branch that ``If`` takes is evaluated, as a spreadsheet does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from operator import eq, ge, gt, le, lt
from typing import ClassVar, Literal

from busy_ness.plan.numerals import half_up

Sign = Literal[">", ">=", "<", "<=", "="]
UNBOUNDED = 99  # digits after the comma of a quotient
SETTLED = 6  # digits after the comma that count where a number is rounded up
_TESTS: dict[Sign, Callable[[Decimal, Decimal], bool]] = {">": gt, ">=": ge, "<": lt, "<=": le, "=": eq}


class Expression:
    """A formula over figures and constants; ``+ - * /`` build others, with whole numbers too."""

    __slots__ = ()
    # How tightly it binds: 1 for a sum, 2 for a product, 3 for what needs no brackets.
    level: ClassVar[int] = 3

    def evaluate(self) -> Decimal:
        """The exact value (28 digits). Raises ``decimal.DivisionByZero`` where a formula forgets to guard."""
        raise NotImplementedError

    @property
    def places(self) -> int:
        """How many digits after the comma the value may have; ``UNBOUNDED`` for a quotient."""
        raise NotImplementedError

    def __add__(self, other: "Term") -> "Expression":
        return Add(self, as_expression(other))

    def __radd__(self, other: "Term") -> "Expression":
        return Add(as_expression(other), self)

    def __sub__(self, other: "Term") -> "Expression":
        return Sub(self, as_expression(other))

    def __rsub__(self, other: "Term") -> "Expression":
        return Sub(as_expression(other), self)

    def __mul__(self, other: "Term") -> "Expression":
        return Mul(self, as_expression(other))

    def __rmul__(self, other: "Term") -> "Expression":
        return Mul(as_expression(other), self)

    def __truediv__(self, other: "Term") -> "Expression":
        return Div(self, as_expression(other))

    def __rtruediv__(self, other: "Term") -> "Expression":
        return Div(as_expression(other), self)

    def __neg__(self) -> "Expression":
        return Neg(self)


Term = Expression | int


@dataclass(frozen=True, eq=False, slots=True)
class Constant(Expression):
    """A number of the formula itself: the 12 of « 12 mois »; never a rate, which is a figure."""

    number: Decimal

    def evaluate(self) -> Decimal:
        return self.number

    @property
    def places(self) -> int:
        return 0 if self.number == self.number.to_integral_value() else UNBOUNDED


_ZERO = Decimal(0)
_SMALL = {number: Constant(Decimal(number)) for number in range(-1, 366)}


def as_expression(term: Term) -> Expression:
    """A whole number becomes a constant; an expression stays itself."""
    if isinstance(term, Expression):
        return term
    return _SMALL.get(term) or Constant(Decimal(term))


@dataclass(frozen=True, eq=False, slots=True)
class Pair(Expression):
    """What has a left and a right."""

    left: Expression
    right: Expression

    @property
    def places(self) -> int:
        return max(self.left.places, self.right.places)


class Add(Pair):
    __slots__ = ()
    level: ClassVar[int] = 1

    def evaluate(self) -> Decimal:
        return self.left.evaluate() + self.right.evaluate()


class Sub(Pair):
    __slots__ = ()
    level: ClassVar[int] = 1

    def evaluate(self) -> Decimal:
        return self.left.evaluate() - self.right.evaluate()


class Mul(Pair):
    __slots__ = ()
    level: ClassVar[int] = 2

    def evaluate(self) -> Decimal:
        return self.left.evaluate() * self.right.evaluate()

    @property
    def places(self) -> int:
        return min(UNBOUNDED, self.left.places + self.right.places)


class Div(Pair):
    __slots__ = ()
    level: ClassVar[int] = 2

    def evaluate(self) -> Decimal:
        return self.left.evaluate() / self.right.evaluate()

    @property
    def places(self) -> int:
        return UNBOUNDED


class Power(Pair):
    """``left`` to the power ``right``; ``left`` is above zero."""

    __slots__ = ()

    def evaluate(self) -> Decimal:
        power: Decimal = self.left.evaluate() ** self.right.evaluate()
        return power

    @property
    def places(self) -> int:
        return UNBOUNDED


@dataclass(frozen=True, eq=False, slots=True)
class Neg(Expression):
    inner: Expression
    level: ClassVar[int] = 1

    def evaluate(self) -> Decimal:
        return -self.inner.evaluate()

    @property
    def places(self) -> int:
        return self.inner.places


@dataclass(frozen=True, eq=False, slots=True)
class Round(Expression):
    """Half away from zero, ``digits`` after the comma."""

    inner: Expression
    digits: int

    def evaluate(self) -> Decimal:
        return half_up(self.inner.evaluate(), self.digits)

    @property
    def places(self) -> int:
        return self.digits


@dataclass(frozen=True, eq=False, slots=True)
class RoundUp(Expression):
    """The next whole number: who needs 2 323.15 bags sold needs 2 324. A millionth above one is that one."""

    inner: Expression

    def evaluate(self) -> Decimal:
        return half_up(self.inner.evaluate(), SETTLED).to_integral_value(ROUND_CEILING)

    @property
    def places(self) -> int:
        return 0


@dataclass(frozen=True, eq=False, slots=True)
class Several(Expression):
    """What has any number of terms, one at least."""

    terms: tuple[Expression, ...]

    @property
    def places(self) -> int:
        return max([term.places for term in self.terms])


class Sum(Several):
    __slots__ = ()
    level: ClassVar[int] = 1

    def evaluate(self) -> Decimal:
        return sum([term.evaluate() for term in self.terms], _ZERO)


class Max(Several):
    __slots__ = ()

    def evaluate(self) -> Decimal:
        return max([term.evaluate() for term in self.terms])


class Min(Several):
    __slots__ = ()

    def evaluate(self) -> Decimal:
        return min([term.evaluate() for term in self.terms])


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    left: Expression
    sign: Sign
    right: Expression

    def holds(self) -> bool:
        return _TESTS[self.sign](self.left.evaluate(), self.right.evaluate())


@dataclass(frozen=True, eq=False, slots=True)
class If(Expression):
    condition: Comparison
    then: Expression
    other: Expression
    level: ClassVar[int] = 0

    def evaluate(self) -> Decimal:
        return self.taken.evaluate()

    @property
    def taken(self) -> Expression:
        """The branch that counts with today's numbers."""
        return self.then if self.condition.holds() else self.other

    @property
    def places(self) -> int:
        return max(self.then.places, self.other.places)


def total(terms: Iterable[Term]) -> Expression:
    """The sum of any number of terms; zero when there is none."""
    listed = tuple([as_expression(term) for term in terms])
    if not listed:
        return _SMALL[0]
    return listed[0] if len(listed) == 1 else Sum(listed)


def highest(*terms: Term) -> Expression:
    return Max(tuple(as_expression(term) for term in terms))


def lowest(*terms: Term) -> Expression:
    return Min(tuple(as_expression(term) for term in terms))


def when(left: Term, sign: Sign, right: Term, then: Term, other: Term) -> Expression:
    """``then`` where the comparison holds, ``other`` elsewhere."""
    condition = Comparison(as_expression(left), sign, as_expression(right))
    return If(condition, as_expression(then), as_expression(other))

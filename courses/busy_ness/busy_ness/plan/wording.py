"""A formula told in French: once with the names of its figures, once with their numbers.

Only what counts with today's numbers is told: of an alternative, the branch that is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from busy_ness.plan.expressions import (
    Add,
    Comparison,
    Constant,
    Div,
    Expression,
    If,
    Max,
    Min,
    Mul,
    Neg,
    Power,
    Round,
    RoundUp,
    Sub,
    Sum,
)
from busy_ness.plan.numerals import plain

SHOWN = 6  # a longer sum is told by its first terms and its last
_HOLDS = {
    ">": "dépasse",
    ">=": "atteint",
    "<": "est sous",
    "<=": "ne dépasse pas",
    "=": "est égal à",
}
_FAILS = {
    ">": "ne dépasse pas",
    ">=": "n’atteint pas",
    "<": "n’est pas sous",
    "<=": "dépasse",
    "=": "n’est pas égal à",
}


def in_words(expression: Expression) -> str:
    """The formula with names: « Prix de vente » × « Unités vendues »."""
    return _Teller(lambda figure: f"«\u00a0{getattr(figure, 'label', '')}\u00a0»").tell(_bare(expression))


def in_numbers(expression: Expression) -> str:
    """The formula with numbers: 25,00 € × 2 400."""
    return _Teller(lambda figure: str(getattr(figure, "text", ""))).tell(_bare(expression))


def _bare(expression: Expression) -> Expression:
    """Rounding the whole is left unsaid: euros have cents."""
    return expression.inner if isinstance(expression, Round) else expression


def _is_zero(expression: Expression) -> bool:
    return isinstance(expression, Constant) and not expression.number


@dataclass(frozen=True)
class _Teller:
    leaf: Callable[[Expression], str]

    def tell(self, node: Expression, level: int = 0) -> str:
        """Write ``node`` inside something that binds at ``level``, with brackets where they are needed."""
        if isinstance(node, If):
            if isinstance(node.taken, Constant):
                return f"{plain(node.taken.number)}, parce que {self._why(node.condition)}"
            return self.tell(_bare(node.taken), level)
        told = self._tell(node)
        return f"({told})" if self._level(node) < level else told

    def _level(self, node: Expression) -> int:
        return 0 if isinstance(node, Max | Min) else node.level

    def _tell(self, node: Expression) -> str:
        match node:
            case Constant():
                return plain(node.number)
            case Add():
                return f"{self.tell(node.left, 1)} + {self.tell(node.right, 2)}"
            case Sub():
                return f"{self.tell(node.left, 1)} − {self.tell(node.right, 2)}"
            case Mul():
                return f"{self.tell(node.left, 2)} × {self.tell(node.right, 3)}"
            case Div():
                return f"{self.tell(node.left, 2)} ÷ {self.tell(node.right, 3)}"
            case Power():
                return f"{self.tell(node.left, 3)} puissance {self.tell(node.right, 3)}"
            case Neg():
                return f"− {self.tell(node.inner, 2)}"
            case Round():
                return f"arrondi({self.tell(node.inner)})"
            case RoundUp():
                return f"le nombre entier juste au-dessus de ({self.tell(node.inner)})"
            case Sum():
                return self._sum(node.terms)
            case Max():
                return self._highest(node.terms)
            case Min():
                return f"le plus petit de {self._listed(node.terms)}"
        return self.leaf(node)

    def _sum(self, terms: Sequence[Expression]) -> str:
        if len(terms) <= SHOWN:
            return " + ".join(self.tell(term, 2) for term in terms)
        first, second, last = (self.tell(term, 2) for term in (terms[0], terms[1], terms[-1]))
        return f"{first} + {second} + … + {last} ({len(terms)}\u00a0nombres)"

    def _highest(self, terms: Sequence[Expression]) -> str:
        if len(terms) == 2 and _is_zero(terms[1]):
            return f"{self.tell(terms[0], 1)}, ou 0 si c’est négatif"
        return f"le plus grand de {self._listed(terms)}"

    def _listed(self, terms: Sequence[Expression]) -> str:
        *others, last = (self.tell(term, 1) for term in terms)
        return f"{', '.join(others)} et {last}"

    def _why(self, condition: Comparison) -> str:
        words = _HOLDS if condition.holds() else _FAILS
        left, right = self.tell(condition.left, 1), self.tell(condition.right, 1)
        return f"{left} {words[condition.sign]} {right}"

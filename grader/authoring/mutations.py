"""What may go wrong at one place of a program: another operator, a constant beside, an argument elsewhere."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

Change = tuple[ast.AST, str]
"""What stands there instead, and what became what."""

_SIGNS: dict[type[ast.AST], str] = dict(
    (
        *((ast.Lt, "<"), (ast.LtE, "<="), (ast.Gt, ">"), (ast.GtE, ">="), (ast.Eq, "=="), (ast.NotEq, "!=")),
        *((ast.In, "in"), (ast.NotIn, "not in"), (ast.Is, "is"), (ast.IsNot, "is not")),
        *((ast.Add, "+"), (ast.Sub, "-"), (ast.Mult, "*"), (ast.Div, "/"), (ast.FloorDiv, "//")),
        *((ast.Mod, "%"), (ast.Pow, "**"), (ast.BitAnd, "&"), (ast.BitOr, "|")),
        *((ast.And, "and"), (ast.Or, "or"), (ast.Not, "not"), (ast.USub, "-"), (ast.Invert, "~")),
    )
)
_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE,),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
# Swapping two arguments of these changes nothing.
_EVEN_HANDED = ("max", "min", "gcd", "lcm", "isclose", "hypot", "print")


def mutations_of(node: ast.AST) -> Iterator[Change]:
    """Every change of what stands at one place; the node itself stays as it is."""
    for find in _FINDERS:
        yield from find(node)


def _operators(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
        for other in _OPERATORS.get(type(node.op), ()):
            fresh = deepcopy(node)
            fresh.op = other()  # type: ignore[assignment]
            yield fresh, f"{_SIGNS[type(node.op)]} became {_SIGNS[other]}"
    elif isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in _OPERATORS[type(operator)]:
                changed = deepcopy(node)
                changed.ops[place] = other()  # type: ignore[call-overload]
                yield changed, f"{_SIGNS[type(operator)]} became {_SIGNS[other]}"
    elif isinstance(node, ast.UnaryOp) and type(node.op) in _SIGNS:
        yield deepcopy(node.operand), f"{_SIGNS[type(node.op)]} was dropped"


def _constants(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    others: list[object] = []
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, int):
        others = [value + 1, value - 1]
    elif isinstance(value, float):
        others = [value * 1.01 if value else 0.01]
    elif isinstance(value, str) and value:
        others = [""]
    for other in others:
        yield ast.Constant(other), f"{_short(value)} became {_short(other)}"  # type: ignore[arg-type]


def _off_by_one(node: ast.AST) -> Iterator[Change]:
    """Bounds of a range or a slice, and places in a list; constants change by themselves."""
    if isinstance(node, ast.Call) and called(node) == "range":
        for place, bound in enumerate(node.args[:2]):
            if not isinstance(bound, ast.Constant | ast.Starred):
                fresh = deepcopy(node)
                fresh.args[place] = _one_more(bound)
                yield fresh, f"{ast.unparse(bound)} became {ast.unparse(fresh.args[place])}"
    elif isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            edge = getattr(node, name)
            if edge is not None and not isinstance(edge, ast.Constant):
                cut = deepcopy(node)
                setattr(cut, name, _one_more(edge))
                yield cut, f"{ast.unparse(edge)} became {ast.unparse(getattr(cut, name))}"


def _one_more(bound: ast.expr) -> ast.expr:
    return ast.BinOp(deepcopy(bound), ast.Add(), ast.Constant(1))


def _arguments(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call) or len(node.args) < 2 or called(node) in _EVEN_HANDED:
        return
    for place in range(len(node.args) - 1):
        if not any(isinstance(argument, ast.Starred) for argument in node.args):
            fresh = deepcopy(node)
            fresh.args[place], fresh.args[place + 1] = fresh.args[place + 1], fresh.args[place]
            yield fresh, f"arguments {place + 1} and {place + 2} of {called(node) or 'a call'} were swapped"


def _statements(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Return) and not (
        node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    ):
        yield ast.Return(ast.Constant(None)), "return gave None"
    elif isinstance(node, ast.Break):
        yield ast.Continue(), "break became continue"
    elif isinstance(node, ast.Continue):
        yield ast.Break(), "continue became break"
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Delete | ast.Assert):
        yield ast.Pass(), f"{_short(ast.unparse(node), quoted=False)} was removed"


_FINDERS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    _operators,
    _constants,
    _off_by_one,
    _arguments,
    _statements,
)


def called(call: ast.Call) -> str:
    """The last name of what is called: ``mean`` of ``np.mean(...)``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _short(value: object, *, quoted: bool = True) -> str:
    text = repr(value) if quoted else str(value).splitlines()[0]
    return text if len(text) <= 40 else f"{text[:39]}…"

"""Rewrites a test so that what an assertion compared is known when it fails; its meaning stays."""

import ast
from collections.abc import Sequence
from typing import TypeVar

from .compared import NAME

_Node = TypeVar("_Node", bound=ast.AST)

_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_ALIKE = frozenset(("isclose", "allclose", "array_equal", "array_equiv"))
_CHECKS = frozenset(
    (
        *("assertEqual", "assertAlmostEqual", "assertListEqual", "assertDictEqual", "assertSetEqual"),
        *("assertTupleEqual", "assertSequenceEqual", "assertMultiLineEqual", "assertCountEqual"),
        *(
            "assert_allclose",
            "assert_array_equal",
            "assert_equal",
            "assert_array_almost_equal",
            "assert_almost_equal",
        ),
        *("assert_frame_equal", "assert_series_equal", "assert_index_equal"),
    )
)


def rewrite(tree: ast.Module) -> ast.Module:
    """The same test, which needs ``compared.Recorder`` under ``compared.NAME`` among its globals.

    ``is`` and ``id()`` are asked of the recorder too: two proxies may stand for one object.
    """
    made = _Rewriter().visit(tree)
    return ast.fix_missing_locations(made) if isinstance(made, ast.Module) else tree


class _Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        test = self._condition(node.test, node.lineno)
        node.test = test
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if (
            len(node.ops) == 1
            and isinstance(node.ops[0], (ast.Is, ast.IsNot))
            and not _is_one_of_a_kind(node)
        ):
            same = _call(node, "same", [node.left, node.comparators[0]])
            return same if isinstance(node.ops[0], ast.Is) else _at(node, ast.UnaryOp(ast.Not(), same))
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if (
            isinstance(node.func, ast.Name)
            and node.func.id == "id"
            and len(node.args) == 1
            and not node.keywords
        ):
            return _call(node, "identity", [node.func, node.args[0]])
        if _word(node.func) in _CHECKS and _is_simple(node, 2):
            return self._checked(node, "checked", node.lineno, ast.unparse(node.args[0]))
        return node

    def _condition(self, node: ast.expr, line: int) -> ast.expr:
        if isinstance(node, ast.BoolOp):
            node.values = [self._condition(one, line) for one in node.values]
            return node
        asked = ast.unparse(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            asked = ast.unparse(node.operand)
            return _call(node, "false", [*_place(line, asked), self._inner(node.operand)])
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._compared(node, line)
        if isinstance(node, ast.Call) and _word(node.func) in _ALIKE and _is_simple(node, 2):
            asked = ast.unparse(node.args[0])
            self.generic_visit(node)
            return self._checked(node, "alike", line, asked)
        return _call(node, "true", [*_place(line, asked), self._inner(node)])

    def _compared(self, node: ast.Compare, line: int) -> ast.expr:
        left, right, symbol = node.left, node.comparators[0], _SYMBOLS[type(node.ops[0])]
        if (
            symbol in ("<", "<=")
            and (parts := _distance(left)) is not None
            and isinstance(right, ast.Constant)
        ):
            function, one, other = parts
            asked = ast.unparse(one)
            parts_told = [self._inner(part) for part in (function, one, other, right)]
            return _call(node, "near", [*_place(line, asked), ast.Constant(symbol), *parts_told])
        asked = ast.unparse(left)
        told = [*_place(line, asked), ast.Constant(symbol), self._inner(left), self._inner(right)]
        return _call(node, "compare", told)

    def _checked(self, node: ast.Call, name: str, line: int, asked: str) -> ast.expr:
        call = _call(node, name, [*_place(line, asked), node.func, *node.args])
        call.keywords = node.keywords
        return call

    def _inner(self, node: ast.expr) -> ast.expr:
        made: ast.expr = self.visit(node)
        return made


def _place(line: int, asked: str) -> list[ast.expr]:
    return [ast.Constant(line), ast.Constant(asked)]


def _call(node: ast.expr, name: str, given: Sequence[ast.expr]) -> ast.Call:
    recorder = ast.Attribute(ast.Name(NAME, ast.Load()), name, ast.Load())
    made = ast.Call(recorder, list(given), [])
    for part in ast.walk(recorder):
        _at(node, part)
    for one in given:
        if not hasattr(one, "lineno"):
            _at(node, one)
    return _at(node, made)


def _at(node: ast.AST, made: _Node) -> _Node:
    return ast.copy_location(made, node)


def _word(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_simple(node: ast.Call, given: int) -> bool:
    """Whether its first arguments, that many, are values given one by one."""
    plain = not any(isinstance(one, ast.Starred) for one in node.args[:given])
    return plain and len(node.args) >= given


def _is_one_of_a_kind(node: ast.Compare) -> bool:
    """Whether a side is None, True or the like, of which there is one: no proxy ever is it."""
    return any(isinstance(one, ast.Constant) for one in (node.left, node.comparators[0]))


def _distance(node: ast.expr) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    """Function, a and b of ``abs(a - b)``."""
    if not (isinstance(node, ast.Call) and _word(node.func) in ("abs", "fabs") and len(node.args) == 1):
        return None
    inner = node.args[0]
    if node.keywords or not isinstance(inner, ast.BinOp) or not isinstance(inner.op, ast.Sub):
        return None
    return node.func, inner.left, inner.right

"""Which names a test uses and sets, read off its text; and what it replaces that sealing cannot pass on."""

import ast
import types
from collections.abc import Iterator, Mapping
from typing import Any

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_LOOKUPS = frozenset(("globals", "locals", "vars", "eval", "exec", "dir"))
_REPLACEABLE = ("builtins.input", "builtins.print", "sys.stdout", "sys.stderr")


def used(tree: ast.AST) -> set[str]:
    """Names that it reads anywhere; with ``globals()`` and the like, those in its texts too."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if found & _LOOKUPS:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                try:
                    found |= {one.id for one in ast.walk(ast.parse(node.value)) if isinstance(one, ast.Name)}
                except (SyntaxError, ValueError, RecursionError):
                    continue  # a text, not Python
    return found


def used_by(functions: Mapping[str, Any], names: set[str]) -> set[str]:
    """Names read by the functions of ``functions`` that ``names`` names, and by those that these use."""
    found, waiting = set(names), set(names)
    while waiting:
        value = functions.get(waiting.pop())
        parts = [value, *vars(value).values()] if isinstance(value, type) else [value]
        for part in parts:
            if isinstance(part, types.FunctionType) and part.__globals__ is functions:
                fresh = set(_code_names(part.__code__)) - found
                found |= fresh
                waiting |= fresh
    return found


def _code_names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _code_names(constant)


def read_by_functions(namespace: Mapping[str, Any]) -> set[str]:
    """Names that the functions and methods made in a namespace read from it."""
    found: set[str] = set()
    for value in list(namespace.values()):
        for part in [value, *vars(value).values()] if isinstance(value, type) else [value]:
            if isinstance(part, types.FunctionType) and part.__globals__ is namespace:
                found |= set(_code_names(part.__code__))
    return found


def stored(tree: ast.AST) -> set[str]:
    """Names that it sets at its top level."""
    found: set[str] = set()
    waiting = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(one.asname or one.name).partition(".")[0] for one in node.names}
        if not isinstance(node, _INNER):
            waiting += ast.iter_child_nodes(node)
    return found


def replaced(tree: ast.AST, namespace: Mapping[str, Any]) -> str:
    """What the test replaces of a module that her code may use, for the author; empty where it does not."""
    modules = {name for name, value in namespace.items() if isinstance(value, types.ModuleType)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {one.asname or one.name.partition(".")[0] for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (what := _patched(node, modules)):
            return f"le test remplace {what}"
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            root = _root(node)
            if root in modules and ast.unparse(node) not in _REPLACEABLE:
                return f"le test remplace {ast.unparse(node)}"
    return ""


def _patched(call: ast.Call, modules: set[str]) -> str:
    words = ast.unparse(call.func).split(".")
    first = call.args[0] if call.args else None
    if words[-1] == "patch" and isinstance(first, ast.Constant):
        return "" if first.value in _REPLACEABLE else str(first.value)
    if words[-1] in ("dict", "multiple") and "patch" in words:
        return ast.unparse(call)
    patches = words[-2:] == ["patch", "object"] or words == ["setattr"]
    return ast.unparse(call) if patches and first is not None and _root(first) in modules else ""


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def unwritable(tree: ast.Module, source: str) -> str:
    """Why ``asserts.rewrite`` is needed but cannot be used: IPython runs such a cell itself. Else empty."""
    awaits = any(isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)) for node in ast.walk(tree))
    if not awaits and not source.rstrip().endswith(";"):
        return ""
    compares = (node for node in ast.walk(tree) if isinstance(node, ast.Compare))
    for node in compares:
        same = any(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops)
        if same and not any(isinstance(one, ast.Constant) for one in (node.left, *node.comparators)):
            return "le test compare avec « is » et attend avec « await »"
    return ""

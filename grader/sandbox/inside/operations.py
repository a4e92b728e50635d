"""What can be done to a value of the other process besides calling it and reading its attributes, by name."""

import builtins
import math
import operator
from collections.abc import Callable
from typing import Any

BINARY = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "matmul": "@", "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
INPLACE = {f"i{name}": f"{symbol}=" for name, symbol in BINARY.items()}
UNARY = {"neg": "-x", "pos": "+x", "abs": "abs", "invert": "~x"}
SINGLE = (
    "len",
    "bool",
    "int",
    "float",
    "complex",
    "index",
    "round",
    "floor",
    "ceil",
    "trunc",
    "hash",
    "reversed",
)
"""Python's own name of each is its method's, between underscores."""

SPECIAL = frozenset(
    f"__{name}__"
    for name in (
        *(*BINARY, *(f"r{name}" for name in BINARY), *INPLACE, *UNARY, "divmod", "rdivmod"),
        # Every object can be compared, hashed and asked whether it is true.
        *(name for name in (*COMPARISONS, *SINGLE) if name not in ("eq", "ne", "bool", "hash")),
        *("call", "iter", "next", "contains", "getitem", "setitem", "delitem", "enter", "exit", "await"),
    )
)
"""Methods that make a difference to what a value can do; what a value's class has of them is told."""


def _enter(one: Any) -> Any:
    return type(one).__enter__(one)


def _exit(one: Any, *told: Any) -> Any:
    return type(one).__exit__(one, *told)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, f"__{name}__") for name in (*BINARY, *COMPARISONS, *INPLACE, *UNARY)},
    **{name: getattr(builtins, name) for name in ("len", "bool", "int", "float", "complex", "round", "hash")},
    **{
        name: getattr(builtins, name)
        for name in ("reversed", "divmod", "repr", "str", "format", "iter", "next")
    },
    **{name: getattr(operator, name) for name in ("index", "contains", "getitem", "setitem", "delitem")},
    **{name: getattr(math, name) for name in ("floor", "ceil", "trunc")},
    "enter": _enter,
    "exit": _exit,
}

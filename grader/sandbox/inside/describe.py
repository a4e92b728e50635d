"""How the learner's process tells of what is not plain: objects by number, kind and class, and errors."""

import builtins
import sys
import types
from collections.abc import Callable
from typing import Any

from .operations import SPECIAL

Number = Callable[[Any], int]
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
MESSAGE_MAX = 2000
FRAMES_MAX = 8


def description(value: Any, number: Number) -> dict[str, Any]:
    """An object by its number.

    Keys: ``n`` its number, ``kind`` one of those below, ``name`` of its class or, of a class, its own,
    ``cls`` its class's number, ``has`` the methods of ``operations.SPECIAL`` that its class has,
    ``ref`` where Python finds it (``module:name``) if a library made it, ``of`` the same of its class,
    ``mro`` of a class of errors.
    """
    kind = type(value)
    told: dict[str, Any] = {
        "n": number(value),
        "name": _class_name(kind),
        "cls": number(kind),
        "has": _has(kind),
    }
    if kind is types.ModuleType:
        return {**told, "kind": "module", "name": str(value.__name__), "ref": f"{value.__name__}:"}
    if isinstance(value, type):
        told["name"] = _class_name(value)
        if issubclass(value, BaseException):
            told["mro"] = _ancestry(value, number)
        told["kind"] = "exception" if issubclass(value, BaseException) else "class"
    elif isinstance(value, _FUNCTIONS) or kind.__name__ == "ufunc":
        told["kind"] = "function"
    else:
        told["kind"] = {types.GeneratorType: "generator", types.CoroutineType: "coroutine"}.get(
            kind, "object"
        )
        if (of := reference(kind)) is not None:
            told["of"] = of
        return told
    if (ref := reference(value)) is not None:
        told["ref"] = ref
    return told


def _class_name(kind: type) -> str:
    return str(type.__dict__["__name__"].__get__(kind))[:80]


def _has(kind: type) -> list[str]:
    """An ability set to None, as ``__hash__`` of a list is, is none."""
    found: dict[str, Any] = {}
    for one in reversed(type.mro(kind)):
        found.update((name, method) for name, method in vars(one).items() if name in SPECIAL)
    return sorted(name for name, method in found.items() if method is not None)


def reference(value: Any) -> str | None:
    """Where Python finds a library's class or function; None for what is made in a cell."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if type(value).__name__ == "ufunc":
        module, name = "numpy", value.__name__
    if type(module) is not str or type(name) is not str or module == "__main__":
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is value else None


def _ancestry(kind: type[BaseException], number: Number) -> list[Any]:
    """Of each class from ``kind`` to BaseException: builtin name, reference, or number and name."""
    told: list[Any] = []
    for one in type.mro(kind):
        if getattr(builtins, one.__name__, None) is one:
            if one is not object:
                told.append({"builtin": one.__name__})
        elif (ref := reference(one)) is not None:
            told.append({"ref": ref, "name": _class_name(one)})
        else:
            told.append({"n": number(one), "name": _class_name(one)})
    return told


def raised(
    error: BaseException, number: Number, tell: Callable[[Any], Any], cell_of: Callable[[str], int | None]
) -> dict[str, Any]:
    """An error: its classes, words, arguments, and where in her cells it passed (cell, line, function)."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        cell = cell_of(trace.tb_frame.f_code.co_filename)
        if cell is not None:
            frames.append([cell, trace.tb_lineno, trace.tb_frame.f_code.co_name[:80]])
        trace = trace.tb_next
    try:
        message = str(error)[:MESSAGE_MAX]
    except BaseException:
        message = ""
    return {
        "n": number(error),
        "mro": _ancestry(type(error), number),
        "message": message,
        "args": [tell(one) for one in error.args],
        "frames": frames[-FRAMES_MAX:],
    }

"""Runs one cell with IPython's meaning; a cell of plain Python takes the short way."""

import __future__

import ast
from collections.abc import Callable
from types import CodeType

from . import tracebacks
from .shell import Shell

Rewrite = Callable[[ast.Module], ast.Module]
_COROUTINE = 0x80  # CO_COROUTINE: the cell awaits at its top level
_ANNOTATIONS = __future__.annotations.compiler_flag


def run(shell: Shell, source: str, count: int, rewrite: Rewrite | None = None) -> bool:
    """Runs a cell as number ``count``; its outputs are in ``shell.outputs``. True where it raised nothing.

    Args:
        rewrite: changes the cell's tree before it is compiled; left out where IPython has to run the cell
            itself (magics, ``await``).
    """
    shell.execution_count = count
    try:
        done = _plain(shell, source, rewrite)
        if done is None:
            done = bool(shell.run_cell(source, store_history=True, silent=False).success)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        shell.outputs.error("KeyboardInterrupt", "", ["KeyboardInterrupt"])
        return False
    except BaseException as error:  # whatever she did to IPython itself
        shell.outputs.error(type(error).__name__, tracebacks.told(error), [type(error).__name__])
        return False
    return done


def _plain(shell: Shell, source: str, rewrite: Rewrite | None) -> bool | None:
    """None where IPython itself must run the cell: magics, ``await``, a last ``;``, settings in use."""
    if shell.ast_transformers or shell.input_transformers_post or source.rstrip().endswith(";"):
        return None
    if shell.ast_node_interactivity != "last_expr":  # other values are shown too, and the first is a score
        return None
    codes = _compiled(shell, source, rewrite)
    if codes is None:
        return None
    body, last = codes
    if shell.history_manager is not None:
        shell.history_manager.store_inputs(shell.execution_count, source, source)
    shell.events.trigger("pre_execute")
    if shell.events.callbacks["pre_run_cell"]:
        shell.events.trigger("pre_run_cell", None)
    shown = True
    try:
        if body is not None:
            exec(body, shell.user_ns)  # noqa: S102 - what this place is for
        if last is not None:
            value = eval(last, shell.user_ns)  # noqa: S307
            if value is not None:
                shell.displayhook(value)
    except BaseException:
        shown = False
        shell.showtraceback()
    shell.execution_count += 1
    shell.events.trigger("post_execute")
    if shell.events.callbacks["post_run_cell"]:
        shell.events.trigger("post_run_cell", None)
    return shown


def _compiled(
    shell: Shell, source: str, rewrite: Rewrite | None
) -> tuple[CodeType | None, CodeType | None] | None:
    """Code of a cell's statements and of the expression that it ends with; None for IPython's own syntax."""
    try:
        tree = ast.parse(source)
        tree = rewrite(tree) if rewrite is not None else tree
        name = shell.compile.cache(source, shell.execution_count, raw_code=source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        flags = shell.compile.flags
        body = compile(tree, name, "exec", flags=flags, dont_inherit=True) if tree.body else None
        if body is not None and body.co_flags & _ANNOTATIONS:
            # What a cell takes ``from __future__`` holds for all that comes after it.
            flags = shell.compile.flags = flags | _ANNOTATIONS
        value = ast.Expression(last.value) if isinstance(last, ast.Expr) else None
        ending = compile(value, name, "eval", flags=flags, dont_inherit=True) if value is not None else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if any(code is not None and code.co_flags & _COROUTINE for code in (body, ending)):
        return None
    return body, ending

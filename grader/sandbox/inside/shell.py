"""IPython as a Jupyter kernel runs it, without the kernel: cells in, outputs out, in this very process."""

import builtins
import getpass
import linecache
import sys
import types
from typing import Any, NoReturn

from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import tracebacks
from .outputs import Hook, Outputs, Publisher


class Shell(InteractiveShell):
    """Differs from a kernel's shell in what is shown of an error: the same lines, found more quickly."""

    outputs: Outputs

    def cell_of(self, file: str) -> int | None:
        """Number of the cell that a code object's file name stands for."""
        found = self.compile._filename_map.get(file)
        return int(found) if found is not None else None

    def showtraceback(
        self,
        exc_tuple: Any = None,
        filename: Any = None,
        tb_offset: Any = None,
        exception_only: bool = False,
        running_compiled_code: bool = False,
    ) -> None:
        try:
            kind, error, trace = self._get_exc_info(exc_tuple)  # type: ignore[no-untyped-call]
        except ValueError:
            return
        self.outputs.error(
            kind.__name__, tracebacks.told(error), tracebacks.formatted(kind, error, trace, self.cell_of)
        )

    def showsyntaxerror(self, filename: Any = None, running_compiled_code: bool = False) -> None:
        self.showtraceback()

    def _format_exception_for_storage(self, exception: BaseException, *more: Any, **named: Any) -> Any:
        # IPython formats every traceback a second time for a history that nobody reads.
        return {"ename": type(exception).__name__, "evalue": "", "traceback": []}

    def enable_gui(self, gui: Any = None) -> None:
        """There is no screen."""

    def ask_exit(self) -> None:
        """``exit()`` ends a kernel's session, not its process."""

    def init_virtualenv(self) -> None:
        """Paths are set already."""


def _no_input(*told: Any, **more: Any) -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _no_password(*told: Any, **more: Any) -> NoReturn:
    raise StdinNotImplementedError("getpass was called, but this frontend does not support input requests.")


def _no_debugger(*told: Any, **more: Any) -> None:
    """``breakpoint()`` left in an answer stops nothing where nobody debugs, as in a kernel."""


def make(characters_max: int) -> Shell:
    """The one shell of this process and of all that are forked from it, warmed up and empty."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    outputs = Outputs(characters_max)
    Hook.outputs = Publisher.outputs = Shell.outputs = outputs
    Shell.displayhook_class, Shell.display_pub_class = Hook, Publisher  # type: ignore[assignment]
    shell: Shell = Shell.instance(config=config, user_module=types.ModuleType("__main__"))
    builtins.input = _no_input
    getpass.getpass = _no_password
    sys.breakpointhook = _no_debugger
    _warm_up(shell)
    return shell


_WARMING = (
    "[1, 2]",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
    "1 / 0",
    "def (",
    "assert 1 == 2, 'x'",
)


def _warm_up(shell: Shell) -> None:
    """Fills the caches that any cell fills, then forgets the cells."""
    for source in _WARMING:
        shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
    forget(shell)


def forget(shell: Shell) -> None:
    """Makes the shell one in which nothing was run."""
    shell.outputs.reset()
    shell.reset(new_session=True)  # type: ignore[no-untyped-call]
    shell.execution_count = 1
    # Else a cell that asks for these would be told those of ``builtins``.
    shell.user_ns.update(dict.fromkeys(("__loader__", "__package__", "__spec__")))
    shell.compile._filename_map.clear()
    linecache.clearcache()


def seat(shell: Shell) -> None:
    """Makes this forked process's Python the learner's: what its cells print is kept, ``display`` shows."""
    shell.builtin_trap.__enter__()
    sys.displayhook = shell.displayhook
    if "" not in sys.path:
        sys.path.insert(0, "")

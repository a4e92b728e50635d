"""ipykernel without what would make memory that all kernels share each kernel's own."""

import sys
from types import ModuleType
from typing import Any

from ipykernel import ipkernel
from ipykernel.ipkernel import IPythonKernel
from traitlets import Type

from campus.space.shell import Shell

ARGUMENTS = (
    "--IPKernelApp.kernel_class=campus.space.lean.Kernel",
    # Jedi reads the sources of what it completes, 24 MB for the first Tab; IPython's own looks at the values.
    "--IPCompleter.use_jedi=False",
)


class Kernel(IPythonKernel):
    """For its debugger, ipykernel asks every module where its file is: that touches 3 600 objects, on pages
    that are then copied, 22 MB of them. Without the list, who steps through a cell may step into a library.
    """

    shell_class = Type(Shell)

    def __init__(self, **kwargs: Any) -> None:
        ipkernel.sys = _WithoutModules("sys")  # type: ignore[attr-defined]
        try:
            super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        finally:
            ipkernel.sys = sys  # type: ignore[attr-defined]


class _WithoutModules(ModuleType):
    modules: dict[str, ModuleType] = {}  # noqa: RUF012 - as sys has it

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

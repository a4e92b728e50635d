"""What is changed in Python's own modules for the time of a sealed test, and what of that goes to her."""

import builtins
import importlib
import inspect
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

from .codec import encode
from .proxies import Proxy, told_of
from .told import Told

_REPLACEABLE = ("input", "print")


def native(value: Any) -> str | None:
    """Where Python finds a library's function, class or module (``module:name``); None for the test's own."""
    if isinstance(value, types.ModuleType):
        return f"{value.__name__}:"
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if type(value).__name__ == "ufunc":
        module, name = "numpy", value.__name__
    if type(module) is not str or type(name) is not str or module == "__main__" or "<" in name:
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is value else None


class Patches:
    """The test's seeds, ``input`` and ``print`` go to her; ``inspect`` and ``unittest`` know proxies."""

    def __init__(self, source: Callable[[Told], str]) -> None:
        self._source = source
        self._undo: list[tuple[Any, str, Any]] = []
        self._functions = {name: getattr(builtins, name) for name in _REPLACEABLE}
        self._seeded: set[str] = set()

    def apply(self, source: str) -> None:
        """For one test, by what its text speaks of."""
        if "seed" in source:
            self._watch_seed("random", importlib.import_module("random"))
            if "numpy" in sys.modules:
                self._watch_seed("numpy_random", sys.modules["numpy"].random)
        if "getsource" in source:
            self._replace(inspect, "getsource", self._getsource(inspect.getsource))
        if "assertIs" in source:
            case = importlib.import_module("unittest").TestCase
            self._replace(case, "assertIs", _same(case.assertIs, wanted=True))
            self._replace(case, "assertIsNot", _same(case.assertIsNot, wanted=False))

    def undo(self) -> None:
        for owner, name, old in reversed(self._undo):
            setattr(owner, name, old)
        self._undo.clear()
        self._seeded.clear()

    def news(self, namespace: Mapping[str, Any], number: Callable[[Any], int]) -> dict[str, Any]:
        """What goes with the next message."""
        told: dict[str, Any] = {}
        if "random" in self._seeded:
            told["random"] = encode(sys.modules["random"].getstate())
        if "numpy_random" in self._seeded:
            told["numpy_random"] = encode(sys.modules["numpy"].random.get_state())
        self._seeded.clear()
        for name, first in self._functions.items():
            function = namespace.get(name, getattr(builtins, name))
            if function is not first and not isinstance(function, Proxy):
                stands = {"~": "h", "v": {"cb": number(function), "name": name}}
                told.setdefault("builtins", {})[name] = stands
        return told

    def write(self, stream: str, text: str) -> None:
        """What her code printed, where the test's own goes."""
        (sys.stderr if stream == "stderr" else sys.stdout).write(text)

    def signature(self, told: Any, value: Callable[[Any], Any]) -> inspect.Signature:
        """Raises TypeError, ValueError or KeyError for what is not one."""
        parameters = []
        for one in told:
            name, kind, has, default = one
            given = {"default": value(default)} if has is True else {}
            parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), **given))
        return inspect.Signature(parameters)

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _watch_seed(self, what: str, module: Any) -> None:
        def seed(*given: Any, **named: Any) -> Any:
            self._seeded.add(what)
            return old(*given, **named)

        old = module.seed
        self._replace(module, "seed", seed)

    def _getsource(self, old: Callable[[Any], str]) -> Callable[[Any], str]:
        def getsource(thing: Any) -> str:
            told = told_of(thing)
            return old(thing) if told is None else self._source(told)

        return getsource


def _same(old: Callable[..., None], *, wanted: bool) -> Callable[..., None]:
    """``assertIs`` and ``assertIsNot`` where two proxies may stand for one object."""

    def check(self: Any, one: Any, other: Any, msg: Any = None) -> None:
        told, other_told = told_of(one), told_of(other)
        if told is None or other_told is None:
            old(self, one, other, msg)
        elif (told.number == other_told.number) is not wanted:
            raise self.failureException(msg or f"{one!r} {'is not' if wanted else 'is'} {other!r}")

    return check

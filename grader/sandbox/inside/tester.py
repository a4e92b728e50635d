"""The tests' end of a sealed test: where a test runs, her names stand for her objects in the other process.

Only plain values cross (``codec``), and what a test compares is compared here. A reply is never believed: one
that our own code in the other process cannot have given fails the test.

Paths say how a test reaches a value: a name, ``()`` for a call, ``.attribute``, ``[]`` for an item or
an element, an operator's symbol, `` await``, ``(~)`` for what her code gives to a function of the test.
Beside those that gave more than plain data in the author's solution, ``seen`` has what the test did
there and nobody else may (``Vec() + …``), which library a name means (``np=numpy:``), the class of a
library that an object is of (``model:sklearn...``), which of the author's names her code set anew
(``df~``), which builtin it defines (``max=``), and which names of the test her functions read
(``score:``).
"""

import ast
import builtins
from collections.abc import Callable
from typing import Any

from . import names
from .asking import Asking
from .codec import MISSING, CodecError, encode
from .compared import NAME, Recorder
from .conversation import is_code
from .proxies import told_of
from .rebuilt import library
from .values import Message


class Client(Asking):
    """Runs tests against her process. In turn: ``begin``, ``bind``, the test itself, ``verdict``.

    Args:
        ask: sends a message to her process and waits for its reply. A reply may be a question; what ``ask``
            is given next is then its answer.

    Attributes:
        seen: the paths that gave more than plain data, and the like; for ``opaque_allowed`` of later runs.
        raised: the last error of hers that reached the test: ``name``, ``message``, and ``frames``, each
            [cell, line, function].
    """

    def __init__(self, ask: Callable[[Message], Any]) -> None:
        self._tests_own: set[str] = set()
        self._recorder = Recorder()
        super().__init__(ask)

    @property
    def comparison(self) -> Message | None:
        """Of the assertion that failed last; see ``compared.Recorder``."""
        return self._recorder.comparison

    def begin(self, opaque_allowed: frozenset[str] | None) -> None:
        """A new test.

        Args:
            opaque_allowed: ``seen`` of the author's solution; None to study it: all is allowed and noted.
        """
        self._patches.undo()
        self._restart(opaque_allowed)
        self._recorder = Recorder()

    def bind(self, source: str, namespace: dict[str, Any]) -> None:
        """Gives a test its names: those that it uses and that the author's cells did not define are hers.

        Never raises; what went wrong is in ``verdict``.
        """
        self._namespace = namespace
        namespace[NAME] = self._recorder
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            self._note("NotSealed", "le test n'est pas du Python simple")
            return
        self._patches.apply(source)
        try:
            self._say({"op": "begin"})
            self._get(tree)
        except Exception as error:
            self._note(type(error).__name__, str(error))
        if why := names.replaced(tree, namespace) or names.unwritable(tree, source):
            self._note("NotSealed", why)

    def verdict(self) -> tuple[str, str] | None:
        """Ends a test: name and words of an error that fails it even where the test caught it; or None."""
        self._patches.undo()
        return self._trouble

    # -- names --------------------------------------------------------------------------------------

    def _get(self, tree: ast.Module) -> None:
        space = self._namespace
        set_here = names.stored(tree)
        wanted = names.used_by(space, names.used(tree))
        own = {name for name in wanted if name in self._tests_own and name in space}
        given = {
            name
            for name in wanted - own
            if name in space and space[name] is not self._bound.get(name, MISSING)
        }
        asked = {name for name in wanted - given if self._may_ask(name)}
        asked |= {name for name in given if self._may("~", name) and not is_code(space[name])}
        asked -= {NAME}
        message: Message = {"op": "get", "names": sorted(asked), "own": sorted(own)}
        told = self._say({**message, "mark": sorted(set_here | wanted), "study": self._allowed is None})
        if type(told) is not dict:
            raise self._lied("names")
        for name in sorted(asked & set(told)):
            if type(told[name]) is not dict:
                raise self._lied("names")
            self._take(name, told[name], given=name in given)
            if name in set_here and "v" in told[name]:
                self._push_later(name, read=told[name].get("read") is True)
        self._tests_own = (self._tests_own & set(space)) | set_here

    def _push_later(self, name: str, *, read: bool) -> None:
        """What the test sets goes to her if the solution's functions read it; else it may hold an answer."""
        if self._allowed is None and read:
            self.seen.add(f"{name}:")
        if f"{name}:" in (self.seen if self._allowed is None else self._allowed):
            self._pushed[name] = self._namespace.get(name, MISSING)

    def _may_ask(self, name: str) -> bool:
        """What she calls ``len`` is nothing to a test, unless the author's solution defines it too."""
        return name.isidentifier() and (not hasattr(builtins, name) or self._may("=", name))

    def _take(self, name: str, told: Message, *, given: bool = False) -> None:
        if "v" not in told:
            if not given and name in self._bound:
                self._namespace.pop(name, None)
                self._bound.pop(name)
            return
        before = set(self.seen)
        value = self._named(name, told["v"])
        if given and (self._is_same(value, self._namespace[name]) or told_of(value) is not None):
            self.seen = before
            return
        if self._allowed is None and (given or hasattr(builtins, name)):
            self.seen.add(f"{name}~" if given else f"{name}=")
        self._namespace[name] = self._bound[name] = value

    def _is_same(self, value: Any, other: Any) -> bool:
        try:
            return bool(encode(value) == encode(other))
        except CodecError:
            return True  # it cannot be compared: the author's counts

    def _named(self, name: str, told: Any) -> Any:
        """The value of a name; a library's module, class or function is this process's own."""
        payload = told.get("v") if type(told) is dict and told.get("~") == "h" else None
        ref = payload.get("ref") if type(payload) is dict else None
        if type(ref) is str and (self._allowed is None or f"{name}={ref}" in self._allowed):
            found = library(ref)
            if found is not None:
                self.seen.add(f"{name}={ref}")
                return found
        return self._value(told, name, name)

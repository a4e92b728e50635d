"""The learner's end of a sealed test: does what tests ask of her objects, and tells plain values.

Nothing here is trusted: her code shares this process and may change any of it. ``tester`` believes no reply.

A message has ``op`` (get, call, attr, ...) and may bring what changed on the other side; the reply has
``v`` (the value, as JSON) or ``exc`` (what was raised), ``out`` (what was printed) and what changed
here. While a call runs, a reply with ``callback`` asks the tests' process to call one of its functions;
a message with the op ``answer`` ends that.
"""

import asyncio
import builtins
import importlib
import inspect
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

from grader.stage.host import Host

from . import codec, operations
from .describe import description, raised
from .names import read_by_functions
from .shared import Shared

Message = dict[str, Any]
TEXT_MAX = 100_000


class Server:
    """Answers about the objects of one namespace.

    Args:
        namespace: where her cells ran.
        printed: gives what was printed since it was last called, as [stream, text].
        cell_of: number of the cell that a code object's file name stands for, None where it is none.
        ask: sends a reply that is a question itself, and waits for the next message.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        printed: Callable[[], list[list[str]]],
        cell_of: Callable[[str], int | None],
        ask: Callable[[Message], Message],
    ) -> None:
        self.namespace = namespace
        self._printed = printed
        self._cell_of = cell_of
        self._ask = ask
        self._things: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._shared = Shared(1)
        self._watched: dict[str, Any] = {}
        self._bindings: dict[str, Any] = {}
        self._given: tuple[Any, ...] = ()
        self._host = Host(forks=True)

    def serve(self, message: Message) -> Message:
        """Never raises for what her code does."""
        reply: Message = {}
        replaced: dict[str, Any] = {}
        try:
            replaced = self._take_over(message)
            reply["v"] = getattr(self, f"_op_{message['op']}")(message)
        except BaseException as error:
            reply["exc"] = raised(error, self._number, self._tell, self._cell_of)
        for name, old in replaced.items():
            setattr(builtins, name, old)
        return self._with_news(reply)

    # -- what both sides know -----------------------------------------------------------------------

    def _take_over(self, message: Message) -> dict[str, Any]:
        """What changed there since its last message; returns the builtins that it replaced here."""
        self._shared.absorb(message.get("sync", []), lambda told, origin: self._plain(told), self._tell)
        self._shared.forget(message.get("drop", ()))
        for name, told in message.get("set", {}).items():
            self.namespace[name] = self._watched[name] = self._hear(told)
        if "random" in message:
            random.setstate(self._plain(message["random"]))
        if "numpy_random" in message and "numpy" in sys.modules:
            sys.modules["numpy"].random.set_state(self._plain(message["numpy_random"]))
        replaced = {}
        for name, told in message.get("builtins", {}).items():
            replaced[name] = getattr(builtins, name)
            setattr(builtins, name, self._plain(told))
        return replaced

    def _with_news(self, reply: Message) -> Message:
        reply["out"] = self._printed()
        reply["sync"] = self._shared.changes(self._tell, self._given)
        self._given = ()
        names = {}
        for name, last in self._watched.items():
            value = self.namespace.get(name, codec.MISSING)
            if value is not last:
                self._watched[name] = value
                names[name] = self._told_binding(value)
        if names:
            reply["names"] = names
        return reply

    def _told_binding(self, value: Any) -> Any:
        return {"gone": True} if value is codec.MISSING else {"v": self._result(value)}

    def _number(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._things) + 1
            self._things[number] = value
            self._numbers[id(value)] = number
        return number

    def _tell(self, value: Any) -> Any:
        """JSON of any value; one that is too deep to be told is an object like any other."""
        try:
            return codec.encode(value, self._described)
        except codec.CodecError:
            return {"~": "h", "v": self._described(value)}

    def _described(self, value: Any) -> Any:
        return description(value, self._number)

    def _result(self, value: Any) -> Any:
        return self._shared.tell(value, self._tell)

    def _plain(self, told: Any) -> Any:
        return codec.decode(told, self._mine)

    def _hear(self, told: Any) -> Any:
        return self._shared.hear(told, self._plain, self._tell)

    def _mine(self, told: Any, plain: Any, depth: int) -> Any:
        if "h" in told:
            return self._things[told["h"]]
        if "ref" in told:
            module, _, name = told["ref"].partition(":")
            found: Any = importlib.import_module(module)
            for part in name.split(".") if name else ():
                found = getattr(found, part)
            return found
        if "exception" in told:
            return getattr(builtins, told["exception"], RuntimeError)(told["message"])
        return self._iterator(told["iter"]) if "iter" in told else self._function(told["cb"], told["name"])

    # -- functions of the other side ----------------------------------------------------------------

    def _function(self, number: int, name: str) -> Callable[..., Any]:
        def function(*given: Any, **named: Any) -> Any:
            told = {name: self._result(one) for name, one in named.items()}
            return self._called_back(
                {"callback": number, "a": [self._result(one) for one in given], "k": told}
            )

        function.__name__ = function.__qualname__ = name
        return function

    def _iterator(self, number: int) -> Iterator[Any]:
        while True:
            value = self._called_back({"callback": number, "next": True})
            if value is codec.MISSING:
                return
            yield value

    def _called_back(self, question: Message) -> Any:
        answer = self._ask(self._with_news(question))
        while answer["op"] != "answer":
            answer = self._ask(self.serve(answer))
        for name, old in self._take_over(answer).items():
            setattr(builtins, name, old)
        if answer.get("stop"):
            return codec.MISSING
        if "exc" in answer:
            raise self._plain(answer["exc"])
        return self._hear(answer["v"])

    # -- what can be asked --------------------------------------------------------------------------

    def _op_begin(self, message: Message) -> None:
        """A new test: what was shared with the one before is no longer."""
        self._shared, self._watched = Shared(1), {}
        self._host.rest()

    def _op_get(self, message: Message) -> Message:
        """Values of names; of ``own`` ones, only if a cell of hers bound them since the last ``mark``."""
        told = {}
        read = read_by_functions(self.namespace) if message["study"] else ()
        for name in message["names"]:
            value = self.namespace.get(name, codec.MISSING)
            if name in message["own"] and value is self._bindings.get(name, codec.MISSING):
                continue
            told[name] = self._told_binding(value)
            if name in read:
                told[name]["read"] = True
            self._watched[name] = value
        for name in message["mark"]:
            self._bindings[name] = self.namespace.get(name, codec.MISSING)
        return told

    def _op_call(self, message: Message) -> Any:
        given = [self._hear(told) for told in message["a"]]
        named = {name: self._hear(told) for name, told in message["k"].items()}
        value = self._things[message["h"]](*given, **named)
        self._given = (*given, *named.values())
        return self._result(value)

    def _op_attr(self, message: Message) -> Any:
        return self._result(getattr(self._things[message["h"]], message["name"]))

    def _op_setattr(self, message: Message) -> None:
        setattr(self._things[message["h"]], message["name"], self._hear(message["v"]))

    def _op_delattr(self, message: Message) -> None:
        delattr(self._things[message["h"]], message["name"])

    def _op_operator(self, message: Message) -> Any:
        given = [self._hear(told) for told in message["a"]]
        value = operations.FUNCTIONS[message["name"]](*given)
        self._given = tuple(given)
        return value[:TEXT_MAX] if type(value) is str else self._result(value)

    def _op_isinstance(self, message: Message) -> bool:
        return self._is_kind(type(self._things[message["o"]]), self._things[message["h"]])

    def _op_issubclass(self, message: Message) -> bool:
        return self._is_kind(self._things[message["o"]], self._things[message["h"]])

    def _is_kind(self, kind: type, other: type) -> bool:
        # What her class, or its class, says about that does not count.
        return any(one is other for one in type.mro(kind))

    def _op_base(self, message: Message) -> Any:
        return self._tell(codec.base_value(self._things[message["h"]]))

    def _op_dir(self, message: Message) -> Any:
        return [str(name) for name in dir(self._things[message["h"]])]

    def _op_source(self, message: Message) -> str:
        return inspect.getsource(self._things[message["h"]])[:TEXT_MAX]

    def _op_signature(self, message: Message) -> Any:
        """[name, kind, whether it has a default, that default] of each parameter."""
        told = []
        for one in inspect.signature(self._things[message["h"]]).parameters.values():
            has = one.default is not one.empty
            told.append([one.name, int(one.kind), has, self._tell(one.default) if has else None])
        return told

    def _op_stage(self, message: Message) -> Any:
        """What a test asks of a program of hers, which runs in a process of its own beside this one."""
        return self._host.serve(message["told"])

    def _op_await(self, message: Message) -> Any:
        thing = self._things[message["h"]]
        loop = asyncio.new_event_loop()
        try:
            return self._result(loop.run_until_complete(_awaited(thing)))
        finally:
            loop.close()


async def _awaited(thing: Any) -> Any:
    return await thing

"""Questions to her process: what changed on either side goes along, and hers are answered."""

import types
from collections.abc import Callable
from typing import Any

from .codec import MISSING, CodecError, encode
from .errors import LearnerLied, NotSealed
from .patches import Patches
from .proxies import told_of
from .values import Message, Values

PRINTED_MAX = 1_000_000
NESTED_MAX = 40


class Conversation(Values):
    """See ``tester.Client``, which it is a part of."""

    def __init__(self, ask: Callable[[Message], Any]) -> None:
        self._ask = ask
        self._patches = Patches(self.source)
        self._bound: dict[str, Any] = {}
        super().__init__(frozenset())

    def _restart(self, allowed: frozenset[str] | None) -> None:
        super()._restart(allowed)
        self.raised: Message | None = None
        self._namespace: dict[str, Any] = {}
        self._pushed: dict[str, Any] = {}
        self._elements = self._printed = self._nested = 0

    def _take(self, name: str, told: Message, *, given: bool = False) -> None:
        """A name of hers has a new value; ``tester`` knows what that means."""
        raise NotImplementedError

    def _say(self, message: Message, path: str = "", text: str = "", *, ends: bool = False) -> Any:
        """The reply's value, as JSON. ``ends``: her StopIteration is one here too."""
        if self._trouble is not None and self._trouble[0] == "LearnerLied":
            raise LearnerLied(self._trouble[1])
        failed: list[BaseException] = []
        reply = self._reply(self._with_news(message))
        while "callback" in reply:
            reply = self._reply(self._with_news(self._answer(reply, path, text, failed)))
        if failed:
            raise failed[0]
        if "exc" in reply:
            raise self._error(reply["exc"], path, text, ends=ends)
        if "v" not in reply:
            raise self._lied("no value")
        return reply["v"]

    def _reply(self, message: Message) -> Message:
        try:
            reply = self._ask(message)
        except (ValueError, RecursionError) as error:
            raise self._lied(type(error).__name__) from None
        if type(reply) is dict and "ask" in reply:
            reply = reply["ask"]
        if type(reply) is not dict:
            raise self._lied("no reply")
        try:
            self._take_news(reply)
        except LearnerLied:
            raise
        except CodecError as error:
            raise self._lied(str(error)) from None
        return reply

    def _with_news(self, message: Message) -> Message:
        message["sync"] = self._shared.changes(self._encoded)
        message["drop"] = self._shared.unused()
        message |= self._patches.news(self._namespace, self._called_back_number)
        changed = {}
        for name, last in self._pushed.items():
            value = self._namespace.get(name, MISSING)
            if value is not last and value is not MISSING and not is_code(value):
                self._pushed[name] = value
                if self._may(":", name) and (told := self._pushable(value)) is not MISSING:
                    changed[name] = told
                    self._bound[name] = value
                    if self._allowed is None:
                        self.seen.add(f"{name}:")
        if changed:
            message["set"] = changed
        return message

    def _pushable(self, value: Any) -> Any:
        try:
            encode(value, lambda one: told_of(one) is not None or self._never())
        except CodecError:
            return MISSING
        return self._given(value, "", "")

    def _given(self, value: Any, path: str, text: str) -> Any:
        """JSON of what the test gives to her; what she puts in it comes back by the path ``(~)``."""
        return self._shared.tell(value, self._encoded, (f"{path}(~)", f"{text}(…)"))

    def _never(self) -> Any:
        raise CodecError("not hers")

    def _take_news(self, reply: Message) -> None:
        printed = reply.get("out", [])
        if type(printed) is not list:
            raise CodecError("not what was printed")
        for one in printed:
            if type(one) is not list or len(one) != 2 or not all(type(part) is str for part in one):
                raise CodecError("not what was printed")
            room = PRINTED_MAX - self._printed
            self._printed += len(one[1])
            self._patches.write(one[0], one[1][: max(room, 0)])
        self._shared.absorb(
            reply.get("sync", []), lambda told, origin: self._plain(told, *origin), self._encoded
        )
        told = reply.get("names", {})
        if type(told) is not dict:
            raise CodecError("not names")
        for name, value in told.items():
            if (
                name in self._bound
                and self._namespace.get(name, MISSING) is self._bound[name]
                and type(value) is dict
            ):
                self._take(name, value)
                if name in self._pushed:
                    self._pushed[name] = self._namespace.get(name, MISSING)

    def _answer(self, reply: Message, path: str, text: str, failed: list[BaseException]) -> Message:
        """Does what her code asks of a function of the test's."""
        number = reply["callback"]
        if type(number) is not int or not 0 <= number < len(self._called_back):
            raise self._lied("a function that she was not given")
        function = self._called_back[number]
        self._nested += 1
        try:
            if self._nested > NESTED_MAX:
                raise RecursionError("maximum recursion depth exceeded")
            if reply.get("next"):
                return {"op": "answer", "v": self._given(next(function), path, text)}
            given, named = reply.get("a"), reply.get("k")
            if type(given) is not list or type(named) is not dict:
                raise self._lied("no arguments")
            values = [self._value(one, f"{path}(~)", f"{text}(…)") for one in given]
            more = {str(name): self._value(one, f"{path}(~)", f"{text}(…)") for name, one in named.items()}
            return {"op": "answer", "v": self._given(function(*values, **more), path, text)}
        except StopIteration:
            return {"op": "answer", "stop": True}
        except Exception as error:
            if isinstance(error, (AssertionError, LearnerLied, NotSealed)):
                # Hers to see, but not to catch.
                failed.append(error)
                self._note(type(error).__name__, str(error))
            return {"op": "answer", "exc": {"~": "h", "v": self._error_told(error)}}
        finally:
            self._nested -= 1

    def _error(self, told: Any, path: str, text: str, *, ends: bool) -> Exception:
        mro = told.get("mro") if type(told) is dict else None
        if ends and mro and type(mro) is list and mro[0] == {"builtin": "StopIteration"}:
            return StopIteration()
        try:
            error = self._errors.error(told, path, text)
        except CodecError as lie:
            return self._lied(str(lie))
        frames = [one for one in told.get("frames", ()) if _is_frame(one)]
        self.raised = {"name": type(error).__name__, "message": told["message"], "frames": frames}
        return error


def is_code(value: Any) -> bool:
    return isinstance(value, (types.ModuleType, types.FunctionType, type)) or callable(value)


def _is_frame(told: Any) -> bool:
    return type(told) is list and [type(one) for one in told] == [int, int, str]

"""Values on their way between a test and her process, as the test may meet them."""

import builtins
from collections.abc import Iterator
from typing import Any

from . import operations
from .codec import MISSING, CodecError, decode, encode
from .errors import LearnerLied, NotSealed
from .extended import extended
from .patches import native
from .proxies import Proxy, proxy_class, told_of
from .rebuilt import Errors, identifier
from .shared import Shared
from .told import End, Told, what
from .unexpected import Unexpected

Message = dict[str, Any]

_KINDS = frozenset(("module", "class", "exception", "function", "generator", "coroutine", "object"))


class Values(End):
    """What is known for the time of one test; ``allowed`` as in ``tester.Client.begin``."""

    def __init__(self, allowed: frozenset[str] | None) -> None:
        self._restart(allowed)

    def _restart(self, allowed: frozenset[str] | None) -> None:
        self._allowed = allowed
        self.seen: set[str] = set()
        self._trouble: tuple[str, str] | None = None
        self._errors = Errors(self)
        self._classes: dict[int, type[Proxy]] = {}
        self._proxies: dict[tuple[int, str], Any] = {}
        self._shared = Shared(2)
        self._called_back: list[Any] = []

    # -- what fails a test for good -----------------------------------------------------------------

    def _note(self, name: str, words: str) -> None:
        if self._trouble is None:
            self._trouble = (name, words)

    def _lied(self, what: str) -> LearnerLied:
        words = f"la réponse de ton programme n'a pas de sens ({what})"
        self._note("LearnerLied", words)
        return LearnerLied(words)

    def unsealable(self, why: str) -> NotSealed:
        self._note("NotSealed", why)
        return NotSealed(why)

    def refused(self, told: Told) -> TypeError:
        prefix = f"{told.path}="
        libraries = sorted(one.removeprefix(prefix) for one in self._allowed or () if one.startswith(prefix))
        if libraries and libraries[0]:
            words = f"`{told.text}` devrait rester celui de {libraries[0].partition(':')[0]}"
            self._note("TypeError", words)
            return TypeError(words)
        plain = "une valeur simple (nombre, texte, liste…)"
        verb = "donner" if told.text.endswith(")") else "être"
        words = f"`{told.text}` devrait {verb} {plain}, pas {what(told)}"
        if told.kind == "function":
            words += ". As-tu oublié des parenthèses ?"
        self._note("TypeError", words)
        return TypeError(words)

    def _may(self, sign: str, name: str) -> bool:
        return self._allowed is None or f"{name}{sign}" in self._allowed

    # -- from her process ---------------------------------------------------------------------------

    def _value(self, told: Any, path: str, text: str) -> Any:
        try:
            return self._shared.hear(
                told, lambda one: self._plain(one, path, text), self._encoded, (path, text)
            )
        except LearnerLied:
            raise
        except CodecError as error:
            raise self._lied(str(error)) from None

    def _plain(self, told: Any, path: str, text: str) -> Any:
        def opaque(payload: Any, plain: Any, depth: int) -> Any:
            return self._object(payload, plain, path + "[]" * depth, text + "[…]" * bool(depth))

        return decode(told, opaque)

    def _object(self, payload: Any, plain: Any, path: str, text: str) -> Any:
        told, has = self._read(payload, plain, path, text)
        allowed = self._allowed is None or path in self._allowed
        if plain is not MISSING and not allowed:
            return plain
        if plain is not MISSING and (made := extended(plain, told)) is not None:
            return made
        key = (told.number, path)
        if key not in self._proxies:
            self._proxies[key] = self._made(told, has, payload) if allowed else Unexpected(told)
        if self._allowed is None:
            self.seen.add(path)
        found = self._proxies[key]
        return _awaiting(self, told) if allowed and told.kind == "coroutine" else found

    def _read(self, payload: Any, plain: Any, path: str, text: str) -> tuple[Told, frozenset[str]]:
        if type(payload) is not dict or payload.get("kind") not in _KINDS:
            raise CodecError("not an object")
        number, cls, has, of = (payload.get(key) for key in ("n", "cls", "has", "of"))
        if (
            type(number) is not int
            or type(cls) is not int
            or type(has) is not list
            or type(of) not in (str, type(None))
        ):
            raise CodecError("not an object")
        if not all(type(one) is str for one in has):
            raise CodecError("not abilities")
        base = None if plain is MISSING else type(plain)
        name = identifier(payload.get("name"))
        told = Told(self, number, path, text, payload["kind"], name, cls, of or "", base)
        return told, frozenset(has) & operations.SPECIAL

    def _made(self, told: Told, has: frozenset[str], payload: Message) -> Any:
        if told.kind == "exception":
            return self._errors.kind(payload.get("mro"))
        if told.cls not in self._classes:
            self._classes[told.cls] = proxy_class(told.cls, told.name, has)
        return self._classes[told.cls](told)

    def _encoded(self, value: Any) -> Any:
        try:
            return encode(value, self._handle)
        except CodecError as error:
            raise self.unsealable(f"le test donne une valeur trop profonde ({error})") from None

    def _handle(self, value: Any) -> Any:
        told = told_of(value)
        if told is not None:
            return {"h": told.number}
        if isinstance(value, BaseException):
            return self._error_told(value)
        if isinstance(value, type) and (number := self._errors.number(value)) is not None:
            return {"h": number}
        if (ref := native(value)) is not None:
            return {"ref": ref}
        if isinstance(value, Iterator):
            return {"iter": self._called_back_number(value)}
        if callable(value):
            return {
                "cb": self._called_back_number(value),
                "name": str(getattr(value, "__name__", "fonction")),
            }
        raise self.unsealable(f"le test donne un objet {type(value).__name__} à ton programme")

    def _error_told(self, error: BaseException) -> Message:
        number = error.__dict__["_told"].number if "_told" in vars(error) else None
        if number is not None:
            return {"h": number}
        kinds = [one.__name__ for one in type(error).__mro__ if getattr(builtins, one.__name__, None) is one]
        # What an assertion says may quote what is expected.
        hidden = isinstance(error, AssertionError)
        return {"exception": kinds[0] if kinds else "Exception", "message": "" if hidden else str(error)}

    def _called_back_number(self, function: Any) -> int:
        for number, one in enumerate(self._called_back):
            if one is function:
                return number
        self._called_back.append(function)
        return len(self._called_back) - 1


async def _awaiting(client: End, told: Told) -> Any:
    return client.awaited(told)

"""What stands, in the tests' process, for an object of the learner's: nothing of hers ever runs here.

A ``Proxy`` passes on what is done to it; ``unexpected`` and ``extended`` have what stands elsewhere.
"""

import builtins
from collections.abc import Callable, Iterator
from typing import Any, cast

from . import operations
from .extended import EXTENDED_KINDS
from .told import Told, asked, told_here
from .unexpected import Unexpected


def told_of(value: Any) -> Told | None:
    """What is known of a value that stands for an object of hers; None for any other value."""
    kind = type(value)
    if issubclass(kind, (Proxy, Unexpected)):
        told: Told = object.__getattribute__(value, "_told")
        return told
    return value.__dict__["_told"] if kind in EXTENDED_KINDS else None


class _Kind(type):
    """Of proxies' classes: those of one class of hers are equal to the proxy of that class."""

    number: int = 0

    def __eq__(cls, other: object) -> bool:
        if cls is other:
            return True
        told = told_of(other) if not isinstance(other, type) else None
        return told is not None and told.kind == "class" and told.number == cls.number != 0

    def __hash__(cls) -> int:
        return type.__hash__(cls)


class Proxy(metaclass=_Kind):
    __slots__ = ("__weakref__", "_told")
    __array_ufunc__ = None  # else numpy would go through it element by element

    def __init__(self, told: Told) -> None:
        object.__setattr__(self, "_told", told)

    def __getattribute__(self, name: str) -> Any:
        told = told_here(self)
        if name == "__class__":
            return told.client.library_class(told) or type(self)
        if name == "__signature__":
            return told.client.signature(told)
        if name in ("__mro_entries__", "__reduce_ex__"):
            return object.__getattribute__(self, name)
        if not asked(name):
            raise AttributeError(name)
        return told.client.attribute(told, name)

    def __setattr__(self, name: str, value: Any) -> None:
        told_here(self).client.set_attribute(told_here(self), name, value)

    def __delattr__(self, name: str) -> None:
        told_here(self).client.delete_attribute(told_here(self), name)

    def __dir__(self) -> list[str]:
        return told_here(self).client.named(told_here(self))

    def __repr__(self) -> str:
        return told_here(self).client.shown(told_here(self), "repr")

    def __str__(self) -> str:
        return told_here(self).client.shown(told_here(self), "str")

    def __format__(self, form: str) -> str:
        return told_here(self).client.shown(told_here(self), "format", (form,))

    def __hash__(self) -> int:
        return int(told_here(self).client.operated(told_here(self), "hash", (self,)))

    def __bool__(self) -> bool:
        truth = told_here(self).client.operated(told_here(self), "bool", (self,))
        if type(truth) is not bool:
            raise TypeError("__bool__ should return bool")
        return truth

    def __eq__(self, other: object) -> Any:
        return told_here(self).client.compared(told_here(self), "eq", self, other)

    def __ne__(self, other: object) -> Any:
        return told_here(self).client.compared(told_here(self), "ne", self, other)

    def __instancecheck__(self, other: Any) -> bool:
        return told_here(self).client.is_kind(told_here(self), other, instance=True)

    def __subclasscheck__(self, other: Any) -> bool:
        return told_here(self).client.is_kind(told_here(self), other, instance=False)

    def __mro_entries__(self, bases: Any) -> Any:
        raise told_here(self).client.unsealable(
            f"le test fait une classe à partir de `{told_here(self).text}`"
        )

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise told_here(self).client.unsealable(f"le test copie `{told_here(self).text}`")


def _operation(name: str) -> Callable[..., Any]:
    def method(self: Any, *given: Any) -> Any:
        return told_here(self).client.operated(told_here(self), name, (self, *given))

    return method


def _reflected(name: str) -> Callable[..., Any]:
    def method(self: Any, other: Any) -> Any:
        return told_here(self).client.operated(told_here(self), name, (other, self))

    return method


def _call(self: Any, *given: Any, **named: Any) -> Any:
    return told_here(self).client.called(told_here(self), given, named)


def _walk(self: Any) -> Iterator[Any]:
    return told_here(self).client.walked(told_here(self))


def _exit(self: Any, kind: Any, error: Any, trace: Any) -> bool:
    """Whether an error of the test is over is not hers to say."""
    told = told_here(self)
    over = told.client.operated(told, "exit", (self, None if kind is None else _class_of(kind), error, None))
    return over is True and not (kind is not None and issubclass(kind, AssertionError))


def _class_of(kind: Any) -> Any:
    return kind if getattr(builtins, kind.__name__, None) is kind else Exception


def _await(self: Any) -> Any:
    return told_here(self).client.awaited(told_here(self))
    yield  # what is awaited must be an iterator; this one is over at once


_METHODS: dict[str, Callable[..., Any]] = {
    **{
        f"__{name}__": _operation(name)
        for name in (*operations.BINARY, *operations.INPLACE, *operations.UNARY)
    },
    **{f"__r{name}__": _reflected(name) for name in (*operations.BINARY, "divmod")},
    **{f"__{name}__": _operation(name) for name in ("divmod", "lt", "le", "gt", "ge", *operations.SINGLE)},
    **{
        f"__{name}__": _operation(name)
        for name in ("next", "contains", "getitem", "setitem", "delitem", "enter")
    },
    "__call__": _call,
    "__iter__": _walk,
    "__exit__": _exit,
    "__await__": _await,
}
del _METHODS["__bool__"], _METHODS["__hash__"]


def proxy_class(number: int, name: str, has: frozenset[str]) -> type[Proxy]:
    """A class of proxies that can do what ``has`` lists; ``number`` is hers for the class it stands for."""
    body = {method: _METHODS[method] for method in has if method in _METHODS}
    shown = name if not hasattr(builtins, name) else "Objet"
    made = _Kind(shown, (Proxy,), {"__slots__": (), "number": number, "__module__": "__main__", **body})
    return cast("type[Proxy]", made)


def proxies_class(value: Any) -> bool:
    """Whether it is a class of proxies, which stands for a class of hers as ``type(proxy)``."""
    return type(value) is _Kind

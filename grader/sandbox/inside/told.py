"""What the tests' process knows of an object of the learner's, and whom to ask for more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from . import operations

# Attributes between underscores that are asked for. Others belong to protocols (of numpy, pickle, IPython) by
# which a library would take her word for what memory holds.
_ASKED = operations.SPECIAL | {
    f"__{name}__"
    for name in (
        *(
            "name",
            "qualname",
            "doc",
            "module",
            "dict",
            "defaults",
            "kwdefaults",
            "annotations",
            "code",
            "closure",
        ),
        *(
            "init",
            "new",
            "repr",
            "str",
            "eq",
            "ne",
            "hash",
            "bool",
            "format",
            "getattr",
            "setattr",
            "delattr",
        ),
        *(
            "members",
            "bases",
            "mro",
            "abstractmethods",
            "match_args",
            "dataclass_fields",
            "slots",
            "iadd",
            "post_init",
        ),
    )
}


class End(Protocol):
    """What proxies need of ``tester.Client``."""

    def used(self, told: "Told") -> None: ...
    def attribute(self, told: "Told", name: str) -> Any: ...
    def set_attribute(self, told: "Told", name: str, value: Any) -> None: ...
    def delete_attribute(self, told: "Told", name: str) -> None: ...
    def called(self, told: "Told", given: tuple[Any, ...], named: dict[str, Any]) -> Any: ...
    def operated(self, told: "Told", name: str, given: tuple[Any, ...]) -> Any: ...
    def compared(self, told: "Told", name: str, one: Any, other: Any) -> Any: ...
    def walked(self, told: "Told") -> Iterator[Any]: ...
    def awaited(self, told: "Told") -> Any: ...
    def is_kind(self, told: "Told", other: Any, *, instance: bool) -> bool: ...
    def shown(self, told: "Told", name: str, given: tuple[Any, ...] = ()) -> str: ...
    def named(self, told: "Told") -> list[str]: ...
    def signature(self, told: "Told") -> Any: ...
    def source(self, told: "Told") -> str: ...
    def library_class(self, told: "Told") -> Any: ...
    def refused(self, told: "Told") -> Exception: ...
    def unsealable(self, why: str) -> Exception: ...


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is known here of one object of hers.

    Attributes:
        number: hers for it.
        path: how the test reached it, without what was given to calls (``Pile().push``).
        text: the same as the test wrote it, for words (``Pile(3).push``).
        kind: ``describe.description`` lists them.
        name: of its class; its own for a class. An identifier.
        cls: number of its class.
        of: where Python finds its class, for a library's.
        base: the built-in class that its class derives from.
    """

    client: End
    number: int
    path: str
    text: str
    kind: str
    name: str
    cls: int
    of: str = ""
    base: type | None = None


def told_here(value: Any) -> Told:
    """Of what has it in itself: a proxy, or what is unexpected."""
    told: Told = object.__getattribute__(value, "_told")
    return told


def asked(name: str) -> bool:
    """Whether an attribute of that name is asked for at all."""
    if name.startswith("__") and name.endswith("__"):
        return name in _ASKED
    return not name.startswith(("_repr_", "_ipython_"))


_WHAT = {
    "function": "une fonction",
    "class": "une classe",
    "exception": "une classe d'erreurs",
    "module": "un module",
    "generator": "un générateur",
    "coroutine": "une coroutine",
}


def what(told: Told) -> str:
    """What kind of thing it is, in plain words."""
    return _WHAT.get(told.kind, f"un objet {told.name}")

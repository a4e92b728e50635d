"""What stands for an object of hers where the author's solution gave plain data: it decides nothing."""

from collections.abc import Iterator
from typing import Any

from . import operations
from .told import Told, asked, told_here, what


def _refuse(self: Any, *given: Any) -> Any:
    raise told_here(self).client.refused(told_here(self))


class Unexpected:
    """Not plain, where the solution's value was: whatever it would answer proves nothing."""

    __slots__ = ("_told",)
    __array_ufunc__ = None

    def __init__(self, told: Told) -> None:
        object.__setattr__(self, "_told", told)

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return type(self)
        if name.startswith("__") or not asked(name):
            raise AttributeError(name)  # a library that tries protocols shall not be stopped by a question
        raise told_here(self).client.refused(told_here(self))

    def __iter__(self) -> Iterator[Any]:
        return told_here(self).client.walked(told_here(self))

    def __repr__(self) -> str:
        return f"<{what(told_here(self))}>"

    def __format__(self, form: str) -> str:
        return repr(self)

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __mro_entries__(self, bases: Any) -> Any:
        _refuse(self)

    def __instancecheck__(self, other: Any) -> bool:
        _refuse(self)
        return False


# No __len__ and no __getitem__: list() tries the first for its own sake, and numpy both.
_FREE = ("__iter__", "__next__", "__len__", "__getitem__", "__reversed__", "__await__", "__hash__")
for _name in (
    *operations.SPECIAL,
    "__bool__",
    "__eq__",
    "__ne__",
    "__reduce_ex__",
    "__setattr__",
    "__delattr__",
):
    if _name not in _FREE:
        setattr(Unexpected, _name, _refuse)

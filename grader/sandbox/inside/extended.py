"""Her own kinds of numbers and texts: plain ones here, with her attributes besides."""

from typing import Any

from .told import Told, asked


def _kind(base: type) -> type:
    def attribute(self: Any, name: str) -> Any:
        told: Told = self.__dict__["_told"]
        if not asked(name):
            raise AttributeError(name)
        return told.client.attribute(told, name)

    return type(base.__name__, (base,), {"__getattr__": attribute, "__module__": "__main__"})


_EXTENDED = {base: _kind(base) for base in (int, float, complex, str, bytes, tuple, frozenset)}
EXTENDED_KINDS = frozenset(_EXTENDED.values())


def extended(plain: Any, told: Told) -> Any:
    """``plain`` with her object's attributes; None where its type can be changed in place."""
    kind = _EXTENDED.get(type(plain))
    if kind is None:
        return None
    made = kind(plain)
    made.__dict__["_told"] = told
    return made

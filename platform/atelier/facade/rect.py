"""Rect and FRect: where things are and what they touch, in whole pixels or in SDL's 32-bit floats."""

from typing import Any

from ._boxlike import NOT_A_RECT, RECTS, box_of, two
from ._collisions import Colliding
from ._numbers import single, whole
from ._sides import sides

__all__ = ["FRect", "FRectType", "Rect", "RectType"]


def _exact(value: Any) -> Any:
    return value


def _halved(value: int) -> int:
    return value >> 1 if value >= 0 else -(-value >> 1)


def _half(value: float) -> float:
    return value / 2


class Rect(Colliding):
    """A rectangle of whole pixels; what is set with decimals is cut towards zero."""

    __slots__ = ()
    _number = staticmethod(whole)
    _fit = staticmethod(_exact)
    _half = staticmethod(_halved)
    _words = ("Rect(%d, %d, %d, %d)", "Rect", int)
    _nothing = 0

    def __init__(self, *arguments: Any, **_named: Any) -> None:
        if len(arguments) == 4:
            x, y, w, h = arguments
            try:
                self._x, self._y, self._w, self._h = whole(x), whole(y), whole(w), whole(h)
            except TypeError:
                raise TypeError(NOT_A_RECT) from None
        elif arguments:
            self._x, self._y, self._w, self._h = box_of(arguments)

    # What games call for every sprite of every frame, again without the detours of the general case.
    def _made(self, x: int, y: int, w: int, h: int) -> Any:
        made = object.__new__(type(self))
        made._x, made._y, made._w, made._h = x, y, w, h
        return made

    def colliderect(self, *arguments: Any) -> bool:
        if len(arguments) == 1 and isinstance(arguments[0], Rect):
            other = arguments[0]
            ox, oy, ow, oh = other._x, other._y, other._w, other._h
        else:
            ox, oy, ow, oh = box_of(arguments)
        x, y, w, h = self._x, self._y, self._w, self._h
        if w > 0 and h > 0 and ow > 0 and oh > 0:
            return bool(x < ox + ow and y < oy + oh and x + w > ox and y + h > oy)
        return self._touches((ox, oy, ow, oh))

    def collidepoint(self, *point: Any) -> bool:
        x, y = two(point)
        return bool(self._x <= x < self._x + self._w and self._y <= y < self._y + self._h)

    def move_ip(self, *by: Any) -> None:
        x, y = two(by)
        self._x += x
        self._y += y


class FRect(Colliding):
    """A rectangle of floats, which keeps decimals between two frames."""

    __slots__ = ()
    _number = staticmethod(single)
    _fit = staticmethod(single)
    _half = staticmethod(_half)
    _words = ("FRect(%f, %f, %f, %f)", "FRect", float)
    _nothing = 0.0


for _kind, _made in ((Rect, sides(whole, _halved, None)), (FRect, sides(single, _half, single))):
    for _name, _side in _made.items():
        setattr(_kind, _name, _side)
RECTS.update((Rect, FRect))
RectType = Rect
FRectType = FRect

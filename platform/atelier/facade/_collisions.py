"""Whether rectangles, points and lines meet: the questions that a game asks of every sprite."""

from collections.abc import Callable, Iterable
from typing import Any, Self

from ._box import NOT_RECTS, Boxed
from ._boxlike import Box, box, box_of, is_sequence, two
from ._segment import clipped, segment

_NOT_OBJECTS = "Argument must be a sequence of objects."


class Colliding(Boxed):
    """A rectangle that knows what it touches."""

    __slots__ = ()

    def _touches(self, other: Box) -> bool:
        x, y, w, h = self._x, self._y, self._w, self._h
        ox, oy, ow, oh = other
        if not (w and h and ow and oh):
            return False
        fit = self._fit
        right, bottom, o_right, o_bottom = fit(x + w), fit(y + h), fit(ox + ow), fit(oy + oh)
        return bool(
            min(x, right) < max(ox, o_right)
            and min(y, bottom) < max(oy, o_bottom)
            and max(x, right) > min(ox, o_right)
            and max(y, bottom) > min(oy, o_bottom)
        )

    def colliderect(self, *arguments: Any) -> bool:
        return self._touches(box_of(arguments, self._number))

    def collidepoint(self, *point: Any) -> bool:
        x, y = two(point, self._number)
        fit = self._fit
        return bool(self._x <= x < fit(self._x + self._w) and self._y <= y < fit(self._y + self._h))

    def contains(self, *arguments: Any) -> bool:
        x, y, w, h = box_of(arguments, self._number)
        fit = self._fit
        right, bottom = fit(self._x + self._w), fit(self._y + self._h)
        return bool(
            self._x <= x
            and self._y <= y
            and right >= fit(x + w)
            and bottom >= fit(y + h)
            and right > x
            and bottom > y
        )

    def __contains__(self, item: Any) -> bool:
        kind = self._words[2]
        if isinstance(item, kind):
            return item in self._all()
        found = box(item, self._number)
        if found is None:
            name = type(self).__name__
            words = f"requires rect style object or {kind.__name__} as left operand"
            raise TypeError(f"'in <pygame.rect.{name}>' {words}")
        return self.contains(found)

    def clip(self, *arguments: Any) -> Self:
        x, y, w, h = self._all()
        ox, oy, ow, oh = box_of(arguments, self._number)
        if w <= 0 or h <= 0 or ow <= 0 or oh <= 0:
            return self._made(x, y, 0, 0)
        fit = self._fit
        left, top = max(x, ox), max(y, oy)
        right, bottom = min(fit(x + w), fit(ox + ow)), min(fit(y + h), fit(oy + oh))
        if right <= left or bottom <= top:
            return self._made(x, y, 0, 0)
        return self._made(left, top, right - left, bottom - top)

    def clipline(self, *arguments: Any) -> Any:
        ends = segment(arguments, self._number)
        straight = self.copy()
        straight.normalize()
        return clipped(straight._all(), ends, self._fit, self._words[2] is int)

    def collidelist(self, rects: Any) -> int:
        for place, one in enumerate(self._boxes(rects)):
            if self._touches(one):
                return place
        return -1

    def collidelistall(self, rects: Any) -> list[int]:
        return [place for place, one in enumerate(self._boxes(rects)) if self._touches(one)]

    def _boxes(self, rects: Any) -> Iterable[Box]:
        if not is_sequence(rects):
            raise TypeError(NOT_RECTS)
        for one in rects:
            found = box(one, self._number)
            if found is None:
                raise TypeError(NOT_RECTS)
            yield found

    def collidedict(self, rect_dict: Any, values: bool = False) -> tuple[Any, Any] | None:
        return next(self._pairs(rect_dict, values), None)

    def collidedictall(self, rect_dict: Any, values: bool = False) -> list[tuple[Any, Any]]:
        return list(self._pairs(rect_dict, values))

    def _pairs(self, rects: Any, values: bool) -> Any:
        if not isinstance(rects, dict):
            raise TypeError("first argument must be a dict")
        for key, value in rects.items():
            found = box(value if values else key, self._number)
            if found is None:
                raise TypeError(f"dict must have rectstyle {'values' if values else 'keys'}")
            if self._touches(found):
                yield key, value

    def collideobjects(self, objects: Any, *, key: Callable[[Any], Any] | None = None) -> Any:
        return next(self._objects(objects, key), None)

    def collideobjectsall(self, objects: Any, *, key: Callable[[Any], Any] | None = None) -> list[Any]:
        return list(self._objects(objects, key))

    def _objects(self, objects: Any, key: Callable[[Any], Any] | None) -> Any:
        if key is not None and not callable(key):
            raise TypeError("Key function must be callable with one argument.")
        if not is_sequence(objects):
            raise TypeError(_NOT_OBJECTS)
        for one in objects:
            found = box(one if key is None else key(one), self._number)
            if found is None:
                who = "Sequence must contain" if key is None else "Key function must return"
                raise TypeError(f"{who} rect or rect-like objects")
            if self._touches(found):
                yield one

"""Blits gathered so that a frame full of sprites crosses to the raster in one call."""

from typing import Any

import campus_raster as raster

from ._surfaces import place, rect, told
from .rect import Rect


class Queue:
    """Blits of whole surfaces that go to the raster in one call."""

    # Arguments of one call; JavaScript takes no more than some ten thousands.
    _MOST = 6_000

    def __init__(self, target: Any) -> None:
        self.target = target
        self.drawn: list[Rect] = []
        self._arguments: list[Any] = []
        self._first = 0

    def add(self, source: Any, dest: Any) -> None:
        if type(dest) is Rect:
            x, y = dest._x, dest._y
        else:
            x, y = place(dest)
        self._arguments += (source._raster, x, y)
        self.drawn.append(rect(x, y, source._w, source._h))
        if len(self._arguments) >= self._MOST:
            self.draw()

    def draw(self) -> None:
        if self._arguments:
            for clipped in raster.blitMany(self.target, *self._arguments).split(";")[:-1]:
                index, left = clipped.split(" ", 1)
                self.drawn[self._first + int(index)] = told(left)
            self._arguments.clear()
        self._first = len(self.drawn)

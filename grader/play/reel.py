"""Pictures of a game as a test asks for them, put together from what its process tells of each."""

import base64
import binascii
import zlib
from collections.abc import Callable
from typing import Any

from grader.play.picture import Picture, Watched
from grader.stage import plain
from grader.stage.wire import Lost

SIDE_MAX = 4096
PIXELS_MAX = 8_000_000
READY_MAX = 8
TOO_MUCH = "Ton écran change trop souvent pour être regardé ici. Montre-le à une personne de l'équipe."

Ask = Callable[[dict[str, Any]], dict[str, Any]]


class Reel:
    """Pictures from 1 to ``length``.

    Args:
        ask: asks the game's process, as ``film.Film.piece`` answers.
        look: those that were kept; None for all.
        seen: told the number of a picture each time that something is asked of it.
    """

    def __init__(
        self,
        ask: Ask,
        length: int,
        look: frozenset[int] | None = None,
        seen: Callable[[int], None] | None = None,
    ) -> None:
        self._seen = seen
        self._ask = ask
        self._look = look
        self._length = length
        self._ready: dict[int, Picture] = {}
        self._number = 0
        self._size = (0, 0)
        self._canvas = bytearray()

    def picture(self, number: int) -> Picture:
        """Raises IndexError where there is no such picture, Lost where it cannot be had."""
        if not 1 <= number <= self._length:
            raise IndexError(f"there is no picture {number}: {self._length} were shown")
        if self._look is not None and number not in self._look:
            raise IndexError(f"picture {number} was not kept: it is not in look=")
        if number not in self._ready:
            if number < self._number:
                self._number = 0
            while self._number < number:
                self._forward(number)
            while len(self._ready) >= READY_MAX:
                self._ready.pop(next(iter(self._ready)))
            self._ready[number] = self._made(number)
        return self._ready[number]

    def _made(self, number: int) -> Picture:
        pixels, seen = bytes(self._canvas), self._seen
        if seen is None:
            return Picture(*self._size, pixels)
        return Watched(*self._size, pixels, lambda: seen(number))

    def _forward(self, upto: int) -> None:
        told = self._ask({"after": self._number, "upto": upto})
        start = plain.number(told, "start", self._number + 1, upto)
        steps = plain.several(told, "steps")
        if not steps or start + len(steps) - 1 > upto:
            raise Lost("nonsense")
        for step in steps:
            if step is not None:
                self._apply(step)
            elif not self._canvas:
                raise Lost("nonsense")
        self._number = start + len(steps) - 1

    def _apply(self, step: Any) -> None:
        if type(step) is not dict:
            raise Lost("nonsense")
        width, height = plain.number(step, "w", 1, SIDE_MAX), plain.number(step, "h", 1, SIDE_MAX)
        first = plain.number(step, "y", 0, height - 1)
        rows = plain.number(step, "rows", 1, height - first)
        if width * height > PIXELS_MAX:
            raise Lost("nonsense")
        coded = step.get("z")
        if coded == "":
            raise AssertionError(TOO_MUCH)
        fresh = _unpacked(coded, 3 * width * rows)
        if (width, height) != self._size:
            if rows != height:
                raise Lost("nonsense")
            self._size, self._canvas = (width, height), bytearray(3 * width * height)
        self._canvas[3 * width * first : 3 * width * (first + rows)] = fresh


def _unpacked(coded: Any, length: int) -> bytes:
    """Exactly so many bytes, however few they came in."""
    if type(coded) is not str:
        raise Lost("nonsense")
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.b64decode(coded, validate=True), length + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise Lost("nonsense") from None
    if len(data) != length:
        raise Lost("nonsense")
    return data

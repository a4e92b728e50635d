"""What a game showed, looked at by its colours."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Colour = tuple[int, int, int]
AnyColour = str | tuple[int, int, int]
"""Red, green and blue from 0 to 255, or a name or ``"#rrggbb"`` that pygame knows."""


@dataclass(frozen=True)
class Box:
    """The smallest rectangle around something, in pixels from the upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def x(self) -> float:
        """Of its middle."""
        return self.left + self.width / 2

    @property
    def y(self) -> float:
        """Of its middle."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Picture:
    """One picture: ``pixels`` are three bytes each, row by row from the top.

    Where ``near`` is asked, a colour counts that is no further than that in red, in green and in blue.
    """

    width: int
    height: int
    pixels: bytes

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def at(self, x: int, y: int) -> Colour:
        """The colour of a pixel; IndexError outside of the picture."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            raise IndexError(f"({x}, {y}) is outside of a picture of {self.width} x {self.height} pixels")
        start = 3 * (y * self.width + x)
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue

    def share(self, colour: AnyColour, near: int = 0) -> float:
        """How much of the picture is of that colour, from 0 to 1."""
        found: int = self._mask(colour, near).count()
        return found / (self.width * self.height)

    def box(self, colour: AnyColour, near: int = 0) -> Box | None:
        """Where that colour is, all of it together; None where there is none."""
        boxes = self.boxes(colour, near)
        if not boxes:
            return None
        left, top = min(box.left for box in boxes), min(box.top for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        return Box(left, top, right - left, bottom - top)

    def boxes(self, colour: AnyColour, near: int = 0) -> list[Box]:
        """Where each piece of that colour is, the largest first."""
        found = [Box(*rect) for rect in self._mask(colour, near).get_bounding_rects()]
        return sorted(found, key=lambda box: box.width * box.height, reverse=True)

    def colours(self, least: float = 0.0) -> dict[Colour, float]:
        """Every colour and its share, the most frequent first; those below ``least`` are left out."""
        whole = self.width * self.height
        counted = self._counted.most_common()
        return {colour: number / whole for colour, number in counted if number / whole >= least}

    @property
    def background(self) -> Colour:
        """The colour that covers most."""
        return self._counted.most_common(1)[0][0]

    def difference(self, other: "Picture") -> float:
        """How much of the picture is not the same in another, from 0 to 1."""
        if self.size != other.size:
            return 1.0
        if self.pixels == other.pixels:
            return 0.0
        # Black is what it would compare with, were there no other picture.
        same = _pygame().mask.from_threshold(self._surface, (0, 0, 0), (1, 1, 1, 255), other._surface)
        return 1 - float(same.count()) / (self.width * self.height)

    @cached_property
    def _counted(self) -> Counter[Colour]:
        # Most rows of a drawing are like others: each is counted once.
        width = 3 * self.width
        rows = Counter(self.pixels[start : start + width] for start in range(0, len(self.pixels), width))
        found: Counter[Colour] = Counter()
        for row, times in rows.items():
            for colour, number in Counter(zip(row[0::3], row[1::3], row[2::3], strict=True)).items():
                found[colour] += number * times
        return found

    @cached_property
    def _surface(self) -> Any:
        return _pygame().image.frombytes(self.pixels, self.size, "RGB")

    def _mask(self, colour: AnyColour, near: int) -> Any:
        wanted = _pygame().Color(colour)
        # pygame counts what is nearer than the threshold.
        room = min(near + 1, 255)
        return _pygame().mask.from_threshold(self._surface, wanted, (room, room, room, 255))


class Watched(Picture):
    """One that tells when it is looked at: ``seen`` is called each time that its pixels are asked for."""

    def __init__(self, width: int, height: int, pixels: bytes, seen: Callable[[], None]) -> None:
        for name, value in {"width": width, "height": height, "_kept": pixels, "_told": seen}.items():
            object.__setattr__(self, name, value)

    @property
    def pixels(self) -> bytes:
        told: Callable[[], None] = self.__dict__["_told"]
        told()
        kept: bytes = self.__dict__["_kept"]
        return kept

    def _mask(self, colour: AnyColour, near: int) -> Any:
        self.__dict__["_told"]()
        return super()._mask(colour, near)


def _pygame() -> Any:
    """Imported for its arithmetic of pixels, without a greeting: what a test cell prints is shown."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    return pygame

"""Where a hero is, whatever she drew: what differs between two pictures of one game, played otherwise.

Tests of games play the same game twice, with a key and without. Whatever moves by itself is the same in
both, so that what differs is the hero, where she is and where she would have been.
"""

import os
from typing import Any, Protocol

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame


class Picture(Protocol):
    """As a played game gives it: three bytes a pixel, row by row."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def pixels(self) -> bytes: ...


def changed(calm: Picture, played: Picture) -> pygame.Rect | None:
    """Around all that differs, in pixels; None where nothing does."""
    return _around(_difference(calm, played))


def resting(calm: Picture, played: Picture, otherwise: Picture) -> pygame.Rect | None:
    """Where the hero is in ``calm``; in the two others she is elsewhere, and not at the same place."""
    return _around(_difference(calm, played).overlap_mask(_difference(calm, otherwise), (0, 0)))


def moved(calm: Picture, played: Picture, otherwise: Picture) -> pygame.Rect | None:
    """Where the hero is in ``played``; None where she is not to be seen there."""
    there = _difference(calm, played)
    there.erase(_difference(calm, otherwise), (0, 0))
    return _around(there)


def _difference(one: Picture, other: Picture) -> pygame.Mask:
    if (one.width, one.height) != (other.width, other.height):
        return pygame.Mask((one.width, one.height), fill=True)
    # Black is what it would compare with, were there no other picture.
    same = pygame.mask.from_threshold(_surface(one), (0, 0, 0), (1, 1, 1, 255), _surface(other))
    same.invert()
    return same


def _surface(picture: Picture) -> Any:
    return pygame.image.frombytes(picture.pixels, (picture.width, picture.height), "RGB")


def _around(mask: pygame.Mask) -> pygame.Rect | None:
    pieces = mask.get_bounding_rects()
    return pieces[0].unionall(pieces[1:]) if pieces else None

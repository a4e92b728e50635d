"""Every picture that a game shows, kept as what changed since the one before."""

import base64
import zlib
from collections.abc import Collection
from typing import Any

import pygame

KEPT_BYTES_MAX = 48 << 20
PIECE_BYTES_MAX = 6 << 20
STRIP_ROWS = 32


class Film:
    """Pictures of one game, numbered from 1.

    Args:
        look: those that will be looked at, and so are kept; None for all.
    """

    def __init__(self, look: Collection[int] | None = None) -> None:
        self._look = None if look is None else frozenset(look)
        # None where nothing changed, or nobody will look; else the size, and the rows that did.
        self._steps: list[dict[str, Any] | None] = []
        self._raw = b""
        self._size = (0, 0)
        self._room = KEPT_BYTES_MAX

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, screen: pygame.Surface) -> None:
        if self._look is not None and len(self._steps) + 1 not in self._look:
            self._steps.append(None)
            return
        size, raw = screen.get_size(), screen.get_buffer().raw
        if size == self._size and raw == self._raw:
            self._steps.append(None)
            return
        first, last = 0, size[1] - 1
        if size == self._size:
            pitch = screen.get_pitch()
            first, last = _changed(raw, self._raw, pitch, size[1])
        rows = last + 1 - first
        part = screen.subsurface((0, first, size[0], rows))
        packed = zlib.compress(pygame.image.tobytes(part, "RGB"), 1)
        self._room -= len(packed)
        if self._room < 0:
            packed = b""  # it shows more than can be kept; whoever looks is told
        self._steps.append({"w": size[0], "h": size[1], "y": first, "rows": rows, "z": packed})
        self._raw, self._size = raw, size

    def piece(self, after: int, upto: int) -> dict[str, Any]:
        """Pictures after the one that is known, as many as a message takes.

        Begins later where a whole picture makes those before it of no use.
        """
        start = after + 1
        for number in range(upto, after, -1):
            step = self._steps[number - 1]
            if step is not None and step["rows"] == step["h"]:
                start = number
                break
        told: list[dict[str, Any] | None] = []
        weight = 0
        for step in self._steps[start - 1 : upto]:
            weight += len(step["z"]) if step is not None else 0
            if told and weight > PIECE_BYTES_MAX:
                break
            coded = base64.b64encode(step["z"]).decode() if step is not None else ""
            told.append(None if step is None else {**step, "z": coded})
        return {"start": start, "steps": told}


def _changed(new: bytes, old: bytes, pitch: int, height: int) -> tuple[int, int]:
    """The first row that is not the same, and the last: found in strips first, which are fewer."""

    def same(first: int, last: int) -> bool:
        return new[first * pitch : last * pitch] == old[first * pitch : last * pitch]

    first = 0
    while same(first, first + STRIP_ROWS):
        first += STRIP_ROWS
    while same(first, first + 1):
        first += 1
    last = height
    while last > STRIP_ROWS and same(last - STRIP_ROWS, last):
        last -= STRIP_ROWS
    while same(last - 1, last):
        last -= 1
    return first, last - 1

"""Which pictures of a game a test asked for, so that what it failed on can be shown."""

from collections.abc import Iterator
from typing import SupportsIndex, overload

from grader.play.picture import Box

KEPT = 8


class Attention:
    """What was looked at: ``last`` is a picture's number, 0 where none was.

    Attributes:
        whole: every picture was looked at, and nothing tells which one mattered.
    """

    def __init__(self) -> None:
        self.last = 0
        self.whole = False
        self._recent: list[int] = []

    def at(self, number: int) -> None:
        self.last, self.whole = number, False
        self._recent = [*self._recent[1 - KEPT :], number]

    def all_of(self, frames: int) -> None:
        self.last, self.whole = frames, True

    @property
    def recent(self) -> tuple[int, ...]:
        return tuple(self._recent)


class Track(tuple[Box | None, ...]):
    """Boxes by picture, from the first; whoever walks through them and stops has found what mattered."""

    attention: Attention

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Box | None: ...
    @overload
    def __getitem__(self, place: slice, /) -> tuple[Box | None, ...]: ...
    def __getitem__(self, place: SupportsIndex | slice, /) -> Box | tuple[Box | None, ...] | None:
        found = super().__getitem__(place)
        if not isinstance(place, slice):
            number = int(place)
            self.attention.at(number + 1 if number >= 0 else len(self) + 1 + number)
        return found

    def __iter__(self) -> Iterator[Box | None]:
        for number, box in enumerate(super().__iter__(), 1):
            self.attention.at(number)
            yield box
        self.attention.all_of(len(self))

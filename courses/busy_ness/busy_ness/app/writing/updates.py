"""Reads a Yjs update before anything applies it, so that only text under known keys reaches a team.

The encoding is the first version of Yjs's updates: blocks of each writer in the order of her clock, then what
was erased. A block here may only be text or erased text; its place is a neighbour's, or a root by its key.
Embedded objects, attributes, formats and nested types are refused. So is what no page ever sends, and the
library that applies updates dies of, with the whole server: gaps of garbage collection (they come of nested
types alone), blocks and erasures of no length, clocks beyond any workshop.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_DELETED, _STRING = 1, 4
_HAS_LEFT, _HAS_RIGHT, _HAS_PARENT_KEY, _CONTENT = 0x80, 0x40, 0x20, 0x1F
_VARINT_BITS_MAX = 53  # what JavaScript counts without a mistake
_CLOCK_MAX = 2**30  # letters of one writer; the library counts them in 32 bits


class UpdateError(ValueError):
    """The bytes are not an update, or touch what they may not; ``str()`` says what, for the log."""


class GapError(ValueError):
    """The update continues something that never arrived; the page has to send more of what it knows."""


@dataclass(frozen=True)
class _Span:
    """``length`` clocks of a writer, from ``clock``."""

    client: int
    clock: int
    length: int


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        if self._at >= len(self._data):
            raise UpdateError("it ends too early")
        self._at += 1
        return self._data[self._at - 1]

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if value >> _VARINT_BITS_MAX:
                raise UpdateError("a number is too big")
            if byte < 0x80:
                return value
            if shift > _VARINT_BITS_MAX:
                raise UpdateError("a number is too long")

    def text(self) -> str:
        length = self.varint()
        taken = self._data[self._at : self._at + length]
        if len(taken) < length:
            raise UpdateError("a text ends too early")
        self._at += length
        try:
            return taken.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UpdateError("a text is not UTF-8") from error

    def end(self) -> None:
        if self._at != len(self._data):
            raise UpdateError("something follows its end")


def check(update: bytes, keys: Collection[str], known: Mapping[int, int]) -> None:
    """Passes an update that may be applied.

    Args:
        keys: the roots it may write to.
        known: the next clock of each writer in the team's document, as ``state_vector`` gives it.

    Raises:
        UpdateError: it is no update, or holds something else than text under ``keys``.
        GapError: it leans on blocks that are neither known nor in it.
    """
    reader = _Reader(update)
    clocks, needed, gap = dict(known), list[_Span](), ""
    for _ in range(reader.varint()):
        blocks, client, clock = reader.varint(), reader.varint(), reader.varint()
        if clock > clocks.get(client, 0):
            gap = f"writer {client} goes on at {clock}, known to {clocks.get(client, 0)}"
        for _ in range(blocks):
            clock += _block(reader, keys, needed)
            if clock > _CLOCK_MAX:
                raise UpdateError(f"clock {clock} of writer {client}")
        clocks[client] = max(clock, clocks.get(client, 0))
    for _ in range(reader.varint()):
        client = reader.varint()
        needed += (_Span(client, reader.varint(), _length(reader)) for _ in range(reader.varint()))
    reader.end()
    for span in needed:
        if span.clock + span.length > clocks.get(span.client, 0):
            gap = f"block {span.clock} of writer {span.client} is not known"
    if gap:
        raise GapError(gap)


def _block(reader: _Reader, keys: Collection[str], needed: list[_Span]) -> int:
    """Reads one block; its length in clocks (UTF-16 units for text)."""
    info = reader.byte()
    content = info & _CONTENT
    if content not in (_DELETED, _STRING):
        raise UpdateError(f"content of kind {content} is not text")
    for place in (_HAS_LEFT, _HAS_RIGHT):
        if info & place:
            needed.append(_Span(reader.varint(), reader.varint(), 1))
    if not info & (_HAS_LEFT | _HAS_RIGHT):
        if reader.varint() != 1:
            raise UpdateError("a nested type")
        if (root := reader.text()) not in keys:
            raise UpdateError(f"unknown key {root[:40]!r}")
        if info & _HAS_PARENT_KEY:
            raise UpdateError("an attribute")
    if content == _DELETED:
        return _length(reader)
    text = reader.text()
    if not text:
        raise UpdateError("an empty text")
    return len(text.encode("utf-16-le")) // 2


def _length(reader: _Reader) -> int:
    length = reader.varint()
    if not length:
        raise UpdateError("nothing, erased")
    return length


def state_vector(encoded: bytes) -> Mapping[int, int]:
    """The next clock of each writer.

    Raises:
        UpdateError: these bytes are no state vector.
    """
    reader = _Reader(encoded)
    vector = {reader.varint(): reader.varint() for _ in range(reader.varint())}
    reader.end()
    return vector

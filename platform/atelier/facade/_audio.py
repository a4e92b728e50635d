"""Sounds as bytes: what is read from files, samples that become a WAV file, how long it all lasts."""

import io
import itertools
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import _host
from ._session import error

# How the files begin that a browser can decode.
_KNOWN = (b"RIFF", b"OggS", b"ID3", b"fLaC", b"FORM", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")


@dataclass(frozen=True)
class Format:
    """How samples are written: per second, bits (negative where they have a sign), channels."""

    frequency: int = 44100
    size: int = -16
    channels: int = 2

    @property
    def frame_bytes(self) -> int:
        return abs(self.size) // 8 * self.channels


@dataclass(frozen=True)
class Audio:
    """A sound that the page has been given.

    Attributes:
        number: what the page knows it by.
        seconds: how long it lasts.
        samples: its raw samples, where they are known.
    """

    number: int
    seconds: float
    samples: bytes | None = None


@dataclass
class _Shelf:
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))


_shelf = _Shelf()


def read(source: Any) -> bytes:
    """The bytes of a file, by its name or open.

    Raises:
        FileNotFoundError: in pygame's words.
    """
    if hasattr(source, "read"):
        data = source.read()
        return bytes(data)
    try:
        return Path(source).read_bytes()
    except FileNotFoundError:
        where = f"found in working directory '{os.getcwd()}'."  # noqa: PTH109 -- pygame's own words
        raise FileNotFoundError(f"No file '{os.fspath(source)}' {where}") from None


def loaded(data: bytes) -> Audio:
    """Gives a file's bytes to the page, and waits until it has decoded them.

    Raises:
        error: it is no sound.
    """
    if not data.startswith(_KNOWN):
        raise error("Unrecognized audio format")
    seconds = _wave_seconds(data)
    if seconds == 0 and data.startswith(b"RIFF"):
        raise error("Unrecognized audio format")
    number = next(_shelf.numbers)
    _host.sound_load(number, data)
    return Audio(number, _single(seconds or _host.sound_length(number)), _wave_samples(data))


def sampled(samples: bytes, form: Format) -> Audio:
    """Gives raw samples to the page."""
    whole = samples[: len(samples) // form.frame_bytes * form.frame_bytes]
    number = next(_shelf.numbers)
    _host.sound_load(number, _as_wave(whole, form))
    return Audio(number, _single(len(whole) / form.frame_bytes / form.frequency), whole)


def _single(seconds: float) -> float:
    return float(struct.unpack("f", struct.pack("f", seconds))[0])


def _as_wave(samples: bytes, form: Format) -> bytes:
    bits = abs(form.size)
    if form.size == 8:
        samples = bytes(one ^ 128 for one in samples) if form.size < 0 else samples
    made = io.BytesIO()
    rate = form.frequency * form.frame_bytes
    made.write(struct.pack("<4sI4s4sI", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16))
    made.write(struct.pack("<HHIIHH", 1, form.channels, form.frequency, rate, form.frame_bytes, bits))
    made.write(struct.pack("<4sI", b"data", len(samples)))
    made.write(samples)
    return made.getvalue()


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """The parts of a WAV file."""
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data) and data.startswith(b"RIFF"):
        name, size = struct.unpack_from("<4sI", data, at)
        found.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def _wave_seconds(data: bytes) -> float:
    """Of a WAV file; 0 for any other."""
    chunks = _chunks(data)
    if len(chunks.get(b"fmt ", b"")) < 16 or b"data" not in chunks:
        return 0.0
    (rate,) = struct.unpack_from("<I", chunks[b"fmt "], 8)
    return len(chunks[b"data"]) / rate if rate else 0.0


def _wave_samples(data: bytes) -> bytes | None:
    """The samples of a WAV file that are written as the mixer's own usually are; None for others."""
    chunks = _chunks(data)
    usual = struct.pack("<HHI", 1, 2, 44100)
    return chunks.get(b"data") if chunks.get(b"fmt ", b"").startswith(usual) else None

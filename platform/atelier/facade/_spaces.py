"""Colour spaces of Color (HSVA, HSLA, CMY, I1I2I3, normalized): there and back, rounded as pygame rounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from ._boxlike import is_sequence

Rgba = tuple[int, int, int, int]
Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Space:
    """A way to say a colour in other numbers.

    Attributes:
        title: as it stands in errors.
        lengths: how many numbers may be given.
        ranges: lowest and highest of each.
        filled: what a missing last number counts as.
        read: numbers out of red, green, blue, alpha (0 to 255).
        write: red, green, blue and alpha out of the numbers; alpha None where the space has none.
    """

    title: str
    lengths: tuple[int, ...]
    ranges: tuple[tuple[float, float], ...]
    filled: float
    read: Callable[[Rgba], Numbers]
    write: Callable[[Sequence[float]], tuple[int, int, int, int | None]]

    def made(self, value: Any) -> tuple[int, int, int, int | None]:
        """
        Raises:
            ValueError: it is not of this space.
        """
        wrong = ValueError(f"invalid {self.title} value")
        if not is_sequence(value) or isinstance(value, str) or len(value) not in self.lengths:
            raise wrong
        numbers = []
        for one, (low, high) in zip(value, self.ranges, strict=False):
            if not isinstance(one, int | float) or not low <= one <= high:
                raise wrong
            numbers.append(float(one))
        return self.write(numbers + [self.filled] * (len(self.ranges) - len(numbers)))


def _byte(share: float) -> int:
    """Cut as C cuts a double into a byte: towards zero, and round the clock."""
    return int(share * 255) & 255


def _hue(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """The hue in degrees, and the greatest and the least of three shares."""
    most, least = max(red, green, blue), min(red, green, blue)
    spread = most - least
    if not spread:
        return 0.0, most, least
    if most == red:
        hue = 60 * ((green - blue) / spread) % 360 if green >= blue else 60 * ((green - blue) / spread) + 360
    elif most == green:
        hue = 60 * ((blue - red) / spread) + 120
    else:
        hue = 60 * ((red - green) / spread) + 240
    return hue, most, least


def _to_hsva(rgba: Rgba) -> Numbers:
    red, green, blue, alpha = (one / 255 for one in rgba)
    hue, most, least = _hue(red, green, blue)
    saturation = 100 * (most - least) / most if most != least else 0.0
    return hue, saturation, 100 * most, alpha * 100


def _from_hsva(numbers: Sequence[float]) -> tuple[int, int, int, int]:
    hue, s, v, a = numbers[0], numbers[1] / 100, numbers[2] / 100, numbers[3]
    sector = floor(hue / 60)
    f = hue / 60 - sector
    p, q, t = v * (1 - s), v * (1 - s * f), v * (1 - s * (1 - f))
    red, green, blue = ((v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q))[sector % 6]
    return _byte(red), _byte(green), _byte(blue), _byte(a / 100)


def _to_hsla(rgba: Rgba) -> Numbers:
    red, green, blue, alpha = (one / 255 for one in rgba)
    hue, most, least = _hue(red, green, blue)
    lightness = 50 * (most + least)
    saturation = 0.0
    if most != least:
        room = most + least if lightness <= 50 else 2 - most - least
        saturation = (most - least) / room * 100
    return hue, saturation, lightness, alpha * 100


def _from_hsla(numbers: Sequence[float]) -> tuple[int, int, int, int]:
    hue, s, lightness, a = numbers[0], numbers[1] / 100, numbers[2] / 100, numbers[3]
    high = lightness * (1 + s) if lightness < 0.5 else lightness + s - lightness * s
    low = 2 * lightness - high
    part = hue / 360
    return (
        _byte(_tint(low, high, part + 1 / 3)),
        _byte(_tint(low, high, part)),
        _byte(_tint(low, high, part - 1 / 3)),
        _byte(a / 100),
    )


def _tint(low: float, high: float, part: float) -> float:
    if part > 1:
        part -= 1
    elif part < 0:
        part += 1
    if 6 * part < 1:
        return low + (high - low) * 6 * part
    if 2 * part < 1:
        return high
    if 3 * part < 2:
        return low + (high - low) * 6 * (2 / 3 - part)
    return low


def _to_cmy(rgba: Rgba) -> Numbers:
    return tuple(1 - one / 255 for one in rgba[:3])


def _from_cmy(numbers: Sequence[float]) -> tuple[int, int, int, None]:
    red, green, blue = (_byte(1 - one) for one in numbers)
    return red, green, blue, None


def _to_i1i2i3(rgba: Rgba) -> Numbers:
    red, green, blue = (one / 255 for one in rgba[:3])
    return (red + green + blue) / 3, (red - blue) / 2, (2 * green - red - blue) / 4


def _from_i1i2i3(numbers: Sequence[float]) -> tuple[int, int, int, None]:
    i1, i2, i3 = numbers
    blue = i1 - i2 - 2 * i3 / 3
    red = 2 * i2 + blue
    return _byte(red), _byte(3 * i1 - red - blue), _byte(blue), None


def _to_normalized(rgba: Rgba) -> Numbers:
    return tuple(one / 255 for one in rgba)


def _from_normalized(numbers: Sequence[float]) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (int(one * 255 + 0.5) for one in numbers)
    return red, green, blue, alpha


_SHARE, _PERCENT, _HALF = (0.0, 1.0), (0.0, 100.0), (-0.5, 0.5)
_DEGREES = ((0.0, 360.0), _PERCENT, _PERCENT, _PERCENT)
HSVA = Space("HSVA", (3, 4), _DEGREES, 0.0, _to_hsva, _from_hsva)
HSLA = Space("HSLA", (3, 4), _DEGREES, 0.0, _to_hsla, _from_hsla)
CMY = Space("CMY", (3,), (_SHARE,) * 3, 0.0, _to_cmy, _from_cmy)
I1I2I3 = Space("I1I2I3", (3,), (_SHARE, _HALF, _HALF), 0.0, _to_i1i2i3, _from_i1i2i3)
NORMALIZED = Space("normalized", (3, 4), (_SHARE,) * 4, 1.0, _to_normalized, _from_normalized)

"""Turning by an angle: exact at quarter turns, where sines and cosines are a little off."""

import math

EPSILON = 1e-6
_QUARTER = math.pi / 2
_EXACT = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))


def turn(radians: float) -> tuple[float, float]:
    """Cosine and sine."""
    angle = math.fmod(radians, 2 * math.pi)
    if angle < 0:
        angle += 2 * math.pi
    return quarter(angle) or (math.cos(angle), math.sin(angle))


def quarter(radians: float) -> tuple[float, float] | None:
    """Cosine and sine of quarter turns; None for any other angle."""
    angle = math.fmod(radians, 2 * math.pi)
    if angle < 0:
        angle += 2 * math.pi
    if math.fmod(angle + EPSILON, _QUARTER) < 2 * EPSILON:
        return _EXACT[int((angle + EPSILON) / _QUARTER) % 4]
    return None

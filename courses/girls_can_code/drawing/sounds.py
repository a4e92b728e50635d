"""Short, quiet sounds, computed: a few notes one after the other."""

import io
import math
import wave
from collections.abc import Iterable

RATE_HZ = 22_050
LOUDEST = 0.35  # of what a loudspeaker can do: calm, in a room of ten

Note = tuple[float, float]
"""Pitch in Hz (0: silence) and length in seconds."""

CATCH = ((880.0, 0.06), (1318.5, 0.12))
MISS = ((220.0, 0.1), (174.6, 0.16))
WIN = ((523.3, 0.1), (659.3, 0.1), (784.0, 0.1), (1046.5, 0.25))
LOSE = ((392.0, 0.14), (329.6, 0.14), (261.6, 0.3))
BEEP = ((660.0, 0.08),)
SPLASH = ((330.0, 0.04), (494.0, 0.05), (740.0, 0.09))


def wav(notes: Iterable[Note]) -> bytes:
    """A WAV file, 8 bits, one channel."""
    samples = bytearray()
    for pitch, seconds in notes:
        length = int(seconds * RATE_HZ)
        for number in range(length):
            turn = 2 * math.pi * pitch * number / RATE_HZ
            tone = math.sin(turn) + 0.3 * math.sin(2 * turn)
            # No clicks: each note begins and ends softly.
            soft = min(1.0, number / 110, (length - number) / (length * 0.7))
            samples.append(128 + round(127 * LOUDEST * soft * tone / 1.3))
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE_HZ)
        file.writeframes(bytes(samples))
    return written.getvalue()

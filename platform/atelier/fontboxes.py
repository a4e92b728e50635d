"""Where FreeType puts each glyph of pygame's own font: measured with the installed pygame-ce.

The browser's raster draws glyphs by itself; with these boxes every text has pygame-ce's very width and place.
A process of its own (``python fontboxes.py``), like installed.py.
"""

import os
import struct
import sys
from pathlib import Path
from subprocess import run

FIRST, LAST = 1, 110
_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x202F,
    0x20AC,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
)


def boxes() -> bytes:
    """First size, number of sizes, of characters, 0; the characters; five bytes for each glyph at each size.

    Little-endian 16-bit numbers; the bytes are left, right, bottom, top and advance, signed, in pixels from
    the pen, as ``pygame.font.Font.metrics`` tells them.

    Raises:
        subprocess.CalledProcessError: pygame-ce is not installed.
    """
    quiet = {"PYGAME_HIDE_SUPPORT_PROMPT": "1", "SDL_VIDEODRIVER": "dummy"}
    return run(
        [sys.executable, __file__], env={**os.environ, **quiet}, capture_output=True, check=True
    ).stdout


def _measured() -> bytes:
    import pygame

    pygame.font.init()
    path = Path(pygame.__file__).with_name("freesansbold.ttf")
    text = "".join(map(chr, _CHARACTERS))
    there = [found is not None for found in pygame.font.Font(path, LAST).metrics(text)]
    known = "".join(letter for letter, found in zip(text, there, strict=True) if found)
    packed = struct.pack(f"<4H{len(known)}H", FIRST, LAST - FIRST + 1, len(known), 0, *map(ord, known))
    for size in range(FIRST, LAST + 1):
        for box in pygame.font.Font(path, size).metrics(known):
            packed += struct.pack("5b", *(box or (0, 0, 0, 0, 0)))
    return packed


if __name__ == "__main__":
    sys.stdout.buffer.write(_measured())

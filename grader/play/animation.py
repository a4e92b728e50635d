"""Draws and packs a replay: every picture with its strip, few colours, as large as it may be."""

import io
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageColor

from grader.play.picture import Picture
from grader.play.replay import Screens
from grader.play.scene import PER_SECOND, Scene
from grader.play.strip import COLOURS, Strip

HOLD_MS = 1000
# Width, pictures a second, colours: the first that is light enough.
QUALITIES = ((320, PER_SECOND, 64), (320, 10, 32), (240, 8, 16), (160, 6, 12), (120, 3, 9))
SCREEN_MAX = 640


def shrunk(picture: Picture) -> Image.Image:
    """The same, where it is large: many of them have to be kept."""
    made = Image.frombytes("RGB", picture.size, picture.pixels)
    made.thumbnail((SCREEN_MAX, SCREEN_MAX), Image.Resampling.BOX)
    return made


def drawn(shown: Scene, screens: Screens, bytes_max: int) -> bytes:
    """An animated PNG that plays once; its last picture stands for it. Empty where none is so small."""
    for quality in QUALITIES:
        data = _encoded(shown, screens, *quality)
        if len(data) <= bytes_max:
            return data
    return b""


def _encoded(shown: Scene, screens: Screens, width: int, per_second: int, colours: int) -> bytes:
    numbers = [number for number in shown.numbers(per_second) if number in screens.kept]
    strip = Strip(shown, screens.size, width)
    *before, last = numbers
    made = [strip.drawn(screens.kept[number], number) for number in before]
    made.append(strip.drawn(screens.kept[last], last, shown.ending))
    flat = _flattened(made, colours)
    file = io.BytesIO()
    if not before:
        flat[0].save(file, "PNG")
        return file.getvalue()
    between = [1000 * (after - number) / shown.pace for number, after in pairwise(numbers)]
    flat[-1].save(
        file,
        "PNG",
        save_all=True,
        append_images=flat,
        default_image=True,
        duration=[*between, HOLD_MS],
        loop=1,
    )
    return file.getvalue()


def _flattened(drawn: Sequence[Image.Image], colours: int) -> list[Image.Image]:
    """The same pictures with one palette for all of them, in which the strip's colours are."""
    some = [*drawn[:: max(1, len(drawn) // 6)], drawn[-1]]
    width, height = drawn[0].size
    sheet = Image.new("RGB", (width, height * len(some)))
    for place, picture in enumerate(some):
        sheet.paste(picture, (0, place * height))
    found = sheet.quantize(colours - len(COLOURS), method=Image.Quantize.MEDIANCUT).getpalette() or []
    ours = [part for colour in COLOURS for part in ImageColor.getrgb(colour)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*ours, *found[: 3 * (colours - len(COLOURS))]])
    return [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in drawn]

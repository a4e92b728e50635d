"""The picture of a failing test: her page at both sizes, side by side, what is at fault in a frame."""

import importlib.util
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZES = ((1280, 720), (390, 844))
NAMES = ("Ordinateur : 1280 × 720", "Téléphone : 390 × 844")
BYTES_MAX = 148_000
_HEIGHT, _MARGIN, _LINE = 560, 20, 30
_PAPER, _INK, _EDGE, _FAULT, _HALO = "#f4f1ea", "#1d2433", "#8a8577", "#c2185b", "#ffffff"


def made(taken: Sequence[tuple[bytes, Sequence[Sequence[float]]]]) -> bytes:
    """A JPEG of at most ``BYTES_MAX``.

    Args:
        taken: for each of ``SIZES``, its picture and the boxes to frame: left, top, width, height.
    """
    shots = [_shot(picture, boxes) for picture, boxes in taken]
    width = sum(shot.width for shot in shots) + _MARGIN * (len(shots) + 1)
    sheet = Image.new("RGB", (width, _HEIGHT + _LINE + 2 * _MARGIN), _PAPER)
    pen, left = ImageDraw.Draw(sheet), _MARGIN
    font = _font()
    for shot, name in zip(shots, NAMES, strict=True):
        pen.text((left, _MARGIN - 4), name, _INK, font)
        top = _MARGIN + _LINE
        sheet.paste(shot, (left, top))
        pen.rectangle((left - 1, top - 1, left + shot.width, top + shot.height), outline=_EDGE)
        left += shot.width + _MARGIN
    for quality in (82, 70, 55, 40, 25, 10):
        written = io.BytesIO()
        sheet.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= BYTES_MAX:
            break
    return written.getvalue()


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """pygame brings one that knows accents; Pillow's own does not."""
    found = importlib.util.find_spec("pygame")
    path = Path(str(found.origin)).with_name("freesansbold.ttf") if found is not None else None
    return (
        ImageFont.truetype(str(path), 17)
        if path is not None and path.is_file()
        else ImageFont.load_default(17)
    )


def _shot(picture: bytes, boxes: Sequence[Sequence[float]]) -> Image.Image:
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
        shot = opened.convert("RGB")
    scale = _HEIGHT / shot.height
    shot = shot.resize((round(shot.width * scale), _HEIGHT), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(shot)
    for left, top, width, height in boxes:
        box = [left * scale - 4, top * scale - 4, (left + width) * scale + 4, (top + height) * scale + 4]
        box = [max(2.0, min(one, most)) for one, most in zip(box, (*shot.size, *shot.size), strict=True)]
        if box[0] < box[2] and box[1] < box[3]:
            pen.rectangle(box, outline=_HALO, width=7)
            pen.rectangle([box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2], outline=_FAULT, width=3)
    return shot

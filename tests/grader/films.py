"""Pictures as tests show them, made by Pillow: one that moves, one that does not."""

import io
from functools import cache

from PIL import Image, ImageDraw


@cache
def film(pictures: int = 12, *, size: tuple[int, int] = (320, 284)) -> bytes:
    """An animated PNG of a ball that rolls, a tenth of a second each; its last picture stands for all."""
    drawn = []
    for number in range(pictures):
        one = Image.new("P", size)
        one.putpalette([20, 30, 70, 255, 210, 63])
        place = 20 + number * 12
        ImageDraw.Draw(one).ellipse((place, 100, place + 30, 130), fill=1)
        drawn.append(one)
    made = io.BytesIO()
    drawn[-1].save(made, "PNG", save_all=True, append_images=drawn, default_image=True, duration=100, loop=1)
    return made.getvalue()


@cache
def screenshot(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((390, 844)).save(made, kind)
    return made.getvalue()

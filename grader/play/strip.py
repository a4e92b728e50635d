"""Draws one picture of a replay: what the game showed, and under it what was pressed and when."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from grader.play.keycaps import cap
from grader.play.scene import Press, Scene

STRIP = 44
WIDTH_LEAST = 240
INK, PAPER, SOFT, LIT, RING = COLOURS = "#ffffff", "#1f2740", "#8f9bb8", "#ffd23f", "#ff2d7e"
_ARROWS = {
    "←": ((-5, 0), (2, -5), (2, 5)),
    "→": ((5, 0), (-2, -5), (-2, 5)),
    "↑": ((0, -5), (-5, 2), (5, 2)),
    "↓": ((0, 5), (-5, -2), (5, -2)),
}


def _font() -> str:
    """pygame's own, which is where games are; Pillow's has no accents."""
    found = find_spec("pygame")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pygame, with its font, is not there")
    return str(Path(found.origin).parent / "freesansbold.ttf")


class Strip:
    """Draws the pictures of a scene, ``width`` pixels wide at most.

    Args:
        size: of the game's screen; small ones are shown larger, pixel by pixel.
    """

    def __init__(self, scene: Scene, size: tuple[int, int], width: int) -> None:
        self._scene = scene
        self._screen = size
        larger = max(1, width // size[0]) if size[0] * 2 <= width else 1
        scale = larger if larger > 1 else min(1.0, width / size[0], width / size[1])
        self._shown = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
        self._scale = scale
        # Screens that are narrow and high leave room beside them.
        self.size = max(self._shown[0], min(WIDTH_LEAST, width)), self._shown[1] + STRIP
        self._font = ImageFont.truetype(_font(), 13)

    def drawn(self, screen: Image.Image, number: int, ending: str = "") -> Image.Image:
        """One picture, 24 bits a pixel; ``ending`` is written over it.

        Args:
            screen: what the game showed, perhaps smaller already.
        """
        made = Image.new("RGB", self.size, PAPER)
        how = Image.Resampling.NEAREST if self._scale > 1 else Image.Resampling.BOX
        left = (self.size[0] - self._shown[0]) // 2
        made.paste(screen.resize(self._shown, how), (left, 0))
        pen = ImageDraw.Draw(made)
        pressed = self._scene.pressed(number)
        for one in pressed:
            if one.place is not None:
                x, y = (round(part * self._scale) for part in one.place)
                for radius, colour in ((10, PAPER), (9, RING), (8, RING), (7, INK)):
                    pen.ellipse(
                        (left + x - radius, y - radius, left + x + radius, y + radius), outline=colour
                    )
        top = self._shown[1]
        self._line(pen, top, number)
        self._caps(pen, top + 12, pressed)
        when = f"{self._scene.seconds(number):.1f}".replace(".", ",") + " s"
        pen.text((self.size[0] - 8, top + 26), when, fill=INK, font=self._font, anchor="rm")
        if ending:
            self._banner(pen, ending)
        return made

    def _line(self, pen: ImageDraw.ImageDraw, top: int, number: int) -> None:
        """How far it is; where something is pressed, and where the test looks."""
        scene = self._scene
        width = self.size[0]

        def x(at: int) -> int:
            return round(4 + (width - 9) * (at - scene.first) / max(1, scene.last - scene.first))

        pen.line((4, top + 6, width - 5, top + 6), fill=SOFT, width=2)
        for one in scene.presses:
            first, last = max(one.first, scene.first), min(one.last, scene.last)
            if first <= last:
                pen.line((x(first), top + 6, max(x(last), x(first) + 3), top + 6), fill=LIT, width=4)
        if scene.first <= scene.looked <= scene.last:
            at = x(scene.looked)
            pen.polygon(((at, top + 9), (at - 4, top + 1), (at + 4, top + 1)), fill=RING)
        at = x(number)
        pen.ellipse((at - 4, top + 2, at + 4, top + 10), fill=INK, outline=PAPER)

    def _caps(self, pen: ImageDraw.ImageDraw, top: int, pressed: Sequence[Press]) -> None:
        left = 8
        names = dict.fromkeys(cap(one.key) if one.place is None else "clic" for one in pressed)
        for name in names:
            wide = 26 if name in _ARROWS else round(pen.textlength(name, font=self._font)) + 16
            if left + wide > self.size[0] - 60:
                break
            pen.rounded_rectangle((left, top + 2, left + wide, top + 26), radius=5, fill=LIT)
            middle = (left + wide // 2, top + 14)
            if name in _ARROWS:
                points = [(middle[0] + x, middle[1] + y) for x, y in _ARROWS[name]]
                pen.polygon(points, fill=PAPER)
            else:
                pen.text(middle, name, fill=PAPER, font=self._font, anchor="mm")
            left += wide + 6

    def _banner(self, pen: ImageDraw.ImageDraw, words: str) -> None:
        wide, middle = pen.textlength(words, font=self._font), self.size[0] // 2
        y = max(16, self._shown[1] // 2)
        pen.rounded_rectangle(
            (middle - wide / 2 - 12, y - 15, middle + wide / 2 + 12, y + 15),
            radius=8,
            fill=PAPER,
            outline=LIT,
        )
        pen.text((middle, y), words, fill=INK, font=self._font, anchor="mm")

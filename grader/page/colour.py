"""Colours as CSS writes them, and how well one can be read on another."""

import colorsys
import re
from dataclasses import dataclass

from grader.page.colour_names import NAMES

_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)")


@dataclass(frozen=True)
class Colour:
    """Red, green and blue from 0 to 255; ``alpha`` from 0 (not seen at all) to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: "Colour") -> "Colour":
        """What is seen where this one lies on another that hides everything."""
        mixed = (
            self.alpha * mine + (1 - self.alpha) * theirs
            for mine, theirs in zip(self._parts, below._parts, strict=True)
        )
        return Colour(*mixed)

    @property
    def luminance(self) -> float:
        """Relative luminance, from 0 (black) to 1 (white); WCAG 2.1, definition of that name."""
        red, green, blue = (_linear(part / 255) for part in self._parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def _parts(self) -> tuple[float, float, float]:
        return self.red, self.green, self.blue

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part):02x}" for part in self._parts)


WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21; WCAG 2.1, "contrast ratio"."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read_colour(text: str) -> Colour | None:
    """None where it is no colour that we know."""
    said = text.strip().lower()
    if said == "transparent":
        return Colour(0, 0, 0, 0)
    if said in NAMES:
        return Colour(*NAMES[said])
    if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", said):
        code = said[1:] if len(said) > 5 else "".join(2 * letter for letter in said[1:])
        parts = [int(code[place : place + 2], 16) for place in range(0, len(code), 2)]
        return Colour(parts[0], parts[1], parts[2], parts[3] / 255 if len(parts) == 4 else 1.0)
    found = _FUNCTION.fullmatch(said)
    return _function(found[1], found[2]) if found else None


def _function(name: str, inside: str) -> Colour | None:
    words = re.split(r"[\s,/]+", inside.strip())
    try:
        alpha = _part(words[3], 1.0) if len(words) == 4 else 1.0
        if name.startswith("rgb"):
            red, green, blue = (_part(word, 255.0) for word in words[:3])
            return Colour(red, green, blue, alpha)
        hue = float(words[0].removesuffix("deg")) % 360 / 360
        saturation, light = (_part(word, 1.0) for word in words[1:3])
        red, green, blue = (255 * part for part in colorsys.hls_to_rgb(hue, light, saturation))
        return Colour(red, green, blue, alpha)
    except (ValueError, IndexError, TypeError):
        return None


def _part(word: str, whole: float) -> float:
    value = float(word[:-1]) / 100 * whole if word.endswith("%") else float(word)
    return min(max(value, 0.0), whole)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

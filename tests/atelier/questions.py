"""Questions by the thousand for pygame's small types, the same for the same seed."""

from collections.abc import Callable
from random import Random

SIDES = ("x", "y", "w", "h", "left", "top", "right", "bottom", "centerx", "centery", "width", "height")
POINTS = (
    "topleft", "topright", "bottomleft", "bottomright", "midtop", "midleft", "midright", "midbottom",
    "center", "size", "relcenter",
)  # fmt: skip
_ANGLES = (0, 90, 180, -90, 270, 360, 45, 30)


class Questions:
    """Makes expressions that both pygames can answer."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def ask(self, kinds: str, count: int) -> list[str]:
        """Questions about ``rect``, ``color`` or ``vector``."""
        makers: dict[str, tuple[Callable[[], str], ...]] = {
            "rect": (
                self._side,
                self._set_side,
                self._moved,
                self._in_place,
                self._met,
                self._line,
                self._many,
            ),
            "color": (self._read, self._space, self._mixed, self._joined),
            "vector": (
                self._added,
                self._scaled,
                self._measured,
                self._between,
                self._turned,
                self._remapped,
            ),
        }
        return [self.random.choice(makers[kinds])() for _ in range(count)]

    def _pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def _number(self, limit: float = 20) -> str:
        low, high = int(-limit), int(limit)
        whole = self.random.randint(low, high)
        return repr(whole if self.random.random() < 0.6 else round(self.random.uniform(low, high), 2))

    def _length(self) -> str:
        """Of a rectangle: hardly ever 0, where pygame divides by it."""
        return self._number(20) if self.random.random() < 0.1 else repr(self.random.randint(1, 20))

    def _rect(self, kind: str = "") -> str:
        kind = kind or self._pick("Rect", "Rect", "FRect")
        return f"{kind}({self._number()}, {self._number()}, {self._length()}, {self._length()})"

    def _pair(self) -> str:
        return f"({self._number()}, {self._number()})"

    def _rectangular(self) -> str:
        numbers = f"{self._number()}, {self._number()}, {self._length()}, {self._length()}"
        return self._pick(self._rect("Rect"), self._rect("FRect"), f"({numbers})", numbers)

    def _side(self) -> str:
        return f"{self._rect()}.{self._pick(*SIDES, *POINTS)}"

    def _set_side(self) -> str:
        if self.random.random() < 0.5:
            return f"put({self._rect()}, {self._pick(*SIDES)!r}, {self._number()})"
        return f"put({self._rect()}, {self._pick(*POINTS)!r}, {self._pair()})"

    def _moved(self) -> str:
        method = self._pick("move", "inflate", "scale_by", "collidepoint")
        return f"{self._rect()}.{method}({self._number()}, {self._number()})"

    def _in_place(self) -> str:
        if self.random.random() < 0.5:
            method = self._pick("move_ip", "inflate_ip", "scale_by_ip")
            return f"then({self._rect()}, {method!r}, {self._pair()})"
        return (
            f"then({self._rect()}, {self._pick('clamp_ip', 'union_ip', 'update')!r}, {self._rectangular()})"
        )

    def _met(self) -> str:
        method = self._pick("clamp", "clip", "union", "contains", "colliderect", "colliderect")
        return f"{self._rect()}.{method}({self._rectangular()})"

    def _line(self) -> str:
        x, y, w, h = (self.random.randint(1, 20) for _ in range(4))
        if self.random.random() < 0.5:
            return f"Rect({x}, {y}, {w}, {h}).clipline({self._pair()}, {self._pair()})"
        return f"FRect({x}, {y}, {w}, {h}).fit({self._rect('FRect')})"

    def _many(self) -> str:
        kind = self._pick("Rect", "FRect")
        others = ", ".join(self._rect(kind) for _ in range(self.random.randrange(4)))
        method = self._pick(
            "collidelist", "collidelistall", "collideobjects", "collideobjectsall", "unionall"
        )
        comparison = self._pick("<", ">", "<=", ">=", "==", "!=", " in ")
        return self._pick(
            f"{self._rect(kind)}.{method}([{others}])", f"{self._rect()} {comparison} {self._rect()}"
        )

    def _color(self) -> str:
        if self.random.random() < 0.2:
            return f"Color({', '.join(self._pick('0', '128', '255') for _ in range(3))})"
        return f"Color({', '.join(str(self.random.randrange(256)) for _ in range(4))})"

    def _share(self, low: float, high: float) -> str:
        return repr(self.random.choice([low, high, self.random.uniform(low, high)]))

    def _read(self) -> str:
        what = self._pick(
            "hsva", "hsla", "cmy", "i1i2i3", "normalized", "hex", "premul_alpha()", "grayscale()"
        )
        return f"{self._color()}.{what}"

    def _space(self) -> str:
        name = self._pick("hsva", "hsla", "cmy", "i1i2i3", "normalized")
        ranges: dict[str, tuple[tuple[float, float], ...]] = {
            "cmy": ((0, 1),) * 3,
            "i1i2i3": ((0, 1), (-0.5, 0.5), (-0.5, 0.5)),
            "normalized": ((0, 1),) * 4,
        }
        numbers = ", ".join(self._share(*one) for one in ranges.get(name, ((0, 360), *((0, 100),) * 3)))
        return self._pick(f"put({self._color()}, {name!r}, ({numbers}))", f"Color.from_{name}({numbers})")

    def _mixed(self) -> str:
        if self.random.random() < 0.5:
            return f"{self._color()}.lerp({self._color()}, {self._share(0, 1)})"
        return f"{self._color()}.correct_gamma({self._share(0, 4)})"

    def _joined(self) -> str:
        return f"{self._color()} {self._pick('+', '-', '*', '//', '%')} {self._color()}"

    def _vector(self, size: int, tuples: bool = False) -> str:
        numbers = ", ".join(self._number() for _ in range(size))
        return f"({numbers})" if tuples and self.random.random() < 0.4 else f"Vector{size}({numbers})"

    def _size(self) -> int:
        return self.random.choice((2, 2, 3))

    def _added(self) -> str:
        size = self._size()
        made = f"{self._vector(size)} {self._pick('+', '-', '*')} {self._vector(size, tuples=True)}"
        each = f"{self._vector(size)}.elementwise() {self._pick('+', '-', '*', '/', '//', '%')}"
        return self._pick(made, f"{each} {self._number()}", f"{each} {self._vector(size)}")

    def _scaled(self) -> str:
        size = self._size()
        scaled = f"{self._vector(size)} {self._pick('*', '/', '//')} {self._number()}"
        return self._pick(scaled, f"then({self._vector(size)}, 'scale_to_length', {self._number()})")

    def _measured(self) -> str:
        size = self._size()
        asked = self._pick("length()", "length_squared()", "normalize()", "is_normalized()")
        method = self._pick(
            "dot", "cross", "distance_to", "distance_squared_to", "reflect", "project", "angle_to"
        )
        other = self._vector(size, tuples=True)
        return self._pick(f"{self._vector(size)}.{asked}", f"{self._vector(size)}.{method}({other})")

    def _between(self) -> str:
        size = self._size()
        method = self._pick("lerp", "slerp", "smoothstep", "move_towards")
        share = self._number() if method == "move_towards" else self._share(0, 1)
        clamped = f"{self._vector(size)}.clamp_magnitude({self._pick(self._number(), self._pair()[1:-1])})"
        return self._pick(f"{self._vector(size)}.{method}({self._vector(size)}, {share})", clamped)

    def _turned(self) -> str:
        angle = self.random.choice([*_ANGLES, self.random.randint(-400, 400)])
        polar = f"then({self._vector(2)}, 'from_polar', ({self._number()}, {angle}))"
        flat = f"{self._vector(2)}.{self._pick('rotate', 'rotate_rad')}({angle})"
        return self._pick(flat, polar, f"{self._vector(3)}.rotate_{self._pick('x', 'y', 'z')}({angle})")

    def _remapped(self) -> str:
        three = ", ".join(self._number() for _ in range(3))
        five = f"{three}, {self._pair()[1:-1]}"
        name = self._pick("lerp", "smoothstep", "invlerp", "clamp")
        return self._pick(f"pygame.math.{name}({three})", f"pygame.math.remap({five})")

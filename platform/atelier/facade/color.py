"""Color: red, green, blue and opacity, and the quick way from any colour to the raster's number."""

import re
import warnings
from collections.abc import Callable, Iterator
from operator import index
from typing import Any, Self, TypeVar

from ._boxlike import is_sequence
from ._colourlike import Rgba, cached, component, hexed, listed, plain
from ._spaces import CMY, HSLA, HSVA, I1I2I3, NORMALIZED, Space

__all__ = ["Color", "packed"]

_Kind = TypeVar("_Kind", bound="Color")
_SWIZZLED = re.compile(r"[rgba01]+")


def packed(value: Any) -> int:
    """Any colour as the raster's 0xAABBGGRR.

    Raises:
        ValueError, TypeError: it is none; in pygame's words.
    """
    if isinstance(value, Color):
        return value._r | value._g << 8 | value._b << 16 | value._a << 24
    try:
        return cached(value)
    except TypeError:
        # A list cannot be a key, nor can what is no colour at all.
        red, green, blue, alpha = plain(value)
        return red | green << 8 | blue << 16 | alpha << 24


def rgba(value: Any) -> Rgba:
    """Red, green, blue and opacity of any colour; errors as ``packed``."""
    return value._all() if isinstance(value, Color) else plain(value)


class Color:
    """Red, green, blue and opacity, each from 0 to 255."""

    __slots__ = ("_a", "_b", "_g", "_length", "_r")
    __hash__ = None  # type: ignore[assignment]
    _r: int
    _g: int
    _b: int
    _a: int
    _length: int

    def __new__(cls, *_arguments: Any, **_named: Any) -> Self:
        made = object.__new__(cls)
        _put(made, (0, 0, 0, 255))
        object.__setattr__(made, "_length", 4)
        return made

    def __init__(self, *arguments: Any, **_named: Any) -> None:
        _put(self, rgba(arguments[0]) if len(arguments) == 1 else listed(arguments))
        object.__setattr__(self, "_length", 4)

    def update(self, *arguments: Any) -> None:
        """Takes another colour: anything that is one, or three or four numbers."""
        if len(arguments) == 1:
            _put(self, rgba(arguments[0]))
            object.__setattr__(self, "_length", 4)
        elif len(arguments) in (3, 4):
            numbers = [component(value) for value in arguments]
            _put(self, (numbers[0], numbers[1], numbers[2], numbers[3] if len(numbers) == 4 else self._a))
            object.__setattr__(self, "_length", max(self._length, len(numbers)))
        else:
            raise TypeError("update can take only 1, 3 or 4 arguments")

    def __repr__(self) -> str:
        return f"Color({self._r}, {self._g}, {self._b}, {self._a})"

    def __int__(self) -> int:
        return self._r << 24 | self._g << 16 | self._b << 8 | self._a

    __index__ = __int__

    def __float__(self) -> float:
        return float(int(self))

    def __bytes__(self) -> bytes:
        return bytes(self._all()[: self._length])

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[int]:
        return iter(self._all()[: self._length])

    def _all(self) -> Rgba:
        return self._r, self._g, self._b, self._a

    def __contains__(self, value: Any) -> bool:
        if not isinstance(value, int):
            raise TypeError("'in <pygame.Color>' requires integer object")
        return value in self._all()[: self._length]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Color):
            return self._all() == other._all()
        if isinstance(other, tuple):
            try:
                return self._all() == listed(other)
            except ValueError:
                return NotImplemented
        return NotImplemented

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return self._all()[: self._length][key]
        try:
            place = index(key)
        except TypeError:
            raise TypeError(f"Color indices must be integers, not {type(key).__name__}") from None
        if not 0 <= place < self._length:
            raise IndexError("invalid index")
        return self._all()[place]

    def __setitem__(self, key: Any, value: Any) -> None:
        numbers = list(self._all())
        if isinstance(key, slice):
            if not is_sequence(value):
                raise TypeError("expected sequence")
            places = range(self._length)[key]
            if len(value) != len(places):
                lengths = f"sequence of length {len(value)} to slice of length {len(places)}"
                raise ValueError(f"attempting to assign {lengths}")
            for place, one in zip(places, value, strict=True):
                numbers[place] = component(one)
        elif not isinstance(key, int):
            raise IndexError("Index must be an integer or slice")
        else:
            if not 0 <= key < self._length:
                raise IndexError("invalid index")
            numbers[key] = component(value)
        _put(self, (numbers[0], numbers[1], numbers[2], numbers[3]))

    def __delitem__(self, key: object) -> None:
        raise TypeError("Color object doesn't support item deletion")

    def __getattr__(self, name: str) -> Any:
        if not _SWIZZLED.fullmatch(name):
            raise AttributeError(f"'pygame.color.Color' object has no attribute '{name}'")
        values = dict(zip("rgba01", (*self._all(), 0, 255), strict=True))
        found = tuple(values[letter] for letter in name)
        return _made(type(self), found) if len(found) == 4 else found

    def __setattr__(self, name: str, value: Any) -> None:
        if len(name) > 1 and set(name) <= set("rgba"):
            self._swizzle(name, value)
        else:
            object.__setattr__(self, name, value)

    def _swizzle(self, name: str, value: Any) -> None:
        if len(set(name)) != len(name):
            raise AttributeError("Attribute assignment conflicts with swizzling")
        if not is_sequence(value) or len(value) < len(name):
            raise TypeError("A sequence of the corresponding elements is expected")
        numbers = list(self._all())
        for letter, one in zip(name, value, strict=False):
            if not isinstance(one, int) or not 0 <= one <= 255:
                raise TypeError("Color element is outside of the range from 0 to 255")
            numbers["rgba".index(letter)] = one
        _put(self, (numbers[0], numbers[1], numbers[2], numbers[3]))

    def _joined(self, other: Any, how: Any) -> Any:
        if not isinstance(other, Color):
            return NotImplemented
        return _made(
            type(self), tuple(how(one, two) for one, two in zip(self._all(), other._all(), strict=True))
        )

    def __add__(self, other: object) -> Any:
        return self._joined(other, lambda one, two: min(255, one + two))

    def __sub__(self, other: object) -> Any:
        return self._joined(other, lambda one, two: max(0, one - two))

    def __mul__(self, other: object) -> Any:
        return self._joined(other, lambda one, two: min(255, one * two))

    def __floordiv__(self, other: object) -> Any:
        return self._joined(other, lambda one, two: one // two if two else 0)

    def __mod__(self, other: object) -> Any:
        return self._joined(other, lambda one, two: one % two if two else 0)

    def __invert__(self) -> Self:
        return _made(type(self), tuple(255 - one for one in self._all()))

    def _space(self, space: Space, value: Any) -> None:
        red, green, blue, alpha = space.made(value)
        _put(self, (red, green, blue, self._a if alpha is None else alpha))

    def normalize(self) -> tuple[float, ...]:
        return NORMALIZED.read(self._all())

    def correct_gamma(self, gamma: Any, /) -> Self:
        if not isinstance(gamma, int | float):
            raise TypeError(f"must be real number, not {type(gamma).__name__}")
        found = (int(min(1.0, max(0.0, (one / 255) ** gamma)) * 255 + 0.5) for one in self._all())
        return _made(type(self), tuple(found))

    def set_length(self, length: Any, /) -> None:
        warnings.warn("pygame.Color.set_length deprecated since 2.1.3", DeprecationWarning, stacklevel=2)
        if not 1 <= index(length) <= 4:
            raise ValueError("Length needs to be 1,2,3, or 4.")
        object.__setattr__(self, "_length", index(length))

    def grayscale(self) -> Self:
        grey = int(0.299 * self._r + 0.587 * self._g + 0.114 * self._b)
        return _made(type(self), (grey, grey, grey, self._a))

    def lerp(self, color: Any, amount: Any) -> Self:
        other = rgba(color)
        if not isinstance(amount, int | float):
            raise TypeError(f"must be real number, not {type(amount).__name__}")
        if not 0 <= amount <= 1:
            raise ValueError("Argument 2 must be in range [0, 1]")
        mixed = (
            int(one * (1 - amount) + two * amount + 0.5) for one, two in zip(self._all(), other, strict=True)
        )
        return _made(type(self), tuple(mixed))

    def premul_alpha(self) -> Self:
        red, green, blue = ((one + 1) * self._a >> 8 for one in self._all()[:3])
        return _made(type(self), (red, green, blue, self._a))

    @classmethod
    def from_hex(cls, hex: Any, /) -> Self:
        return _made(cls, hexed(hex))


def _put(color: Color, numbers: Rgba) -> None:
    object.__setattr__(color, "_r", numbers[0])
    object.__setattr__(color, "_g", numbers[1])
    object.__setattr__(color, "_b", numbers[2])
    object.__setattr__(color, "_a", numbers[3])


def _made(kind: type[_Kind], numbers: tuple[int, ...]) -> _Kind:
    made = kind.__new__(kind)
    _put(made, (numbers[0], numbers[1], numbers[2], numbers[3]))
    return made


def _attribute(name: str, read: Callable[[Any], Any], write: Callable[[Any, Any], None]) -> property:
    def remove(self: Any) -> None:
        raise AttributeError(f"Cannot delete attribute {name}")

    return property(read, write, remove)


def _channel(name: str, slot: str) -> property:
    reads: dict[str, Callable[[Any], Any]] = {
        "_r": lambda self: self._r,
        "_g": lambda self: self._g,
        "_b": lambda self: self._b,
        "_a": lambda self: self._a,
    }
    return _attribute(name, reads[slot], lambda self, value: object.__setattr__(self, slot, component(value)))


def _spaced(name: str, space: Space) -> property:
    return _attribute(
        name, lambda self: space.read(self._all()), lambda self, value: self._space(space, value)
    )


def _from_space(space: Space) -> Any:
    def make(cls: type[Color], *numbers: Any) -> Color:
        red, green, blue, alpha = space.made(numbers[0] if len(numbers) == 1 else numbers)
        return _made(cls, (red, green, blue, 255 if alpha is None else alpha))

    return classmethod(make)


for _name in "rgba":
    setattr(Color, _name, _channel(_name, f"_{_name}"))
for _name, _one in {
    "hsva": HSVA, "hsla": HSLA, "cmy": CMY, "i1i2i3": I1I2I3, "normalized": NORMALIZED,
}.items():  # fmt: skip
    setattr(Color, _name, _spaced(_name, _one))
    setattr(Color, f"from_{_name}", _from_space(_one))
setattr(  # noqa: B010 -- beside the others
    Color,
    "hex",
    _attribute("hex", lambda self: f"#{int(self):08x}", lambda self, value: _put(self, hexed(value))),
)

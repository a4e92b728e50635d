"""The sides, corners and middles of a rectangle: computed when read; when set, they move it."""

from collections.abc import Callable
from typing import Any

from ._box import Boxed
from ._boxlike import Number, pair
from ._numbers import whole

# Where along each axis: the start, the middle, the end.
_ALONG = {"left": 0, "centerx": 1, "right": 2, "top": 0, "centery": 1, "bottom": 2}
_POINTS = {
    "topleft": ("left", "top"),
    "midtop": ("centerx", "top"),
    "topright": ("right", "top"),
    "midleft": ("left", "centery"),
    "center": ("centerx", "centery"),
    "midright": ("right", "centery"),
    "bottomleft": ("left", "bottom"),
    "midbottom": ("centerx", "bottom"),
    "bottomright": ("right", "bottom"),
}
_WRONG = "invalid rect assignment"


def sides(number: Number, half: Number, fit: Number | None) -> dict[str, property]:
    """Every such attribute by name.

    Args:
        number: makes what is assigned a coordinate; raises TypeError where it cannot.
        half: half a length, in the same numbers.
        fit: rounds a sum to 32 bits; None where sums are exact.
    """
    made = {
        name: _stored(slot, number)
        for name, slot in {"x": "_x", "y": "_y", "w": "_w", "width": "_w", "h": "_h", "height": "_h"}.items()
    }
    within = {}
    for name, place in _ALONG.items():
        start, length = ("_x", "_w") if name in ("left", "centerx", "right") else ("_y", "_h")
        made[name] = _side(start, length, place, number, half, fit)
        # In a point, SDL's floats are rounded earlier than in a side alone.
        within[name] = _rounded(start, length, place, half, fit) if fit else made[name]
    for name, (one, other) in _POINTS.items():
        made[name] = _point(within[one], within[other], number)
    made["size"] = _point(made["w"], made["h"], number)
    made["relcenter"] = _point(_length("_w", half), _length("_h", half), number)
    return made


def _assigned(value: Any, number: Number) -> Any:
    try:
        return number(value)
    except TypeError:
        raise TypeError(_WRONG) from None


def _undeletable(self: Any) -> None:
    raise AttributeError("can't delete attribute")


def _attribute(read: Callable[[Any], Any], write: Callable[[Any, Any], None]) -> property:
    return property(read, write, _undeletable)


def _stored(slot: str, number: Number) -> property:
    # Written out for each slot: `rect.x` is what games read most, and getattr(self, slot) is twice as slow.
    reads: dict[str, Callable[[Any], Any]] = {
        "_x": lambda self: self._x,
        "_y": lambda self: self._y,
        "_w": lambda self: self._w,
        "_h": lambda self: self._h,
    }

    put, quick = _putter(slot), _quick(number)

    def write(self: Any, value: Any) -> None:
        put(self, value if type(value) is quick else _assigned(value, number))

    return _attribute(reads[slot], write)


def _putter(slot: str) -> Callable[[Any, Any], None]:
    """Sets a slot; less than half as long as ``setattr`` with its name."""
    put: Callable[[Any, Any], None] = getattr(Boxed, slot).__set__
    return put


def _quick(number: Number) -> type | None:
    """The type that needs no conversion."""
    return int if number is whole else None


def _side(start: str, length: str, place: int, number: Number, half: Number, fit: Number | None) -> property:
    reads: dict[tuple[str, int], Callable[[Any], Any]] = {
        ("_x", 0): lambda self: self._x,
        ("_y", 0): lambda self: self._y,
        ("_x", 1): lambda self: self._x + half(self._w),
        ("_y", 1): lambda self: self._y + half(self._h),
        ("_x", 2): lambda self: self._x + self._w,
        ("_y", 2): lambda self: self._y + self._h,
    }
    read = reads[start, place]
    put, quick = _putter(start), _quick(number)
    long: Callable[[Any], Any] = (lambda self: self._w) if length == "_w" else (lambda self: self._h)

    def write(self: Any, value: Any) -> None:
        aim = value if type(value) is quick else _assigned(value, number)
        if place == 1:
            aim -= half(long(self))
        elif place:
            aim -= long(self)
        put(self, fit(aim) if fit else aim)

    return _attribute(read, write)


def _rounded(start: str, length: str, place: int, half: Number, fit: Number) -> property:
    def read(self: Any) -> Any:
        size = getattr(self, length)
        return fit(getattr(self, start) + (0, size / 2, size)[place])

    def write(self: Any, value: Any) -> None:
        if place == 1:
            setattr(self, start, fit(getattr(self, start) + fit(value - read(self))))
        else:
            setattr(self, start, fit(value - (getattr(self, length) if place else 0)))

    return _attribute(read, write)


def _length(slot: str, half: Number) -> property:
    def write(self: Any, value: Any) -> None:
        setattr(self, slot, value * 2)

    return _attribute(lambda self: half(getattr(self, slot)), write)


def _point(one: property, other: property, number: Number) -> property:
    read_one, read_other, write_one, write_other = one.fget, other.fget, one.fset, other.fset
    assert read_one is not None and read_other is not None  # noqa: S101, PT018
    assert write_one is not None and write_other is not None  # noqa: S101, PT018

    def write(self: Any, value: Any) -> None:
        found = pair(value, number)
        if found is None:
            raise TypeError(_WRONG)
        write_one(self, found[0])
        write_other(self, found[1])

    return _attribute(lambda self: (read_one(self), read_other(self)), write)

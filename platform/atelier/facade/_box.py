"""What Rect and FRect share: four numbers that are compared, read as a sequence, moved and resized."""

from collections.abc import Iterator
from operator import index
from types import EllipsisType
from typing import Any, ClassVar, Self

from ._boxlike import Box, box, box_of, is_sequence, two
from ._numbers import single

NOT_RECTS = "Argument must be a sequence of rectstyle objects."


class Boxed:
    """Four numbers: left, top, width, height."""

    __slots__ = ("__weakref__", "_h", "_w", "_x", "_y")
    __hash__ = None  # type: ignore[assignment]
    _words: ClassVar[tuple[str, str, type]]
    _nothing: ClassVar[float]
    _x: Any
    _y: Any
    _w: Any
    _h: Any

    @staticmethod
    def _number(value: Any) -> Any:
        """A coordinate out of what is given.

        Raises:
            TypeError: it is no number.
        """
        raise NotImplementedError

    @staticmethod
    def _fit(value: Any) -> Any:
        """A sum, rounded as these numbers are."""
        raise NotImplementedError

    @staticmethod
    def _half(value: Any) -> Any:
        raise NotImplementedError

    def __new__(cls, *_arguments: Any, **_named: Any) -> Self:
        made = object.__new__(cls)
        made._x = made._y = made._w = made._h = cls._nothing
        return made

    def __init__(self, *arguments: Any, **_named: Any) -> None:
        if arguments:
            self._x, self._y, self._w, self._h = box_of(arguments, self._number)

    def _made(self, x: Any, y: Any, w: Any, h: Any) -> Self:
        fit = self._fit
        made: Self = object.__new__(type(self))
        made._x, made._y, made._w, made._h = fit(x), fit(y), fit(w), fit(h)
        return made

    def _take(self, other: "Boxed") -> None:
        self._x, self._y, self._w, self._h = other._x, other._y, other._w, other._h

    def _all(self) -> Box:
        return self._x, self._y, self._w, self._h

    def copy(self) -> Self:
        return self._made(*self._all())

    __copy__ = copy

    def update(self, *arguments: Any) -> None:
        self._x, self._y, self._w, self._h = box_of(arguments, self._number)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._all()

    def __repr__(self) -> str:
        form = self._words[0]
        return form % self._all()

    def __bool__(self) -> bool:
        return bool(self._w and self._h)

    def __len__(self) -> int:
        return 4

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() == found

    def __ne__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() != found

    def __lt__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() < found

    def __le__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() <= found

    def __gt__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() > found

    def __ge__(self, other: object) -> bool:
        found = box(other, self._number)
        return NotImplemented if found is None else self._all() >= found

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return list(self._all()[key])
        if key is ...:
            return list(self._all())
        return self._all()[_place(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        numbers = list(self._all())
        if isinstance(key, slice | EllipsisType):
            places = list(range(4)[key]) if isinstance(key, slice) else [0, 1, 2, 3]
            for place, number in zip(places, self._values(value, len(places), key is ...), strict=True):
                numbers[place] = number
        else:
            place = _place(key)
            try:
                numbers[place] = self._number(value)
            except TypeError:
                raise TypeError("Must assign numeric values") from None
        self._x, self._y, self._w, self._h = numbers

    def __delitem__(self, key: object) -> None:
        raise TypeError("item deletion is not supported")

    def _values(self, value: Any, count: int, every: bool) -> list[Any]:
        if isinstance(value, int | self._words[2]):
            return [self._number(value)] * count
        if not is_sequence(value):
            raise TypeError("Expected an integer or sequence")
        if len(value) != count:
            raise TypeError("Expect a length 4 sequence" if every else f"Expected a length {count} sequence")
        try:
            return [self._number(one) for one in value]
        except TypeError:
            raise TypeError("Expected an integer between -2147483648 and 2147483647") from None

    def move(self, *by: Any) -> Self:
        x, y = two(by, self._number)
        return self._made(self._x + x, self._y + y, self._w, self._h)

    def move_ip(self, *by: Any) -> None:
        x, y = two(by, self._number)
        fit = self._fit
        self._x, self._y = fit(self._x + x), fit(self._y + y)

    def move_to(self, *positional: Any, **sides: Any) -> Self:
        if positional:
            raise TypeError("move_to takes no positional arguments")
        if not sides:
            raise TypeError("move_to cannot be called without keyword arguments")
        made = self.copy()
        for name, value in sides.items():
            setattr(made, name, value)
        return made

    def inflate(self, *by: Any) -> Self:
        x, y = two(by, self._number)
        half, fit = self._half, self._fit
        return self._made(fit(self._x - half(x)), fit(self._y - half(y)), self._w + x, self._h + y)

    def inflate_ip(self, *by: Any) -> None:
        self._take(self.inflate(*by))

    def scale_by(self, *factors: Any, **named: Any) -> Self:
        x, y = _factors(factors, named)
        half, fit, number = self._half, self._fit, self._number
        w, h = single(self._w * single(x)), single(self._h * single(y))
        left = number(fit(self._x + half(self._w)) - w / 2)
        return self._made(left, number(fit(self._y + half(self._h)) - h / 2), number(w), number(h))

    def scale_by_ip(self, *factors: Any, **named: Any) -> None:
        self._take(self.scale_by(*factors, **named))

    def clamp(self, *arguments: Any) -> Self:
        ox, oy, ow, oh = box_of(arguments, self._number)
        x, y = self._within(self._x, self._w, ox, ow), self._within(self._y, self._h, oy, oh)
        return self._made(x, y, self._w, self._h)

    def _within(self, start: Any, length: Any, low: Any, room: Any) -> Any:
        fit = self._fit
        if length >= room:
            return fit(fit(low + self._half(room)) - self._half(length))
        if start < low:
            return low
        end = fit(low + room)
        return fit(end - length) if fit(start + length) > end else start

    def clamp_ip(self, *arguments: Any) -> None:
        self._take(self.clamp(*arguments))

    def union(self, *arguments: Any) -> Self:
        return self._joined([box_of(arguments, self._number)])

    def union_ip(self, *arguments: Any) -> None:
        self._take(self.union(*arguments))

    def unionall(self, rects: Any) -> Self:
        if not is_sequence(rects):
            raise TypeError(NOT_RECTS)
        found = [box(one, self._number) for one in rects]
        if any(one is None for one in found):
            raise TypeError(NOT_RECTS)
        return self._joined([one for one in found if one])

    def unionall_ip(self, rects: Any) -> None:
        self._take(self.unionall(rects))

    def _joined(self, boxes: list[Box]) -> Self:
        fit = self._fit
        every = [self._all(), *boxes]
        left, top = min(one[0] for one in every), min(one[1] for one in every)
        right, bottom = max(fit(one[0] + one[2]) for one in every), max(fit(one[1] + one[3]) for one in every)
        return self._made(left, top, right - left, bottom - top)

    def fit(self, *arguments: Any) -> Self:
        ox, oy, ow, oh = box_of(arguments, self._number)
        number, half, fit = self._number, self._half, self._fit
        ratio = max(single(_ratio(self._w, ow)), single(_ratio(self._h, oh)))
        w, h = number(single(_ratio(self._w, ratio))), number(single(_ratio(self._h, ratio)))
        return self._made(ox + half(fit(ow - w)), oy + half(fit(oh - h)), w, h)

    def normalize(self) -> None:
        if self._w < 0:
            self._x, self._w = self._fit(self._x + self._w), -self._w
        if self._h < 0:
            self._y, self._h = self._fit(self._y + self._h), -self._h


def _place(key: Any) -> int:
    try:
        place = index(key)
    except TypeError:
        raise TypeError("Invalid Rect slice") from None
    if not -4 <= place < 4:
        raise IndexError("Invalid rect Index")
    return place


def _ratio(above: float, below: float) -> float:
    """A division as C's floats do it: by zero gives an infinity or no number."""
    if below:
        return above / below
    return float("nan") if not above or above != above else float("inf") if above > 0 else float("-inf")


def _factors(factors: tuple[Any, ...], named: dict[str, Any]) -> tuple[float, float]:
    strange = [name for name in named if name not in ("scale_by", "x", "y")]
    if strange:
        raise TypeError(f"'{strange[0]}' is an invalid keyword argument for this function")
    values = dict(zip(("x", "y"), factors, strict=False)) | named
    if "scale_by" in values:
        both = values["scale_by"]
        if not is_sequence(both) or isinstance(both, str) or len(both) != 2:
            raise TypeError("The 'scale_by' argument must be a number pair")
        if len(values) > 1:
            raise TypeError("The 'scale_by' keyword cannot be combined with other arguments.")
        values = {"x": both[0], "y": both[1]}
    if "x" not in values:
        raise TypeError("function missing required argument 'x' (pos 1)")
    first = values["x"]
    if is_sequence(first) and not isinstance(first, str) and len(first) == 2:
        if "y" in values:
            raise TypeError("Cannot pass argument 'y' after passing a sequence scale")
        values = {"x": first[0], "y": first[1]}
    for name, value in values.items():
        if not isinstance(value, int | float):
            raise TypeError(f"Argument '{name}' must be a number")
    x = abs(values["x"])
    return x, abs(values.get("y", 0)) or x

"""What Vector2 and Vector3 share: numbers in a row that are added, scaled, measured, mixed and compared."""

from collections.abc import Iterator
from itertools import product
from operator import index
from typing import Any, ClassVar, Self

from ._boxlike import is_sequence
from ._numbers import is_real, real

Numbers = tuple[float, ...]
EPSILON = 1e-6
# The vector of each size.
_KINDS: dict[int, Any] = {}


class Vector:
    """Numbers in a row; ``_size`` of them, called by ``_names``."""

    __slots__ = ("__weakref__", "_epsilon")
    __hash__ = None  # type: ignore[assignment]
    _size: ClassVar[int]
    _names: ClassVar[str]
    _epsilon: float

    def __init_subclass__(cls) -> None:
        if "_size" in cls.__dict__:
            _KINDS[cls._size] = cls
            for letters in (2, 3, 4):
                for name in product(cls._names, repeat=letters):
                    setattr(cls, "".join(name), _swizzle("".join(name), cls._names))

    @property
    def epsilon(self) -> float:
        """How far numbers may be apart and still be equal."""
        # Hardly ever set: a vector that is not asked costs nothing for it.
        try:
            return object.__getattribute__(self, "_epsilon")  # type: ignore[no-any-return]
        except AttributeError:
            return EPSILON

    @epsilon.setter
    def epsilon(self, value: Any) -> None:
        self._epsilon = real(value)

    def _all(self) -> Numbers:
        raise NotImplementedError

    def _put(self, numbers: Numbers) -> None:
        raise NotImplementedError

    def _made(self, numbers: Any) -> Self:
        made: Self = object.__new__(type(self))
        made._put(tuple(numbers))
        return made

    def _like(self, other: Any) -> Numbers | None:
        """As many numbers out of a vector or a sequence; None where it has others."""
        if isinstance(other, Vector):
            return other._all() if other._size == self._size else None
        if not is_sequence(other) or isinstance(other, str) or len(other) != self._size:
            return None
        if not all(is_real(one) for one in other):
            return None
        return tuple(float(one) for one in other)

    def _expected(self, other: Any, words: str) -> Numbers:
        found = self._like(other)
        if found is None:
            raise TypeError(words)
        return found

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{one:g}' for one in self._all())})"

    def __str__(self) -> str:
        return f"[{', '.join(f'{one:g}' for one in self._all())}]"

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[float]:
        return iter(self._all())

    def __bool__(self) -> bool:
        return any(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._all()

    def copy(self) -> Self:
        return self._made(self._all())

    __copy__ = copy

    def __deepcopy__(self, memo: object) -> Self:
        return self.copy()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return list(self._all()[key])
        return self._all()[self._place(key)]

    def _place(self, key: Any) -> int:
        try:
            place = index(key)
        except TypeError:
            raise TypeError(f"vector indices must be integers, not {type(key).__name__}") from None
        if not -self._size <= place < self._size:
            raise IndexError("subscript out of range.")
        return place

    def __getattr__(self, name: str) -> Any:
        """Swizzles that are no properties: longer ones, and those with 0 and 1 in them."""
        values = dict(zip((*self._names, "0", "1"), (*self._all(), 0.0, 1.0), strict=True))
        if len(name) < 2 or not set(name) <= set(values):
            raise AttributeError(f"'pygame.math.{type(self).__name__}' object has no attribute '{name}'")
        numbers = tuple(values[letter] for letter in name)
        return _KINDS[len(name)](*numbers) if len(name) in _KINDS else numbers

    def __setitem__(self, key: Any, value: Any) -> None:
        numbers = list(self._all())
        if isinstance(key, slice):
            places = range(self._size)[key]
            if not is_sequence(value) or len(value) != len(places):
                raise ValueError("Sequence has the wrong length.")
            for place, one in zip(places, value, strict=True):
                numbers[place] = real(one)
        else:
            numbers[self._place(key)] = real(value)
        self._put(tuple(numbers))

    def __delitem__(self, key: object) -> None:
        raise TypeError("item deletion is not supported")

    def __contains__(self, value: Any) -> bool:
        return real(value) in self._all()

    def __eq__(self, other: object) -> bool:
        found = self._like(other)
        if found is None:
            return False
        pairs = zip(self._all(), found, strict=True)
        return all(abs(one - two) < self.epsilon or one == two for one, two in pairs)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _unordered(self, other: object) -> Any:
        if hasattr(other, "vector"):
            return NotImplemented  # elementwise() compares
        raise TypeError("This operation is not supported by vectors")

    __lt__ = __le__ = __gt__ = __ge__ = _unordered

    def __add__(self, other: Any) -> Any:
        found = self._like(other)
        if found is None:
            return NotImplemented
        return self._made(one + two for one, two in zip(self._all(), found, strict=True))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        found = self._like(other)
        if found is None:
            return NotImplemented
        return self._made(one - two for one, two in zip(self._all(), found, strict=True))

    def __rsub__(self, other: Any) -> Any:
        found = self._like(other)
        if found is None:
            return NotImplemented
        return self._made(two - one for one, two in zip(self._all(), found, strict=True))

    def __mul__(self, other: Any) -> Any:
        if (found := self._like(other)) is not None:
            total = 0.0
            for one, two in zip(self._all(), found, strict=True):
                total += one * two
            return total
        if not is_real(other):
            return NotImplemented
        return self._made(one * float(other) for one in self._all())

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if not is_real(other):
            return NotImplemented
        if not other:
            raise ZeroDivisionError("division by zero")
        # As C does it: one division, then products.
        share = 1 / float(other)
        return self._made(one * share for one in self._all())

    def __floordiv__(self, other: Any) -> Any:
        if not is_real(other):
            return NotImplemented
        if not other:
            raise ZeroDivisionError("division by zero")
        return self._made(one / float(other) // 1.0 for one in self._all())

    def __neg__(self) -> Self:
        return self._made(-one for one in self._all())

    def __pos__(self) -> Self:
        return self.copy()

    def __round__(self, digits: int | None = None) -> Self:
        return self._made(float(round(one, digits or 0)) for one in self._all())

    def _in_place(self, made: Any) -> Any:
        if isinstance(made, Vector):
            self._put(made._all())
            return self
        return made

    def __iadd__(self, other: Any) -> Any:
        return self._in_place(self + other) if self._like(other) is not None else NotImplemented

    def __isub__(self, other: Any) -> Any:
        return self._in_place(self - other) if self._like(other) is not None else NotImplemented

    def __imul__(self, other: Any) -> Any:
        return self._in_place(self * other) if is_real(other) else NotImplemented

    def __itruediv__(self, other: Any) -> Any:
        return self._in_place(self / other) if is_real(other) else NotImplemented

    def __ifloordiv__(self, other: Any) -> Any:
        return self._in_place(self // other) if is_real(other) else NotImplemented


def _swizzle(name: str, names: str) -> property:
    """The attribute ``name``: numbers in that order, as a vector where there is one of that size."""
    places = tuple(names.index(letter) for letter in name)

    def read(self: Any) -> Any:
        numbers = self._all()
        chosen = tuple(numbers[place] for place in places)
        return _KINDS[len(name)](*chosen) if len(name) in _KINDS else chosen

    def write(self: Any, value: Any) -> None:
        if len(set(places)) != len(places):
            raise AttributeError("Attribute assignment conflicts with swizzling.")
        if not is_sequence(value):
            raise TypeError("a sequence is expected")
        for place, one in zip(places, value, strict=False):
            self[place] = one

    return property(read, write)

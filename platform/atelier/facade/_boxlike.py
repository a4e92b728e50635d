"""What pygame accepts where it wants a number, a pair or a rectangle, read the way pygame-ce reads it."""

from collections.abc import Callable
from typing import Any, TypeAlias

from ._numbers import single as single
from ._numbers import whole as whole

Box: TypeAlias = tuple[Any, Any, Any, Any]
Number: TypeAlias = Callable[[Any], Any]

# Rect and FRect themselves: their numbers need not be asked for one by one.
RECTS: set[type] = set()
NOT_A_RECT = "Argument must be rect style object"


def is_sequence(value: object) -> bool:
    """Whether C's ``PySequence_Check`` would say so."""
    return hasattr(type(value), "__getitem__") and not isinstance(value, dict)


def pair(value: Any, number: Number = whole) -> tuple[Any, Any] | None:
    """Two numbers out of a point or a size; None where it is neither."""
    if number is whole and type(value) is tuple and len(value) == 2:
        one, other = value
        if type(one) is int and type(other) is int:
            return whole(one), whole(other)
    while isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if not is_sequence(value):
        return None
    try:
        if len(value) != 2:
            return None
        return number(value[0]), number(value[1])
    except (TypeError, LookupError):
        return None


def box(value: Any, number: Number = whole) -> Box | None:
    """Left, top, width, height out of anything "rect style"; None where it is not."""
    if type(value) in RECTS:
        return number(value._x), number(value._y), number(value._w), number(value._h)
    try:
        return _sequence_box(value, number) if is_sequence(value) else _attribute_box(value, number)
    except (TypeError, LookupError):
        return None


def box_of(arguments: tuple[Any, ...], number: Number = whole) -> Box:
    """The rectangle in a method's arguments: one object, two pairs or four numbers.

    Raises:
        TypeError: where there is none in them.
    """
    count = len(arguments)
    found = None
    if count == 1:
        found = box(arguments[0], number)
    elif count in (2, 4):
        found = box(arguments, number)
    if found is None:
        raise TypeError(NOT_A_RECT)
    return found


def _sequence_box(value: Any, number: Number) -> Box | None:
    size = len(value)
    if size == 4:
        return number(value[0]), number(value[1]), number(value[2]), number(value[3])
    if size == 2:
        place, extent = pair(value[0], number), pair(value[1], number)
        return (*place, *extent) if place and extent else None
    if size == 1 and isinstance(value, tuple):
        return box(value[0], number)
    return None


def _attribute_box(value: Any, number: Number) -> Box | None:
    inner = getattr(value, "rect", None)
    if callable(inner):
        inner = inner()
    return None if inner is None else box(inner, number)


def two(arguments: tuple[Any, ...], number: Number = whole) -> tuple[Any, Any]:
    """The two numbers of ``move``, ``inflate`` or ``collidepoint``, as a pair or one after the other.

    Raises:
        TypeError: in pygame's words.
    """
    count = len(arguments)
    if count == 2 and number is whole and type(arguments[0]) is int and type(arguments[1]) is int:
        return arguments[0], arguments[1]
    if count == 1:
        return _two_of(arguments[0], number)
    if count != 2:
        raise TypeError(f"Function takes at most 2 arguments ({count} given)")
    return _numeric(arguments[0], "first", number), _numeric(arguments[1], "second", number)


def _two_of(value: Any, number: Number) -> tuple[Any, Any]:
    if not is_sequence(value):
        raise TypeError(f"Invalid argument. Expected a sequence but got: '{type(value).__name__}'")
    if len(value) != 2:
        raise TypeError(f"Invalid sequence size. Expected size 2 but got: {len(value)}")
    found = pair(value, number)
    if found is None:
        kinds = f"'{type(value[0]).__name__}', '{type(value[1]).__name__}'"
        raise TypeError(f"Invalid sequence values. Expected two numeric values but got: {kinds}")
    return found


def _numeric(value: Any, which: str, number: Number) -> Any:
    try:
        return number(value)
    except TypeError:
        raise TypeError(f"The {which} argument must be numeric (got: '{type(value).__name__}')") from None

"""A line and the part of it that lies in a rectangle, by Cohen and Sutherland's method as SDL applies it."""

from typing import Any

from ._boxlike import Box, Number, is_sequence, pair

_LEFT, _RIGHT, _BOTTOM, _TOP = 1, 2, 4, 8
_ORDER = ("first", "second", "third", "fourth")


def segment(arguments: tuple[Any, ...], number: Number) -> Box:
    """Both ends of a line, out of ``clipline``'s arguments: four numbers, two points or a sequence.

    Raises:
        TypeError: in pygame's words.
    """
    if len(arguments) == 1:
        (line,) = arguments
        count = len(line) if is_sequence(line) else -1
        if count not in (2, 4):
            raise TypeError(f"sequence argument takes 2 or 4 items ({count} given)")
        arguments = tuple(line)
    if len(arguments) == 2:
        ends = [pair(one, number) for one in arguments]
        for place, end in enumerate(ends):
            if end is None:
                raise TypeError(f"number pair expected for {_ORDER[place]} argument")
        (x1, y1), (x2, y2) = ends  # type: ignore[misc]
        return x1, y1, x2, y2
    if len(arguments) != 4:
        raise TypeError("clipline() takes 1, 2, or 4 arguments")
    found = []
    for place, one in enumerate(arguments):
        try:
            found.append(number(one))
        except TypeError:
            raise TypeError(f"number expected for {_ORDER[place]} argument") from None
    return found[0], found[1], found[2], found[3]


def clipped(rect: Box, ends: Box, fit: Number, integers: bool) -> Any:
    """The part of a line inside: two points, or an empty tuple.

    Args:
        rect: left, top, width, height, none of them negative.
        ends: x and y of both ends.
        fit: rounds a sum to the rectangle's numbers.
        integers: divisions go towards zero, as C's do.
    """
    left, top, w, h = rect
    if not w or not h:
        return ()
    beyond, below = fit(left + w), fit(top + h)
    right, bottom = fit(beyond - 1), fit(below - 1)
    x1, y1, x2, y2 = ends

    def outside(x: Any, y: Any) -> int:
        across = _LEFT if x < left else _RIGHT if x >= beyond else 0
        return across | (_TOP if y < top else _BOTTOM if y >= below else 0)

    def along(base: Any, rise: Any, part: Any, run: Any) -> Any:
        product = rise * part
        if integers:
            share = abs(product) // abs(run)
            return base + (share if (product < 0) == (run < 0) else -share)
        return fit(base + product / run)

    one, other = outside(x1, y1), outside(x2, y2)
    while one or other:
        if one & other:
            return ()
        code = one or other
        x, y = (x1, y1) if one else (x2, y2)
        if code & (_TOP | _BOTTOM):
            edge = top if code & _TOP else bottom
            x, y = along(x1, fit(x2 - x1), fit(edge - y1), fit(y2 - y1)), edge
        else:
            edge = left if code & _LEFT else right
            x, y = edge, along(y1, fit(y2 - y1), fit(edge - x1), fit(x2 - x1))
        if one:
            x1, y1, one = x, y, outside(x, y)
        else:
            x2, y2, other = x, y, outside(x, y)
    return ((x1, y1), (x2, y2))

"""An imagined player: keys and clicks by picture, as an author writes them, put in the order of time."""

from collections.abc import Iterable, Mapping
from typing import Any

When = int | tuple[int, int | None]
"""A picture, from 1, or the first and the one where it is let go (None: never)."""
Keys = Mapping[When, str | Iterable[str]]
Clicks = Mapping[When, tuple[int, int] | tuple[int, int, str]]
Moves = Mapping[int, tuple[int, int]]


def script(keys: Keys, clicks: Clicks, moves: Moves, leave: int | None) -> list[list[Any]]:
    """Steps for ``part.Stage``; what a game sees while it makes a picture comes with that picture's number.

    Args:
        keys: pygame's names of keys ("right", "space", "a"). One alone is pressed for one picture; a pair
            says when it is pressed and when it is let go.
        clicks: where the mouse clicks, with "right" or "middle" for another button than the left one.
        moves: where the mouse goes without a click.
        leave: the picture at which the window's cross is clicked.
    """
    steps: list[list[Any]] = []
    for when, names in keys.items():
        first, last = _span(when)
        for name in [names] if isinstance(names, str) else names:
            steps.append([first, "kd", name])
            steps += [[last, "ku", name]] if last is not None else []
    for when, (x, y, *button) in clicks.items():
        first, last = _span(when)
        which = str(button[0]) if button else "left"
        steps += [[first, "mm", int(x), int(y)], [first, "md", which]]
        steps += [[last, "mu", which]] if last is not None else []
    steps += [[number, "mm", int(x), int(y)] for number, (x, y) in moves.items()]
    steps += [[leave, "quit"]] if leave is not None else []
    # What is let go comes before what is pressed at the same picture.
    return sorted(steps, key=lambda step: (step[0], step[1] not in ("ku", "mu")))


def _span(when: When) -> tuple[int, int | None]:
    if isinstance(when, int):
        return when, when + 1
    first, last = when
    if last is not None and last <= first:
        raise ValueError(f"what is pressed at picture {first} is let go later, not at {last}.")
    return first, last

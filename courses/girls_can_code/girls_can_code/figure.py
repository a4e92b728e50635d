"""What a turtle's drawing is, as geometry: its sides, its turns, whether it is a rosace."""

import itertools
import math
from collections.abc import Sequence

Trait = tuple[float, float, float, float]  # x and y of where a line begins, then of where it ends

NEAR = 0.01  # steps; closer than this, two points are one


def sides(traits: Sequence[Trait]) -> list[Trait]:
    """The lines, with those that go on straight ahead from the one before as one line."""
    merged: list[Trait] = []
    for trait in traits:
        if merged and _same(merged[-1][2:], trait[:2]) and _ahead(merged[-1], trait):
            merged[-1] = (*merged[-1][:2], *trait[2:])
        else:
            merged.append(trait)
    if len(merged) > 2 and closed(merged) and _ahead(merged[-1], merged[0]):
        last = merged.pop()
        merged[0] = (*last[:2], *merged[0][2:])
    return merged


def closed(traits: Sequence[Trait]) -> bool:
    """Whether the last line ends where the first one begins."""
    return bool(traits) and _same(traits[0][:2], traits[-1][2:])


def lengths(traits: Sequence[Trait]) -> list[float]:
    """Of each line, in steps."""
    return [round(math.dist(trait[:2], trait[2:]), 4) for trait in traits]


def turns(traits: Sequence[Trait]) -> list[float]:
    """How far the turtle turns between one line and the next, in degrees from 0 to 180, left or right."""
    return [
        round(abs((_heading(after) - _heading(before) + 180) % 360 - 180), 3)
        for before, after in itertools.pairwise(traits)
    ]


def from_start(traits: Sequence[Trait]) -> int:
    """How many lines leave from the point where the drawing begins."""
    return sum(_same(traits[0][:2], trait[:2]) for trait in traits)


def turned_alike(traits: Sequence[Trait], times: int) -> bool:
    """Whether the drawing stays itself when it is turned by a ``times``-th of a whole turn."""
    points = [point for trait in traits for point in (trait[:2], trait[2:])]
    x0, y0 = (sum(values) / len(points) for values in zip(*points, strict=True))
    cos, sin = math.cos(math.tau / times), math.sin(math.tau / times)

    def turn(x: float, y: float) -> tuple[float, float]:
        return x0 + cos * (x - x0) - sin * (y - y0), y0 + sin * (x - x0) + cos * (y - y0)

    known: dict[tuple[int, int], list[Trait]] = {}
    for trait in traits:
        for one in (trait, (*trait[2:], *trait[:2])):
            known.setdefault((round(one[0]), round(one[1])), []).append(one)
    return all(_among((*turn(*trait[:2]), *turn(*trait[2:])), known) for trait in traits)


def _among(trait: Trait, known: dict[tuple[int, int], list[Trait]]) -> bool:
    x, y = round(trait[0]), round(trait[1])
    near = (one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in known.get((x + dx, y + dy), ()))
    return any(_same(trait[:2], one[:2]) and _same(trait[2:], one[2:]) for one in near)


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return math.dist(one, other) < NEAR


def _heading(trait: Trait) -> float:
    return math.degrees(math.atan2(trait[3] - trait[1], trait[2] - trait[0]))


def _ahead(before: Trait, after: Trait) -> bool:
    return turns([before, after])[0] < 0.01

"""The seconds of a game that a replay shows, and what its player did meanwhile."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.play.attention import Attention
from grader.play.keycaps import said

SECONDS = 3.0
PER_SECOND = 15
SECONDS_MAX = 4.0
BEFORE_SECONDS = 0.5
AFTER_SECONDS = 0.25
SEEN_SECONDS = 0.3  # a key that was only touched, a click
TOLD_MAX = 10
# How a game ended, as the last picture says it; nothing where it was stopped by the test.
ENDINGS = {
    "crashed": "Ton jeu s'arrête ici",
    "ended": "Ton jeu se termine ici",
    "frozen": "Ton jeu ne répond plus",
}
_ENDS = {
    "playing": "À la fin, ton jeu tourne encore.",
    "crashed": "Puis ton jeu s'arrête sur une erreur.",
    "ended": "Puis ton jeu se termine tout seul.",
    "frozen": "Puis ton jeu ne montre plus rien de nouveau.",
}


@dataclass(frozen=True)
class Press:
    """A key, or a click at ``place``: from one picture to the one where it is let go."""

    first: int
    last: int
    key: str
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Scene:
    """Pictures ``first`` to ``last`` of a game.

    Attributes:
        pace: pictures a second, as the game's own clock counts.
        looked: the picture that the test looked at last; 0 where none.
        state: how the game ended, ``game.State``; "playing" where the scene ends before.
        is_calm: it is one picture that stands for seconds of the same.
    """

    first: int
    last: int
    pace: float
    looked: int
    state: str
    presses: tuple[Press, ...]
    is_calm: bool = False

    def seconds(self, number: int) -> float:
        """When a picture is shown, since the game began."""
        return (number - 1) / self.pace

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.state, "")

    def numbers(self, per_second: float) -> list[int]:
        """The pictures to show: not more than that many a second, the last one among them."""
        step = max(1, math.ceil(self.pace / per_second - 0.01))
        return sorted(range(self.last, self.first - 1, -step))

    def pressed(self, number: int) -> list[Press]:
        """What is pressed in a picture, or was so a moment ago."""
        seen = round(SEEN_SECONDS * self.pace)
        return [one for one in self.presses if one.first <= number < max(one.last, one.first + seen)]

    @property
    def alt(self) -> str:
        """All that the replay shows, in French."""
        start, end = self.seconds(self.first), self.seconds(self.last)
        told = [f"Un film de ton jeu, de {_time(start)} à {_time(end)}."]
        if len(self.numbers(PER_SECOND)) == 1:
            calm = "\u00a0: rien ne bouge" if self.is_calm else ""
            told = [f"Une image de ton jeu, à {_time(end)}{calm}."]
        told += [self._told(one) for one in self.during[:TOLD_MAX]]
        if len(self.during) > TOLD_MAX:
            told.append(f"Et encore {len(self.during) - TOLD_MAX} touches ou clics.")
        if not self.during and self.first < self.last:
            told.append("Personne n'appuie sur rien.")
        if self.looked and self.first < self.last:
            told.append(f"Le test regarde l'image de {_time(self.seconds(self.looked))}.")
        return " ".join([*told, _ENDS.get(self.state, "")]).strip()

    @property
    def during(self) -> list[Press]:
        """What is pressed in these seconds, or held from before."""
        return [one for one in self.presses if one.first <= self.last and self.first < one.last]

    def _told(self, press: Press) -> str:
        when = f"À {_time(self.seconds(press.first))}"
        if press.place is not None:
            return f"{when}, un clic à {press.place[0]} de la gauche et {press.place[1]} du haut."
        if press.last - press.first < self.pace / 4:
            return f"{when}, la touche {said(press.key)}."
        until = f"jusqu'à {_time(self.seconds(press.last))}" if press.last < self.last else "jusqu'au bout"
        return f"{when}, la touche {said(press.key)}, {until}."


def scene(
    attention: Attention, script: Sequence[Sequence[Any]], frames: int, pace: float, state: str
) -> Scene:
    """The seconds around what a test failed on.

    Args:
        script: as ``player.script`` gives it.
        frames: how many pictures the game showed, 1 at least.
        pace: pictures a second.
    """
    presses = _presses(script, frames)
    room = round(SECONDS * pace)
    last = frames
    looked = min(attention.last, frames) if not attention.whole else 0
    if state == "playing" and attention.whole and presses:
        last = min(frames, presses[0].first - round(BEFORE_SECONDS * pace) + room)
    elif state == "playing" and looked:
        last = min(frames, looked + round(AFTER_SECONDS * pace))
    first = last - room + 1
    # A little longer, where that shows what the picture is compared with, or the key that led to it.
    causes = [*attention.recent, *(one.first for one in presses)]
    earlier = [number for number in causes if last - SECONDS_MAX * pace < number < first]
    first = max(1, min([first, *(number - round(0.1 * pace) for number in earlier)]))
    return Scene(first, last, pace, looked, state if last == frames else "playing", presses)


def _presses(script: Sequence[Sequence[Any]], frames: int) -> tuple[Press, ...]:
    made: list[Press] = []
    place = (0, 0)
    for number, (at, what, *told) in enumerate(script):
        if what == "mm":
            place = (told[0], told[1])
        elif what in ("kd", "md"):
            name = str(told[0])
            gone = "ku" if what == "kd" else "mu"
            after = (one[0] for one in script[number + 1 :] if list(one[1:]) == [gone, name])
            made.append(Press(at, next(after, frames + 1), name, place if what == "md" else None))
    return tuple(one for one in made if one.first <= frames)


def _time(seconds: float) -> str:
    return f"{seconds:.1f}\u00a0s".replace(".", ",")

"""A robot for the tests of « Attrape-étoiles »: it watches where stars fall, and moves the basket there.

Stars are known by their yellow, the basket by what the arrows move: everything else is the learner's.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from girls_can_code.trace import changed, resting

YELLOW = (255, 216, 61)
ABOVE = 24  # pixels over the basket: there a star is seen, caught or not a moment later
LOOK = 20  # of so many pictures, one is looked at
SMALLEST = 12

Play = Callable[..., Any]
"""``grader.play.play``, given by the test."""
Keys = dict[Any, str]
"""As ``play`` takes them: the picture where a key goes down, and the one where it is let go."""


@dataclass(frozen=True)
class Basket:
    """Where it begins, in pixels, and how far it goes in one picture."""

    x: float
    top: int
    half: float
    step: float

    def under(self, star: "Star") -> float:
        """Its middle where it is below a star, as far as the screen lets it go there."""
        return min(max(star.x, self.half), 640 - self.half)

    def reaches(self, star: "Star", start: float, picture: int) -> bool:
        """Whether it is there in time, where it leaves ``start`` at ``picture``."""
        return abs(self.under(star) - start) / self.step + picture < star.picture

    def keys(self, start: float, end: float, picture: int) -> Keys:
        """What is to be held from ``picture`` on to go from one x to another."""
        pictures = round(abs(end - start) / self.step)
        return {(picture, picture + pictures): "right" if end > start else "left"} if pictures else {}


@dataclass(frozen=True)
class Star:
    """One that falls: at ``picture`` it is just above the basket; ``speed`` in pixels a picture."""

    picture: int
    x: float
    speed: float
    top: int

    @property
    def caught(self) -> int:
        """By this picture a basket below has it."""
        return self.picture + math.ceil((ABOVE + 16) / self.speed) + 3

    @property
    def gone(self) -> int:
        """By this picture it is below the screen, where nobody caught it."""
        return self.picture + math.ceil((480 - self.top + ABOVE + 56) / self.speed) + 3


def number(game: Any, word: str, picture: int = 0) -> int:
    """What the title of the window says after « Score » or « Vies »: in the end, or at a picture.

    Raises:
        AssertionError: it says no such number, in words for her.
    """
    caption = game.caption_at(picture) if picture else game.caption
    found = re.search(rf"{word}\s*:?\s*(-?\d+)", caption, re.IGNORECASE)
    if found is None:
        raise AssertionError(
            f"Le titre de la fenêtre est {caption!r} : on n'y lit pas « {word} » suivi d'un nombre. "
            "Garde la ligne pygame.display.set_caption à chaque tour."
        )
    return int(found[1])


def basket(play: Play, seed: int) -> Basket:
    """Finds the basket by its two arrows; of the same game once."""
    return _basket(play, seed, _written())


@lru_cache(maxsize=16)
def _basket(play: Play, seed: int, written: int) -> Basket:
    calm, right, left = (
        play("jeu.py", frames=28, keys={(2, 26): key} if key else {}, look=[28], seed=seed)
        for key in ("", "right", "left")
    )
    for game in (calm, right, left):
        _need(game.playing, game.words)
    place = resting(calm.picture(), right.picture(), left.picture())
    way = changed(calm.picture(), right.picture())
    if not place or not way or way.right <= place.right:
        raise AssertionError(
            "Les flèches gauche et droite ne déplacent plus ton panier. Remets ces lignes comme au départ."
        )
    return Basket(place.centerx, place.top, place.width / 2, (way.right - place.right) / 24)


def _written() -> int:
    """When her game was saved: what was seen of it holds until then. A sealed test knows one game only."""
    path = Path("jeu.py")
    return path.stat().st_mtime_ns if path.is_file() else 0


def falling(game: Any, pictures: Sequence[int], top: int) -> list[Star]:
    """Stars in the order in which they come near the basket, whose upper edge is ``top``.

    Each one is seen twice on its way, which tells when it will be there.
    """
    found: list[Star] = []
    before: list[Any] = []
    past = 0
    level = top - ABOVE
    for picture in pictures:
        now = [box for box in game.picture(picture).boxes(YELLOW) if box.width >= SMALLEST]
        for box in now:
            ways = [box.bottom - one.bottom for one in before if abs(one.x - box.x) <= 8]
            way = min((way for way in ways if way > 0), default=0)
            speed = way / (picture - past)
            if box.bottom < level <= box.bottom + way:
                found.append(Star(picture + round((level - box.bottom) / speed), box.x, speed, top))
        before, past = now, picture
    return sorted(found, key=lambda star: star.picture)


def first(play: Play, seed: int, place: Basket) -> tuple[Star, int]:
    """The first star to come down while the basket rests, and the picture at which the next one is there."""
    return _first(play, seed, place, _written())


@lru_cache(maxsize=16)
def _first(play: Play, seed: int, place: Basket, written: int) -> tuple[Star, int]:
    for frames in (240, 480):
        pictures = range(1, frames, LOOK)
        game = play("jeu.py", frames=pictures[-1], look=pictures, seed=seed)
        _need(game.playing, game.words)
        stars = falling(game, pictures, place.top)
        if stars:
            return stars[0], stars[1].picture if len(stars) > 1 else frames
    raise AssertionError(
        "Pendant 8 secondes, aucune étoile n'arrive jusqu'au panier. Fais grandir etoile.y à chaque tour, "
        "et garde le jaune des étoiles\u00a0: (255, 216, 61)."
    )


@dataclass(frozen=True)
class Round:
    """What the robot pressed, the stars it went below, and where the basket began."""

    keys: Keys
    stars: list[Star]
    place: Basket


def catch(play: Play, seed: int, many: int) -> Round:
    """Plays until ``many`` stars should have been caught, or none can be reached any more."""
    place = basket(play, seed)
    keys: Keys = {}
    caught: list[Star] = []
    x, start = place.x, 1
    while len(caught) < many:
        pictures = range(start, start + 240, LOOK)
        game = play("jeu.py", frames=pictures[-1], keys=keys, look=pictures, seed=seed)
        _need(game.playing, game.words)
        stars = falling(game, pictures, place.top)
        target = next((star for star in stars if place.reaches(star, x, start)), None)
        if target is None:
            break
        keys |= place.keys(x, place.under(target), start)
        caught.append(target)
        x, start = place.under(target), target.caught
    return Round(keys, caught, place)


def _need(fine: bool, words: str) -> None:
    if not fine:
        raise AssertionError(words)

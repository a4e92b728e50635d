"""A game played once more for whoever failed a test with it: the seconds that matter, as a small film."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grader.play.attention import Attention
from grader.play.picture import Picture
from grader.play.reel import Reel
from grader.play.scene import PER_SECOND, scene
from grader.stage.door import Program
from grader.stage.exhibit import BYTES_MAX, STAND, Exhibit, offer
from grader.stage.wire import Lost

if TYPE_CHECKING:
    from PIL.Image import Image

PLAY_SECONDS = 3.0
ASK_SECONDS = 1.0


@dataclass(frozen=True)
class Screens:
    """What a game showed, by number: ``size`` is that of its window, the pictures may be smaller."""

    size: tuple[int, int]
    kept: Mapping[int, "Image"]

    @property
    def are_one(self) -> bool:
        """Whether nothing changes from the first to the last."""
        first, *others = (screen.tobytes() for screen in self.kept.values())
        return all(other == first for other in others)


@dataclass(frozen=True)
class Replay:
    """What it takes to play a game again.

    Args:
        request: as ``part.Stage`` was asked.
        frames: how many pictures it showed.
        milliseconds: that it took, by its own clock.
        state: how it ended, ``game.State``.
    """

    request: dict[str, Any]
    frames: int
    milliseconds: int
    state: str
    attention: Attention = field(default_factory=Attention)
    _born: int = field(default_factory=time.monotonic_ns)

    def look(self, number: int) -> None:
        """A test looks at this picture."""
        if self.attention.last != number or self.attention.whole or self._other() is not self:
            self.attention.at(number)
            self.offer()

    def offer(self) -> None:
        """Should the test fail, it is this game that it looked at last.

        One in which nobody does anything, and which was played first, is what others are compared with: it
        takes the place of none of them.
        """
        other = self._other()
        if other is not None and self._is_calm and not other._is_calm and other._born > self._born:
            return
        offer(self.make)

    def _other(self) -> "Replay | None":
        """The game that is on offer now, this one perhaps."""
        found = getattr(STAND.offered, "__self__", None)
        return found if isinstance(found, Replay) else None

    @property
    def _is_calm(self) -> bool:
        return not self.request["script"] and self.state == "playing"

    def make(self) -> Exhibit | None:
        """The exhibit; None where there is nothing to see, or where it cannot be made small.

        Raises:
            Lost: the game did not do the same again.
        """
        if not self.frames:
            return None
        pace = min(max(1000 * self.frames / max(self.milliseconds, 1), 1.0), 1000.0)
        shown = scene(self.attention, self.request["script"], self.frames, pace, self.state)
        numbers = shown.numbers(PER_SECOND)
        # Pillow is for those who fail: no test that passes waits for it.
        from grader.play import animation

        screens = self._played(numbers, animation.shrunk)
        if not shown.during and screens.are_one:
            shown = replace(shown, first=shown.last, is_calm=len(numbers) > 1)
        data = animation.drawn(shown, screens, BYTES_MAX)
        return Exhibit("image/png", data, shown.alt) if data else None

    def _played(self, numbers: list[int], shrunk: "Callable[[Picture], Image]") -> Screens:
        """The same game until the last of these pictures: before it crashes or freezes again."""
        request = {**self.request, "frames": numbers[-1], "look": numbers}
        program = Program("play", request, PLAY_SECONDS)
        if program.first.get("state") != "playing" or program.first.get("frames") != numbers[-1]:
            raise Lost("nonsense")
        reel = Reel(lambda asked: program.ask(asked, ASK_SECONDS), numbers[-1], frozenset(numbers))
        pictures = ((number, reel.picture(number)) for number in numbers)
        seen = [(number, picture.size, shrunk(picture)) for number, picture in pictures]
        program.close()
        # A game may give its window another size on the way: what it had in the end is what is shown.
        last = seen[-1][1]
        return Screens(last, {number: screen for number, size, screen in seen if size == last})

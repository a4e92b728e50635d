"""A browser's tab with the player in it: what a test does there, and what it then sees."""

import base64
import time
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import FrameLocator, Page

READY_SECONDS = 60


class Tab:
    """The page of ``benchmarks/player_page.py``, opened.

    Args:
        page: of Playwright.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        page.wait_for_function("window.heard !== undefined")

    @property
    def heard(self) -> dict[str, Any]:
        """All that the player has told since the page was opened; see ``player_page``."""
        told: dict[str, Any] = self.page.evaluate("heard")
        return told

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    def wait_for(self, condition: str, seconds: float = 60) -> None:
        self.page.wait_for_function(condition, timeout=seconds * 1000)

    def wait_until_ready(self) -> None:
        """Until a game could be played at once."""
        self.wait_for("heard.unsupported.length || (window.state ?? 'booting') !== 'booting'", READY_SECONDS)
        assert self.heard["unsupported"] == []

    def wait_for_spare(self) -> None:
        """Until the next game can start at once."""
        self.frame.locator("body[data-spare=waits]").wait_for(timeout=READY_SECONDS * 1000)

    def play(
        self,
        source: str | None = None,
        files: Mapping[str, str | bytes] | None = None,
        main: str = "jeu.py",
    ) -> None:
        """Presses *Jouer*, and returns when the program runs."""
        given = {**(files or {}), **({} if source is None else {main: source})}
        sent = {
            path: content
            if isinstance(content, str)
            else {"base64": base64.b64encode(content).decode("ascii")}
            for path, content in given.items()
        }
        self.page.evaluate("([files, main]) => play(files, main)", [sent, main])

    def show(self, source: str, files: Mapping[str, str | bytes] | None = None) -> None:
        """Plays until the first picture is there."""
        before = len(self.heard["frames"])
        self.play(source, files)
        self.wait_for(f"heard.frames.length > {before} || heard.mistakes.length")
        assert self.heard["mistakes"] == []

    def ended(self, seconds: float = 60) -> dict[str, Any]:
        """What was heard until the program was over."""
        self.wait_for("heard.states.at(-1) === 'ended'", seconds)
        return self.heard

    def stop(self) -> float:
        """Presses *Arrêter*; how many seconds it took."""
        before = time.monotonic()
        self.page.evaluate("player.stop()")
        return time.monotonic() - before

    def printed(self, text: str, seconds: float = 60) -> None:
        """Waits until the program has printed it."""
        self.page.wait_for_function("text => heard.output.includes(text)", arg=text, timeout=seconds * 1000)

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        """Red, green and blue of a pixel of the game, as the player's own picture has it."""
        return tuple(self.page.evaluate("([x, y]) => pixel(x, y)", [x, y]))

    def wait_for_pixel(self, x: int, y: int, colour: tuple[int, ...], seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while (seen := self.pixel(x, y)) != colour:
            assert time.monotonic() < until, f"({x}, {y}) is {seen}, never {colour}"
            time.sleep(0.02)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a pixel of the game is in the page."""
        canvas = self.frame.locator("canvas")
        box = canvas.bounding_box()
        assert box is not None
        size = self.page.evaluate("pixels().then(({ width, height }) => [width, height])")
        return box["x"] + (x + 0.5) * box["width"] / size[0], box["y"] + (y + 0.5) * box["height"] / size[1]

    def beat(self) -> float:
        """Seconds that the page needs to answer: whether it is frozen."""
        before = time.monotonic()
        self.page.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))")
        return time.monotonic() - before

"""What of pygame is switched on, and the error of those who ask for what is not."""

from collections.abc import Callable
from dataclasses import dataclass, field


class error(RuntimeError):  # noqa: N801 -- pygame's own name
    """pygame's own kind of error, ``pygame.error``."""


error.__module__ = "pygame"


@dataclass
class Session:
    """Which parts have been initialised; one for the one program of a worker.

    Attributes:
        began_ms: on the host's clock, when ``pygame.init()`` was called; None before.
        at_quit: called by ``pygame.quit()``, last registered first.
        at_video_quit: called when the display goes, for what cannot be without it.
    """

    whole: bool = False
    font: bool = False
    mixer: bool = False
    joystick: bool = False
    began_ms: float | None = None
    said: str = ""
    at_quit: list[Callable[[], object]] = field(default_factory=list)
    at_video_quit: list[Callable[[], None]] = field(default_factory=list)
    _video: bool = False

    @property
    def video(self) -> bool:
        """Whether there is a display module to ask; without it there are neither events nor keys."""
        return self._video

    @video.setter
    def video(self, value: bool) -> None:
        if self._video and not value:
            for forget in self.at_video_quit:
                forget()
        self._video = value


session = Session()


def need_video() -> None:
    """
    Raises:
        error: before ``pygame.init()`` or ``pygame.display.init()``.
    """
    if not session.video:
        raise error("video system not initialized")

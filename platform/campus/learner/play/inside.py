"""The process of her game: pygame without a screen, its pictures sent when they change and are waited for."""

import builtins
import io
import json
import os
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

from grader.stage.silence import SILENT

os.environ.update({**SILENT, **os.environ})
import pygame

from campus.learner.play.hands import Hands
from campus.learner.program import inside
from campus.learner.program.channel import ChannelClosed, Near

PICTURES_A_SECOND = 25
STILL_SECONDS = 0.08  # so long without a new picture, and what is there is what she meant
AHEAD = 2  # pictures on their way at once
PIXELS_MAX = 2_000_000


class Pictures:
    """Sends the screen from a thread of its own: her game never waits for the network."""

    def __init__(self, channel: Near) -> None:
        self._channel = channel
        self._room = threading.Semaphore(AHEAD)
        self._new = threading.Event()
        self._lock = threading.Lock()
        self._kept: pygame.Surface | None = None
        self._kept_at = self._flipped_at = 0.0
        self._sent: tuple[tuple[int, int], int] | None = None

    def patch(self) -> None:
        display = pygame.display
        flip, update, set_mode, set_caption = (
            getattr(display, name) for name in ("flip", "update", "set_mode", "set_caption")
        )

        def flipped() -> None:
            flip()
            self._keep()

        def updated(*given: Any, **named: Any) -> None:
            update(*given, **named)
            self._keep()

        def moded(size: Any = (0, 0), flags: int = 0, *given: Any, **named: Any) -> pygame.Surface:
            width, height = (int(side) for side in size)
            if width * height > PIXELS_MAX:
                raise pygame.error("this window is too large to be shown over the network")
            # What a window can do beside is of no use without one.
            size = size if width and height else (640, 480)
            shown: pygame.Surface = set_mode(size, flags & pygame.SRCALPHA)
            return shown

        def captioned(title: str, *given: Any) -> None:
            set_caption(title, *given)
            self._channel.tell({"t": "caption", "text": str(title)[:200]})

        display.flip, display.update, display.set_mode = flipped, updated, moded
        display.set_caption = captioned

    def start(self) -> None:
        threading.Thread(target=self._send, daemon=True).start()

    def taken(self) -> None:
        """The browser has shown one."""
        self._room.release()

    def finish(self) -> None:
        """Sends the last one, if there is room for it soon."""
        self._keep(at_once=True)
        time.sleep(2 / PICTURES_A_SECOND)

    def _keep(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        self._flipped_at = now
        if not at_once and now - self._kept_at < 1 / PICTURES_A_SECOND:
            return
        self._copy(now)

    def _copy(self, now: float) -> None:
        screen = pygame.display.get_surface()
        if screen is None:
            return
        with self._lock:
            self._kept, self._kept_at = screen.copy(), now
        self._new.set()

    def _send(self) -> None:
        while True:
            if not self._new.wait(STILL_SECONDS):
                # Her last picture came too soon after another, and none followed.
                if self._flipped_at > self._kept_at and time.monotonic() - self._flipped_at > STILL_SECONDS:
                    self._copy(time.monotonic())
                continue
            self._room.acquire()
            with self._lock:
                self._new.clear()
                picture, self._kept = self._kept, None
            if picture is None or not self._differs(picture):
                self._room.release()
                continue
            packed = io.BytesIO()
            pygame.image.save(picture, packed, "picture.jpg")
            try:
                self._channel.show(packed.getvalue())
            except OSError:
                return
            time.sleep(0.5 / PICTURES_A_SECOND)

    def _differs(self, picture: pygame.Surface) -> bool:
        pixels: Any = picture.get_view("0")  # a buffer, which its stubs do not say
        seen = (picture.get_size(), zlib.adler32(pixels))
        changed, self._sent = seen != self._sent, seen
        return changed


class Game:
    """
    Args:
        path: her file.
    """

    def __init__(self, channel: Near, path: Path) -> None:
        self.channel, self.path = channel, path
        self.pictures = Pictures(channel)
        self.hands = Hands()
        self._answers: list[str | None] = []
        self._answered = threading.Event()

    def play(self) -> None:
        self.pictures.patch()
        self.hands.patch()
        builtins.input = self._ask
        threading.Thread(target=self._hear, daemon=True).start()
        self.pictures.start()
        self.channel.tell({"t": "state", "state": "running"})
        try:
            inside.run_file(self.path)
        except (KeyboardInterrupt, SystemExit):
            pass  # she stopped it, or it ended itself, as games do
        except BaseException as error:
            self.channel.tell({"t": "error", **inside.problem(error, self.path.parent)})
        self.pictures.finish()
        sys.stdout.flush()

    def _ask(self, prompt: object = "") -> str:
        self._answered.clear()
        self.channel.tell({"t": "ask", "prompt": str(prompt)[:1000]})
        # In small steps: a signal is heard only between two of them.
        while not self._answered.wait(0.1):
            pass
        return str(self._answers.pop())

    def _hear(self) -> None:
        while True:
            try:
                told = self.channel.hear()
            except (ChannelClosed, OSError, ValueError):
                os._exit(0)  # nobody plays any more
            match told.get("t"):
                case "ack":
                    self.pictures.taken()
                case "answer":
                    self._answers.append(str(told.get("text", "")))
                    self._answered.set()
                case _:
                    self.hands.hear(told)


def main() -> None:
    told = json.loads(sys.argv[1])
    path = Path(told["file"])
    channel = inside.begin(told["channel"])
    Game(channel, path).play()
    os._exit(0)


if __name__ == "__main__":
    main()

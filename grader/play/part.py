"""A learner's game, played in its own process: real pygame without a screen, for a number of pictures."""

import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from grader.stage.silence import SILENT

os.environ.update({**SILENT, **os.environ})
import pygame

from grader.play.clock import Clock
from grader.play.ears import Ears
from grader.play.film import Film
from grader.play.hands import Hands
from grader.stage.program import Program, answer, put

PIXELS_MAX = 8_000_000
SIDE_MAX = 4096
CAPTIONS_MAX = 2000
TOO_LARGE = (
    "Ton écran est trop grand\u00a0: {0} sur {1} pixels. Un écran de 640 sur 480 suffit pour commencer."
)
# What a screen without a machine cannot do changes nothing of what is drawn.
_PLAIN = ("FULLSCREEN", "OPENGL", "SCALED", "HWSURFACE", "DOUBLEBUF")


def rehearse() -> None:
    """Before any game: a window, its icon, a letter and a picture, which take 20 ms the first time."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((8, 8))
    pygame.font.Font(None, 20).render("a", True, "white")
    pygame.Surface((4, 4), pygame.SRCALPHA).convert_alpha()
    pygame.quit()


def perform(channel: socket.socket, request: dict[str, Any], folder: Path) -> NoReturn:
    """Plays ``request["file"]``, then answers about it."""
    Stage(channel, request, folder).play()


class Stage:
    """One game.

    Args:
        request: ``file``, ``frames``, ``seed``, ``fps``, ``look`` (see ``Film``), ``script`` (see ``Hands``),
            ``answers`` (typed for ``input``), and ``patience``: seconds of processor time without a picture.
    """

    def __init__(self, channel: socket.socket, request: dict[str, Any], folder: Path) -> None:
        self._channel = channel
        self._frames = int(request["frames"])
        self._seed = int(request["seed"])
        self._patience = float(request["patience"])
        self._answers = request["answers"]
        self.program = Program(folder, request["file"])
        self.film = Film(request["look"])
        self.clock = Clock(request["fps"])
        self.ears = Ears(lambda: len(self.film) + 1)
        self.hands = Hands(request["script"], self._wait)
        self._captions: list[tuple[int, str]] = []  # each with the picture from which on it was there

    def play(self) -> NoReturn:
        self._patch()
        self.program.seat(self._seed, self._answers)
        signal.signal(signal.SIGPROF, self._frozen)
        self._breathe()
        if not (self.program.folder / self.program.name).is_file():
            self._end("missing")
        error = self.program.run()
        self._end("ended" if error is None else "crashed", error)

    def _patch(self) -> None:
        display = pygame.display
        real = {name: getattr(display, name) for name in ("flip", "update", "set_mode")}

        def flip() -> None:
            real["flip"]()
            self._picture()

        def update(*given: Any, **named: Any) -> None:
            real["update"](*given, **named)
            self._picture()

        def set_mode(size: Any = (0, 0), flags: int = 0, *given: Any, **named: Any) -> Any:
            width, height = size
            if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
                raise ValueError(TOO_LARGE.format(width, height))
            for name in _PLAIN:
                flags &= ~getattr(pygame, name)
            return real["set_mode"](size, flags)

        put(display, flip=flip, update=update, set_mode=set_mode)
        self.clock.patch()
        self.hands.patch()
        self.ears.patch()

    def _picture(self) -> None:
        """The end of her play is here, in the middle of her loop: it never goes on."""
        screen = pygame.display.get_surface()
        if screen is None:
            return
        self.film.add(screen)
        caption = self._caption()
        if (not self._captions or caption != self._captions[-1][1]) and len(self._captions) < CAPTIONS_MAX:
            self._captions.append((len(self.film), caption))
        if len(self.film) >= self._frames:
            self._end("playing")
        self.clock.picture()
        self.hands.reach(len(self.film) + 1)
        self._breathe()

    def _wait(self) -> None:
        """She waits for a key that does not come: time passes, and what is shown stays."""
        if pygame.display.get_surface() is None:
            self._end("frozen", self.program.standing(sys._getframe()))
        self.clock.wait_for_picture()
        self._picture()

    def _breathe(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, self._patience)

    def _frozen(self, number: int, frame: FrameType | None) -> None:
        self._end("frozen", self.program.standing(frame))

    @staticmethod
    def _caption() -> str:
        told = pygame.display.get_caption() if pygame.display.get_init() else ()
        return str(told[0])[:200] if told else ""

    def _end(self, state: str, error: dict[str, Any] | None = None) -> NoReturn:
        signal.setitimer(signal.ITIMER_PROF, 0)
        told = {
            "state": state,
            "frames": len(self.film),
            "ms": int(self.clock.now_ms),
            "caption": self._caption(),
            "captions": self._captions,
            "printed": self.program.printed.text,
            "sounds": self.ears.heard,
            "error": error,
        }
        answer(
            self._channel,
            told,
            lambda asked: self.film.piece(int(asked["after"]), int(asked["upto"])),
            self.program.folder,
        )

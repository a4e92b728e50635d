"""Keeps one site of hers running: started on demand, again after each save, stopped when nobody looks."""

import asyncio
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from logging import Logger
from pathlib import Path
from typing import Any, Literal

from campus.learner.program.process import Log, Program
from campus.learner.program.telling import GameError, told
from campus.learner.site import words
from campus.learner.site.jar import Jar
from campus.learner.site.watch import Fingerprint, fingerprint

State = Literal["stopped", "starting", "running", "crashed"]

START_SECONDS = 15.0
WHERE_SECONDS = 1.0
LOOK_SECONDS = 1.0
IDLE_SECONDS = 20 * 60.0
PROCESSES_MAX = 40
AT_ONCE = 8  # requests of one page: its program has a thread for each
MODULE = "campus.learner.site.inside"


class Site:
    """
    Args:
        folder: of the exercise, in her home.
        main: her file in it.
        prefix: where browsers find the site, with a slash at its end.
        room: a folder of our own for its socket.
    """

    def __init__(self, folder: Path, main: str, prefix: str, room: Path, log: Logger) -> None:
        self.folder, self.main, self.prefix = folder, main, prefix
        self.jar = Jar()
        self.printed = Log()
        self.state: State = "stopped"
        self.error: GameError | None = None
        self.round = 0
        self.used_at = time.monotonic()
        self.last_page = ""
        self.places = asyncio.Semaphore(AT_ONCE)
        self._seen: Fingerprint | None = None
        self._room = room
        self._log = log
        self._program: Program | None = None
        self._listener: socket.socket | None = None
        self._changed = asyncio.Condition()
        self._turn = asyncio.Lock()
        self._care: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    @property
    def socket(self) -> Path:
        return self._room / "site"

    def as_dict(self) -> dict[str, Any]:
        """What the page shows; ``round`` grows with each start, so that it knows when to load it anew."""
        return {
            "state": self.state,
            "error": self.error.as_dict() if self.error is not None else None,
            "log": self.printed.text,
            "round": self.round,
        }

    async def start(self, *, again: bool = False) -> None:
        """Has it run as her files are now; returns at once, `ready` waits.

        Args:
            again: anew, although it runs and nothing has changed.
        """
        async with self._turn:
            seen = await asyncio.to_thread(fingerprint, self.folder)
            if again or seen != self._seen or self.state not in ("starting", "running"):
                self._seen = seen
                await self._begin()
        if self._care is None:
            self._care = asyncio.create_task(self._take_care())

    async def stop(self) -> None:
        if self._care is not None and self._care is not asyncio.current_task():
            self._care.cancel()
        self._care = None
        async with self._turn:
            await self._end_program()
            if self._listener is not None:
                self._listener.close()
                self._listener = None
            self.socket.unlink(missing_ok=True)
            await self._become("stopped")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Somebody looks at it."""
        self.used_at = time.monotonic()
        yield
        self.used_at = time.monotonic()

    async def ready(self) -> State:
        """Its state, as soon as it is not starting any more."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.state != "starting")
        return self.state

    async def hung(self) -> None:
        """It did not answer: asks where it is, and ends it there."""
        async with self._turn:
            if self.state == "running":
                await self._ask_where()
                await self._end_program()
                await self._become("crashed")

    def note_error(self, error: GameError) -> None:
        self.error = error

    async def _become(self, state: State) -> None:
        async with self._changed:
            self.state = state
            self._changed.notify_all()

    async def _begin(self) -> None:
        await self._end_program()
        self.error, self.printed = None, Log()
        self.round += 1
        self.used_at = time.monotonic()
        path = self.folder / self.main
        if not path.is_file():
            self.error = words.no_file(self.main)
            await self._become("crashed")
            return
        await self._become("starting")
        asked = {"file": str(path), "listening": self._listening(), "prefix": self.prefix.rstrip("/")}
        try:
            self._program = await Program.start(
                MODULE, self.folder, asked, self._print, handed=(self._listening(),)
            )
        except OSError as error:  # no process or no memory left for one more
            self._log.warning("campus: the site of %s does not start: %s", self.folder, error)
            self.error = words.no_room()
            await self._become("crashed")
            return
        self._hearing = asyncio.create_task(self._hear(self._program))

    def _listening(self) -> int:
        """One socket for all rounds: who asks during a new start waits in it."""
        if self._listener is None:
            self.socket.unlink(missing_ok=True)
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(self.socket))
            self._listener.listen(64)
        return self._listener.fileno()

    async def _end_program(self) -> None:
        program, self._program = self._program, None
        if self._hearing is not None:
            self._hearing.cancel()
            self._hearing = None
        if program is not None:
            await program.end()

    def _print(self, text: str, is_error: bool) -> None:
        self.printed.add(text)

    async def _hear(self, program: Program) -> None:
        """Until it has ended, or has not begun to serve in time."""
        try:
            async with asyncio.timeout(START_SECONDS) as limit:
                while isinstance(heard := await program.heard(), Mapping):
                    if heard.get("t") == "ready" and self.state == "starting":
                        limit.reschedule(None)
                        await self._become("running")
                    else:
                        self._note(heard)
        except TimeoutError:
            await self._ask_where()
        await program.end()
        if self._program is program:
            self._program = None
            self.error = self.error or words.ended()
            await self._become("crashed")

    async def _ask_where(self) -> None:
        """What it says to that is its error; the same words without a line where it says nothing."""
        if (program := self._program) is None:
            return
        self.error = words.stuck(self.folder)
        program.ask_where()
        if self._hearing is not asyncio.current_task():
            # Who listens notes it, and then ends.
            if self._hearing is not None:
                await asyncio.wait([self._hearing], timeout=WHERE_SECONDS)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(WHERE_SECONDS):
                while isinstance(heard := await program.heard(), Mapping):
                    self._note(heard)

    def _note(self, heard: Mapping[str, Any]) -> None:
        if heard.get("t") in ("error", "crash", "stuck"):
            self.error = told(heard, self.folder, words.INSTEAD)

    async def _take_care(self) -> None:
        """Starts it again after each save; ends it when nobody has looked for long, or it multiplies."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if await asyncio.to_thread(fingerprint, self.folder) != self._seen:
                    await self.start()
                elif self._program is not None and self._program.count() > PROCESSES_MAX:
                    async with self._turn:
                        await self._end_program()
                        self.error = words.too_many()
                        await self._become("crashed")
                elif time.monotonic() - self.used_at > IDLE_SECONDS:
                    await self.stop()
                    return
            except OSError as error:  # no process, no memory: it may be there again
                self._log.warning("campus: the site of %s: %s", self.folder, error)

"""The Chromium that tests ask: found or refused once, started when it is first needed."""

from typing import Any

from grader.stage import plain
from grader.stage.door import Program
from grader.stage.wire import Lost

Told = dict[str, Any]

START_SECONDS = 25.0
SECONDS = 30.0


class NoChromium(Exception):
    """There is no Chromium, or it does not start: nobody's work can be judged for that."""


class Browser:
    """The one Chromium of this process, started when it is first asked for."""

    def __init__(self) -> None:
        self._program: Program | None = None

    def ask(self, question: Told, seconds: float = SECONDS) -> Told:
        """Raises Lost where it does not answer, NoChromium where there is none."""
        if self._program is None:
            self._program = self._started()
        try:
            return self._program.ask(question, seconds)
        except Lost:
            self._program = None
            raise

    def open(self, question: Told) -> Told:
        """The same; a Chromium that ended since the last question is started anew."""
        again = self._program is not None
        try:
            return self.ask(question)
        except Lost:
            if not again:
                raise
            return self.ask(question)

    def _started(self) -> Program:
        program = Program("browser", {}, START_SECONDS)
        said = plain.text(program.first, "said")
        if program.first.get("state") == "none":
            raise NoChromium(said)
        if program.first.get("state") != "open":
            raise NoChromium(f"Chromium does not start here: {said}")
        return program


BROWSER = Browser()
"""Launching one is what takes time, so tests share it; each tab is another visitor's."""

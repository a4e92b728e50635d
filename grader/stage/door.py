"""Where a test's questions about a learner's program go: to a process started here, or over to hers."""

from collections.abc import Callable
from typing import Any

from grader.stage.host import Host
from grader.stage.wire import Lost

Told = dict[str, Any]
Ask = Callable[[Told], Any]


class Door:
    """One for each process; as it is made, programs are started here, beside whoever asks."""

    def __init__(self) -> None:
        self._ask: Ask = Host().serve

    def lead(self, ask: Ask) -> None:
        """Questions go there from now on."""
        self._ask = ask

    def ask(self, told: Told) -> Told:
        """The answer, of which nothing is known yet but that it is a table."""
        answer = self._ask(told)
        if type(answer) is not dict:
            raise Lost("nonsense")
        return answer


DOOR = Door()
"""A test's cell has nothing of ours but what it imports, so this is where it finds its way out."""


class Program:
    """A learner's program that was started for a test.

    Args:
        part: what it is run as: "play" or "visit".
        request: for that part.
        seconds: how long it may take before it first answers.
    """

    def __init__(self, part: str, request: Told, seconds: float) -> None:
        answer = DOOR.ask({"do": "open", "part": part, "request": request, "seconds": seconds})
        self._number = answer.get("number")
        self.first = _reply(answer)

    def ask(self, question: Told, seconds: float = 10.0) -> Told:
        """Raises Lost where it does not answer."""
        return _reply(
            DOOR.ask({"do": "ask", "number": self._number, "question": question, "seconds": seconds})
        )

    def close(self) -> None:
        DOOR.ask({"do": "close", "number": self._number})


def _reply(answer: Told) -> Told:
    lost = answer.get("lost")
    if lost is not None:
        raise Lost(lost if lost in ("late", "gone") else "nonsense")
    reply = answer.get("reply")
    if type(reply) is not dict:
        raise Lost("nonsense")
    return reply

"""What tests that fail may show of a submission: a few pictures, a few seconds, none twice."""

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from grader import exhibits
from grader.stage.exhibit import SECONDS

SHOWN_MAX = 4
SECONDS_MAX = 15.0


class Showing:
    """For one notebook; time that it takes is not the learner's."""

    def __init__(self) -> None:
        self._left = SHOWN_MAX
        self._seconds = SECONDS_MAX
        self._told: set[str] = set()

    @property
    def seconds_left(self) -> float:
        """For the next one."""
        return min(self._seconds, SECONDS)

    def wants(self, cell: NotebookNode, answer: dict[str, Any]) -> bool:
        """Whether to ask: the test failed, and what it has to show is not for words that have a picture."""
        if answer.get("offers") is not True or self._left <= 0 or self._seconds <= 0:
            return False
        words = _words(cell)
        if not utils.has_failed(cell) or words in self._told:
            return False
        self._told.add(words)
        return True

    def add(self, cell: NotebookNode, told: dict[str, Any]) -> None:
        shown = exhibits.output(told.get("exhibit"))
        if shown is not None:
            self._left -= 1
            cell.outputs.append(shown)

    def spent(self, seconds: float) -> None:
        self._seconds -= seconds


def _words(cell: NotebookNode) -> str:
    return "\n".join(output.evalue for output in cell.outputs if output.output_type == "error")

"""Runs a notebook cell by cell in forks: hers in one, sealed tests in another, out of her reach."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from grader import notebooks
from grader.sandbox import browsing, outputs
from grader.sandbox.environment import Comparison, Seal, Seals
from grader.sandbox.limits import Bounds
from grader.sandbox.process import Late, Lost, Process
from grader.sandbox.said import HIDDEN, LANGUAGE, TIMEOUT
from grader.sandbox.showing import Showing

GRACE_SECONDS = 2.0


@dataclass
class Execution:
    """One notebook on its way; ``notebook`` is filled in place.

    Args:
        learner: the process of her code.
        sealed: whether any of its tests is.
        fork_tester: makes the process of the sealed tests, laid out; called again where one is spoilt.
        hasty: whether the first test that fails is the last one that is run.
        showing: what may be asked of tests that fail; None for nothing.
    """

    notebook: NotebookNode
    limits: Bounds
    seals: Seals
    sealed: bool
    learner: Process
    fork_tester: Callable[[], Process]
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    opaque: dict[str, frozenset[str]] = field(default_factory=dict)
    study: bool = False
    hasty: bool = False
    showing: Showing | None = None

    def __post_init__(self) -> None:
        self._tester: Process | None = None
        self._given_cells: list[tuple[str, int]] = []
        self._lost: Lost | None = None
        self._count = 0
        self._request = 0
        self._end = 0.0

    def run(self) -> None:
        self._end = time.monotonic() + self.limits.wall_seconds
        self.notebook.metadata["language_info"] = notebooks.node(LANGUAGE)
        try:
            for cell in self.notebook.cells:
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                self._count += 1
                cell.execution_count = self._count
                if self._lost is None and time.monotonic() >= self._end:
                    whole = f"more than {self.limits.wall_seconds} s for the whole notebook"
                    self._lost = Lost("NotebookTimeoutError", whole)
                if self._lost is not None:
                    cell.outputs = [_error(self._lost)]
                    continue
                self._cell(cell, min(self._end, time.monotonic() + self.limits.cell_seconds))
                browsing.look(cell)
                if self.hasty and _is_test(cell) and utils.has_failed(cell):
                    break
        finally:
            self._drop_tester()

    def _cell(self, cell: NotebookNode, end: float) -> None:
        seal = self.seals.get(_name(cell)) if _is_test(cell) else None
        cell.outputs = []
        try:
            if seal is not None and seal.sealed:
                self._test(cell, seal, end)
                return
            if self.sealed and utils.is_locked(cell) and not utils.is_grade(cell):
                self._given(cell, end)
            self._run(cell, end)
        except Lost as lost:
            self._lost = lost.with_traceback(None)  # which would keep alive whatever she sent
            cell.outputs = [*cell.outputs, _error(lost)]

    # -- her code -----------------------------------------------------------------------------------

    def _run(self, cell: NotebookNode, end: float) -> None:
        request = self._asked(self.learner, {"run": cell.source})
        answer, late = self._replied(end)
        self._kept(cell, answer, request, self.learner, late=late)
        if _is_test(cell):
            self._exhibited(cell, self.learner, answer)

    def _replied(self, end: float) -> tuple[dict[str, Any], bool]:
        """What her process answers in the end, and whether its time was up."""
        try:
            return self.learner.receive(end), False
        except Late:
            return self._interrupted(self.learner), True

    def _interrupted(self, process: Process) -> dict[str, Any]:
        process.interrupt()
        end = time.monotonic() + GRACE_SECONDS
        try:
            told, question = process.receive_unread(end)
            while question:  # asked just before its time was up
                told, question = process.receive_unread(end)
            return process.read(told)
        except Late:
            process.end()
            raise Lost("UnresponsiveKernelError", "the process could not be stopped") from None

    def _asked(self, process: Process, message: dict[str, Any]) -> int:
        self._request += 1
        process.send({**message, "id": self._request, "count": self._count})
        return self._request

    def _kept(
        self, cell: NotebookNode, answer: dict[str, Any], request: int, process: Process, *, late: bool
    ) -> None:
        if answer.get("id") != request:
            process.end()
            raise Lost("DeadKernelError", "the process wrote to its own channel")
        cell.outputs = outputs.read(answer.get("outputs"), self.limits.output_kb, self._count)
        failed = any(output.output_type == "error" for output in cell.outputs)
        if late and not any(
            out.output_type == "error" and out.ename == "CellTimeoutError" for out in cell.outputs
        ):
            cell.outputs.append(notebooks.node(TIMEOUT))
        elif answer.get("passed") is not True and not failed and not late:
            cell.outputs.append(notebooks.node(HIDDEN))

    # -- sealed tests -------------------------------------------------------------------------------

    def _given(self, cell: NotebookNode, end: float) -> None:
        """What the author gives, tests may use too; an error in it shows in her own process."""
        given = (cell.source, self._count)
        self._given_cells.append(given)
        if self._tester is not None:
            try:
                self._give(self._tester, given, end)
            except Lost:
                self._drop_tester()

    def _give(self, tester: Process, given: tuple[str, int], end: float) -> None:
        source, count = given
        self._request += 1
        tester.send({"run": source, "id": self._request, "count": count})
        try:
            tester.receive(end)
        except Late:
            self._interrupted(tester)

    def _ready_tester(self, end: float) -> Process:
        if self._tester is None:
            self._tester = self.fork_tester()
            for given in self._given_cells:
                self._give(self._tester, given, end)
        return self._tester

    def _drop_tester(self) -> None:
        if self._tester is not None:
            self._tester.close()
            self._tester = None

    def _test(self, cell: NotebookNode, seal: Seal, end: float) -> None:
        """A test that ends its process loses its own points; those after it get a new process."""
        try:
            try:
                tester = self._ready_tester(end)
                message = {"run": cell.source, "opaque": None if self.study else sorted(seal.opaque)}
                request = self._asked(tester, message)
            except Lost as lost:
                raise _TesterLost(lost, late=False) from lost
            answer, late = self._answered(tester, end)
        except _TesterLost as lost:
            self._drop_tester()
            cell.outputs = [notebooks.node(TIMEOUT) if lost.late else _error(lost)]
            self._calm()
            return
        self._kept(cell, answer, request, tester, late=late)
        self._seen(_name(cell), answer)
        if late:
            self._calm()
            return
        self._exhibited(cell, tester, answer)

    def _calm(self) -> None:
        """Her process may be in the middle of an answer that nobody waits for any more: it ends it."""
        self.learner.send({"stop": True})
        end = time.monotonic() + GRACE_SECONDS
        try:
            while "stopped" not in self.learner.receive(end):
                continue
        except Late:
            self.learner.end()
            raise Lost("UnresponsiveKernelError", "the process could not be stopped") from None

    def _answered(self, tester: Process, end: float) -> tuple[dict[str, Any], bool]:
        """What a test answers in the end, and whether its time was up; questions to her process between."""
        hers = False
        try:
            while True:
                with _losing(tester):
                    told, question = tester.receive_unread(end)
                    if not question:
                        return tester.read(told), False
                self.learner.pass_on(told)
                hers = True
                told, _ = self.learner.receive_unread(end)
                hers = False
                with _losing(tester):
                    tester.pass_on(told)
        except Late:
            if hers:
                self._interrupted(self.learner)  # nobody asks any more for what she answers now
            with _losing(tester, late=True):
                return self._interrupted(tester), True

    # -- what a test shows --------------------------------------------------------------------------

    def _exhibited(self, cell: NotebookNode, process: Process, answer: dict[str, Any]) -> None:
        """Asks for what the test has to show. Nothing of that counts: neither for its score nor its time."""
        if self.showing is None or not self.showing.wants(cell, answer):
            return
        begun = time.monotonic()
        end = begun + self.showing.seconds_left
        hers = process is self.learner
        try:
            with nullcontext() if hers else _losing(process):
                request = self._asked(process, {"exhibit": True})
            told, late = self._replied(end) if hers else self._answered(process, end)
            if told.get("id") == request:
                self.showing.add(cell, told)
            if late and not hers:
                self._calm()
        except Lost as lost:
            self._spoilt(lost)
        spent = time.monotonic() - begun
        self.showing.spent(spent)
        self._end += spent

    def _spoilt(self, lost: Lost) -> None:
        """The process that was asked is of no more use. Of hers, the next cell is told."""
        try:
            if not isinstance(lost, _TesterLost):
                raise lost
            self._drop_tester()
            self._calm()
        except Lost as hers:
            self._lost = hers.with_traceback(None)

    def _seen(self, name: str, answer: dict[str, Any]) -> None:
        found = answer.get("comparison")
        if isinstance(found, dict):
            self.comparisons[name] = Comparison(
                int(found["line"]), str(found["asked"]), str(found["obtained"]), str(found["expected"])
            )
        self.opaque[name] = frozenset(map(str, answer.get("seen") or ()))


class _TesterLost(Lost):
    """The process of the tests is of no more use; hers is."""

    def __init__(self, lost: Lost, *, late: bool) -> None:
        super().__init__(lost.name, lost.why)
        self.late = late


@contextmanager
def _losing(tester: Process, *, late: bool = False) -> Iterator[Process]:
    try:
        yield tester
    except Lost as lost:
        raise _TesterLost(lost, late=late) from lost


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_test(cell: NotebookNode) -> bool:
    return bool(utils.is_grade(cell) and utils.is_locked(cell) and not utils.is_solution(cell))


def _error(lost: Lost) -> NotebookNode:
    return notebooks.error_output(lost.name, lost.why)

"""The page that a learner fetches with her grades, comments and words, without the hidden tests."""

import hashlib
import json
import logging
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from grader import exhibits, notebooks
from grader.errors import GraderError
from grader.exchange.blobs import Blobs
from grader.exchange.bundle import pack
from grader.exchange.wire import for_nbgrader
from grader.folders import replace_folder
from grader.gradebook import CourseBook
from grader.gradesheet import Gradesheet
from grader.kinds.reading import hidden_lines
from grader.kinds.telling import told
from grader.store import Feedback, Outcome, Store, Submission

log = logging.getLogger(__name__)

_FROM_ELSEWHERE = re.compile(r"""<script[^>]*\ssrc=["'](?:https?:)?//[^>]*>\s*</script>""")


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes hidden tests out of a graded notebook: their source, and the traces that quote it.

    First of GenerateFeedback's preprocessors, in the course's nbgrader_config.py too, since stock nbgrader
    shows hidden tests in its feedback.
    """

    display_data_priority = List(["image/png", "image/jpeg", "text/html", "text/plain"]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        hidden: list[str] = []
        clear = ClearHiddenTests()
        for cell in nb.cells:
            if cell.cell_type != "code" or not utils.is_locked(cell):
                continue
            hidden += hidden_lines(cell)
            clear._remove_hidden_test_region(cell)
            if utils.is_grade(cell):
                points, most = utils.determine_grade(cell)
                said = told(cell, nb, points, most) if utils.has_failed(cell) else ""
                shown = [output for output in cell.outputs if said and exhibits.is_exhibit(output)]
                error = notebooks.error_output("", said)
                error.traceback = [said]
                cell.outputs = [error, *shown] if said else []
        for cell in nb.cells:
            if cell.cell_type == "code" and hidden:
                cell.outputs = [output for output in cell.outputs if not _quotes(output, hidden)]
        return nb, resources


def _quotes(output: NotebookNode, hidden: list[str]) -> bool:
    # Her own code can print the source of what calls it.
    text = json.dumps(output, ensure_ascii=False)
    return any(json.dumps(line, ensure_ascii=False)[1:-1] in text for line in hidden)


@dataclass(frozen=True)
class Pages:
    """The pages of a campus, made when somebody asks for them or when nobody waits for a grade.

    Only what is in the gradebook now has one: the newest submission that was graded of each learner's
    exercise. The page of an older one stays as it was made, if it was.
    """

    store: Store
    blobs: Blobs
    books: Mapping[str, CourseBook]
    _making: Lock = field(default_factory=Lock, repr=False, compare=False)

    def ensure(self, submission: Submission) -> bool:
        """Makes the page if there is none, or if grades or comments changed since; True where it did.

        Raises:
            GraderError: ``no-feedback`` where nbgrader could not make the page.
        """
        if submission.state != "graded" or not self.store.is_newest_graded(submission):
            return False
        book = self.books[submission.course]
        if self._is_made(submission):
            return False
        # Each takes a third of a second of processor: never all threads of a service at once.
        with self._making, book.lock(submission.exercise, submission.learner):
            if self._is_made(submission) or not self.store.is_newest_graded(submission):
                return False
            self._make(book, submission)
        return True

    def refresh(self, course: str, go_on: Callable[[], bool] = lambda: True) -> int:
        """``ensure`` for everyone in a course, as long as ``go_on`` says; how many pages were made."""
        book = self.books[course]
        sheets = book.gradesheets()
        newest = [one for one in self.store.latest(course) if one.state == "graded"]
        outcomes = self.store.outcomes([one.id for one in newest])
        released = {_key(page): page.made_from for page in self.store.released_feedback([course])}
        made = 0
        for submission in newest:
            sheet = sheets.get((submission.learner, submission.exercise))
            shown = _fingerprint(submission, sheet, outcomes.get(submission.id))
            if released.get(_key(submission)) == shown:
                continue
            if not go_on():
                break
            try:
                made += self.ensure(submission)
            except GraderError:
                log.exception("No page for submission %s", submission.id)
        return made

    def fingerprint(self, submission: Submission) -> str:
        """Changes when what the page shows changes."""
        key = (submission.learner, submission.exercise)
        sheet = self.books[submission.course].gradesheets(*key).get(key)
        return _fingerprint(submission, sheet, self.store.outcomes([submission.id]).get(submission.id))

    def _is_made(self, submission: Submission) -> bool:
        released = self.store.feedback(submission.course, submission.exercise, submission.learner)
        page = next((one for one in released if one.received_at == submission.received_at), None)
        return page is not None and page.made_from == self.fingerprint(submission)

    def _make(self, book: CourseBook, submission: Submission) -> None:
        made_from = self.fingerprint(submission)  # before: what changes meanwhile is seen the next time
        folder = book.step("feedback", submission.learner, submission.exercise)

        def fill(fresh: Path) -> None:
            _render(book, submission, fresh)
            (fresh / "timestamp.txt").write_text(for_nbgrader(submission.received_at))

        replace_folder(folder, fill)
        bundle = pack(folder, ignore=lambda _, names: [name for name in names if not name.endswith(".html")])
        kept = self.blobs.put(BytesIO(bundle))
        self.store.add_feedback(
            submission.course,
            submission.exercise,
            submission.learner,
            submission.received_at,
            kept.sha256,
            made_from,
        )


def _key(one: Submission | Feedback) -> tuple[str, str, datetime]:
    return one.exercise, one.learner, one.received_at


def _fingerprint(submission: Submission, sheet: Gradesheet | None, outcome: Outcome | None) -> str:
    shown = (submission.id, sheet and (sorted(sheet.grades.items()), sorted(sheet.comments.items())))
    penalty = sheet.late_penalty if sheet is not None else 0.0
    graded_at = outcome.recorded_at.isoformat() if outcome is not None else ""
    return hashlib.sha256(repr((shown, penalty, graded_at)).encode()).hexdigest()


def _render(book: CourseBook, submission: Submission, folder: Path) -> None:
    config = Config()
    config.CourseDirectory.root = str(book.folder)
    config.CourseDirectory.db_url = book.db_url
    config.CourseDirectory.course_id = book.course
    config.CourseDirectory.assignment_id = submission.exercise
    config.CourseDirectory.student_id = submission.learner
    with tempfile.TemporaryDirectory(prefix="feedback-") as made:
        config.CourseDirectory.feedback_directory = made
        silent = logging.Logger("nbgrader")
        converter = GenerateFeedback(
            coursedir=CourseDirectory(config=config, log=silent), config=config, log=silent
        )
        converter.preprocessors = [HideTests, *converter.preprocessors]
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            why = f"nbgrader made no feedback for {submission.id}: {error}"
            raise GraderError("no-feedback", "Ton retour n'est pas encore prêt.", why) from error
        for page in Path(made).rglob("*.html"):
            # Everything works with the network cable out: nbconvert's page would ask other hosts for scripts.
            alone = _FROM_ELSEWHERE.sub("", page.read_text(encoding="utf-8"))
            (folder / page.name).write_text(alone, encoding="utf-8")

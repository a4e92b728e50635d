"""The page that a learner fetches with her grades, comments and words, without the hidden tests."""

import hashlib
import json
import logging
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from grader import notebooks
from grader.errors import GraderError
from grader.exchange.blobs import Blobs
from grader.exchange.bundle import pack
from grader.exchange.wire import for_nbgrader
from grader.gradebook import CourseBook, replace_folder
from grader.gradesheet import Gradesheet
from grader.kinds.reading import hidden_lines
from grader.kinds.telling import told
from grader.store import Store, Submission

log = logging.getLogger(__name__)

# Which grades and which submission a page was made from, beside the page.
MARK = ".made-from"
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
                cell.outputs = [notebooks.error_output("", said)] if said else []
                for output in cell.outputs:
                    output.traceback = [said]
        for cell in nb.cells:
            if cell.cell_type == "code" and hidden:
                cell.outputs = [output for output in cell.outputs if not _quotes(output, hidden)]
        return nb, resources


def _quotes(output: NotebookNode, hidden: list[str]) -> bool:
    # Her own code can print the source of what calls it.
    text = json.dumps(output, ensure_ascii=False)
    return any(json.dumps(line, ensure_ascii=False)[1:-1] in text for line in hidden)


def write(book: CourseBook, store: Store, blobs: Blobs, submission: Submission) -> Path:
    """Makes the page of a submission that is in the gradebook; ``nbgrader fetch_feedback`` finds it then.

    Raises:
        GraderError: ``no-feedback`` where nbgrader could not make the page.
    """
    made_from = fingerprint(book, submission)
    folder = book.step("feedback", submission.learner, submission.exercise)

    def fill(fresh: Path) -> None:
        _render(book, submission, fresh)
        (fresh / "timestamp.txt").write_text(for_nbgrader(submission.received_at))
        (fresh / MARK).write_text(made_from)

    replace_folder(folder, fill)
    bundle = pack(folder, ignore=lambda _, names: [name for name in names if not name.endswith(".html")])
    blob = blobs.put(BytesIO(bundle))
    store.add_feedback(
        submission.course, submission.exercise, submission.learner, submission.received_at, blob.sha256
    )
    return folder


def ensure(book: CourseBook, store: Store, blobs: Blobs, submission: Submission) -> bool:
    """Makes the page again where grades or comments changed since; True where it did.

    The page of a submission that a later one replaced in the gradebook stays as it is.
    """
    if submission.state != "graded" or not store.is_newest_graded(submission):
        return False
    with book.lock(submission.exercise, submission.learner):
        mark = book.step("feedback", submission.learner, submission.exercise) / MARK
        if mark.is_file() and mark.read_text() == fingerprint(book, submission):
            return False
        write(book, store, blobs, submission)
    return True


def refresh(book: CourseBook, store: Store, blobs: Blobs) -> int:
    """``ensure`` for everyone in a course; how many pages were made."""
    sheets = book.gradesheets()
    made = 0
    for submission in store.latest(book.course):
        mark = book.step("feedback", submission.learner, submission.exercise) / MARK
        sheet = sheets.get((submission.learner, submission.exercise))
        if submission.state != "graded" or (
            mark.is_file() and mark.read_text() == _fingerprint(submission, sheet)
        ):
            continue
        made += ensure(book, store, blobs, submission)
    return made


def fingerprint(book: CourseBook, submission: Submission) -> str:
    """Changes when what the page shows changes."""
    sheet = book.gradesheets(submission.learner, submission.exercise).get(
        (submission.learner, submission.exercise)
    )
    return _fingerprint(submission, sheet)


def _fingerprint(submission: Submission, sheet: Gradesheet | None) -> str:
    shown = (submission.id, sheet and (sorted(sheet.grades.items()), sorted(sheet.comments.items())))
    penalty = sheet.late_penalty if sheet is not None else 0.0
    return hashlib.sha256(repr((shown, penalty)).encode()).hexdigest()


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

"""Where each learner stands: what the store keeps, with scores and comments as the gradebook has them."""

from collections.abc import Mapping
from dataclasses import replace

from grader.gradebook import CourseBook
from grader.gradesheet import Gradesheet
from grader.results import CheckResult, Result, Status, status
from grader.store import Outcome, Store, Submission

__all__ = ["CheckResult", "Progress", "Result"]


class Progress:
    """Reads only. A grade that a person changes in the formgrader is there at the next reading."""

    def __init__(self, store: Store, gradebooks: Mapping[str, CourseBook]) -> None:
        self.store = store
        self.gradebooks = gradebooks

    def result(self, submission_id: str) -> Result | None:
        """One submission, the newest or not; None where there is none of that id."""
        submission = self.store.submission(submission_id)
        if submission is None:
            return None
        outcome = self.store.outcomes([submission_id]).get(submission_id)
        sheet = None
        if outcome is not None and self.store.is_newest_graded(submission):
            key = (submission.learner, submission.exercise)
            sheet = self._sheets(submission.course, *key).get(key)
        return _result(submission, outcome, sheet)

    def latest(self, course: str, learner: str) -> dict[str, Result]:
        """A learner's newest submission of each exercise."""
        return self._table(course, learner).get(learner, {})

    def table(self, course: str) -> dict[str, dict[str, Result]]:
        """Newest submissions of everyone, by learner then exercise."""
        return self._table(course, None)

    def _table(self, course: str, learner: str | None) -> dict[str, dict[str, Result]]:
        newest = self.store.latest(course, learner)
        outcomes = self.store.outcomes([submission.id for submission in newest])
        sheets = self._sheets(course, learner) if outcomes else {}
        table: dict[str, dict[str, Result]] = {}
        for submission in newest:
            key = (submission.learner, submission.exercise)
            made = _result(submission, outcomes.get(submission.id), sheets.get(key))
            table.setdefault(submission.learner, {})[submission.exercise] = made
        return table

    def _sheets(
        self, course: str, learner: str | None, exercise: str | None = None
    ) -> Mapping[tuple[str, str], Gradesheet]:
        book = self.gradebooks.get(course)
        return book.gradesheets(learner, exercise) if book is not None else {}


def _result(submission: Submission, outcome: Outcome | None, sheet: Gradesheet | None) -> Result:
    """``sheet`` is None where the gradebook no longer, or not yet, holds this submission."""
    made = Result(
        submission_id=submission.id,
        course=submission.course,
        exercise=submission.exercise,
        learner=submission.learner,
        received_at=submission.received_at,
        state=submission.state,
        score=None,
        max_score=0.0,
        reason=submission.reason,
    )
    if outcome is None or submission.state != "graded":
        return made
    stored = tuple(CheckResult.of_dict(check) for check in outcome.checks)
    if sheet is None:
        return replace(made, score=outcome.score, max_score=outcome.max_score, checks=stored)
    checks = tuple(_now(check, sheet) for check in stored)
    names = {check.name for check in checks}
    return replace(
        made,
        score=sum(check.score or 0.0 for check in checks) - sheet.late_penalty,
        max_score=sum(check.points for check in checks),
        checks=checks,
        remarks=tuple(said for name, said in sheet.comments.items() if name not in names),
        late_seconds=sheet.late_seconds,
    )


def _now(check: CheckResult, sheet: Gradesheet) -> CheckResult:
    grade = sheet.grades.get(check.name)
    if grade is None:
        return check
    standing: Status = status(grade.score, grade.points, failed=check.status == "failed")
    if grade.needs_manual_grade:
        # After a new submission, an older manual score stays until a person looks again, as in nbgrader.
        standing = "waiting"
    judged = grade.manual_score is not None or standing == "passed"
    return replace(
        check,
        points=grade.points,
        score=grade.score,
        status=standing,
        words="" if judged and standing != "waiting" else check.words,
        expected="" if judged else check.expected,
        advice="" if judged else check.advice,
        shown=None if judged else check.shown,
        comment=sheet.comments.get(check.name, ""),
    )

"""What there is to fetch, and what was handed in, in the shape that nbgrader's pages expect."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc

from grader.exchange.plugin.base import Exchange
from grader.exchange.plugin.feedback import feedback_folder, held
from grader.exchange.wire import AssignmentJson, SubmissionJson, for_nbgrader, read_time

Info = dict[str, Any]


class ExchangeList(Exchange, abc.ExchangeList):  # type: ignore[misc]
    """``nbgrader list``: released work; with --inbound or --cached, work handed in.

    The exchange keeps every hand-in, so --cached is what she handed in herself, wherever she did.
    """

    def copy_files(self) -> None:
        """Listing copies nothing."""

    def list_files(self) -> list[Info]:
        if self.inbound or self.cached:
            handed_in = self._handed_in()
            self.log.info("Submitted assignments:")
            for group in handed_in:
                for one in group["submissions"]:
                    self.log.info(_submission_line(one))
            return handed_in
        released = self._released()
        self.log.info("Released assignments:")
        for one in released:
            self.log.info(_release_line(one))
        return released

    def remove_files(self) -> list[Info]:
        """Takes assignments back. Work handed in is never removed."""
        if self.inbound or self.cached:
            self.fail("Un travail rendu ne s'efface jamais : rien n'a été enlevé.")
        released = [{**one, "status": "removed"} for one in self._released(self.course)]
        self.log.info("Removing released assignments:")
        for one in released:
            self.client.take_back(one["course_id"], one["assignment_id"])
            self.log.info(_release_line(one))
        return released

    # -- released ---------------------------------------------------------------------------------

    def _released(self, course: str | None = None) -> list[Info]:
        found = self.client.assignments(course or self.coursedir.course_id or None)
        return [self._release(one) for one in found if self._is_asked(one["assignment"])]

    def _is_asked(self, assignment: str) -> bool:
        return fnmatchcase(assignment, self.coursedir.assignment_id or "*")

    def _release(self, one: AssignmentJson) -> Info:
        folder = self.local_folder(one["course"], one["assignment"])
        fetched = folder.is_dir()
        return {
            "course_id": one["course"],
            "assignment_id": one["assignment"],
            "status": "fetched" if fetched else "released",
            "path": str(folder)
            if fetched
            else f"{self.url}/api/assignments/{one['course']}/{one['assignment']}",
            "notebooks": [
                {"notebook_id": path.stem, "path": str(path)} for path in sorted(folder.glob("*.ipynb"))
            ],
        }

    # -- handed in --------------------------------------------------------------------------------

    def _handed_in(self) -> list[Info]:
        """One entry for each course, learner and assignment, its submissions oldest first."""
        asked = self.asked_learner or ("*" if self.inbound else self.learner)
        groups: dict[tuple[str, str, str], list[Info]] = {}
        for one in self.client.submissions(self.coursedir.course_id or None):
            if fnmatchcase(one["learner"], asked) and self._is_asked(one["assignment"]):
                key = (one["course"], one["learner"], one["assignment"])
                groups.setdefault(key, []).append(self._submission(one))
        return [
            {
                "course_id": course,
                "student_id": learner,
                "assignment_id": assignment,
                "status": "submitted",
                "submissions": found,
            }
            for (course, learner, assignment), found in sorted(groups.items())
        ]

    def _submission(self, one: SubmissionJson) -> Info:
        assignment_folder = self.local_folder(one["course"], one["assignment"])
        folder = feedback_folder(assignment_folder, one["timestamp"])
        has_local = one["learner"] == self.learner and any(folder.glob("*.html"))
        released = one.get("feedback_sha256")
        flags = {
            "has_local_feedback": has_local,
            "has_exchange_feedback": released is not None,
            "feedback_updated": has_local and released is not None and held(folder) != released,
        }
        return {
            "id": one["id"],
            "state": one["state"],
            "course_id": one["course"],
            "student_id": one["learner"],
            "assignment_id": one["assignment"],
            "timestamp": for_nbgrader(read_time(one["timestamp"])),
            "status": "submitted",
            "path": f"{self.url}/api/submissions/{one['id']}/bundle",
            "local_feedback_path": str(folder) if has_local else None,
            "notebooks": [
                {
                    "notebook_id": name,
                    "path": str(assignment_folder / f"{name}.ipynb"),
                    "local_feedback_path": str(folder / f"{name}.html") if has_local else None,
                    **flags,
                }
                for name in _notebook_names(assignment_folder, folder, one["assignment"])
            ],
            **flags,
        }


def _notebook_names(assignment_folder: Path, feedback: Path, assignment: str) -> list[str]:
    """The exchange keeps bundles, not lists of notebooks: read them where she has them."""
    pages = sorted(path.stem for path in feedback.glob("*.html"))
    notebooks = sorted(path.stem for path in assignment_folder.glob("*.ipynb"))
    return pages or notebooks or [assignment]


def _release_line(one: Info) -> str:
    line = f"{one['course_id']} {one['assignment_id']}"
    return f"{line} (already downloaded)" if one["status"] == "fetched" else line


def _submission_line(one: Info) -> str:
    line = f"{one['course_id']} {one['student_id']} {one['assignment_id']} {one['timestamp']}"
    if one["has_local_feedback"] and not one["feedback_updated"]:
        return f"{line} (feedback already fetched)"
    if one["has_exchange_feedback"]:
        return f"{line} (feedback ready to be fetched)"
    return f"{line} (no feedback available)"

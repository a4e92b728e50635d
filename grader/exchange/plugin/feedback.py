"""Feedback goes out: a facilitator releases it, a learner fetches it."""

from pathlib import Path

from nbgrader.exchange import abc
from nbgrader.utils import parse_utc

from grader.exchange.bundle import pack, unpack
from grader.exchange.plugin.base import Exchange, folder_beside
from grader.exchange.wire import for_nbgrader, from_nbgrader, read_time, written

# Which released feedback a folder holds, so that a newer one is noticed.
MARK = ".sha256"


class ExchangeReleaseFeedback(Exchange, abc.ExchangeReleaseFeedback):  # type: ignore[misc]
    """``nbgrader release_feedback``: sends feedback/LEARNER/ASSIGNMENT/*.html for the work it is about."""

    def init_src(self) -> None:
        directory = self.coursedir
        excluded = set(directory.student_id_exclude.split(","))
        pattern = directory.format_path(
            directory.feedback_directory, directory.student_id or "*", self.assignment
        )
        # The learner's name stands where the structure says; with {student_id} replaced by * it is matched.
        root = Path(directory.root)
        self.folders = {
            learner: folder
            for folder in sorted(root.glob(str(Path(pattern).relative_to(root))))
            if (learner := self._learner_of(folder)) not in excluded
        }

    def _learner_of(self, folder: Path) -> str:
        structure = Path(self.coursedir.directory_structure).parts
        position = structure.index("{student_id}")
        return folder.relative_to(self.coursedir.root).parts[position]

    def copy_files(self) -> None:
        if not self.folders:
            self.log.warning("No feedback for assignment '%s' to release", self.assignment)
        untimed = [learner for learner, folder in self.folders.items() if not self._release(learner, folder)]
        if untimed:
            self.fail(
                "Retour non publié, car timestamp.txt manque (ce travail n'a pas été collecté depuis le "
                f"campus) : {', '.join(untimed)}"
            )

    def _release(self, learner: str, folder: Path) -> bool:
        mark = folder / "timestamp.txt"
        if not mark.is_file():
            return False
        timestamp = written(from_nbgrader(parse_utc(mark.read_text().strip())))
        bundle = pack(folder, self.limits, _all_but_html)
        self.client.give_feedback(self.course, self.assignment, learner, timestamp, bundle)
        self.log.info(
            "Releasing feedback for student '%s' on assignment '%s/%s' (%s)",
            learner,
            self.course,
            self.assignment,
            timestamp,
        )
        return True


class ExchangeFetchFeedback(Exchange, abc.ExchangeFetchFeedback):  # type: ignore[misc]
    """``nbgrader fetch_feedback``: into ASSIGNMENT/feedback/TIMESTAMP/, one folder for each hand-in."""

    def copy_files(self) -> None:
        learner = self.asked_learner
        released = self.client.feedback(self.course, self.assignment, learner)
        if not released:
            self.log.warning("Could not find feedback for '%s/%s'", self.course, self.assignment)
        for one in released:
            folder = feedback_folder(self.local_folder(self.course, self.assignment), one["timestamp"])
            if held(folder) == one["sha256"]:
                continue
            bundle = self.client.fetch_feedback(self.course, self.assignment, one["timestamp"], learner)
            with folder_beside(folder) as fresh:
                for entry in unpack(bundle, fresh, self.limits):
                    path = folder / entry.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    (fresh / entry.name).replace(path)
                    self.log.info("Fetched feedback: %s", path)
            (folder / MARK).write_text(one["sha256"])


def feedback_folder(assignment_folder: Path, timestamp: str) -> Path:
    return assignment_folder / "feedback" / for_nbgrader(read_time(timestamp))


def held(folder: Path) -> str | None:
    """The hash of the feedback fetched into this folder, if any."""
    mark = folder / MARK
    return mark.read_text() if mark.is_file() else None


def _all_but_html(_: str, names: list[str]) -> list[str]:
    # A picture or a data file beside the notebook is inlined or hers already.
    return [name for name in names if not name.endswith(".html")]

"""Work comes in: a learner submits it, a facilitator collects it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange import abc

from grader.exchange import refusals
from grader.exchange.bundle import Entry, pack, unpack, verify
from grader.exchange.plugin.base import Exchange, folder_beside
from grader.exchange.wire import ReceiptJson, SubmissionJson, for_nbgrader, from_nbgrader, read_time, stamp


class ExchangeSubmit(Exchange, abc.ExchangeSubmit):  # type: ignore[misc]
    """``nbgrader submit``: ``start()`` gives the exchange's receipt; the work is kept from then on."""

    receipt: ReceiptJson
    # The same key twice is the same hand-in, whatever was lost on the way.
    request_key: str | None = None

    def start(self) -> Any:
        super().start()
        return self.receipt

    def init_src(self) -> None:
        self.source = self.local_folder(self.course, self.assignment)
        # nbgrader allows "./ps1/" on the command line.
        self.coursedir.assignment_id = self.source.name
        if not self.source.is_dir():
            self.fail(f"Le dossier de l'exercice « {self.assignment} » n'est pas ici : {self.source}")

    def copy_files(self) -> None:
        bundle = pack(self.source, self.limits, self.ignore)
        released = verify(self.client.fetch(self.course, self.assignment), self.limits)
        self._compare(_notebooks(released), _notebooks(verify(bundle, self.limits)))
        learner = self.asked_learner
        self.receipt = self.client.submit(self.course, self.assignment, bundle, learner, self.request_key)
        self.timestamp = for_nbgrader(read_time(self.receipt["timestamp"]))
        self.log.info("Submitted as: %s %s %s", self.course, self.assignment, self.timestamp)

    def _compare(self, released: set[str], mine: set[str]) -> None:
        missing, extra = sorted(released - mine), sorted(mine - released)
        if missing and self.strict:
            self.fail(
                f"L'exercice « {self.assignment} » n'est pas rendu : il manque {', '.join(missing)}. "
                f"Ajoute --replace à « nbgrader fetch_assignment » pour le retrouver. {refusals.NOTHING_LOST}"
            )
        if missing or extra:
            self.log.warning(
                "Possible missing notebooks and/or extra notebooks submitted for assignment %s: "
                "missing %s, extra %s",
                self.assignment,
                missing,
                extra,
            )


class ExchangeCollect(Exchange, abc.ExchangeCollect):  # type: ignore[misc]
    """``nbgrader collect``: the newest work of each learner into submitted/LEARNER/ASSIGNMENT.

    ``check_owner`` has nothing to check: the exchange knows from the token who handed in.
    """

    def init_src(self) -> None:
        asked = self.coursedir.student_id or "*"
        by_learner = defaultdict(list)
        for one in self.client.submissions(self.course, self.assignment):
            # Her name becomes a folder here: one that is a path is not taken.
            if one["learner"] in (".", "..") or "/" in one["learner"]:
                self.fail(f"Nom inutilisable comme dossier : {one['learner']!r}")
            if fnmatchcase(one["learner"], asked):
                by_learner[one["learner"]].append(one)
        duedate = self._duedate() if self.before_duedate else None
        self.chosen = [_choose(found, duedate) for _, found in sorted(by_learner.items())]

    def _duedate(self) -> datetime | None:
        with Gradebook(self.coursedir.db_url, self.course) as gradebook:
            try:
                naive = gradebook.find_assignment(self.assignment).duedate
            except MissingEntry:
                return None
        return from_nbgrader(naive) if naive else None

    def copy_files(self) -> None:
        if not self.chosen:
            self.log.warning(
                "No submissions of '%s' for course '%s' to collect", self.assignment, self.course
            )
            return
        self.log.info(
            "Processing %d submissions of '%s' for course '%s'",
            len(self.chosen),
            self.assignment,
            self.course,
        )
        for one in self.chosen:
            self._collect(one)

    def _collect(self, one: SubmissionJson) -> None:
        learner, received = one["learner"], read_time(one["timestamp"])
        directory = self.coursedir
        folder = Path(directory.format_path(directory.submitted_directory, learner, self.assignment))
        if folder.exists():
            naive = directory.get_existing_timestamp(str(folder))
            existing = from_nbgrader(naive) if naive else None
            newer = self.update and (existing is None or received > existing)
            if not newer and not (self.before_duedate and received != existing):
                self.log.info(
                    "No newer submission to collect: %s %s"
                    if self.update
                    else "Submission already exists, use --update to update: %s %s",
                    learner,
                    self.assignment,
                )
                return
            self.log.info("Updating submission: %s %s", learner, self.assignment)
        else:
            self.log.info("Collecting submission: %s %s", learner, self.assignment)
        bundle = self.client.submission_bundle(one["id"])
        with folder_beside(folder) as fresh, folder_beside(folder) as old:
            unpack(bundle, fresh, self.limits)
            stamp(fresh, received)
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)


def _choose(found: list[SubmissionJson], duedate: datetime | None) -> SubmissionJson:
    """The newest; with a due date the newest that came in time, if any did."""
    in_time = [one for one in found if duedate is None or read_time(one["timestamp"]) <= duedate]
    return max(in_time or found, key=lambda one: read_time(one["timestamp"]))


def _notebooks(entries: Iterable[Entry]) -> set[str]:
    return {one.name for one in entries if one.name.endswith(".ipynb")}

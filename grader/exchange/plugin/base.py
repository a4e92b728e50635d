"""What the eight classes share: who asks, where her files are, and one way to say no."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.exchange import abc
from nbgrader.utils import get_username, ignore_patterns
from traitlets import Bool, Integer, Unicode, default

from grader.errors import GraderError
from grader.exchange import refusals
from grader.exchange.bundle import BundleLimits, Ignore
from grader.exchange.client import ExchangeClient


class Exchange(abc.Exchange):  # type: ignore[misc] # nbgrader has no types
    """Settings come from ``c.Exchange`` or from the environment that the hub gives to a server."""

    url = Unicode(help="Address of the exchange. Defaults to $CAMPUS_EXCHANGE_URL.").tag(config=True)
    token = Unicode(help="Hub token of whoever asks. Defaults to $JUPYTERHUB_API_TOKEN.").tag(config=True)
    learner = Unicode(help="Name of whoever asks. Defaults to $JUPYTERHUB_USER.").tag(config=True)
    max_bytes = Integer(BundleLimits.max_bytes, help="Largest bundle sent or received.").tag(config=True)
    max_files = Integer(BundleLimits.max_files, help="Most files in one bundle.").tag(config=True)
    path_includes_course = Bool(
        False, help="Whether an assignment is in COURSE/ASSIGNMENT rather than in ASSIGNMENT."
    ).tag(config=True)

    @default("url")
    def _url_default(self) -> str:
        return os.environ.get("CAMPUS_EXCHANGE_URL", "")

    @default("token")
    def _token_default(self) -> str:
        return os.environ.get("JUPYTERHUB_API_TOKEN", "")

    @default("learner")
    def _learner_default(self) -> str:
        return os.environ.get("JUPYTERHUB_USER") or str(get_username())

    @cached_property
    def client(self) -> ExchangeClient:
        if not self.url:
            self.fail("L'adresse du campus est inconnue : $CAMPUS_EXCHANGE_URL n'est pas réglée.")
        if not self.token:
            self.fail("Le campus ne sait pas qui tu es : $JUPYTERHUB_API_TOKEN n'est pas réglé.")
        return ExchangeClient(self.url, self.token)

    @property
    def limits(self) -> BundleLimits:
        return BundleLimits(self.max_bytes, self.max_files)

    @property
    def course(self) -> str:
        if not self.coursedir.course_id:
            self.fail("Il manque le nom du cours : ajoutez --course COURS.")
        return str(self.coursedir.course_id)

    @property
    def assignment(self) -> str:
        if not self.coursedir.assignment_id:
            self.fail("Il manque le nom de l'exercice.")
        return str(self.coursedir.assignment_id)

    @property
    def asked_learner(self) -> str | None:
        """The one learner named with --student; None for everyone."""
        return None if self.coursedir.student_id in ("", "*") else str(self.coursedir.student_id)

    @property
    def ignore(self) -> Ignore:
        """What nbgrader's own exchange leaves out: CourseDirectory.ignore, include and max_file_size."""
        return ignore_patterns(  # type: ignore[no-any-return]
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )

    def local_folder(self, course: str, assignment: str) -> Path:
        """Where a learner has, or will have, this assignment."""
        parts = (course, assignment) if self.path_includes_course else (assignment,)
        return Path(self.assignment_dir, *parts).absolute()

    def start(self) -> Any:
        try:
            return super().start()
        except GraderError as error:
            self.log.debug("%s: %s", error.code, error.operator)
            self.fail(error.learner)
        except OSError as error:
            # nbgrader's commands know ExchangeError only; anything else is a traceback to her.
            self.log.debug("%s", error, exc_info=True)
            self.fail(
                f"Un fichier ou un dossier ne peut pas être lu ou écrit : {error.filename or error}. "
                f"{refusals.NOTHING_LOST} {refusals.ASK_THE_TEAM}"
            )

    def fail(self, msg: str) -> NoReturn:
        super().fail(msg)
        raise AssertionError("nbgrader's fail returned")

    def init_src(self) -> None:
        """Most classes have nothing to find first."""

    def init_dest(self) -> None:
        """Most classes have nothing to make first."""


@contextmanager
def folder_beside(folder: Path) -> Iterator[Path]:
    """An unused path on the same disk, removed at the end if something is there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f".receiving-{secrets.token_hex(6)}"
    try:
        yield beside
    finally:
        if beside.exists():
            shutil.rmtree(beside)

"""The learner's desk: her copy of an exercise, fetched and handed in through nbgrader's own exchange."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import requests
from jupyter_core.application import JupyterApp
from traitlets.config import Config

from campus.learner import words
from grader.errors import GraderError

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
CHECK = re.compile(r"[A-Za-z0-9_-]{1,64}")
SUBMISSION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Place:
    """An exercise of a course, named as in an address; made by `place`, so its parts are slugs."""

    course: str
    exercise: str

    @property
    def notebook(self) -> Path:
        """Relative to her home; also its address under ``notebooks/``."""
        return Path(self.course, self.exercise, f"{self.exercise}.ipynb")


def place(course: str, exercise: str) -> Place:
    if not SLUG.fullmatch(course) or not SLUG.fullmatch(exercise):
        raise words.unknown_address()
    return Place(course, exercise)


def read_nbgrader_config() -> Config:
    """What the ``nbgrader`` commands read in this server: ``nbgrader_config.*`` on JUPYTER_CONFIG_PATH."""
    # Not nbgrader.apps.NbGrader, which also reads the current directory, where a learner's files are.
    app = JupyterApp(config_file_name="nbgrader_config")
    app.load_config_file()
    return app.config


class Results(Protocol):
    """What the desk reads from the exchange; `grader.exchange.client` is the real one."""

    def submission(self, submission_id: str) -> Mapping[str, Any]: ...

    def shown(self, submission_id: str, check: str) -> bytes: ...

    def submissions(self, course: str, assignment: str, learner: str) -> Sequence[Mapping[str, Any]]: ...


class Desk:
    """Every method blocks: on disk, on the exchange, and once on importing nbgrader (about 1.5 s).

    Args:
        home: her folder, root of her Jupyter server.
        config: nbgrader's configuration, which names the classes of the exchange.
        learner: her name on the hub.
        results: the exchange, to read from.
    """

    def __init__(self, home: Path, config: Config, learner: str, results: Results) -> None:
        self.home = home
        self.config = config
        self.learner = learner
        self.results = results

    def has_notebook(self, where: Place) -> bool:
        return (self.home / where.notebook).is_file()

    def restore(self, where: Place) -> None:
        """Puts the files of the release that she does not have on her desk; never touches one she has."""
        self._with_exchange(where, lambda factory, arguments: factory.FetchAssignment(**arguments).start())

    def hand_in(self, where: Place, request_key: str = "") -> Mapping[str, Any]:
        """Hands in what is on disk; gives the exchange's receipt: id, timestamp, state.

        The exchange keeps one submission for a ``request_key``, whatever was lost on the way.
        """
        if not self.has_notebook(where):
            raise words.not_opened(where.course, where.exercise)

        def submit(factory: Any, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
            operation = factory.Submit(**arguments)
            operation.request_key = request_key or None
            operation.start()
            receipt: Mapping[str, Any] = operation.receipt
            return receipt

        return self._with_exchange(where, submit)

    def result(self, submission_id: str) -> Mapping[str, Any]:
        """State of a submission and, once graded, its result, as the exchange says it."""
        if not SUBMISSION_ID.fullmatch(submission_id):
            raise words.unknown_address()
        with _kind_words():
            return self.results.submission(submission_id)

    def shown(self, submission_id: str, check: str) -> bytes:
        """The picture that a check shows; of it nothing is known but that it came from the exchange."""
        if not SUBMISSION_ID.fullmatch(submission_id) or not CHECK.fullmatch(check):
            raise words.unknown_address()
        with _kind_words():
            return self.results.shown(submission_id, check)

    def latest(self, where: Place) -> Mapping[str, Any] | None:
        """Her latest submission of this exercise, with its result; None when she has not handed it in yet."""
        with _kind_words():
            submissions = self.results.submissions(where.course, where.exercise, self.learner)
            if not submissions:
                return None
            newest = max(submissions, key=lambda submission: str(submission["timestamp"]))
            return self.results.submission(str(newest["id"]))

    def _with_exchange(self, where: Place, do: Callable[[Any, Mapping[str, Any]], T]) -> T:
        from nbgrader.auth import Authenticator  # nbgrader takes 1.5 s to import: not while the server starts
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import ExchangeError, ExchangeFactory

        config = Config(self.config)
        config.CourseDirectory.course_id = where.course
        config.CourseDirectory.assignment_id = where.exercise
        config.Exchange.assignment_dir = str(self.home)
        config.Exchange.path_includes_course = True
        config.ExchangeFetchAssignment.replace_missing_files = True
        arguments = {
            "coursedir": CourseDirectory(config=config),
            "authenticator": Authenticator(config=config),
            "config": config,
        }
        try:
            with _kind_words():
                return do(ExchangeFactory(config=config), arguments)
        except ExchangeError as refusal:
            # nbgrader's classes may only fail with an ExchangeError; ours keep the real reason behind it.
            reason = refusal.__context__
            raise reason if isinstance(reason, GraderError) else words.refused(str(refusal)) from refusal


@contextmanager
def _kind_words() -> Iterator[None]:
    try:
        yield
    except requests.RequestException as failure:
        raise words.exchange_away(str(failure)) from failure

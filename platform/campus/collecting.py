"""What a team made in a course's app, put into the exercise's notebook and handed in."""

import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.exchange.bundle import BundleLimits, pack, unpack
from grader.exchange.client import ExchangeClient

log = logging.getLogger(__name__)


class Refused(RuntimeError):
    """The work was not taken; ``str()`` says why in French. Nothing of the team's is lost."""


class Collector:
    """Hands work in for teams of one course, with the token of the course's app.

    Args:
        exchange_url: without a slash at the end.
        token: the app's; the exchange lets it hand in for learners of ``course`` alone.
    """

    def __init__(self, course: str, exchange_url: str, token: str, limits: BundleLimits) -> None:
        self._course = course
        self._exchange_url = exchange_url
        self._token = token
        self._limits = limits

    def __call__(
        self,
        exercise: str,
        team: str,
        members: Sequence[str],
        files: Mapping[str, bytes],
        answers: Mapping[str, str],
        key: str,
    ) -> str:
        """The receipt's id; see :class:`campus.apps.Deliver`.

        Raises:
            Refused: the exchange does not answer, after several tries, or refuses.
            ValueError: an answer is of no cell of the exercise, or a file's path leads out of it.
        """
        exchange = ExchangeClient(self._exchange_url, self._token)
        try:
            released = exchange.fetch(self._course, exercise)
            bundle = filled(released, files, answers, self._limits)
            receipt = exchange.submit_for_team(self._course, exercise, bundle, team, members, key)
        except GraderError as error:
            log.warning("%s of team %r not handed in: %s: %s", exercise, team, error.code, error.operator)
            raise Refused(error.learner) from error
        return receipt["id"]


def filled(
    released: bytes, files: Mapping[str, bytes], answers: Mapping[str, str], limits: BundleLimits
) -> bytes:
    """A released exercise with files laid over it, and answers in their cells; packed again.

    Args:
        released: the exercise as learners fetch it.
        files: by path in the exercise's folder.
        answers: by the name of an answer cell.

    Raises:
        GraderError: what comes of it is no bundle, or too large.
        ValueError: an answer is of no cell, or a path leads out of the folder.
    """
    with tempfile.TemporaryDirectory(prefix="team-") as made:
        folder = Path(made).resolve() / "exercise"
        unpack(released, folder)
        for name, content in files.items():
            path = (folder / name).resolve()
            if folder not in path.parents:
                raise ValueError(f"{name!r} leads out of the exercise's folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _answer(folder, answers)
        return pack(folder, limits)


def _answer(folder: Path, answers: Mapping[str, str]) -> None:
    left = dict(answers)
    for path in sorted(folder.glob("*.ipynb")) if left else ():
        notebook = json.loads(path.read_text("utf-8"))
        for cell in notebook["cells"]:
            marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
            if marks.get("solution") and marks.get("grade_id") in left:
                cell["source"] = left.pop(marks["grade_id"])
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if left:
        raise ValueError(f"no answer cell of the exercise is named {', '.join(sorted(left))}")

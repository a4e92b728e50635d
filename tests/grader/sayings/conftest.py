"""Her own line run for real, and what she then reads of it."""

import re
import traceback
import warnings
from collections.abc import Callable

import pytest

from grader import notebooks
from grader.kinds.telling import told

Told = Callable[..., str]


def _answered(prompt: str = "") -> str:
    return "12"


@pytest.fixture
def reads() -> Told:
    """A function: code of hers, and perhaps a cell of the author's before it, to what she reads of its error.

    The code runs in this very Python; only the error's writing is Jupyter's.
    """

    def read(code: str, given: str = "") -> str:
        space: dict[str, object] = {"__name__": "__main__", "input": _answered}
        exec(given, space)  # noqa: S102 - ours
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(code, "<hers>", "exec"), space)  # noqa: S102 - ours
        except (Exception, SystemExit) as error:
            return _told(code, given, error)
        raise AssertionError(f"no error in {code!r}")

    return read


def _told(code: str, given: str, error: BaseException) -> str:
    frames = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<hers>"
    ]
    if isinstance(error, SyntaxError):
        frames = [error.lineno]
    trace = [f"Cell In[2], line {number}" for number in frames]
    output = notebooks.error_output(type(error).__name__, str(error))
    output.traceback = trace
    locked = {"nbgrader": {"locked": True, "grade": False, "solution": False, "grade_id": "outils"}}
    author = notebooks.new_cell("code", given, metadata=locked)
    hers = notebooks.new_cell("code", code)
    hers.execution_count = 2
    test = notebooks.new_cell("code", "assert True")
    test.outputs = [output]
    return (
        told(test, notebooks.new([author, hers, test]), 0.0, 1.0)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )


@pytest.fixture
def reads_well(reads: Told) -> Callable[..., None]:
    """A function that expects pieces in what she reads, and three short sentences at most."""

    def check(code: str, *pieces: str, given: str = "") -> None:
        said = reads(code, given)
        missing = [piece for piece in pieces if piece not in said]
        assert missing == [], said
        plain = re.sub(r"`[^`]*`|« [^»]*»|\w+\(\.\.\.\)", "x", said)
        sentences = [one for one in re.split(r"(?<=[.?!])\s+(?=[A-ZÀÉ«x])", plain) if one]
        assert len(sentences) <= 3, said
        assert all(len(one.split()) <= 24 for one in sentences), said

    return check

"""What a facilitator saves in the real formgrader on one member's copy is on each member's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import campus
from benchmarks.running import free_port
from grader.worker import step
from tests.grader.conftest import classroom, more_scripts, script
from tests.grader.team import TEAM, answered, hand_in, sheet
from tests.grader.test_worker import RIGHT

__all__ = ["classroom", "more_scripts", "script"]  # fixtures
TOKEN = "of-a-facilitator"
START_SECONDS = 90


@pytest.fixture
def formgrader(classroom: Any, tmp_path: Path) -> Iterator[str]:
    """Its server as on a campus, but for the hub: the same extension, configuration and folder."""
    port = free_port()
    beside = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "PATH": os.pathsep.join([beside, os.environ["PATH"]]),
        "JUPYTER_CONFIG_PATH": str(Path(campus.__file__).parent / "formgrader"),
        "JUPYTER_PATH": str(Path(campus.__file__).parent),
    }
    command = [sys.executable, "-m", "jupyter_server", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    with (tmp_path / "formgrader.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=classroom.book.folder, env=environment, stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}/formgrader"
    try:
        end = time.monotonic() + START_SECONDS
        while not _answers(url):
            assert process.poll() is None, (tmp_path / "formgrader.log").read_text()
            assert time.monotonic() < end, (tmp_path / "formgrader.log").read_text()
            time.sleep(0.2)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(url: str) -> bool:
    try:
        return _ask("GET", f"{url}/api/status").ok
    except requests.ConnectionError:
        return False


def _ask(method: str, url: str, **told: Any) -> requests.Response:
    return requests.request(
        method, url, headers={"Authorization": f"token {TOKEN}"}, json=told or None, timeout=30
    )


def _grade(classroom: Any, learner: str) -> str:
    with classroom.book.opened() as book:
        return str(book.find_grade("regle", "guichet", "guichet", learner).id)


@pytest.mark.slow
def test_points_and_a_word_saved_on_one_copy_are_on_all(classroom: Any, formgrader: str) -> None:
    team = hand_in(classroom, answered(classroom, RIGHT))
    alone = classroom.hand_in("zoe", answered(classroom, RIGHT))
    for one in (team.id, alone):
        assert step(classroom.grading, one) == "graded"
    grades = {one: _grade(classroom, one) for one in (*TEAM, "zoe")}
    with classroom.book.opened() as book:
        comment = book.find_comment("regle", "guichet", "guichet", "karim").id
        copy = book.find_submission_notebook("guichet", "guichet", "karim").id
    page = _ask("GET", f"{formgrader}/submissions/{copy}/")
    assert page.ok, page.text
    # Every copy was looked at in this process before: it must not show what it remembers.
    for id_ in grades.values():
        assert _ask("GET", f"{formgrader}/api/grade/{id_}").json()["manual_score"] is None

    saved = _ask("PUT", f"{formgrader}/api/grade/{grades['karim']}", manual_score=1.5, extra_credit=0.5)
    assert (saved.status_code, saved.json()["manual_score"]) == (200, 1.5)
    assert _ask("PUT", f"{formgrader}/api/comment/{comment}", manual_comment="Bien vu.").ok

    for learner in TEAM:
        told = _ask("GET", f"{formgrader}/api/grade/{grades[learner]}").json()
        assert (told["manual_score"], told["extra_credit"]) == (1.5, 0.5)
        assert told["needs_manual_grade"] is False
        found = sheet(classroom, learner)
        assert (found.grades["regle"].score, found.comments["regle"]) == (2.0, "Bien vu.")
    untouched = sheet(classroom, "zoe")
    assert untouched.grades["regle"].needs_manual_grade
    assert untouched.comments == {}

    # nbgrader's own button grades one copy again: what a person gave stays, and goes on being shared.
    assert _ask("POST", f"{formgrader}/api/submission/guichet/karim/autograde").json()["success"]
    assert _ask("PUT", f"{formgrader}/api/grade/{_grade(classroom, 'karim')}", manual_score=2).ok
    assert [sheet(classroom, one).grades["regle"].score for one in TEAM] == [2.0] * 3

    # Taken back on another member's copy, it is taken back everywhere.
    assert _ask("PUT", f"{formgrader}/api/grade/{grades['lea']}", manual_score=None, extra_credit=None).ok
    for learner in TEAM:
        grade = sheet(classroom, learner).grades["regle"]
        assert (grade.score, grade.needs_manual_grade) == (None, True)
    listed = _ask("GET", f"{formgrader}/api/submissions/guichet").json()
    assert {one["student"]: one["score"] for one in listed} == dict.fromkeys((*TEAM, "zoe"), 3.0)

"""`campus warm`: servers that are there before the class is."""

import re
import subprocess
import sys

import pytest

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus import demo
from grader.sandbox import Level, confinement

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")


def warm(campus: Running, course: str) -> subprocess.CompletedProcess[str]:
    toml = campus.campus.settings.data_dir / "campus.toml"
    command = [sys.executable, "-m", "campus", "--config", str(toml), "warm", course]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def test_everybody_s_server_is_there_before_she_is(campus: Running) -> None:
    camille = Visitor(campus.url, "camille", campus.words("camille"))
    camille.sign_in()
    camille.stop_server()  # which another test may have left
    first = warm(campus, "keskia")
    assert first.returncode == 0, first.stderr
    found = re.search(r"(\d+) learners: (\d+) servers started, (\d+) were running", first.stdout)
    assert found
    learners, started, running = map(int, found.groups())
    assert started >= 1
    assert started + running == learners >= len(demo.LEARNERS)
    again = warm(campus, "keskia")
    assert f"0 servers started, {learners} were running already" in again.stdout
    answer = camille.session.get(f"{campus.url}/user/camille/tree", timeout=30)
    assert answer.ok
    assert answer.url.startswith(f"{campus.url}/user/camille/tree"), "no page to wait on between"


def test_a_course_that_is_not_there_is_refused_with_those_that_are(campus: Running) -> None:
    refused = warm(campus, "poterie")
    assert refused.returncode == 1
    assert "no-course" in refused.stderr
    assert "keskia" in refused.stderr

"""What a learner hands in, opened by a facilitator in the formgrader, which may read every gradebook."""

import time
from pathlib import Path

import pytest

from benchmarks.running import Running
from benchmarks.visitor import Visitor

pytestmark = pytest.mark.e2e

COURSE = "girls_can_code"


@pytest.fixture
def facilitator(campus: Running) -> Visitor:
    made = Visitor(campus.url, "nadia", campus.words("nadia"))
    assert made.sign_in().ok
    return made


def test_no_folder_of_a_learner_becomes_the_formgrader_s_configuration(
    campus: Running, facilitator: Visitor, tmp_path: Path
) -> None:
    # A picture in her text asks for this as soon as a facilitator looks at it: no click is needed.
    ran = tmp_path / "ran"
    (tmp_path / "nbgrader_config.py").write_text(f"open({str(ran)!r}, 'w').close()\n")
    page = f"{campus.url}/services/formgrader-{COURSE}/formgrader"
    until = time.monotonic() + 60
    while not (opened := facilitator.session.get(page, timeout=30)).ok and time.monotonic() < until:
        time.sleep(0.5)  # formgraders come last when a campus starts
    assert opened.url.endswith("/formgrader/manage_assignments")
    answer = facilitator.session.get(page, params={"path": str(tmp_path)}, timeout=30)
    assert answer.status_code == 404
    assert not ran.exists()

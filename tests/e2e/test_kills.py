"""Whatever dies between hand-in and grade, the work is graded once and nothing is lost."""

import time

import requests
from sqlalchemy import func, select

from benchmarks.running import Running
from benchmarks.visitor import Visitor, answer
from grader.tables import outcome_table, submission_table
from tests.e2e.spaces import spaces_of

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ANSWERS = {"tarif": "def tarif(age):\n    return 0 if age < 4 else 3 if age < 12 else 5 if age < 18 else 9"}


def wait_for_hub(campus: Running, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if requests.get(f"{campus.url}/hub/health", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise AssertionError("the hub did not come back")


def outcomes_of(campus: Running, submission_id: str) -> int:
    asked = (
        select(func.count()).select_from(outcome_table).where(outcome_table.c.submission_id == submission_id)
    )
    with campus.campus.engine.connect() as db:
        return int(db.execute(asked).scalar_one())


def test_hub_and_worker_killed_between_hand_in_and_grade(campus: Running) -> None:
    camille = Visitor(campus.url, "camille", campus.words("camille"))
    assert camille.sign_in().ok
    camille.start_server()
    camille.save(COURSE, EXERCISE, answer(camille.open(COURSE, EXERCISE), ANSWERS))
    before = spaces_of(campus.campus.settings.homes_dir, camille.name)
    assert len(before) == 1

    made = camille.hand_in(COURSE, EXERCISE)
    campus.kill("serve", "worker")
    campus.kill("jupyterhub", "jupyterhub_config.py")
    wait_for_hub(campus)

    found = camille.wait_for_result(made, seconds=90, every=0.2)
    assert found["state"] == "graded"
    assert found["result"]["score"] > 0
    assert outcomes_of(campus, made) == 1
    # Her server went on without the hub, and the hub knows it again.
    assert spaces_of(campus.campus.settings.homes_dir, camille.name) == before
    assert camille.session.get(f"{campus.url}/user/{camille.name}/api/status", timeout=30).ok


def test_the_worker_killed_again_and_again_grades_each_submission_once(campus: Running) -> None:
    chloe = Visitor(campus.url, "chloe", campus.words("chloe"))
    assert chloe.sign_in().ok
    chloe.start_server()
    chloe.save(COURSE, EXERCISE, answer(chloe.open(COURSE, EXERCISE), ANSWERS))
    made = []
    for _ in range(4):
        made.append(chloe.hand_in(COURSE, EXERCISE))
        time.sleep(0.7)
        campus.kill("serve", "worker")
        time.sleep(1.5)
    for submission_id in made:
        assert chloe.wait_for_result(submission_id, seconds=120, every=0.3)["state"] == "graded"
        assert outcomes_of(campus, submission_id) == 1
    with campus.campus.engine.connect() as db:
        hers = (submission_table.c.learner == "chloe") & (submission_table.c.exercise == EXERCISE)
        asked = select(func.count()).select_from(submission_table).where(hers)
        assert db.execute(asked).scalar_one() == len(made)

"""Teams hand in while everything is killed: each member gets one grade, and all the same."""

import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
import sqlalchemy.exc

from grader.teams import TeamSubmission
from tests.faults.conftest import ANSWERS, EXERCISE, SCORES, Figures, School, bundle_of
from tests.faults.enemy import Enemy
from tests.faults.keeper import Keeper, Kept

SEED = 20_260_102
HAND_INS, TEAMS, MEMBERS = 60, 6, 3
STRIKES = {"worker": 8, "sandbox": 12, "connection": 8, "database": 1}
GRADE_SECONDS = 480.0
# Worth three points or one, as it happens: who took a grade of another walk than the others would differ.
MOODY = (
    "import random\nmood = random.random()\ndef tarif(age):\n    return 3 if mood < 0.5 and age < 12 else 8"
)


@pytest.fixture
def workers(school: School, log: Path) -> Iterator[Keeper]:
    with Keeper([Kept("worker", lambda: school.bench.start_worker(log)) for _ in range(2)]) as made:
        yield made


def members(team: int) -> list[str]:
    return [f"team-{team}-{member}" for member in range(MEMBERS)]


def hand_in(school: School, number: int) -> TeamSubmission:
    """As the exchange keeps it, and without a job: the sweep finds it."""
    bench, team = school.bench, number % TEAMS
    released = bench.book.folder / "release" / EXERCISE
    answers = [*ANSWERS, MOODY]
    blob = bench.blobs.put(BytesIO(bundle_of(released, answers[number % len(answers)])))
    return bench.store.teams.add(
        bench.course.id, EXERCISE, f"Équipe {team}", members(team), blob.sha256, blob.size_bytes, "app"
    )


@pytest.mark.timeout(900)
def test_each_member_of_each_team_has_one_grade_and_the_same_whatever_is_killed(
    school: School, workers: Keeper, figures: Figures, log: Path
) -> None:
    begun = time.monotonic()
    store = school.bench.store
    handed_in = [hand_in(school, number) for number in range(HAND_INS)]
    for one in handed_in:
        school.bench.jobs.enqueue(one.id)
    done = 0.0

    def progress() -> float:
        nonlocal done
        try:
            with psycopg.connect(school.postgres.address, connect_timeout=2) as db:
                row = db.execute("select count(*) from bench_campus.outcome").fetchone()
            done = max(done, (row[0] if row else 0) / (HAND_INS * MEMBERS))
        except psycopg.Error:
            pass
        return done

    with Enemy(workers, school.postgres, STRIKES, progress, SEED) as enemy:
        end = time.monotonic() + GRADE_SECONDS
        while _left(school) != 0:
            assert time.monotonic() < end, f"they wait for ever\n{log.read_text()[-8000:]}"
            time.sleep(0.2)
    workers.stop()

    rows = store.submissions()
    outcomes = store.outcomes([one.id for one in rows])
    walks, writings = school.seen("walk"), school.seen("writing")
    figures(
        "teams",
        {
            "hand_ins": HAND_INS,
            "members": len(rows),
            "kills": dict(sorted(enemy.done.items())),
            "seconds": round(time.monotonic() - begun, 1),
            "walks_begun": walks.total() // MEMBERS,
            "outcomes_written": writings.total(),
        },
    )
    assert {one.state for one in rows} == {"graded"}
    assert len(rows) == HAND_INS * MEMBERS
    assert writings == Counter([one.id for one in rows])
    for number, team in enumerate(handed_in):
        scores = {outcomes[one.id].score for one in team.members}
        place = number % (len(SCORES) + 1)
        assert len(scores) == 1, f"{team.team} differs: {scores}"
        assert place == len(SCORES) or scores == {SCORES[place]}
    sheets = school.bench.book.gradesheets()
    for newest in handed_in[-TEAMS:]:
        for member in newest.members:
            sheet = sheets[member.learner, EXERCISE]
            recorded = sum(grade.auto_score or 0.0 for grade in sheet.grades.values())
            assert recorded == outcomes[member.id].score


def _left(school: School) -> int | None:
    try:
        return len(school.bench.store.unfinished())
    except sqlalchemy.exc.DBAPIError:
        return None

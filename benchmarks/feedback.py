"""From *Rendre* to a result she can read, through the whole campus, against `nbgrader autograde`.

Run: ``python -m benchmarks.feedback``. The last line is JSON:

- ``handin_to_result_s``: median over hand-ins, from the POST of the button to the result in the answer of her
  server (hub's proxy, her server, exchange, queue, sandbox, gradebook and back).
- ``nbgrader_autograde_s``: median time of the command ``nbgrader autograde`` with nbgrader's own Execute, on
  the submission that the campus has graded, with a SQLite gradebook as in nbgrader's quick start.
- ``nbgrader_autograde_api_s``: the same through nbgrader's Python API in a process that has imported it.
- ``ratio``: ``nbgrader_autograde_s / handin_to_result_s``.
- ``scores_equal``: whether every cell has the same scores in both gradebooks.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine

from benchmarks.running import Running, running_campus
from benchmarks.visitor import Visitor, answer
from grader.authoring.build import build_course
from grader.authoring.script import read_script
from grader.gradesheet import read_gradesheets

COURSE, EXERCISE, LEARNER = "girls_can_code", "guichet_malin", "ines"
HAND_INS = 7
STOCK_RUNS = 3
STOCK_PREPROCESSORS = """
from nbgrader.converters.autograde import Autograde
c = get_config()
load_subconfig("nbgrader_config_built.py")
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
"""
API = """
import sys, time
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader
api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", path=".").load_config())
for _ in range(int(sys.argv[3])):
    started = time.perf_counter()
    done = api.autograde(sys.argv[1], sys.argv[2], force=True)
    assert done["success"], done
    print(time.perf_counter() - started)
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="campus-bench-") as made:
        folder = Path(made)
        with running_campus(folder / "demo") as running:
            print(f"campus open after {running.started_seconds:.1f} s", flush=True)
            running.wait_for("serve", "worker")
            campus_times = through_the_campus(running)
            print("hand-in to result:", _shown(campus_times), flush=True)
            stock = stock_course(running, folder / "stock")
            command_times = [timed_command(stock) for _ in range(STOCK_RUNS)]
            print("nbgrader autograde, command:", _shown(command_times), flush=True)
            api_times = timed_api(stock)
            print("nbgrader autograde, API:", _shown(api_times), flush=True)
            equal = scores(running.campus.gradebook_url(COURSE)) == scores(_gradebook(stock))
    ours, theirs = statistics.median(campus_times), statistics.median(command_times)
    found = {
        "handin_to_result_s": round(ours, 3),
        "nbgrader_autograde_s": round(theirs, 3),
        "nbgrader_autograde_api_s": round(statistics.median(api_times), 3),
        "ratio": round(theirs / ours, 2),
        "scores_equal": equal,
    }
    print(json.dumps(found))


def through_the_campus(running: Running) -> list[float]:
    """Seconds of each hand-in of the instructor's solution."""
    visitor = Visitor(running.url, LEARNER, running.words(LEARNER))
    visitor.sign_in().raise_for_status()
    visitor.start_server()
    exercise = next(course for course in running.campus.courses if course.id == COURSE).exercise(EXERCISE)
    solution = {
        cell.name: cell.source for cell in read_script(exercise.script).cells if cell.role == "answer"
    }
    visitor.save(COURSE, EXERCISE, answer(visitor.open(COURSE, EXERCISE), solution))
    seconds = []
    for _ in range(HAND_INS):
        started = time.perf_counter()
        result = visitor.wait_for_result(visitor.hand_in(COURSE, EXERCISE), every=0.01)
        seconds.append(time.perf_counter() - started)
        assert result["state"] == "graded", result
        time.sleep(1)  # let the feedback page of the last one be written: a class is not one girl in a loop
    return seconds


def stock_course(running: Running, folder: Path) -> Path:
    """The same course for stock nbgrader: SQLite, nbgrader's own Execute, and her submission as collected."""
    course = next(course for course in running.campus.courses if course.id == COURSE)
    folder.mkdir()
    build_course(course, folder, _gradebook(folder))
    (folder / "nbgrader_config.py").rename(folder / "nbgrader_config_built.py")
    (folder / "nbgrader_config.py").write_text(STOCK_PREPROCESSORS)
    submitted = Path("submitted") / LEARNER / EXERCISE
    shutil.copytree(running.campus.course_directory(COURSE) / submitted, folder / submitted)
    return folder


def timed_command(folder: Path) -> float:
    nbgrader = str(Path(sys.executable).with_name("nbgrader"))
    command = [nbgrader, "autograde", EXERCISE, "--student", LEARNER, "--force"]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    assert done.returncode == 0, done.stderr
    return seconds


def timed_api(folder: Path) -> list[float]:
    command = [sys.executable, "-c", API, EXERCISE, LEARNER, str(STOCK_RUNS)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [float(line) for line in done.stdout.split()]


def scores(gradebook: str) -> object:
    """Every cell's scores of that submission, as a gradebook holds them."""
    engine = create_engine(gradebook)
    with engine.connect() as db:
        sheet = read_gradesheets(db, LEARNER, EXERCISE)[LEARNER, EXERCISE]
    return {
        name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
        for name, grade in sheet.grades.items()
    }


def _gradebook(folder: Path) -> str:
    return f"sqlite:///{folder / 'gradebook.db'}"


def _shown(seconds: list[float]) -> str:
    return " ".join(f"{one:.2f}" for one in seconds) + " s"


if __name__ == "__main__":
    main()

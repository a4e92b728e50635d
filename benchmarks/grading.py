"""Sixty submissions graded by our workers, against `nbgrader autograde` and against their cells alone.

Run: ``python -m benchmarks.grading``. Two exercises of ``benchmarks/course``: *light* (Python alone) and
*sklearn* (numpy, pandas, scikit-learn), sixty learners each. The peer is stock nbgrader as in its quick
start: one ``nbgrader autograde`` of all sixty, its own Execute, a SQLite gradebook. Ours is what a campus
runs: real workers that take jobs from the queue, in the sandbox, into a gradebook in PostgreSQL. The last
line is JSON:

- ``ratio_light``, ``ratio_sklearn``: nbgrader's time over ours, two workers, sealing off.
- ``ratio_light_sealed``, ``ratio_sklearn_sealed``: the same with every test sealed that can be.
- ``ratio_to_cells_light``, ``ratio_to_cells_sklearn``: our time with one worker, sealing off, over that of
  the cells alone in a fork of a warm process (see ``benchmarks.cells``).
- ``handin_to_grade_ms``: median from the moment a submission is stored to the moment its grade is, light,
  sealed, one learner after the other, workers idle.
- ``scores_equal``: whether every score, manual flag and comment is nbgrader's, in both exercises, both ways.
- ``sealed_share``: share of the automatic tests of both exercises that are sealed.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from benchmarks import workload
from benchmarks.bench import Bench, postgres
from benchmarks.feedback import STOCK_PREPROCESSORS
from grader import notebooks, prepared
from grader.authoring.build import build_course
from grader.exchange.wire import stamp
from grader.gradebook import CourseBook
from grader.kinds.notebook import restore
from grader.sandbox import Sandbox
from grader.store import now

NAMES = {"leger": "light", "apprentissage": "sklearn"}
SINGLE = 15
ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="campus-bench-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        with postgres(folder / "postgres") as address:
            bench = Bench(workload.course(), folder / "ours", address)
            bench.make()
            with Sandbox() as sandbox:
                build_course(bench.course, bench.book.folder, bench.book.db_url, sandbox=sandbox)
            print(json.dumps(_measured(bench, folder)))


def _measured(bench: Bench, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    equal = True
    seals: list[bool] = []
    for exercise, name in NAMES.items():
        work = _work(bench, exercise)
        stock = stock_course(bench, folder / f"stock-{name}", exercise, work)
        theirs = autograde_seconds(stock, exercise)
        _say(f"{name}: nbgrader autograde", theirs, len(work))
        expected = gradebook(CourseBook(bench.course.id, stock, _sqlite(stock)), exercise)
        known = prepared.read(bench.book.folder, exercise)
        seals += [seal.sealed for seal in known.seals.values()]
        alone = cells_seconds(bench, exercise, work, known.modules, folder)
        _say(f"{name}: the cells alone, one core", alone * len(work), len(work))
        for sealed in (False, True):
            used = known if sealed else replace(known, seals={})
            prepared.write(bench.book.folder, exercise, used)
            how = "_sealed" if sealed else ""
            ours = min(batch_seconds(bench, exercise, work, 2, folder) for _ in range(ROUNDS))
            _say(f"{name}{how}: two workers", ours, len(work))
            found[f"ratio_{name}{how}"] = round(theirs / ours, 1)
            equal = equal and gradebook(bench.book, exercise) == expected
            if not sealed:
                one = min(batch_seconds(bench, exercise, work, 1, folder) for _ in range(ROUNDS))
                _say(f"{name}: one worker", one, len(work))
                found[f"ratio_to_cells_{name}"] = round(one / len(work) / alone, 2)
        if name == "light":
            found["handin_to_grade_ms"] = round(single_ms(bench, exercise, work, folder), 1)
    return {**found, "scores_equal": equal, "sealed_share": round(sum(seals) / len(seals), 3)}


def _say(what: str, seconds: float, count: int) -> None:
    print(f"{what}: {seconds:.2f} s, {1000 * seconds / count:.1f} ms each", flush=True)


def _work(bench: Bench, exercise: str) -> dict[str, NotebookNode]:
    release = notebooks.read(bench.book.step("release", "", exercise) / f"{exercise}.ipynb")
    return workload.submissions(bench.course.exercise(exercise), release)


# -- stock nbgrader ---------------------------------------------------------------------------------


def stock_course(bench: Bench, folder: Path, exercise: str, work: Mapping[str, NotebookNode]) -> Path:
    """The same course and submissions for stock nbgrader: SQLite and its own Execute."""
    folder.mkdir()
    build_course(bench.course, folder, _sqlite(folder))
    limits = bench.course.exercise(exercise).limits
    (folder / "nbgrader_config.py").rename(folder / "nbgrader_config_built.py")
    timeout = f"c.Execute.timeout = {limits.cell_seconds}\n"
    (folder / "nbgrader_config.py").write_text(STOCK_PREPROCESSORS + timeout)
    for learner, notebook in work.items():
        submitted = folder / "submitted" / learner / exercise
        submitted.mkdir(parents=True)
        (submitted / f"{exercise}.ipynb").write_text(notebooks.written(notebook), "utf-8")
        stamp(submitted, now())
    return folder


def autograde_seconds(folder: Path, exercise: str) -> float:
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", exercise]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    assert done.returncode == 0, done.stderr[-2000:]
    return seconds


def gradebook(book: CourseBook, exercise: str) -> dict[str, Any]:
    """All that nbgrader keeps of the grades and comments of an exercise."""
    kept: dict[str, Any] = {}
    with book.opened() as opened:
        for submission in opened.assignment_submissions(exercise):
            for notebook in submission.notebooks:
                for one in notebook.grades:
                    scores = (one.auto_score, one.manual_score, one.needs_manual_grade)
                    kept[f"{submission.student_id} {one.name}"] = scores
                for one in notebook.comments:
                    kept[f"{submission.student_id} {one.name} comment"] = one.auto_comment
    return kept


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'gradebook.db'}"


# -- the cells alone --------------------------------------------------------------------------------


def cells_seconds(
    bench: Bench,
    exercise: str,
    work: Mapping[str, NotebookNode],
    modules: tuple[str, ...],
    folder: Path,
) -> float:
    """Seconds for one submission, on one core."""
    [source] = bench.book.sources(exercise)
    sources = []
    for notebook in work.values():
        cells = restore(notebook, source).cells
        sources.append([cell.source for cell in cells if cell.cell_type == "code" and cell.source.strip()])
    path = folder / "cells.json"
    path.write_text(json.dumps(sources), "utf-8")
    command = [sys.executable, "-m", "benchmarks.cells", str(path), str(ROUNDS), *modules]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(
        command, env={**os.environ, **one_thread, "PYTHONWARNINGS": "ignore"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout) / 1000


# -- ours -------------------------------------------------------------------------------------------


def batch_seconds(
    bench: Bench, exercise: str, work: Mapping[str, NotebookNode], workers: int, folder: Path
) -> float:
    """From the first submission taken to the last grade stored; everything waits in the queue before."""
    with bench.workers(workers, folder / "workers.log"):
        wait_until_warm(bench, exercise, work)
        while True:
            ids = [bench.hand_in(exercise, learner, notebook).id for learner, notebook in work.items()]
            started = now()
            bench.jobs.enqueue_all(ids)
            recorded = bench.graded(ids).values()
            # A sweep that found them before they had jobs began too early for this clock.
            if min(recorded) > started:
                return (max(recorded) - started).total_seconds()


def single_ms(bench: Bench, exercise: str, work: Mapping[str, NotebookNode], folder: Path) -> float:
    """Median from a stored submission to its stored grade, asked one at a time."""
    times = []
    with bench.workers(1, folder / "workers.log"):
        wait_until_warm(bench, exercise, work)
        for learner, notebook in list(work.items())[:SINGLE]:
            submission = bench.hand_in(exercise, learner, notebook)
            bench.jobs.enqueue(submission.id)
            recorded = bench.graded([submission.id])[submission.id]
            times.append((recorded - submission.received_at).total_seconds())
            time.sleep(0.3)
    return 1000 * statistics.median(times)


def wait_until_warm(bench: Bench, exercise: str, work: Mapping[str, NotebookNode]) -> None:
    """Every worker has graded once."""
    learner, notebook = next(iter(work.items()))
    for _ in range(4):
        ids = [bench.hand_in(exercise, learner, notebook).id for _ in range(2)]
        bench.jobs.enqueue_all(ids)
        bench.graded(ids)


if __name__ == "__main__":
    main()

"""An exercise as it was built, and the judge that a learner's work meets, for an author's answers."""

import shutil
import tempfile
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook

from grader import folders, notebooks
from grader.authoring.answers import Answer
from grader.kinds import JUDGES, Judgement, Setup
from grader.kinds.notebook import restore, score
from grader.kinds.source import Source, from_gradebook
from grader.manifest import Course, Exercise, Limits
from grader.prepared import Prepared
from grader.sandbox import Environment, Sandbox, Seals


@dataclass(frozen=True)
class Study:
    """What was seen of an exercise's notebooks while they ran, as ``Run`` has it of one.

    Attributes:
        judged: their scores; None where there was nothing to judge.
    """

    seconds: float
    opaque: Mapping[str, frozenset[str]]
    modules: tuple[str, ...]
    judged: Judgement | None = None


@dataclass(frozen=True)
class Trial:
    """Answers of an author go in, what a learner would get for them comes out.

    Attributes:
        built: nbgrader's course directory.
        sources: the exercise's notebooks as the gradebook has them.
        environment: the warm process; the same for every run of a course.
    """

    course: Course
    exercise: Exercise
    built: Path
    sources: tuple[Source, ...]
    sandbox: Sandbox
    environment: Environment = field(default_factory=Environment)

    @property
    def release(self) -> Path:
        return self.built / "release" / self.exercise.slug

    @property
    def files(self) -> Path:
        return self.built / "source" / self.exercise.slug

    @cached_property
    def notebooks(self) -> Mapping[str, NotebookNode]:
        """What learners get, by name."""
        names = [source.notebook for source in self.sources]
        return {name: notebooks.read(self.release / f"{name}.ipynb") for name in names}

    def judge(
        self, answer: Answer, prepared: Prepared | None = None, limits: Limits | None = None
    ) -> Judgement:
        """The release with this answer written into it, judged; unsealed where nothing is prepared."""
        setup = Setup(
            self.sources,
            limits or self.exercise.limits,
            self.environment,
            self.files,
            prepared or Prepared(),
        )
        with self._work(answer.files) as work:
            return JUDGES[self.exercise.kind](self._handed_in(answer.cells), setup, work, self.sandbox)

    def passes(self, answer: Answer, tests: Container[str], prepared: Prepared, limits: Limits) -> bool:
        """Whether these tests pass, without the others and the cells to play with: quicker than judging."""
        for source in self.sources:
            if not any(check.name in tests for check in source.checks):
                continue
            notebook = restore(filled(self.notebooks[source.notebook], answer.cells), source)
            for cell in notebook.cells:
                if not (utils.is_solution(cell) or utils.is_locked(cell)) or (
                    utils.is_grade(cell) and cell.metadata.nbgrader.grade_id not in tests
                ):
                    cell.source = ""
            with self._work(answer.files) as work:
                ran = self.sandbox.run(
                    notebook, work, limits, self.environment, prepared.seals, self.files, hasty=True
                ).notebook
            scores = [
                utils.determine_grade(cell) for cell in ran.cells if utils.is_grade(cell) and cell.source
            ]
            if any(score is not None and score < most for score, most in scores):
                return False
        return True

    def study(self, answer: Answer, seals: Seals, *, empty: bool = False) -> Study:
        """The same, only run, and watched: what it imports, which values are more than plain data.

        ``empty``: one notebook without cells in their place, to know what is there in any case.
        """
        handed_in = self._handed_in(answer.cells)
        restored = [restore(handed_in[source.notebook], source) for source in self.sources]
        with self._work(answer.files) as work:
            runs = [
                self.sandbox.run(
                    notebook,
                    work,
                    self.exercise.limits,
                    self.environment,
                    seals,
                    self.files,
                    study=True,
                )
                for notebook in ([notebooks.new([])] if empty else restored)
            ]
        judged = None
        if not empty:
            ran = {source.notebook: run.notebook for source, run in zip(self.sources, runs, strict=True)}
            judged = score(ran, self.sources)
        return Study(
            sum(run.seconds for run in runs),
            {name: paths for run in runs for name, paths in run.opaque.items()},
            tuple(dict.fromkeys(module for run in runs for module in run.modules)),
            judged,
        )

    @contextmanager
    def _work(self, files: Mapping[str, bytes]) -> Iterator[Path]:
        """What learners get with these files in it, those that are put back before grading apart."""
        hers = self.exercise.hers
        kept = {
            name: data for name, data in files.items() if name in hers or not (self.files / name).exists()
        }
        if not kept:
            yield self.release
            return
        with tempfile.TemporaryDirectory(prefix="answer-") as made:
            shutil.copytree(self.release, made, dirs_exist_ok=True)
            folders.write(Path(made), kept)
            yield Path(made)

    def _handed_in(self, answers: Mapping[str, str]) -> dict[str, NotebookNode]:
        return {name: filled(notebook, answers) for name, notebook in self.notebooks.items()}


def filled(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """What learners get, with these answers written into it."""
    made = notebooks.copied(release)
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return made


def trial_of(
    course: Course, exercise: Exercise, built: Path, db_url: str, sandbox: Sandbox, environment: Environment
) -> Trial:
    """Reads a built exercise from its gradebook."""
    with Gradebook(db_url, course.id) as book:
        sources = from_gradebook(exercise.slug, book, built / "source" / exercise.slug)
    return Trial(course, exercise, built, sources, sandbox, environment)


def shortened(limits: Limits, seconds: float) -> Limits:
    """Limits for an answer that should take about as long as one that took ``seconds``."""
    cell = min(limits.cell_seconds, max(2, round(5 * seconds + 1)))
    return replace(limits, cell_seconds=cell, wall_seconds=min(limits.wall_seconds, 2 * cell + 1))

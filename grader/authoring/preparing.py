"""What a build learns by running an exercise: which tests can be sealed, and how each mistake shows."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.authoring.answers import Answer, solution_of
from grader.authoring.imports import learned
from grader.authoring.script import Script
from grader.authoring.trial import Study, Trial
from grader.authoring.wrong import Wrong
from grader.kinds import Judgement
from grader.kinds.reading import error_of
from grader.prepared import Mistake, Prepared
from grader.sandbox import Seal, Seals

SOLUTION = "the solution"
START = "the start"


@dataclass(frozen=True)
class Findings:
    """What running an exercise showed.

    Attributes:
        prepared: for workers.
        judged: each answer as a learner's would be judged, by what it is: ``SOLUTION``, ``START`` and the
            wrong answers as ``label`` names them.
        seconds: time of the solution's whole notebooks, as a learner's are run.
    """

    prepared: Prepared
    judged: Mapping[str, Judgement]
    seconds: float


def label(wrong: Wrong) -> str:
    return f"wrong/{wrong.path.name}"


def prepare(trial: Trial, script: Script, wrongs: tuple[Wrong, ...], *, thorough: bool = True) -> Findings:
    """Runs solution, start and wrong answers with and without seals; a test that differs stays unsealed.

    Args:
        thorough: run every answer without seals; else only those whose sealed scores are not what the
            author says of them, who had them proved by a check. Of a game or a site, whose tests meet her
            code in no other way, solution and start tell as much as all of them.

    Raises:
        GraderError: this machine cannot run learners' code.
    """
    question = _Question(trial, script, wrongs)
    if thorough:
        whole = trial.exercise.kind == "notebook"
        for name in question.answers if whole else (SOLUTION, START):
            question.unsealed(name)
    seals, judged = question.sealed()
    assert question.ran is not None  # noqa: S101 - there is always a run of the solution
    empty = trial.study(Answer(), {}, empty=True)
    modules = trial.environment.modules + tuple(learned(question.ran.modules, empty.modules, trial.exercise))
    mistakes = tuple(Mistake(one.name, _words(judged[label(one)], script), one.advice) for one in wrongs)
    prepared = Prepared(tuple(sorted(modules)), seals, mistakes)
    return Findings(prepared, judged, question.ran.seconds)


class _Question:
    """Whether an exercise's tests can be sealed."""

    def __init__(self, trial: Trial, script: Script, wrongs: tuple[Wrong, ...]) -> None:
        self.trial = trial
        self.script = script
        self.tests = tuple(script.named("test"))
        solution = solution_of(trial.exercise, script)
        self.answers: dict[str, Answer] = {SOLUTION: solution, START: Answer()}
        self.answers |= {label(one): one.answer.over(solution) for one in wrongs}
        # What the author says of each answer: the tests that fail.
        self.said = {SOLUTION: frozenset[str](), START: frozenset(self.tests)}
        self.said |= {label(one): frozenset(one.fails) for one in wrongs}
        self.ran: Study | None = None
        self._unsealed: dict[str, Judgement] = {}

    def unsealed(self, name: str) -> Judgement:
        if name not in self._unsealed:
            self._unsealed[name] = self.trial.judge(self.answers[name])
        return self._unsealed[name]

    def sealed(self) -> tuple[Seals, Mapping[str, Judgement]]:
        """Seals that change no score of any answer, and what each answer gets under them.

        A test left unsealed may need what a sealed one made, or the reverse, so each new decision is tried
        again; every round leaves one test more unsealed, so this ends.
        """
        why: dict[str, str] = {}
        while True:
            seals = self._seals(why)
            if not any(seal.sealed for seal in seals.values()):
                return seals, {name: self.unsealed(name) for name in self.answers}
            judged = {SOLUTION: self._solution(seals)}
            found = self._differences(SOLUTION, judged[SOLUTION], why)
            if found:
                # The first one may be all: others often fail for want of what it did not make.
                first = next(name for name in self.tests if name in found)
                found = {first: found[first]}
            else:
                judged |= {name: self._judge(name, seals) for name in self.answers if name != SOLUTION}
                for name, judgement in judged.items():
                    found = self._differences(name, judgement, why) | found
            if not found:
                return seals, judged
            why |= found

    def _solution(self, seals: Seals) -> Judgement:
        """A run in which every value was plain data is what a run with seals is."""
        ran = self.ran
        if ran is not None and ran.judged is not None and not any(ran.opaque.values()):
            return ran.judged
        return self._judge(SOLUTION, seals)

    def _judge(self, name: str, seals: Seals) -> Judgement:
        return self.trial.judge(self.answers[name], Prepared(seals=seals))

    def _seals(self, why: Mapping[str, str]) -> Seals:
        plain = {name: Seal(name not in why, why=why.get(name, "")) for name in self.tests}
        self.ran = self.trial.study(self.answers[SOLUTION], plain)
        return {
            name: Seal(True, self.ran.opaque.get(name, frozenset())) if seal.sealed else seal
            for name, seal in plain.items()
        }

    def _differences(self, name: str, judged: Judgement, why: Mapping[str, str]) -> dict[str, str]:
        """Tests to leave unsealed because of this answer, with the reason."""
        checks = [check for check in judged.checks if check.name in self.tests]
        said = {check.name: 0.0 if check.name in self.said[name] else check.points for check in checks}
        if name not in self._unsealed and all(check.score == said[check.name] for check in checks):
            return {}
        before = {check.name: check.score or 0.0 for check in self.unsealed(name).checks}
        found: dict[str, str] = {}
        for check in checks:
            score, unsealed = check.score or 0.0, before[check.name]
            if abs(score - unsealed) < 1e-9:
                continue
            if check.name not in why:
                scores = f"gives {score:g} sealed and {unsealed:g} unsealed for {name}"
                error = _error(judged, check.name)
                found[check.name] = f"{scores}: {error}" if error else scores
            else:
                found |= self._needed_by(check.name, why)
        return found

    def _needed_by(self, unsealed: str, why: Mapping[str, str]) -> dict[str, str]:
        """The sealed tests that make what an unsealed one needs; all of them where it cannot be told.

        Only those of its notebook: each one runs by itself.
        """
        cells = self.script.part(self.script.named("test")[unsealed].path).named("test")
        used = set(_names(cells[unsealed].source, ast.Load))
        before = tuple(cells)[: tuple(cells).index(unsealed)]
        makers = {name: set(_names(cells[name].source, ast.Store)) & used for name in before}
        found = {
            name: f'makes {", ".join(sorted(made))}, which the unsealed test "{unsealed}" uses'
            for name, made in makers.items()
            if made and name not in why
        }
        rest = f'the unsealed test "{unsealed}" gives another score when this one is sealed'
        return found or {name: rest for name in cells if name not in why}


def _error(judged: Judgement, name: str) -> str:
    """The error of a test, in one line."""
    for cell in (cell for notebook in judged.notebooks.values() for cell in notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name and (error := error_of(cell)):
            lines = str(error.evalue).strip().splitlines() or [""]
            return f"{error.ename}: {lines[0]}"
    return ""


def _names(source: str, context: type[ast.expr_context]) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, say
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            yield node.id
        elif context is ast.Store and isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif context is ast.Store and isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]


def _words(judged: Judgement, script: Script) -> dict[str, str]:
    tests = script.named("test")
    return {
        check.name: check.words for check in judged.checks if check.name in tests and check.status != "passed"
    }

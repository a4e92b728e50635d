"""Tests that are too weak: mistakes put into the solution that no test notices."""

import time

from grader.authoring.answers import Answer, solution_of
from grader.authoring.mutants import Mutant, mutants_of
from grader.authoring.preparing import Findings
from grader.authoring.report import Mutation, Places, Survivor
from grader.authoring.script import Script
from grader.authoring.trial import Trial, shortened

SECONDS_MAX = 5.0  # beside the others of a course
ALONE_SECONDS = 20.0  # of one exercise, whose author is at work on it


def weakness(
    trial: Trial, script: Script, found: Findings, places: Places, seconds: float = SECONDS_MAX
) -> Mutation:
    """Tries mutants of the solution until all are tried or the time is over.

    Most are noticed by the tests that follow the answer at once, so those are run first, alone; what they
    let pass meets the whole notebook, as a learner's answer does.
    """
    begun, solution = time.monotonic(), solution_of(trial.exercise, script)
    programs = {name: trial.exercise.solution / name for name in solution.files if name.endswith(".py")}
    mutants = mutants_of(script, programs)
    limits = shortened(trial.exercise.limits, found.seconds)  # one that loops for ever is noticed soon
    alone: dict[str, bool] = {}  # whether the solution passes an answer's own tests without the others

    def noticed(mutant: Mutant) -> bool:
        if mutant.file:
            answer = Answer(files={mutant.file: mutant.source.encode()}).over(solution)
            if not trial.passes(answer, script.named("test"), found.prepared, limits):
                return True
        else:
            answer = Answer({mutant.cell: mutant.source}).over(solution)
            own = own_tests(script, mutant.cell)
            if mutant.cell not in alone:
                alone[mutant.cell] = bool(own) and trial.passes(solution, own, found.prepared, limits)
            if alone[mutant.cell] and not trial.passes(answer, own, found.prepared, limits):
                return True
        checks = trial.judge(answer, found.prepared, limits).checks
        return any(check.status not in ("passed", "waiting") for check in checks)

    tried, survived = 0, []
    for mutant in mutants:
        if time.monotonic() - begun > seconds:
            break
        tried += 1
        if not noticed(mutant):
            survived.append(mutant)
    order = {cell.name: place for place, cell in enumerate(script.cells)}
    paths = {cell.name: cell.path for cell in script.cells} | programs
    survived.sort(key=lambda one: (order.get(one.cell, -1), one.file, one.line, one.change))
    survivors = tuple(
        Survivor(one.change, places.of(paths[one.cell or one.file], one.line)) for one in survived
    )
    return Mutation(len(mutants), tried, survivors, time.monotonic() - begun)


def own_tests(script: Script, answer: str) -> tuple[str, ...]:
    """The tests between an answer and the next one, in its notebook."""
    found: list[str] = []
    after = False
    for cell in script.part(script.named("answer")[answer].path).cells:
        if cell.role == "answer":
            after = cell.name == answer
        elif after and cell.role == "test":
            found.append(cell.name)
    return tuple(found)

"""Tests that are too weak: mistakes put into the solution that no test notices."""

import time

from grader.authoring.mutants import Mutant, mutants_of
from grader.authoring.preparing import Findings
from grader.authoring.report import Mutation, Places, Survivor
from grader.authoring.script import Script
from grader.authoring.trial import Trial, shortened

SECONDS_MAX = 30.0


def weakness(
    trial: Trial, script: Script, found: Findings, places: Places, seconds: float = SECONDS_MAX
) -> Mutation:
    """Tries mutants of the solution until all are tried or the time is over.

    Most are noticed by the tests that follow the answer at once, so those are run first, alone; what they
    let pass meets the whole notebook, as a learner's answer does.
    """
    begun, mutants = time.monotonic(), mutants_of(script)
    limits = shortened(trial.exercise.limits, found.seconds)  # one that loops for ever is noticed soon
    solution = {name: cell.source for name, cell in script.named("answer", "manual").items()}
    alone: dict[str, bool] = {}  # whether the solution passes an answer's own tests without the others

    def noticed(mutant: Mutant) -> bool:
        answers, own = {**solution, mutant.cell: mutant.source}, own_tests(script, mutant.cell)
        if mutant.cell not in alone:
            alone[mutant.cell] = bool(own) and trial.passes(solution, own, found.prepared, limits)
        if alone[mutant.cell] and not trial.passes(answers, own, found.prepared, limits):
            return True
        checks = trial.judge(answers, found.prepared, limits).checks
        return any(check.status not in ("passed", "waiting") for check in checks)

    tried, survived = 0, []
    for mutant in mutants:
        if time.monotonic() - begun > seconds:
            break
        tried += 1
        if not noticed(mutant):
            survived.append(mutant)
    order = {cell.name: place for place, cell in enumerate(script.cells)}
    paths = {cell.name: cell.path for cell in script.cells}
    survived.sort(key=lambda mutant: (order[mutant.cell], mutant.line, mutant.change))
    survivors = tuple(Survivor(one.change, places.of(paths[one.cell], one.line)) for one in survived)
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

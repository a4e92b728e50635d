"""Sixty learners' answers to the exercises of ``benchmarks/course``: right, wrong, broken and odd ones."""

import random
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from grader import notebooks
from grader.authoring.script import Script, read_script
from grader.authoring.wrong import read_wrong
from grader.manifest import Course, Exercise, load_course

FOLDER = Path(__file__).parent / "course"
LEARNERS = 60


def course() -> Course:
    return load_course(FOLDER)


def submissions(exercise: Exercise, release: NotebookNode) -> dict[str, NotebookNode]:
    """By learner, always the same: most answers right, others wrong, stopping on an error, or not begun."""
    script = read_script(exercise.script)
    wrong = {path.stem: read_wrong(path, script).answers for path in exercise.wrong}
    return {f"eleve{number:02d}": _one(number, script, wrong, release) for number in range(LEARNERS)}


def _one(
    number: int, script: Script, wrong: Mapping[str, Mapping[str, str]], release: NotebookNode
) -> NotebookNode:
    chance = random.Random(f"{script.path.parent.name} {number}")
    right = {name: cell.source for name, cell in script.named("answer").items()}
    kinds: list[Mapping[str, str]] = [right, wrong["autrement"], wrong["presque"], wrong["erreurs"]]
    weights = [100, 0, 0, 0] if number % 10 == 0 else [55, 15, 15, 15]
    made = notebooks.copied(release)
    tests = list(script.named("test"))
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in right:
            if number % 17 == 5 and name == next(iter(right)):
                continue  # left as released
            cell.source = chance.choices(kinds, weights)[0].get(name, right[name])
        elif name == "explication" and number % 7 != 6:
            cell.source = f"Parce qu'il y a moins à faire. {'Vraiment. ' * (number % 20)}"
        elif number % 11 == 4 and name == tests[1]:
            cell.source = "assert True"  # must be put back
    if number % 19 == 7:
        made.cells.insert(4, notebooks.new_cell("code", "print('bonjour')\nlist(range(20))"))
    if number % 23 == 9:
        made.cells.insert(4, notebooks.new_cell("code", "1 / 0"))
    return made

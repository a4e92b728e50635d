"""Submissions made by chance, always the same: answers of every kind, cells moved, copied and changed."""

import random
from collections.abc import Callable

from nbformat import NotebookNode

from grader import notebooks
from tests.grader.same.exercise import ENDLESS, OTHERS, RIGHT

COUNT = 22
_EXTRA = (
    "print('bonjour')",
    "1 / 0",
    "sum(range(10))",
    "ventes.describe()",
    "moyenne([1, 2, 3])",
    "nombres = [3, 1, 2]\nnombres.sort()\nnombres",
    "import sys\nprint('oh', file=sys.stderr)",
    "total = sum",
    "ventes = ventes[ventes.ville != 'Lille']",
    "PRIX = 1",
    "del Panier",
    "# une note",
    "x = ",
)
Change = Callable[[random.Random, NotebookNode], None]


def submissions(release: NotebookNode) -> dict[str, NotebookNode]:
    """By learner."""
    return {f"m{number:02d}": _one(number, release) for number in range(COUNT)}


def _one(number: int, release: NotebookNode) -> NotebookNode:
    chance = random.Random(number)
    made = notebooks.copied(release)
    for cell in made.cells:
        name = name_of(cell)
        if name not in RIGHT or chance.random() < 0.08:
            continue  # left as released
        right = chance.random() < 0.5
        cell.source = RIGHT[name] if right else chance.choice(OTHERS[name])
    if number == 5:
        named(made, "moyenne").source = ENDLESS
    if number > 3:
        for change in chance.sample(_CHANGES, chance.randint(1, 3)):
            change(chance, made)
    return made


def name_of(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def named(notebook: NotebookNode, name: str) -> NotebookNode:
    found: NotebookNode = next(cell for cell in notebook.cells if name_of(cell) == name)
    return found


def _locked(chance: random.Random, notebook: NotebookNode) -> NotebookNode:
    locked: list[NotebookNode] = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")
    ]
    return chance.choice(locked)


def _extra_cell(chance: random.Random, notebook: NotebookNode) -> None:
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(notebook.cells) + 1)
        notebook.cells.insert(place, notebooks.new_cell("code", chance.choice(_EXTRA)))


def _words(chance: random.Random, notebook: NotebookNode) -> None:
    kind = chance.choice(["markdown", "raw"])
    notebook.cells.insert(chance.randrange(5), notebooks.new_cell(kind, "Un *mot*."))


def _move(chance: random.Random, notebook: NotebookNode) -> None:
    cell = notebook.cells.pop(chance.randrange(len(notebook.cells)))
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), cell)


def _copy(chance: random.Random, notebook: NotebookNode) -> None:
    cell = notebooks.copied(notebooks.new([chance.choice(notebook.cells)])).cells[0]
    cell.id = f"copie-{chance.randrange(1000)}"
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), cell)


def _delete(chance: random.Random, notebook: NotebookNode) -> None:
    """Anything but a graded cell; what becomes of those has a test of its own."""
    free = [one for one in notebook.cells if not one.metadata.get("nbgrader", {}).get("grade")]
    notebook.cells.remove(chance.choice(free[1:]))


def _change_locked(chance: random.Random, notebook: NotebookNode) -> None:
    cell = _locked(chance, notebook)
    cell.source = chance.choice(
        ["assert True", "", "PRIX = 0", "99", "raise SystemExit", cell.source + "\n#"]
    )


def _change_marks(chance: random.Random, notebook: NotebookNode) -> None:
    cell = _locked(chance, notebook)
    marks = cell.metadata.nbgrader
    if "points" in marks:
        marks.points = chance.choice([0, 1, 50, 0.25])
    marks.checksum = "0" * 32
    if marks.get("grade"):
        marks.locked = False


def _change_metadata(chance: random.Random, notebook: NotebookNode) -> None:
    cell = chance.choice(notebook.cells)
    cell.metadata.update({"collapsed": True, "tags": ["à moi"], "editable": True, "autre": {"x": [1]}})
    notebook.metadata["auteur"] = {"prénom": "Zoé"}
    notebook.metadata["kernelspec"] = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}


def _other_ids(chance: random.Random, notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.id = f"c{chance.randrange(1 << 30)}"


def _as_words(chance: random.Random, notebook: NotebookNode) -> None:
    index = chance.choice([at for at, cell in enumerate(notebook.cells) if cell.cell_type == "code"])
    old = notebook.cells[index]
    notebook.cells[index] = notebooks.new_cell("markdown", old.source, metadata=old.metadata, id=old.id)


def _as_code(chance: random.Random, notebook: NotebookNode) -> None:
    index = chance.choice([at for at, cell in enumerate(notebook.cells) if cell.cell_type == "markdown"])
    old = notebook.cells[index]
    notebook.cells[index] = notebooks.new_cell("code", old.source, metadata=old.metadata, id=old.id)


def _run_before(chance: random.Random, notebook: NotebookNode) -> None:
    """Outputs of her own machine, which count for nothing."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = chance.randrange(100)
            cell.outputs = [notebooks.error_output("AssertionError", "avant")]


_CHANGES: tuple[Change, ...] = (
    *(_extra_cell, _words, _move, _copy, _delete, _change_locked, _change_marks, _change_metadata),
    *(_other_ids, _as_words, _as_code, _run_before),
)

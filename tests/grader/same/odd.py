"""Notebooks of right answers, and cells between them that use all that Python and IPython offer."""

from pathlib import Path

from nbformat import NotebookNode

from grader import notebooks
from tests.grader.same.exercise import RIGHT
from tests.grader.same.mixed import name_of

CELLS = Path(__file__).parent / "cells"
BETWEEN = "# %%\n"
# Beside the notebook: one of hers, and one that the author's replaces.
FILES = {"mien.txt": "à moi\n", "donnees/ventes.csv": "ville,billets\nLille,1\n"}


def submissions(release: NotebookNode) -> dict[str, NotebookNode]:
    """By learner, one for each file in ``cells/``."""
    made = {}
    for path in sorted(CELLS.glob("*.txt")):
        sources = path.read_text("utf-8").split(BETWEEN)[1:]
        made[f"h-{path.stem}"] = with_cells(release, *(source.strip("\n") for source in sources))
    return made


def with_cells(release: NotebookNode, *sources: str) -> NotebookNode:
    """These cells stand after the first answer and its tests."""
    made = notebooks.copied(release)
    for cell in made.cells:
        cell.source = RIGHT.get(name_of(cell), cell.source)
    place = next(at for at, cell in enumerate(made.cells) if name_of(cell) == "total")
    made.cells[place:place] = [
        notebooks.new_cell("code", source, id=f"plus-{number:02d}") for number, source in enumerate(sources)
    ]
    return made

"""Work that stock nbgrader grades otherwise, as grader/README.md says; each has a test of its own."""

from collections.abc import Mapping

from nbformat import NotebookNode

from grader import notebooks
from tests.grader.same.exercise import RIGHT
from tests.grader.same.mixed import name_of, named
from tests.grader.same.odd import with_cells

# The kernel ends in the middle of a cell after the first answer.
ENDINGS: Mapping[str, str] = {
    "k-os-exit": "import os\nos._exit(0)",
    "k-kill": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
}
# What stock nbgrader makes of these depends on how quick the machine is, so it is not asked.
BY_LUCK: Mapping[str, str] = {
    "k-exit": "exit()",
    "k-recursion": "def sans_fin(n):\n    return sans_fin(n + 1)\nsans_fin(0)",
}
COPIED = "z-copied"  # stock nbgrader stops at it, so it comes last
ASYNCIO_RUN = "import asyncio\nasync def deux():\n    return 2\nasyncio.run(deux())"
KERNEL = "get_ipython().kernel.shell is get_ipython()"
WARNING = "import warnings\ndef moyenne(nombres):\n    warnings.warn('vieux', DeprecationWarning, 1)\n"
GENEROUS = """def moyenne(nombres):
    globals()['points'] = 10
    return sum(nombres) / len(nombres)"""


def submissions(release: NotebookNode) -> dict[str, NotebookNode]:
    """By learner."""
    endings = {**ENDINGS, **BY_LUCK}
    made = {learner: with_cells(release, "print('avant')", source) for learner, source in endings.items()}
    made["k-asyncio"] = with_cells(release, ASYNCIO_RUN)
    made["k-kernel"] = with_cells(release, KERNEL)
    for name in ("warns", "generous", "renamed", "unmarked", "deleted"):
        made[f"k-{name}"] = with_cells(release)
    named(made["k-warns"], "moyenne").source = WARNING + RIGHT["moyenne"].split("\n", 1)[1]
    named(made["k-generous"], "moyenne").source = GENEROUS
    named(made["k-renamed"], "panier-prix").metadata.nbgrader.grade_id = "panier-prix-2"
    named(made["k-unmarked"], "panier-prix").metadata.nbgrader.grade = False
    deleted = made["k-deleted"]
    deleted.cells.remove(named(deleted, "panier-prix"))
    made[COPIED] = with_cells(release)
    copy = notebooks.copied(made[COPIED])
    named(copy, "carre").id = "copie"
    made[COPIED].cells.insert(0, named(copy, "carre"))
    return made


def without_marks_of_copies(notebook: NotebookNode) -> NotebookNode:
    """What nbgrader's DeduplicateIds is for; the mark that it leaves is too old for nbgrader's next step."""
    made = notebooks.copied(notebook)
    seen: set[str] = set()
    for cell in reversed(made.cells):
        name = name_of(cell)
        if name and name in seen:
            del cell.metadata["nbgrader"]
        seen.add(name)
    return made

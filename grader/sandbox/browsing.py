"""Where there is no Chromium, tests that need one give no marks at all: neither hers nor a zero."""

from nbformat import NotebookNode
from nbgrader import utils

from grader.browser import chromium
from grader.errors import GraderError

MODULE = "grader.browser"
ERROR = "NoChromium"


def require(notebook: NotebookNode) -> None:
    """Before anything runs. The tests were put back, so that what they import is the author's to say.

    Raises:
        GraderError: ``no-chromium`` where a test asks for a browser and this machine has none.
    """
    needed = any(_is_test(cell) and MODULE in cell.source for cell in notebook.cells)
    why = chromium.lacking() if needed else ""
    if why:
        raise _none(why)


def look(cell: NotebookNode) -> None:
    """After a test. She could say the same herself, and lose her marks until a person looks.

    Raises:
        GraderError: ``no-chromium`` where Chromium is there and did not start.
    """
    for output in cell.outputs if _is_test(cell) else ():
        if output.output_type == "error" and output.ename == ERROR:
            more = "an exercise that is no site needs `browser = true` in its [limits]"
            raise _none(f"{output.evalue[:1000]} (`campus doctor` says more; {more})")


def _is_test(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code" and utils.is_grade(cell) and utils.is_locked(cell))


def _none(why: str) -> GraderError:
    said = "Ton travail est bien arrivé, mais il ne peut pas être corrigé sur cette machine."
    return GraderError("no-chromium", said, why)

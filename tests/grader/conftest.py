"""A small exercise, and what learners hand in for it."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from sqlalchemy import create_engine

from grader import notebooks
from grader.authoring.build import build_course
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import pack
from grader.gradebook import CourseBook
from grader.kinds.source import Source, from_notebook
from grader.manifest import Course, load_course
from grader.store import Store
from grader.tables import metadata
from grader.worker import Grading


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts kernels or builds a course takes seconds."""
    for item in items:
        if {"classroom", "judged"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def cell(kind: str, source: str, name: str = "", **marks: Any) -> NotebookNode:
    """A cell of an author's notebook; ``name`` and ``marks`` become nbgrader's metadata."""
    metadata: dict[str, Any] = {}
    if name:
        plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        says = marks.pop("says", "")
        metadata = {"nbgrader": {**plain, "grade_id": name, **marks}, "campus": {"says": says}}
    return notebooks.new_cell(kind, source, metadata=metadata)


SOURCE_CELLS: tuple[tuple[Any, ...], ...] = (
    ("markdown", "# Le guichet", "enonce", {"locked": True}),
    ("code", "PRIX = 8", "outils", {"locked": True}),
    (
        "code",
        "def tarif(age):\n    ### BEGIN SOLUTION\n    return 3 if age < 12 else PRIX\n    ### END SOLUTION",
        "tarif",
        {"solution": True},
    ),
    (
        "code",
        'assert tarif(8) == 3, "À 8 ans on paie 3 €."\n'
        "### BEGIN HIDDEN TESTS\nassert tarif(11) == 3, 'secret onze'\n### END HIDDEN TESTS",
        "enfants",
        {"grade": True, "locked": True, "points": 2, "says": "Un enfant paie 3 €"},
    ),
    (
        "code",
        'assert tarif(30) == 8, "À 30 ans on paie 8 €."',
        "adultes",
        {"grade": True, "locked": True, "points": 1, "says": "Un adulte paie 8 €"},
    ),
    ("markdown", "Ma règle.", "regle", {"grade": True, "solution": True, "points": 2, "says": "Expliquer"}),
)


@pytest.fixture
def source_notebook() -> NotebookNode:
    cells = [cell(kind, source, name, **marks) for kind, source, name, marks in SOURCE_CELLS]
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebooks.new(cells, {"kernelspec": kernelspec})


@pytest.fixture
def source(source_notebook: NotebookNode) -> Source:
    return from_notebook("guichet", source_notebook)


@pytest.fixture
def released(source: Source, source_notebook: NotebookNode) -> NotebookNode:
    """What learners fetch: no answers, no hidden tests."""
    made = notebooks.copied(source_notebook)
    for one in made.cells:
        known = source.cells[one.metadata.nbgrader.grade_id]
        one.metadata.nbgrader = notebooks.node(known.metadata())
        one.source = known.source.split("\n### BEGIN HIDDEN TESTS")[0]
    return made


Answer = Callable[..., NotebookNode]


@pytest.fixture
def answered(released: NotebookNode) -> Answer:
    """A function that gives a learner's notebook: answers by name of cell."""

    def answer(**answers: str) -> NotebookNode:
        made = notebooks.copied(released)
        for one in made.cells:
            one.source = answers.get(one.metadata.nbgrader.grade_id, one.source)
        return made

    return answer


SCRIPT = """# %% [markdown] locked="enonce"
# # Le guichet

# %% locked="outils"
PRIX = 8

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    return 3 if age < 12 else PRIX
    ### END SOLUTION

# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans on paie 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "Et à onze ans ?"
### END HIDDEN TESTS

# %% test="adultes" points=1 says="Un adulte paie 8 €"
assert tarif(30) == 8, "À 30 ans on paie 8 €."

# %% [markdown] manual="regle" points=2 says="Expliquer sa règle"
# Ma règle.
"""


@dataclass(frozen=True)
class Classroom:
    """A built course of one exercise, ``guichet``, with all that grading needs."""

    grading: Grading
    db_url: str
    course: Course

    @property
    def book(self) -> CourseBook:
        return self.grading.books[self.course.id]

    @property
    def store(self) -> Store:
        return self.grading.store

    def release(self) -> NotebookNode:
        return notebooks.read(self.book.folder / "release/guichet/guichet.ipynb")

    def answered(self, **answers: str) -> NotebookNode:
        made = self.release()
        for one in made.cells:
            one.source = answers.get(one.metadata.get("nbgrader", {}).get("grade_id", ""), one.source)
        return made

    def hand_in(self, learner: str, notebook: NotebookNode, files: Mapping[str, str] | None = None) -> str:
        """Keeps the work as the exchange does; gives the submission's id."""
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "guichet.ipynb").write_text(notebooks.written(notebook))
            for name, content in (files or {}).items():
                (folder / name).write_text(content)
            blob = self.grading.blobs.put(BytesIO(pack(folder)))
        added = self.store.add_submission(self.course.id, "guichet", learner, blob.sha256, blob.size_bytes)
        return added.id

    def state(self, submission_id: str) -> str:
        found = self.store.submission(submission_id)
        return found.state if found else ""

    def scores(self, learner: str) -> dict[str, float | None]:
        """Automatic scores in the gradebook."""
        sheet = self.book.gradesheets(learner)[(learner, "guichet")]
        return {name: grade.auto_score for name, grade in sorted(sheet.grades.items())}


@pytest.fixture
def script() -> str:
    """The author's notebook of the classroom's exercise; a test module may have its own."""
    return SCRIPT


@pytest.fixture
def more_scripts() -> Mapping[str, str]:
    """The exercise's other notebooks by name; a test module may have some."""
    return {}


@pytest.fixture
def classroom(
    database: Callable[[str], str], tmp_path: Path, script: str, more_scripts: Mapping[str, str]
) -> Classroom:
    folder = tmp_path / "essai"
    exercise = folder / "exercises" / "guichet"
    exercise.mkdir(parents=True)
    (exercise / "exercise.toml").write_text(
        'title = "Un"\nminutes = 10\nsummary = "Un pas"\n[limits]\nwall_seconds = 20\ncell_seconds = 3\n'
    )
    (exercise / "notebook.py").write_text(script)
    (exercise / "notebooks").mkdir()
    for name, text in more_scripts.items():
        (exercise / "notebooks" / f"{name}.py").write_text(text)
    (folder / "course.toml").write_text(
        'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
    )
    course = load_course(folder)
    book = CourseBook(course.id, tmp_path / "courses" / course.id, database("gradebook"))
    build_course(course, book.folder, book.db_url)
    db_url = database("campus")
    engine = create_engine(db_url)
    metadata.create_all(engine)
    grading = Grading(Store(engine), FolderBlobs(tmp_path / "blobs"), {course.id: course}, {course.id: book})
    return Classroom(grading, db_url, course)

"""A course of one small exercise, a PostgreSQL of its own, and learners whose scores are known beforehand."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from benchmarks.bench import Bench, Postgres
from grader import notebooks
from grader.authoring.build import build_course
from grader.exchange.bundle import pack
from grader.manifest import load_course

EXERCISE = "guichet"
TOML = """title = "Un"
minutes = 10
summary = "Un pas"
[limits]
wall_seconds = 20
cell_seconds = 10
file_mb = 5
"""
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
"""
ANSWERS = {
    "def tarif(age):\n    return 3 if age < 12 else 8": 3.0,
    "def tarif(age):\n    return 3": 2.0,
    "def tarif(age):\n    return 8": 1.0,
    "def tarif(age):\n    return prix": 0.0,
}
"""What learners write, and the score that it is worth."""
SCORES = tuple(ANSWERS.values())
RIGHT, HALF, LITTLE, NOTHING = range(4)

# What PostgreSQL itself saw: each walk begun and each outcome written, by whichever process.
SEEN = """
create table walk (submission_id text);
create table writing (submission_id text);
create function saw_walk() returns trigger language plpgsql as
$$ begin insert into bench_campus.walk values (new.id); return null; end $$;
create function saw_writing() returns trigger language plpgsql as
$$ begin insert into bench_campus.writing values (new.submission_id); return null; end $$;
create trigger walks after update on submission
for each row when (new.tries > old.tries) execute function saw_walk();
create trigger writings after insert or update on outcome for each row execute function saw_writing();
"""

EMPTY = """
truncate bench_campus.submission, bench_campus.walk, bench_campus.writing, bench_jobs.procrastinate_jobs,
    bench_gradebook.submitted_assignment cascade
"""

Figures = Callable[[str, dict[str, Any]], None]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class School:
    """A bench with its exercise built and released, its database, and one bundle for each answer."""

    bench: Bench
    postgres: Postgres
    bundles: tuple[bytes, ...] = field(repr=False)

    def keep(self, learner: str, answer: int) -> str:
        """Work handed in as the exchange keeps it; ``answer`` is its place in ``ANSWERS``. Gives its id."""
        return self.keep_bundle(learner, self.bundles[answer])

    def seen(self, table: str) -> Counter[str]:
        """How often each submission was begun ("walk"), or its outcome written ("writing")."""
        with psycopg.connect(self.postgres.address) as db:
            asked = f"select submission_id from bench_campus.{table}"  # noqa: S608
            return Counter(row[0] for row in db.execute(asked.encode()))

    def keep_bundle(self, learner: str, bundle: bytes) -> str:
        blob = self.bench.blobs.put(BytesIO(bundle))
        store, course = self.bench.store, self.bench.course.id
        return store.add_submission(course, EXERCISE, learner, blob.sha256, blob.size_bytes).id


@pytest.fixture(scope="session")
def _built() -> Iterator[School]:
    # Not in pytest's folder, which any other pytest closes to PostgreSQL's user when it starts.
    with TemporaryDirectory(prefix="faults-") as made:
        place = Path(made)
        postgres = Postgres(place)
        try:
            postgres.start()
            yield _school(place, postgres)
        finally:
            postgres.stop()


def _school(place: Path, postgres: Postgres) -> School:
    folder = place / "essai"
    exercise = folder / "exercises" / EXERCISE
    exercise.mkdir(parents=True)
    (exercise / "exercise.toml").write_text(TOML)
    (exercise / "notebook.py").write_text(SCRIPT)
    described = 'title = "Essai"\naudience = "tous"\nsummary = "x"\npath = ["guichet"]\n'
    (folder / "course.toml").write_text(described)
    bench = Bench(load_course(folder), place, postgres.address)
    bench.make()
    with psycopg.connect(postgres.address, options="-csearch_path=bench_campus") as db:
        db.execute(SEEN.encode())
    build_course(bench.course, bench.book.folder, bench.book.db_url)
    released = bench.book.folder / "release" / EXERCISE
    blob = bench.blobs.put(BytesIO(pack(released)))
    bench.store.release(bench.course.id, EXERCISE, blob.sha256)
    return School(bench, postgres, tuple(bundle_of(released, answer) for answer in ANSWERS))


@pytest.fixture
def school(_built: School) -> Iterator[School]:
    """Nobody has handed in anything, and no worker runs."""
    with psycopg.connect(_built.postgres.address) as db:
        db.execute(EMPTY.encode())
    yield _built
    _built.bench.grading.sandbox.close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the processes of a test say."""
    return tmp_path / "processes.log"


def bundle_of(released: Path, answer: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """What a learner hands in who wrote this answer, with files of hers beside."""
    notebook = notebooks.read(released / f"{EXERCISE}.ipynb")
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade_id == "tarif":
            cell.source = answer
    with TemporaryDirectory() as made:
        (Path(made) / f"{EXERCISE}.ipynb").write_text(notebooks.written(notebook), encoding="utf-8")
        for name, content in (files or {}).items():
            (Path(made) / name).write_bytes(content)
        return pack(Path(made))


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Figures:
    """Shows what a test counted, one line of JSON, whatever pytest keeps to itself."""

    def show(title: str, counted: dict[str, Any]) -> None:
        with capsys.disabled():
            print(f"\n{title}: {json.dumps(counted)}")  # noqa: T201 - what this fixture is for

    return show

"""Many notebooks, graded three ways: unsealed and sealed by us, and by stock nbgrader. The same comes out."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from grader.harmless import harmless
from grader.sandbox import Sandbox
from tests.grader.same import known, mixed, odd
from tests.grader.same.graded import (
    Graded,
    Work,
    built,
    graded_by_stock,
    graded_by_us,
    release_of,
    seals_of,
    written_course,
)
from tests.grader.same.shown import shown

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ALL = 8.5  # points that a machine gives for what is right in all


@dataclass(frozen=True)
class ThreeWays:
    """``alike`` is the work that has to come out the same; the rest of ``work`` is known not to."""

    work: Work
    alike: Work
    ways: dict[str, Graded]
    said: str

    @property
    def stock(self) -> Graded:
        return self.ways["stock"]


@pytest.fixture(scope="module")
def graded(
    database: Callable[[str], str], sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> ThreeWays:
    folder = tmp_path_factory.mktemp("same")
    course = written_course(folder / "essai")
    ours = built(course, folder / "ours", database("gradebook"), sandbox)
    theirs = built(course, folder / "stock", f"sqlite:///{folder / 'gradebook.db'}")
    release, seals = release_of(ours), seals_of(ours)
    assert all(seal.sealed for seal in seals.values()), seals
    alike = {**mixed.submissions(release), **odd.submissions(release)}
    work = {**alike, **known.submissions(release)}
    ways = {
        "unsealed": graded_by_us(course, ours, database("campus"), work, odd.FILES, sandbox, {}),
        "sealed": graded_by_us(course, ours, database("campus"), work, odd.FILES, sandbox, seals),
    }
    ways["stock"], said = graded_by_stock(theirs, ours.folder / "submitted", work)
    return ThreeWays(work, alike, ways, said)


def test_the_work_is_of_every_kind(graded: ThreeWays) -> None:
    """Else agreeing would say little."""
    grades = [graded.stock.grades[learner] for learner in graded.alike]
    assert len({one["(all)"][0] for one in grades}) > 8
    assert {one["(late)"] for one in grades} >= {None, 2.0}
    for cell in ("moyenne-juste", "moyenne-vide", "total-villes", "panier-prix", "carre-forme", "partiel"):
        assert len({one[cell][0] for one in grades}) > 1, cell
    assert {one["partiel"][0] for one in grades} >= {0.5, 1.5}
    assert {one["regle comment"][0] for one in grades} == {None, "No response."}


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_every_score_flag_comment_and_penalty_is_stock_nbgrader_s(graded: ThreeWays, way: str) -> None:
    ours = graded.ways[way].grades
    assert {learner: ours[learner] for learner in graded.alike} == {
        learner: graded.stock.grades[learner] for learner in graded.alike
    }


def test_every_cell_shows_what_a_kernel_shows(graded: ThreeWays) -> None:
    """As far as ``shown`` compares; of both, what may be shown to others."""
    differences = []
    for learner in graded.alike:
        ours = graded.ways["unsealed"].notebooks[learner]
        theirs = harmless(graded.stock.notebooks[learner])
        assert [cell.cell_type for cell in ours.cells] == [cell.cell_type for cell in theirs.cells]
        pairs = zip(shown(ours), shown(theirs), strict=True)
        differences += [(learner, *one, other[1]) for one, other in pairs if one != other]
    assert differences == []


# -- what is known to differ (grader/README.md) -----------------------------------------------------


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_a_process_that_ends_costs_what_comes_after_it(graded: ThreeWays, way: str) -> None:
    """Stock nbgrader drops the whole submission."""
    assert "k-os-exit" not in graded.stock.notebooks
    assert "Kernel died" in graded.said
    grades = graded.ways[way].grades["k-os-exit"]
    scores = {
        name: grades[name][0] for name in ("moyenne-juste", "moyenne-vide", "total-villes", "carre-forme")
    }
    assert scores == {"moyenne-juste": 2.0, "moyenne-vide": 1.0, "total-villes": 0.0, "carre-forme": 0.0}


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
@pytest.mark.parametrize("learner", ["k-exit", "k-kill", "k-recursion"])
def test_what_ends_a_kernel_and_not_a_process_costs_nothing(
    graded: ThreeWays, way: str, learner: str
) -> None:
    """``exit()`` asks a kernel to stop in a moment; a long traceback can take it more time than it has."""
    assert graded.ways[way].grades[learner]["(all)"][0] == ALL
    assert "k-kill" not in graded.stock.notebooks


def test_asyncio_run_works(graded: ThreeWays) -> None:
    assert "asyncio.run() cannot be called" in str(graded.stock.notebooks["k-asyncio"])
    ours = graded.ways["unsealed"].notebooks["k-asyncio"]
    [cell] = [cell for cell in ours.cells if cell.source == known.ASYNCIO_RUN]
    assert [output.data["text/plain"] for output in cell.outputs] == ["2"]


def test_there_is_no_kernel_to_ask(graded: ThreeWays) -> None:
    ours = graded.ways["unsealed"].notebooks["k-kernel"]
    [cell] = [cell for cell in ours.cells if cell.source == known.KERNEL]
    assert [output.ename for output in cell.outputs] == ["AttributeError"]


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_a_warning_costs_no_points(graded: ThreeWays, way: str) -> None:
    """To stock nbgrader, a test with anything on stderr has failed."""
    assert graded.ways[way].grades["k-warns"]["moyenne-juste"][0] == 2.0
    assert graded.stock.grades["k-warns"]["moyenne-juste"][0] == 0.0


def test_a_value_above_the_points_is_no_points(graded: ThreeWays) -> None:
    """Stock nbgrader drops the submission. Sealed, her code cannot reach the test's own names."""
    assert "partial credit cannot be greater" in graded.said
    assert "k-generous" not in graded.stock.notebooks
    assert graded.ways["unsealed"].grades["k-generous"]["partiel"][0] == 0.0
    assert graded.ways["sealed"].grades["k-generous"]["partiel"][0] == 1.5


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_marks_that_she_changed_cost_no_more_than_their_cell(graded: ThreeWays, way: str) -> None:
    """Stock nbgrader drops a submission with another name or other marks."""
    assert not {"k-renamed", "k-unmarked"} & set(graded.stock.notebooks)
    grades = graded.ways[way].grades
    assert grades["k-renamed"]["panier-prix"][0] == 0.0
    assert grades["k-renamed"]["(all)"][0] == ALL - 1.0
    assert grades["k-unmarked"]["(all)"][0] == ALL


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_a_test_that_she_deleted_gets_no_points_and_asks_nobody(graded: ThreeWays, way: str) -> None:
    """Stock nbgrader gives no score at all, and wants a person to look."""
    auto_score, needs_manual_grade = 0, 3
    ours, theirs = (graded.ways[one].grades["k-deleted"]["panier-prix"] for one in (way, "stock"))
    assert (ours[auto_score], ours[needs_manual_grade]) == (0.0, False)
    assert (theirs[auto_score], theirs[needs_manual_grade]) == (None, True)


@pytest.mark.parametrize("way", ["unsealed", "sealed"])
def test_a_copied_cell_counts_for_nothing(graded: ThreeWays, way: str) -> None:
    """Stock nbgrader takes its own mark on copies for an old format, and grades nobody else."""
    assert known.COPIED not in graded.stock.notebooks
    assert "use an old version" in graded.said
    assert graded.ways[way].grades[known.COPIED]["(all)"][0] == ALL

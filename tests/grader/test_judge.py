"""What a learner hands in is graded whatever state it is in; the damaged cell alone loses its points."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode

from grader import notebooks
from grader.harmless import harmless
from grader.kinds.notebook import Judgement, Setup, judge, restore, score
from grader.kinds.source import Source
from grader.manifest import Limits
from grader.sandbox import Sandbox

Answer = Callable[..., NotebookNode]
LIMITS = Limits(wall_seconds=20, cell_seconds=2)
RIGHT = "def tarif(age):\n    return 3 if age < 12 else 8"


@pytest.fixture
def judged(source: Source) -> Callable[[NotebookNode], Judgement]:
    return lambda submitted: judge({"guichet": submitted}, Setup((source,), LIMITS), None, Sandbox())


Judge = Callable[[NotebookNode], Judgement]


def scores(judgement: Judgement) -> dict[str, float | None]:
    return {check.name: check.score for check in judgement.checks}


def words(judgement: Judgement) -> dict[str, str]:
    return {check.name: check.words for check in judgement.checks}


def names(notebook: NotebookNode) -> list[str]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells]


def test_a_right_answer_gets_its_points_and_the_text_waits_for_a_person(
    judged: Judge, answered: Answer
) -> None:
    judgement = judged(answered(tarif=RIGHT, regle="C'est moins cher pour les enfants."))
    assert scores(judgement) == {"enfants": 2.0, "adultes": 1.0, "regle": None}
    assert (judgement.score, judgement.max_score, judgement.waiting) == (3.0, 5.0, True)
    assert judgement.checks[0].says == "Un enfant paie 3 €"


def test_the_start_gets_nothing_and_says_that_nothing_is_answered_yet(
    judged: Judge, released: NotebookNode
) -> None:
    judgement = judged(released)
    assert scores(judgement) == {"enfants": 0.0, "adultes": 0.0, "regle": 0.0}
    assert all("pas encore répondu" in said for said in words(judgement).values())


def test_a_wrong_answer_reads_the_words_of_the_test(judged: Judge, answered: Answer) -> None:
    judgement = judged(answered(tarif="def tarif(age):\n    return 8"))
    assert scores(judgement) == {"enfants": 0.0, "adultes": 1.0, "regle": 0.0}
    assert words(judgement)["enfants"] == "À 8 ans on paie 3 €."


def test_an_error_is_told_in_french_with_her_line(judged: Judge, answered: Answer) -> None:
    judgement = judged(answered(tarif="def tarif(age):\n    prix = 3\n    return pri"))
    assert "ne connaît pas le nom" in words(judgement)["enfants"]
    assert "prix" in words(judgement)["enfants"]
    assert "return pri" in words(judgement)["enfants"]


def test_a_missing_colon_is_told_where_it_is_missing(judged: Judge, answered: Answer) -> None:
    judgement = judged(answered(tarif="def tarif(age)\n    return 3"))
    assert "deux-points" in words(judgement)["enfants"]
    assert "def tarif(age)" in words(judgement)["enfants"]


def test_a_loop_without_end_stops_and_the_other_cells_are_graded(judged: Judge, answered: Answer) -> None:
    endless = "def tarif(age):\n    while age < 12:\n        pass\n    return 8"
    judgement = judged(answered(tarif=endless))
    assert scores(judgement)["adultes"] == 1.0
    assert "ne s'arrête pas" in words(judgement)["enfants"]


def test_a_loop_that_refuses_to_stop_loses_only_what_follows(judged: Judge, answered: Answer) -> None:
    stubborn = "def tarif(age):\n    while age > 12:\n        try:\n            while True: pass\n"
    stubborn += "        except BaseException: pass\n    return 3"
    judgement = judged(answered(tarif=stubborn))
    assert scores(judgement)["enfants"] == 2.0
    assert scores(judgement)["adultes"] == 0.0


def test_the_death_of_the_kernel_keeps_what_was_earned_before(judged: Judge, answered: Answer) -> None:
    deadly = "import os\ndef tarif(age):\n    return 3 if age < 12 else os._exit(0)"
    judgement = judged(answered(tarif=deadly))
    assert scores(judgement)["enfants"] == 2.0
    assert scores(judgement)["adultes"] == 0.0
    assert "arrêté Python" in words(judgement)["adultes"]


def test_a_changed_test_is_put_back(judged: Judge, answered: Answer) -> None:
    judgement = judged(answered(tarif="def tarif(age): return 0", enfants="assert True", outils="PRIX = 0"))
    assert scores(judgement)["enfants"] == 0.0
    assert "secret onze" in "".join(cell.source for cell in judgement.notebooks["guichet"].cells)


def test_a_deleted_test_scores_zero_with_words_and_the_rest_is_graded(
    judged: Judge, answered: Answer
) -> None:
    submitted = answered(tarif=RIGHT)
    submitted.cells = [cell for cell in submitted.cells if cell.metadata.nbgrader.grade_id != "enfants"]
    judgement = judged(submitted)
    assert scores(judgement) == {"enfants": 0.0, "adultes": 1.0, "regle": 0.0}
    assert "effacée" in words(judgement)["enfants"]


def test_a_copied_cell_does_not_break_the_submission(judged: Judge, answered: Answer) -> None:
    submitted = answered(tarif=RIGHT)
    submitted.cells += [notebooks.copied(cell) for cell in submitted.cells[2:5]]
    assert scores(judged(submitted)) == {"enfants": 2.0, "adultes": 1.0, "regle": 0.0}


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_cell_turned_into_text_is_code_again(source: Source, answered: Answer, kind: str) -> None:
    submitted = answered(tarif=RIGHT)
    for place in (2, 3):
        old = submitted.cells[place]
        fields = {"attachments": {"a.png": {"image/png": ""}}} if kind == "markdown" else {}
        submitted.cells[place] = notebooks.new_cell(kind, old.source, metadata=old.metadata, **fields)
    restored = restore(submitted, source)
    assert [cell.cell_type for cell in restored.cells[2:4]] == ["code", "code"]
    assert names(restored) == names(submitted)


@pytest.mark.parametrize(
    "marks",
    [{}, "nonsense", {"grade_id": "enfants"}, {"grade_id": "enfants", "grade": False, "schema_version": 99}],
)
def test_damaged_marks_do_not_break_the_submission(source: Source, answered: Answer, marks: object) -> None:
    submitted = answered(tarif=RIGHT)
    submitted.cells[3].metadata["nbgrader"] = marks
    restored = restore(submitted, source)
    lost = not isinstance(marks, dict) or "grade_id" not in marks
    assert ("enfants" in names(restored)) is not lost
    assert "adultes" in names(restored)


def test_points_that_she_gave_herself_are_taken_back(source: Source, answered: Answer) -> None:
    submitted = answered(tarif=RIGHT)
    submitted.cells[3].metadata.nbgrader.points = 100
    assert restore(submitted, source).cells[3].metadata.nbgrader.points == 2


def test_a_message_on_stderr_gives_zero_and_says_so(judged: Judge, answered: Answer) -> None:
    noisy = "import sys\ndef tarif(age):\n    print('attention', file=sys.stderr)\n    return 3"
    judgement = judged(answered(tarif=noisy))
    assert scores(judgement)["enfants"] == 0.0
    assert "attention" in words(judgement)["enfants"]


def test_a_python_warning_takes_no_points(judged: Judge, answered: Answer) -> None:
    warned = "import warnings\ndef tarif(age):\n    warnings.warn('vieux')\n    return 3 if age < 12 else 8"
    assert scores(judged(answered(tarif=warned)))["enfants"] == 2.0


def test_files_beside_the_notebook_can_be_read_and_notebooks_cannot(
    source: Source, answered: Answer, tmp_path: Path
) -> None:
    (tmp_path / "prix.csv").write_text("3\n")
    (tmp_path / "guichet.ipynb").write_text("secret")
    reading = (
        "import os\ndef tarif(age):\n    return int(open('prix.csv').read()) if age < 12 else os.listdir()"
    )
    judgement = judge({"guichet": answered(tarif=reading)}, Setup((source,), LIMITS), tmp_path, Sandbox())
    assert scores(judgement)["enfants"] == 2.0
    assert "ipynb" not in str(judgement.notebooks["guichet"].cells)


def test_what_was_handed_in_is_not_changed(source: Source, answered: Answer) -> None:
    submitted = answered(tarif=RIGHT)
    before = notebooks.written(submitted)
    restore(submitted, source)
    assert notebooks.written(submitted) == before


@pytest.mark.parametrize(
    ("value", "points", "state"),
    [
        ("0.5", 0.5, "partial"),
        ("2", 2.0, "passed"),
        ("0", 0.0, "failed"),
        ("'non'", 2.0, "passed"),
        ("7", 0.0, "failed"),
    ],
)
def test_a_value_at_the_end_of_a_test_is_its_score_and_too_much_of_it_breaks_nothing(
    source: Source, released: NotebookNode, value: str, points: float, state: str
) -> None:
    made = restore(released, source)
    shown = {"output_type": "execute_result", "data": {"text/plain": value}, "metadata": {}}
    made.cells[3].outputs = [notebooks.node(shown)]
    check = score({"guichet": made}, [source]).checks[0]
    assert (check.score, check.status) == (points, state)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "stderr", "text": ["a"]}),
        ("stream", {"name": 7, "text": 5}),
        ("error", {"ename": 1, "evalue": 2, "traceback": [1, 2]}),
        ("error", {"ename": "E", "evalue": None, "traceback": "abc"}),
        ("execute_result", {"data": {"text/plain": [1]}, "metadata": 5, "execution_count": [1]}),
        ("display_data", {"data": {"image/png": 3, "text/html": [1]}, "metadata": {}}),
        ("execute_input", {"code": "", "execution_count": [1]}),
    ],
)
def test_messages_that_a_cell_forges_never_break_the_correction(
    judged: Judge, answered: Answer, kind: str, content: dict[str, object]
) -> None:
    forged = f"""
kernel = get_ipython().kernel
kernel.session.send(kernel.iopub_socket, {kind!r}, {content!r}, parent=kernel.get_parent())
def tarif(age):
    raise ValueError("non")
"""
    judgement = judged(answered(tarif=forged))
    assert notebooks.written(harmless(judgement.notebooks["guichet"])).encode()
    assert scores(judgement) == {"enfants": 0.0, "adultes": 0.0, "regle": 0.0}


def test_half_characters_are_replaced_before_a_file_or_a_database_refuses_them(
    judged: Judge, answered: Answer
) -> None:
    judgement = judged(answered(tarif=f"print('\ud83d')\n{RIGHT}", regle="Oui \ud83d"))
    assert scores(judgement) == {"enfants": 2.0, "adultes": 1.0, "regle": None}
    assert notebooks.written(harmless(judgement.notebooks["guichet"])).encode()


@pytest.mark.parametrize(
    "metadata",
    [
        {"tags": 5},
        {"tags": ["a", "a", 1, ","]},
        {"collapsed": 5},
        {"name": 5},
        {"jupyter": 5},
        {"nbgrader": 5},
    ],
)
def test_metadata_that_follows_no_format_harms_nothing(
    released: NotebookNode, source: Source, metadata: dict[str, object]
) -> None:
    released.cells[2].metadata = notebooks.node(metadata)
    released.metadata = notebooks.node({"language_info": "x", "kernelspec": 5, "more": [5]})
    assert restore(released, source).cells


def test_what_calls_her_code_is_not_told_by_the_error_that_she_raises(
    judged: Judge, answered: Answer
) -> None:
    curious = "def tarif(age):\n    raise AssertionError(get_ipython().user_ns['In'][-1])"
    judgement = judged(answered(tarif=curious))
    assert not any("onze" in said for said in words(judgement).values())


def test_thousands_of_cells_are_put_right_in_no_time(source: Source) -> None:
    cells = [notebooks.node({"cell_type": "code", "source": "", "id": f"c{n}"}) for n in range(4000)]
    started = time.monotonic()
    restore(notebooks.node({"cells": cells, "metadata": {}}), source)
    assert time.monotonic() - started < 4

"""Grades go where stock nbgrader puts them, once, and a person's grades stay."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from traitlets.config.loader import PyFileConfigLoader

from grader import notebooks
from grader.harmless import harmless, text
from grader.kinds.notebook import score
from grader.kinds.source import Source, from_notebook
from grader.progress import Progress
from grader.worker import step

RIGHT = "def tarif(age):\n    return 3 if age < 12 else 8"
WRONG = "def tarif(age):\n    return 8"


def test_grades_and_folders_are_those_of_nbgrader(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT), {"notes.txt": "à moi"})
    assert step(classroom.grading, made) == "graded"
    assert classroom.scores("ada") == {"enfants": 2.0, "adultes": 1.0, "regle": 0.0}
    for folder in ("submitted", "autograded"):
        there = {path.name for path in classroom.book.step(folder, "ada", "guichet").iterdir()}
        assert there == {"guichet.ipynb", "timestamp.txt", "notes.txt"}
    with classroom.book.opened() as book:
        submission = book.find_submission("guichet", "ada")
        assert (submission.score, submission.max_score) == (3.0, 5.0)
        assert submission.timestamp is not None


def test_the_gradebook_and_the_author_s_notebook_give_the_same_source(classroom: Any) -> None:
    notebook = notebooks.read(classroom.book.folder / "source/guichet/guichet.ipynb")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(classroom.book.folder)).load_config()
    assert from_notebook("guichet", notebook, config) == classroom.book.sources("guichet")[0]


def test_a_submission_graded_twice_changes_nothing(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    step(classroom.grading, made)
    before = classroom.store.outcomes([made])[made]
    assert step(classroom.grading, made) is None
    assert classroom.store.outcomes([made])[made] == before


def test_an_older_submission_graded_late_does_not_replace_the_newer(classroom: Any) -> None:
    older = classroom.hand_in("ada", classroom.answered(tarif=WRONG))
    newer = classroom.hand_in("ada", classroom.answered(tarif=RIGHT))
    step(classroom.grading, newer)
    assert step(classroom.grading, older) == "graded"
    assert classroom.scores("ada")["enfants"] == 2.0
    assert classroom.store.outcomes([older])[older].score == 1.0
    shown = Progress(classroom.store, classroom.grading.books)
    assert shown.latest(classroom.course.id, "ada")["guichet"].score == 3.0
    earlier = shown.result(older)
    assert earlier is not None
    assert earlier.score == 1.0


def test_a_manual_grade_survives_a_new_submission_and_waits_to_be_seen_again(classroom: Any) -> None:
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(regle="Parce que.")))
    with classroom.book.opened() as book:
        grade = book.find_grade("regle", "guichet", "guichet", "ada")
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT, regle="Parce que…")))
    regle = classroom.book.gradesheets("ada")["ada", "guichet"].grades["regle"]
    assert (regle.manual_score, regle.needs_manual_grade) == (1.5, True)


def test_the_same_work_graded_again_keeps_what_a_person_settled(classroom: Any) -> None:
    made = classroom.hand_in("ada", classroom.answered(tarif=WRONG, regle="Parce que."))
    step(classroom.grading, made)
    with classroom.book.opened() as book:
        for name, score in (("regle", 1.5), ("enfants", 1.0), ("adultes", 0.5)):
            grade = book.find_grade(name, "guichet", "guichet", "ada")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, 0.25, False
        book.find_comment("regle", "guichet", "guichet", "ada").manual_comment = "Bien vu"
        book.find_grade("adultes", "guichet", "guichet", "ada").auto_score = 0.0  # as an old test gave it
        book.db.commit()
    classroom.store.put_back(made)
    assert step(classroom.grading, made) == "graded"
    sheet = classroom.book.gradesheets("ada")["ada", "guichet"]
    kept = {name: (grade.manual_score, grade.needs_manual_grade) for name, grade in sheet.grades.items()}
    # Only where the machine says something new, a person has something to look at.
    assert kept == {"regle": (1.5, False), "enfants": (1.0, False), "adultes": (0.5, True)}
    assert {grade.extra_credit for grade in sheet.grades.values()} == {0.25}
    assert sheet.comments == {"regle": "Bien vu"}
    assert classroom.store.outcomes([made])[made].score == 1.0


def test_late_work_is_penalized_as_the_course_says_and_on_time_work_no_longer(classroom: Any) -> None:
    config = classroom.book.folder / "nbgrader_config.py"
    config.write_text(f'{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = "zero"\n')

    def due(hours: float) -> None:
        with classroom.book.opened() as book:
            at = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=hours)
            book.find_assignment("guichet").duedate = at
            book.db.commit()

    due(-1)
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT)))
    late = classroom.book.gradesheets("ada")["ada", "guichet"]
    assert late.late_penalty == 3.0
    assert late.late_seconds > 3000
    due(1)
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT)))
    assert classroom.book.gradesheets("ada")["ada", "guichet"].late_penalty == 0.0


def test_a_test_deleted_in_a_second_submission_loses_the_points_of_the_first(classroom: Any) -> None:
    step(classroom.grading, classroom.hand_in("ada", classroom.answered(tarif=RIGHT)))
    second = classroom.answered(tarif=RIGHT)
    second.cells = [one for one in second.cells if one.metadata.nbgrader.grade_id != "enfants"]
    step(classroom.grading, classroom.hand_in("ada", second))
    assert classroom.scores("ada") == {"enfants": 0.0, "adultes": 1.0, "regle": 0.0}


def test_nothing_that_a_learner_made_can_run_in_the_formgrader(classroom: Any) -> None:
    attack = "<img src=x onerror=alert(1)> <script>alert(2)</script>"
    shown = (
        "from IPython.display import display, HTML, Javascript, SVG, Markdown\n"
        "display(HTML('<script>alert(3)</script><table><tr><td onclick=\"alert(4)\">ok</td></tr></table>'))\n"
        "display(Javascript('alert(5)'))\n"
        "display({'image/svg+xml': '<svg onload=\"alert(6)\"/>'}, raw=True)\n"
        "display({'text/markdown': '<b onclick=alert(7)>'}, raw=True)\n"
        "display({'image/png': '\"><script>alert(8)</script>'}, raw=True)\n"
    )
    submitted = classroom.answered(tarif=shown + RIGHT, regle=attack)
    submitted.cells.append(notebooks.new_cell("raw", attack))
    submitted.cells.append(notebooks.new_cell("markdown", "[x](java&#115;cript:alert(9))"))
    submitted.metadata["title"] = attack
    submitted.cells[0].metadata["tags"] = [attack]
    step(classroom.grading, classroom.hand_in("ada", submitted))
    written = (classroom.book.step("autograded", "ada", "guichet") / "guichet.ipynb").read_text()
    made = notebooks.parsed(written)
    kept = "".join(str((cell.get("outputs"), cell.metadata)) for cell in made.cells)
    for bad in ("<script", "onerror", "onclick=", "onload", "javascript"):
        assert bad not in kept
    texts = "".join(cell.source for cell in made.cells if cell.cell_type != "code")
    for bad in ("<script", "<img", "](java"):
        assert bad not in texts
    assert "<td>ok</td>" in kept
    assert attack not in str(made.metadata)
    assert classroom.scores("ada")["enfants"] == 2.0


@pytest.mark.parametrize(
    "plain", ["J'ai **bien** compris : 3 < 12, et [ici](https://exemple.fr) $x^2$", "les data : ok"]
)
def test_an_ordinary_text_is_left_as_it_is(plain: str) -> None:
    assert text(plain) == plain


@pytest.mark.parametrize(
    "attack",
    [
        "[x](javascript:alert(1))",
        "[x](java\\\tscript:alert(1))",
        "[x](JAVA&#x53;CRIPT&colon;alert(1))",
        "[x][1]\n\n[1]: javascript\\:alert(1)",
        "<javascript:alert(1)>",
        "$\\href{javascript:alert(1)}{x}$",
        "&lt;script&gt;",
        "<!-- x --><b onmouseover=alert(1)>",
    ],
)
def test_a_text_that_could_run_something_is_shown_as_it_was_typed(attack: str) -> None:
    shown = text(attack)
    assert shown.startswith("<pre>")
    assert not set(shown[5:-6]) & set("<>()[]:$\\`*")


def test_scores_of_the_harmless_notebook_are_the_same(source: Source, source_notebook: Any) -> None:
    made = notebooks.copied(source_notebook)
    picture = base64.b64encode(b"png").decode()
    made.cells[3].outputs = [notebooks.error_output("AssertionError", "<script>")]
    made.cells[4].outputs = [
        notebooks.node({"output_type": "execute_result", "data": {"text/plain": "0.5"}, "metadata": {}}),
        notebooks.node({"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}),
    ]
    before = score({"guichet": notebooks.copied(made)}, [source])
    after = score({"guichet": harmless(made)}, [source])
    assert [check.score for check in before.checks] == [check.score for check in after.checks]
    assert after.notebooks["guichet"].cells[4].outputs[1].data["image/png"] == picture


def test_what_a_killed_walk_left_is_gone_after_the_next_one(classroom: Any) -> None:
    hers = classroom.book.step("submitted", "ada", "guichet").parent
    left, others = (".guichet-0123abcd", ".guichet-0123abcd-old"), (".guichet-2-0123abcd", "guichet-2")
    for name in (*left, *others):
        (hers / name).mkdir(parents=True)
    assert step(classroom.grading, classroom.hand_in("ada", classroom.release())) == "graded"
    assert {path.name for path in hers.iterdir()} == {"guichet", *others}

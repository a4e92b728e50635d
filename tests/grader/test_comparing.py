"""What was obtained and expected is told where she may read the test, and nowhere else."""

import pytest

from grader import notebooks
from grader.kinds.comparing import NOTHING, Detail, detail
from grader.kinds.reading import hidden_names
from grader.kinds.telling import detailed
from grader.results import CheckResult, Status
from grader.sandbox.environment import Comparison

HIDDEN = "\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def seen(source: str, line: int = 1, obtained: str = "3", expected: str = "5", before: str = "") -> Detail:
    """What is told of the comparison on a line of a test; ``before`` is another test, above it."""
    marks = {"nbgrader": {"locked": True, "grade": True, "solution": False, "task": False, "grade_id": "a"}}
    cells = [notebooks.new_cell("code", text, metadata=marks) for text in (before, source)]
    names = hidden_names(notebooks.new(cells))
    return detail(cells[-1], Comparison(line, "?", obtained, expected), names)


def test_a_call_says_by_itself_what_was_asked() -> None:
    assert seen('assert tarif(12) == 5, "non"') == Detail("tarif(12)", "3", "5")
    assert seen('assert tarif( 12,\n  "été" ) == 5, "non"', line=2) == Detail("tarif(12, 'été')", "3", "5")


def test_a_name_given_by_a_call_stands_for_it() -> None:
    assert seen('obtenu = marge(25, 9)\nassert obtenu == 5, "non"', line=2).asked == "marge(25, 9)"


def test_what_depends_on_a_loop_is_told_without_what_was_asked() -> None:
    source = 'for age, attendu in ((8, 3), (12, 5)):\n    assert tarif(age) == attendu, "non"'
    assert seen(source, line=2) == Detail("", "3", "5")


def test_sides_the_other_way_round_are_put_right() -> None:
    assert seen('assert 5 == tarif(12), "non"', obtained="5", expected="3") == Detail("tarif(12)", "3", "5")


@pytest.mark.parametrize(
    "source",
    [
        'assert abs(tarif(12) - 5) < 0.01, "non"',
        'assert tarif(12) is not None, "non"',
        'assert tarif(12) != 5, "non"',
        'assert tarif(12) in (3, 5), "non"',
        'assert 0 < tarif(12) == 5, "non"',
        'assert tarif(12), "non"',
        "x = 3",
        "%matplotlib inline",
    ],
)
def test_only_an_equality_has_an_expected_value(source: str) -> None:
    assert seen(source) == NOTHING


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (HIDDEN.format('assert tarif(11) == 5, "non"'), 3),
        # The line is hers to read, its values are not.
        (
            "CAS = [8]"
            + HIDDEN.format("CAS += [11]")
            + '\nfor age in CAS:\n    assert tarif(age) == 5, "non"',
            6,
        ),
        ('def essai(age, prix):\n    assert tarif(age) == prix, "non"' + HIDDEN.format("essai(11, 5)"), 2),
        ('essai = lambda age: tarif(age)\ndef f(a):\n    assert essai(a) == 5, "non"\nf(3)', 3),
    ],
)
def test_nothing_is_told_of_a_hidden_test(source: str, line: int) -> None:
    assert seen(source, line) == NOTHING


def test_nothing_is_told_of_what_another_hidden_test_prepared() -> None:
    before = "x = 1" + HIDDEN.format("AGE, PRIX = 11, 5\nCAS.append(3)")
    assert seen('assert tarif(AGE) == PRIX, "non"', before=before) == NOTHING
    assert seen('assert tarif(12) == len(CAS), "non"', before=before) == NOTHING
    # The same name, given anew where she can read it, hides nothing.
    assert seen('AGE = 12\nassert tarif(AGE) == 5, "non"', line=2, before=before) == Detail("", "3", "5")


def test_what_is_too_long_to_read_is_not_told() -> None:
    assert seen('assert tarif(12) == 5, "non"', obtained="'" + "a" * 90 + "'") == NOTHING
    assert seen('assert tarif(12) == 5, "non"', obtained="   a\n0  1") == NOTHING


def test_an_unknown_or_incomplete_comparison_tells_nothing() -> None:
    cell = notebooks.new_cell("code", "assert tarif(12) == 5, 'non'")
    assert detail(cell, None, set()) == NOTHING
    assert seen('assert tarif(12) == 5, "non"', expected="") == NOTHING


def check(words: str, obtained: str, expected: str, asked: str = "", status: Status = "failed") -> str:
    made = CheckResult("a", "a", 1, 0, status, words, asked=asked, obtained=obtained, expected=expected)
    return made.detail.replace("\u00a0", " ").replace("\u202f", " ")


def test_both_values_become_a_sentence() -> None:
    said = "Pour `tarif(12)`, ton programme donne `3`. On attendait `5`."
    assert check("Relis le tableau.", "3", "5", "tarif(12)") == said
    assert check("Relis.", "3", "5") == "Ton programme donne `3`. On attendait `5`."
    assert check("Relis.", "None", "5") == "Ton programme ne donne rien (`None`). On attendait `5`."
    assert "Les guillemets en font un texte" in check("Relis.", "'5'", "5")
    assert "il manque peut-être des parenthèses" in check("Relis.", "<function tarif>", "5")


@pytest.mark.parametrize(
    ("words", "obtained", "expected"),
    [
        ("Le prix attendu est 5 €, mais ton guichet donne 3.", "3", "5"),
        ("On attend 58\u202f078,71\u00a0€. Tu obtiens 58 078,7 €.", "58078.7", "58078.71"),
        ("On attend 'Inès' et tu donnes None.", "None", "'Inès'"),
        ("Presque !", "5", "5"),
    ],
)
def test_what_the_author_s_words_say_is_not_said_twice(words: str, obtained: str, expected: str) -> None:
    assert check(words, obtained, expected) == ""


def test_a_number_inside_another_is_not_said_yet() -> None:
    assert check("À 15 ans, on compte 30 minutes.", "3", "5") != ""
    assert check("Le prix est 5.5 et 3 fois plus.", "3", "5") != ""


def test_what_is_passed_needs_no_sentence() -> None:
    assert check("", "3", "5", status="passed") == ""


def test_checks_are_completed_from_what_the_run_saw() -> None:
    marks = {"locked": True, "grade": True, "solution": False, "task": False, "grade_id": "a"}
    cell = notebooks.new_cell("code", 'assert tarif(12) == 5, "Relis."', metadata={"nbgrader": marks})
    failed, passed = CheckResult("a", "a", 1, 0, "failed", "Relis."), CheckResult("b", "b", 1, 1, "passed")
    run = {"a": Comparison(1, "tarif(12)", "3", "5")}
    first, second = detailed([failed, passed], notebooks.new([cell]), run)
    assert (first.asked, first.obtained, first.expected) == ("tarif(12)", "3", "5")
    assert second == passed

"""A learner who makes a mistake that the author foresaw reads the author's advice, once."""

from grader.kinds.telling import advised, matching
from grader.prepared import Mistake
from grader.results import CheckResult
from grader.words import TO_ANSWER, UNANSWERED, french

BORDERS = Mistake("bords", {"bords": "À 12 ans, on attend 5."}, "Relis la question !")
ORDER = Mistake("ordre", {"enfants": "Tu donnes 5.", "bords": "Tu donnes 5."}, "Regarde l'ordre.")


def failed(name: str, words: str) -> CheckResult:
    return CheckResult(name, name, 1, 0, "failed", words)


def passed(name: str) -> CheckResult:
    return CheckResult(name, name, 1, 1, "passed")


def waiting(name: str) -> CheckResult:
    return CheckResult(name, name, 1, None, "waiting", "Une personne va lire ta réponse.")


def test_the_same_tests_failing_in_the_same_words_are_the_same_mistake() -> None:
    checks = [passed("enfants"), failed("bords", "À 12 ans, on attend 5."), waiting("regle")]
    assert matching([ORDER, BORDERS], checks) is BORDERS


def test_another_number_in_the_words_is_another_mistake() -> None:
    assert matching([BORDERS], [failed("bords", "À 12 ans, on attend 7.")]) is None


def test_one_test_more_or_less_is_another_mistake() -> None:
    both = [failed("enfants", "Tu donnes 5."), failed("bords", "Tu donnes 5.")]
    assert matching([ORDER], both) is ORDER
    assert matching([ORDER], both[:1]) is None
    assert matching([BORDERS], [*both[:1], failed("bords", "À 12 ans, on attend 5.")]) is None


def test_what_she_has_not_answered_yet_is_left_aside() -> None:
    later = [failed("famille", UNANSWERED + TO_ANSWER), failed("regle", french(UNANSWERED))]
    assert matching([BORDERS], [failed("bords", "À 12 ans, on attend 5."), *later]) is BORDERS
    assert matching([BORDERS, ORDER], later) is None


def test_nothing_failed_is_no_mistake() -> None:
    assert matching([BORDERS, Mistake("rien", {}, "Rien.")], [passed("bords")]) is None


def test_several_that_fit_and_advise_differently_advise_nothing() -> None:
    twin = Mistake("autre", BORDERS.words, "Autre chose.")
    checks = [failed("bords", "À 12 ans, on attend 5.")]
    assert matching([BORDERS, twin], checks) is None
    assert matching([BORDERS, Mistake("autre", BORDERS.words, BORDERS.advice)], checks) is not None


def test_the_advice_is_on_the_first_test_of_the_mistake_that_fails() -> None:
    checks = [
        failed("famille", UNANSWERED + TO_ANSWER),
        failed("enfants", "Tu donnes 5."),
        failed("bords", "Tu donnes 5."),
    ]
    done = advised(checks, matching([ORDER], checks))
    assert [check.advice for check in done] == ["", "Regarde l'ordre.", ""]
    assert advised(checks, None) == tuple(checks)


def test_advice_is_spaced_as_french_is() -> None:
    checks = [failed("bords", "À 12 ans, on attend 5.")]
    assert advised(checks, BORDERS)[0].advice == "Relis la question\u202f!"

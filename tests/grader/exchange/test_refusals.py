"""Each refusal has a code of its own and words that an 11-year-old can act on."""

import inspect
import re
from collections.abc import Callable

import pytest

from grader.errors import GraderError
from grader.exchange import refusals

REASONS = [
    reason
    for _, reason in inspect.getmembers(refusals, inspect.isfunction)
    if inspect.signature(reason).return_annotation is GraderError
]


def make(reason: Callable[..., GraderError]) -> GraderError:
    given = inspect.signature(reason).parameters.values()
    return reason(*(5_000_000 if one.annotation is int else "nom" for one in given))


def test_no_two_refusals_share_a_code() -> None:
    codes = [make(reason).code for reason in REASONS]
    assert len(codes) == len(set(codes)) >= 20


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.__name__)
def test_the_words_are_french_and_the_log_has_its_own(reason: Callable[..., GraderError]) -> None:
    error = make(reason)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)
    assert 400 <= error.http < 500 or error.code in ("disk-full", "no-database"), "only those two are ours"
    assert error.learner.endswith(".")
    assert error.operator != error.learner
    assert not re.search(r" [:;!?»]|« ", error.learner), "ordinary space where French wants a narrow one"


def test_a_name_is_shown_without_its_tricks() -> None:
    assert refusals.shown("a\x1b[31m\u202eb") == "a?[31m?b"
    assert len(refusals.shown("a" * 500)) == 80

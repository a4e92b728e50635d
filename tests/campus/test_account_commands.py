"""Accounts made by hand: what cannot be a folder, a hub user and an nbgrader student is refused."""

import pytest

from campus.account_commands import checked
from grader.errors import GraderError

COURSES = ("girls_can_code", "keskia")


def test_a_sound_account_is_what_was_said() -> None:
    account = checked("lou-anne2", "", "facilitator", ("keskia",), COURSES)
    assert (account.display_name, account.role, account.courses) == ("Lou-anne2", "facilitator", ("keskia",))


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Zoé", "zoe"),
        ("lou anne", "lou-anne"),
        ("../root", "root"),
        ("-x", "x"),
        ("a" * 40, "a" * 32),
        ("", "ada"),
        ("x;rm", "x-rm"),
    ],
)
def test_a_name_that_cannot_be_a_folder_is_refused_with_the_nearest_that_can(name: str, nearest: str) -> None:
    with pytest.raises(GraderError, match=f"try '{nearest}'") as refused:
        checked(name, "", "learner", COURSES, COURSES)
    assert refused.value.code == "bad-name"


def test_an_unknown_role_or_course_is_refused_with_what_there_is() -> None:
    with pytest.raises(GraderError, match="learner or facilitator"):
        checked("ada", "", "admin", COURSES, COURSES)
    with pytest.raises(GraderError, match="there are girls_can_code, keskia"):
        checked("ada", "", "learner", ("python",), COURSES)

"""Cards: a pseudonym and three words, typed by children, guessed by nobody."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from campus import database as campus_database
from campus import passphrase
from campus.accounts import Account, Accounts, normalize
from campus.identity import Throttle

ADA = Account("ada", "Ada", "learner", ("girls_can_code",))


@pytest.fixture
def accounts(database: Callable[[str], str]) -> Accounts:
    url = database("campus")
    campus_database.migrate(url)
    return Accounts(create_engine(url))


@pytest.mark.parametrize(
    "typed", ["lune-velo-tigre", "Lune Vélo Tigre", "  lune   vélo-TIGRE ", "lune, velo, tigre"]
)
def test_words_are_accepted_as_children_type_them(accounts: Accounts, typed: str) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    assert accounts.check("ada", typed) == ADA


@pytest.mark.parametrize("typed", ["", "lune-velo", "tigre-velo-lune", "lunevelotigre2"])
def test_other_words_are_refused(accounts: Accounts, typed: str) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    assert accounts.check("ada", typed) is None


def test_an_unknown_name_is_refused(accounts: Accounts) -> None:
    assert accounts.check("personne", "personne") is None


def test_a_passphrase_is_never_stored(accounts: Accounts) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    with accounts.engine.connect() as db:
        stored = repr(db.execute(text("select * from account")).all())
    assert "argon2" in stored
    assert "velo" not in stored


def test_saving_again_replaces_the_words(accounts: Accounts) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    accounts.save(ADA, "robot-sable-neige")
    assert accounts.check("ada", "lune-velo-tigre") is None
    assert accounts.check("ada", "robot-sable-neige") == ADA


def test_groups_follow_the_role() -> None:
    assert ADA.groups == ["learners", "learn-girls_can_code"]
    assert Account("nadia", "Nadia", "facilitator", ("keskia",)).groups == [
        "facilitators",
        "formgrade-keskia",
    ]


def test_words_are_short_distinct_and_survive_normalization() -> None:
    assert len(set(passphrase.words())) == len(passphrase.words()) >= 200
    assert all(word == normalize(word) and 3 <= len(word) <= 10 for word in passphrase.words())
    assert len(passphrase.new().split("-")) == 3


def test_derived_words_need_the_key() -> None:
    assert passphrase.derived("key", "ada") == passphrase.derived("key", "ada")
    assert passphrase.derived("key", "ada") != passphrase.derived("other", "ada")
    assert passphrase.derived("key", "ada") != passphrase.derived("key", "grace")


def test_a_guesser_waits_and_the_rest_of_the_room_does_not() -> None:
    seconds = [0.0]
    throttle = Throttle(3, 60, clock=lambda: seconds[0])
    for _ in range(3):
        assert not throttle.blocked("ada", "10.0.0.1")
        throttle.failed("ada", "10.0.0.1")
    assert throttle.blocked("ada", "10.0.0.1")
    assert not throttle.blocked("grace", "10.0.0.1")
    assert not throttle.blocked("ada", "10.0.0.2")
    seconds[0] = 61
    assert not throttle.blocked("ada", "10.0.0.1")

"""Cards: a pseudonym and three words, typed by children, guessed by nobody."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from campus import database as campus_database
from campus import passphrase
from campus.accounts import Account, Accounts, normalize
from campus.identity import CardAuthenticator, Throttle

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


class Asked:
    """A sign-in from some address."""

    def __init__(self, address: str) -> None:
        self.request = self
        self.remote_ip = address


def test_a_guesser_who_changes_address_is_slowed_down_too(accounts: Accounts) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    door = CardAuthenticator(
        database_url=accounts.engine.url.render_as_string(hide_password=False), name_failure_limit=3
    )

    async def tries() -> list[bool]:
        said = ["non", "non", "non", "lune-velo-tigre"]
        given = [{"username": "ada", "password": words} for words in said]
        return [
            bool(await door.authenticate(Asked(f"10.0.0.{number}"), one)) for number, one in enumerate(given)
        ]

    assert asyncio.run(tries()) == [False] * 4


def test_guesses_at_the_same_instant_are_counted_one_by_one(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.save(ADA, "lune-velo-tigre")
    door = CardAuthenticator(
        database_url=accounts.engine.url.render_as_string(hide_password=False), failure_limit=3
    )
    looked: list[str] = []

    def check(name: str, passphrase: str) -> None:
        looked.append(passphrase)

    monkeypatch.setattr(door._accounts, "check", check)

    async def tries() -> None:
        guess = {"username": "ada", "password": "non"}
        await asyncio.gather(*(door.authenticate(Asked("10.0.0.1"), guess) for _ in range(20)))

    asyncio.run(tries())
    assert len(looked) == 3


def test_invented_names_do_not_fill_the_memory() -> None:
    seconds = [0.0]
    throttle = Throttle(3, 60, clock=lambda: seconds[0])
    for number in range(5000):
        seconds[0] += 1
        assert not throttle.blocked(f"x{number}", "10.0.0.1")
        throttle.failed(f"x{number}", "10.0.0.1")
    assert len(throttle._failures) <= 1000

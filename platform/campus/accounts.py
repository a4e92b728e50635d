"""Who may sign in, as what, to which courses; passphrases are kept as argon2 hashes only."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import JSON, Column, DateTime, Engine, MetaData, Row, String, Table, select
from sqlalchemy.dialects.postgresql import insert as upsert

Role = Literal["learner", "facilitator"]

metadata = MetaData()

account_table = Table(
    "account",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("display_name", String(80), nullable=False),
    Column("role", String(20), nullable=False),
    Column("courses", JSON, nullable=False),
    Column("passphrase_hash", String(200), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True)
class Account:
    """A person: her pseudonym, the name she is greeted with, her role and the ids of her courses."""

    name: str
    display_name: str
    role: Role
    courses: tuple[str, ...]

    @property
    def groups(self) -> list[str]:
        """Hub groups: ``learners`` or ``facilitators``, and one a course."""
        prefix = "formgrade" if self.role == "facilitator" else "learn"
        return [f"{self.role}s", *(f"{prefix}-{course}" for course in self.courses)]


class Accounts:
    """The accounts in the database, each call one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def save(self, account: Account, passphrase: str) -> None:
        """Adds an account, or replaces it with its passphrase."""
        values = {
            "display_name": account.display_name,
            "role": account.role,
            "courses": list(account.courses),
            "passphrase_hash": _hasher().hash(normalize(passphrase)),
            "created_at": datetime.now(UTC),
        }
        with self.engine.begin() as db:
            statement = upsert(account_table).values(name=account.name, **values)
            db.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))

    def find(self, name: str) -> Account | None:
        with self.engine.connect() as db:
            row = db.execute(select(account_table).where(account_table.c.name == name)).first()
        return _account(row) if row else None

    def of_course(self, course: str, role: Role = "learner") -> list[Account]:
        """Accounts with that role in a course, by name."""
        return [found for found in self.all() if found.role == role and course in found.courses]

    def all(self) -> list[Account]:
        with self.engine.connect() as db:
            rows: Iterable[Row[Any]] = db.execute(select(account_table).order_by(account_table.c.name)).all()
        return [_account(row) for row in rows]

    def check(self, name: str, passphrase: str) -> Account | None:
        """The account, where these are its words; as slow for a name that does not exist."""
        with self.engine.connect() as db:
            row = db.execute(select(account_table).where(account_table.c.name == name)).first()
        try:
            _hasher().verify(row.passphrase_hash if row else _no_one(), normalize(passphrase))
        except VerifyMismatchError:
            return None
        return _account(row) if row else None


def normalize(passphrase: str) -> str:
    """The words alone, as typed on any keyboard: no accents, capitals, hyphens or double spaces."""
    plain = unicodedata.normalize("NFKD", passphrase).encode("ascii", "ignore").decode("ascii")
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def _account(row: Row[Any]) -> Account:
    return Account(row.name, row.display_name, row.role, tuple(row.courses))


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    """OWASP's parameters for Argon2id; the library's own take 64 MB and 0.1 s, and a class comes at once."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@lru_cache(maxsize=1)
def _no_one() -> str:
    return _hasher().hash("personne")

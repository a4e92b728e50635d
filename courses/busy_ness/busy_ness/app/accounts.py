"""Accounts of one laptop: pupils known by the workshop's code, their first name and a personal code."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from busy_ness.app.database import reading
from busy_ness.app.tables import account_table

NAME_MAX = 30
_columns = [c for c in account_table.c if c.name not in ("plain_name", "created_at")]


class NameTaken(Exception):
    """Somebody of this workshop has that first name already."""


@dataclass(frozen=True)
class Account:
    """A pupil; ``turn`` changes with each new personal code, which ends the sessions of the one before."""

    id: int
    workshop_id: int
    name: str
    display_name: str
    turn: int


class Accounts:
    """The table of accounts.

    Args:
        secret_key: personal codes are computed from it, so that none is kept anywhere.
    """

    def __init__(self, engine: Engine, secret_key: str) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._key = secret_key.encode()

    def add(self, workshop_id: int, display_name: str) -> Account:
        """A new account.

        Raises:
            NameTaken: that name, whatever its accents and capitals, is somebody's.
        """
        name = f"eleve-{secrets.token_hex(5)}"
        values = {
            "workshop_id": workshop_id,
            "name": name,
            "display_name": display_name,
            "plain_name": plain(display_name),
            "created_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as db:
                db.execute(insert(account_table).values(values))
        except IntegrityError as error:
            raise NameTaken(display_name) from error
        added = self.find(name)
        if added is None:
            raise LookupError(name)
        return added

    def find(self, name: str) -> Account | None:
        return self._one(account_table.c.name == name)

    def called(self, workshop_id: int, display_name: str) -> Account | None:
        """Who has that first name in a workshop."""
        wanted = account_table.c.plain_name == plain(display_name)
        return self._one(account_table.c.workshop_id == workshop_id, wanted)

    def of_workshop(self, workshop_id: int) -> tuple[Account, ...]:
        asked = select(*_columns).where(account_table.c.workshop_id == workshop_id)
        with self._reading.connect() as db:
            return tuple(_account(row) for row in db.execute(asked.order_by(account_table.c.plain_name)))

    def personal_code(self, account: Account) -> str:
        """Four digits that only who holds the key can find again."""
        digest = hmac.new(self._key, f"personal|{account.name}|{account.turn}".encode(), hashlib.sha256)
        return f"{int.from_bytes(digest.digest()[:8], 'big') % 10_000:04d}"

    def is_hers(self, account: Account, guess: str) -> bool:
        return hmac.compare_digest(self.personal_code(account).encode(), guess.strip().encode())

    def renew(self, name: str) -> None:
        """A new personal code; whoever is signed in with the old one no longer is."""
        turned = update(account_table).where(account_table.c.name == name)
        with self._engine.begin() as db:
            db.execute(turned.values(turn=account_table.c.turn + 1))

    def _one(self, *where: object) -> Account | None:
        with self._reading.connect() as db:
            row = db.execute(select(*_columns).where(*where)).one_or_none()  # type: ignore[arg-type]
        return _account(row) if row is not None else None


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(**row._mapping)


def clean_name(text: str) -> str:
    """A first name as it is kept: one line, one space between words.

    Raises:
        ValueError: empty, too long, or without any letter.
    """
    name = " ".join("".join(c for c in text if c.isprintable()).split())
    if not 0 < len(name) <= NAME_MAX or not any(c.isalpha() for c in name):
        raise ValueError(text)
    return name


def plain(name: str) -> str:
    """« Zoé B. » and « zoe b » are the same."""
    letters = unicodedata.normalize("NFKD", clean_name(name).casefold())
    return "".join(c for c in letters if c.isalnum())[: 2 * NAME_MAX]

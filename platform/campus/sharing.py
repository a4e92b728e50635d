"""Handed-in games and sites that anybody with a link may see: who made the link, until when, and its end."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    Update,
    and_,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.exchange.blobs import Blobs
from grader.exchange.bundle import BundleLimits, verify
from grader.store import now
from grader.tables import metadata, submission_table

DAYS = 30
SIGNATURE_LETTERS_MAX = 40
# Never a notebook: its answers are hers, and its cells the author's.
SHOWN = frozenset(
    {
        *(".py", ".txt", ".csv", ".json"),
        *(".html", ".htm", ".css", ".js"),
        *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", ".ico"),
        *(".wav", ".ogg", ".mp3"),
        *(".ttf", ".otf", ".woff", ".woff2"),
    }
)

share_table = Table(
    "share",
    metadata,
    Column("secret", String(64), primary_key=True),
    Column("submission_id", String(36), ForeignKey("submission.id"), nullable=False),
    Column("signature", String(SIGNATURE_LETTERS_MAX), nullable=False, server_default=""),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("ended_by", String(100)),
    Index("share_by_submission", "submission_id"),
)

# Courses whose facilitators want no links; links that were made before sleep.
sharing_pause_table = Table(
    "sharing_pause",
    metadata,
    Column("course", String(100), primary_key=True),
    Column("paused_by", String(100), nullable=False),
    Column("paused_at", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True)
class Share:
    """A link that works.

    Attributes:
        secret: what is in its address; who knows it needs nothing else.
        signature: what she wrote below her work for its visitors; mostly nothing.
        sha256: of the bundle that she handed in.
    """

    secret: str
    submission_id: str
    signature: str
    made_at: datetime
    expires_at: datetime
    course: str
    exercise: str
    learner: str
    sha256: str


class Sharing:
    """Links in the database, each call one transaction.

    Args:
        days: how long a link lives.
    """

    def __init__(self, engine: Engine, blobs: Blobs, limits: BundleLimits, days: int = DAYS) -> None:
        self.engine = engine
        self.days = days
        self._blobs, self._limits = blobs, limits
        self._entries = lru_cache(maxsize=4)(self._read)

    def make(self, submission_id: str, signature: str = "") -> Share:
        """A new link in the place of the one that there was."""
        moment = now()
        with self.engine.begin() as db:
            db.execute(_ending(submission_id, moment, None))
            values = {
                "secret": secrets.token_urlsafe(24),
                "submission_id": submission_id,
                "signature": " ".join(signature.split())[:SIGNATURE_LETTERS_MAX],
                "made_at": moment,
                "expires_at": moment + timedelta(days=self.days),
            }
            db.execute(insert(share_table).values(**values))
        made = self.find(str(values["secret"]))
        if made is None:
            raise LookupError(f"sharing is paused in the course of {submission_id}")
        return made

    def find(self, secret: str) -> Share | None:
        """The link with that secret, if it works: not ended, not too old, its course not paused."""
        return self._one(share_table.c.secret == secret)

    def of(self, submission_id: str) -> Share | None:
        """The link of a hand-in, if one works."""
        return self._one(share_table.c.submission_id == submission_id)

    def end(self, submission_id: str, by: str) -> None:
        """Nobody sees it by its link any more."""
        with self.engine.begin() as db:
            db.execute(_ending(submission_id, now(), by))

    def pause(self, course: str, by: str) -> None:
        """No link of the course works, and none is made, until ``resume``."""
        values = {"course": course, "paused_by": by, "paused_at": now()}
        with self.engine.begin() as db:
            db.execute(upsert(sharing_pause_table).values(**values).on_conflict_do_nothing())

    def resume(self, course: str) -> None:
        with self.engine.begin() as db:
            db.execute(delete(sharing_pause_table).where(sharing_pause_table.c.course == course))

    def is_paused(self, course: str) -> bool:
        asked = select(sharing_pause_table.c.course).where(sharing_pause_table.c.course == course)
        with self.engine.connect() as db:
            return db.execute(asked).first() is not None

    def count(self, course: str) -> int:
        """How many links of a course work."""
        with self.engine.connect() as db:
            return len(db.execute(_working().where(submission_table.c.course == course)).all())

    def files(self, share: Share) -> Mapping[str, bytes]:
        """What a visitor's browser gets of a hand-in, by name: no notebook, nothing hidden.

        Raises:
            FileNotFoundError: the hand-in is gone.
            GraderError: it cannot be read.
        """
        return self._entries(share.sha256)

    def _read(self, sha256: str) -> Mapping[str, bytes]:
        with self._blobs.open(sha256) as file:
            entries = verify(file, self._limits)
        return MappingProxyType({entry.name: entry.content for entry in entries if is_shown(entry.name)})

    def _one(self, condition: ColumnElement[bool]) -> Share | None:
        with self.engine.connect() as db:
            row = db.execute(_working().where(condition)).first()
        return Share(**row._mapping) if row else None


def is_shown(name: str) -> bool:
    """Whether a file of a hand-in, by its relative path, is for visitors."""
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    return not hidden and path.suffix.lower() in SHOWN


def _ending(submission_id: str, moment: datetime, by: str | None) -> Update:
    working = and_(share_table.c.submission_id == submission_id, share_table.c.ended_at.is_(None))
    return update(share_table).where(working).values(ended_at=moment, ended_by=by)


def _working() -> Select[Any]:
    shares, submissions = share_table.c, submission_table.c
    paused = select(sharing_pause_table.c.course)
    return (
        select(
            *(shares.secret, shares.submission_id, shares.signature, shares.made_at, shares.expires_at),
            *(submissions.course, submissions.exercise, submissions.learner, submissions.sha256),
        )
        .join_from(share_table, submission_table)
        .where(shares.ended_at.is_(None), shares.expires_at > now(), submissions.course.not_in(paused))
        .order_by(shares.made_at.desc())
    )
